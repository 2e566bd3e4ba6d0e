"""Edits of a sound letter for lint rules, each letter by a title that says what was edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from helpers.letters import SOUND
from helpers.rule_cases import FINDINGS, NORCO_GUIDELINE, NORCO_RATIONALE

SUMMARY = "An MRI of 08/02/2016 showed"
"""Where the summary of the sound letter has room for a sentence."""


_ISSUES = SOUND.index("Left knee arthroscopy with partial medial meniscectomy: Upheld")
_NORCO, _CRUTCHES = SOUND.index("Norco 10/325mg #60:"), SOUND.index("Post-operative crutches:")
SHORT = SOUND[:_ISSUES] + SOUND[_NORCO:_CRUTCHES]
"""The sound letter with one of its issues alone, which takes less time to read."""


def replaced(*edits: tuple[str, str], letter: str = SHORT) -> str:
    """A letter with edits, each of a text that it has."""
    for old, new in edits:
        assert old in letter, old
        letter = letter.replace(old, new, 1)
    return letter


def in_summary(texts: Iterable[str], together: int = 1) -> dict[str, str]:
    """The letter with each text added to its summary, or with a few of them at a time."""
    added = map(" ".join, batched(texts, together))
    return {text: replaced((SUMMARY, f"{text} {SUMMARY}")) for text in added}


def batched(texts: Iterable[str], together: int) -> Iterator[Sequence[str]]:
    """The texts in groups of so many."""
    every = list(texts)
    return (every[n : n + together] for n in range(0, len(every), together))


def decided(
    request: str,
    rationale: str,
    guideline: str = NORCO_GUIDELINE,
    *,
    decision: str = "Upheld",
    letter: str = SHORT,
) -> str:
    """The letter with another request, rationale and guideline in its issue on Norco."""
    return replaced(
        ("Norco 10/325mg #60: Upheld", f"{request}: {decision}"),
        (NORCO_RATIONALE, rationale),
        (
            f"{NORCO_GUIDELINE}\n\nDecision rationale: {rationale}",
            f"{guideline}\n\nDecision rationale: {rationale}",
        ),
        letter=letter,
    )


def rationales(request: str, texts: Iterable[str], decision: str = "Upheld") -> dict[str, str]:
    """The letter with each text before the conclusion of a rationale."""
    no = "not " if decision == "Upheld" else ""
    return {
        f"{request}: {text}": decided(
            request,
            f"{FINDINGS}{text} The request is {no}medically necessary.",
            decision=decision,
        )
        for text in texts
    }


def endings(
    request: str, decision: str, texts: Iterable[str], letter: str = SHORT
) -> dict[str, str]:
    """The letter with each text at the end of a rationale."""
    return {
        f"{request}: {decision} {text}": decided(
            request, FINDINGS + text, decision=decision, letter=letter
        )
        for text in texts
    }
