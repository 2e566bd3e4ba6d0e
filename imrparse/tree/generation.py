"""The template generation that a letter is of, by its values."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from imrparse.syntax.generation_marks import GenerationMarks
from imrparse.syntax.generations import GuidelineWording, Template, generation_of_year
from imrparse.syntax.letter_parser import letter_parser


def generation(
    given: Template | None, guidelines: Iterable[str], year: int | None
) -> Template | None:
    """The generation of a letter, which is also what its print is read as.

    `given` says by its `has_inline_credentials` where the reviewer's credentials stand, or None
    that the letter has none. Letters with a block of credentials differ in their guideline fields
    only: these tell the generation, or else the year of the decision, or else it is the oldest.
    Without credentials it is None where neither of the two tells it.
    """
    if given and given.has_inline_credentials:
        return given
    wording = _marks().wording(guidelines)
    fitting = _fitting(wording, with_block=given is not None)
    if len(fitting) == 1:
        return fitting[0]
    told = generation_of_year(year, fitting) if year is not None else None
    return told or (fitting[0] if given else None)


@cache
def _fitting(wording: GuidelineWording | None, with_block: bool) -> tuple[Template, ...]:
    """The generations with a wording, or any; only those with a block of credentials if wanted."""
    return tuple(
        template
        for template in Template
        if not (with_block and template.has_inline_credentials)
        and wording in (None, template.guideline_wording)
    )


@cache
def _marks() -> GenerationMarks:
    return GenerationMarks(letter_parser().terminals)
