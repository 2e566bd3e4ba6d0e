"""What ends a sentence or a rationale: each kind of ending, at each distance that counts."""

from __future__ import annotations

from itertools import product

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.phrase_families import listed

from imrparse.syntax.sentence_ends import (
    behind_conclusion,
    concludes,
    dangles,
    ends_abbreviation,
    ends_sentence,
    has_concluding_word,
    is_fragment,
    is_open,
    sentence_starts,
)

ENDS = listed(
    """
The request is not medically necessary.
The request is not medically necessary
The request is not medically necessary. He was well.
He was well. It is denied (as said).
He was seen by Dr.
He has pain, e.g.
He has "pain."
He has pain.)
He has pain;
He has pain and
He has pain, and the
He has pain -
He has pain &
He has pain /
He has pain +
He has pain,
Knee brace.
Norco 10mg.
L4.
6 visits a week for 3 weeks.
Why?
A. B.
p.m.
etc.
No. 5.
the St.
Upheld
"""
)
TELL = (concludes, has_concluding_word, is_fragment, dangles, ends_abbreviation, ends_sentence)


def test_endings(snapshot: SnapshotAssertion) -> None:
    """Each line has the names of what is true of a text."""
    shown = [f"{end} -> {' '.join(is_so.__name__ for is_so in TELL if is_so(end))}" for end in ENDS]
    assert "\n".join(shown) == snapshot


def test_open_brackets(snapshot: SnapshotAssertion) -> None:
    befores = ["He (as", "He (as said) was", "(a) (b", ") (", "He was", "(("]
    afters = [" said) was", " (said) was", " said", ")", " (a", " said (so))"]
    pairs = product(befores, afters)
    assert [f"{one}|{other}" for one, other in pairs if is_open(one, other)] == snapshot


@pytest.mark.parametrize("word", ["denied", "necessary", "established"])
def test_a_conclusion_has_its_word_in_the_last_160_characters(word: str) -> None:
    reach = [size for size in range(300) if concludes(f"It is {word} {'a' * size}")]
    assert reach[-1] + 1 + len(word) == 160


def test_starts_of_sentences(snapshot: SnapshotAssertion) -> None:
    texts = [f"{one} {other}" for one, other in product(ENDS, ["Norco 10mg", "norco", "(Norco)"])]
    shown = []
    for text in texts:
        starts = list(sentence_starts(text, 0, len(text)))
        behind = list(behind_conclusion(text, 0, len(text)))
        shown.append(f"{text} -> {[text[n:] for n in starts]} {[text[n:] for n in behind]}")
    assert "\n".join(shown) == snapshot
