"""The base of the package's exceptions, and what an argument of the wrong kind raises."""

from __future__ import annotations


class ImrparseError(Exception):
    """The base of every exception that the package raises on purpose."""


class WrongTypeError(ImrparseError, TypeError):
    """An argument, or a value given to a node, of a type that has no meaning there."""


class WrongValueError(ImrparseError, ValueError):
    """An argument, or a value given to a node, of the right type but without a meaning there."""
