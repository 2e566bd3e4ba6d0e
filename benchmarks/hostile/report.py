"""Measuring and reporting how the time of hostile texts and files grows with their size.

They are measured in several processes.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from itertools import chain, pairwise, repeat
from time import thread_time
from typing import Any, NamedTuple

from attrs import frozen

from benchmarks.hostile.entries import ENTRIES, Entry, Run, read_file
from benchmarks.hostile.files import HOSTILE_FILES
from benchmarks.hostile.texts import Place, Repeat, has_every_part, pieces, places
from benchmarks.letters import Letter, NoLettersError
from benchmarks.timing import ratio, table

_COLUMNS = ("text | place | entry point", "code points", "seconds", "ns per code point", "growth")
_MOST_ROWS = 40
_LONGEST_NAME = 40  # code points of a piece that are shown


SIZES = (1_000, 4_000, 16_000)
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
        Measured(what, growth(make, options.sizes, options.limit, alone()))
        for what, make, alone in _runs(name, letter)
        if options.only in what
    ]


def _runs(name: str, letter: str) -> Iterator[tuple[str, Make, Callable[[], float]]]:
    """The name of each run, what makes it, and the seconds that it takes without the piece."""
    if make_file := HOSTILE_FILES.get(name):
        yield name, lambda size: read_file(make_file(size)), float
        return
    make_text = pieces()[name]
    shown = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}..."
    for where, put in places(letter).items():
        for entry, prepare in ENTRIES.items():
            make = partial(_prepared, prepare, put, make_text)
            yield f"{shown} | {where} | {entry}", make, partial(_alone, letter, where, entry)


@cache
def _alone(letter: str, where: str, entry: str) -> float:
    """The seconds of an entry point for a letter with nothing in a place."""
    run = ENTRIES[entry](places(letter)[where](""))
    return min(_seconds(lambda _: run, 0, _NO_LIMIT) for _ in range(_TRIES))


def _prepared(prepare: Entry, put: Place, make_text: Repeat, size: int) -> Run:
    return prepare(put(make_text(size)))


Make = Callable[[int], Callable[[], object]]
"""Prepares a run for a text of this many code points. Only the run itself is measured."""

MOST_GROWTH = 2.0
"""The allowed ratio of the times per code point when the size grows four times."""
_SURELY_LINEAR = 1.25  # the same, without the letter around the text: nothing grows faster
_TRIES = 3  # before a run counts as slow
_NO_LIMIT = 1e6  # seconds
_TICK = 1e-6  # seconds; a run that has nothing to do may take none
_LEAST = 0.02  # seconds; of shorter runs, the clock and what else runs count for too much


class Growth(NamedTuple):
    """The times of one run for growing sizes."""

    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def factor(self) -> float:
        """The ratio of the times per code point at the last two sizes.

        What grows faster than the text shows there most. From the first size to the second, a text
        may also grow from one that is read strictly to one that has to be mended.
        """
        each = [max(s, _TICK) / n for s, n in zip(self.seconds, self.sizes, strict=True)]
        return each[-1] / each[-2] if len(each) > 1 else 0.0

    @property
    def is_slow(self) -> bool:
        """Whether the time grows faster than the size."""
        return self.seconds[-1] >= _LEAST and self.factor > MOST_GROWTH


class TooLongError(Exception):
    """A run took longer than its limit."""


def growth(make: Make, sizes: Sequence[int], limit: float, alone: float = 0.0) -> Growth:
    """Measure the growth of a run; a slow one is measured again before it is reported.

    A run of more than `limit` seconds is stopped; longer texts then count as even slower. Longer
    texts are not measured where the shorter ones show that the growth is linear: `alone` is the
    part of the seconds that does not grow.
    """
    gc.collect()
    gc.freeze()  # so that what is there already is not looked at before each run
    found = _once(make, sizes, limit, alone)
    for _ in range(_TRIES - 1):
        if not found.is_slow or found.seconds[-1] >= limit:
            break
        again = _once(make, sizes, limit, alone)
        found = min(found, again, key=lambda one: (one.is_slow, one.factor))
    return found


def _once(make: Make, sizes: Sequence[int], limit: float, alone: float) -> Growth:
    seconds: list[float] = []
    for size, next_size in pairwise([*sizes, sizes[-1] * 4]):
        seconds.append(_seconds(make, size, limit))
        if seconds[-1] >= limit and size != sizes[-1]:
            seconds.append(limit * (next_size / size) ** 2)
            break
        if _is_linear(seconds, sizes, alone):
            break
    return Growth(tuple(sizes[: len(seconds)]), tuple(seconds))


def _is_linear(seconds: Sequence[float], sizes: Sequence[int], alone: float) -> bool:
    """Whether the last two times show that longer texts need not be measured.

    The part of the time that is quadratic is less than a third at four times the size, or
    that of the next text would still be too short to count.
    """
    if len(seconds) < 2:
        return False
    times = sizes[len(seconds) - 1] / sizes[len(seconds) - 2]
    before, after = (max(one - alone, _TICK) for one in seconds[-2:])
    return after / before <= _SURELY_LINEAR * times or after * times**2 < _LEAST


def _seconds(make: Make, size: int, limit: float) -> float:
    try:
        with _limited(limit):
            run = make(size)
            for kept in _caches():
                kept.cache_clear()
            gc.collect()
            start = thread_time()  # that of the process has coarse steps while its timer runs
            run()
            return thread_time() - start
    except TooLongError:
        return limit


def _caches() -> Iterator[Any]:
    """What keeps the last results, which the runs of other entry points must not find.

    Caches without a limit hold what belongs to no text.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith("imrparse.") and name not in _CACHES:
            each = (value for value in vars(module).values() if hasattr(value, "cache_clear"))
            _CACHES[name] = [one for one in each if one.cache_parameters()["maxsize"]]
    return chain.from_iterable(_CACHES.values())


_CACHES: dict[str, list[Any]] = {}
"""The caches of each module."""


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
