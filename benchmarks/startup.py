"""The cost of starting: whole processes, from start to end."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.letters import ROOT, Letter
from benchmarks.tables import ratio, table

_RUNS = 10
_TIMEOUT = 60  # seconds
_COLUMNS = ("", "best ms", "median ms", "x import, median")
_IMPORT = 'python -c "import imrparse"'
_FIRST_LETTER = "import imrparse, sys; imrparse.parse(sys.stdin.read())"


def report(letters: list[Letter]) -> str:
    """The table of start-up times."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        'python -c "import lark, attrs"': [sys.executable, "-c", "import lark, attrs"],
        _IMPORT: [sys.executable, "-c", "import imrparse"],
        "import, and parse one letter": [sys.executable, "-c", _FIRST_LETTER],
        "imrparse --version": [_command(), "--version"],
    }
    text = min((letter.text for letter in letters), key=len)
    times: dict[str, list[float]] = {name: [] for name in commands}
    failed: set[str] = set()
    for number in range(_RUNS + 1):  # the first one fills the caches
        for name, command in commands.items():
            seconds = None if name in failed else _run(command, text)
            if seconds is None:
                failed.add(name)
            elif number:
                times[name].append(seconds)
    rows = [_row(name, times[name], times[_IMPORT]) for name in commands]
    return table(f"Start-up: whole processes, {_RUNS} of each by turns", _COLUMNS, rows)


def _row(name: str, times: list[float], base: list[float]) -> list[str]:
    if not times:
        return [name, "not installed", "-", "-"]
    against = ratio(median(times) / median(base)) if base else "-"
    return [name, f"{min(times) * 1e3:.0f}", f"{median(times) * 1e3:.0f}", against]


def _command() -> str:
    """The command beside this interpreter, or the one on the path."""
    beside = shutil.which("imrparse", path=str(Path(sys.executable).parent))
    return beside or shutil.which("imrparse") or "imrparse"


def _run(command: list[str], text: str) -> float | None:
    """The seconds that a process takes, or None if it fails."""
    start = perf_counter()
    try:
        subprocess.run(
            command,
            input=text.encode(),
            cwd=ROOT,
            check=True,
            timeout=_TIMEOUT,
            capture_output=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return perf_counter() - start
