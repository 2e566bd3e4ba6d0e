"""IMR704."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import Enum, auto
from typing import ClassVar, NamedTuple

from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import Of
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.words import words
from imrparse.text.source import Span

# Both start with a fixed character, which makes the search fast. There may be several parts: "12-
# 31- 16".
_SPACE_AFTER = re.compile(r"-(?<=\w-) +(?=\w)\w+(?:- *(?=\w)\w+)*")
_SPACE_BEFORE = re.compile(r" -(?<=\w -)(?=\w)\w+(?:-\w+)*")
_HEAD = re.compile(r"\w+(?:-\w+)*\Z")
_WORD = re.compile(r"\w+")
_DATE = re.compile(r"\d{1,2}-\d{1,2}-(?:\d\d|\d{4})")
_LONGEST_HEAD = 40  # code points
_MOST = 2  # words in one text; if there are more, the hyphens are used as dashes


class _Kind(Enum):
    SURE = auto()
    LIKELY = auto()
    WORDS = auto()
    """Two lower-case words: "skilled- nursing", but also "strength- normal"."""


class _Break(NamedTuple):
    span: Span
    gaps: list[Span]
    kind: _Kind


class BrokenWord(Rule):
    """A hyphen with a space on one side breaks a word or a date.

    ## Why

    If a text with lines broken after hyphens is reflowed, each line end becomes a space: "12-
    31-16", "non- certified". Such a word or date can't be found by a search or a program. A hyphen
    at a line end is fine, and so is a suspended one ("pre- and post-operative").

    ## Example

    ```text wrong
    An MRI of 08- 02-2016 showed
    ```

    ```text right
    An MRI of 08/02/2016 showed
    ```
    """

    code: ClassVar[str] = "IMR704"
    name: ClassVar[str] = "broken-word"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        found = sorted(_breaks(draft))
        if not found or draft.has_stray_spaces:
            return
        dashes = Counter(_field(draft, one) for one in found if one.kind is _Kind.WORDS)
        for one in found:
            if one.kind is _Kind.WORDS and dashes[_field(draft, one)] > _MOST:
                continue
            joined = _joined(draft, one)
            edits = tuple(Edit(gap, "") for gap in one.gaps)
            text, sure = draft.source.text, one.kind is _Kind.SURE
            yield Finding(
                one.span,
                f"a space breaks {joined!r}",
                hint=f"did you mean {joined!r}?",
                fixes=(safe_fixes.fix(f"write {joined!r}", text, edits, Of.TEXT, sure=sure),),
            )


def _breaks(draft: Draft) -> Iterator[_Break]:
    plain = draft.plain
    for pattern in (_SPACE_AFTER, _SPACE_BEFORE):
        for found in pattern.finditer(plain):
            head = _HEAD.search(plain, max(0, found.start() - _LONGEST_HEAD), found.start())
            if head and (kind := _kind(head[0], found[0], plain[found.end() : found.end() + 1])):
                span = Span(head.start(), found.end())
                gaps = [Span(*gap.span()) for gap in re.finditer(" +", plain[slice(*span)])]
                gaps = [Span(span.start + gap.start, span.start + gap.end) for gap in gaps]
                text = draft.text_at(span.start)
                if text and all(not draft.source.text[slice(*gap)].strip() for gap in gaps):
                    yield _Break(span, gaps, kind)


def _kind(head: str, rest: str, after: str) -> _Kind | None:
    """The kind of break between a head and the rest, which begins with the hyphen; None if none."""
    lists = words()["broken"]
    tail = rest.lstrip("- ")
    second = _WORD.match(tail)
    if second is None or second[0].lower() in lists["suspended"]:
        return None
    first = head.rpartition("-")[2]
    if first.lower() in lists["prefixes"]:
        return _Kind.SURE
    if first[-1].isdigit():
        return _after_number(head, rest, after)
    if rest[0] == " " or second[0].lower() in lists["never_second"]:
        return None
    is_small = first.isalpha() and (first.islower() or len(first) == 1)
    return _Kind.WORDS if is_small and second[0].isalpha() and second[0].islower() else None


def _after_number(head: str, rest: str, after: str) -> _Kind | None:
    whole = head + rest.replace(" ", "")
    second = rest.lstrip("- ")
    if _DATE.fullmatch(whole):
        return _Kind.SURE
    if second[0].isdigit():
        is_range = rest[0] == "-" and head.isdigit() and second.isdigit() and after != "/"
        return _Kind.LIKELY if is_range else None
    unit = second.partition("-")[0].lower()
    return _Kind.SURE if unit in words()["broken"]["units"] else None


def _field(draft: Draft, found: _Break) -> str:
    """The field that contains a break."""
    text = draft.text_at(found.span.start)
    return text.field if text else ""


def _joined(draft: Draft, found: _Break) -> str:
    return draft.plain[slice(*found.span)].replace(" ", "")
