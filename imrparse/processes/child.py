"""One process that applies a function to whatever it is sent.

It is a new Python rather than a fork, so it has none of this process's threads, locks and open
files, and needs no process beside it: no fork server, no resource tracker, no semaphore.

It leads a process group of its own and has the signals blocked that stop the command, so Ctrl-C in
a terminal does not reach it: this process decides when it ends. It holds one end of a pipe, its
lifeline, whose other end this process has. Once that is closed, by this process or because this
process died, the child ends whatever it began, and then its group (`serving.py`). A child that does
not is killed with its group.
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

from imrparse import interrupts
from imrparse.processes.frames import receive, send

_Task = TypeVar("_Task")
_Answer = TypeVar("_Answer")

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from imrparse.processes.serving import serve; serve(*map(int, sys.argv[2:]))"
)
_ORDERLY = 1.0  # seconds that a process has to end whatever it began
_PATIENCE = 5.0  # seconds in which processes that were killed should be gone


class ChildDiedError(Exception):
    """The process died before it had answered."""


class ChildNotBegunError(Exception):
    """The process died before it could do anything, as any other would."""

    def __init__(self) -> None:
        super().__init__("a process that should read files ended before it could begin")


class RemoteTraceback(Exception):  # noqa: N818 - it is no error, but tells where one was
    """Where in the child a function failed: the cause of the error that it raised."""


class Child(Generic[_Task, _Answer]):
    """A process that applies a function.

    One thread calls it and ends it; any thread may let go of it or kill it. The function, the tasks
    and the answers are pickled, so the function has to be one that its module's name and its own
    lead to.
    """

    def __init__(self, function: Callable[[_Task], _Answer]) -> None:
        """Begin the process. Raises OSError if there can't be another one."""
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
        """What the function gives for a task. Raises what it raises, ChildDiedError, or
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
        """Have the process end, and whatever it began before it. It is not waited for."""
        with _lock:
            if sys.platform == "win32" or not self._is_ready:
                self.kill()
            # Taken first: a signal handler may come in between and do the same.
            lifeline, self._lifeline = self._lifeline, None
            if lifeline is not None:
                os.close(lifeline)

    def kill(self) -> None:
        """Kill the process and its group."""
        with _lock:
            if self._is_over:  # its number may be another's by now
                return
            if sys.platform == "win32":
                self._process.kill()
                return
            # macOS gives EPERM for a group of which nothing is left but what was not waited for.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def is_gone(self, seconds: float) -> bool:
        """Whether the process is gone after so many seconds at most."""
        try:
            self._process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self) -> None:
        """Have the process end, kill it if it does not soon, and wait until it is gone."""
        self.let_go()
        if not self.is_gone(_ORDERLY):
            self.kill()
            self._process.wait()
        with _lock:
            self.kill()  # what it left, if it crashed; until that is gone no other has its number
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
"""Held while a process begins, so that no process can begin unseen while all are being ended. The
first thread may take it again, in a signal handler that came while it held it."""


def _started() -> tuple[subprocess.Popen[bytes], int | None]:
    """A process, and this end of its lifeline, if it has one."""
    flags = ["-P", "-X", f"utf8={sys.flags.utf8_mode}"]
    path = json.dumps([entry for entry in sys.path if isinstance(entry, str)])
    command = [sys.executable, *flags, "-c", _PROGRAM, path]
    pipe = subprocess.PIPE
    if sys.platform == "win32":
        apart = subprocess.CREATE_NEW_PROCESS_GROUP  # in which Ctrl-C is off
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, creationflags=apart), None
    theirs, ours = os.pipe()
    # The child has blocked what is blocked here, from its first step on.
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
    """End all children, and begin no other, since this process ends.

    A signal handler may call it. It returns after some seconds whatever happens.
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
