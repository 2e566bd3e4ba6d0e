"""What it costs to start: the CPU time of whole processes, from their start to their end.

CPU time, not time on the clock: a start waits for the disk, and for other programs. As in an
installed package, the tables of the grammars are made and the modules are compiled before.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

from benchmarks.letters import ROOT, Letter
from benchmarks.timing import ratio, table
from imrparse.storing import renew

_RUNS = 10
_TIMEOUT = 60  # seconds
_COLUMNS = ("", "best CPU ms", "median CPU ms", "x pass, best", "x pass, median")
_PASS = "python -c pass"
_FIRST_LETTER = "import imrparse, sys; imrparse.parse(sys.stdin.read())"


def report(letters: list[Letter]) -> str:
    """The table of start-up times."""
    renew()
    shortest = min(letters, key=lambda letter: len(letter.text))
    commands = {
        _PASS: [sys.executable, "-c", "pass"],
        'python -c "import lark, attrs"': [sys.executable, "-c", "import lark, attrs"],
        'python -c "import imrparse"': [sys.executable, "-c", "import imrparse"],
        "import, and parse one letter": [sys.executable, "-c", _FIRST_LETTER],
        "imrparse --version": [_command(), "--version"],
        "imrparse --help": [_command(), "--help"],
        "imrparse parse FILE": [_command(), "parse", str(shortest.path)],
        "imrparse lint FILE": [_command(), "lint", str(shortest.path)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    failed: set[str] = set()
    for number in range(_RUNS + 1):  # the first one fills the caches
        for name, command in commands.items():
            seconds = None if name in failed else _run(command, shortest.text)
            if seconds is None:
                failed.add(name)
            elif number:
                times[name].append(seconds)
    rows = [_row(name, times[name], times[_PASS]) for name in commands]
    return table(f"Start-up: whole processes, {_RUNS} of each by turns", _COLUMNS, rows)


def _row(name: str, times: list[float], base: list[float]) -> list[str]:
    if not times:
        return [name, "failed", *["-"] * 3]
    best, middle = min(times), median(times)
    ratios = ratio(best / min(base)), ratio(middle / median(base))
    return [name, f"{best * 1e3:.0f}", f"{middle * 1e3:.0f}", *ratios]


def _command() -> str:
    """The command beside this interpreter, or the one on the path."""
    beside = shutil.which("imrparse", path=str(Path(sys.executable).parent))
    return beside or shutil.which("imrparse") or "imrparse"


def _run(command: list[str], text: str) -> float | None:
    """The seconds of CPU time that a process takes, or None if it fails. 1 means findings."""
    before = _children()
    # Without compiled modules, each start would compile them all.
    env = {k: value for k, value in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    try:
        child = subprocess.run(
            command, input=text.encode(), cwd=ROOT, env=env, timeout=_TIMEOUT, capture_output=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return _children() - before if child.returncode in (0, 1) else None


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
