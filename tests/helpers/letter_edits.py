"""Random edits of letters, with misleading texts, and checks of what must not change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from random import Random
from typing import Any, TypeVar, get_args, get_type_hints

from attrs import evolve

import imrparse
from imrparse import (
    Decision,
    Determination,
    Guideline,
    Header,
    Issue,
    Priority,
    Prose,
    Rationale,
    Request,
    Span,
    Summary,
    Template,
    UnprintableError,
)
from imrparse.text.node import value_fields

_Text = TypeVar("_Text", bound=Prose)

_WORDS = """
    the injured worker reports pain in lumbar spine with numbness, tingling and weakness; therapy
    was tried on 11-3-16 without benefit however imaging showed disc bulge at L4-5
""".split()  # noqa: SIM905
_TEMPTING = [
    "the MAXIMUS guideline: says",
    "Decision rationale: none",
    "Claims Administrator guideline: x",
    "was: Upheld in",
    "it was: Overturned on",
    "Upheld",
    "Dr. Smith",
    "e.g. this",
    "vs. that",
    "HOW THE IMR FINAL DETERMINATION WAS",
    "x" * 70 + " then",
    "https://www.example.org/" + "a/" * 60 + " then",
    "State(s) of Licensure: Texas",
    "Application Received: 12/01/2016",
    "Case Number: CM16-0900123",
    "#60 ### 45\u00b0",
    "\u201cquoted.\u201d",
    "(see below.)",
    "was the original request.",
    "The original request, it",
    "was authorized by the Claims Administrator.",
    "The Final Determination was based on",
    "A. B. C.",
]
_REQUESTS = [
    "MRI of the left knee",
    "Norco",
    "Norco 10/325mg #60",
    "Physical therapy 2 times a week for 6 weeks (12 sessions) for the neck and the low back "
    "including modalities as indicated and home exercise training by Dr. Smith of the same clinic",
    "MRI, X-ray was the original request. X-ray per Dr. Jones was authorized by the Claims "
    "Administrator. The remaining IMR eligible portion of the original request, MRI is",
]
_ENDS = [".", ".", ".", ".)", "", ";", "?"]


class Editor:
    """Makes random edits, which are the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def edit(self, letter: Determination, other: Determination) -> Determination:
        """The letter with one or more edits; issues may be copied from another letter."""
        kinds = [*_LETTER_EDITS, *(_ISSUE_EDITS if letter.issues else [])]
        for kind in self.random.choices(kinds, k=self.random.choice([1, 1, 1, 2, 5])):
            letter = kind(self, letter, other)
        return letter

    def prose(self, words: int, ends: Sequence[str] = ("",)) -> str:
        """A text of some words, or more."""
        picked = [self.random.choice(_WORDS) for _ in range(words)]
        for number in range(words):
            if self.random.random() < 0.1:
                picked[number] = self.random.choice(_TEMPTING)
        text = " ".join(picked)
        return text[0].upper() + text[1:] + self.random.choice(ends)

    def text(self, node: Callable[[str], _Text], most: int) -> _Text:
        """A node with a text that it accepts."""
        while True:
            try:
                return node(self.prose(self.random.randint(1, most), _ENDS))
            except UnprintableError:
                continue

    def request(self) -> Request:
        if self.random.random() < 0.3:
            # Before a decision "was" is a fault: "X was: Upheld".
            return self.text(lambda text: Request(text.rstrip(".)?;").removesuffix(" was")), 40)
        return Request(f"{self.random.choice(_REQUESTS)} {self.random.randrange(99)}")

    def issue(self) -> Issue:
        return Issue(
            self.request(),
            self.random.choice(list(Decision)),
            self.text(Guideline, 40),
            self.text(Guideline, 40),
            self.text(Rationale, 150),
        )

    def header(self) -> Header:
        types = get_type_hints(Header)
        values: dict[str, Any] = {
            name: date(2016, self.random.randint(1, 12), self.random.randint(1, 28))
            for name in value_fields(Header)
            if date in get_args(types[name])
        }
        values["case_number"] = f"CM16-0{self.random.randrange(10**6):06}"
        values["priority"] = self.random.choice(list(Priority))
        return Header(**values)


def _new_header(editor: Editor, letter: Determination, _: Determination) -> Determination:
    return evolve(letter, header=None if letter.header else editor.header())


def _header_values(editor: Editor, letter: Determination, _: Determination) -> Determination:
    if letter.header is None:
        return letter
    new = editor.header()
    names = editor.random.sample(value_fields(Header), 2)
    values: dict[str, Any] = {
        name: getattr(new, name) for name in names if getattr(letter.header, name) is not None
    }
    return evolve(letter, header=evolve(letter.header, **values))


def _reviewer(editor: Editor, letter: Determination, _: Determination) -> Determination:
    specialties = editor.random.choice(
        [("Pain Medicine",), ("Physical Medicine and Rehabilitation", "Sports Medicine")]
    )
    licensure = editor.random.choice([("Texas",), ("New York", "District of Columbia", "Ohio")])
    subspecialties = editor.random.choice([(), ("Hand Surgery",), ("Pain", "Spine")])
    if letter.template is not Template.G2A:
        subspecialties = ()
    values: dict[str, Any] = {
        "specialties": specialties,
        "licensure": licensure,
        "subspecialties": subspecialties,
    }
    name = editor.random.choice(list(values))
    return evolve(letter, reviewer=evolve(letter.reviewer, **{name: values[name]}))


def _summary(editor: Editor, letter: Determination, _: Determination) -> Determination:
    return evolve(letter, summary=editor.text(Summary, 300))


def _issue_value(editor: Editor, letter: Determination, _: Determination) -> Determination:
    issues = list(letter.issues)
    number = editor.random.choice([0, len(issues) - 1, editor.random.randrange(len(issues))])
    name = editor.random.choice(value_fields(Issue))
    issues[number] = evolve(issues[number], **{name: getattr(editor.issue(), name)})
    return evolve(letter, issues=tuple(issues))


def _add(editor: Editor, letter: Determination, other: Determination) -> Determination:
    """A new issue, one of another letter, or an existing one."""
    issues = list(letter.issues)
    new = editor.random.choice([editor.issue(), *other.issues[:2], editor.random.choice(issues)])
    issues.insert(editor.random.randint(0, len(issues)), new)
    return evolve(letter, issues=tuple(issues))


def _remove(editor: Editor, letter: Determination, _: Determination) -> Determination:
    number = editor.random.randrange(len(letter.issues))
    issues = letter.issues[:number] + letter.issues[number + 1 :]
    return evolve(letter, issues=issues or letter.issues)


def _keep_one(editor: Editor, letter: Determination, _: Determination) -> Determination:
    return evolve(letter, issues=(editor.random.choice(letter.issues),))


def _reorder(editor: Editor, letter: Determination, _: Determination) -> Determination:
    issues = tuple(editor.random.sample(letter.issues, len(letter.issues)))
    return evolve(letter, issues=issues)


def _many(editor: Editor, letter: Determination, other: Determination) -> Determination:
    if editor.random.random() < 0.8:
        return letter
    while len(letter.issues) < 30:
        letter = _add(editor, letter, other)
    return letter


_LETTER_EDITS = [_new_header, _header_values, _reviewer, _summary]
_ISSUE_EDITS = [_issue_value, _issue_value, _add, _add, _remove, _keep_one, _reorder, _many]


# Unchanged parts


def check_edit(letter: Determination, edited: Determination) -> str:
    """Check that an edit is parsed back, and that nothing else differs. Returns the text."""
    text = imrparse.unparse(edited)
    assert imrparse.analyze(text).determination == edited
    check_rest(letter, edited, text)
    return text


def check_rest(letter: Determination, edited: Determination, text: str) -> None:
    """Check that a text contains the source of a letter in order, except for what was edited."""
    if edited == letter:
        assert text == letter.source
        return
    first, *between, last = kept(letter, edited)
    assert text.startswith(first)
    assert text.endswith(last)
    position, end = len(first), len(text) - len(last)
    assert position <= end
    for piece in between:
        found = text.find(piece, position, end)
        assert found >= 0, piece
        position = found + len(piece)


def kept(letter: Determination, edited: Determination) -> Iterator[str]:
    """The ranges of the source that the text of the edited letter must contain."""
    source = letter.source or ""
    position = 0
    for span, inside in sorted(_edited_spans(letter, edited), key=lambda found: found[0]):
        yield source[position : span.start]
        yield from inside
        position = span.end
    yield source[position:]


def _edited_spans(
    letter: Determination, edited: Determination
) -> Iterator[tuple[Span, Iterable[str]]]:
    source = letter.source or ""
    if letter.header and edited.header:
        yield from _changed(letter.header, edited.header)
    elif letter.header or edited.header:
        assert letter.reviewer.span
        body = letter.reviewer.span.start
        start = letter.header.span.start if letter.header and letter.header.span else body
        # With the Markdown marks before it, and the spaces that centre a heading.
        start -= len(source[:start]) - len(source[:start].rstrip(" \t<b>*#"))
        body -= len(source[:body]) - len(source[:body].rstrip(" \t#"))
        yield Span(start, body), ()
    yield from _changed(letter.reviewer, edited.reviewer)
    if letter.summary != edited.summary and letter.summary.span:
        yield letter.summary.span, ()
    if len(letter.issues) == len(edited.issues) and all(
        old.span == new.span for old, new in zip(letter.issues, edited.issues, strict=True)
    ):
        for old, new in zip(letter.issues, edited.issues, strict=True):
            yield from _changed(old, new)
    elif letter.issues != edited.issues:
        first, last = letter.issues[0].span, letter.issues[-1].span
        assert first
        assert last
        yield Span(first.start, last.end), list(_copied(letter, edited))


def _changed(old: Any, new: Any) -> Iterator[tuple[Span, Iterable[str]]]:
    for name in value_fields(type(old)):
        if getattr(old, name) != getattr(new, name):
            span = old.span_of(name)
            if name == "subspecialties":
                start = old.span_of("specialties").end
                span = Span(start, span.end if span else start)
            yield span, ()


def _copied(letter: Determination, edited: Determination) -> Iterator[str]:
    """The text of issues from the source, or, for one that may be wrapped differently in its new
    place, the text between its labels."""
    source = letter.source or ""
    originals = {issue.span: issue for issue in letter.issues}
    for issue in edited.issues:
        if issue.span not in originals or originals[issue.span] != issue:
            continue
        start, end = issue.span_of("decision"), issue.rationale.span
        assert issue.span
        assert start
        assert end
        whole = issue.rationale.text.endswith(".") and ". " not in issue.request.text
        yield source[slice(*(issue.span if whole else (start.start, end.start)))]
