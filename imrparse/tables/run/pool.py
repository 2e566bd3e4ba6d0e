"""Processing batches in several processes, isolated from each other's crashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from attrs import evolve

from imrparse.processes import interrupts
from imrparse.processes.interrupts import Interrupted
from imrparse.processes.workers import Workers
from imrparse.tables.run.work import CRASHED, Batch, Plan, Result, read_batch
from imrparse.text.errors import ImrparseError

_AHEAD = 2  # batches for each process that wait to be read, or to be recorded
_MOST_WAITING = 100_000_000  # bytes of them; one more batch may hold as much again
_ATTEMPTS = 3  # at a batch over which processes die without reading any file


class CrashedError(ImrparseError):
    """Processes crash on a batch repeatedly, and not on a known file."""


class Pool:
    """Processes batches: here, or in several processes."""

    def __init__(self, jobs: int, plan: Plan) -> None:
        self._jobs = jobs
        self._plan = plan
        self._crashes: Counter[int] = Counter()
        self._waiting = 0
        """The size of the batches that were given to processes and are not done."""

    def results(self, batches: Iterable[Batch]) -> Iterator[Result]:
        """Yield the results of the batches as they are done.

        After a signal no further batch is started, and Interrupted is raised: after Ctrl-C once the
        current batches are done, after another signal immediately. Also raises CrashedError.
        """
        yield from self._here(batches) if self._jobs == 1 else self._elsewhere(batches)
        interrupts.check()

    def _here(self, batches: Iterable[Batch]) -> Iterator[Result]:
        left = iter(batches)
        while (batch := _next(left)) is not None:
            yield read_batch(batch, self._plan)

    def _elsewhere(self, batches: Iterable[Batch]) -> Iterator[Result]:
        left = iter(batches)
        workers: Workers[Batch, Result]
        with Workers(self._jobs, partial(read_batch, plan=self._plan)) as workers:
            while True:
                while self._wants_more(workers) and (batch := _next(left)) is not None:
                    self._give(workers, batch)
                if not len(workers):
                    return
                outcome = workers.wait()
                if interrupts.caught():
                    self._stop(workers)
                if outcome is None:
                    continue
                self._waiting -= outcome.task.size
                if not outcome.crashed:
                    yield outcome.get()
                elif not interrupts.caught():
                    self._give(workers, self._without_crash(outcome.task))

    def _wants_more(self, workers: Workers[Batch, Result]) -> bool:
        return len(workers) < self._jobs * _AHEAD and self._waiting < _MOST_WAITING

    def _give(self, workers: Workers[Batch, Result], batch: Batch) -> None:
        self._waiting += batch.size
        workers.give(batch)

    def _stop(self, workers: Workers[Batch, Result]) -> None:
        """Start no further batch. Raises Interrupted unless there is time to finish the others."""
        workers.drop()
        if interrupts.is_urgent():
            interrupts.check()

    def _without_crash(self, batch: Batch) -> Batch:
        """A batch on which a process crashed, without the file that it was reading."""
        place = self._plan.place(batch.number)
        if place is None or batch.files[place].fault == CRASHED:
            self._crashes[batch.number] += 1
            if self._crashes[batch.number] == _ATTEMPTS:
                raise CrashedError(f"worker processes crashed {_ATTEMPTS} times on the same files")
            return batch
        crashed = evolve(batch.files[place], data=None, fault=CRASHED)
        return evolve(batch, files=(*batch.files[:place], crashed, *batch.files[place + 1 :]))


def _next(left: Iterator[Batch]) -> Batch | None:
    """The next batch, with its files from archives read; None after the last one or a signal."""
    try:
        with interrupts.raising():
            return next(left, None)
    except Interrupted:
        return None
