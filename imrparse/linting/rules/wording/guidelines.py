"""Wordings of the guideline fields that distinguish letters of 2014-2015 from those of
2016-2017."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from imrparse.fields.citations.citation_parser import citation_parser, wording
from imrparse.fields.details import CitationKind
from imrparse.linting.draft import Draft
from imrparse.syntax.generations import GuidelineWording
from imrparse.syntax.islands import flexible, named
from imrparse.text.source import Span
from imrparse.tree.letter import Guideline


class TypicalWording(NamedTuple):
    """A guideline wording that identifies a template generation."""

    wording: GuidelineWording
    """The generation that uses it."""
    span: Span
    equivalent: str = ""
    """The equivalent sentence of the other generation, if there is one."""


def typical_wordings(draft: Draft) -> Iterator[TypicalWording]:
    """Yield all such wordings in a letter."""
    for issue in draft.issues:
        for guideline in (issue.claims_administrator_guideline, issue.maximus_guideline):
            if guideline.outside_mtus and (found := _statement(draft, guideline)):
                yield found
            for cited in guideline.citations:
                if cited.kind is CitationKind.MTUS and cited.known and cited.span:
                    is_newer = cited.year is not None or bool(cited.sections)
                    wording = GuidelineWording.NEWER if is_newer else GuidelineWording.OLDER
                    yield TypicalWording(wording, cited.span)


def _statement(draft: Draft, guideline: Guideline) -> TypicalWording | None:
    """The sentence that says the decision is based on evidence outside the MTUS, or None."""
    found = guideline.span and _statements().search(draft.plain, *guideline.span)
    if not found:
        return None
    statement, year, speaker = str(found.lastgroup).split("_", maxsplit=2)
    typical = GuidelineWording(year)
    (other,) = set(GuidelineWording) - {typical}
    equivalent = wording(f"{statement}_{other.value}_{speaker}")
    return TypicalWording(typical, Span(*found.span()), equivalent)


@cache
def _statements() -> re.Pattern[str]:
    terminals = citation_parser().terminals.values()
    outside = [terminal for terminal in terminals if terminal.startswith("OUTSIDE_")]
    return re.compile(named({terminal: flexible(terminal.pattern) for terminal in outside}))
