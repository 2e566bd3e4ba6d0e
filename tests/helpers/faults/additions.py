"""Parts that are doubled or out of order, invalid values, stray text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from random import Random

from helpers.faults.injection import Edit, Injected, Place, injected
from helpers.faults.letter_parts import CREDENTIALS, FIELDS, HEADINGS, NAMES, Letter, Part
from helpers.faults.removals import marked, row_start
from helpers.faults.wording_faults import Kind

from imrparse.diagnostics import codes

_NO_DECISIONS = ("Denied", "Modified", "Approved", "Certified", "Withdrawn", "Partially approved")
_SHORTENED = ("Uphold", "Overturn")
_BEHIND = ("[AD1]:", " colon", " \u2192", ":**", ":</b>", "!", " ::")
_BEFORE_REQUESTS = (
    "Re:",
    "Disputed item/service:",
    "\u2610",
    "\u27a2",
    "[AD1]",
    "[1]",
    "UR issue:",
    "A.",
)
_BEFORE_LABELS = ("Note:", "[Label]", "Re:", "Heading 2:")
_AROUND_DECISIONS = (
    *(
        "{} by MAXIMUS",
        "{} in full",
        "It is {}",
        "........ {}",
        "{} - AD",
        "Denial {}",
        "<b>{}</b>",
    ),
    *("[x] {}", "{} period", "{} [Comment: see Ana]"),
)
_STRAY = (
    "Exhibit 4 of 7",
    "CONFIDENTIAL",
    "Sent by mail to the parties",
    "See the attached proof of service",
    "Printed on recycled paper.",
)


def _before(letter: Letter, part: Part) -> str:
    """The white space between a part and the one before it."""
    before = letter.before(part)
    start = marked(letter, part.start, part.end)[0]
    gap = letter.text[marked(letter, before.start, before.end)[1] : start] if before else ""
    return gap if gap and gap.isspace() else letter.line_end * 2


def _again(letter: Letter, first: Part, last: Part) -> tuple[Edit, Place]:
    """Repeat the text from one part to another, right after it."""
    start, head = marked(letter, first.start, first.end)[0], first.start
    end = marked(letter, last.start, last.end)[1]
    gap = _before(letter, first)
    edit = Edit(end, end, gap + letter.text[start:end])
    return edit, Place(end, inside=len(gap) + head - start)


def heading_doubled(letter: Letter, rng: Random) -> Injected:
    """A heading, and the same heading below it."""
    (heading,) = letter.all("heading", rng.choice(HEADINGS))
    edit, place = _again(letter, heading, heading)
    return injected([edit], place, codes.DOUBLED, codes.EMPTY)


def section_doubled(letter: Letter, rng: Random) -> Injected:
    """A section, and the same section below it."""
    section = letter.section(rng.choice(HEADINGS))
    edit, place = _again(letter, section[0], section[-1])
    touched = {"how": "reviewer", "summary": "summary", "issues": "more issues"}
    return injected([edit], place, codes.DOUBLED, touched=[touched[section[0].name]])


def label_doubled(letter: Letter, rng: Random, names: Sequence[str]) -> Injected | None:
    """A label, and the same label on the next line, followed by its text."""
    labels = letter.all("label", *names)
    if not labels:
        return None
    label = rng.choice(labels)
    edit, place = _again(letter, label, label)
    touched = "reviewer" if label.issue is None else label.issue
    return injected([edit], place, codes.DOUBLED, codes.EMPTY, touched=[touched])


def field_doubled(letter: Letter, rng: Random, names: Sequence[str]) -> Injected | None:
    """A label and its text, twice."""
    labels = letter.all("label", *names)
    if not labels:
        return None
    label = rng.choice(labels)
    text = letter.after(label)
    assert text
    edit, place = _again(letter, label, text)
    touched = "reviewer" if label.issue is None else label.issue
    return injected([edit], place, codes.DOUBLED, touched=[touched])


def _swapped(
    letter: Letter, first: tuple[Part, Part], second: tuple[Part, Part]
) -> tuple[list[Edit], Place]:
    """Swap two ranges. Returns the edits and the new place of the first one."""
    (start, middle), (next_start, end) = (
        (marked(letter, a.start, a.end)[0], marked(letter, z.start, z.end)[1])
        for a, z in (first, second)
    )
    text = letter.text
    edits = [
        Edit(start, middle, text[next_start:end]),
        Edit(next_start, end, text[start:middle]),
    ]
    return edits, Place(next_start, inside=first[0].start - start)


def fields_swapped(letter: Letter, rng: Random) -> Injected:
    """Two adjacent fields of an issue, in the wrong order."""
    issue = letter.issue(rng.randrange(len(letter.all("request"))))
    place = rng.randrange(len(FIELDS) - 1)
    fields = [(issue["label", f], issue["text", f]) for f in FIELDS[place : place + 2]]
    edits, later = _swapped(letter, fields[0], fields[1])
    return injected(edits, later, codes.MISPLACED)


def credentials_swapped(letter: Letter, _: Random) -> Injected | None:
    """The specialty before the licensure."""
    parts = letter.all("label", *CREDENTIALS) + letter.all("text", *CREDENTIALS)
    if len(parts) < 4:
        return None
    edits, place = _swapped(letter, (parts[0], parts[2]), (parts[1], parts[3]))
    return injected(edits, place, codes.MISPLACED)


def sections_swapped(letter: Letter, rng: Random) -> Injected:
    """Two consecutive sections, in the wrong order."""
    place = rng.randrange(len(HEADINGS) - 1)
    first, second = (letter.section(name) for name in HEADINGS[place : place + 2])
    edits, later = _swapped(letter, (first[0], first[-1]), (second[0], second[-1]))
    return injected(edits, later, codes.MISPLACED)


def no_decision(
    letter: Letter, rng: Random, words: Sequence[str], codes: Sequence[str]
) -> Injected:
    """A word that is not a decision, in place of a decision."""
    decision = rng.choice(letter.all("decision"))
    edit = Edit(decision.start, decision.end, rng.choice(words))
    return injected([edit], Place(decision.start), *codes, touched=[decision.issue or 0])


def mark_behind_label(letter: Letter, rng: Random) -> Injected:
    """Signs or a mark between a label and its text."""
    label = rng.choice(letter.all("label", *FIELDS))
    edit = Edit(label.end - 1, label.end, rng.choice(_BEHIND))
    # In a text with marks of its own they are a carrier's, and left out without a word.
    return injected([edit], Place(label.start), codes.MISSPELT, optional=True)


def mark_behind_name(letter: Letter, rng: Random) -> Injected | None:
    """A mark or a remark between the name of a header cell and its value."""
    names = letter.all("name", *NAMES)
    names = [name for name in names if letter.of(name).endswith(":")]
    if not names:
        return None
    name = rng.choice(names)
    edit = Edit(name.end - 1, name.end, rng.choice(("[AD1]:", " (MM):", " colon")))
    return injected([edit], Place(name.start), codes.MISSPELT)


def words_before_label(letter: Letter, rng: Random) -> Injected:
    """A word or mark before a label, on its line."""
    label = rng.choice(letter.all("label", *FIELDS))
    edit = Edit(label.start, label.start, rng.choice(_BEFORE_LABELS) + " ")
    place = Place(label.start, inside=0)
    return injected([edit], place, codes.MISSPELT, others=[Place(label.start)])


def words_before_request(letter: Letter, rng: Random) -> Injected:
    """Words, a number or a sign before a request."""
    request = rng.choice(letter.all("request"))
    edit = Edit(request.start, request.start, rng.choice(_BEFORE_REQUESTS) + " ")
    # A number or sign before the only request may be a carrier's too.
    return injected([edit], Place(request.start, inside=0), codes.STRAY, optional=True)


def words_around_decision(letter: Letter, rng: Random) -> Injected:
    """Words, signs or boxes around a decision, which leave it as it was."""
    decision = rng.choice(letter.all("decision"))
    words = rng.choice(_AROUND_DECISIONS).format(letter.of(decision))
    edit = Edit(decision.start, decision.end, words)
    # In HTML and Markdown a tag is a carrier's, and left out without a word.
    return injected([edit], Place(decision.start), codes.MISSPELT, optional=True)


def stray_line(letter: Letter, rng: Random) -> Injected:
    """A line of text before the first heading that is not a header cell."""
    (how,) = letter.all("heading", "how")
    row = row_start(letter, how.start)
    edit = Edit(row, row, rng.choice(_STRAY) + letter.line_end)
    return injected([edit], Place(row, inside=0), codes.STRAY)


KINDS: dict[str, Kind] = {
    "heading doubled": heading_doubled,
    "section doubled": section_doubled,
    "sections swapped": sections_swapped,
    "label doubled": partial(label_doubled, names=FIELDS),
    "label and text doubled": partial(field_doubled, names=FIELDS),
    "fields swapped": fields_swapped,
    "credentials label doubled": partial(label_doubled, names=CREDENTIALS),
    "credential doubled": partial(field_doubled, names=CREDENTIALS),
    "credentials swapped": credentials_swapped,
    "decision that is none": partial(no_decision, words=_NO_DECISIONS, codes=[codes.NO_DECISION]),
    "decision of the search page": partial(
        no_decision, words=_SHORTENED, codes=[codes.NO_DECISION, codes.MISSPELT]
    ),
    "mark behind label": mark_behind_label,
    "mark behind header name": mark_behind_name,
    "words before label": words_before_label,
    "words before request": words_before_request,
    "words around decision": words_around_decision,
    "stray line": stray_line,
}
