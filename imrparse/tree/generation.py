"""The template generation that a letter will be read as once it is printed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from imrparse.parsing.reader import reader
from imrparse.syntax.generations import Generations

if TYPE_CHECKING:
    from imrparse.tree.letter import Determination, Template


def told_generation(letter: Determination) -> Template:
    """The generation that the citations of a letter from 2015 on tell, or the decision's date."""
    return _generations().of(
        credentials_inline=False,
        header=letter.header,
        guidelines=(
            guideline
            for issue in letter.issues
            for guideline in (issue.claims_administrator_guideline, issue.maximus_guideline)
        ),
    )


@cache
def _generations() -> Generations:
    return Generations(reader().terminals)
