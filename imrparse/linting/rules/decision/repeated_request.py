"""IMR404."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.details import Side, Treatment
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.passages import treatments
from imrparse.linting.rules.decision.word_lists import wording
from imrparse.text.source import Span
from imrparse.tree.letter import Request

_WORD = regex(r"\w+")
_SIDES = {Side.LEFT.value, Side.RIGHT.value}
_KEPT = 1024  # items


class RepeatedRequest(Rule):
    """The letter has the same request twice.

    ## Why

    Each disputed treatment is decided once (8 CCR 9792.10.6(d)). A repeated request was either
    copied by mistake, or its side, strength, number or date was not filled in.

    ## Example

    ```text wrong
    Arthroscopy of the left knee with partial medial meniscectomy: Upheld

    Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004.

    MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.

    Decision rationale: According to the ACOEM guidelines, arthroscopy of the knee has a high
    success rate where the symptoms are other than pain, and the exercises have been kept up. The
    records do not show that they have. The request is not medically necessary.

    Left knee arthroscopy with partial medial meniscectomy: Upheld
    ```

    ```text right
    Left knee arthroscopy with partial medial meniscectomy: Upheld
    ```
    """

    code: ClassVar[str] = "IMR404"
    name: ClassVar[str] = "repeated-request"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        items = [_item(issue.request.treatment.item) for issue in draft.issues]
        if len(set(items)) == len(items):
            return  # most letters, including all with a single issue
        seen: dict[Hashable, Span | None] = {}
        for issue in draft.issues:
            request = issue.request
            key = _key(request)
            if key in seen and request.span:
                first = seen[key]
                yield Finding(
                    request.span,
                    "the same request was already decided",
                    hint="remove one of the two, or say how they differ",
                    related=(Related("the first one", first),) if first else (),
                )
            seen.setdefault(key, request.span)


def _key(request: Request) -> Hashable:
    """The requested treatment in a normal form: equal for two requests for the same treatment."""
    return tuple(map(_asked_for, treatments(request)))


def _asked_for(treatment: Treatment) -> Hashable:
    amounts = treatment.quantity, treatment.frequency, treatment.duration
    strength = (treatment.strength or "").lower().replace(" ", "")
    details = treatment.prefixes, strength, treatment.refills, treatment.date_of_service
    parts = frozenset((part.region, part.side) for part in treatment.body_parts)
    return _item(treatment.item), amounts, details, parts


@lru_cache(_KEPT)
def _item(item: str) -> tuple[str, ...]:
    """The words of an item, sorted unless it names both sides, where the order matters."""
    lower = item.lower()
    words = tuple(word for word in _WORD.findall(lower) if word not in wording().articles)
    if _SIDES.issubset(words) or not words:
        return words or (lower,)
    return tuple(sorted(words))
