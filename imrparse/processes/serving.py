"""The child process: it receives a function, and then tasks to apply it to.

Messages go through a pipe as frames, each preceded by its length.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from threading import Thread
from typing import Any, BinaryIO

from imrparse.processes import interrupts


def serve(lifeline: int | None = None) -> None:
    """Answer until the pipe of requests or the lifeline is closed. Never returns."""
    requests, answers = _pipes()
    if lifeline is not None:
        Thread(target=_watch, args=(lifeline,), daemon=True).start()
    function: Callable[[Any], Any] | None = None
    while (message := receive(requests)) is not None:
        try:
            what = pickle.loads(message)
            if function is None:
                function, answer = what, None
            else:
                answer = function(what)
            message = pickle.dumps((answer, None, ""), pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            message = _failure(error)
        try:
            send(answers, message)
        except OSError:
            break
    _end()


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent, moved out of the way of other code.

    What libraries print to stdout goes to stderr, and child processes find an empty stdin.
    """
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere if sys.stderr is None else 2, 1)
    os.close(nowhere)
    return requests, answers


def _watch(lifeline: int) -> None:
    """End when the lifeline is closed, even in the middle of a task."""
    os.set_inheritable(lifeline, False)
    os.read(lifeline, 1)
    _end()


def _failure(error: Exception) -> bytes:
    trace = "".join(traceback.format_exception(error))
    try:
        message = pickle.dumps((None, error, trace), pickle.HIGHEST_PROTOCOL)
        pickle.loads(message)  # some can be pickled but not unpickled
    except Exception:
        what = RuntimeError(f"{type(error).__name__}: {error}")
        message = pickle.dumps((None, what, trace), pickle.HIGHEST_PROTOCOL)
    return message


def _end() -> None:
    """End the children of this process, and then its whole group."""
    interrupts.end_all()
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


_LENGTH = struct.Struct("!Q")


def send(pipe: BinaryIO, data: bytes) -> None:
    """Send a frame. Raises OSError if the other end is closed."""
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes | None:
    """The next frame; None if the other end is closed, even in the middle of a frame."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None
