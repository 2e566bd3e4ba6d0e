"""Whether a rationale has a plain conclusion, which cannot be read in another way.

A conclusion may be quoted, conceded, hypothetical or negated, or retracted by the words after it,
and then its meaning is uncertain. A rule that reports a contradiction has to be certain.
"""

from __future__ import annotations

from imrparse.fields.conclusion import states_both
from imrparse.fields.details import Verdict
from imrparse.linting.rules.decision.naming import place_of_conclusion
from imrparse.linting.rules.decision.wording import item_words, phrases, words
from imrparse.tree.letter import Issue

_SENTENCE_END = ". "


def concludes_plainly(issue: Issue) -> bool:
    """Whether the conclusion of a rationale is a main clause about the request."""
    text = issue.rationale.text
    lower, place = text.lower(), place_of_conclusion(issue.rationale)
    if place is None or len(lower) != len(text):
        return False
    start, end = place
    first = lower.rfind(_SENTENCE_END, 0, start) + 1
    last = lower.find(_SENTENCE_END, end)
    sentence = lower[first : last + 1 if last >= 0 else None]
    if last >= 0 and _is_retracted(lower[last + len(_SENTENCE_END) :]):
        return False
    before, says, after = lower[first:start], lower[start:end], sentence[end - first :]
    if not before.strip() and len(after) <= 1:
        return True
    if phrases()["RULING"].search(says):
        return phrases()["NO_PLAIN_RULING"].search(before) is None
    if _is_retracted(_rest(after)) or states_both(sentence):
        return False
    before = before.replace(issue.request.text.lower(), " ")
    if issue.rationale.conclusion.verdict is Verdict.NECESSARY:
        return _affirms_plainly(before, says, after, sentence)
    return _is_about_request(sentence, issue) and _is_plain(_clause(before), says)


def _affirms_plainly(before: str, says: str, after: str, sentence: str) -> bool:
    """Whether the sentence says that the request itself, not something in general, is necessary."""
    clause = _restarted(before)
    return (
        _is_plain(clause, says)
        and phrases()["NO_PLAIN_NECESSITY"].search(clause) is None
        and (bool(phrases()["OF_REQUEST"].search(sentence)) or not _rest(after))
    )


def _is_plain(clause: str, says: str) -> bool:
    doubtful = phrases()["NO_PLAIN_CLAUSE"].search(clause)
    return not (doubtful or phrases()["NO_PLAIN_STATEMENT"].search(says))


def _is_about_request(sentence: str, issue: Issue) -> bool:
    asked = item_words(issue.request.treatment.text)
    return bool(phrases()["OF_REQUEST"].search(sentence)) or not words(sentence).isdisjoint(asked)


def _is_retracted(after: str) -> bool:
    """Whether the text after a conclusion may contradict it."""
    return (
        not phrases()["CLOSING"].match(after) and phrases()["TAKING_BACK"].search(after) is not None
    )


def _rest(after: str) -> str:
    """The rest of a sentence after its conclusion, without closing words."""
    closing = phrases()["REST"].match(after)
    return after[closing.end() :] if closing else after


def _clause(before: str) -> str:
    """The clause that contains the conclusion, after the last comma that separates clauses."""
    before = _restarted(before)
    starts = [0, *(found.end() for found in phrases()["CLAUSE_BEGINS"].finditer(before))]
    near = before[starts.pop() :]
    while starts and phrases()["CONNECTIVE"].fullmatch(near):
        near = before[starts.pop() :]
    return near


def _restarted(before: str) -> str:
    """The text before a conclusion, from the last words that start a new statement."""
    reason = phrases()["REASON"].match(before)
    restarts = [found.end() for found in phrases()["CLAUSE_RESTARTS"].finditer(before)]
    return before[[reason.end() if reason else 0, *restarts][-1] :]
