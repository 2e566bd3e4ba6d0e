"""Code that every comparator needs besides its grammar.

A grammar of lines and labels can determine neither which value of the header belongs to which name
nor where a request begins in the prose before its decision. These helpers do, in the same way for
all comparators, so that they differ only in how the labels are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypedDict


class IssueFields(TypedDict):
    """One disputed treatment."""

    request: str
    decision: str
    claims_administrator_guideline: str
    maximus_guideline: str
    rationale: str


class Fields(TypedDict):
    """The fields of a letter, with white space folded."""

    header: dict[str, str | None] | None
    licensure: list[str]
    specialties: list[str]
    subspecialties: list[str]
    summary: str
    issues: list[IssueFields]


def words(wording: str) -> str:
    """A pattern for a fixed wording, with any white space between its words."""
    return r"\s+".join(map(re.escape, wording.split()))


HOW = "HOW THE IMR FINAL DETERMINATION WAS MADE"
SUMMARY = "CLINICAL CASE SUMMARY"
ISSUES = "IMR ISSUES, DECISIONS AND RATIONALES"
LICENSURE = "State(s) of Licensure:"
SPECIALTY = "Certification(s)/Specialty:"
CLAIMS_ADMINISTRATOR = "Claims Administrator guideline:"
MAXIMUS = "MAXIMUS guideline:"
RATIONALE = "Decision rationale:"
SUMMARY_INTRODUCTION = (
    "The expert reviewer developed the following clinical case summary based on a review of the "
    "case file, including all medical records:"
)
ISSUES_INTRODUCTION = (
    "The Final Determination was based on decisions for the disputed items/services set forth "
    "below:"
)
FIELD_NAMES = (
    "Case Number:",
    "Date Assigned:",
    "Date of Injury:",
    "Decision Date:",
    "UR Denial Date:",
    "Priority:",
    "Application",
    "Received:",
)
CASE_NUMBER = r"CM\d\d-\d{7}\b"
DATE = r"\d{1,2}/\d{1,2}/\d{4}\b"
PRIORITY = r"(?:Standard|Expedited)\b"
CELLS = (*map(words, FIELD_NAMES), CASE_NUMBER, DATE, PRIORITY)
"""The tokens of the header table."""

DECISION = rf":\s*(?:Upheld|Overturned)(?=\s+{words(CLAIMS_ADMINISTRATOR)})"
LINE = rf"\S(?:[^\n:]+|:(?!{DECISION[1:]}))*"
"""A line of prose: up to its end, or to the colon before a decision."""
PROSE_LINE = (
    "(?!"
    + "|".join(
        (
            *map(words, (HOW, SUMMARY, ISSUES, LICENSURE, SPECIALTY)),
            *map(words, (CLAIMS_ADMINISTRATOR, MAXIMUS, RATIONALE)),
            DECISION,
        )
    )
    + ")"
    + LINE
)
"""A line that does not begin as a label does."""
PROSE = rf"(?:{PROSE_LINE}\s*)*"
"""Lines of prose, and the white space after them."""

_MARKS = re.compile(r"\*\*|</?b>|^[ \t]*#{1,6}(?=[ \t])", re.M)
_PAGE_BREAK = re.compile(r"\n*\f")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE_END = re.compile(r"[.?!][\"')\]\u2019\u201d]*\s*\n\s*")
_SPACED_LINE = re.compile(r"\n[ \t]*\n(?=[ \t]*\S)")
_ORIGINAL = re.compile(r"was\s+the\s+original\s+request\.")
_SENTENCE_2014 = re.compile(
    r"is\s+(?:Board\s+Certified(?:\s+in)?|Licensed\s+in)\s+(?P<specialties>.*?)"
    r"(?:,\s+has\s+a\s+subspecialty\s+in\s+(?P<subspecialties>.*?))?"
    r"\s+and\s+is\s+licensed\s+to\s+practice\s+in\s+(?P<licensure>.*?)\.(?=\s|\Z)",
    re.S,
)


def plain(text: str) -> str:
    """The text with uniform line ends, without Markdown marks and doubled line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\f" in text:
        text = _PAGE_BREAK.sub("\n", text)
    text = text.replace("\ufffe", "-").replace("\ufeff", " ")
    if "**" in text or "<b>" in text:
        text = _MARKS.sub("", text)
    if 3 * text.count("\n\n") > text.count("\n"):  # a blank line after nearly every line
        text = _SPACED_LINE.sub("\n", text)
    return text


def fold(text: str) -> str:
    """The text with every run of white space replaced by one space."""
    return " ".join(text.split())


def split_request(prose: str) -> tuple[str, str]:
    """Split a rationale from the request that follows it.

    The request is the last paragraph; without blank lines it begins after the last line that ends a
    sentence. The forms of a partial authorization have several sentences.
    """
    end = len(prose)
    if originals := list(_ORIGINAL.finditer(prose)):
        end = originals[-1].start()
    for pattern in (_BLANK_LINE, _SENTENCE_END):
        if breaks := [match.end() for match in pattern.finditer(prose, 0, end)]:
            return prose[: breaks[-1]], prose[breaks[-1] :]
    return "", prose


def fields(
    cells: Iterable[str],
    opening: str,
    credentials: tuple[str, str] | None,
    summary: str,
    issues: list[IssueFields],
) -> Fields:
    """The fields of a letter, from the text of its parts.

    `credentials` are the licensure and the specialties of the block of 2015 and later; without it
    they are in the opening paragraph. Raises ValueError if there are none.
    """
    if credentials:
        reviewer = dict(zip(("licensure", "specialties"), map(_items, credentials), strict=True))
    elif match := _SENTENCE_2014.search(opening):
        reviewer = {name: _items(value or "") for name, value in match.groupdict().items()}
    else:
        raise ValueError("the reviewer has no credentials")
    return {
        "header": _header(map(fold, cells)),
        "licensure": reviewer["licensure"],
        "specialties": reviewer["specialties"],
        "subspecialties": reviewer.get("subspecialties", []),
        "summary": fold(summary),
        "issues": issues,
    }


def _items(text: str) -> list[str]:
    return [item for part in text.split(",") if (item := fold(part))]


def _header(cells: Iterable[str]) -> dict[str, str | None] | None:
    """The header from its names and values: a value belongs to the first name of its kind."""
    names: list[str] = []
    values: dict[str, list[str]] = {"case_number": [], "priority": [], "date": []}
    for cell in cells:
        if cell[0].isdigit():
            month, day, year = cell.split("/")
            values["date"].append(f"{year}-{month:0>2}-{day:0>2}")
        elif cell.endswith(":") or cell == "Application":
            names.append("application_received" if cell == "Application" else _key(cell))
        else:
            values["case_number" if cell.startswith("CM") else "priority"].append(cell)
    waiting = {kind: iter(found) for kind, found in values.items()}
    return {
        name: next(waiting[name if name in waiting else "date"], None)
        for name in names
        if name != "received"
    } or None


def _key(cell: str) -> str:
    return "_".join(cell.removesuffix(":").lower().split())


def issues(first_request: str, found: Iterable[tuple[str, str, str, str]]) -> list[IssueFields]:
    """The issues, from each one's decision, guidelines and the prose up to the next decision."""
    listed = list(found)
    result: list[IssueFields] = []
    request = first_request
    for number, (decision, claims_administrator, maximus, prose) in enumerate(listed, 1):
        rationale, following = split_request(prose) if number < len(listed) else (prose, "")
        result.append(
            {
                "request": fold(request),
                "decision": decision.lstrip(": \t\n"),
                "claims_administrator_guideline": fold(claims_administrator),
                "maximus_guideline": fold(maximus),
                "rationale": fold(rationale),
            }
        )
        request = following
    return result
