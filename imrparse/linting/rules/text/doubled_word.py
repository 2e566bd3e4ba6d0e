"""IMR703."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import compress, islice
from operator import eq
from typing import ClassVar

from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import Of
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.words import words
from imrparse.text.source import Span

_DOUBLED = re.compile(
    r"(?<![\w'\u2019./-])([^\W\d_]+)(\s+)(\1)(?:\s+\1)*(?![\w'\u2019/-])", re.IGNORECASE
)
_MOST = 5  # words that are searched for one by one


class DoubledWord(Rule):
    """A word is repeated.

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
            if not _is_slip(found) or not _is_in_one_text(draft, found):
                continue
            edit = Edit(Span(found.end(1), found.end()), "")
            message = f"remove the second {found[3]!r}"
            fix = safe_fixes.fix(message, draft.source.text, (edit,), Of.TEXT)
            yield Finding(Span(*found.span()), f"the word {found[3]!r} is repeated", fixes=(fix,))


def _doubled(draft: Draft) -> Iterator[re.Match[str]]:
    """The places where a word is repeated."""
    candidates = _candidates(draft)
    if candidates is None or len(candidates) > _MOST:
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
    place = draft.lowercase.find(word, draft.free_span.start)
    while place >= 0:
        yield place
        place = draft.lowercase.find(word, place + 1)


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
