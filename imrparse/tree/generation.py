"""The template generation that a changed letter is read as once it is printed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from imrparse.syntax.generation_marks import Generations
from imrparse.syntax.letter_parser import letter_parser

if TYPE_CHECKING:
    from imrparse.syntax.generations import Template
    from imrparse.tree.letter import Determination


def citing_generation(letter: Determination) -> Template:
    """The generation of a letter from 2015 on: its citations tell it, or the decision's year."""
    decided = letter.header.decision_date if letter.header else None
    return _generations().of(
        credentials_inline=False,
        year=decided.year if decided else None,
        guidelines=(
            guideline.text
            for issue in letter.issues
            for guideline in (issue.claims_administrator_guideline, issue.maximus_guideline)
        ),
    )


@cache
def _generations() -> Generations:
    return Generations(letter_parser().terminals)
