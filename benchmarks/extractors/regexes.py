"""The fields with plain regular expressions, in two ways.

`plain` searches for each field independently, in the original text: the script that analysts write
today. `tuned` splits the letter into its sections with one pattern, and finds the issues in theirs
with another. Nothing is checked: a letter that lacks a label gives an error without a place.
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
_ISSUE_IN_LETTER = re.compile(
    rf":\s*(Upheld|Overturned)\s*{words(common.CLAIMS_ADMINISTRATOR)}"
    rf"\s*(.*?)\s*{words(common.MAXIMUS)}"
    rf"\s*(.*?)\s*{words(common.RATIONALE)}",
    re.S,
)
_ISSUES = re.compile(rf"{words(common.ISSUES_INTRODUCTION)}\s*", re.S)


def plain() -> Callable[[str], Fields]:
    """Make the extractor; its patterns are compiled with the module."""
    return _by_fields


def _by_fields(text: str) -> Fields:
    """The fields of a letter. Raises ValueError if one is missing."""
    text = common.plain(text)
    licensure, specialty = _LICENSURE.search(text), _SPECIALTY.search(text)
    return common.fields(
        _CELL.findall(_found(_HEADER, text)),
        _found(_OPENING, text),
        (licensure[1], specialty[1]) if licensure and specialty else None,
        _found(_SUMMARY, text),
        _issues_by_fields(text),
    )


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    if not match:
        raise ValueError("the letter lacks a part")
    return match[1]


def _issues_by_fields(text: str) -> list[common.IssueFields]:
    start = _ISSUES.search(text)
    if not start:
        raise ValueError("the letter has no issue")
    matches = list(_ISSUE_IN_LETTER.finditer(text, start.end()))
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


_SECTIONS = re.compile(
    rf"(?P<header>.*?)^[ \t]*{words(common.HOW)}[ \t]*$"
    rf"(?P<reviewer>.*?)^[ \t]*{words(common.SUMMARY)}[ \t]*$"
    rf"(?:\s*{words(common.SUMMARY_INTRODUCTION)})?"
    rf"(?P<summary>.*?)^[ \t]*{words(common.ISSUES)}[ \t]*$"
    rf"(?:\s*{words(common.ISSUES_INTRODUCTION)})?"
    r"(?P<issues>.*)",
    re.S | re.M,
)
_CELLS = re.compile("|".join(common.CELLS))
_CREDENTIALS = re.compile(
    rf"^[ \t]*{words(common.LICENSURE)}(?P<licensure>.*?)"
    rf"^[ \t]*{words(common.SPECIALTY)}(?P<specialties>.*)",
    re.S | re.M,
)
_ISSUE_IN_SECTION = re.compile(
    rf":\s*(?P<decision>Upheld|Overturned)\s*^[ \t]*{words(common.CLAIMS_ADMINISTRATOR)}"
    rf"(?P<claims_administrator>.*?)^[ \t]*{words(common.MAXIMUS)}"
    rf"(?P<maximus>.*?)^[ \t]*{words(common.RATIONALE)}",
    re.S | re.M,
)


def tuned() -> Callable[[str], Fields]:
    """Make the extractor; its patterns are compiled with the module."""
    return _by_sections


def _by_sections(text: str) -> Fields:
    """The fields of a letter. Raises ValueError if a section or an issue is missing."""
    text = common.plain(text)
    sections = _SECTIONS.match(text)
    if not sections:
        raise ValueError("the letter lacks a heading")
    credentials = _CREDENTIALS.search(sections["reviewer"])
    return common.fields(
        _CELLS.findall(sections["header"]),
        sections["reviewer"],
        (credentials[1], credentials[2]) if credentials else None,
        sections["summary"],
        _issues_of_section(sections["issues"]),
    )


def _issues_of_section(section: str) -> list[common.IssueFields]:
    matches = list(_ISSUE_IN_SECTION.finditer(section))
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
