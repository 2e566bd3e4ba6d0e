"""The time of `imrparse.analyze` for texts made to be slow: does it grow with their length only?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

import imrparse
from benchmarks.letters import Letter
from benchmarks.tables import ratio, table

_LABEL = "MAXIMUS guideline:"
_COLUMNS = ("text", "bytes", "seconds", "ns per byte", "x a letter's", "x for twice the size")
_TIMES_A_LETTER = 50  # rounds of the letters, of which the mean is a letter's time per byte


def _of(piece: str) -> Callable[[int], str]:
    """A text of a length that is one piece over and over."""
    return lambda length: piece * (length // len(piece))


_TEXTS: dict[str, Callable[[int], str]] = {
    "line ends": _of("\n"),
    "spaces": _of(" "),
    "line ends and spaces": _of("\n "),
    "colons": _of(":"),
    "one endless line": _of("word "),
    "one label, on a line": _of(f"{_LABEL} "),
    "one label, a line each": _of(f"{_LABEL}\n"),
    "one label with text": _of(f"{_LABEL} text of the field\n"),
    "one unfinished label": lambda length: _LABEL[:-1] + "e" * length,
    "unfinished labels": _of(f"{_LABEL[:-3]}\n"),
    "decisions": _of("MRI: Upheld\n"),
    "decisions, then a label": lambda length: _of("MRI: Upheld\n")(length) + f"\n{_LABEL} text\n",
    "labels out of order": _of(f"Decision rationale: text\n{_LABEL}\n{_LABEL} text\n"),
    "a heading": _of("CLINICAL CASE SUMMARY\n"),
    "cells of a header": _of("Date Assigned: 11/11/2016 "),
}


def report(letters: Sequence[Letter], megabytes: float) -> str:
    """The table of times for texts of a size, each against one of half the size."""
    letter = _letters_seconds_per_byte(letters)
    rows = []
    for name, make in {**_TEXTS, **_made_of(letters[0])}.items():
        whole = make(int(megabytes * 1_000_000))
        half = whole[: len(whole) // 2]
        before, after = _seconds(half), _seconds(whole)
        each = after / len(whole)
        row = (f"{each * 1e9:.0f}", ratio(each / letter), ratio(after / before))
        rows.append((name, f"{len(whole):,}", f"{after:.2f}", *row))
    title = f"Hostile texts (a letter takes {letter * 1e9:.0f} ns per byte)"
    return table(title, _COLUMNS, rows)


def _made_of(letter: Letter) -> dict[str, Callable[[int], str]]:
    """Texts made of a letter: it again and again, and it with faults and much after it."""
    faulty = letter.text.replace(_LABEL, "", 1)
    head, label, issue = letter.text.partition("Claims Administrator guideline:")
    issues = _of(f"{label}{issue}\nMRI: Upheld\n\n")
    return {
        "letters": _of(letter.text),
        "issues": lambda length: f"{head}{issues(length)}{label}{issue}",
        "issues, a fault at the end": lambda length: head + issues(length),
        "a faulty letter, words": lambda n: faulty + "\n" + "word guideline " * (n // 15),
        "a faulty letter, lines": lambda n: faulty + "\n" + "a guideline word\n" * (n // 17),
    }


def _letters_seconds_per_byte(letters: Sequence[Letter]) -> float:
    start = perf_counter()
    for _ in range(_TIMES_A_LETTER):
        for letter in letters:
            imrparse.analyze(letter.text)
    characters = sum(len(letter.text) for letter in letters) * _TIMES_A_LETTER
    return (perf_counter() - start) / characters


def _seconds(text: str) -> float:
    start = perf_counter()
    analysis = imrparse.analyze(text)
    seconds = perf_counter() - start
    if imrparse.unparse(analysis.determination) != text:
        raise AssertionError("a text did not come back")
    return seconds
