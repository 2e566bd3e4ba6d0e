"""Whether a rationale concludes plainly, so that no careful reader could take it otherwise.

A conclusion that may be reported, granted, supposed or denied by the words around it, or taken back
by those after it, may be read wrongly. A rule that accuses a letter of contradicting itself has to
be sure.
"""

from __future__ import annotations

from imrparse.fields.conclusion import states_both
from imrparse.fields.details import Verdict
from imrparse.linting.rules.decision.naming import place_of_conclusion
from imrparse.linting.rules.decision.wording import item_words, phrases, words
from imrparse.tree.letter import Issue

_SENTENCE_END = ". "


def concludes_plainly(issue: Issue) -> bool:
    """Whether the conclusion of an issue's rationale is a main clause, and is on the request."""
    text = issue.rationale.text
    small, place = text.lower(), place_of_conclusion(issue.rationale)
    if place is None or len(small) != len(text):
        return False
    start, end = place
    first = small.rfind(_SENTENCE_END, 0, start) + 1
    last = small.find(_SENTENCE_END, end)
    sentence = small[first : last + 1 if last >= 0 else None]
    if last >= 0 and _is_taken_back(small[last + len(_SENTENCE_END) :]):
        return False
    before, says, after = small[first:start], small[start:end], sentence[end - first :]
    if not before.strip() and len(after) <= 1:
        return True
    if phrases()["RULING"].search(says):
        return phrases()["NO_PLAIN_RULING"].search(before) is None
    if _is_taken_back(_rest(after)) or states_both(sentence):
        return False
    before = before.replace(issue.request.text.lower(), " ")
    if issue.rationale.conclusion.verdict is Verdict.NECESSARY:
        return _affirms_plainly(before, says, after, sentence)
    return _is_of_request(sentence, issue) and _is_plain(_clause(before), says)


def _affirms_plainly(before: str, says: str, after: str, sentence: str) -> bool:
    """Whether it is said of the request, and of nothing in general, that it is necessary."""
    clause = _restarted(before)
    return (
        _is_plain(clause, says)
        and phrases()["NO_PLAIN_NECESSITY"].search(clause) is None
        and (bool(phrases()["OF_REQUEST"].search(sentence)) or not _rest(after))
    )


def _is_plain(clause: str, says: str) -> bool:
    doubtful = phrases()["NO_PLAIN_CLAUSE"].search(clause)
    return not (doubtful or phrases()["NO_PLAIN_STATEMENT"].search(says))


def _is_of_request(sentence: str, issue: Issue) -> bool:
    asked = item_words(issue.request.treatment.text)
    return bool(phrases()["OF_REQUEST"].search(sentence)) or not words(sentence).isdisjoint(asked)


def _is_taken_back(after: str) -> bool:
    """Whether what follows a conclusion may say otherwise."""
    return (
        not phrases()["CLOSING"].match(after) and phrases()["TAKING_BACK"].search(after) is not None
    )


def _rest(after: str) -> str:
    """What a sentence goes on with after its conclusion, but for closing words."""
    closing = phrases()["REST"].match(after)
    return after[closing.end() :] if closing else after


def _clause(before: str) -> str:
    """The clause that leads to a conclusion, behind the last comma that parts it from others."""
    before = _restarted(before)
    starts = [0, *(found.end() for found in phrases()["CLAUSE_BEGINS"].finditer(before))]
    near = before[starts.pop() :]
    while starts and phrases()["CONNECTIVE"].fullmatch(near):
        near = before[starts.pop() :]
    return near


def _restarted(before: str) -> str:
    """What stands before a conclusion, from the last words on that begin it anew."""
    reason = phrases()["REASON"].match(before)
    restarts = [found.end() for found in phrases()["CLAUSE_RESTARTS"].finditer(before)]
    return before[[reason.end() if reason else 0, *restarts][-1] :]
