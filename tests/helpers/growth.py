"""How the time of a run grows with the text."""

from __future__ import annotations

import gc
from collections.abc import Callable
from math import inf
from time import process_time

BUSY = 8.0  # times as long for four times the text; 4 is usual, 16 is quadratic
LEAST = 0.002  # seconds; below, the clock and what is loaded first count for too much
TRIES = 3


def growth(run: Callable[[str], object], short: str, long: str) -> float:
    """How many times as long a run takes for the longer of two texts, tried again if it is slow."""
    best = {short: inf, long: inf}
    times = inf
    for _ in range(TRIES):
        for text in best:
            best[text] = min(best[text], seconds(run, text))
        times = best[long] / max(LEAST, best[short])
        if times < BUSY:
            break
    return times


def seconds(run: Callable[[str], object], text: str) -> float:
    """The time that a run takes of this process alone."""
    gc.collect()
    gc.disable()  # it would look through what other tests have left, again and again
    try:
        start = process_time()
        run(text)
        return process_time() - start
    finally:
        gc.enable()
