"""Several child processes that apply one function to many tasks.

Each process has a thread that sends it one task after the other. The first thread waits for a
single queue: the other threads put outcomes into it, and the signal handler puts None.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar, cast

from attrs import frozen

from imrparse.processes import interrupts
from imrparse.processes.child import Child, ChildDiedError

_Task = TypeVar("_Task")
_Answer = TypeVar("_Answer")

_PATIENCE = 10.0  # seconds for a thread to end its process


@frozen(eq=False)
class Outcome(Generic[_Task, _Answer]):
    """The result of a task."""

    task: _Task
    answer: _Answer | None = None
    error: BaseException | None = None
    crashed: bool = False
    """Whether the process died before it answered."""

    def get(self) -> _Answer:
        """The answer. Raises what the function raised."""
        if self.error is not None:
            raise self.error
        return cast(_Answer, self.answer)


class Workers(Generic[_Task, _Answer]):
    """Processes that apply a function. A context manager, which ends them on leaving.

    `len` is the number of tasks that were given and whose outcome was not taken yet.
    """

    def __init__(self, jobs: int, function: Callable[[_Task], _Answer]) -> None:
        """Up to `jobs` processes are started as tasks are given. For the function, see `Child`."""
        self._jobs = jobs
        self._function = function
        self._todo: SimpleQueue[tuple[_Task] | None] = SimpleQueue()
        """None tells a thread to end."""
        self._done: SimpleQueue[Outcome[_Task, _Answer] | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._children: set[Child[_Task, _Answer]] = set()
        self._is_closing = False
        self._given = 0
        self._stack = ExitStack()

    def __len__(self) -> int:
        return self._given

    def __enter__(self) -> Workers[_Task, _Answer]:
        # SimpleQueue.put is reentrant, so a signal handler may call it at any moment.
        self._stack.enter_context(interrupts.calling(lambda: self._done.put(None)))
        return self

    def __exit__(self, *_: object) -> None:
        with interrupts.held():
            self._stack.close()
            self._close()

    def give(self, task: _Task) -> None:
        """Queue a task."""
        with interrupts.held():
            self._given += 1
            self._todo.put((task,))
            if len(self._threads) < min(self._jobs, self._given):
                self._threads.append(Thread(target=self._work, daemon=True))
                self._threads[-1].start()

    def wait(self) -> Outcome[_Task, _Answer] | None:
        """Wait for the next outcome. Returns None if a signal is received meanwhile."""
        with interrupts.held():
            outcome = self._done.get()
            if outcome is not None:
                self._given -= 1
            return outcome

    def drop(self) -> None:
        """Drop the tasks that no process has started."""
        try:
            while True:
                self._todo.get_nowait()
                self._given -= 1
        except Empty:
            pass

    def _close(self) -> None:
        self._is_closing = True
        self.drop()
        for child in tuple(self._children):
            child.let_go()
        for _ in self._threads:
            self._todo.put(None)
        for thread in self._threads:
            thread.join(_PATIENCE)

    def _work(self) -> None:
        """Run in each thread: start a process and send it tasks."""
        if sys.platform != "win32":  # the first thread handles signals
            signal.pthread_sigmask(signal.SIG_BLOCK, interrupts.SIGNALS)
        child: Child[_Task, _Answer] | None = None
        while (given := self._todo.get()) is not None:
            (task,) = given
            try:
                child = child or self._begin()
                outcome = Outcome(task, child.call(task))
            except ChildDiedError:
                outcome = Outcome(task, crashed=True)
            except Exception as error:
                outcome = Outcome(task, error=error)
            try:
                if outcome.crashed and child:
                    self._end(child)
                    child = None
            finally:
                self._done.put(outcome)
        if child:
            self._end(child)

    def _begin(self) -> Child[_Task, _Answer]:
        child = Child(self._function)
        self._children.add(child)
        if self._is_closing:  # and has missed this one
            child.let_go()
        return child

    def _end(self, child: Child[_Task, _Answer]) -> None:
        child.end()
        self._children.discard(child)
