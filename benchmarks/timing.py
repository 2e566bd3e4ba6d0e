"""Timing on a noisy machine: candidates take turns, so that all of them meet the same noise.

Times are those of the processor, not of the clock: a busy machine makes others wait.

And the tables that show the times.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean, median
from time import process_time
from typing import NamedTuple


class Candidate(NamedTuple):
    """Something to time, and its inputs."""

    run: Callable[[str], object]
    texts: Sequence[str]
    keep: bool = False
    """Whether the results of a turn are kept to its end, as a program keeps them that needs all."""


class Times:
    """The seconds of one candidate: for each round, those for each of its texts."""

    def __init__(self, rounds: Iterable[list[float]] = ()) -> None:
        self.rounds = list(rounds)

    @property
    def texts(self) -> int:
        """The number of texts in a round."""
        return len(self.rounds[0])

    def only(self, texts: Sequence[int]) -> Times:
        """The times on some of the texts, given by their indexes."""
        return Times([seconds[number] for number in texts] for seconds in self.rounds)

    def best(self) -> float:
        """Seconds per text: the mean of each text's fastest round."""
        return fmean(map(min, zip(*self.rounds, strict=True)))

    def fastest(self) -> float:
        """The seconds of the fastest run, for a candidate whose texts are all the same."""
        return min(map(min, self.rounds))

    def median(self) -> float:
        """Seconds per text: the median of the rounds' means."""
        return median(self.means())

    def means(self) -> list[float]:
        """Seconds per text in each round."""
        return [fmean(seconds) for seconds in self.rounds]


def measure(candidates: Mapping[str, Candidate], rounds: int) -> dict[str, Times]:
    """The times of candidates that take turns, after a warm-up round.

    The garbage collector is on, as in any program, and starts each turn with nothing to collect.
    """
    times = {name: Times() for name in candidates}
    for number in range(rounds + 1):
        for name, candidate in candidates.items():
            gc.collect()
            seconds = _turn(candidate)
            if number:
                times[name].rounds.append(seconds)
    return times


def _turn(candidate: Candidate) -> list[float]:
    run, keep = candidate.run, candidate.keep
    seconds, results = [], []
    for text in candidate.texts:
        start = process_time()
        result = run(text)
        if keep:
            results.append(result)
        del result
        seconds.append(process_time() - start)
    return seconds


# Tables


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table with its title: the first column is aligned left, the others right."""
    lines = [columns, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    shown = [_line(line, widths) for line in lines]
    rule = "-" * len(shown[0])
    return "\n".join([title, "", shown[0], rule, *shown[1:], ""])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    aligned = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return "  ".join(aligned)


def ratio(value: float) -> str:
    """A ratio, with a meaningful number of digits."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"
