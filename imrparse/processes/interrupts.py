"""How the command stops on SIGINT (Ctrl-C), SIGTERM and SIGHUP.

A signal handler may run between any two instructions of the program. So this one only records the
signal and wakes the waiting loop; the program stops where it calls `check`, never halfway through
an operation. Work that can be abandoned at any point runs inside `raising`: there the handler
raises `Interrupted` itself, once.

Python runs handlers only between its own instructions. If a signal arrives just before a system
call blocks, or in another thread, its handler would wait until that call returns. So a thread
watches for signals and interrupts the call.

A second signal ends the process from the handler: first its child processes, then itself.

The exit status is 128 plus the number of the signal, as in shells: 130, 143 and 129.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep
from types import FrameType
from typing import Any

SIGNALS: frozenset[signal.Signals] = frozenset(
    one for one in signal.Signals if one.name in ("SIGINT", "SIGTERM", "SIGHUP")
)
"""The signals that stop the command."""

_ONE = 0.1
"""Seconds within which two signals count as one: `timeout` and many shells send two."""


class Interrupted(KeyboardInterrupt):
    """A signal asked the command to stop."""

    def __init__(self, caught: signal.Signals) -> None:
        super().__init__(caught.name)
        self.status: int = 128 + caught
        """The exit status."""


class _State:
    def __init__(self) -> None:
        self.caught: signal.Signals | None = None
        self.when = 0.0
        self.raises = False
        """Whether the handler may raise Interrupted."""
        self.has_raised = False
        self.callbacks: list[Callable[[], object]] = []
        self.last_words = ""


_state = _State()
_installed: dict[int, Any] = {}
"""The signals that are handled, and how they were handled before."""

_enders: list[Callable[[], object]] = []


def end_with(ender: Callable[[], object]) -> None:
    """Register a function that ends the child processes of a module and waits for them.

    It is called before this process ends, in child processes too. It may be called in a signal
    handler or in any thread, and has to return within a few seconds.
    """
    _enders.append(ender)


def end_all() -> None:
    """End all child processes."""
    for ender in _enders:
        ender()


def install() -> None:
    """Handle the signals from now on, except those that are ignored already (`nohup`)."""
    global _state
    _state = _State()
    sys.unraisablehook = _show_unraisable
    for one in SIGNALS:
        if signal.getsignal(one) not in (signal.SIG_IGN, None):
            _installed[one] = signal.signal(one, _handle)
    if sys.platform != "win32":
        _watch()


def finish() -> None:
    """Ignore signals from now on, since the exit status is settled, and end all child processes."""
    for one in _installed:
        signal.signal(one, signal.SIG_IGN)
    end_all()


@contextmanager
def handled() -> Iterator[None]:
    """Handle the signals in this context, and restore the handlers afterwards.

    Nested contexts, and contexts in threads other than the first, change nothing.
    """
    if _installed or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = sys.unraisablehook
    install()
    try:
        yield
    finally:
        sys.unraisablehook = before
        _unwatch()
        while _installed:
            signal.signal(*_installed.popitem())


@contextmanager
def raising() -> Iterator[None]:
    """Let a signal raise Interrupted anywhere in this context, and an earlier one at its start."""
    before = _state.raises
    try:
        _state.raises = True
        check()
        yield
    finally:
        _state.raises = before


@contextmanager
def held() -> Iterator[None]:
    """Only record a signal in this context. Inside `raising`, raise Interrupted at its end."""
    before = _state.raises
    _state.raises = False
    try:
        yield
    finally:
        _state.raises = before
    if before and not _state.has_raised:
        check()


@contextmanager
def calling(callback: Callable[[], object]) -> Iterator[None]:
    """Call a function on the first signal, from its handler; it may only wake a loop."""
    _state.callbacks.append(callback)
    try:
        yield
    finally:
        _state.callbacks.remove(callback)


@contextmanager
def last_words(text: str) -> Iterator[None]:
    """The line to write if a second signal ends the process."""
    before, _state.last_words = _state.last_words, text
    try:
        yield
    finally:
        _state.last_words = before


def caught() -> signal.Signals | None:
    """The signal that was received, if any."""
    return _state.caught


def is_urgent() -> bool:
    """Whether a signal was received that leaves no time to finish anything: not Ctrl-C."""
    return _state.caught not in (None, signal.SIGINT)


def check() -> None:
    """Raise Interrupted if a signal was received."""
    if _state.caught is not None:
        _state.has_raised = True
        raise Interrupted(_state.caught)


def _show_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """Python's hook, but silent for an Interrupted that can't propagate, as in a destructor.

    The next `check` raises it again.
    """
    if not isinstance(unraisable.exc_value, Interrupted):
        sys.__unraisablehook__(unraisable)


_NUDGES = (0.02, 0.1, 0.5, 2.0)
"""The seconds before each interruption of a system call: the first ones may come too early."""

_watching: list[int] = []
"""The write end of the pipe to which Python writes the number of each signal."""


def _watch() -> None:
    """Start the thread that interrupts blocking calls, unless a library watches signals already."""
    _unwatch()
    theirs, ours = os.pipe()
    os.set_blocking(ours, False)
    if (before := signal.set_wakeup_fd(ours, warn_on_full_buffer=False)) != -1:
        signal.set_wakeup_fd(before)
        os.close(theirs)
        os.close(ours)
        return
    _watching.append(ours)
    _installed[signal.SIGURG] = signal.signal(signal.SIGURG, _do_nothing)
    thread = threading.Thread(target=_nudge, args=(theirs,), daemon=True)
    # The new thread inherits the mask, so it never receives these signals.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {*SIGNALS, signal.SIGURG})
    try:
        thread.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _unwatch() -> None:
    while _watching:
        signal.set_wakeup_fd(-1)
        os.close(_watching.pop())


def _nudge(received: int) -> None:
    """After each signal, interrupt system calls of the main thread with a harmless SIGURG."""
    first = threading.main_thread().ident
    assert first is not None
    with open(received, "rb", buffering=0) as signals:
        while number := signals.read(1):
            for pause in _NUDGES if number[0] in SIGNALS else ():
                sleep(pause)
                signal.pthread_kill(first, signal.SIGURG)


def _do_nothing(*_: object) -> None:
    """Handle a signal whose only purpose is to interrupt a system call."""


def _handle(number: int, _: FrameType | None) -> None:
    if _state.caught is None:
        _state.when = monotonic()
        _state.caught = signal.Signals(number)
        for callback in tuple(_state.callbacks):
            callback()
        if _state.raises:
            check()
    elif monotonic() - _state.when > _ONE:
        _end_at_once(_state.caught)


def _end_at_once(caught: signal.Signals) -> None:
    try:
        end_all()
        write(_state.last_words)
    finally:
        os._exit(128 + caught)


def write(text: str) -> None:
    """Write a line to stderr from a signal handler, bypassing buffers that may be mid-write.

    On a terminal, clear the line and show the cursor, which a progress bar hides.
    """
    if sys.stderr is None:
        return
    with suppress(OSError):
        start = "\r\x1b[2K\x1b[?25h" if os.isatty(2) else ""
        line = f"{text}\n" if text else ""
        os.write(2, f"{start}{line}".encode(errors="backslashreplace"))
