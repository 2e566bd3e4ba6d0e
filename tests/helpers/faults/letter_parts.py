"""Letters to put faults into, with the spans of all their parts.

The parts are found without the parser: the content of the letter and the fixed wording of its
template are matched with the text in order, ignoring the white space and marks of a dialect.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from zlib import crc32

from helpers.layouts.dialects import DIALECTS, lay_out
from helpers.layouts.printed_parts import TEMPLATES, Template, printed_header, reviewer_sentence
from helpers.letters import sample_content, sample_names, sample_text

import imrparse
from imrparse import Determination

HEADINGS = ("how", "summary", "issues")
FIELDS = ("claims_administrator_guideline", "maximus_guideline", "rationale")
CREDENTIALS = ("licensure", "specialty")
NAMES = {
    "case_number": ("Case Number:",),
    "date_assigned": ("Date Assigned:",),
    "date_of_injury": ("Date of Injury:",),
    "decision_date": ("Decision Date:",),
    "ur_denial_date": ("UR Denial Date:",),
    "priority": ("Priority:",),
    "application_received": ("Application", "Received:"),
}
_VALUES = {
    "case_number": re.compile(r"CM\d\d-\d{7}"),
    "priority": re.compile(r"Standard|Expedited"),
}
_DATE = re.compile(r"\d\d/\d\d/\d{4}")
_MARK = re.compile(r"(?:\s|\*\*|</?b>|#+[ \t]|\ufeff)*")


@dataclass(frozen=True)
class Part:
    """A part of a letter: its kind, its name, and its span."""

    kind: str
    """name, value, heading, sentence, label, text, request, colon, decision or state"""
    name: str
    start: int
    end: int
    wording: str
    """The content of the part, without changes by its dialect."""
    issue: int | None = None


@dataclass(frozen=True)
class Letter:
    """A letter without faults, and its parts."""

    name: str
    text: str
    dialect: str
    content: dict[str, Any]
    parts: tuple[Part, ...]
    states: tuple[Part, ...]

    @cached_property
    def determination(self) -> Determination:
        return imrparse.parse(self.text)

    @cached_property
    def paragraph_gap(self) -> str:
        """The separator of paragraphs, without spaces: the most frequent gap before a label."""
        gaps = Counter(self.gap_before(label) for label in self.all("label", *FIELDS))
        return gaps.most_common(1)[0][0]

    def gap_before(self, part: Part) -> str:
        """The line ends between a part and the one before it."""
        before = self.before(part)
        gap = self.text[before.end if before else 0 : part.start]
        return "".join(character for character in gap if character in "\r\n\f")

    def begins_paragraph(self, part: Part) -> bool:
        """Whether the gap before a part shows that it begins a paragraph."""
        gap = self.gap_before(part)
        return gap == self.paragraph_gap and gap not in ("\n", "\r\n", "\r", self.line_end)

    @property
    def line_end(self) -> str:
        """The line end of the letter."""
        end = next(end for end in ("\r\n", "\n", "\r") if end in self.text)
        return end * 2 if "double" in self.dialect else end

    def all(self, kind: str, *names: str) -> list[Part]:
        """The parts of a kind."""
        return [p for p in self.parts if p.kind == kind and (not names or p.name in names)]

    def of(self, part: Part) -> str:
        """The text of a part."""
        return self.text[part.start : part.end]

    def after(self, part: Part) -> Part | None:
        """The part after a given one."""
        number = self.parts.index(part) + 1
        return self.parts[number] if number < len(self.parts) else None

    def before(self, part: Part) -> Part | None:
        """The part before a given one."""
        number = self.parts.index(part)
        return self.parts[number - 1] if number else None

    def issue(self, number: int) -> dict[tuple[str, str], Part]:
        """The parts of an issue, by kind and name."""
        return {(p.kind, p.name): p for p in self.parts if p.issue == number}

    def section(self, heading: str) -> list[Part]:
        """The parts of a section, its heading first."""
        first = next(
            n for n, p in enumerate(self.parts) if (p.kind, p.name) == ("heading", heading)
        )
        rest = self.parts[first + 1 :]
        end = next((n for n, part in enumerate(rest) if part.kind == "heading"), len(rest))
        return [self.parts[first], *rest[:end]]


class _Walk:
    """Matches the content of a letter with its text, in order."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.position = start

    def part(self, kind: str, name: str, wording: str, issue: int | None = None) -> Part:
        """The next part, which must have this content."""
        mark = _MARK.match(self.text, self.position)
        start = position = mark.end() if mark else self.position
        for character in wording:
            if not character.isspace():
                position = self._past(character, position)
        self.position = position
        return Part(kind, name, start, position, wording, issue)

    def _past(self, character: str, position: int) -> int:
        text = self.text
        while text[position].isspace():
            position += 1
        if text[position] == character or (character == "-" and text[position] == "\ufffe"):
            return position + 1
        if character == "-":  # a hyphen that a dialect left out
            return position
        raise LookupError(
            f"{character!r} is not at {position}: {text[position - 40 : position + 9]!r}"
        )


def header_parts(text: str, content: dict[str, Any]) -> list[Part]:
    """The names and values of the header. A value belongs to the earliest name without one."""
    printed = printed_header(content)
    if printed is None:
        return []
    end = text.index("HOW THE IMR")
    parts = []
    for field, words in NAMES.items():
        for word in words:
            start = text.index(word, 0, end)
            name = field if word == words[0] else "received"
            parts.append(Part("name", name, start, start + len(word), word))
    parts.sort(key=lambda part: part.start)
    values: list[Part] = []
    for pattern, fields in (
        (_VALUES["case_number"], ["case_number"]),
        (_VALUES["priority"], ["priority"]),
        (_DATE, [part.name for part in parts if printed.get(part.name, "")[2:3] == "/"]),
    ):
        found = pattern.finditer(text, 0, end)
        for match, field in zip(found, fields, strict=True):
            if match.group() != printed[field]:
                raise LookupError(f"{match.group()} is not the {field}")
            values.append(Part("value", field, *match.span(), match.group()))
    return parts + values


def body_parts(walk: _Walk, content: dict[str, Any], form: Template) -> Iterator[Part]:
    """The parts below the header, in order."""
    reviewer = content["reviewer"]
    inline = form.inline_credentials
    sentence = reviewer_sentence(reviewer) if inline else ""
    opening = form.opening.format(reviewer=sentence, disputed=form.disputed)
    yield walk.part("heading", "how", form.how_made)
    if inline:
        states = ", ".join(reviewer["licensure"])
        before, _, after = opening.partition(f"practice in {states}.")
        yield walk.part("sentence", "opening", before + "practice in")
        yield walk.part("text", "licensure", states)
        yield walk.part("sentence", "closing", "." + after)
    else:
        yield walk.part("sentence", "opening", opening)
        yield walk.part("sentence", "credentials", form.credentials)
        yield walk.part("label", "licensure", form.licensure)
        yield walk.part("text", "licensure", ",".join(reviewer["licensure"]))
        yield walk.part("label", "specialty", form.specialty)
        yield walk.part("text", "specialty", ",".join(reviewer["specialties"]))
    yield walk.part("heading", "summary", form.case_summary)
    yield walk.part("sentence", "summary", form.summary_introduction)
    yield walk.part("text", "summary", content["summary"])
    yield walk.part("heading", "issues", form.issues)
    yield walk.part("sentence", "issues", form.issues_introduction)
    labels = dict(
        zip(FIELDS, (form.claims_administrator, form.maximus, form.rationale), strict=True)
    )
    for number, issue in enumerate(content["issues"]):
        yield walk.part("request", "request", issue["request"], number)
        yield walk.part("colon", "colon", ":", number)
        yield walk.part("decision", "decision", issue["decision"], number)
        for field, label in labels.items():
            yield walk.part("label", field, label, number)
            yield walk.part("text", field, issue[field], number)


def letter_of(name: str, text: str, dialect: str, content: dict[str, Any]) -> Letter:
    """A letter with its parts. Raises LookupError if the text does not have this content."""
    form = TEMPLATES[content["layout"]["template"]]
    cells = header_parts(text, content)
    start = max((cell.end for cell in cells), default=0)
    parts = sorted([*cells, *body_parts(_Walk(text, start), content, form)], key=lambda p: p.start)
    licensure = next(p for p in parts if (p.kind, p.name) == ("text", "licensure"))
    walk, states = _Walk(text, licensure.start), []
    for number, state in enumerate(content["reviewer"]["licensure"]):
        if number:
            walk.part("comma", "comma", ",")
        states.append(walk.part("state", state, state))
    return Letter(name, text, dialect, content, tuple(parts), tuple(states))


@cache
def letters() -> tuple[Letter, ...]:
    """Every sample unchanged, with CR line ends, and laid out in every dialect."""
    found = []
    for name in sample_names():
        content = sample_content(name)
        layout = content["layout"]
        text = sample_text(name)
        found.append(letter_of(name, text, layout["dialect"], content))
        text = text.replace("\r\n", "\n").replace("\n", "\r")
        found.append(letter_of(f"{name} in CR", text, f"{layout['dialect']} in CR", content))
        for dialect in DIALECTS:
            chance = crc32(f"{name} {dialect}".encode())
            text = lay_out(
                content,
                dialect,
                template=layout["template"],
                page_lines=30 + chance % 27,
                two_spaces=chance % 3 == 0,
            )
            found.append(letter_of(f"{name} as {dialect}", text, dialect, content))
    return tuple(found)
