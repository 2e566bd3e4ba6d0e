"""The fields by parsy's parser combinators, over the same labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import parsy

from benchmarks.extractors import common
from benchmarks.extractors.common import Fields, words

if TYPE_CHECKING:
    from benchmarks.extractors import Extract


def build() -> Extract:
    """The extractor. It raises ValueError where a letter lacks a part."""
    parser = _letter()

    def extract(text: str) -> Fields:
        text = common.plain(text)
        try:
            return _fields(parser.parse(text))
        except parsy.ParseError as error:
            raise ValueError(str(error)) from error

    return extract


def _letter() -> parsy.Parser:
    space = parsy.regex(r"\s*")
    prose = parsy.regex(common.PROSE)
    decision = parsy.regex(common.DECISION) << space

    def label(wording: str) -> parsy.Parser:
        return parsy.regex(words(wording)) >> space

    block = parsy.seq(label(common.LICENSURE) >> prose, label(common.SPECIALTY) >> prose)
    issue = parsy.seq(
        decision,
        label(common.CLAIMS_ADMINISTRATOR) >> prose,
        label(common.MAXIMUS) >> prose,
        label(common.RATIONALE) >> prose,
    )
    return parsy.seq(
        cells=space >> (parsy.regex("|".join(common.CELLS)) << space).many(),
        opening=label(common.HOW) >> prose,
        block=block.optional(),
        summary=label(common.SUMMARY) >> label(common.SUMMARY_INTRODUCTION).optional() >> prose,
        request=label(common.ISSUES) >> label(common.ISSUES_INTRODUCTION).optional() >> prose,
        issues=issue.at_least(1),
    )


def _fields(letter: dict[str, Any]) -> Fields:
    issues = common.issues(letter["request"], letter["issues"])
    block = tuple(letter["block"]) if letter["block"] else None
    return common.fields(letter["cells"], letter["opening"], block, letter["summary"], issues)
