"""The time for parsing everything inside the fields of a letter, and where that of a parse goes.

Field parsers cache their results for texts that occur in many letters, such as "Decision based on
MTUS ...". So each round parses the letters twice: first with empty caches, then once more.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean, median
from time import perf_counter
from typing import Any, TypeVar

import imrparse
from benchmarks.letters import Letter, size
from benchmarks.timing import ratio, table
from imrparse import Determination, Guideline, api
from imrparse.parsing.builder import Parts
from imrparse.parsing.hypotheses import Hypotheses
from imrparse.parsing.suspicions import Suspicions
from imrparse.parsing.walk import Requests, Walk
from imrparse.syntax.islands import IslandFinder
from imrparse.syntax.line_scan import LineScan

_Of = TypeVar("_Of")
_COLUMNS = ("", "best us", "median us", "x parse, best", "x parse, median")
_PARSE = "imrparse.parse"
_ALL = "everything inside"
_TIMES = ("nothing kept", "read before")


def _guidelines(letter: Determination) -> Iterable[Guideline]:
    for issue in letter.issues:
        yield issue.claims_administrator_guideline
        yield issue.maximus_guideline


def _requests(letter: Determination) -> list[object]:
    return [(i.request.treatment, i.request.partial_authorization) for i in letter.issues]


_READERS: dict[str, Callable[[Determination], object]] = {
    "citations": lambda letter: [guideline.citations for guideline in _guidelines(letter)],
    "treatments": _requests,
    "categories": lambda letter: [issue.request.category for issue in letter.issues],
    "conclusions": lambda letter: [issue.rationale.conclusion for issue in letter.issues],
    "dates": lambda letter: letter.dates,
    "injured worker (after dates)": lambda letter: letter.injured_worker,
}

_STEPS: dict[str, tuple[object, str]] = {
    "source: line ends, marks that a parse would accept": (api, "_source"),
    "headings, labels and sentences; lines that may recur": (LineScan, "__call__"),
    "decisions": (IslandFinder, "decisions"),
    "phrases of the reviewer's paragraph": (IslandFinder, "phrases"),
    "whether lines recur between those of the letter": (Hypotheses, "without_stamps"),
    "text after the letter": (Hypotheses, "without_postscript"),
    "signs of hidden faults, headings and labels again": (Suspicions, "has_any_again"),
    "signs of hidden faults, at the edges of requests": (Walk, "_are_doubtful"),
    "header table": (Walk, "_header"),
    "starts of requests, by the layout": (Requests, "find"),
    "letter, without its nodes": (Parts, "letter"),
}
"""The functions that take most of the time of `imrparse.parse`. None of them calls another."""
_REST = "walk over the steps, calls between these"

_Seconds = Mapping[str, list[float]]
"""The seconds of each step, for each letter."""


def report(letters: Sequence[Letter], rounds: int) -> str:
    """The tables of times per letter: for parse, for each field parser, and for all of them."""
    texts = [letter.text for letter in letters]
    found: dict[str, list[_Seconds]] = {time: [] for time in _TIMES}
    for number in range(rounds + 1):  # the first one loads grammars and data
        _forget()
        for time in _TIMES:
            seconds = _round(texts)
            if number:
                found[time].append(seconds)
    titles = (f"Inside the fields, {time} ({size(letters)}, {rounds} rounds)" for time in _TIMES)
    return "\n".join(
        table(title, _COLUMNS, _rows(each))
        for title, each in zip(titles, found.values(), strict=True)
    )


def steps(letters: Sequence[Letter], rounds: int) -> str:
    """The table of the steps of `imrparse.parse` on sound letters.

    One step is timed at a time, so that the clock of one is not in the time of another.
    """
    texts = [letter.text for letter in letters]
    _times_of_parse(texts, 2)  # which learns the steps of the walk
    whole = _best(_times_of_parse(texts, rounds))
    found = {name: _best(_times_of(place, texts, rounds)) for name, place in _STEPS.items()}
    found |= {_REST: whole - sum(found.values()), _PARSE: whole}
    rows = [[name, f"{best * 1e6:.1f}", f"{best / whole:.0%}"] for name, best in found.items()]
    title = f"Inside imrparse.parse ({size(letters)}, {rounds} rounds)"
    return table(title, ("", "best us", "of parse"), rows)


def _times_of_parse(texts: Sequence[str], rounds: int) -> list[list[float]]:
    return [_turn(imrparse.parse, texts) for _ in range(rounds)]


def _times_of(place: tuple[Any, str], texts: Sequence[str], rounds: int) -> list[list[float]]:
    """The seconds that a function takes in parsing each text, in each round."""
    owner, name = place
    run = getattr(owner, name)
    spent = 0.0

    def timed(*arguments: Any) -> Any:
        nonlocal spent
        start = perf_counter()
        result = run(*arguments)
        spent += perf_counter() - start
        return result

    def parse(text: str) -> float:
        nonlocal spent
        spent = 0.0
        imrparse.parse(text)
        return spent

    setattr(owner, name, timed)
    try:
        return [list(map(parse, texts)) for _ in range(rounds)]
    finally:
        setattr(owner, name, run)


def _round(texts: Sequence[str]) -> _Seconds:
    """The seconds of each step for each text: first parse, then the field parsers in turn."""
    letters: list[Determination] = []
    times = {_PARSE: _turn(lambda text: letters.append(imrparse.parse(text)), texts)}
    times |= {name: _turn(read, letters) for name, read in _READERS.items()}
    each = zip(*(times[name] for name in _READERS), strict=True)
    return times | {_ALL: list(map(sum, each))}


def _turn(run: Callable[[_Of], object], items: Iterable[_Of]) -> list[float]:
    gc.collect()
    seconds = []
    for item in items:
        start = perf_counter()
        run(item)
        seconds.append(perf_counter() - start)
    return seconds


def _forget() -> None:
    """Clear all caches of texts, but not the loaded grammars and data."""
    for name, module in list(sys.modules.items()):
        if name.startswith("imrparse."):
            for value in vars(module).values():
                parameters: Callable[[], Mapping[str, Any]] = getattr(
                    value, "cache_parameters", dict
                )
                if parameters().get("maxsize") is not None:
                    value.cache_clear()


def _rows(rounds: Sequence[_Seconds]) -> list[list[str]]:
    parse = [seconds[_PARSE] for seconds in rounds]
    return [[name, *_figures([seconds[name] for seconds in rounds], parse)] for name in rounds[0]]


def _figures(mine: Sequence[Sequence[float]], parse: Sequence[Sequence[float]]) -> list[str]:
    best, of_parse = _best(mine), _best(parse)
    means = [fmean(seconds) for seconds in mine]
    ratios = [one / fmean(other) for one, other in zip(means, parse, strict=True)]
    return [
        f"{best * 1e6:.0f}",
        f"{median(means) * 1e6:.0f}",
        ratio(best / of_parse),
        ratio(median(ratios)),
    ]


def _best(rounds: Sequence[Sequence[float]]) -> float:
    """Seconds per letter: the mean of each letter's fastest round."""
    return fmean(map(min, zip(*rounds, strict=True)))
