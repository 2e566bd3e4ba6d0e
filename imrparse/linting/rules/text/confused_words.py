"""Words that are taken for others, and figures in place of letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft, Text
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.spelling import is_common
from imrparse.linting.rules.text.word_lists import is_cited, words
from imrparse.syntax.field_parser import names_pattern
from imrparse.text.source import Span

_NEXT = " ~"
"""At the end of a phrase: a word must follow it."""


class ConfusedWord(Rule):
    """A word is taken for another one: "less then", "their is", "lumber spine".

    ## Why

    Each of the words is spelled rightly, so no spelling checker finds it, and the sentence says
    something else: "tenderness to palpitation". Only phrases are reported that are never right.

    ## Example

    ```text wrong
    reported locking more then twice a week
    ```

    ```text right
    reported locking twice a week
    ```
    """

    code: ClassVar[str] = "IMR723"
    name: ClassVar[str] = "confused-word"
    severity: ClassVar[Severity] = Severity.WARNING
    by_text: ClassVar[bool] = True

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from _compared(draft)
        told = {
            word
            for words_of, word in _telling_words()
            if word in draft.words and f" {words_of} " in draft.joined
        }
        for text in draft.filled if told else ():
            lower = draft.lowercase[text.start : text.start + len(text.plain)]
            if is_cited(text) or not any(word in lower for word in told):
                continue
            for found in _confused().finditer(text.plain):
                if not draft.is_quoted(text.span(*found.span())):
                    yield _finding(draft, text, found, _meant()[" ".join(found[0].lower().split())])


def _compared(draft: Draft) -> Iterator[Finding]:
    """The word "then" for "than" ("less relief then"), and "there" for "their" before a noun."""
    for said, meant, pattern in (("then", "than", _comparison), ("there", "their", _possession)):
        if f" {said} " not in draft.joined:
            continue
        for text in draft.prose:
            for found in pattern().finditer(text.plain):
                span = text.span(*found.span("said"))
                if not draft.is_quoted(span):
                    yield _other_word(draft, span, said, meant)


def _other_word(draft: Draft, span: Span, said: str, meant: str) -> Finding:
    edits = (Edit(span, meant),)
    fix = safe_fixes.fix(f"write {meant!r}", draft.source.text, edits, TextKind.TEXT, sure=False)
    hint = f"did you mean {meant!r}?"
    return Finding(span, f"{said!r} stands for another word", hint=hint, fixes=(fix,))


@cache
def _possession() -> re.Pattern[str]:
    lists = words()["possessed"]
    before, after = names_pattern(lists["before"]), names_pattern(lists["after"])
    return regex(rf"\b{before}\s(?P<said>there)\s(?!{after}\b)[a-z]{{4,}}\b", re.IGNORECASE)


@cache
def _comparison() -> re.Pattern[str]:
    lists = words()["compared"]
    comparatives, others = names_pattern(lists["comparatives"]), names_pattern(lists["after"])
    return regex(
        rf"\b{comparatives}\s(?:(?!{others}\s)[a-z]+\s)(?P<said>then)"
        rf"(?=\s(?!{others}\b)[a-z\d])",
        re.IGNORECASE,
    )


def _finding(draft: Draft, text: Text, found: re.Match[str], meant: str) -> Finding:
    span, printed = text.span(*found.span()), " ".join(found[0].split())
    right = meant[0].upper() + meant[1:] if printed[0].isupper() else meant
    edit = Edit(span, right)
    fix = safe_fixes.fix(f"write {right!r}", draft.source.text, (edit,), TextKind.TEXT, sure=False)
    said = f"{printed!r} stands for another word"
    return Finding(span, said, hint=f"did you mean {right!r}?", fixes=(fix,))


@cache
def _meant() -> Mapping[str, str]:
    """What is meant, by what is printed."""
    lists = words()["confused"]
    return {said.removesuffix(_NEXT): meant for said, meant in (*lists["phrases"], *lists["slips"])}


@cache
def _telling_words() -> Sequence[tuple[str, str]]:
    """The words of each phrase, joined as those of a draft are, and the word that few others have.

    They tell without a search by the pattern, which takes long, where a draft has none of them.
    """
    phrases = (_WORD.findall(phrase) for phrase in _meant())
    return [(" ".join(phrase), max(phrase, key=_rarity)) for phrase in phrases]


_WORD = regex(r"\w+")


def _rarity(word: str) -> tuple[bool, int]:
    return word in _SELDOM, len(word)


_SELDOM = frozenset({"then", "their", "there", "it"})


@cache
def _confused() -> re.Pattern[str]:
    lists = words()["confused"]
    phrases = (said for said, _ in (*lists["phrases"], *lists["slips"]))
    each = (
        re.escape(said.removesuffix(_NEXT)).replace(r"\ ", r"\s+")
        + (r"(?=\s+[\w$<>])" if said.endswith(_NEXT) else r"(?![\w-])")
        for said in phrases
    )
    return regex(rf"(?<![\w-])(?:{'|'.join(each)})", re.IGNORECASE)


_WITH_FIGURE = regex(r"(?<![\w.,/#$%+-])[a-z]*[01][a-z]+(?![\w%/+-]|\.\w)")


class FigureInWord(Rule):
    """A figure stands in a word in place of a letter: "pa1n", "1s".

    ## Why

    It looks like the letter, so it is overlooked, and no search finds the word. Text that was read
    from a scan has such figures. Only words that are known without the figure are reported.

    ## Example

    ```text wrong
    and low back
    pa1n rated 4
    ```

    ```text right
    and low back
    pain rated 4
    ```
    """

    code: ClassVar[str] = "IMR725"
    name: ClassVar[str] = "figure-in-word"
    severity: ClassVar[Severity] = Severity.WARNING
    by_text: ClassVar[bool] = True

    def check(self, draft: Draft) -> Iterator[Finding]:
        if not any(map(_is_mixed, draft.words)):
            return
        for text in draft.filled:
            for found in _WITH_FIGURE.finditer(text.plain) if not is_cited(text) else ():
                if meant := _with_letter(found[0]):
                    yield _finding(draft, text, found, meant)


def _is_mixed(word: str) -> bool:
    return ("1" in word or "0" in word) and not word.isdigit() and word[-1].isalpha()


def _with_letter(word: str) -> str | None:
    """The word that is meant by one with figures, if it is known."""
    letters: Mapping[str, list[str]] = words()["digits"]["letters"]
    for spelled in map("".join, product(*(letters.get(one, [one]) for one in word))):
        is_short = len(spelled) < _SHORTEST
        if spelled in words()["digits"]["short"] if is_short else is_common(spelled):
            return spelled
    return None


_SHORTEST = 5  # letters of a word that need not be listed
