"""The time of reading everything inside the fields of a letter, against that of `imrparse.parse`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median
from time import perf_counter
from typing import TypeVar

import imrparse
from benchmarks.letters import Letter, size
from benchmarks.tables import ratio, table
from imrparse import Determination

_Of = TypeVar("_Of")
_COLUMNS = ("", "best us", "median us", "x parse, best", "x parse, median")
_PARSE = "imrparse.parse"
_ALL = "everything inside"


def _guidelines(letter: Determination) -> None:
    for issue in letter.issues:
        assert issue.claims_administrator_guideline.citations is not None
        assert issue.maximus_guideline.citations is not None


def _treatments(letter: Determination) -> None:
    for issue in letter.issues:
        assert issue.request.treatment
        assert issue.request.partial_authorization is not issue.request


def _categories(letter: Determination) -> list[object]:
    return [issue.request.category for issue in letter.issues]


def _conclusions(letter: Determination) -> list[object]:
    return [issue.rationale.conclusion for issue in letter.issues]


def _dates(letter: Determination) -> object:
    return letter.dates


def _worker(letter: Determination) -> object:
    return letter.injured_worker


_READERS: dict[str, Callable[[Determination], object]] = {
    "citations": _guidelines,
    "treatments": _treatments,
    "categories": _categories,
    "conclusions": _conclusions,
    "dates": _dates,
    "injured worker (after dates)": _worker,
}


def report(letters: Sequence[Letter], rounds: int) -> str:
    """The table of times per letter: of parse, of each reader, and of all readers together."""
    times: dict[str, list[list[float]]] = {name: [] for name in (_PARSE, *_READERS)}
    for number in range(rounds + 1):  # the first one loads grammars and data
        _forget()
        gc.collect()
        for name, seconds in _round([letter.text for letter in letters]).items():
            if number:
                times[name].append(seconds)
    times[_ALL] = [
        [sum(each) for each in zip(*together, strict=True)]
        for together in zip(*(times[name] for name in _READERS), strict=True)
    ]
    parse = times[_PARSE]
    rows = [[name, *_figures(seconds, parse)] for name, seconds in times.items()]
    title = f"Inside the fields, per letter ({size(letters)}, {rounds} rounds)"
    return table(title, _COLUMNS, rows)


def _round(texts: Sequence[str]) -> dict[str, list[float]]:
    """The seconds that each step takes for each text: first parse, and then the readers by turns."""
    letters: list[Determination] = []
    times = {_PARSE: _turn(lambda text: letters.append(imrparse.parse(text)), texts)}
    return times | {name: _turn(read, letters) for name, read in _READERS.items()}


def _turn(run: Callable[[_Of], object], items: Iterable[_Of]) -> list[float]:
    seconds = []
    for item in items:
        start = perf_counter()
        run(item)
        seconds.append(perf_counter() - start)
    return seconds


def _forget() -> None:
    """Clears what readers keep of the texts they have read; not what they made of their data."""
    for name, module in list(sys.modules.items()):
        if name.startswith("imrparse.fields."):
            for value in vars(module).values():
                kept = getattr(value, "cache_parameters", dict)().get("maxsize")
                if kept is not None:
                    value.cache_clear()


def _figures(mine: Sequence[Sequence[float]], parse: Sequence[Sequence[float]]) -> list[str]:
    best, of_parse = _best(mine), _best(parse)
    each = [fmean(seconds) for seconds in mine]
    ratios = [one / fmean(other) for one, other in zip(each, parse, strict=True)]
    return [
        f"{best * 1e6:.0f}",
        f"{median(each) * 1e6:.0f}",
        ratio(best / of_parse),
        ratio(median(ratios)),
    ]


def _best(rounds: Sequence[Sequence[float]]) -> float:
    """Seconds per letter: the mean of each letter's fastest round."""
    return fmean(map(min, zip(*rounds, strict=True)))
