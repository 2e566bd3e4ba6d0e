"""The base class of the exceptions, and those for invalid arguments, values and letters."""

from __future__ import annotations


class ImrparseError(Exception):
    """The base class of every exception that the package raises on purpose."""


class WrongTypeError(ImrparseError, TypeError):
    """An argument, or a value for a node, of an unsupported type."""


class WrongValueError(ImrparseError, ValueError):
    """An argument, or a value for a node, of the right type but with an invalid value."""


class UnprintableError(ImrparseError, ValueError):
    """A letter, or a value in one, would not be parsed back unchanged after printing."""
