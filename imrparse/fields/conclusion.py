"""The conclusion of a rationale, by the wording of ``grammars/conclusion.lark``.

Most rationales end with their conclusion, so a text is searched from its last sentence back. A
statement that is conditional, hypothetical, or reports what others found is skipped. The conclusion
is the last of the statements with the highest rank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from imrparse.data.regexes import regex
from imrparse.fields.details import Conclusion, Verdict
from imrparse.syntax.patterns import Wording
from imrparse.text.folding import Folded
from imrparse.text.node import unchecked

_new_conclusion = unchecked(Conclusion)


_OF_NECESSITY = (
    "ruling",
    "predicate",
    "necessity",
    "showing",
    "lack",
    "finding",
    "verdict",
    "refusal",
    "bare",
    "ellipsis",
)
_OF_THE_REQUEST = ("assessment",)
_RULINGS = ("RULED", "VERDICT", "REFUSAL", "BARE")
"""Statements that always are the reviewer's, about the request."""
_NECESSITY_OF = ("SHOWN", "SHOWING", "LACK")
"""Statements that say "necessary" before they name the thing."""
_SENTENCE_END = ". "
_KEPT = 1_024  # entries of each cache; many rationales end with the same sentences
_LONGEST_SENTENCE = (
    2_000  # code points; a longer sentence is read in pieces, so that time stays linear
)


class _Rank(IntEnum):
    """How certain it is that a statement is the conclusion."""

    NECESSITY = 1
    """About medical necessity, but neither about the request nor stated as a consequence."""
    ASSESSMENT = 2
    """About the request, in words that can also give a reason: "is not recommended"."""
    CONCLUSION = 3


class _Statement(NamedTuple):
    rank: _Rank
    is_negative: bool
    start: int
    end: int


class _Words(NamedTuple):
    """What the words of a statement say on their own."""

    is_negative: bool
    follow: bool
    """Whether they mark the statement as a consequence ("therefore")."""
    may_be: bool
    would_be: bool
    could_be: bool
    of_past: bool


def read_conclusion(folded: Folded) -> Conclusion:
    """The conclusion of a rationale; `Verdict.NOT_STATED` if no words state one."""
    statement = _conclusion(folded.text)
    if statement is None:
        return _new_conclusion(Verdict.NOT_STATED)
    verdict = Verdict.NOT_NECESSARY if statement.is_negative else Verdict.NECESSARY
    text = folded.text[statement.start : statement.end]
    return _new_conclusion(verdict, text, span=folded.span(statement.start, statement.end))


def _conclusion(text: str) -> _Statement | None:
    small = text.lower()
    if len(small) != len(text):  # one capital became two lowercase letters
        small = text
    best: _Statement | None = None
    for statement in _statements(small, _of_necessity):
        if best is None or statement.rank > best.rank:
            best = statement
            if best.rank is _Rank.CONCLUSION:
                return best
    return next(_statements(small, _of_the_request), best)


def states_both(sentence: str) -> bool:
    """Whether a lowercase sentence calls one thing necessary and another not necessary."""
    return len({statement.is_negative for statement in _of_necessity(sentence)}) > 1


def _statements(text: str, inside: Callable[[str], Sequence[_Statement]]) -> Iterator[_Statement]:
    """The statements of a lowercase text, last one first. `inside` finds those of one sentence."""
    end = len(text)
    while end > 0:
        furthest = max(0, end - _LONGEST_SENTENCE)
        start = text.rfind(_SENTENCE_END, furthest, end - 1) + 1 or furthest
        for rank, is_negative, first, last in inside(text[start:end]):
            yield _Statement(rank, is_negative, start + first, start + last)
        end = start


@lru_cache(_KEPT)
def _of_necessity(sentence: str) -> Sequence[_Statement]:
    """The statements about necessity, or about the denial, in a sentence, last one first."""
    patterns = _patterns()
    if not patterns.context["CLUE"].search(sentence):
        return ()
    return _inside(sentence, patterns.of_necessity)


@lru_cache(_KEPT)
def _of_the_request(sentence: str) -> Sequence[_Statement]:
    """The assessments of the request in a sentence, last one first."""
    patterns = _patterns()
    context = patterns.context
    if not (context["REQUEST"].search(sentence) or context["DECIDING"].search(sentence)):
        return ()
    return _inside(sentence, patterns.of_the_request)


def _inside(sentence: str, wording: re.Pattern[str]) -> Sequence[_Statement]:
    matches = reversed(list(wording.finditer(sentence)))
    return tuple(filter(None, (_statement(sentence, match) for match in matches)))


def _statement(sentence: str, match: re.Match[str]) -> _Statement | None:
    """The statement of a match, or None if it concludes nothing."""
    patterns = _patterns().context
    kind = str(match.lastgroup)
    words = _words(match[kind], of_necessity=kind == "SHOWN")
    start, end = match.span()
    reset = _last_end(patterns["CONSEQUENCE"], sentence, 0, start)
    clause = _last_end(patterns["CLAUSE"], sentence, reset, start)
    before, after = sentence[clause:start], sentence[end:]
    if _is_denied(before, words.is_negative):
        words = words._replace(is_negative=not words.is_negative)
    has_caveat = sentence[0] != " " or bool(patterns["CAVEAT"].search(sentence))
    if has_caveat and (
        _depends(before, after, words.is_negative)
        or _is_conditional(sentence, reset, words.is_negative)
    ):
        return None
    if _is_granted(before, after) or patterns["PARTLY"].search(match[kind]):
        return None
    if kind in _RULINGS:
        return _Statement(_Rank.CONCLUSION, words.is_negative, start, end)
    last = len(sentence) if kind in _NECESSITY_OF else start
    of_request = bool(patterns["REQUEST"].search(sentence, clause, last))
    if has_caveat and (_is_reported(before, after) or _is_possible(words, of_request)):
        return None
    if kind == "ASSESSMENT":
        is_decision = patterns["DECIDING"].search(match[kind]) is not None
        of_request |= is_decision and bool(reset or words.follow or patterns["IT"].match(sentence))
        if not of_request or _is_of_another(before) or words.of_past:
            return None
        is_negative = words.is_negative != bool(patterns["AGAINST"].match(sentence, end))
        return _Statement(_Rank.ASSESSMENT, is_negative, start, end)
    rank = _Rank.CONCLUSION if of_request or reset or words.follow else _Rank.NECESSITY
    return _Statement(rank, words.is_negative, start, end)


@lru_cache(_KEPT)
def _words(says: str, *, of_necessity: bool) -> _Words:
    """What the words of a statement say on their own: of the necessity, or of anything else."""
    patterns = _patterns().context
    negating = [patterns["NEGATION"]] if of_necessity else [patterns["NEGATION"], patterns["KEPT"]]
    return _Words(
        any(
            sum(len(each.findall(one)) for each in negating) % 2 == 1
            for one in patterns["AND_NOT"].split(says)
        ),
        bool(patterns["CONSEQUENCE"].search(says)),
        bool(patterns["MAYBE"].search(says)),
        bool(patterns["WOULD"].search(says)),
        bool(patterns["COULD"].search(says)),
        bool(patterns["PAST"].search(says)),
    )


def _last_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the last match within a span ends; without a match, where the span starts."""
    for match in pattern.finditer(text, start, end):
        start = match.end()
    return start


def _depends(before: str, after: str, is_negative: bool) -> bool:
    """Whether a statement is conditional.

    "Not necessary until" something happens means not necessary now, so it is unconditional.
    """
    patterns = _patterns().context
    condition = patterns["CONDITION"].search(before)
    if is_negative:
        return condition is not None and "," not in before[condition.end() :]
    return bool(condition or patterns["CONDITION_AFTER"].match(after))


def _is_conditional(sentence: str, start: int, is_negative: bool) -> bool:
    """Whether a sentence begins with a condition.

    What is not necessary until something happens is not necessary now.
    """
    patterns = _patterns().context
    if is_negative and patterns["UNTIL_FIRST"].match(sentence, start):
        return False
    return patterns["CONDITION_FIRST"].match(sentence, start) is not None


def _is_denied(before: str, is_negative: bool) -> bool:
    """Whether the words before a statement negate it: "none of them are", "no evidence that it is".

    Few words negate a negative statement: "no reason to find it not" does, "no evidence that it
    helped and it is not" does not.
    """
    patterns = _patterns().context
    if is_negative:
        return bool(patterns["REFUSING"].search(before))
    if patterns["NOBODY"].search(before) or patterns["EXCEEDING"].search(before):
        return True
    denying = patterns["DENYING"].search(before)
    return denying is not None and len(patterns["DENIES"].findall(denying[0])) % 2 == 1


def _is_granted(before: str, after: str) -> bool:
    """Whether the statement is a concession ("although ..."), not the sentence's conclusion."""
    found = _patterns().context["CONCESSION"].search(before)
    return found is not None and ("," in after or found[0].startswith(","))


def _is_reported(before: str, after: str) -> bool:
    """Whether a statement reports the utilization review or a guideline."""
    patterns = _patterns().context
    if patterns["HISTORY"].search(before) or patterns["REVIEWER_AFTER"].match(after):
        return True
    criterion = patterns["CRITERION"].search(before)
    return criterion is not None and not patterns["REQUEST"].search(before, criterion.end())


def _is_possible(words: _Words, of_request: bool) -> bool:
    """Whether a statement is hypothetical.

    Said of the request itself, "would not be" is a polite "is not".
    """
    if words.may_be:
        return True
    if words.could_be:
        return not words.is_negative
    return words.would_be and not of_request


def _is_of_another(before: str) -> bool:
    """Whether the last thing mentioned before an assessment is not the request."""
    patterns = _patterns().context
    end = _last_end(patterns["REQUEST"], before, 0, len(before))
    return bool(patterns["OTHER_SUBJECT"].search(before, end))


class _Patterns:
    """The patterns of conclusions: statements, and the words that may surround them."""

    def __init__(self) -> None:
        self.context = Wording("conclusion")
        """The patterns of the terminals that occur in or around a statement."""
        self.of_necessity = _any_of(_OF_NECESSITY, self.context)
        self.of_the_request = _any_of(_OF_THE_REQUEST, self.context)


def _any_of(names: Iterable[str], wording: Wording) -> re.Pattern[str]:
    """A pattern of statements. It requires a word boundary first, which rejects most positions."""
    statements = wording.forms["conclusion"]
    forms = [wording.sequence(statements[name], "", named=True) for name in names]
    return regex(rf"\b(?={wording.source('BEGINNING')})(?:{'|'.join(forms)})")


@cache
def _patterns() -> _Patterns:
    return _Patterns()
