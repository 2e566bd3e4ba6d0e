"""`imrparse extract` on many letters: the rate with one process and with all, and the peak memory
of all processes together."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from attrs import frozen

import imrparse
from benchmarks.letters import ROOT, Letter
from benchmarks.timing import table
from imrparse.files import load
from imrparse.tables.run.work import Counts, FileToRead, file_rows

_FOLDER = 1_000  # letters
_EVERY = 0.25  # seconds between memory samples
_BROKEN = 500  # every nth letter can't be parsed
_CASE = re.compile(r"CM\d\d-\d{7}")
_COLUMNS = (
    "processes",
    "letters",
    "in faults",
    "seconds",
    "letters/s",
    "x one process",
    "peak MiB",
)


@frozen
class _Measured:
    jobs: int
    counts: Counts
    seconds: float
    peak: float

    @property
    def rate(self) -> float:
        return self.counts.files / self.seconds


def report(letters: Sequence[Letter], count: int, jobs: int, pdfs: Path | None) -> str:
    """The tables of times and memory, for texts and, if a folder is given, for PDFs."""
    with TemporaryDirectory(prefix="imrparse-bench-") as name:
        folder = Path(name)
        some = _made(letters, folder / "some", count // jobs)
        every = _made(letters, folder / "all", count)
        title = f"Extract: {count:,} texts to Parquet"
        shown = [_compared(title, some, every, jobs), _inside([letter.text for letter in letters])]
        if pdfs:
            several = _linked(pdfs, folder / "pdfs", max(1, count // 100))
            one = _linked(pdfs, folder / "some-pdfs", max(1, count // 100 // jobs))
            shown.append(_compared("Extract: PDFs to Parquet", one, several, jobs))
            shown.append(_inside([path.read_bytes() for path in sorted(pdfs.rglob("*.pdf"))]))
        return "\n".join(shown)


def _made(letters: Sequence[Letter], folder: Path, count: int) -> Path:
    """Letters made from the samples, each with its own case number."""
    for number, letter in enumerate(islice(cycle(letters), count)):
        text = _CASE.sub(f"CM{14 + number % 4}-{number:07}", letter.text)
        if number % _BROKEN == 0:
            text = text[: len(text) // 2]
        path = folder / f"{number // _FOLDER:04}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def _linked(pdfs: Path, folder: Path, count: int) -> Path:
    """PDFs repeatedly, as links to them."""
    folder.mkdir()
    for number, path in enumerate(islice(cycle(sorted(pdfs.rglob("*.pdf"))), count)):
        (folder / f"{number:07}.pdf").symlink_to(path.resolve())
    return folder


def _compared(title: str, some: Path, every: Path, jobs: int) -> str:
    one = _measure(some, 1)
    measured = [one, _measure(every, jobs)]
    rows = [
        (
            str(each.jobs),
            f"{each.counts.files:,}",
            f"{each.counts.files - each.counts.letters:,}",
            f"{each.seconds:.1f}",
            f"{each.rate:,.0f}",
            f"{each.rate / one.rate:.2f}",
            f"{each.peak:.0f}" if each.peak else "-",
        )
        for each in measured
    ]
    return table(title, _COLUMNS, rows)


def _measure(folder: Path, jobs: int) -> _Measured:
    """One run of the command. Each file must be in `letters` or in `faults`."""
    output = folder.with_name(f"{folder.name}-tables-{jobs}")
    command = [sys.executable, "-m", "imrparse", "extract", str(folder), "-o", str(output)]
    start = perf_counter()
    run = subprocess.Popen([*command, "--jobs", str(jobs)], cwd=ROOT, stdout=subprocess.DEVNULL)
    watch = _Watch(run.pid)
    run.wait()
    seconds = perf_counter() - start
    return _Measured(jobs, _accounted(folder, output), seconds, watch.end())


def _accounted(folder: Path, output: Path) -> Counts:
    import pyarrow.dataset

    def paths(name: str) -> set[str]:
        found = pyarrow.dataset.dataset(output / name).to_table(columns=["path"])
        return set(found.column("path").to_pylist())

    letters, failed = paths("letters"), paths("faults")
    files = sum(len(names) for _, _, names in os.walk(folder))
    if letters & failed or len(letters | failed) != files:
        raise AssertionError(f"of {files} files {len(letters)} are letters, {len(failed)} failed")
    return Counts(files=files, letters=len(letters))


class _Watch(threading.Thread):
    """Samples the memory of a process and its descendants until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = threading.Event()
        self._peak = 0.0
        self.start()

    def run(self) -> None:
        while not self._over.wait(_EVERY):
            self._peak = max(self._peak, sum(map(_memory, _family(self._pid))))

    def end(self) -> float:
        """The peak, in MiB; 0 if the system does not report it."""
        self._over.set()
        self.join()
        return self._peak


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _memory(pid: int) -> float:
    """The memory of a process in MiB; shared pages are divided among the processes."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _inside(contents: Sequence[str | bytes]) -> str:
    """The shares of one process's time spent on reading the text, parsing, and making rows."""
    rounds = 3
    reading = parsing = whole = 0.0
    for _ in range(rounds):
        for number, content in enumerate(contents):
            start = perf_counter()
            file_rows(FileToRead(str(number), "", content))
            whole += perf_counter() - start
            start = perf_counter()
            loaded = content if isinstance(content, str) else load(content, name="a.pdf")
            reading += perf_counter() - start
            start = perf_counter()
            imrparse.analyze(loaded)
            parsing += perf_counter() - start
    each = 1e3 / rounds / len(contents)
    rows = [
        (name, f"{seconds * each:.2f}", f"{seconds / whole:.0%}")
        for name, seconds in (
            ("getting the text", reading),
            ("parsing", parsing),
            ("inside the fields, and rows", whole - reading - parsing),
            ("all, but for writing", whole),
        )
    ]
    return table("One letter", ("", "ms", "share"), rows)
