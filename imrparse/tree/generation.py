"""Determining the template generation of a letter from its values."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from imrparse.data.regexes import regex
from imrparse.syntax.generations import GuidelineWording, Template, generation_of_year
from imrparse.syntax.islands import flexible, named
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.terminals import Kind, Terminals


def generation(
    given: Template | None, guidelines: Iterable[str], year: int | None
) -> Template | None:
    """The generation of a letter, which is also the one its print is parsed as.

    `given` matters only for where the reviewer's credentials are (`has_inline_credentials`); it is
    None if the letter has none. Letters with a block of credentials differ only in their guideline
    fields: these determine the generation, or else the year of the decision, or else it is the
    oldest. Without credentials it is None if neither determines it.
    """
    if given and given.has_inline_credentials:
        return given
    wording = _marks().wording(guidelines)
    fitting = _fitting(wording, with_block=given is not None)
    if len(fitting) == 1:
        return fitting[0]
    by_year = generation_of_year(year, fitting) if year is not None else None
    return by_year or (fitting[0] if given else None)


@cache
def _fitting(wording: GuidelineWording | None, with_block: bool) -> tuple[Template, ...]:
    """The generations with this wording, or with any if None; optionally only those with a block of
    credentials."""
    return tuple(
        template
        for template in Template
        if template.has_reasons
        and not (with_block and template.has_inline_credentials)
        and wording in (None, template.guideline_wording)
    )


@cache
def _marks() -> _Marks:
    return _Marks(letter_parser().terminals)


class _Marks:
    """Finds the wording that the grammar marks (``*_2015_MARK``, ``*_2016_MARK``)."""

    def __init__(self, terminals: Terminals) -> None:
        marks = {mark: flexible(mark.pattern) for mark in terminals.of_kind(Kind.MARK)}
        self._marks = regex(named(marks))
        self._wordings: dict[str, GuidelineWording] = {
            mark: GuidelineWording(mark.split("_")[-2]) for mark in marks
        }

    def wording(self, guidelines: Iterable[str]) -> GuidelineWording | None:
        """The wording of the first guideline field that has a mark; None if none has."""
        for guideline in guidelines:
            if mark := self._marks.search(guideline):
                return self._wordings[str(mark.lastgroup)]
        return None
