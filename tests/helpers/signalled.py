"""Helpers that interrupt commands, and find what they leave behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_LONGEST = 300  # seconds that anything may take, however busy the machine is

STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
"""The exit status after each signal that stops a command."""

can_see_processes = Path("/proc/self/stat").exists()
"""Whether `left_of` can find processes."""


def command(
    *arguments: object, program: Path | None = None, **kwargs: Any
) -> subprocess.Popen[bytes]:
    """Start the command in a session of its own, like a terminal does; or another program."""
    begin = [str(program)] if program else ["-m", "imrparse"]
    whole = [sys.executable, "-X", "faulthandler", *begin, *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(whole, start_new_session=True, **{**pipes, **kwargs})


def finished(running: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """The output of a command on stdout and stderr after it has ended. If it does not end, fails
    with the stacks of its threads."""
    try:
        return running.communicate(timeout=_LONGEST)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGABRT)
        _, trace = running.communicate()
        raise AssertionError(trace.decode()) from None


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds. Fails if it does not in time."""
    latest = time.monotonic() + _LONGEST
    while not condition():
        assert time.monotonic() < latest
        time.sleep(0.005)


def wait_for_handlers(running: subprocess.Popen[bytes]) -> None:
    """Wait until a command handles signals. Before that, Python's default applies."""
    wait_until(lambda: running.poll() is not None or _catches(running.pid, signal.SIGTERM))


def _catches(pid: int, number: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:  # this is not Linux
        time.sleep(1)
        return True
    (mask,) = (line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(mask, 16) >> (number - 1) & 1)


def left_of(running: subprocess.Popen[bytes]) -> list[str]:
    """The processes in the session of a command that has ended; on Linux only."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, values = path.read_text().rsplit(")", 1)
        except OSError:
            continue  # it has just ended
        if int(values.split()[3]) == running.pid:
            found.append(name)
    return found
