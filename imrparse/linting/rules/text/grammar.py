"""Grammar: articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.word_lists import words
from imrparse.text.source import Span
from imrparse.text.spans import text_before

# The article before an abbreviation. "A" must begin a sentence: "hepatitis A" has no article.
_ARTICLE = regex(r"(?:(?<![\w.'\u2019-])a|(?<=[.?!]\s)A)\s+\Z")
_LONGEST_ARTICLE = 40  # code points
_UNDECIDED = re.compile(r"(?<!\w)(?P<article>(?P<a>[aA])\(n\))\s+(?P<next>[\w-]+)")


class WrongArticle(Rule):
    """The article "a" is used before an abbreviation that begins with a vowel sound.

    ## Why

    The letter is published, and read by laypeople: "an MRI", "an x-ray". Only abbreviations whose
    pronunciation is known are reported. "a(n)", left over from a form, is reported too.

    ## Example

    ```text wrong
    A MRI of 08/02/2016 showed
    ```

    ```text right
    An MRI of 08/02/2016 showed
    ```
    """

    code: ClassVar[str] = "IMR709"
    name: ClassVar[str] = "wrong-article"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from _undecided(draft)
        for found in sorted(_abbreviations(draft)):
            before = text_before(draft.plain, found.start, _LONGEST_ARTICLE)
            article = _ARTICLE.search(before)
            if not article:
                continue
            start = found.start - len(before) + article.start()
            text = draft.text_at(start)
            if text is None or found.end > text.start + len(text.plain):
                continue
            edit = Edit(Span(start + 1, start + 1), "n")
            right = f"{draft.plain[start]}n {draft.plain[slice(*found)]}"
            fix = safe_fixes.fix(f"write {right!r}", draft.source.text, (edit,), TextKind.TEXT)
            yield Finding(
                Span(start, found.end),
                f"{draft.plain[slice(*found)]!r} begins with a vowel sound",
                hint=f"did you mean {right!r}?",
                fixes=(fix,),
            )


def _undecided(draft: Draft) -> Iterator[Finding]:
    """Articles left undecided by a form: "a(n) 59 year old"."""
    if "(n)" not in draft.plain:
        return
    for text in draft.filled:
        for found in _UNDECIDED.finditer(text.plain):
            right = f"{found['a']}n" if _sounds_as_vowel(found["next"]) else found["a"]
            edit = Edit(text.span(*found.span("article")), right)
            fix = safe_fixes.fix(
                f"write {right!r}", draft.source.text, (edit,), TextKind.TEXT, sure=False
            )
            yield Finding(
                edit.span,
                "the article is left open",
                hint=f"did you mean '{right} {found['next']}'?",
                fixes=(fix,),
            )


def _sounds_as_vowel(word: str) -> bool:
    """Whether a word or a number begins with the sound of a vowel, as far as its spelling tells."""
    lists = words()["articles"]
    return word.startswith(tuple(lists["vowels"])) or word in lists["an"]


def _abbreviations(draft: Draft) -> Iterator[Span]:
    """The spans of the abbreviations that need "an", in their printed letter case.

    An article and a space stand before those that matter, so they begin with a word of the draft.
    """
    for first in draft.words & _names().keys():
        for pattern in _names()[first]:
            for found in pattern.finditer(draft.plain, draft.free_span.start):
                yield Span(*found.span())


@cache
def _names() -> Mapping[str, Sequence[re.Pattern[str]]]:
    """A pattern for each abbreviation, by its first word in small letters."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for one in words()["articles"]["an"]:
        first = re.split(r"\W", one.lower())[0]
        found.setdefault(first, []).append(regex(rf"{re.escape(one)}(?![\w/])"))
    return found
