"""Sections of the MTUS on another treatment than the request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.citation.editions import edition_of
from imrparse.linting.rules.decision.word_lists import usual
from imrparse.tree.letter import Issue

_WORD = regex(r"[a-z]{3,}")


class OtherTreatment(Rule):
    """The section that the reviewer cites is on another treatment than the request.

    ## Why

    The sections of the chronic pain guidelines are on one treatment each, and a decision on it is
    based on that section (8 CCR 9792.10.6(d)). A section none of whose words, nor other words for
    the same thing, stand in the request or in the rationale was probably left from another letter.

    ## Example

    ```text wrong
    and Chronic Pain Medical Treatment 2016, Section(s): Antiepilepsy drugs (AEDs).
    ```

    ```text right
    and Chronic Pain Medical Treatment 2016, Section(s): Physical medicine treatment.
    ```
    """

    code: ClassVar[str] = "IMR513"
    name: ClassVar[str] = "other-treatment"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            said: _Said | None = None
            for citation in issue.maximus_guideline.citations:
                edition = edition_of(citation) if citation.sections else None
                if edition is None or edition.name not in _data()["chapters"]:
                    continue
                for number, section in enumerate(citation.sections):
                    span = citation.span_of(f"sections[{number}]")
                    said = said or _Said(issue)
                    if span and issue.rationale.text and not said.has_any_of(section):
                        related = issue.request.span
                        yield Finding(
                            span,
                            f"neither the request nor the rationale is about {section!r}",
                            hint="cite the section on the treatment in dispute",
                            related=(Related("the request", related),) if related else (),
                        )


class _Said:
    """What an issue speaks of."""

    def __init__(self, issue: Issue) -> None:
        category = issue.request.category
        kinds = (category.category, category.subcategory, category.drug_class) if category else ()
        texts = (issue.request.text, issue.rationale.text, *(kind for kind in kinds if kind))
        self._text = " ".join(texts).lower()
        self._usual = frozenset(_WORD.findall(usual(self._text)))

    def has_any_of(self, section: str) -> bool:
        """Whether a word of a section's name is among them, or stands for one of them."""
        lower = section.lower()
        named = frozenset(_WORD.findall(lower)) - frozenset(_data()["general"])
        if not named or any(word[:_STEM] in self._text for word in named):
            return True
        alike: Mapping[str, list[str]] = _data()["alike"]
        others = (other for word in named for other in alike.get(word, ()))
        if any(other in self._text for other in others):
            return True
        said = frozenset(_WORD.findall(usual(lower))) - frozenset(_data()["general"])
        return not self._usual.isdisjoint(said)


_STEM = 5  # letters that suffice to recognise a word: "opioid", "opioids"


@cache
def _data() -> Mapping[str, Any]:
    return table("citation")["treatments"]  # type: ignore[no-any-return]
