"""Runs `imrparse extract` on hostile files one by one, and prints the resources that each needs.

python measuring.py [NAME...]

Prints a line for each file whose name contains one of the words: the seconds, the peak memory of
any process and of all together, and the result.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from attrs import frozen

from helpers.hostile_archives import ARCHIVES
from helpers.hostile_documents import HTML, WORD
from helpers.hostile_pdfs import PDFS

_EVERY = 0.02  # seconds between memory samples


@frozen
class Measured:
    """The resources that a run used, and its result."""

    seconds: float
    largest: int
    """The peak memory of a single process, in MB."""
    together: int
    """The peak memory of all processes together, in MB."""
    status: int
    letters: list[str]
    faults: dict[str, str]
    """The first fault of each file that is not a letter."""
    errors: str


def files() -> dict[str, Callable[[], bytes]]:
    """The functions that make each file, by its name."""
    return {
        **{f"{name.replace(' ', '-')}.pdf": make for name, make in PDFS.items()},
        **{f"{name.replace(' ', '-')}.docx": make for name, make in WORD.items()},
        **{f"{name.replace(' ', '-')}.html": make for name, make in HTML.items()},
        **ARCHIVES,
    }


def measure(path: Path, folder: Path, *options: str) -> Measured:
    """Run the command on a file or folder, with its tables in a folder."""
    output = folder / "tables"
    command = [sys.executable, "-m", "imrparse", "extract", str(path), "-o", str(output)]
    command += ["--format", "jsonl", "--overwrite", *(options or ("--jobs", "1"))]
    start = perf_counter()
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watch = _Watch(run.pid)
    _, errors = run.communicate()
    seconds = perf_counter() - start
    largest, together = watch.end()
    return Measured(
        seconds,
        largest,
        together,
        run.returncode,
        [row["path"] for row in _rows(output / "letters.jsonl")],
        {row["path"]: row["message"] for row in reversed([*_rows(output / "faults.jsonl")])},
        errors.decode(),
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


class _Watch(threading.Thread):
    """Samples the memory of a process and its descendants until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = threading.Event()
        self._largest = self._together = 0
        self.start()

    def run(self) -> None:
        while not self._over.wait(_EVERY):
            memory = [_memory(pid) for pid in _family(self._pid)]
            self._largest = max(self._largest, *memory)
            self._together = max(self._together, sum(memory))

    def end(self) -> tuple[int, int]:
        self._over.set()
        self.join()
        return self._largest // 1000, self._together // 1000


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _memory(pid: int) -> int:
    """The resident memory of a process, in kilobytes."""
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4
    return 0


def main(words: list[str]) -> None:
    for name, make in files().items():
        if words and not any(word in name for word in words):
            continue
        with TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(make())
            size = path.stat().st_size
            found = measure(path, Path(folder))
        outcomes = [f"{len(found.letters)} letters"] if found.letters else []
        outcomes += sorted({f"{message}" for message in found.faults.values()})[:3]
        line = f"{name} | {size:,} | {found.seconds:.1f} | {found.largest} | {found.together} | "
        sys.stdout.write(f"{line}{found.status} | {len(found.faults)} | {'; '.join(outcomes)}\n")
        if found.errors.strip():
            sys.stdout.write(f"    {found.errors}\n")
        sys.stdout.flush()


# How the time of a run grows with the text.

BUSY = 8.0  # times as long for four times the text; 4 is usual, 16 is quadratic
LEAST = 0.002  # seconds; below, the clock and what is loaded first count for too much
TRIES = 3


def growth(run: Callable[[str], object], short: str, long: str) -> float:
    """How many times as long a run takes for the longer of two texts, tried again if it is slow."""
    best = {short: inf, long: inf}
    times = inf
    for _ in range(TRIES):
        for text in best:
            best[text] = min(best[text], seconds(run, text))
        times = best[long] / max(LEAST, best[short])
        if times < BUSY:
            break
    return times


def seconds(run: Callable[[str], object], text: str) -> float:
    """The time that a run takes of this process alone."""
    gc.collect()
    gc.disable()  # it would look through what other tests have left, again and again
    try:
        start = process_time()
        run(text)
        return process_time() - start
    finally:
        gc.enable()


if __name__ == "__main__":
    main(sys.argv[1:])
