"""Wordings of the guideline fields that tell letters of 2014-2015 from those of 2016-2017."""

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


class Worded(NamedTuple):
    """A wording that tells."""

    wording: GuidelineWording
    """The letters that have it."""
    span: Span
    otherwise: str = ""
    """The sentence of the other letters that says the same, if it is one sentence."""


def worded_guidelines(draft: Draft) -> Iterator[Worded]:
    """All such wordings in a letter."""
    for issue in draft.issues:
        for guideline in (issue.claims_administrator_guideline, issue.maximus_guideline):
            if guideline.outside_mtus and (found := _statement(draft, guideline)):
                yield found
            for cited in guideline.citations:
                if cited.kind is CitationKind.MTUS and cited.known and cited.span:
                    is_newer = cited.year is not None or bool(cited.sections)
                    wording = GuidelineWording.NEWER if is_newer else GuidelineWording.OLDER
                    yield Worded(wording, cited.span)


def _statement(draft: Draft, guideline: Guideline) -> Worded | None:
    """The sentence by which a field says that the decision stands outside of the MTUS."""
    found = guideline.span and _statements().search(draft.plain, *guideline.span)
    if not found:
        return None
    statement, year, speaker = str(found.lastgroup).split("_", maxsplit=2)
    worded = GuidelineWording(year)
    (other,) = set(GuidelineWording) - {worded}
    otherwise = wording(f"{statement}_{other.value}_{speaker}")
    return Worded(worded, Span(*found.span()), otherwise)


@cache
def _statements() -> re.Pattern[str]:
    terminals = citation_parser().terminals.values()
    outside = [terminal for terminal in terminals if terminal.startswith("OUTSIDE_")]
    return re.compile(named({terminal: flexible(terminal.pattern) for terminal in outside}))
