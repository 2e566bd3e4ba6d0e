"""The time per letter: for finding the islands, for `imrparse.parse`, and for its comparators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from textwrap import shorten
from typing import Any, NamedTuple

import imrparse
from benchmarks.agreement import differences
from benchmarks.extractors import EXTRACTORS, Extract
from benchmarks.letters import Letter, size
from benchmarks.tables import ratio, table
from benchmarks.timing import Candidate, Times, measure
from imrparse.syntax.islands import IslandFinder
from imrparse.syntax.letter_parser import LetterParser
from imrparse.text.source import Source

_ISLANDS = "islands alone"
_PARSE = "imrparse.parse"
_NOTE_WIDTH = 90  # columns
_COLUMNS = ("", "agrees", "timed on", "best ms", "median ms", "x parse, best", "x parse, median")


class _Comparator(NamedTuple):
    """A tested comparator: the letters on which it is timed, and on how many it agrees."""

    extract: Extract
    timed: list[str]
    agreed: int
    tried: int


def report(letters: Sequence[Letter], rounds: int, slow_letters: int) -> str:
    """The table of times per letter, and the errors of the comparators."""
    trees = {letter.name: imrparse.to_dict(imrparse.parse(letter.text)) for letter in letters}
    comparators: dict[str, _Comparator] = {}
    notes: list[str] = []
    for extractor in EXTRACTORS:
        tried = _spread(letters, slow_letters) if extractor.slow else letters
        try:
            extract = extractor.build()
        except ImportError as error:
            notes.append(f"{extractor.name}: not measured, {error}")
            continue
        faults = _faults(extract, tried, trees)
        notes += [f"{extractor.name}, {name}: {fault}" for name, fault in faults.items()]
        timed = [letter.text for letter in tried if letter.name not in faults]
        comparators[extractor.name] = _Comparator(extract, timed, len(timed), len(tried))
    title = f"Time per letter ({size(letters)}, {rounds} rounds)"
    rows = _rows(letters, comparators, rounds)
    return "\n".join([table(title, _COLUMNS, rows), *(_note(note) for note in notes), ""])


def _spread(letters: Sequence[Letter], count: int) -> Sequence[Letter]:
    """A number of the letters, evenly distributed."""
    step = max(1, len(letters) // count)
    return letters[::step][:count]


def _faults(
    extract: Extract, letters: Sequence[Letter], trees: Mapping[str, Mapping[str, Any]]
) -> dict[str, str]:
    """The letters on which a comparator differs from `imrparse.parse`, and how."""
    faults = {}
    for letter in letters:
        try:
            found = ", ".join(differences(extract(letter.text), trees[letter.name]))
        except ValueError as error:
            found = str(error).partition("\n")[0] or type(error).__name__
        if found:
            faults[letter.name] = found
    return faults


def _note(text: str) -> str:
    return "note: " + shorten(text, _NOTE_WIDTH, placeholder="…")


def _rows(
    letters: Sequence[Letter], comparators: Mapping[str, _Comparator], rounds: int
) -> list[list[str]]:
    texts = [letter.text for letter in letters]
    candidates = {
        _ISLANDS: Candidate(_islands(), texts),
        _PARSE: Candidate(imrparse.parse, texts),
    } | {name: Candidate(c.extract, c.timed) for name, c in comparators.items() if c.timed}
    times = measure(candidates, rounds)
    rows = []
    for name, candidate in candidates.items():
        same = [texts.index(text) for text in candidate.texts]
        comparator = comparators.get(name)
        agrees = f"{comparator.agreed}/{comparator.tried}" if comparator else "-"
        rows.append([name, agrees, *_figures(times[name], times[_PARSE].only(same))])
    rows += [
        [name, f"0/{c.tried}", "0", *["-"] * 4] for name, c in comparators.items() if not c.timed
    ]
    return rows


def _figures(times: Times, parse: Times) -> list[str]:
    """The figures of a candidate; `parse` are those of parse on the same letters."""
    ratios = [mine / theirs for mine, theirs in zip(times.means(), parse.means(), strict=True)]
    return [
        str(times.texts),
        f"{times.best() * 1e3:.3f}",
        f"{times.median() * 1e3:.3f}",
        ratio(times.best() / parse.best()),
        ratio(median(ratios)),
    ]


def _islands() -> Callable[[str], int]:
    """Find and count the islands of a text: the work of the patterns without making tokens."""
    finder = IslandFinder(LetterParser().terminals)

    def count(text: str) -> int:
        return sum(1 for _ in finder.find(Source(text).plain))

    return count
