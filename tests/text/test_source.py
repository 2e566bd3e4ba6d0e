"""Places in a text, and its plain form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrparse import Position, Source

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


def test_line_is_without_its_end() -> None:
    source = Source("one\r\ntwo\rthree\nfour")
    assert [source.line(number) for number in (1, 2, 3, 4)] == ["one", "two", "three", "four"]


def test_marks_are_blank_in_markdown_only() -> None:
    assert Source("**Label:** a ** b").plain == "  Label:   a    b"
    assert Source("### HEADING\n<b>Case</b>").plain == "    HEADING\n   Case    "
    assert Source("VAS 8/10 ** at rest\n#60 tabs").plain == "VAS 8/10 ** at rest\n#60 tabs"


def test_hyphen_of_pdfium_and_encoding_mark() -> None:
    assert Source("\ufeffnon\ufffe\r\nsteroidal").plain == " non- \nsteroidal"
