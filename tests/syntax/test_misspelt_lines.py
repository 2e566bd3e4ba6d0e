"""Lines that nearly begin with a wording: with up to six edits, and other text behind them."""

from __future__ import annotations

from random import Random

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.phrase_families import listed

from imrparse.syntax.near_misses import Wordings

WORDINGS = {
    "label": "Decision rationale:",
    "short label": "Priority:",
    "other label": "MAXIMUS guideline:",
    "heading": "CLINICAL CASE SUMMARY",
    "sentence": "The expert reviewer developed the following clinical case summary based on a file",
}
BEHIND = listed(
    """

 The knee is stiff.
:
; the knee is stiff
-\u00b6mary
\u00b6Decision rationale: it is
 of the case file
.
 1
"""
)
_TEXTS = 60


def misspelt(wording: str, edits: int, random: Random) -> str:
    """A wording with so many edits of single characters."""
    for _ in range(edits):
        at = random.randrange(len(wording))
        before, one, after = wording[:at], wording[at], wording[at + 1 :]
        wording = random.choice(
            [
                before + after,
                before + random.choice("aeIl1 :\n") + one + after,
                before + random.choice("aeIl1 :") + after,
                before + after[:1] + one + after[1:],
                before + one.swapcase() + after,
            ]
        )
    return wording


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize("name", WORDINGS)
def test_misspelt_lines(name: str, more: int, snapshot: SnapshotAssertion) -> None:
    wordings = Wordings(WORDINGS, ["heading"], more)
    random = Random(name)
    shown = []
    for number in range(_TEXTS):
        behind = BEHIND[number % len(BEHIND)].replace("\u00b6", "\n")
        text = misspelt(WORDINGS[name], number // 10 + more, random) + behind
        plain = f"Seen.\n {text}\n"
        lines = wordings.lines(plain, 0, len(plain), tuple(WORDINGS))
        word = wordings.word(plain, 7, len(plain), tuple(WORDINGS))
        shown.append(repr(text))
        shown += [f"  {found} {plain[start:end]!r}" for found, start, end in lines]
        shown += (
            [f"  a word: {word[0]}, {word[1].edits} {plain[7 : 7 + word[1].end]!r}"] if word else []
        )
    assert "\n".join(shown) == snapshot
