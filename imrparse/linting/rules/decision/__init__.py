"""Decisions and their reasons: that each rationale is there, and is that of its own request."""
