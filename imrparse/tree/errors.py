"""The exception for letters that can't be printed."""

from __future__ import annotations

from imrparse.text.errors import ImrparseError


class UnprintableError(ImrparseError, ValueError):
    """A letter, or a value in one, would not be parsed back unchanged after printing."""
