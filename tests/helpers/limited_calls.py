"""Functions that the tests run in limited processes."""

from __future__ import annotations

import os
import signal
import threading
import time

from imrparse import UnreadableError

Reply = tuple[object, bytes]


def pid(_: bytes) -> Reply:
    return os.getpid(), b""


def echo(data: bytes, text: str = "") -> Reply:
    return text, data


def crash(_: bytes) -> Reply:
    os.abort()


def crash_if_used(_: bytes) -> Reply:
    """Crash, unless this is the first call of its process."""
    if hasattr(crash_if_used, "called"):
        os.abort()
    setattr(crash_if_used, "called", True)  # noqa: B010
    return os.getpid(), b""


def allocate(_: bytes, megabytes: int) -> Reply:
    return len(bytearray(megabytes * 1_000_000)), b""


def compute(_: bytes) -> Reply:
    while True:
        pass


def wait(_: bytes) -> Reply:
    threading.Event().wait()
    return None, b""


def wait_and_tell(_: bytes, pipe: str) -> Reply:
    """Open a pipe, which shows that this call has begun; and wait."""
    with open(pipe, "wb"):  # noqa: PTH123
        time.sleep(600)
    return None, b""


def refuse(_: bytes) -> Reply:
    raise UnreadableError("no letter")


def fail(_: bytes) -> Reply:
    raise KeyError("no such thing")


def get_signals(_: bytes) -> Reply:
    """Send itself the signals that process groups receive."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        os.kill(os.getpid(), getattr(signal, name))
    return os.getpid(), b""


def write_to_standard_output(_: bytes) -> Reply:
    os.write(1, b"noise")
    os.write(2, b"noise")
    return os.read(0, 10).decode(), b""
