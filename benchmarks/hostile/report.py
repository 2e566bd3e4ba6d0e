"""Measuring and reporting how the time of hostile texts and files grows with their size.

They are measured in several processes.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import pairwise, repeat
from math import inf
from time import thread_time
from typing import NamedTuple

from attrs import frozen

from benchmarks.hostile.entries import ENTRIES, Entry, Run, read_file
from benchmarks.hostile.files import HOSTILE_FILES
from benchmarks.hostile.texts import Place, Repeat, has_every_part, pieces, places
from benchmarks.letters import Letter, NoLettersError
from benchmarks.timing import ratio, table

_COLUMNS = ("text | place | entry point", "code points", "seconds", "ns per code point", "growth")
_MOST_ROWS = 40
_LONGEST_NAME = 40  # code points of a piece that are shown


SIZES = (2_000, 8_000, 32_000)
"""The default lengths of the hostile texts in code points."""


@frozen
class Options:
    """What to measure."""

    sizes: tuple[int, ...] = SIZES
    """The lengths of the hostile texts in code points, each four times the previous one."""
    only: str = ""
    """Only texts, places and entry points whose name contains this are measured."""
    limit: float = 10.0
    """Seconds after which a run is stopped."""
    jobs: int = 1


class Measured(NamedTuple):
    """The times of one run: of a hostile text in a place for an entry point, or of a file."""

    name: str
    growth: Growth


def report(letters: Sequence[Letter], options: Options) -> tuple[str, bool]:
    """A table of the runs that grow faster than their texts, or of the slowest ones, with a
    verdict; and whether no run grows faster."""
    letter = next((one for one in letters if has_every_part(one.text)), None)
    if letter is None:
        raise NoLettersError("no letter with a header and credentials in a block")
    names = [*pieces(), *HOSTILE_FILES]
    with ProcessPoolExecutor(options.jobs) as pool:
        each = pool.map(measure, names, repeat(letter.text), repeat(options))
        found = [run for runs in each for run in runs]
    if not found:
        return f"no hostile text, place or entry point is named {options.only!r}\n", False
    slow = [run for run in found if run.growth.is_slow]
    shown = sorted(slow or found, key=lambda run: run.growth.seconds[-1], reverse=True)
    title = f"Hostile texts in {letter.name}: " + (
        "those whose time grows faster than their size" if slow else "the slowest"
    )
    verdict = (
        f"{len(slow):,} of {len(found):,} runs take more than {MOST_GROWTH:g} times as long per "
        "code point when the size grows four times"
    )
    return f"{table(title, _COLUMNS, list(map(_row, shown[:_MOST_ROWS])))}\n{verdict}\n", not slow


def _row(run: Measured) -> tuple[str, ...]:
    found = run.growth
    size, seconds = found.sizes[-1], found.seconds[-1]
    return (
        run.name,
        f"{size:,}",
        f"{seconds:.3f}",
        f"{seconds / size * 1e9:,.0f}",
        ratio(found.factor),
    )


def measure(name: str, letter: str, options: Options) -> list[Measured]:
    """The times of a piece in all places of a letter for all entry points, or of a hostile file."""
    return [
        Measured(what, growth(make, options.sizes, options.limit))
        for what, make in _runs(name, letter)
        if options.only in what
    ]


def _runs(name: str, letter: str) -> Iterator[tuple[str, Make]]:
    if make_file := HOSTILE_FILES.get(name):
        yield name, lambda size: read_file(make_file(size))
        return
    make_text = pieces()[name]
    shown = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}..."
    for where, put in places(letter).items():
        for entry, prepare in ENTRIES.items():
            yield f"{shown} | {where} | {entry}", partial(_prepared, prepare, put, make_text)


def _prepared(prepare: Entry, put: Place, make_text: Repeat, size: int) -> Run:
    return prepare(put(make_text(size)))


Make = Callable[[int], Callable[[], object]]
"""Prepares a run for a text of this many code points. Only the run itself is measured."""

MOST_GROWTH = 2.0
"""The allowed ratio of the times per code point when the size grows four times."""
_TRIES = 3  # before a run counts as slow
_TICK = 1e-6  # seconds; a run that has nothing to do may take none
_LEAST = 0.02  # seconds; of shorter runs, the clock and what else runs count for too much


class Growth(NamedTuple):
    """The times of one run for growing sizes."""

    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def factor(self) -> float:
        """The largest ratio of the times per code point from one size to the next."""
        each = [max(s, _TICK) / n for s, n in zip(self.seconds, self.sizes, strict=True)]
        return max(after / before for before, after in pairwise(each))

    @property
    def is_slow(self) -> bool:
        """Whether the time grows faster than the size."""
        return self.seconds[-1] >= _LEAST and self.factor > MOST_GROWTH


class TooLongError(Exception):
    """A run took longer than its limit."""


def growth(make: Make, sizes: Sequence[int], limit: float) -> Growth:
    """Measure the growth of a run; a slow one is measured again before it is reported.

    A run of more than `limit` seconds is stopped; longer texts then count as even slower.
    """
    best = [inf] * len(sizes)
    gc.collect()
    gc.freeze()  # so that what is there already is not looked at before each run
    for _ in range(_TRIES):
        for place, size in enumerate(sizes):
            best[place] = min(best[place], _seconds(make, size, limit))
            if best[place] >= limit:
                best[place + 1 :] = [limit * (more / size) ** 2 for more in sizes[place + 1 :]]
                break
        found = Growth(tuple(sizes), tuple(best))
        if not found.is_slow:
            break
    return found


def _seconds(make: Make, size: int, limit: float) -> float:
    try:
        with _limited(limit):
            run = make(size)
            gc.collect()
            start = thread_time()  # that of the process has coarse steps while its timer runs
            run()
            return thread_time() - start
    except TooLongError:
        return limit


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
