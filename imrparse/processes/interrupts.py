"""How the command stops on SIGINT (Ctrl-C), SIGTERM and SIGHUP.

A signal handler may run between any two steps of the program, so this one only notes the signal
and wakes the loop that waits. The program stops where it calls `check`, and so is never stopped
halfway through anything. Only inside `raising`, which surrounds work that has nothing to lose, the
handler raises `Interrupted` itself, and it does so once.

A second signal ends the process at once, from the handler: first the processes that it began, then
itself, with the words that were left for that case.

The exit status is 128 and the number of the signal, as shells have it: 130, 143 and 129.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from types import FrameType
from typing import Any

SIGNALS: frozenset[signal.Signals] = frozenset(
    one for one in signal.Signals if one.name in ("SIGINT", "SIGTERM", "SIGHUP")
)
"""The signals that stop the command."""

_ONE = 0.1
"""Seconds in which two signals count as one: `timeout`, shells and wrappers often send two."""


class Interrupted(KeyboardInterrupt):
    """A signal asked the command to stop."""

    def __init__(self, caught: signal.Signals) -> None:
        super().__init__(caught.name)
        self.status = 128 + caught
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
    """Register what ends the processes that a module begins, and waits for them.

    It is called before this process ends, perhaps in a signal handler or in another thread than the
    first, and has to return within seconds. That holds in child processes too.
    """
    _enders.append(ender)


def end_all() -> None:
    """End all processes that this one began."""
    for ender in _enders:
        ender()


def install() -> None:
    """Handle the signals from now on, except those that the process was started to ignore."""
    global _state
    _state = _State()
    sys.unraisablehook = _show_unraisable
    for one in SIGNALS:
        if signal.getsignal(one) not in (signal.SIG_IGN, None):
            _installed[one] = signal.signal(one, _handle)


def finish() -> None:
    """The process ends, and its status is settled: a signal that comes now changes nothing."""
    for one in _installed:
        signal.signal(one, signal.SIG_IGN)
    end_all()


@contextmanager
def handled() -> Iterator[None]:
    """The signals are handled, and as before afterwards. Other threads than the first, and calls
    inside of another, change nothing."""
    if _installed or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = sys.unraisablehook
    install()
    try:
        yield
    finally:
        sys.unraisablehook = before
        while _installed:
            signal.signal(*_installed.popitem())


@contextmanager
def raising() -> Iterator[None]:
    """A signal raises Interrupted, wherever the program is; also one that came before."""
    before = _state.raises
    try:
        _state.raises = True
        check()
        yield
    finally:
        _state.raises = before


@contextmanager
def held() -> Iterator[None]:
    """A signal is only noted. Inside of `raising` it raises Interrupted at the end."""
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
    """The first signal calls a function, in the handler: it may do no more than wake a loop."""
    _state.callbacks.append(callback)
    try:
        yield
    finally:
        _state.callbacks.remove(callback)


@contextmanager
def last_words(text: str) -> Iterator[None]:
    """What to say if a second signal ends the process at once."""
    before, _state.last_words = _state.last_words, text
    try:
        yield
    finally:
        _state.last_words = before


def caught() -> signal.Signals | None:
    """The signal that came, if one did."""
    return _state.caught


def is_urgent() -> bool:
    """Whether a signal came that leaves no time to finish anything: any but Ctrl-C."""
    return _state.caught not in (None, signal.SIGINT)


def check() -> None:
    """Raises Interrupted if a signal came."""
    if _state.caught is not None:
        _state.has_raised = True
        raise Interrupted(_state.caught)


def _show_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """As Python does, but for an Interrupted where no exception can be raised, such as in a
    destructor. The next `check` raises it again."""
    if not isinstance(unraisable.exc_value, Interrupted):
        sys.__unraisablehook__(unraisable)


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
    """Write a line to stderr from a handler: past all buffers, in whose midst it may have come.

    A terminal gets its cursor back, which a progress bar hides.
    """
    if sys.stderr is None:
        return
    with suppress(OSError):
        start = "\r\x1b[2K\x1b[?25h" if os.isatty(2) else ""
        line = f"{text}\n" if text else ""
        os.write(2, f"{start}{line}".encode(errors="backslashreplace"))
