"""The tree of a letter, made of the places of its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from attrs import fields_dict

from imrparse.data.regexes import regex
from imrparse.parsing.plan import Plan
from imrparse.syntax.generations import Template
from imrparse.syntax.lexer import Pieces
from imrparse.syntax.terminals import Terminal
from imrparse.syntax.tokens import PROSE
from imrparse.text.decoration.view import Decoration, DecorationKind
from imrparse.text.folding import fold
from imrparse.text.node import NOWHERE, maker, set_field, setter, value_fields
from imrparse.text.source import Source
from imrparse.text.spans import Span, make_span
from imrparse.tree.letter import (
    Decision,
    Determination,
    Guideline,
    Header,
    Issue,
    Prose,
    Rationale,
    Request,
    Reviewer,
    Summary,
)

_MAKERS: dict[str, Callable[..., Any]] = {
    name: maker(node, "span", "places", "plain")
    for name, node in {
        "summary": Summary,
        "request": Request,
        "claims_administrator_guideline": Guideline,
        "maximus_guideline": Guideline,
        "rationale": Rationale,
    }.items()
}
"""Makes the node of each text that is more than prose."""
_prose: Callable[..., Prose] = maker(Prose, "span", "places", "plain")
_ISSUE = value_fields(Issue)
_issue: Callable[..., Issue] = maker(Issue, "span", "places", *_ISSUE)
_determination = maker(
    Determination,
    *("span", "source", "locator", "preamble", "postscript"),
    *("header", "places", "is_as_parsed", "unmade"),
)
_set = {name: setter(Determination, name) for name in (*value_fields(Determination), "unmade")}
_CREDENTIALS = value_fields(Reviewer)
_reviewer = maker(Reviewer, *_CREDENTIALS, "span", "places")

INLINE, BLOCK = (
    next(
        known for known in Template if known.has_reasons and known.has_inline_credentials is inline
    )
    for inline in (True, False)
)
"""A generation with the credentials inside the reviewer's paragraph, and one with a block of them.

The generations with a block differ in other parts. The letter tells them apart.
"""
_NOWHERE = Span(0, 0)
_LICENSED = "LICENSED_PHRASE"
"""What stands before the licensure inside the paragraph."""
_OF_ANY_GENERATION = frozenset({"HOW_HEADING", PROSE})
"""Terminals that are no evidence of where the credentials stand."""

_OUTSIDE = (DecorationKind.PREAMBLE, DecorationKind.POSTSCRIPT)
_SENTENCE_END = regex(r"\.(?=\s|$)")
# White space is matched from its first character only. A search that tried each of its characters
# would take quadratic time.
_SPACE = r"(?<!\s)\s+"
_COMMA = regex(rf"(?:{_SPACE})?,\s*")
_COMMA_OR_AND = regex(rf"(?:{_SPACE})?,\s*(?:and\s+)?|{_SPACE}and\s+")
_JOINT = regex(r"[;/&|\u2013\n]|\s(?:and|with|-|)\s")  # what may part names besides a comma
_LONGEST_KEPT = 200  # code points of a list of credentials


class Action(NamedTuple):
    """What a token contributes to the letter: `add(builder, what, span)` adds it."""

    add: Callable[[Builder, Any, Span], None]
    what: Any = None


class Builder:
    """Makes the nodes of a letter from its parts, which are added in text order."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._texts: dict[str, Prose] = {}
        self._credentials: list[tuple[str, Terminal, Span]] = []
        self._reviewer = _NOWHERE
        self._issues: list[Issue] = []
        self._issue: dict[str, Any] = {}
        """The values of the last issue, while more of them may come."""
        self._places: dict[str, Span] = {}
        self._start = self._end = 0
        self.template: Template | None = BLOCK
        """A generation that has its credentials where these stand; None without any evidence."""

    def begin_reviewer(self, _: None, span: Span) -> None:
        """Begin the reviewer's paragraph with its heading."""
        self._reviewer = span

    def end_reviewer(self, _: None, following: Span) -> None:
        """End the reviewer's paragraph and credentials before what follows them."""
        start = self._reviewer[0]
        end = start + len(self._plain[start : following[0]].rstrip())
        self._reviewer = make_span((start, end))

    def add_credentials(self, what: tuple[str, Terminal], span: Span) -> None:
        """Add a list of credentials: for a field of the reviewer, after a terminal."""
        field, before = what
        self._credentials.append((field, before, span))
        if before == _LICENSED:
            self.template = INLINE

    def add_text(self, field: str, span: Span) -> None:
        """Add the summary, or the text of another part outside the issues."""
        self._texts[field] = (_MAKERS.get(field) or _prose)(span, NOWHERE, self._plain)

    def add_request(self, _: None, span: Span) -> None:
        """Begin an issue with its request."""
        self._end_issue()
        self._issue["request"] = _MAKERS["request"](span, NOWHERE, self._plain)
        self._start = span[0]

    def add_decision(self, decision: Decision | None, span: Span) -> None:
        """Add the decision on the last request, None if it could not be read."""
        self._issue["decision"] = decision
        self._places = {"decision": span}
        self._end = span[1]

    def add_issue_text(self, field: str, span: Span) -> None:
        """Add the text of a labelled part to the last issue."""
        self._issue[field] = _MAKERS[field](span, NOWHERE, self._plain)
        self._end = span[1]

    def _end_issue(self) -> None:
        if values := self._issue:
            span = make_span((self._start, self._end))
            self._issues.append(_issue(span, self._places, *[values[name] for name in _ISSUE]))
            self._issue = {}

    def letter(self, source: Source, header: Header | None) -> Determination:
        """The letter of a source, with its header."""
        if self.template is not None:
            letter = _determination(*of_source(source).values(), header, NOWHERE, True, None)
            self.complete(letter)
            return letter
        self._end_issue()
        reviewer = reviewer_of(self._plain, self._reviewer, self._credentials)
        values = {**dict.fromkeys(_optional()), **self._texts, **of_source(source)}
        letter = Determination(
            header, reviewer, issues=tuple(self._issues), template=None, **values
        )
        set_field(letter, "is_as_parsed", True)
        return letter

    def complete(self, letter: Determination) -> None:
        """Set the values of a letter after its header."""
        self._end_issue()
        reviewer = reviewer_of(self._plain, self._reviewer, self._credentials)
        _set["reviewer"](letter, reviewer)
        _set["issues"](letter, tuple(self._issues))
        texts = self._texts
        for field in _optional():
            _set[field](letter, texts.get(field))
        _set["summary"](letter, texts["summary"])
        if self.template is not BLOCK:
            _set["template"](letter, self.template)
        # Otherwise the guideline fields say which generation it is, when somebody asks.


class Parts:
    """The parts of a letter whose nodes are made when one of them is read."""

    __slots__ = ("_plain", "found")

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self.found: list[Any] = []
        """The action, the start and the end of each part. White space may surround the part.

        The list is flat: tuples would keep the garbage collector busy.
        """

    def letter(self, source: Source, header: Header | None) -> Determination:
        """The letter of a source, with its header."""
        text = source.text
        around: Sequence[str | None] = (None, None)
        if decoration := source.decoration:
            around = [_around(text, decoration, kind) for kind in _OUTSIDE]
        span = make_span((0, len(text)))
        return _determination(
            span, text, source.locator, *around, header, NOWHERE, True, self._complete
        )

    def _complete(self, letter: Determination) -> None:
        plain = self._plain
        builder = Builder(plain)
        parts = iter(self.found)
        for (add, what), start, end in zip(parts, parts, parts, strict=True):
            # Copies of long texts, stripped, would take twice the time.
            while start < end and plain[start].isspace():
                start += 1
            while start < end and plain[end - 1].isspace():
                end -= 1
            add(builder, what, make_span((start, end)))
        builder.complete(letter)
        _set["unmade"](letter, None)


def letter_of(source: Source, pieces: Pieces, plan: Plan, header: Header | None) -> Determination:
    """The letter of a source, from its tokens and their plan."""
    kinds, starts, ends, missing = pieces

    def span(number: int) -> Span:
        return Span(starts[number], ends[number])

    builder = Builder(source.plain)
    reviewer = plan.reviewer
    builder.begin_reviewer(None, Span(starts[reviewer[0]], ends[reviewer[-1]]))
    for field, before, text in plan.credentials:
        builder.add_credentials((field, kinds[before]), span(text))
    if _OF_ANY_GENERATION.issuperset([kinds[n] for n in reviewer if n not in missing]):
        builder.template = None
    for field, text in (*plan.texts, ("summary", plan.summary)):
        builder.add_text(field, span(text))
    for issue in plan.issues:
        if missing.issuperset(issue.members):
            continue
        builder.add_request(None, span(issue.request))
        decision = issue.decision
        decided = None if decision in missing else decision_of(kinds[decision])
        builder.add_decision(decided, span(decision))
        for field, text in issue.texts:
            builder.add_issue_text(field, span(text))
    return builder.letter(source, header)


def decision_of(kind: Terminal) -> Decision:
    """The decision that a terminal stands for."""
    return Decision[kind.removesuffix("_DECISION")]


def nothing(source: Source) -> Determination:
    """The empty letter of a text that is not a letter."""
    letter = Determination(None, Reviewer(), Summary(""), (), None, **of_source(source))
    set_field(letter, "is_as_parsed", True)
    return letter


def reviewer_of(
    plain: str, span: Span, credentials: Iterable[tuple[str, Terminal, Span]]
) -> Reviewer:
    """The credentials of lists: the field of each, the terminal before it, and its place."""
    values: dict[str, tuple[str, ...]] = {}
    places: dict[str, Span] = {}
    for field, before, (start, end) in credentials:
        text = plain[start:end]
        read = _kept_list if len(text) <= _LONGEST_KEPT else _list
        values[field], found = read(field, text, before == _LICENSED)
        for name, first, last in found:
            places[name] = make_span((start + first, start + last))
    return _reviewer(*[values.get(field, ()) for field in _CREDENTIALS], span, places)


def _list(
    field: str, text: str, ends_sentence: bool
) -> tuple[tuple[str, ...], Sequence[tuple[str, int, int]]]:
    """The items of a list of credentials, and the places of the list and of each item in the text.

    Empty items are left out.
    """
    end = len(text)
    if ends_sentence and (stop := _SENTENCE_END.search(text)):
        end = stop.start()
    separators = _COMMA_OR_AND if field == "licensure" else _COMMA
    edges = [
        0,
        *chain.from_iterable(each.span() for each in separators.finditer(text, 0, end)),
        end,
    ]
    items = [
        (first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last
    ]
    if _JOINT.search(text, 0, end):
        items = [name for item in items for name in _names_in(field, text, *item)]
    folded = [(fold(text[first:last]), first, last) for first, last in items]
    found = [item for item in folded if item[0]]  # another may be masked as a whole
    places = [(f"{field}[{n}]", first, last) for n, (_, first, last) in enumerate(found)]
    return tuple([value for value, _, _ in found]), [(field, 0, end), *places]


def _names_in(field: str, text: str, first: int, last: int) -> Sequence[tuple[int, int]]:
    """The places of the names of one item: more than one if something else than a comma parts
    known names."""
    from imrparse.fields.credentials import credentials

    found = credentials().names_in(text[first:last], are_states=field == "licensure")
    return [(first + start, first + end) for start, end in found] or [(first, last)]


_kept_list = lru_cache(maxsize=1024)(_list)  # most letters have credentials that others have


@cache
def _optional() -> tuple[str, ...]:
    """The parts outside the issues that a letter may lack."""
    known = fields_dict(Determination)
    return tuple(name for name in value_fields(Determination) if known[name].default is None)


def of_source(source: Source) -> dict[str, Any]:
    """The fields of a letter that say what it was read from."""
    text = source.text
    preamble, postscript = (_around(text, source.decoration, kind) for kind in _OUTSIDE)
    return {
        "span": Span(0, len(text)),
        "source": text,
        "locator": source.locator,
        "preamble": preamble,
        "postscript": postscript,
    }


def _around(text: str, decoration: Sequence[Decoration], kind: DecorationKind) -> str | None:
    """The text before or after the letter, if there is any."""
    span = next((span for span, other in decoration if other is kind), None)
    return text[slice(*span)].strip() if span else None
