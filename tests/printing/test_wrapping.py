"""Wrapping prose into lines."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from imrparse.printing.canonical import islands_of_lines
from imrparse.printing.wrapping import wrap


def lines(text: str, width: int, **options: Any) -> list[str]:
    return wrap(text, width, islands=islands_of_lines, **options)


def test_lines_are_as_full_as_can_be() -> None:
    assert lines("a bc def gh i", 6) == ["a bc", "def gh", "i"]
    assert lines("abc def", 7) == ["abc def"]
    assert lines("abc def", 6) == ["abc", "def"]


def test_long_words_are_on_their_own_line() -> None:
    assert lines("a bcdefgh i j", 3) == ["a", "bcdefgh", "i j"]
    assert lines("abcdefgh", 3) == ["abcdefgh"]


def test_the_first_line_may_have_a_prefix() -> None:
    assert lines("ab cd ef gh", 5, first=3) == ["ab", "cd ef", "gh"]
    assert lines("ab cd ef gh", 5, first=9) == ["ab", "cd ef", "gh"]
    assert lines("ab cd ef gh", 7, indent=2) == ["ab cd", "ef gh"]


def test_line_breaking_terminates() -> None:
    tried: list[str] = []

    def never(text: str) -> list[int]:
        tried.append(text)
        return [place + 1 for place, sign in enumerate(text) if sign == "\n"]

    words = " ".join(str(number) for number in range(500))
    assert wrap(words, 40, islands=never) == [words]
    assert len(tried) < 30


def test_first_words_stay_together() -> None:
    assert lines("Decision rationale: no more", 5, together=3) == [
        "Decision rationale: no",
        "more",
    ]


def test_no_line_begins_like_a_label() -> None:
    text = "he asked what the MAXIMUS guideline: says of it"
    for width in range(1, len(text)):
        assert not any(line.startswith("MAXIMUS guideline:") for line in lines(text, width))
    a, b = "a" * 19, "b" * 21
    assert lines(f"{a} CLINICAL CASE SUMMARY {b}", 22) == [f"{a} CLINICAL", "CASE SUMMARY", b]


def test_no_line_begins_with_a_mark() -> None:
    assert lines("aaa ** bbb", 3) == ["aaa **", "bbb"]
    assert lines("aaa # bbb #60", 3) == ["aaa #", "bbb", "#60"]


def test_no_line_of_a_request_ends_a_sentence() -> None:
    text = "by Dr. Smith of the clinic"
    assert lines(text, 6) == ["by Dr.", "Smith", "of the", "clinic"]
    assert lines(text, 6, sentences=False) == ["by", "Dr. Smith", "of the", "clinic"]


words = st.one_of(
    st.text("abc.", min_size=1, max_size=12),
    st.sampled_from(["MAXIMUS guideline: x", "Decision rationale: y", "**", "#", "<b>", "Upheld"]),
)


@given(
    st.lists(words, min_size=1).map(" ".join),
    st.integers(1, 60),
    st.integers(0, 70),
    st.integers(0, 5),
)
def test_any_text(text: str, width: int, first: int, indent: int) -> None:
    broken = lines(text, width, first=first, indent=indent)
    assert " ".join(broken) == text
    starts = [0]
    for line in broken[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    assert not set(starts[1:]) & set(islands_of_lines("\n".join(broken)))
    assert not any(line.startswith(("**", "# ", "<b>")) for line in broken[1:])
