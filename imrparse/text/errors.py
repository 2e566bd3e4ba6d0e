"""The base class of the package's exceptions, and those for invalid arguments."""

from __future__ import annotations


class ImrparseError(Exception):
    """The base class of every exception that the package raises on purpose."""


class WrongTypeError(ImrparseError, TypeError):
    """An argument, or a value for a node, of an unsupported type."""


class WrongValueError(ImrparseError, ValueError):
    """An argument, or a value for a node, of the right type but with an invalid value."""
