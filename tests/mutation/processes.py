"""Processes that run tests on a changed copy of the project, and their limits."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

FAILED = 1
"""The exit status of a process in which a test failed, as pytest's."""

TIME = "time"
"""Stands for a test that does not end."""

_IDLE_FACTOR = 20.0  # times the processor time that may pass before a process counts as stuck
_MOST_MEMORY = 4 << 30


def enter(root: Path) -> None:
    """Make a copy of the project the one that is imported, here and in processes of tests."""
    os.chdir(root)
    sys.path.insert(0, str(root))
    os.environ["PYTHONPATH"] = str(root)
    os.environ["CI"] = "true"  # the same examples each time


def silence() -> None:
    """Send what this process prints nowhere."""
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)


def limit(seconds: float) -> None:
    """Give this process a group of its own, and an end."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def verdict(child: int, told: int, seconds: float) -> str:
    """The test that a process tells of as failed, `TIME` if it does not end, or "" for none.

    `told` is the end of a pipe on which the process tells, `seconds` its limit.
    """
    with os.fdopen(told, "rb") as pipe:
        ended = wait(child, seconds * _IDLE_FACTOR)
        said = pipe.read().decode() if ended is not None else ""
    if ended == 0:
        return ""
    if ended is None or -ended in (signal.SIGXCPU, signal.SIGVTALRM, signal.SIGKILL):
        return TIME
    return said or f"exit status {ended}"


def wait(child: int, limit: float) -> int | None:
    """The exit status of a process and its group's end; None if it had to be killed.

    A negative status is the signal that ended it.
    """
    end = time.monotonic() + limit
    pause = 0.01
    status: int | None = None
    while status is None and time.monotonic() < end:
        done, waited = os.waitpid(child, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(waited)
        else:
            time.sleep(pause)
            pause = min(0.2, pause * 1.2)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if status is None:
        os.waitpid(child, 0)
    return status
