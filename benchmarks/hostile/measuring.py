"""Measuring how the time of a run grows with the size of its input."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from math import inf
from time import thread_time
from typing import NamedTuple

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
