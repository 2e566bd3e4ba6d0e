"""A child process that applies a function to the tasks that it is sent.

It is a new Python rather than a fork: it shares no threads, locks or open files with this process,
and needs no fork server, resource tracker or semaphore.

It leads a process group of its own, and the signals that stop the command are blocked in it. So
Ctrl-C in a terminal does not reach it; this process decides when it ends. Both hold an end of a
pipe, the lifeline. When this end is closed, on purpose or because this process died, the child ends
its own children and then its group (`serving.py`). If it does not, this process kills the group.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, BinaryIO, Generic, TypeVar, cast

from imrparse.processes import interrupts
from imrparse.processes.serving import receive, send

_Task = TypeVar("_Task")
_Answer = TypeVar("_Answer")

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from imrparse.processes.serving import serve; serve(*map(int, sys.argv[2:]))"
)
_ORDERLY = 1.0  # seconds for a process to end once its lifeline is closed
_PATIENCE = 5.0  # seconds for a killed process to be gone


class ChildDiedError(Exception):
    """The process died before it answered."""


class ChildNotBegunError(Exception):
    """The process died before it was ready. Another one would die too."""

    def __init__(self) -> None:
        super().__init__("a worker process ended before it was ready")


class RemoteTraceback(Exception):  # noqa: N818 - it is not raised, only named as a cause
    """Where in the child a function failed: the cause of the error that `Child.call` raises."""


class Child(Generic[_Task, _Answer]):
    """A process that applies a function.

    One thread calls it and ends it; any thread may let go of it or kill it. Function, tasks and
    answers are pickled, so the function has to be at the top of an importable module.
    """

    def __init__(self, function: Callable[[_Task], _Answer]) -> None:
        """Start the process. Raises OSError if it can't be started."""
        self._function = function
        self._is_ready = False
        self._is_over = False
        with _lock:
            if _state.is_leaving:
                raise ChildDiedError
            self._process, self._lifeline = _started()
            _state.alive.add(self)
        self._requests = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)

    def call(self, task: _Task) -> _Answer:
        """What the function returns for a task. Raises what it raises, ChildDiedError or
        ChildNotBegunError."""
        if not self._is_ready:
            try:
                self._ask(self._function)
            except ChildDiedError:
                raise ChildNotBegunError from None
            self._is_ready = True
        return cast(_Answer, self._ask(task))

    def _ask(self, what: object) -> object:
        request = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
        try:
            send(self._requests, request)
            del request  # which may be large, while the answer may take long
            data = receive(self._answers)
        except (OSError, ValueError):  # a pipe that is broken, or closed
            data = None
        if data is None:
            raise ChildDiedError
        answer, error, trace = pickle.loads(data)
        if error is not None:
            raise error from RemoteTraceback(trace)
        return answer

    def let_go(self) -> None:
        """Close the lifeline, so that the process ends. Does not wait for it."""
        with _lock:
            if sys.platform == "win32" or not self._is_ready:
                self.kill()
            # Taken before it is closed, since a signal handler may interrupt and do the same.
            lifeline, self._lifeline = self._lifeline, None
            if lifeline is not None:
                os.close(lifeline)

    def kill(self) -> None:
        """Kill the process and its group."""
        with _lock:
            if self._is_over:  # its number may belong to another process
                return
            if sys.platform == "win32":
                self._process.kill()
                return
            # macOS reports EPERM for a group of zombies.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def is_gone(self, seconds: float) -> bool:
        """Wait for the process, up to so many seconds. Returns whether it has ended."""
        try:
            self._process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self) -> None:
        """End the process, killing it if necessary, and wait until it is gone."""
        self.let_go()
        if not self.is_gone(_ORDERLY):
            self.kill()
            self._process.wait()
        with _lock:
            self.kill()  # what is left of its group; while it exists, its number is not reused
            self._is_over = True
            _state.alive.discard(self)
        for pipe in (self._requests, self._answers):
            with contextlib.suppress(OSError):  # of what was still to be sent
                pipe.close()


class _State:
    def __init__(self) -> None:
        self.alive: set[Child[Any, Any]] = set()
        self.is_leaving = False


_state = _State()
_lock = threading.RLock()
"""Held while a process is started, so that none is missed when all are ended. Reentrant, since a
signal handler may interrupt the first thread while it holds the lock."""


def _started() -> tuple[subprocess.Popen[bytes], int | None]:
    """A new process and this end of its lifeline, if it has one."""
    flags = ["-P", "-X", f"utf8={sys.flags.utf8_mode}"]
    path = json.dumps([entry for entry in sys.path if isinstance(entry, str)])
    command = [sys.executable, *flags, "-c", _PROGRAM, path]
    pipe = subprocess.PIPE
    if sys.platform == "win32":
        apart = subprocess.CREATE_NEW_PROCESS_GROUP  # where Ctrl-C has no effect
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, creationflags=apart), None
    theirs, ours = os.pipe()
    # The child inherits the blocked signals, and so has them blocked from its first step.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, interrupts.SIGNALS)
    try:
        process = subprocess.Popen(
            [*command, str(theirs)], stdin=pipe, stdout=pipe, process_group=0, pass_fds=[theirs]
        )
    except BaseException:
        os.close(ours)
        raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(theirs)
    return process, ours


def end_all() -> None:
    """End all children and start no others, because this process ends.

    May be called in a signal handler. Returns within a few seconds.
    """
    with _lock:
        _state.is_leaving = True
        children = tuple(_state.alive)
        for child in children:
            child.let_go()
    latest = time.monotonic() + _ORDERLY
    left = [child for child in children if not child.is_gone(latest - time.monotonic())]
    for child in children:
        child.kill()
    latest = time.monotonic() + _PATIENCE
    for child in left:
        child.is_gone(latest - time.monotonic())


interrupts.end_with(end_all)
