"""Any text: `analyze` returns, the text can be restored, and spans are inside it.

Its letter converts to plain values, which match the schema, and back.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from random import Random

import pytest

from helpers.effort import tries
from helpers.faults.letter_parts import letters
from helpers.letter_checks import check_plain_values

import imrparse

_LINES = re.compile(r"(?<=\n)")
_PIECES = ("CLINICAL CASE SUMMARY", "Decision rationale:", ": Upheld", "Case Number:", "MAXIMUS")
_LONGEST = 6_000


def _some(rng: Random) -> str:
    return rng.choice(letters()).text


def _slice(text: str, rng: Random) -> str:
    start = rng.randrange(len(text))
    return text[start : start + rng.randrange(_LONGEST)]


def latin_bytes(rng: Random) -> str:
    return rng.randbytes(rng.randrange(2_000)).decode("latin-1")


def broken_utf8(rng: Random) -> str:
    """Bytes that are invalid in UTF-8, among valid ones."""
    data = bytearray(_slice(_some(rng), rng).encode())
    for _ in range(rng.randrange(40)):
        data.insert(rng.randrange(len(data) + 1), rng.randrange(256))
    return bytes(data).decode("utf-8", "surrogateescape")


def any_characters(rng: Random) -> str:
    tops = (0x80, 0x250, 0x3000, 0x110000)
    return "".join(chr(rng.randrange(rng.choice(tops))) for _ in range(rng.randrange(1_000)))


def slices(rng: Random) -> str:
    return "".join(_slice(_some(rng), rng) for _ in range(rng.randint(1, 3)))


def shuffled_lines(rng: Random) -> str:
    lines = _LINES.split(_some(rng))
    rng.shuffle(lines)
    return "".join(lines[: rng.randint(1, len(lines))])


def spliced(rng: Random) -> str:
    """The head of one letter and the tail of another."""
    first, second = _some(rng), _some(rng)
    return first[: rng.randrange(len(first))] + second[rng.randrange(len(second)) :]


def repeated_islands(rng: Random) -> str:
    """Fixed wording repeated, with almost nothing between."""
    letter = rng.choice(letters())
    fixed = [letter.of(p) for p in letter.parts if p.kind not in ("text", "sentence", "request")]
    between = ("", " ", "\n", "\n\n", "\r\n", "\f", ": ", "a word\n")
    islands = rng.choices([*fixed, *_PIECES], k=rng.randrange(80))
    return "".join(island + rng.choice(between) for island in islands)


def edited(rng: Random) -> str:
    """A letter with characters, words and lines changed at random."""
    text = _some(rng)
    for _ in range(rng.randint(1, 30)):
        start = rng.randrange(len(text) + 1)
        put = rng.choice(("", "\n", " ", ":", "\0", "*", "\ufffe", rng.choice(_PIECES)))
        text = text[:start] + put + text[start + rng.choice((0, 0, 1, 5, 60)) :]
    return text


MAKERS: dict[str, Callable[[Random], str]] = {
    maker.__name__: maker
    for maker in (
        latin_bytes,
        broken_utf8,
        any_characters,
        slices,
        shuffled_lines,
        spliced,
        repeated_islands,
        edited,
    )
}
each_maker = pytest.mark.parametrize("maker", MAKERS)


def check(text: str) -> None:
    """Properties of every text."""
    analysis = imrparse.analyze(text)
    assert imrparse.unparse(analysis.determination) == text
    starts = [diagnostic.span.start for diagnostic in analysis.diagnostics]
    assert starts == sorted(starts)
    for diagnostic in analysis.diagnostics:
        places = [diagnostic.span, *(related.span for related in diagnostic.related)]
        places += [edit.span for fix in diagnostic.fixes for edit in fix.edits]
        assert all(0 <= start <= end <= len(text) for start, end in places), diagnostic
        assert diagnostic.message
        assert diagnostic.line >= 1
        assert diagnostic.column >= 1
    check_plain_values(analysis.determination)


def check_made(maker: str, count: int, seed: str) -> None:
    rng = random.Random(f"{maker} {seed}")
    for number in range(count):
        text = MAKERS[maker](rng)
        try:
            check(text)
        except Exception as error:
            error.add_note(f"number {number} of {maker}, seed {seed!r}: {text[:3000]!r}")
            raise


@each_maker
def test_random_text(maker: str) -> None:
    check_made(maker, 12, "default")


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
@each_maker
def test_many_random_texts(maker: str, part: int) -> None:
    """5,000 in all. With `TEST_EFFORT=20` they take half an hour."""
    check_made(maker, tries(125), f"slow {part}")


def test_a_letter_passes_the_check() -> None:
    check(letters()[0].text)
