"""Rationales that are short, or pasted from another issue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import ClassVar

from attrs import frozen

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule, RuleWithOptions
from imrparse.linting.rules.decision.exchanged import Exchanged, exchanged
from imrparse.linting.rules.decision.passages import Passage, names_parts, treatments
from imrparse.linting.rules.decision.word_lists import (
    is_complete,
    item_words,
    part_words,
    phrases,
    usual,
    word_list,
    wording,
)
from imrparse.text.source import Span
from imrparse.tree.letter import Issue


@frozen
class ShortRationaleOptions:
    """The limit of the rule."""

    words: int = 15
    """The fewest words that a rationale needs."""


class ShortRationale(RuleWithOptions[ShortRationaleOptions]):
    """The rationale is too short to give reasons.

    ## Why

    The determination gives the clinical reasons for each decision, in plain language (8 CCR
    9792.10.6(d)). A sentence that only repeats the decision is no reason. The fixed sentence about
    services that accompany surgery is complete although it is short.

    ## Example

    ```text wrong
    Decision rationale: The request for a cold therapy unit is not medically
    necessary.
    ```

    ```text right
    Decision rationale: The MTUS is silent on cold therapy units. The ODG supports them for up to 7
    days after surgery, but finds no benefit over ice packs after a simple meniscectomy. The records
    give no reason why ice packs would not do. The request for a cold therapy unit is not medically
    necessary.
    ```
    """

    code: ClassVar[str] = "IMR403"
    name: ClassVar[str] = "short-rationale"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        template = draft.letter.template
        if template and not template.has_reasons:
            return  # the rationales of this generation are not parsed
        fewest = self.options.words
        for issue in draft.issues:
            text = issue.rationale.text
            count = text.count(" ") + bool(text)
            if 0 < count < fewest and not is_complete(text):
                yield Finding(
                    issue.rationale.span or draft.end_of(issue.span),
                    f"the rationale has {count} words",
                    hint="state the guideline, the findings and the conclusion",
                )


_MOST_ALIKE = 20  # issues with the same rationale; if there are more, the rest are not compared
_SHARED = 0.8  # the share of two rationales that must be equal
_SENTENCE_END = ". "


class PastedRationale(Rule):
    """The rationale belongs to another request, which it names instead of its own.

    ## Why

    Each disputed treatment has its own clinical reasons (8 CCR 9792.10.6(d)). Reasons copied from
    another request that still name that request do not count. One rationale for several requests is
    fine if it names all of them, or none, or uses a common name ("electrodiagnostic studies"). The
    rule may not know the words by which a rationale names its treatment; if the only evidence is a
    word for another request, the finding is a note.

    ## Example

    ```text wrong
    Decision rationale: According to the ACOEM guidelines, arthroscopic partial meniscectomy has a
    high success rate where there is clear evidence of a meniscus tear and symptoms other than pain.
    The injured worker reports locking, and the imaging shows a complex tear. However, the records
    do not show how he fared after the injection of the left knee, nor whether the exercises have
    been kept up since. The request for left knee arthroscopy is not medically necessary.
    ```

    ```text right
    Decision rationale: The MTUS is silent on cold therapy units. The ODG supports them for up to 7
    days after surgery, but finds no benefit over ice packs after a simple meniscectomy. The records
    give no reason why ice packs would not do. The request for a cold therapy unit is not medically
    necessary.
    ```
    """

    code: ClassVar[str] = "IMR405"
    name: ClassVar[str] = "pasted-rationale"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        reported = set()
        for group in _similar_groups(draft.issues):
            pasted = [_Pasted(issue) for issue in group[:_MOST_ALIKE]]
            for one in pasted:
                source = next((other for other in pasted if one.copies(other)), None)
                if source and one.issue.rationale.span and source.issue.request.span:
                    reported.add(id(one.issue))
                    yield _pasted_from(one.issue, source.issue)
        for found in exchanged(draft):
            if id(found.issue) in reported:
                continue
            if found.passage:
                yield from _deciding_on_another(found, found.passage)
            else:
                yield from _speaking_of_another(found)


def _pasted_from(issue: Issue, other: Issue, severity: Severity | None = None) -> Finding:
    """The finding for a rationale that belongs to another issue."""
    request = other.request.span
    return Finding(
        issue.rationale.span or Span(0, 0),
        "the rationale belongs to another request, and does not name this one",
        hint="give the reasons for this request",
        related=(Related("the request that it names", request),) if request else (),
        severity=severity,
    )


def _speaking_of_another(found: Exchanged) -> Iterator[Finding]:
    if found.other and found.issue.rationale.span:
        severity = None if found.is_sure else Severity.NOTE
        yield _pasted_from(found.issue, found.other, severity)


def _deciding_on_another(found: Exchanged, passage: Passage) -> Iterator[Finding]:
    """The finding for a rationale that names what it decides on."""
    issue = found.issue
    place = issue.rationale.folded.span(passage.start, passage.start + len(passage.text))
    request = (found.other or issue).request.span
    if place and request:
        name = "the request that it names" if found.other else "the request"
        yield Finding(
            place,
            f"the rationale decides on {passage.text!r}, which is not requested",
            hint="give the reasons for this request",
            related=(Related(name, request),),
        )


def _similar_groups(issues: Sequence[Issue]) -> Iterable[Sequence[Issue]]:
    """The issues, grouped by the longest sentence of their rationales."""
    groups: defaultdict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        text = issue.rationale.text
        if not is_complete(text):
            groups[max(text.split(_SENTENCE_END), key=len)].append(issue)
    return groups.values()


class _Pasted:
    """An issue whose rationale shares a sentence with another's."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        self._sentences = set(issue.rationale.text.split(_SENTENCE_END))

    def copies(self, other: _Pasted) -> bool:
        """Whether the rationale names what the other issue requests, and not its own request."""
        if other is self:
            return False
        own, others = self._asked - other._asked, other._asked - self._asked
        if not own or not others or not self._mostly_equals(other) or not self._is_clear(own):
            return False
        return (
            2 * len(others & self._words) > len(others)
            and not any(word in self._run_together for word in own)
            and not self._is_collective
            and not self._shares_name(own, others)
        )

    def _shares_name(self, own: AbstractSet[str], others: AbstractSet[str]) -> bool:
        """Whether the rationale has a common name for the tests of both requests."""
        said = frozenset(word_list(self.issue.rationale.text.lower()))
        return any(
            name in said and own & tests and others & tests
            for name, tests in wording().common.items()
        )

    def _mostly_equals(self, other: _Pasted) -> bool:
        """Whether most of each rationale is in the other."""
        shared = sum(map(len, self._sentences & other._sentences))
        longest = max(len(self.issue.rationale.text), len(other.issue.rationale.text))
        return shared >= _SHARED * longest

    def _is_clear(self, own: AbstractSet[str]) -> bool:
        """Whether it is clear how a rationale would name what only this request asks for."""
        request = self.issue.request
        if request.treatment.strength and own.isdisjoint(wording().known):
            return False  # a brand with unknown ingredients
        # BodyPartDiffers reports rationales that decide on other body parts.
        return not (own <= part_words(request.text) and self._names_parts)

    @cached_property
    def _names_parts(self) -> bool:
        return names_parts(self.issue)

    @cached_property
    def _text(self) -> str:
        return usual(self.issue.rationale.text.lower())

    @cached_property
    def _words(self) -> AbstractSet[str]:
        return frozenset(word_list(self._text))

    @cached_property
    def _is_collective(self) -> bool:
        """Whether the rationale says that it covers several requests."""
        return phrases()["COLLECTIVE"].search(self._text) is not None

    @cached_property
    def _run_together(self) -> str:
        """The rationale without spaces, as an extractor may have inserted some into words."""
        return self._text.replace(" ", "")

    @cached_property
    def _asked(self) -> AbstractSet[str]:
        """The words that identify the requested treatment and its body part."""
        texts = [treatment.text for treatment in treatments(self.issue.request)]
        found = {word for text in texts for word in item_words(text) | part_words(text)}
        return found - wording().general
