"""Misspelt names of drugs of each length, with a few typing errors: which ones are still known."""

from __future__ import annotations

from collections.abc import Iterator

from syrupy.assertion import SnapshotAssertion

from imrparse import Request
from imrparse.data import table
from imrparse.fields.drug_names import is_drug_word, lexicon, meant_drug

LENGTHS = range(4, 17)
STRENGTHS = ("", " 10mg", " cream 10mg", " 10", " 5/325", " tablets, ninety, 10mg", " or so 10mg")


def names() -> Iterator[str]:
    """Two names of one word of each length, if the list has them."""
    words = sorted(word for word in lexicon().starts if word.isalpha() and is_drug_word(word))
    listed = {name for drugs in table("drugs")["classes"].values() for name in drugs}
    for length in LENGTHS:
        yield from [word for word in words if len(word) == length and word in listed][:2]


def spellings(name: str) -> Iterator[str]:
    """The name with one typing error of each kind, with two, and with three."""
    half = len(name) // 2
    yield name
    yield name[:half] + name[half + 1 :]
    yield f"{name[:half]}q{name[half:]}"
    yield f"{name[:half]}q{name[half + 1 :]}"
    yield name[:half] + name[half + 1 : half + 2] + name[half] + name[half + 2 :]
    yield f"{name[:2]}q{name[3:-1]}q"
    yield f"{name[:2]}q{name[3:half]}q{name[half + 1 : -1]}q"


def test_without_a_strength(snapshot: SnapshotAssertion) -> None:
    """As the rule on misspelt words asks."""
    shown = [f"{word} -> {meant_drug(word)}" for name in names() for word in spellings(name)]
    assert "\n".join(shown) == snapshot


def test_in_a_request(snapshot: SnapshotAssertion) -> None:
    shown = []
    for name in names():
        for word in spellings(name):
            requests = [f"{word}{strength}" for strength in STRENGTHS]
            found = [one for one in requests if Request(one).drugs]
            read = {drug.name for one in found for drug in Request(one).drugs}
            shown.append(f"{', '.join(found) or word} -> {' '.join(sorted(read))}")
    assert "\n".join(shown) == snapshot
