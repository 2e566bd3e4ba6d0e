"""The memory used when many letters are parsed one after another in a separate process.

Run as a program (``python -m benchmarks.memory``), this module is that process: it reads the
letters' texts from standard input, and writes the peaks to standard output, both as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

import imrparse
from benchmarks.letters import ROOT, Letter
from benchmarks.timing import table

_COUNTS = (0, 1, 100, 1_000, 10_000)
_STATUS = Path("/proc/self/status")
_COLUMNS = ("letters parsed", "peak MiB", "more than before")


def report(letters: Sequence[Letter]) -> str:
    """The table of the peak of resident memory after more and more letters."""
    child = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory"],
        input=json.dumps([letter.text for letter in letters]).encode(),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    peaks: list[float] = json.loads(child.stdout)
    rows = [
        [f"{count:,}", f"{mib:.1f}", f"{mib - before:+.1f}"]
        for count, mib, before in zip(_COUNTS, peaks, [peaks[0], *peaks], strict=False)
    ]
    return table("Memory: peak of the resident set of one process", _COLUMNS, rows)


def peak() -> float:
    """The peak memory of this process so far, in MiB.

    Linux's own high-water mark if available: there, getrusage starts with the peak of the parent
    process.
    """
    if _STATUS.exists():
        for line in _STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    import resource  # not on every system

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1024**2


def peaks(texts: Sequence[str]) -> list[float]:
    """The peaks after each of `_COUNTS` letters, cycling through the texts."""
    found = []
    letters = cycle(texts)
    parsed = 0
    for count in _COUNTS:
        for text in islice(letters, count - parsed):
            imrparse.parse(text)
        parsed = count
        found.append(peak())
    return found


if __name__ == "__main__":
    json.dump(peaks(json.load(sys.stdin)), sys.stdout)
