"""Free text: how it is folded."""

from __future__ import annotations


def fold(text: str) -> str:
    """Plain text with every run of white space, line and page ends too, made one space."""
    return " ".join(text.split())
