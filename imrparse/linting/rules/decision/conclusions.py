"""Rationales whose conclusion is missing, or contradicts the decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.conclusion import states_both
from imrparse.fields.details import Verdict
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.passages import place_of_conclusion, treatments
from imrparse.linting.rules.decision.word_lists import item_words, phrases, words
from imrparse.tree.letter import Decision, Issue, Rationale

_IMPLIED_DECISION = {Verdict.NECESSARY: Decision.OVERTURNED, Verdict.NOT_NECESSARY: Decision.UPHELD}


class ContradictedDecision(Rule):
    """The rationale concludes the opposite of the decision.

    ## Why

    The determination says of each disputed treatment whether it is medically necessary, and gives
    the reasons (8 CCR 9792.10.6(d)). If a treatment is not medically necessary the denial is
    upheld; otherwise it is overturned. If rationale and decision disagree, nobody can tell what was
    decided. Conclusions that are only quoted, conceded, hypothetical or retracted are not compared.
    A "Yes" or "No" with which the rationale begins is, and so is a sentence before the conclusion
    that says no more than whether the request is medically necessary, or agrees with the denial.

    ## Example

    ```text wrong
    The request for left knee arthroscopy is medically necessary.
    ```

    ```text right
    The request for left knee arthroscopy is not medically necessary.
    ```
    """

    code: ClassVar[str] = "IMR401"
    name: ClassVar[str] = "contradicted-decision"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            yield from _answers_otherwise(issue)
            conclusion = issue.rationale.conclusion
            meant = _IMPLIED_DECISION.get(conclusion.verdict)
            decision = issue.span_of("decision")
            if not meant or not conclusion.span or not decision:
                continue
            if issue.decision is None or issue.decision is meant:
                continue
            if _concludes_plainly(issue):
                yield Finding(
                    conclusion.span,
                    f"the rationale concludes that the treatment is {conclusion.verdict.value}, "
                    f"but the decision is {issue.decision.value}",
                    hint=f"did you mean the decision {meant.value!r}?",
                    related=(Related("the decision", decision),),
                )
        for issue in draft.issues:
            yield from _rules_otherwise(issue)
            yield from _of_the_denial(issue)


def _of_the_denial(issue: Issue) -> Iterator[Finding]:
    """A sentence that agrees with the denial against the decision, or that contradicts itself."""
    lower, decision = issue.rationale.text.lower(), issue.span_of("decision")
    if "necessary and" in lower:
        for found in phrases()["NECESSARY_YET_DENIED"].finditer(lower):
            if span := issue.rationale.folded.span(*found.span()):
                yield Finding(span, "the request can't be medically necessary and denied")
    if (
        decision is None
        or issue.decision is None
        or not phrases().may_match("ON_THE_DENIAL", lower)
    ):
        return
    for found in phrases()["ON_THE_DENIAL"].finditer(lower):
        meant = Decision.OVERTURNED if found["dis"] else Decision.UPHELD
        if (span := issue.rationale.folded.span(*found.span())) and meant is not issue.decision:
            yield Finding(
                span,
                f"the rationale {'disagrees' if found['dis'] else 'agrees'} with the denial here, "
                f"but the decision is {issue.decision.value}",
                related=(Related("the decision", decision),),
            )


def _rules_otherwise(issue: Issue) -> Iterator[Finding]:
    """Sentences before the conclusion that rule plainly on the request, against the decision."""
    decision, conclusion = issue.span_of("decision"), issue.rationale.conclusion.span
    lower = issue.rationale.text.lower()
    if decision is None or issue.decision is None or not phrases().may_match("PLAIN_RULING", lower):
        return
    for found in phrases()["PLAIN_RULING"].finditer(lower):
        meant = Decision.UPHELD if found["not"] else Decision.OVERTURNED
        span = issue.rationale.folded.span(*found.span())
        is_last = (
            span and conclusion and conclusion.start < span.end and span.start < conclusion.end
        )
        if span and meant is not issue.decision and not is_last:
            yield Finding(
                span,
                f"the rationale says here that the request is {found['not'] or ''}medically "
                f"necessary, but the decision is {issue.decision.value}",
                related=(Related("the decision", decision),),
            )


def _answers_otherwise(issue: Issue) -> Iterator[Finding]:
    """A rationale that begins with "Yes" or "No" where the decision says the opposite."""
    answer = phrases()["ANSWER"].match(issue.rationale.text.lower())
    decision = issue.span_of("decision")
    if answer is None or issue.decision is None or decision is None:
        return
    is_yes = answer["yes"] is not None
    span = issue.rationale.folded.span(*answer.span("yes" if is_yes else "no"))
    if span and is_yes is (issue.decision is Decision.UPHELD):
        yield Finding(
            span,
            f"the rationale begins with {answer[0].rstrip(', ').capitalize()!r}, but the decision "
            f"is {issue.decision.value}",
            related=(Related("the decision", decision),),
        )


_WORDS = {
    Decision.UPHELD: "the request is not medically necessary",
    Decision.OVERTURNED: "the request is medically necessary",
}
_LAST_SENTENCES = 3
_SENTENCE_END = ". "


class MissingConclusion(Rule):
    """The rationale does not say whether the treatment is medically necessary.

    ## Why

    The determination says of each disputed treatment whether it is medically necessary, and why (8
    CCR 9792.10.6(d)). If a rationale ends with guidelines or findings, the reader has to draw the
    conclusion.

    ## Example

    ```text wrong
    The records
    give no reason why ice packs would not do.
    ```

    ```text right
    The records
    give no reason why ice packs would not do. The request for a cold therapy unit is not medically
    necessary.
    ```
    """

    code: ClassVar[str] = "IMR402"
    name: ClassVar[str] = "missing-conclusion"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            rationale = issue.rationale
            if not rationale.text or _states_necessity(rationale):
                continue
            is_stated = rationale.conclusion.verdict is not Verdict.NOT_STATED
            in_other_words = is_stated or _may_end_with_conclusion(rationale.text)
            words = _WORDS[issue.decision] if issue.decision else None
            yield Finding(
                draft.end_of(rationale.span),
                _IN_OTHER_WORDS if in_other_words else _NOT_STATED,
                hint=f"end with the conclusion: {words!r}" if words else None,
                severity=Severity.NOTE if in_other_words else None,
            )


_NOT_STATED = "the rationale does not say whether the treatment is medically necessary"
_IN_OTHER_WORDS = "the rationale does not say in these words whether it is medically necessary"


def _states_necessity(rationale: Rationale) -> bool:
    """Whether a rationale says that something is necessary, or what becomes of the denial."""
    place = place_of_conclusion(rationale)
    if place is None:
        last = _last_sentences(rationale.text)
        if phrases()["PUT_OFF"].search(last[-1]):
            return False
        if phrases()["CONCLUSION_CLUE"].search(" ".join(last)):
            return True
        return not phrases()["OF_GUIDELINE"].search(last[-1]) and _is_settled(last[-1])
    text = rationale.text.lower()
    start, end = text.rfind(_SENTENCE_END, 0, place[0]) + 1, text.find(_SENTENCE_END, place[1])
    sentence = text[start : end if end >= 0 else None]
    return phrases()["NECESSITY"].search(sentence) is not None or _is_settled(sentence)


def _is_settled(sentence: str) -> bool:
    return phrases()["SETTLED"].search(sentence) is not None


def _last_sentences(text: str) -> Sequence[str]:
    return text.lower().rsplit(_SENTENCE_END, _LAST_SENTENCES)[-_LAST_SENTENCES:]


def _may_end_with_conclusion(text: str) -> bool:
    """Whether a rationale ends with a judgement, which may be meant for its conclusion."""
    last = _last_sentences(text)[-1]
    return not phrases()["OF_GUIDELINE"].search(last) and bool(phrases()["DECIDED"].search(last))


def _concludes_plainly(issue: Issue) -> bool:
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
        return phrases()["NO_PLAIN_RULING"].search(_last_statement(before)) is None
    if _is_retracted(_rest(after)) or states_both(sentence):
        return False
    for treatment in treatments(issue.request):
        before = before.replace(treatment.text.lower(), "it")
    if issue.rationale.conclusion.verdict is Verdict.NECESSARY:
        return _affirms_plainly(before, says, after, sentence)
    before = phrases()["NOT_EITHER"].sub(" ", before)
    return _is_about_request(sentence, issue) and _is_plain(_clause(before), says)


class CriteriaMet(Rule):
    """The rationale says that the criteria are met, and that the treatment is not necessary.

    ## Why

    The reasons have to support the conclusion (8 CCR 9792.10.6(d)). A reader who learns that all
    criteria are met expects the treatment to be necessary: a "not" may be missing in one of the two
    sentences. There can be other reasons against the treatment, so this is a note.

    ## Example

    ```text wrong
    He meets the criteria. The request for left knee arthroscopy is not medically necessary.
    ```

    ```text right
    The request for left knee arthroscopy is not medically necessary.
    ```
    """

    code: ClassVar[str] = "IMR410"
    name: ClassVar[str] = "criteria-met"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            rationale = issue.rationale
            if "criteria" not in rationale.text and "requirements" not in rationale.text:
                continue
            conclusion = rationale.conclusion
            if conclusion.verdict is not Verdict.NOT_NECESSARY or not conclusion.span:
                continue
            for start, end in _met(rationale.text.lower()):
                if span := rationale.folded.span(start, end):
                    yield Finding(
                        span,
                        "the criteria are met, but the conclusion is that the treatment is not "
                        "medically necessary",
                        related=(Related("the conclusion", conclusion.span),),
                    )


def _met(lower: str) -> Iterator[tuple[int, int]]:
    """The places of a lowercase text that say without reserve that the criteria are met."""
    for found in phrases()["CRITERIA_MET"].finditer(lower):
        start = lower.rfind(_SENTENCE_END, 0, found.start()) + 1
        end = lower.find(_SENTENCE_END, found.end())
        sentence = lower[start : end if end >= 0 else None]
        if not phrases()["CRITERIA_UNMET"].search(sentence):
            yield found.span()


def _last_statement(before: str) -> str:
    """The text before a ruling, from the last words that join its subject to another statement."""
    joints = [found.end() for found in phrases()["AND_THE"].finditer(before)]
    return before[joints[-1] if joints else 0 :]


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
