"""Fixed passages inside rationales that depart from their standard wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar

from imrparse.data import table
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft, Text
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.word_lists import sentences
from imrparse.linting.word_comparison import Comparison, words
from imrparse.text.source import Span

_SHARE = 0.7  # of the words of a fixed sentence by which a changed one is recognised


class AlteredPassage(Rule):
    """A fixed passage inside a rationale departs from its standard wording.

    ## Why

    Rationales on opioids end with three sentences that are the same in every letter: that the
    decision is no recommendation to stop them abruptly, and where to read about tapering. Patients
    may act on them, so a changed or missing word may do harm.

    ## Example

    ```text wrong
    The request
    for Norco is not medically necessary. This decision addresses the medical necessity of opioids
    as they have been prescribed to this patient. This medical necessity decision should be
    interpreted as a recommendation to stop long-term opioids abruptly and the patient is advised to
    speak with their treating physician. The treating physician and the patient are advised to
    consult the MTUS Opioids Treatment Guidelines ("Tapering opioids"), and if necessary, other
    relevant guidelines, regarding the most appropriate method for weaning and terminating opioids
    for this patient.
    ```

    ```text right
    The request
    for Norco is not medically necessary.
    ```
    """

    code: ClassVar[str] = "IMR204"
    name: ClassVar[str] = "altered-passage"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for passage in table("decision")["passages"]["fixed"]:
            if not any(sign in draft.lowercase for sign in passage["signs"]):
                continue
            for text in draft.filled:
                lower = text.plain.lower()
                if any(sign in lower for sign in passage["signs"]):
                    yield from _departures(draft, text, passage["sentences"])


def _departures(draft: Draft, text: Text, fixed: Sequence[str]) -> Iterator[Finding]:
    """What differs from the fixed sentences of a passage, and which of them are missing."""
    said = {}
    for span in sentences(text.plain):
        run_together = _letters(text.plain[slice(*span)])
        for wanted in fixed:
            if not _may_be(run_together, wanted):
                continue
            if run_together == "".join(_words_of(wanted)):
                said[wanted] = text.span(*span)
                continue
            given = _compared(text.plain, span, wanted)
            if len(given.place_of) >= _SHARE * len(wanted.split()):
                said[wanted] = text.span(*span)
                if given.differences:
                    yield _departure(draft, said[wanted], wanted)
    for wanted in fixed if said else ():
        if wanted not in said:
            yield Finding(
                max(said.values()),
                "a sentence of the fixed passage is missing beside this one",
                hint=f"the sentence is '{wanted}'",
            )


def _may_be(run_together: str, wanted: str) -> bool:
    """Whether a sentence, without its white space, has enough words of a fixed one.

    A word that a comparison finds stands there in one piece, whatever the words beside it are.
    """
    listed = _words_of(wanted)
    return sum([word in run_together for word in listed]) >= _SHARE * len(listed)


@cache
def _words_of(wanted: str) -> Sequence[str]:
    """The letters of each word of a fixed sentence."""
    return [*map(_letters, wanted.split())]


def _compared(plain: str, span: Span, wanted: str) -> Comparison:
    """A comparison with a fixed sentence that ignores letter case and marks of punctuation."""
    right = wanted.split()
    given = [one._replace(text=_letters(one.text)) for one in words(plain, span)]
    compared = Comparison(given, [*map(_letters, right)])
    compared.wanted = right  # what its edits write
    return compared


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word.lower()))


def _departure(draft: Draft, span: Span, wanted: str) -> Finding:
    given = _compared(draft.plain, span, wanted)
    places = [given.span(one, span.end) for one in given.differences]
    edits = [edit for one in given.differences for edit in given.edits(one, span.end)]
    fix = safe_fixes.fix(
        "write the fixed sentence", draft.source.text, edits, TextKind.SENTENCE, sure=False
    )
    return Finding(
        Span(places[0].start, max(place.end for place in places)),
        "the fixed passage is worded otherwise here",
        hint=f"the sentence is '{wanted}'",
        fixes=(fix,),
        related=(Related("the sentence", span),),
    )
