"""The fields by Arpeggio, the parsing expression grammars of textX, over the same labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from arpeggio import EOF, NoMatch, OneOrMore, Optional, ParserPython, RegExMatch, ZeroOrMore

from benchmarks.extractors import common
from benchmarks.extractors.common import Fields, words

if TYPE_CHECKING:
    from benchmarks.extractors import Extract


def cell() -> Any:
    return RegExMatch("|".join(common.CELLS))


def decision() -> Any:
    return RegExMatch(common.DECISION)


def prose() -> Any:
    return RegExMatch(common.PROSE)


def header() -> Any:
    return ZeroOrMore(cell)


def reviewer() -> Any:
    block = _label(common.LICENSURE), prose, _label(common.SPECIALTY), prose
    return _label(common.HOW), prose, Optional(block)


def summary() -> Any:
    introduction = Optional(_label(common.SUMMARY_INTRODUCTION))
    return _label(common.SUMMARY), introduction, prose


def issue() -> Any:
    return (
        *(decision, _label(common.CLAIMS_ADMINISTRATOR), prose),
        *(_label(common.MAXIMUS), prose, _label(common.RATIONALE), prose),
    )


def issues() -> Any:
    introduction = Optional(_label(common.ISSUES_INTRODUCTION))
    return _label(common.ISSUES), introduction, prose, OneOrMore(issue)


def letter() -> Any:
    return Optional(header), reviewer, summary, issues, EOF


def _label(wording: str) -> RegExMatch:
    return RegExMatch(words(wording))


def build() -> Extract:
    """The extractor. It raises ValueError where a letter lacks a part."""
    parser = ParserPython(letter)

    def extract(text: str) -> Fields:
        text = common.plain(text)
        try:
            return _fields(parser.parse(text))
        except NoMatch as error:
            raise ValueError(str(error)) from error

    return extract


def _fields(tree: Any) -> Fields:
    parts = {part.rule_name: part for part in tree}
    opening, *block = _proses(parts["reviewer"])
    found = [node for node in parts["issues"] if node.rule_name == "issue"]
    return common.fields(
        [str(node) for node in parts.get("header", ())],
        opening,
        (block[0], block[1]) if block else None,
        _proses(parts["summary"])[0],
        common.issues(
            "".join(_proses(parts["issues"])),
            (_issue(node) for node in found),
        ),
    )


def _issue(node: Any) -> tuple[str, str, str, str]:
    claims_administrator, maximus, rationale = _proses(node)
    return str(node[0]), claims_administrator, maximus, rationale


def _proses(part: Any) -> list[str]:
    return [node.value for node in part if node.rule_name == "prose"]
