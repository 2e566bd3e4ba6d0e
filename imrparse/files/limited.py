"""Calling functions in a separate process with limits on memory and time.

Code that reads PDF, Word and OpenDocument files and archives can be made to use any amount of
memory, to compute for hours, or to crash. In a limited process (`limited_worker`) this affects
nothing else. The process is started for the first call and reused for the next ones; after a
failure it is replaced.
It is started with the same interpreter and search path, but not by `multiprocessing`, which would
import the main module again and is not allowed in daemons.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BufferedReader, FileIO
from typing import Any, cast
from weakref import WeakSet

from imrparse.files import limited_worker, limits
from imrparse.files.errors import UnreadableError
from imrparse.files.frames import receive, send

_PROGRAM = (
    f"import sys; sys.path[:] = sys.argv[1:]; from {limited_worker.__name__} import serve; serve()"
)
_WITHOUT_PROCESSES = ("emscripten", "ios", "wasi")
_STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")
_ALLOCATION = {"MALLOC_TRIM_THRESHOLD_": "33554432", "MALLOC_MMAP_THRESHOLD_": "4194304"}
"""Makes glibc keep the memory of one file for the next one, which saves a tenth of the time."""
_COMPUTING = getattr(signal, "SIGPROF", None)
_TIMERS = {_COMPUTING, getattr(signal, "SIGALRM", None)}
"""The signals by which the timers of a process end it, if the system has them."""


class LimitedProcess:
    """A process that calls functions under limits. Threads may share it; calls are serialised."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: _Process | None = None
        _all.add(self)

    def call(
        self, function: Callable[..., tuple[Any, bytes]], data: bytes = b"", **arguments: Any
    ) -> tuple[Any, bytes]:
        """Call a function of a module in the process, and return its result.

        The function takes bytes and JSON-compatible arguments, and returns a JSON-compatible value
        and bytes. If a process runs out of memory or crashes after earlier calls, the call is
        repeated in a new one, so that earlier files have no influence.

        Raises the UnreadableError that the function raises, or one that says which limit was
        exceeded, and RuntimeError for any other exception of the function, and if no process can be
        started.
        """
        if not _has_processes():
            return function(data, **arguments)
        request = {
            "module": function.__module__,
            "name": function.__name__,
            "arguments": arguments,
            "limits": limits.current(),
        }
        with self._lock:
            while True:
                used = self._process is not None
                try:
                    return self._called(request, data)
                except _ExceededError as error:
                    if error.by_itself or not used:
                        raise UnreadableError(str(error)) from None

    def close(self) -> None:
        """End the process. The next call starts another one."""
        with self._lock:
            self._end()

    def _called(self, request: dict[str, Any], data: bytes) -> tuple[Any, bytes]:
        try:
            self._process = self._process or _Process()
            reply, found = self._process.exchange(request, data)
            if "memory" in reply:
                raise _ExceededError(_memory())
        except BaseException:  # also after an interrupt, when a reply may still arrive
            self._end()
            raise
        if "unreadable" in reply:
            raise UnreadableError(reply["unreadable"])
        if "failure" in reply:
            failure = RuntimeError(reply["failure"])
            failure.add_note(reply["traceback"])
            raise failure
        return reply["value"], found

    def _end(self) -> None:
        if self._process:
            self._process.end()
            self._process = None

    def _forget(self) -> None:
        """After a fork, the process and the lock belong to the parent."""
        self._lock = threading.Lock()
        if self._process:
            self._process.forget()
            self._process = None


class _ExceededError(Exception):
    """A process exceeded a limit, or ended for another reason, which is the message."""

    def __init__(self, message: str, *, by_itself: bool = False) -> None:
        super().__init__(message)
        self.by_itself = by_itself
        """Whether the earlier calls can't be the cause."""


class _Process:
    """The process and the pipes to it. Raises RuntimeError if it can't be started."""

    def __init__(self) -> None:
        with ExitStack() as failure:
            with _signals_held():
                self._process = _started()
                self._requests = cast(FileIO, self._process.stdin)
                self._replies: BufferedReader = BufferedReader(cast(FileIO, self._process.stdout))
                self._errors = cast(FileIO, self._process.stderr)
                failure.callback(self.end)
            self._wait_until_ready()
            failure.pop_all()
        # atexit functions are not called at the end of a multiprocessing worker.
        if ending := sys.modules.get("multiprocessing.util"):
            ending.Finalize(self, _kill, (self._process,), exitpriority=0)

    def _wait_until_ready(self) -> None:
        """Anything the process writes to its standard error before it is ready is the reason of a
        failure."""
        with self._errors:
            try:
                receive(self._replies)
            except EOFError:
                lines = self._errors.readall().decode(errors="replace").strip().split("\n")
                raise RuntimeError(_not_started(lines[-1])) from None

    def exchange(self, request: Any, data: bytes) -> tuple[Any, bytes]:
        """The reply to a request. Raises _ExceededError if the process ends instead."""
        with _Watch(self._process) as watch:
            try:
                send(self._requests, request, data)
                return receive(self._replies)
            except (EOFError, OSError):
                status = _kill(self._process)  # if it still exists
        if watch.is_over or -status in _TIMERS:
            seconds = limits.LONGEST_COMPUTING if -status == _COMPUTING else limits.LONGEST_WAIT
            message = f"reading it takes more than {seconds:g} seconds"
            raise _ExceededError(message, by_itself=True)
        raise _ExceededError(f"{_memory()}, or crashes the library that reads it")

    def end(self) -> None:
        """End the process immediately, and release its resources."""
        _kill(self._process)
        self._close()

    def forget(self) -> None:
        """Release a process that is not a child of this one."""
        self._process.returncode = 0
        self._close()

    def _close(self) -> None:
        with suppress(OSError):
            self._requests.close()
        self._replies.close()
        self._errors.close()


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, *_options(), "-c", _PROGRAM, *map(str, sys.path)]
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(
            command,
            bufsize=0,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=_ALLOCATION | os.environ,
            creationflags=_creation_flags(),
        )
    except OSError as error:
        raise RuntimeError(_not_started(error.strerror or str(error))) from error


def _kill(process: subprocess.Popen[bytes]) -> int:
    """Kill a process, unless it has ended. Returns its exit status."""
    process.kill()
    return process.wait()


class _Watch:
    """Ends a process after a time limit, on systems without timers."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._timer: threading.Timer | None = None
        self.is_over = False

    def __enter__(self) -> _Watch:
        if not hasattr(signal, "setitimer"):
            self._timer = threading.Timer(limits.LONGEST_WAIT, self._end)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer:
            self._timer.cancel()

    def _end(self) -> None:
        self.is_over = True
        self._process.kill()


def _memory() -> str:
    megabytes = limits.LARGEST_MEMORY // 1_000_000
    return f"reading it takes more than {megabytes} MB of memory"


def _not_started(why: str) -> str:
    return f"the process that reads PDF and Word files and archives could not be started: {why}"


def _has_processes() -> bool:
    """Whether this interpreter can be started again. A frozen program would start itself."""
    frozen = getattr(sys, "frozen", False)
    return bool(sys.executable) and not frozen and sys.platform not in _WITHOUT_PROCESSES


def _options() -> list[str]:
    """Options that make the interpreter behave like this one, but never import from the current
    folder."""
    options = ["-P", "-W", "ignore", "-X", f"utf8={sys.flags.utf8_mode}"]
    if sys.flags.ignore_environment:
        options.append("-E")
    if sys.flags.no_user_site:
        options.append("-s")
    return options


def _creation_flags() -> int:
    if sys.platform == "win32":  # no window, and no Ctrl-C
        return subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold signals while a process starts that is not yet ready to ignore them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    numbers = [getattr(signal, name) for name in _STOPPING]
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_all: WeakSet[LimitedProcess] = WeakSet()


@atexit.register
def _end_all() -> None:
    for process in list(_all):
        process._end()


def _forget_all() -> None:
    for process in list(_all):
        process._forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)

shared: LimitedProcess = LimitedProcess()
"""The process that reads single files."""
