"""The template generation that a changed letter is read as once it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from imrparse.syntax.generation_marks import Generations
from imrparse.syntax.generations import Template
from imrparse.syntax.letter_parser import letter_parser


def citing_generation(guidelines: Iterable[str], year: int | None) -> Template:
    """The generation of a letter from 2015 on.

    The wording of its guideline fields tells it, or else the year of the decision.
    """
    return _generations().of(credentials_inline=False, year=year, guidelines=guidelines)


@cache
def _generations() -> Generations:
    return Generations(letter_parser().terminals)
