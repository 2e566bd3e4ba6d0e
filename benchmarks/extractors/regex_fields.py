"""The fields with plain regular expressions, one per field: the script that analysts write today.

Each field is searched for independently, in the original text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from benchmarks.extractors import common
from benchmarks.extractors.common import Fields, words


def _after(label: str, following: str) -> re.Pattern[str]:
    """The text between a label and the following part."""
    return re.compile(rf"{words(label)}\s*(.*?)\s*{following}", re.S)


_HEADER = re.compile(rf"\A(.*?){words(common.HOW)}", re.S)
_CELL = re.compile("|".join(common.CELLS))
_OPENING = _after(common.HOW, words(common.SUMMARY))
_LICENSURE = _after(common.LICENSURE, words(common.SPECIALTY))
_SPECIALTY = _after(common.SPECIALTY, words(common.SUMMARY))
_SUMMARY = _after(common.SUMMARY_INTRODUCTION, words(common.ISSUES))
_ISSUE = re.compile(
    rf":\s*(Upheld|Overturned)\s*{words(common.CLAIMS_ADMINISTRATOR)}"
    rf"\s*(.*?)\s*{words(common.MAXIMUS)}"
    rf"\s*(.*?)\s*{words(common.RATIONALE)}",
    re.S,
)
_ISSUES = re.compile(rf"{words(common.ISSUES_INTRODUCTION)}\s*", re.S)


def build() -> Callable[[str], Fields]:
    """Make the extractor; its patterns are compiled with the module."""
    return extract


def extract(text: str) -> Fields:
    """The fields of a letter. Raises ValueError if one is missing."""
    text = common.plain(text)
    licensure, specialty = _LICENSURE.search(text), _SPECIALTY.search(text)
    return common.fields(
        _CELL.findall(_found(_HEADER, text)),
        _found(_OPENING, text),
        (licensure[1], specialty[1]) if licensure and specialty else None,
        _found(_SUMMARY, text),
        _issues(text),
    )


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    if not match:
        raise ValueError("the letter lacks a part")
    return match[1]


def _issues(text: str) -> list[common.IssueFields]:
    start = _ISSUES.search(text)
    if not start:
        raise ValueError("the letter has no issue")
    matches = list(_ISSUE.finditer(text, start.end()))
    if not matches:
        raise ValueError("the letter has no issue")
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return common.issues(
        text[start.end() : matches[0].start()],
        (
            (match[1], match[2], match[3], text[match.end() : end])
            for match, end in zip(matches, ends, strict=True)
        ),
    )
