"""Decisions and rationales: each rationale gives reasons, and they are about its own request."""
