"""The fields with plain regular expressions, for people who need a table, not a parser.

One pattern splits the letter into its sections, another finds the issues in theirs. Nothing is
checked: a letter that lacks a label gives an error without a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from benchmarks.extractors import common
from benchmarks.extractors.common import Fields, words

_SECTIONS = re.compile(
    rf"(?P<header>.*?)^[ \t]*{words(common.HOW)}[ \t]*$"
    rf"(?P<reviewer>.*?)^[ \t]*{words(common.SUMMARY)}[ \t]*$"
    rf"(?:\s*{words(common.SUMMARY_INTRODUCTION)})?"
    rf"(?P<summary>.*?)^[ \t]*{words(common.ISSUES)}[ \t]*$"
    rf"(?:\s*{words(common.ISSUES_INTRODUCTION)})?"
    r"(?P<issues>.*)",
    re.S | re.M,
)
_CELL = re.compile("|".join(common.CELLS))
_CREDENTIALS = re.compile(
    rf"^[ \t]*{words(common.LICENSURE)}(?P<licensure>.*?)"
    rf"^[ \t]*{words(common.SPECIALTY)}(?P<specialties>.*)",
    re.S | re.M,
)
_ISSUE = re.compile(
    rf":\s*(?P<decision>Upheld|Overturned)\s*^[ \t]*{words(common.CLAIMS_ADMINISTRATOR)}"
    rf"(?P<claims_administrator>.*?)^[ \t]*{words(common.MAXIMUS)}"
    rf"(?P<maximus>.*?)^[ \t]*{words(common.RATIONALE)}",
    re.S | re.M,
)


def build() -> Callable[[str], Fields]:
    """Make the extractor; its patterns are compiled with the module."""
    return extract


def extract(text: str) -> Fields:
    """The fields of a letter. Raises ValueError if a section or an issue is missing."""
    text = common.plain(text)
    sections = _SECTIONS.match(text)
    if not sections:
        raise ValueError("the letter lacks a heading")
    credentials = _CREDENTIALS.search(sections["reviewer"])
    return common.fields(
        _CELL.findall(sections["header"]),
        sections["reviewer"],
        (credentials[1], credentials[2]) if credentials else None,
        sections["summary"],
        _issues(sections["issues"]),
    )


def _issues(section: str) -> list[common.IssueFields]:
    matches = list(_ISSUE.finditer(section))
    if not matches:
        raise ValueError("the letter has no issue")
    ends = [match.start() for match in matches[1:]] + [len(section)]
    return common.issues(
        section[: matches[0].start()],
        (
            (match[1], match[2], match[3], section[match.end() : end])
            for match, end in zip(matches, ends, strict=True)
        ),
    )
