"""What functions that take a letter say of anything else."""

from __future__ import annotations

from imrparse.text.errors import WrongTypeError
from imrparse.text.values import described
from imrparse.tree.letter import Determination


def expect_letter(value: object, function: str) -> None:
    """Raises WrongTypeError, a TypeError, if an argument of a function is no letter."""
    if isinstance(value, Determination):
        return
    hint = "; imrparse.parse makes one of a text" if isinstance(value, str) else ""
    raise WrongTypeError(f"imrparse.{function} takes a Determination, not {described(value)}{hint}")
