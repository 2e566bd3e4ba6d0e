"""The memory used when many letters are parsed one after another, and when many files are listed.

Run as a program (``python -m benchmarks.memory``), this module is the process that is measured. It
reads the letters' texts from standard input, or lists the folder that is its argument, and writes
the peaks to standard output, as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

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


def listing_report(count: int) -> str:
    """The table of the peak memory of listing a folder of empty files, a tenth and all of them."""
    rows = []
    with TemporaryDirectory(prefix="imrparse-bench-") as name:
        made = 0
        for many in (0, count // 10, count):
            for number in range(made, many):
                Path(name, f"CM{14 + number % 4}-{number:07}.txt").touch()
            made = many
            command = [sys.executable, "-m", "benchmarks.memory", name]
            child = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
            listed, mib = json.loads(child.stdout)
            if listed != many:
                raise AssertionError(f"{listed} of {many} files were listed")
            rows.append([f"{many:,}", f"{mib:.1f}"])
    return table("Listing: peak of the resident set", ("files in a folder", "peak MiB"), rows)


def listed(folder: str) -> tuple[int, float]:
    """List the files of a folder as `imrparse extract` does. Returns their number, and the peak."""
    from imrparse.files import SUFFIXES
    from imrparse.tables.inputs.listing import Lister

    with TemporaryFile("w", encoding="utf-8") as file:
        return Lister([folder], SUFFIXES).write(file), peak()


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
    found = listed(sys.argv[1]) if sys.argv[1:] else peaks(json.load(sys.stdin))
    json.dump(found, sys.stdout)
