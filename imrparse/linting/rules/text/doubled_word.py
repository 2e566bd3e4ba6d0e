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
_MOST = 5  # words, of which each is looked for by itself


class DoubledWord(Rule):
    """A word stands twice.

    ## Why

    A slip of the pen, above all from one line to the next, or a word left over from an edit. It may
    also stand for another word that is missing. What may be right ("had had", "that that"), and
    what is doubled over the end of a sentence, is let be.

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
            message = f"take out the second {found[3]!r}"
            fix = safe_fixes.fix(message, draft.source.text, (edit,), Of.TEXT)
            yield Finding(Span(*found.span()), f"the word {found[3]!r} stands twice", fixes=(fix,))


def _doubled(draft: Draft) -> Iterator[re.Match[str]]:
    """The places where a word stands twice."""
    twice = _twice(draft)
    if twice is None or len(twice) > _MOST:
        yield from _DOUBLED.finditer(draft.plain, draft.free_span.start)
        return
    end = 0
    for place in sorted({place for word in twice for place in _places(draft, word)}):
        if place >= end and (found := _DOUBLED.match(draft.plain, place)):
            end = found.end()
            yield found


def _twice(draft: Draft) -> AbstractSet[str] | None:
    """The words that stand beside themselves, whatever is between; None if that is not known.

    A text is split much faster than searched.
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
        return False  # a sign; a heading, and the paragraph below it
    if one == other:
        return True
    begins_sentence = len(one) > 1 and one[1:] == other[1:] and other.islower()
    return begins_sentence and other not in lists["names"]


def _is_in_one_text(draft: Draft, found: re.Match[str]) -> bool:
    text = draft.text_at(found.start())
    return text is not None and found.end() <= text.start + len(text.plain)
