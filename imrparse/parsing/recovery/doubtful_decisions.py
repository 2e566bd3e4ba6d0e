"""Finds decisions in the wrong place: inside requests, and below labelled texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from imrparse.data.regexes import regex
from imrparse.syntax.islands import IslandFinder, flexible
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.sentence_ends import ends_sentence
from imrparse.syntax.terminals import Kind
from imrparse.text.node import value_fields
from imrparse.text.source import Span
from imrparse.text.spans import text_before
from imrparse.tree.letter import Decision, Determination, Issue
from imrparse.tree.prose import Prose

_DECISIONS = frozenset(decision.value for decision in Decision)
_DECIDED = tuple(end for word in sorted(_DECISIONS) for end in (word, f"{word}."))
_SENTENCE = 8  # code points that suffice to see the end of a sentence
_LAST_WORDS = 40  # code points
_LONGEST_REQUEST = 1_000  # code points
_MOST_REQUESTS = 50  # that are compared
_LAST_WORD = regex(r"\b(?<=\s)[A-Z][a-z]+\Z")

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import DecisionInRequest


def doubtful_decisions(
    plain: str, letter: Determination, finder: IslandFinder
) -> Iterator[DecisionInRequest]:
    """The decisions inside the requests of a letter parsed from a plain text, and those below its
    labelled texts."""
    for issue in letter.issues:
        request = issue.request.span
        last = _LAST_WORD.search(plain, *request) if request else None
        if last and last[0] in _DECISIONS:
            from imrparse.parsing.recovery.findings import DecisionInRequest

            yield DecisionInRequest(Span(*last.span()))
        elif request and issue.decision and (inside := finder.decisions_anyhow(plain, *request)):
            from imrparse.parsing.recovery.findings import DecisionInRequest

            yield DecisionInRequest(Span(*inside[0][1:]))
        elif request and (beside := _beside(plain, request)):
            from imrparse.parsing.recovery.findings import DecisionInRequest

            yield DecisionInRequest(beside, is_beside=True)
        yield from _below(plain, issue)
    yield from _copied(plain, letter, finder)


def _beside(plain: str, request: Span) -> Span | None:
    """The last words of a request that may belong to its decision: "partially", "was"."""
    last = text_before(plain, request.end, _LAST_WORDS, request.start)
    words, form = _words()
    found = words.search(last)
    if not found or not last[: found.start()].strip():
        return None
    if found["being"] and form.search(plain, *request):
        return None  # "The original request, X is"
    start = request.end - len(last) + found.start()
    return Span(start, request.end)


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Such words at the end of a request, and the words of partial authorizations before them."""
    terminals = letter_parser().terminals
    being, joining, decided, introducing, outcome = (
        terminals[f"{name}_MANGLED"].pattern
        for name in ("BEING", "JOINING", "DECISION", "INTRODUCING", "OUTCOME")
    )
    words = regex(
        rf"(?<![\w-])(?:(?P<being>{being})|(?:{joining})|(?<=: )(?:{decided})"
        rf"|(?=[A-Z])(?:{introducing}))\Z|(?:{outcome})\Z"
    )
    forms = (t for t in terminals.of_kind(Kind.FORM) if t.endswith("_CONTINUED_FORM"))
    return words, regex("|".join(flexible(form.pattern) for form in forms))


def _copied(plain: str, letter: Determination, finder: IslandFinder) -> Iterator[DecisionInRequest]:
    """The decisions in rationales behind the text of a request."""
    texts = (issue.request.text for issue in letter.issues if issue.request.text)
    requests = tuple(islice(texts, _MOST_REQUESTS))
    for issue in letter.issues:
        span = issue.rationale.span
        if span is None or not requests:
            continue
        for _, start, end in finder.decisions_anyhow(plain, *span):
            before = " ".join(text_before(plain, start, _LONGEST_REQUEST, span.start).split())
            if before.rstrip(": ").endswith(requests):
                from imrparse.parsing.recovery.findings import DecisionInRequest

                yield DecisionInRequest(Span(start, end), is_below=True)


def is_partial(plain: str, request: Span) -> bool:
    """Whether a request is a partial authorization, which is several sentences long."""
    return _words()[1].search(plain, *request) is not None


def _below(plain: str, issue: Issue) -> Iterator[DecisionInRequest]:
    """The decisions that are the last line of a labelled text, after the end of a sentence."""
    for name in value_fields(Issue):
        prose = getattr(issue, name)
        span = prose.span if isinstance(prose, Prose) and name != "request" else None
        if span and (below := ends_with_decision(plain, *span)):
            from imrparse.parsing.recovery.findings import DecisionInRequest

            yield DecisionInRequest(Span(span.end - below, span.end), is_below=True)


def ends_with_decision(plain: str, start: int = 0, end: int | None = None) -> int:
    """The length of the last line of a text if it is a decision after the end of a sentence.

    0 if it is anything else.
    """
    end = len(plain) if end is None else end
    if not plain.endswith(_DECIDED, start, end):
        return 0
    line = plain.rfind("\n", start, end)
    before = text_before(plain, line, _SENTENCE, start).rstrip()
    below = plain[line:end].strip()
    is_alone = line > 0 and below.rstrip(".") in _DECISIONS and ends_sentence(before)
    return len(below) if is_alone else 0
