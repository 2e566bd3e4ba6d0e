"""Batches read by several processes, none of which can take the others with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from attrs import evolve

from imrparse.tables.run import interrupts
from imrparse.tables.run.work import CRASHED, Batch, Plan, Result, read_batch

_AHEAD = 2  # batches for each process that wait to be read, or to be recorded


class Pool:
    """Processes that read batches."""

    def __init__(self, jobs: int, plan: Plan) -> None:
        self._jobs = jobs
        self._plan = plan
        self._waiting: dict[Future[Result], Batch] = {}
        self._stopped = False

    def results(self, batches: Iterable[Batch]) -> Iterator[Result]:
        """What comes of the batches, in the order in which they are done."""
        if self._jobs == 1:
            for batch in batches:
                yield read_batch(batch, self._plan)
                if self._stopped:
                    return
            return
        executor = _executor(self._jobs)
        try:
            left = iter(batches)
            while True:
                for batch in self._next(left):
                    with interrupts.held():  # as processes begin
                        self._waiting[executor.submit(read_batch, batch, self._plan)] = batch
                if not self._waiting:
                    return
                done, broken = self._done()
                yield from done
                if broken:
                    executor.shutdown(wait=False)
                    for batch in broken:
                        yield _alone(batch, self._plan)
                    executor = _executor(self._jobs)
        finally:
            executor.shutdown(wait=True, cancel_futures=True)

    def stop(self) -> None:
        """Begin no other batch; `results` ends with what was begun."""
        self._stopped = True
        for future in list(self._waiting):
            if future.cancel():
                del self._waiting[future]

    def _next(self, left: Iterator[Batch]) -> Iterator[Batch]:
        """As many batches as there is room for."""
        while not self._stopped and len(self._waiting) < self._jobs * _AHEAD:
            batch = next(left, None)
            if batch is None:
                return
            yield batch

    def _done(self) -> tuple[list[Result], list[Batch]]:
        """What is done, and the batches that are to be done again since a process crashed."""
        finished, _ = wait(self._waiting, return_when=FIRST_COMPLETED)
        results, broken = [], []
        for future in finished:
            batch = self._waiting.pop(future)
            try:
                results.append(future.result())
            except BrokenProcessPool:
                broken.append(batch)
        if broken:
            broken += self._waiting.values()
            self._waiting.clear()
        return results, broken


def _alone(batch: Batch, plan: Plan) -> Result:
    """What comes of a batch in a process of its own. A file over which that crashes is left out."""
    while True:
        with _executor(1) as executor:
            try:
                return executor.submit(read_batch, batch, plan).result()
            except BrokenProcessPool:
                place = int.from_bytes(plan.mark(batch.number).read_bytes(), "big")
                crashed = evolve(batch.files[place], data=None, fault=CRASHED)
                files = (*batch.files[:place], crashed, *batch.files[place + 1 :])
                batch = evolve(batch, files=files)


def _executor(jobs: int) -> ProcessPoolExecutor:
    # Not by fork, which would hand on locks, open files and the progress bar's thread.
    several = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if several else "spawn")
    if several:
        context.set_forkserver_preload([__name__])
    return ProcessPoolExecutor(jobs, context, _begin)


def _begin() -> None:
    """What each process does first: leave Ctrl-C to the main process, and end when that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
