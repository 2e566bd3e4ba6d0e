"""What an unfinished draft still has: placeholders, notes, marks doubled by an edit."""

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
from imrparse.linting.rules.text.unbalanced_marks import unmatched_brackets
from imrparse.linting.rules.text.word_lists import words
from imrparse.syntax.field_parser import names_pattern
from imrparse.text.spans import text_before


class Placeholder(Rule):
    """Something is still to be filled in, or a note to a colleague was left.

    ## Why

    What stands for a missing text ("TBD", "[insert date]", "[dose?]") and what one drafter wrote to
    another are no part of a determination. The rule redaction-gap reports removed names and blanks.

    ## Example

    ```text wrong
    twelve visits of physical therapy for [insert side], and one
    ```

    ```text right
    twelve visits of physical therapy for the left knee, and one
    ```
    """

    code: ClassVar[str] = "IMR717"
    name: ClassVar[str] = "placeholder"
    severity: ClassVar[Severity] = Severity.WARNING
    by_text: ClassVar[bool] = True

    def check(self, draft: Draft) -> Iterator[Finding]:
        for pattern in _open_patterns(draft):
            for text in draft.filled:
                for found in pattern.finditer(text.plain):
                    said = "the brackets are empty" if found[0] in _EMPTY else _OPEN
                    if pattern is _DAYLESS:
                        said = "the day of the date is missing"
                    yield Finding(text.span(*found.span()), said)
        if not _may_be_left(draft):
            return
        told = [fault.span for fault in draft.faults]
        for text in draft.filled:
            for found in _left_over().finditer(text.plain):
                span = text.span(*found.span())
                if any(one.start <= span.start and span.end <= one.end for one in told):
                    continue
                yield Finding(span, _what(found))
        yield from _open_pronouns(draft)


_OPEN = "this is to be filled in"


def _what(found: re.Match[str]) -> str:
    if found["page"]:
        return "the number of a page stands in the text"
    return "a note to a colleague was left" if found["note"] else _OPEN


def _open_pronouns(draft: Draft) -> Iterator[Finding]:
    """Pronouns that a form left open, in the summary, which says who the worker is."""
    if not draft.letter.injured_worker.sex:
        return
    for text in draft.filled:
        for found in _open_pronoun().finditer(text.plain) if text.field == "summary" else ():
            span = text.span(*found.span())
            if not draft.is_quoted(span):
                yield Finding(span, "the pronoun is left open")


@cache
def _open_pronoun() -> re.Pattern[str]:
    return regex(rf"(?<![\w/])(?i:{names_pattern(words()['left_over']['open_pronouns'])})(?![\w/])")


def _may_be_left(draft: Draft) -> bool:
    """Whether a draft has a bracket, or one of the words that are looked for: a fast test."""
    signs = draft.source.view.signs
    if not _BRACKETS.isdisjoint(signs) or not draft.words.isdisjoint(_marks()):
        return True
    if f"{words()['left_over']['pages'][0]} " in draft.plain or any(
        f" {said.lower()} " in draft.joined for said in words()["left_over"]["marks"] if " " in said
    ):
        return True
    if any(one in draft.lowercase for one in words()["left_over"]["open_pronouns"]):
        return True
    return any(mark in signs for mark in _signs()) or any(
        said <= draft.words and f" {' '.join(_WORD.findall(note))} " in draft.joined
        for note, said in _notes().items()
    )


_BRACKETS = frozenset("[<{")
_ASKING = "??"
"""Apart from a word, this is no question but a doubt: "in 2015 ?? and"."""
_UNKNOWN = frozenset({"xx", "xxx", "xxxx", "yy", "yyyy"})
"""Letters in place of figures: "XX-XX-2016", "MM/DD/YYYY"."""
_WORD = regex(r"\w+")


def _open_patterns(draft: Draft) -> Iterator[re.Pattern[str]]:
    """The patterns of what is open in other forms, as far as a draft has a sign of them."""
    if "()" in draft.plain or "[]" in draft.plain:
        yield _EMPTY_BRACKETS
    if "?)" in draft.plain:
        yield _ASKED
    if not _UNKNOWN.isdisjoint(draft.words):
        yield _CROSSED
    if "//" in draft.plain or "--" in draft.plain:
        yield _DAYLESS
    if "/" in draft.source.view.signs and any(
        one in draft.lowercase for one in words()["left_over"]["open_choices"]
    ):
        yield _open_choice()


_EMPTY = frozenset({"()", "[]"})
_EMPTY_BRACKETS = regex(r"\(\)|\[\]")
_ASKED = regex(r"\((?:[a-z]+ ){0,2}[a-z]+\?\)")
_CROSSED = regex(
    r"(?<![\w-])(?:XX[/-](?:XX|\d\d)(?:[/-](?:XX|XXXX|\d{2,4}))?"
    r"|(?i:mm[/-]dd|dd[/-]mm)[/-](?i:yy(?:yy)?))(?![\w-])"
)
_DAYLESS = regex(
    r"(?<![\w/.-])(?:0?[1-9]|1[0-2])"
    r"(?://(?:\d\d)?\d\d|--20\d\d|(?<=\bon \d)--\d\d|(?<=\bon \d\d)--\d\d)(?![\w/-])"
)


@cache
def _open_choice() -> re.Pattern[str]:
    choices = names_pattern(words()["left_over"]["open_choices"])
    return regex(rf"(?<![\w/]){choices}(?![\w/])", re.IGNORECASE)


@cache
def _marks() -> frozenset[str]:
    """The marks that are words, in small letters."""
    return frozenset(mark.lower() for mark in words()["left_over"]["marks"] if mark.isalnum())


@cache
def _signs() -> Sequence[str]:
    """The marks that are signs."""
    return [_ASKING, *(mark for mark in words()["left_over"]["marks"] if not mark.isalnum())]


@cache
def _notes() -> Mapping[str, frozenset[str]]:
    """What begins a note, with its words."""
    return {note: frozenset(_WORD.findall(note)) for note in words()["left_over"]["notes"]}


@cache
def _left_over() -> re.Pattern[str]:
    listed = words()["left_over"]
    marks, begun, kept, notes = (
        "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in listed[name])
        for name in ("marks", "in_brackets", "kept", "notes")
    )
    page, of = listed["pages"]
    return re.compile(
        rf"(?<![\w?-])(?:{marks}|{re.escape(_ASKING)})(?![\w?-])"
        rf"|[\[<{{](?i:{begun})\b[^\]>}}\n]{{0,60}}(?:\n[^\]>}}\n]{{1,60}})?[\]>}}]"
        r"|\[[^\]\n]{1,40}\?\]"
        r"|<{1,2}[a-z]{3,20}(?:\s[a-z]{2,20}){0,4}>{1,2}"
        r"|\{{1,2}[a-z]{3,20}(?:[\s_][a-z]{2,20}){0,4}\}{1,2}"
        rf"|\[(?!(?:{kept})\b)[A-Z]{{2,}}(?:[ /-][A-Z]+)+\]"
        rf"|(?P<note>(?:(?<=[.?!] )|(?<=\n)|\A|(?<=\())(?i:{notes})"
        r"(?:\s\[[A-Z]{1,4}\d{1,3}\])?:)"
        rf"|(?P<page>(?:(?<=[.?!:]\s)|(?<=\n)|\A){page} \d{{1,3}} {of} \d{{1,3}}\b)"
    )


_TWO_MARKS = regex(
    r"(?P<kept>[,;])[,;](?=\s)|(?P<ends>[?!,;])\.(?=\s|\Z)"
    r"|(?P<stop>\.)(?<=[a-z]{3}\.)[,;](?=\s)"
)
_NAMES = {",": "comma", ";": "semicolon", ".": "full stop"}
_IN_BRACKETS = regex(r"(?<=[(\[]) (?=\w)|(?<=[\w.]) (?=[)\]])")
# What these begin with, by a search for one character, which is much faster.
_TWO = re.compile("[,;?!.](?=[,;.])")
_GAPS = [re.compile(pattern) for pattern in (r"\( ", r"\[ ", r"\)(?<= \))", r"\](?<= \])")]
_MOST_SPACES = 3  # in brackets; if there are more, an extractor inserted them


class DoubledMark(Rule):
    """Two marks of punctuation stand where one belongs, or a space stands inside a bracket.

    ## Why

    These are typing errors, most often left by an edit: "relief,, and", "gain?.", "( mild )". Full
    stops are checked by the rules doubled-full-stop and stop-spacing.

    ## Example

    ```text wrong
    surgery,, but finds no benefit
    ```

    ```text right
    surgery, but finds no benefit
    ```
    """

    code: ClassVar[str] = "IMR718"
    name: ClassVar[str] = "doubled-mark"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for two in _TWO.finditer(draft.plain, *draft.free_span):
            text = draft.text_at(two.start())
            if text and (found := _TWO_MARKS.match(text.plain, two.start() - text.start)):
                if found["stop"] and _is_shortened(text.plain, found.start()):
                    continue
                start = found.start() + (found["ends"] is None or found["ends"] in "?!")
                edit = Edit(text.span(start, start + 1), "")
                removed = f"remove the {_NAMES[text.plain[start]]}"
                fix = safe_fixes.fix(
                    removed, draft.source.text, (edit,), TextKind.TEXT, sure=not found["stop"]
                )
                span = text.span(*found.span())
                yield Finding(span, "there are two marks of punctuation", fixes=(fix,))
        if any(gap.search(draft.plain) for gap in _GAPS) and not draft.has_stray_spaces:
            yield from _spaces_in_brackets(draft)


_LONGEST_WORD = 40  # code points


def _is_shortened(plain: str, stop: int) -> bool:
    """Whether a full stop is that of an abbreviation: "etc., and"."""
    lists = words()["stops"]
    last = text_before(plain, stop, _LONGEST_WORD).split()[-1].lstrip('(["').lower()
    return "." in last or last in lists["shortened"] or last in lists["abbreviations"]


def _spaces_in_brackets(draft: Draft) -> Iterator[Finding]:
    spans = [
        text.span(*found.span())
        for text in draft.filled
        for found in _IN_BRACKETS.finditer(text.plain)
        # Of a bracket without a partner it is not known what is inside.
        if set(unmatched_brackets(text.plain)).isdisjoint((found.start() - 1, found.end()))
    ]
    for span in spans if len(spans) <= _MOST_SPACES else ():
        edits = (Edit(span, ""),)
        fix = safe_fixes.fix("remove the space", draft.source.text, edits, TextKind.TEXT)
        yield Finding(span, "a space stands inside a bracket", fixes=(fix,))
