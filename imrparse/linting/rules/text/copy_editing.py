"""Slips of typing that a copy editor mends: articles and full stops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.word_lists import words
from imrparse.text.source import Span

# The article before an abbreviation. A capital begins a sentence: "hepatitis A MRI" has none.
_ARTICLE = re.compile(r"(?:(?<![\w.'\u2019-])a|(?<=[.?!]\s)A)\s+\Z")
_LONGEST_ARTICLE = 40  # code points


class WrongArticle(Rule):
    """The article "a" stands before an abbreviation that is spoken with a vowel.

    ## Why

    The letter is published, and read by laypeople: "an MRI", "an x-ray". Only abbreviations whose
    pronunciation is known are reported.

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
        for found in sorted(_abbreviations(draft)):
            before = draft.plain[max(0, found.start - _LONGEST_ARTICLE) : found.start]
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


def _abbreviations(draft: Draft) -> Iterator[Span]:
    """The places of the abbreviations before which "an" is right, as they are printed."""
    for name, pattern in _names():
        if name in draft.lowercase:
            for found in pattern.finditer(draft.plain, draft.free_span.start):
                yield Span(*found.span())


@cache
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The abbreviations in small letters, each with a pattern for it."""
    listed = words()["articles"]["an"]
    return tuple((one.lower(), re.compile(rf"{re.escape(one)}(?![\w/])")) for one in listed)


_DOUBLED_STOP = re.compile(r"\.\.(?<=\w\.\.)(?=\s|\Z)")


class DoubledFullStop(Rule):
    """A sentence ends with two full stops.

    ## Why

    This is a typing error, most often left by an edit. Three points are an ellipsis, and are not
    reported.

    ## Example

    ```text wrong
    a positive McMurray test..
    ```

    ```text right
    a positive McMurray test.
    ```
    """

    code: ClassVar[str] = "IMR710"
    name: ClassVar[str] = "doubled-full-stop"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        if ".." not in draft.plain:
            return
        for text in draft.filled:
            for found in _DOUBLED_STOP.finditer(text.plain):
                edit = Edit(text.span(found.start() + 1, found.end()), "")
                fix = safe_fixes.fix(
                    "remove the second full stop", draft.source.text, (edit,), TextKind.TEXT
                )
                span = text.span(*found.span())
                yield Finding(span, "the full stop is doubled", fixes=(fix,))
