"""What was found in the texts of a draft, kept for its next version.

An editor checks a draft at each keystroke, and a keystroke changes one text of it. A rule whose
`by_text` is true looks at each text alone, so it needs to look only at the texts that changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

from attrs import evolve

from imrparse.linting.draft import Draft, Text
from imrparse.linting.rule import Finding, Rule
from imrparse.text.source import Span

_T = TypeVar("_T")

_AROUND = 60
"""Code points of the source beside a text that a rule may look at."""


class _Key(NamedTuple):
    """All that a rule sees of a text: if it is the same, the same is found."""

    kind: str
    plain: str
    source: str
    faults: tuple[Span, ...]
    """The faults in it, by their places in it."""
    sex: object
    """The sex of the worker, which the whole letter tells."""


_Found = dict[str, Sequence[Finding]]
"""What each rule found in a text, by its code, as if the text began at 0."""


class Memory:
    """What the rules that look at each text alone found in the last version of one draft."""

    def __init__(self) -> None:
        self._owner: object = None
        self._known: dict[_Key, _Found] = {}
        self._texts: Sequence[tuple[Text, _Found]] = ()
        self._views: dict[tuple[int, ...], Draft] = {}

    def begin(self, owner: object, draft: Draft) -> None:
        """Take up another version of the draft. What was found by another owner is forgotten."""
        before = self._known if owner is self._owner else {}
        self._owner, self._known, self._views = owner, {}, {}
        texts = []
        for text in draft.filled:
            key = _key(draft, text)
            texts.append((text, self._known.setdefault(key, before.get(key) or {})))
        self._texts = texts

    def found_by(self, rule: Rule, draft: Draft) -> Iterator[Finding]:
        """What a rule finds, and in texts that are as before, what it found."""
        fresh = [text for text, known in self._texts if rule.code not in known]
        found = _by_text(rule, self._view(draft, fresh), fresh) if fresh else {}
        for text, known in self._texts:
            if rule.code not in known:
                known[rule.code] = found.get(text.start, ())
            for one in known[rule.code]:
                yield _moved(one, text.start)

    def _view(self, draft: Draft, texts: Sequence[Text]) -> Draft:
        """The draft with some of its texts; the rules share what they learn of them."""
        starts = tuple(text.start for text in texts)
        if starts not in self._views:
            self._views[starts] = draft.only(texts)
        return self._views[starts]


def _key(draft: Draft, text: Text) -> _Key:
    start, end = text.start, text.start + len(text.plain)
    faults = tuple(
        Span(fault.span.start - start, fault.span.end - start)
        for fault in draft.faults
        if fault.span.start < end and start < fault.span.end
    )
    first, last = max(0, start - _AROUND), end + _AROUND
    around = draft.plain[first:last] + draft.source.text[first:last]
    sex = draft.letter.injured_worker.sex
    return _Key(text.field.rpartition(".")[2], text.plain, around, faults, sex)


def _by_text(rule: Rule, draft: Draft, texts: Sequence[Text]) -> Mapping[int, Sequence[Finding]]:
    """What a rule finds in some texts, by where they start, as if each began at 0."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for one in rule.check(draft):
        place = bisect_right(texts, one.span.start, key=attrgetter("start"))
        start = texts[max(0, place - 1)].start
        found[start].append(_moved(one, -start))
    return found


def _moved(found: Finding, by: int) -> Finding:
    """A finding so many code points further on."""

    def span(old: Span) -> Span:
        return Span(old.start + by, old.end + by)

    return evolve(
        found,
        span=span(found.span),
        related=_each(found.related, lambda one: evolve(one, span=span(one.span))),
        fixes=_each(
            found.fixes,
            lambda fix: evolve(
                fix, edits=_each(fix.edits, lambda edit: evolve(edit, span=span(edit.span)))
            ),
        ),
    )


def _each(items: tuple[_T, ...], change: Callable[[_T], _T]) -> tuple[_T, ...]:
    return tuple(change(one) for one in items)
