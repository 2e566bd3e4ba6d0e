"""The main loop of a limited process: answers calls one after another until its parent ends."""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from io import BufferedReader, FileIO
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeAlias, cast

from imrparse.files import limits
from imrparse.files.errors import UnreadableError
from imrparse.files.frames import receive, send

READY = "ready"
"""The first message of a limited process."""

Reply: TypeAlias = tuple[dict[str, Any], bytes]

_LEFT_TO_THE_PARENT = ("SIGINT", "SIGTERM", "SIGHUP")
"""Signals sent to whole process groups. The parent decides how to react."""
_OF_TIMERS = ("SIGPROF", "SIGALRM")
_STATUS = Path("/proc/self/statm")


def serve() -> None:
    """Answer calls from standard input on standard output, until the input ends."""
    requests, replies = _own_streams()
    _set_signals()
    _forbid_core_files()
    waiting: SimpleQueue[tuple[Any, bytes]] = SimpleQueue()
    threading.Thread(target=_take, args=(requests, waiting), daemon=True).start()
    send(replies, READY)
    base = _Base()
    while True:
        request, data = waiting.get()
        reply = _answer(request, data, base)
        del data
        with suppress(BrokenPipeError):  # the parent has ended, and this process will end too
            send(replies, *reply)


def _own_streams() -> tuple[BufferedReader, FileIO]:
    """The original standard streams, which from now on carry only messages."""
    requests, replies = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return BufferedReader(FileIO(requests)), FileIO(replies, "w")


def _take(requests: BufferedReader, waiting: SimpleQueue[tuple[Any, bytes]]) -> None:
    """Receive requests from the parent. When the parent ends, this process ends too, whatever it
    does."""
    try:
        while True:
            waiting.put(receive(requests))
    finally:
        os._exit(0)


class _Base:
    """The address space used by code, to which the limit is added."""

    def __init__(self) -> None:
        self.size = _address_space()

    def function(self, request: dict[str, Any]) -> Callable[..., Reply]:
        """The function of a request. Anything imported for it counts as code.

        If its module has a function `prepare`, that imports the modules that the call needs.
        """
        before = _address_space()
        module = import_module(request["module"])
        if prepare := getattr(module, "prepare", None):
            prepare(**request["arguments"])
        self.size += _address_space() - before
        return cast("Callable[..., Reply]", getattr(module, request["name"]))


def _answer(request: dict[str, Any], data: bytes, base: _Base) -> Reply:
    """The reply to a request."""
    limits.impose(request["limits"])
    _limit_memory(None)
    try:
        function = base.function(request)
        with _limited(base.size):
            value, found = function(data, **request["arguments"])
            return {"value": value}, found
    except UnreadableError as error:
        return {"unreadable": str(error)}, b""
    except MemoryError:
        return {"memory": True}, b""
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        return {"failure": what, "traceback": traceback.format_exc()}, b""


@contextmanager
def _limited(base: int) -> Iterator[None]:
    """Limit processor and wall time within this context; the system ends the process at a limit."""
    _limit_memory(base)
    if not hasattr(signal, "setitimer"):
        yield  # without timers, the parent watches the clock
        return
    signal.setitimer(signal.ITIMER_PROF, limits.LONGEST_COMPUTING)
    signal.setitimer(signal.ITIMER_REAL, limits.LONGEST_WAIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _limit_memory(base: int | None) -> None:
    """Limit the address space to that of the code plus the limit for a file; None removes the
    limit."""
    try:
        import resource  # not on Windows
    except ModuleNotFoundError:
        return
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    wanted = hardest if base is None else base + int(limits.LARGEST_MEMORY)
    if hardest != resource.RLIM_INFINITY:
        wanted = min(wanted, hardest)
    with suppress(ValueError, OSError):  # macOS does not limit the address space
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hardest))


def _address_space() -> int:
    """The address space of this process in bytes; 0 if unknown."""
    try:
        pages = int(_STATUS.read_text().split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _set_signals() -> None:
    """Ignore signals that the parent handles, and let timers end this process."""
    _handle(_LEFT_TO_THE_PARENT, signal.SIG_IGN)
    _handle(_OF_TIMERS, signal.SIG_DFL)


def _handle(names: Sequence[str], handler: signal.Handlers) -> None:
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    for number in numbers:
        signal.signal(number, handler)
    if hasattr(signal, "pthread_sigmask"):
        # The parent blocked some signals while this process started and could not ignore them yet.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, numbers)


def _forbid_core_files() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
