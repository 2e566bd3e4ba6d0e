"""Sentences without a full stop at their end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft, Text
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.word_lists import words
from imrparse.syntax.field_parser import names_pattern
from imrparse.text.source import Span

_ENDS = tuple(".?!:;\"'\u201d\u2019)]*_>|")
_LAST_WORD = regex(r"(?<![\w.-])[A-Za-z][a-z]+\Z")
_LONGEST_WORD = 40  # code points


class MissingFullStop(Rule):
    """A sentence has no full stop at its end.

    ## Why

    A reader has to find out where one statement ends and the next begins. A sentence is taken to
    begin where "The" or "However" and a word in small letters follow a word in small letters. The
    summary and each rationale end with a full stop too: without it, something may be missing.

    ## Example

    ```text wrong
    a positive McMurray test The provider
    ```

    ```text right
    a positive McMurray test. The provider
    ```
    """

    code: ClassVar[str] = "IMR724"
    name: ClassVar[str] = "missing-full-stop"
    severity: ClassVar[Severity] = Severity.WARNING
    by_text: ClassVar[bool] = True

    def check(self, draft: Draft) -> Iterator[Finding]:
        for text in draft.filled:
            if text.field != "summary" and not text.field.endswith("rationale"):
                continue
            for found in _run_on().finditer(text.plain):
                span = text.span(found.start("last"), found.end("begins"))
                if not _goes_on(text.plain, found) and not draft.is_quoted(span):
                    yield _finding(draft, span, text.start + found.end("last"))
            yield from _behind_comma(draft, text)
            yield from _at_the_end(draft, text)


def _finding(draft: Draft, span: Span, end: int) -> Finding:
    edits = (Edit(Span(end, end), "."),)
    fix = safe_fixes.fix("end it", draft.source.text, edits, TextKind.TEXT, sure=False)
    return Finding(span, "a sentence ends here without a full stop", fixes=(fix,))


def _goes_on(plain: str, found: re.Match[str]) -> bool:
    """Whether the word before a capital may stand in a sentence, or ends the number of a page."""
    before = plain[max(0, found.start() - _LONGEST_WORD) : found.start()].split()
    is_page = found["last"].isdigit() and len(before) > 1 and before[-1] == "of"
    return found["last"].lower() in words()["run_on"]["after"] or (is_page and before[-2].isdigit())


def _behind_comma(draft: Draft, text: Text) -> Iterator[Finding]:
    """Commas before a word with a capital that begins a sentence: "is stable, The request"."""
    for found in _comma().finditer(text.plain) if ", " in text.plain else ():
        span, comma = text.span(*found.span()), text.span(*found.span("comma"))
        if not draft.is_quoted(span):
            edits = (Edit(comma, "."),)
            fix = safe_fixes.fix("end it", draft.source.text, edits, TextKind.TEXT, sure=False)
            yield Finding(span, "a comma stands where a sentence ends", fixes=(fix,))


def _at_the_end(draft: Draft, text: Text) -> Iterator[Finding]:
    """The last word of a text that ends without a full stop, if it is a word of prose."""
    plain = text.plain.rstrip()
    last = _LAST_WORD.search(plain, max(0, len(plain) - _LONGEST_WORD))
    if plain.endswith(_ENDS) or not last:
        return
    end = text.start + len(plain)
    edits = (Edit(Span(end, end), "."),)
    fix = safe_fixes.fix("end it", draft.source.text, edits, TextKind.TEXT, sure=False)
    yield Finding(text.span(*last.span()), "the text does not end with a full stop", fixes=(fix,))


@cache
def _comma() -> re.Pattern[str]:
    begins = names_pattern(words()["run_on"]["behind_comma"])
    return regex(rf"(?P<comma>,)(?<=[a-z]{{3}},)\s(?P<begins>{begins})(?=\s[a-z]{{2,}}\b)")


@cache
def _run_on() -> re.Pattern[str]:
    begins, names = (names_pattern(words()["run_on"][name]) for name in ("begins", "names"))
    return regex(
        rf"(?<![\w.-])(?P<last>[a-z]{{3,}}|\d+)\s(?P<begins>{begins})(?=\s(?:[a-z]{{2,}}|a|{names})\b)(?!\s(?i:(?P=begins))\b)"
    )
