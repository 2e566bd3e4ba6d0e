"""Decisions among words and signs: requests, what stands before a decision, and what behind it.

The snapshots have what each search finds in texts that are drawn at random from all combinations.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.phrase_families import listed

from imrparse.parsing.recovery.decisions import Decisions
from imrparse.syntax.islands import Island
from imrparse.syntax.letter_parser import letter_parser

BEGINNINGS = listed(
    """
Knee brace
Knee brace.
He was seen.\u00b6Knee brace
He was seen by Dr.\u00b6Knee brace, for
6 visits: 2 weekly
Brace: Overturned in part; sling
X was the original request. Y was authorized by the Claims Administrator. The remaining IMR \
eligible portion of the original request, Z

non
Upheld
"""
)
BETWEEN = listed(
    """
:
:_
_
-
 -_
\u00b6
 is_
 is:_
: was_
, which was_
. The decision is_
: [ ] Denied [x]_
: (
: **
: ....
 ;_
: partially_
: not_
: Denied,_
: Upheld, changed to_
: not medically necessary,_
: X_
: x Upheld \u2610_
: the UR decision is therefore now to be seen as if it were_
"""
)
"""With "_" for a space at the end of a line."""
WORDS = listed(
    """
Upheld
upheld
UPHELD
Overturned
overtruned
Uphled
Up held
Upherld.
Unupheld
Upheld Upheld
Upheld/Overturned
Upheld and Overturned
Overturned, Uphled
Denied
Ov ert urn ed
???
"""
)
BEHIND = listed(
    """


.
 in part
 (see below)
)
**
, as of 3/4/15
 as not medically necessary
 per MTUS
: Knee brace
 the request
\u00b6
 on appeal. He was seen.
"""
)
_COUNT = 1_200


def texts(word: str) -> Iterator[str]:
    """Texts with a word or words for a decision."""
    every = list(product(BEGINNINGS, BETWEEN, BEHIND))
    for before, between, behind in Random(word).sample(every, _COUNT // len(WORDS)):
        yield f"{before}{between.replace('_', ' ')}{word}{behind}"


def told(plain: str, island: Island | None) -> str:
    return f"{island[0]} {plain[island[1] : island[2]]!r}" if island else ""


@pytest.mark.parametrize("word", WORDS)
def test_words_of_decisions(word: str, snapshot: SnapshotAssertion) -> None:
    terminals = letter_parser().terminals
    decisions = Decisions(terminals)
    shown = []
    for text in texts(word):
        plain = text.replace("\u00b6", "\n")
        at = plain.rindex(word)
        island = decisions.wrapped(plain, 0, (terminals.decisions[0], at, len(plain)))
        found = {
            "before a label": decisions.before_label(plain, 0, len(plain)),
            "above": decisions.above_request(plain, 0, len(plain)),
            "wrapped": island,
        }
        shown.append(text)
        shown += [f"  {name}: {told(plain, one)}" for name, one in found.items() if one]
    assert "\n".join(shown) == snapshot
