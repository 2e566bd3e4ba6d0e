"""Checking the arguments of functions that take a letter."""

from __future__ import annotations

from imrparse.text.errors import WrongTypeError
from imrparse.text.values import described
from imrparse.tree.letter import Determination


def expect_letter(value: object, function: str) -> None:
    """Raise WrongTypeError, a TypeError, unless the value is a letter."""
    if isinstance(value, Determination):
        return
    hint = "; imrparse.parse makes one of a text" if isinstance(value, str) else ""
    raise WrongTypeError(f"imrparse.{function} takes a Determination, not {described(value)}{hint}")
