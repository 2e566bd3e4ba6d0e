"""Linting drafts: the rules, how they are selected and run, and how fixes are applied."""
