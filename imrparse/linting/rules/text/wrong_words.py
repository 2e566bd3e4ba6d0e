"""Doubled and broken words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum, auto
from itertools import compress, count, islice
from operator import eq
from typing import ClassVar, NamedTuple

from imrparse.data.regexes import regex
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.word_lists import is_cited, words
from imrparse.text.decoration.view import FILLER
from imrparse.text.source import Span

_DOUBLED = regex(
    r"(?<![\w'\u2019./-])([^\W\d_]+)(\s+)(\1)(?:\s+\1)*(?![\w'\u2019/-])", re.IGNORECASE
)
_LENGTHS = (2, 3, 4)
_PHRASE = r"(?<![\w'\u2019./-])([^\W\d_]+(?:\s+[^\W\d_]+){%d})(,?\s+)(\1)(?![\w'\u2019/-])"
_PHRASES = {length: regex(_PHRASE % (length - 1), re.IGNORECASE) for length in _LENGTHS}
_MOST_CANDIDATES = 5  # words that are searched for one by one


class DoubledWord(Rule):
    """A word or phrase is repeated.

    ## Why

    This is a typing error, most often across a line break, or a word left over from an edit.
    Another word may also be missing in its place. Repetitions that may be right ("had had", "that
    that") or span the end of a sentence are not reported.

    ## Example

    ```text wrong
    reported locking twice a a week
    ```

    ```text right
    reported locking twice a week
    ```
    """

    code: ClassVar[str] = "IMR703"
    name: ClassVar[str] = "doubled-word"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for found in _doubled(draft):
            if _is_slip(found) and _is_in_one_text(draft, found):
                yield _repeated(draft, found, f"the word {found[3]!r} is repeated")
        for found in _doubled_phrases(draft):
            said = found[3].replace(FILLER, "").lower().split()
            lists = words()["phrases"]
            if said[0] not in lists["first"] and said[-1] not in lists["last"]:
                yield _repeated(draft, found, f"the words {' '.join(said)!r} are repeated")


def _repeated(draft: Draft, found: re.Match[str], message: str) -> Finding:
    edit = Edit(Span(found.end(1), found.end()), "")
    removed = f"remove the second {' '.join(found[3].split())!r}"
    fix = safe_fixes.fix(removed, draft.source.text, (edit,), TextKind.TEXT)
    return Finding(Span(*found.span()), message, fixes=(fix,))


def _doubled_phrases(draft: Draft) -> Iterator[re.Match[str]]:
    """The repeated phrases of two to four words that are not one word repeated."""
    listed = draft.word_list
    for length in _LENGTHS:
        if not _has_repeated(listed, length):
            continue
        for found in _PHRASES[length].finditer(draft.plain, draft.free_span.start):
            text = draft.text_at(found.start()) if _is_in_one_text(draft, found) else None
            # A name that is cited twice is found by IMR511.
            is_list = text is not None and is_cited(text) and "," in found[2]
            if len(set(found[1].lower().split())) > 1 and text and not is_list:
                yield found


def _has_repeated(listed: Sequence[str], length: int) -> bool:
    """Whether so many words, not all of them the same, follow each other twice.

    Each of them is then the same as the word `length` words later, so it is enough to look for such
    words at every `length`-th place, and around those that are found.
    """
    some = listed[::length]
    last = 0
    for place in compress(count(0, length), map(eq, some, islice(some, 1, None))):
        if place < last:
            continue  # it is one of those that were looked at
        first, last = place, place + 1
        while first and listed[first - 1] == listed[first - 1 + length]:
            first -= 1
        while last + length < len(listed) and listed[last] == listed[last + length]:
            last += 1
        for start in range(first, last - length + 1):
            said = listed[start : start + length]
            if len(set(said)) > 1 and all(map(str.isalpha, said)):
                return True
    return False


def _doubled(draft: Draft) -> Iterator[re.Match[str]]:
    """The places where a word is repeated."""
    candidates = _candidates(draft)
    if candidates is None or len(candidates) > _MOST_CANDIDATES:
        yield from _DOUBLED.finditer(draft.plain, draft.free_span.start)
        return
    end = 0
    for place in sorted({place for word in candidates for place in _places(draft, word)}):
        if place >= end and (found := _DOUBLED.match(draft.plain, place)):
            end = found.end()
            yield found


def _candidates(draft: Draft) -> AbstractSet[str] | None:
    """The words that may be repeated, ignoring what separates them; None if unknown.

    Splitting a text is much faster than searching it.
    """
    if any(map(str.isalnum, draft.non_ascii)):
        return None
    listed = draft.word_list
    same = compress(listed, map(eq, listed, islice(listed, 1, None)))
    return {word for word in same if word.isalpha()}


def _places(draft: Draft, word: str) -> Iterator[int]:
    lower = draft.lowercase
    place = lower.find(word, draft.free_span.start)
    while place >= 0:
        end = place + len(word)
        if lower[end : end + 1].isspace():
            yield place
        place = lower.find(word, place + 1)


def _is_slip(found: re.Match[str]) -> bool:
    one, gap, other = found.groups()
    lists = words()["doubled"]
    surely = one.lower() in lists["surely"]
    if one.lower() in lists["right"] and len(found[0].split()) == 2:
        return False
    if not surely and (len(one) == 1 or gap.count("\n") > 1):
        return False  # a single letter; or a heading and the paragraph below it
    if one == other:
        return True
    begins_sentence = len(one) > 1 and one[1:] == other[1:] and other.islower()
    return begins_sentence and other not in lists["names"]


def _is_in_one_text(draft: Draft, found: re.Match[str]) -> bool:
    text = draft.text_at(found.start())
    return text is not None and found.end() <= text.start + len(text.plain)


# Both start with a fixed character, which makes the search fast. There may be several parts: "12-
# 31- 16".
_SPACE_AFTER = regex(r"-(?<=\w-) +(?=\w)\w+(?:- *(?=\w)\w+)*")
_SPACE_BEFORE = regex(r" -(?<=\w -)(?=\w)\w+(?:-\w+)*")
_HEAD = regex(r"\w+(?:-\w+)*\Z")
_WORD = regex(r"\w+")
_DATE = regex(r"\d{1,2}-\d{1,2}-(?:\d\d|\d{4})")
_LONGEST_HEAD = 40  # code points
_DASH = " \u2013 "
_MOST_DASHES = 2  # words in one text; if there are more, the hyphens are used as dashes


class _Kind(Enum):
    SURE = auto()
    LIKELY = auto()
    WORDS = auto()
    """Two lower-case words: "skilled- nursing", but also "strength- normal"."""
    DASH = auto()
    """A hyphen used as a dash: "guidelines- low back"."""


_OF_WORDS = (_Kind.WORDS, _Kind.DASH)


class _Break(NamedTuple):
    span: Span
    gaps: list[Span]
    kind: _Kind


class BrokenWord(Rule):
    """A hyphen with a space on one side breaks a word or a date.

    ## Why

    If a text with lines broken after hyphens is reflowed, each line end becomes a space: "12-
    31-16", "11/ 18/2016", "non- certified". Such a word or date can't be found by a search or a
    program. A hyphen at a line end is fine, and so is a suspended one ("pre- and
    post-operative"). After a plural or the name of a guideline ("guidelines- low back") the
    hyphen stands for a dash.

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
        found = sorted([*_breaks(draft), *_broken_dates(draft)])
        if not found or draft.has_stray_spaces:
            return
        dashes = Counter(_field(draft, one) for one in found if one.kind in _OF_WORDS)
        for one in found:
            if one.kind in _OF_WORDS and dashes[_field(draft, one)] > _MOST_DASHES:
                continue
            yield _finding(draft, one)


def _finding(draft: Draft, found: _Break) -> Finding:
    plain = draft.plain[slice(*found.span)]
    if found.kind is _Kind.DASH:
        (gap,) = found.gaps
        edits: tuple[Edit, ...] = (Edit(Span(gap.start - 1, gap.end), _DASH),)
        joined, message = plain.replace("- ", _DASH), "a hyphen stands for a dash"
    else:
        edits = tuple(Edit(gap, "") for gap in found.gaps)
        joined = plain.replace(" ", "")
        message = f"a space breaks {joined!r}"
    text, sure = draft.source.text, found.kind is _Kind.SURE
    fix = safe_fixes.fix(f"write {joined!r}", text, edits, TextKind.TEXT, sure=sure)
    return Finding(found.span, message, hint=f"did you mean {joined!r}?", fixes=(fix,))


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


_BROKEN_DATE = regex(r"(?<![\w/-])\d{1,2}/(?: +\d{1,2}/ *|\d{1,2}/ +)\d{2}(?:\d{2})?(?![\w/-])")


def _broken_dates(draft: Draft) -> Iterator[_Break]:
    """Dates with a space behind a slash: "11/ 18/2016"."""
    for text in draft.filled if "/ " in draft.plain else ():
        for found in _BROKEN_DATE.finditer(text.plain):
            span = text.span(*found.span())
            spaces = re.finditer(" +", found[0])
            gaps = [Span(span.start + one.start(), span.start + one.end()) for one in spaces]
            yield _Break(span, gaps, _Kind.SURE)


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
    if first.isupper() and second[0] in lists["after_acronyms"]:
        return _Kind.SURE
    is_small = first.isalpha() and (first.islower() or len(first) == 1)
    if not (is_small and second[0].isalpha() and second[0].islower()):
        return None
    return _Kind.DASH if _is_no_compound(first) and "-" not in tail else _Kind.WORDS


def _is_no_compound(first: str) -> bool:
    """Whether a word can't begin a compound: a plural, or the name of a guideline."""
    lists = words()["broken"]
    is_plural = first.endswith("s") and not first.endswith(tuple(lists["singular"]))
    return (is_plural and len(first) > 1) or first in lists["dash_after"]


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
