"""What lets coverage see the processes that the package starts, and kills when it is done."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from imrparse.files import limited
from imrparse.processes.child import Child

_PATIENCE = 20.0  # seconds for a process to write what it ran


def see_processes() -> None:
    """Let the processes that this one starts write what they ran before they are killed.

    Nothing is changed unless the tests run under coverage, as `.ci/coverage` runs them.
    """
    if not _is_traced():
        return
    kill, make = limited._kill, Child.__init__

    def kill_after_end(process: subprocess.Popen[bytes]) -> int:
        if process.stdin is not None:
            process.stdin.close()  # at which the process ends by itself
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
        return kill(process)

    def make_writing(self: Child[Any, Any], function: Callable[[Any], Any]) -> None:
        make(self, partial(_traced, function))

    limited._kill = kill_after_end
    Child.__init__ = make_writing  # type: ignore[method-assign]


def _is_traced() -> bool:
    return "coverage" in sys.modules and sys.modules["coverage"].Coverage.current() is not None


def _traced(function: Callable[[Any], Any], task: Any) -> Any:
    """Apply a function in a child process, which kills its whole group in the end."""
    if _is_traced() and not isinstance(os.killpg, partial):
        os.killpg = partial(_write_and_kill, os.killpg)
    return function(task)


def _write_and_kill(killpg: Callable[[int, int], None], group: int, number: int) -> None:
    sys.modules["coverage"].Coverage.current().save()
    killpg(group, number)
