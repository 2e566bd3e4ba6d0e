"""What printing refuses."""

from __future__ import annotations

from imrparse.text.errors import ImrparseError


class UnprintableError(ImrparseError, ValueError):
    """A letter, or a value in one, that could not be read back as it is once it is printed."""
