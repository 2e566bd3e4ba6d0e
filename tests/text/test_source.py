"""Positions in a text, and its plain form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrparse import Position, Source, Span
from imrparse.parsing import reader
from imrparse.text.folding import Folded, fold
from imrparse.text.spans import text_before

_PIECES = st.sampled_from(["\r\n", "\r", "\n", "\f", "\v", "\x85", "\u2028", "**", "###", "<b>"])
_TEXTS = st.lists(_PIECES | st.text(max_size=5)).map("".join)


@given(_TEXTS)
def test_plain_text_has_the_same_length(text: str) -> None:
    plain = Source(text).plain
    assert len(plain) == len(text)
    assert "\r" not in plain
    assert "\f" not in plain


@given(_TEXTS)
def test_positions_count_as_editors_do(text: str) -> None:
    source = Source(text)
    line, column = 1, 1
    for offset, character in enumerate(text):
        assert source.position(offset) == Position(line, column)
        ends = character == "\n" or (character == "\r" and text[offset + 1 : offset + 2] != "\n")
        line, column = (line + 1, 1) if ends else (line, column + 1)
    assert source.position(len(text)) == Position(line, column)


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("ab\ncd", 3, (2, 1)),
        ("ab\r\ncd", 4, (2, 1)),
        ("ab\rcd", 3, (2, 1)),
        ("ab\u2028cd\fe", 6, (1, 7)),
        ("\U0001f600x", 1, (1, 2)),
    ],
)
def test_position(text: str, offset: int, position: tuple[int, int]) -> None:
    assert Source(text).position(offset) == position


def test_a_source_does_not_change() -> None:
    source = Source("one\ntwo")
    for name in ("text", "plain", "is_cut"):
        with pytest.raises(AttributeError):
            setattr(source, name, "three")


@given(_TEXTS, st.integers(0, 40))
def test_a_source_that_is_cut_is_another_one(text: str, end: int) -> None:
    source = Source(text)
    cut = source.cut(end)
    assert cut.is_cut
    assert (cut.text, cut.plain) == (text, source.plain[:end])
    assert (source.is_cut, len(source.plain)) == (False, len(text))
    assert all(cut.position(at) == source.position(at) for at in range(len(text) + 1))


def test_a_partly_parsed_text_is_kept_whole() -> None:
    """Text far behind the first fault is not parsed, but it is all kept."""
    source = Source("MAXIMUS guideline: none.\n" + "word " * 30_000)
    analysis = reader.analyze(source)
    assert len(source.plain) == len(source.text) == len(analysis.determination.source or "")
    assert {found.source.is_cut for found in analysis.diagnostics} == {True}


def test_repr_is_short() -> None:
    assert repr(Source("one\n two")) == "<Source 'one two', 8 code points>"
    assert len(repr(Source("one\n two " * 1_000))) < 80


def test_line_is_without_its_end() -> None:
    source = Source("one\r\ntwo\rthree\nfour")
    assert [source.line(number) for number in (1, 2, 3, 4)] == ["one", "two", "three", "four"]


def test_marks_are_blank_in_markdown_only() -> None:
    assert Source("**Label:** a ** b").plain == "  Label:   a    b"
    assert Source("### HEADING\n<b>Case</b>").plain == "    HEADING\n   Case    "
    assert Source("VAS 8/10 ** at rest\n#60 tabs").plain == "VAS 8/10 ** at rest\n#60 tabs"


def test_hyphen_of_pdfium_and_encoding_mark() -> None:
    assert Source("\ufeffnon\ufffe\r\nsteroidal").plain == " non- \nsteroidal"


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


@pytest.mark.parametrize(
    ("end", "most", "start", "before"),
    [(4, 2, 0, "cd"), (4, 9, 0, "abcd"), (4, 9, 1, "bcd"), (4, 2, 1, "cd"), (0, 2, 0, "")],
)
def test_the_text_before_an_offset(end: int, most: int, start: int, before: str) -> None:
    assert text_before("abcdef", end, most, start) == before
