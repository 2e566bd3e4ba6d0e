"""The fields with pyparsing, from the same lines and labels as the lark comparators."""

from __future__ import annotations

from collections.abc import Callable

import pyparsing as pp

from benchmarks.extractors import common
from benchmarks.extractors.common import Fields, words

_HEADINGS = (common.HOW, common.SUMMARY, common.ISSUES)
_LABELS = (
    common.LICENSURE,
    common.SPECIALTY,
    common.CLAIMS_ADMINISTRATOR,
    common.MAXIMUS,
    common.RATIONALE,
)


def build() -> Callable[[str], Fields]:
    """Make the extractor, which raises ValueError if a letter lacks a part."""
    parser = _letter()

    def extract(text: str) -> Fields:
        text = common.plain(text)
        try:
            return _fields(parser.parse_string(text, parse_all=True))
        except pp.ParseException as error:
            raise ValueError(str(error)) from error

    return extract


def _letter() -> pp.ParserElement:
    prose = pp.Regex(common.PROSE)
    cell = pp.Regex("|".join(common.CELLS))
    decision = pp.Regex(common.DECISION)
    how, summary, issues = (pp.Regex(words(heading)).suppress() for heading in _HEADINGS)
    licensure, specialty, claims_administrator, maximus, rationale = (
        pp.Regex(words(label)).suppress() for label in _LABELS
    )
    issue = pp.Group(decision + claims_administrator + prose + maximus + prose + rationale + prose)
    return (
        pp.Group(cell[...])("header")
        + how
        + prose("opening")
        + pp.Opt(licensure + prose("licensure") + specialty + prose("specialties"))
        + summary
        + pp.Opt(pp.Regex(words(common.SUMMARY_INTRODUCTION))).suppress()
        + prose("summary")
        + issues
        + pp.Opt(pp.Regex(words(common.ISSUES_INTRODUCTION))).suppress()
        + prose("first_request")
        + pp.Group(issue[1, ...])("issues")
    ).parse_with_tabs()


def _fields(letter: pp.ParseResults) -> Fields:
    block = (letter["licensure"], letter["specialties"]) if "licensure" in letter else None
    issues = ((issue[0], issue[1], issue[2], issue[3]) for issue in letter["issues"])
    return common.fields(
        letter["header"],
        letter["opening"],
        block,
        letter["summary"],
        common.issues(letter["first_request"], issues),
    )
