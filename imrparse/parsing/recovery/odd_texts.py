"""What no text of a letter has: another beginning than such a text has, or the text of another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from imrparse.data.regexes import regex
from imrparse.parsing.recovery.introductions import is_of_introduction
from imrparse.syntax.islands import flexible
from imrparse.syntax.layout import Layout
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.sentence_ends import dangles, ends_abbreviation, ends_sentence
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.text.source import Span
from imrparse.text.spans import text_before
from imrparse.tree.letter import Determination, Guideline, Issue
from imrparse.tree.prose import Prose

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import BeginsInSentence, Finding, OthersText

# Findings are imported where there are some: their module takes long to import.

# Several words in brackets: one alone says how a text came to be so, as "[sic]" does.
_BRACKETED = regex(
    r"(?:\((?=[^\s)]+ )[^()\n]{8,60}\)|\[(?=[^\s\]]+ )[^\[\]\n]{2,60}\]"
    r"|[{<«]{1,2}[^{}<>«»\n]{1,60}[}>»]{1,2})\s"
)
_LINES = regex(r"\s*\n\s*(?=[^\Wa-z])")
_DASHES = str.maketrans("\u2010\u2011\u2013\u2014", "----")
_FIRST_WORDS = regex(r"\S+(?:[^\S\n]+\S+){0,3}")
_LONGEST_LEAD = 120  # code points before the words that a guideline field begins with
_SENTENCE = 40  # code points that show whether a text ends with a sentence
_SHORT = 60  # code points of a line
_LONG = 150  # of a paragraph in a text whose lines are not wrapped
_LONGEST = 60  # code points of a text that a message shows


def odd_texts(
    plain: str, letter: Determination, layout: Callable[[], Layout], found: Sequence[Finding]
) -> Iterator[Finding]:
    """What is odd in the texts of a letter, one finding for each text at most.

    An issue in which a part is missing or out of order has texts in other places than they belong.
    """
    wrong = sorted(finding.span.start for finding in found if _is_of_parts(finding))
    summary = letter.summary.span
    if summary and summary.start < summary.end:
        for one in _of_prose(plain, summary, layout):
            if not is_of_introduction(plain, summary):
                yield one
    for issue in letter.issues:
        span = issue.span
        if not span or bisect_left(wrong, span.start) == bisect_right(wrong, span.end):
            yield from _of_issue(plain, issue, layout)


def _of_issue(plain: str, issue: Issue, layout: Callable[[], Layout]) -> Iterator[Finding]:
    swapped = False
    for name, label in structure().labels.items():
        prose = getattr(issue, name, None)
        span = prose.span if isinstance(prose, Prose) else None
        if not span or span.start == span.end:
            continue
        if not isinstance(prose, Guideline):
            yield from _of_prose(plain, span, layout)
        elif other := _of_another(plain, span, label):
            if not swapped:  # two texts that stand in each other's place are one fault
                yield _others_text(span, other)
            swapped = True
        else:
            yield from _of_guideline(plain, span)


def _is_of_parts(finding: Finding) -> bool:
    """Whether a finding says that a part of an issue is missing, doubled or out of order."""
    from imrparse.parsing.recovery import findings

    return isinstance(
        finding,
        findings.Missing
        | findings.Empty
        | findings.EndsAfterLabel
        | findings.CutOff
        | findings.EmptyIssue
        | findings.Doubled
        | findings.WrongLabel
        | findings.Misplaced
        | findings.NoDecision
        | findings.SeveralDecisions
        | findings.DecisionInRequest,
    )


def _of_prose(plain: str, span: Span, layout: Callable[[], Layout]) -> Iterator[Finding]:
    """What a summary or a rationale begins with, but no sentence does."""
    if plain[span.start].islower():
        yield _begins_in_sentence(plain, span)
    elif found := _BRACKETED.match(plain, *span):
        yield _stray(plain, span.start, found.end())
    elif begins_guideline(plain, span.start):
        from imrparse.parsing.recovery.findings import OthersText

        yield OthersText(_shown(plain, span), None)
    elif line := _line_apart(plain, span, layout):
        yield _stray(plain, *line)


def _line_apart(plain: str, span: Span, layout: Callable[[], Layout]) -> Span | None:
    """The first line of a text, if it is short, ends no sentence, and had room for more."""
    line_end = plain.find("\n", *span)
    if not 0 < line_end < span.start + _SHORT:
        return None
    line = plain[span.start : line_end].rstrip()
    rest = plain[line_end : span.end].lstrip()
    if not rest[:1].isupper() or ends_sentence(line) or dangles(line):
        return None
    below, _, _ = rest.partition("\n")
    found = Span(span.start, span.start + len(line))
    is_apart = len(below) > _LONG or layout().ends_early(found.end, span.end - len(rest))
    return found if is_apart else None


def _of_guideline(plain: str, span: Span) -> Iterator[Finding]:
    """What stands in a guideline field before the words that begin it, or behind its end."""
    begins = _beginning().search(plain, span.start, min(span.end, span.start + _LONGEST_LEAD))
    if begins and begins.start() > span.start:
        yield _stray(plain, span.start, begins.start())
    elif "\n" in plain[slice(*span)]:
        start = _other_line(plain, span)
        if start is not None:
            yield _stray(plain, start, span.end)


def _other_line(plain: str, span: Span) -> int | None:
    """The line of a guideline field that begins a sentence as none of its sentences begins."""
    for line in _LINES.finditer(plain, *span):
        before = text_before(plain, line.start(), _SENTENCE, span.start)
        if ends_sentence(before) and not ends_abbreviation(before):
            text = plain[line.end() : line.end() + _LONGEST_LEAD].translate(_DASHES)
            if not _beginning().match(text):
                return line.end()
    return None


def _of_another(plain: str, span: Span, label: Terminal) -> Terminal | None:
    """The label whose text a guideline field holds, as its first words say."""
    for beginning, owner in _owners().items():
        if owner != label and beginning.match(plain, *span):
            return owner
    return None


def begins_guideline(plain: str, start: int) -> bool:
    """Whether a guideline is cited at the beginning of a text, as in guideline fields alone."""
    return _citing().match(plain, start) is not None


def _shown(plain: str, span: Span) -> Span:
    line, _, _ = plain[slice(*span)].partition("\n")
    return Span(span.start, span.start + len(line[:_LONGEST].rstrip()))


def _stray(plain: str, start: int, end: int) -> Finding:
    from imrparse.parsing.recovery.findings import Stray

    line, _, _ = plain[start:end].strip().partition("\n")
    return Stray(Span(start, start + len(line.rstrip())), is_doubtful=True)


def _begins_in_sentence(plain: str, span: Span) -> BeginsInSentence:
    from imrparse.parsing.recovery.findings import BeginsInSentence

    words = _FIRST_WORDS.match(plain, *span)
    return BeginsInSentence(Span(span.start, words.end() if words else span.end))


def _others_text(span: Span, owner: Terminal) -> OthersText:
    from imrparse.parsing.recovery.findings import OthersText

    return OthersText(span, owner)


@cache
def _beginnings() -> dict[str, str]:
    terminals = letter_parser().terminals.of_kind(Kind.BEGINS)
    return {str(terminal): flexible(terminal.pattern) for terminal in terminals}


@cache
def _beginning() -> re.Pattern[str]:
    """How guideline fields begin."""
    return regex("|".join(_beginnings().values()))


@cache
def _citing() -> re.Pattern[str]:
    own = {"EXPERT_BEGINS", "ADMINISTRATOR_BEGINS"}
    return regex("|".join(p for name, p in _beginnings().items() if name not in own))


@cache
def _owners() -> dict[re.Pattern[str], Terminal]:
    """The label of the field that alone begins with some words."""
    labels = {str(label): label for label in structure().issue_labels}
    owners = {
        "EXPERT_BEGINS": "MAXIMUS_LABEL",
        "ADMINISTRATOR_BEGINS": "CLAIMS_ADMINISTRATOR_LABEL",
    }
    return {regex(_beginnings()[name]): labels[owner] for name, owner in owners.items()}
