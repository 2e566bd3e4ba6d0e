"""Checking drafts: rules, what they look at, and how they are chosen and run."""
