"""How the time of `imrparse.parse` grows with the length of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import imrparse
from benchmarks.letters import Letter, NoLettersError, parses
from benchmarks.timing import Candidate, measure, ratio, table

_FACTORS = (1, 2, 4, 8, 16, 32, 64)
_RUNS = 32  # of the shortest text, in each of its turns
_INTRODUCTION_END = re.compile(r"set\s+forth\s+below:[^\S\n]*\n")
_COLUMNS = ("issues", "characters", "ms", "us per issue", "us per issue added", "ratio")


def report(letters: Sequence[Letter], rounds: int) -> str:
    """The table of times of one letter with its issues repeated."""
    letter, texts = _growing(letters)
    candidates = {
        str(factor): Candidate(imrparse.parse, [text] * max(2, _RUNS // factor))
        for factor, text in zip(_FACTORS, texts, strict=True)
    }
    seconds = [times.fastest() for times in measure(candidates, rounds).values()]
    counts = [_issues(text) for text in texts]
    added = [
        (after - before) / (many - few)
        for (before, after), (few, many) in zip(pairwise(seconds), pairwise(counts), strict=True)
    ]
    growth = [("-", "-"), *((f"{each * 1e6:.0f}", ratio(each / added[0])) for each in added)]
    rows = [
        (f"{count:,}", f"{len(text):,}", f"{time * 1e3:.2f}", f"{time / count * 1e6:.0f}", *columns)
        for text, count, time, columns in zip(texts, counts, seconds, growth, strict=True)
    ]
    title = f"Growth: {letter.name}, its issues repeated (best of {rounds} rounds)"
    return table(title, _COLUMNS, rows)


def _growing(letters: Sequence[Letter]) -> tuple[Letter, list[str]]:
    """The first letter whose issues can be repeated, and its texts of growing length."""
    for letter in letters:
        texts = list(_repeated(letter.text))
        if texts and parses(texts[1]) and _issues(texts[1]) == 2 * _issues(texts[0]):
            return letter, texts
    raise NoLettersError("no letter whose issues can be repeated")


def _repeated(text: str) -> Iterator[str]:
    """The text with its issues once, twice, four times…, up to `_FACTORS`."""
    if found := _INTRODUCTION_END.search(text):
        head, issues = text[: found.end()], text[found.end() :].rstrip() + "\n\n"
        yield from (head + issues * factor for factor in _FACTORS)


def _issues(text: str) -> int:
    return len(imrparse.parse(text).issues)
