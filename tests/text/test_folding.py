"""Positions of a folded text's characters in the original text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from imrparse import Span
from imrparse.text.folding import Folded, fold

GAPS = st.sampled_from([" ", "  ", " \n", "\n", "   ", "  \n", " \n\n\n", "\t", "\n\xa0", "\x0c "])


@given(st.lists(st.sampled_from("ab"), min_size=1), st.lists(GAPS | st.just("")), st.data())
def test_every_range_has_its_original_place(
    letters: list[str], gaps: list[str], data: st.DataObject
) -> None:
    gaps = [*gaps[: len(letters)], *[" \n"] * (len(letters) - len(gaps))]
    raw = "".join(gap + letter for gap, letter in zip(gaps, letters, strict=True))
    text = fold(raw)
    folded = Folded(text, raw, 7)
    places = [n for n, letter in enumerate(text) if letter != " "]
    wanted = [7 + n for n, letter in enumerate(raw) if not letter.isspace()]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(places) - 1)] * 2)))
    span = Span(wanted[start], wanted[end] + 1)
    assert folded.span(places[start], places[end] + 1) == span
    relative = {"all": (places[start] - 1, places[end])}
    assert dict(folded.places(relative, 1)) == {"all": span}


def test_a_text_without_a_source_has_no_place() -> None:
    folded = Folded("a text", None, 0)
    assert folded.span(0, 1) is None
    assert not folded.places({"all": (0, 6)})
