"""Parts that are missing or empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from helpers.faults.injection import ALL, END, Edit, Injected, Place, injected
from helpers.faults.letter_parts import CREDENTIALS, FIELDS, HEADINGS, Letter, Part
from helpers.faults.wording_faults import Kind

from imrparse.diagnostics import codes

_ROW = re.compile(r"[^\r\n\f]*")
_MARKS = ("**", "<b>", "</b>")
_GAP = re.compile(r"(?:[ \t]|</?b>)*")


def marked(letter: Letter, start: int, end: int) -> tuple[int, int]:
    """A range extended by the Markdown marks around it."""
    text = letter.text
    for mark in _MARKS:
        if text.startswith(mark, end):
            end += len(mark)
    for mark in ("**", "<b>", "### "):
        if text.startswith(mark, start - len(mark)):
            start -= len(mark)
    return start, end


def row_start(letter: Letter, start: int) -> int:
    """The beginning of the line that contains a part."""
    return max(letter.text.rfind(end, 0, start) for end in "\r\n\f") + 1


def cut(letter: Letter, first: Part, last: Part) -> Edit:
    """Remove whole lines from one part to another, with the separator after them."""
    start = row_start(letter, marked(letter, first.start, first.end)[0])
    after = letter.after(last)
    if after is None:
        return Edit(start, marked(letter, last.start, last.end)[1], "")
    return Edit(start, row_start(letter, marked(letter, after.start, after.end)[0]), "")


def within(letter: Letter, part: Part) -> Edit:
    """Remove a part from its line, or the line if nothing else is on it."""
    start, end = marked(letter, part.start, part.end)
    gap = _GAP.match(letter.text, end)
    end = gap.end() if gap else end
    row = row_start(letter, start)
    line = _ROW.match(letter.text, row)
    assert line
    if letter.text[row:start].strip() == "" and end == line.end():
        return Edit(row, end + len(_line_end(letter, end)), "")
    return Edit(start, end, "")


def _line_end(letter: Letter, end: int) -> str:
    return next((e for e in ("\r\n", "\n", "\r") if letter.text.startswith(e, end)), "")


def next_place(letter: Letter, part: Part) -> Place:
    """The beginning of what follows a part."""
    after = letter.after(part)
    return Place(after.start) if after else END


def heading_missing(letter: Letter, rng: Random) -> Injected:
    """A section without its heading."""
    (heading,) = letter.all("heading", rng.choice(HEADINGS))
    return injected([cut(letter, heading, heading)], next_place(letter, heading), codes.MISSING)


def section_missing(letter: Letter, rng: Random) -> Injected:
    """A letter without a section and its heading."""
    name = rng.choice(HEADINGS)
    section = letter.section(name)
    place = next_place(letter, section[-1])
    touched = {"how": "reviewer", "summary": "summary", "issues": ALL}[name]
    edit = cut(letter, section[0], section[-1])
    return injected([edit], place, codes.MISSING, touched=[touched])


def _pick(letter: Letter, rng: Random, kind: str, names: Sequence[str]) -> Part | None:
    parts = letter.all(kind, *names)
    return rng.choice(parts) if parts else None


def _touching(label: Part) -> list[int | str]:
    return ["reviewer"] if label.issue is None else [label.issue]


def label_missing(letter: Letter, rng: Random, names: Sequence[str]) -> Injected | None:
    """A text without its label.

    If the label follows a gap that may be inside a text, it may be unclear where its own text
    begins: then it may also be reported where the next part begins.
    """
    label = _pick(letter, rng, "label", names)
    if label is None:
        return None
    text = letter.after(label)
    assert text
    first = label.name in (FIELDS[0], CREDENTIALS[0])
    begins = first or letter.begins_paragraph(label)
    start, _ = marked(letter, label.start, label.end)
    edit = Edit(start, text.start, "")
    return injected(
        [edit],
        Place(text.start),
        codes.MISSING,
        others=[] if begins else [next_place(letter, text)],
        touched=_touching(label),
    )


def field_missing(letter: Letter, rng: Random, names: Sequence[str]) -> Injected | None:
    """A letter without a label and its text."""
    label = _pick(letter, rng, "label", names)
    if label is None:
        return None
    text = letter.after(label)
    assert text
    place = next_place(letter, text)
    return injected(
        [cut(letter, label, text)],
        place,
        codes.MISSING,
        touched=_touching(label),
    )


def text_missing(letter: Letter, rng: Random, names: Sequence[str]) -> Injected | None:
    """A label without text."""
    label = _pick(letter, rng, "label", names)
    if label is None:
        return None
    text = letter.after(label)
    assert text
    place = next_place(letter, text)
    return injected(
        [Edit(text.start, text.end, "")],
        place,
        codes.EMPTY,
        touched=_touching(label),
    )


def summary_empty(letter: Letter, _: Random) -> Injected:
    """A clinical case summary reduced to its introduction."""
    (summary,) = letter.all("text", "summary")
    return injected(
        [Edit(summary.start, summary.end, "")],
        next_place(letter, summary),
        codes.EMPTY,
        codes.MISSING,
        touched=["summary"],
    )


def credentials_missing(letter: Letter, _: Random) -> Injected | None:
    """A letter without the reviewer's credentials, which count as one part or as two."""
    labels = letter.all("label", *CREDENTIALS)
    if not labels:
        return None
    first, last = letter.before(labels[0]), letter.after(labels[-1])
    assert first
    assert last
    return injected(
        [cut(letter, first, last)],
        next_place(letter, last),
        codes.MISSING,
        touched=["reviewer"],
        most=2,
    )


def middle_missing(letter: Letter, rng: Random) -> Injected:
    """An issue without guideline fields, which count as one part or as two."""
    issue = letter.issue(_any_issue(letter, rng))
    first, last = issue["label", FIELDS[0]], issue["text", FIELDS[1]]
    return injected(
        [cut(letter, first, last)],
        next_place(letter, last),
        codes.MISSING,
        touched=_touching(first),
        most=2,
    )


def _any_issue(letter: Letter, rng: Random) -> int:
    return rng.randrange(len(letter.all("request")))


def decision_missing(letter: Letter, rng: Random) -> Injected:
    """A missing decision, with the colon before it or without."""
    number = _any_issue(letter, rng)
    issue = letter.issue(number)
    colon, decision = issue["colon", "colon"], issue["decision", "decision"]
    start = rng.choice((colon.start, colon.end))
    return injected(
        [Edit(start, decision.end, "")],
        next_place(letter, decision),
        codes.MISSING,
        touched=[number],
    )


def request_missing(letter: Letter, rng: Random) -> Injected:
    """A colon and a decision without a request before them."""
    number = _any_issue(letter, rng)
    issue = letter.issue(number)
    request, colon = issue["request", "request"], issue["colon", "colon"]
    return injected(
        [Edit(request.start, colon.start, "")],
        Place(colon.start),
        codes.MISSING,
        codes.EMPTY,
        touched=[number],
    )


def request_and_decision_missing(letter: Letter, rng: Random) -> Injected:
    """An issue that begins with the label after its decision."""
    number = _any_issue(letter, rng)
    issue = letter.issue(number)
    request, decision = issue["request", "request"], issue["decision", "decision"]
    return injected(
        [cut(letter, request, decision)],
        next_place(letter, decision),
        codes.MISSING,
        touched=[number],
        most=2,
    )


KINDS: dict[str, Kind] = {
    "heading missing": heading_missing,
    "section missing": section_missing,
    "label missing": lambda letter, rng: label_missing(letter, rng, FIELDS),
    "label and text missing": lambda letter, rng: field_missing(letter, rng, FIELDS),
    "text missing": lambda letter, rng: text_missing(letter, rng, FIELDS),
    "summary empty": summary_empty,
    "credentials label missing": lambda letter, rng: label_missing(letter, rng, CREDENTIALS),
    "credential missing": lambda letter, rng: field_missing(letter, rng, CREDENTIALS),
    "credential empty": lambda letter, rng: text_missing(letter, rng, CREDENTIALS),
    "credentials missing": credentials_missing,
    "middle of issue missing": middle_missing,
    "decision missing": decision_missing,
    "request missing": request_missing,
    "request and decision missing": request_and_decision_missing,
}
