"""Interrupts runs of `imrparse extract` at random moments, and continues them.

PYTHONPATH=tests python tests/tables/interrupting.py INT|TERM|HUP ROUNDS [FORMAT [busy]]

Each run has to end with the status of its signal, with one line on stderr about how to continue,
and without leaving a process; and `--resume` has to produce the tables of an uninterrupted run.
Prints how the runs ended. `busy` keeps two processors busy meanwhile.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.extract_command import contents, letters, output
from helpers.signalled import STATUS, command, finished, left_of, wait_for_handlers

COMPLETE = "complete before it could stop"

_BUSY = "import time\nend = time.time() + 120\nwhile time.time() < end: pass"


class Interrupting:
    """Runs over a folder of letters that are interrupted, at the same moments for the same seed."""

    def __init__(self, folder: Path, form: str, caught: signal.Signals, count: int = 300) -> None:
        self._letters = letters(folder / "in", count)
        self._form = form
        self._caught = caught
        self._folder = folder
        self._moments = random.Random(f"{form} {caught.name}")
        self._whole = output(folder, f"whole.{form}")
        run = self._begun(self._whole)
        wait_for_handlers(run)
        started = time.monotonic()
        finished(run)
        self._length = time.monotonic() - started
        assert run.returncode == 1
        self._wanted = contents(self._whole)

    def round(self, number: int) -> str:
        """Interrupt one run, and continue it. Returns how it ended."""
        out = output(self._folder, f"{number}.{self._form}")
        run = self._begun(out)
        wait_for_handlers(run)
        time.sleep(self._moments.uniform(0, self._length))
        run.send_signal(self._caught)
        _, errors = finished(run)
        assert not left_of(run)
        if run.returncode == 1:
            assert errors == b""
            ended = COMPLETE
        else:
            assert run.returncode == STATUS[self._caught], (run.returncode, errors)
            (line,) = errors.decode().splitlines()
            assert line.startswith("interrupted"), errors
            assert "--resume" in line, errors
            ended = "before any file was read" if "before" in line else "some files were read"
        rest = self._begun(out, "--resume")
        finished(rest)
        assert rest.returncode == (0 if run.returncode == 1 else 1)
        assert contents(out) == self._wanted
        assert not [path for path in self._folder.iterdir() if path.name.startswith(".")]
        return ended

    def _begun(self, out: Path, *more: str) -> subprocess.Popen[bytes]:
        arguments = (self._letters, "-o", out, "--format", self._form, "--jobs", 2, *more)
        return command("extract", *arguments)


@contextmanager
def busy() -> Iterator[None]:
    """Two processes that use all the processor time they can get, for a while."""
    beside = [subprocess.Popen([sys.executable, "-c", _BUSY]) for _ in range(2)]
    try:
        yield
    finally:
        for process in beside:
            process.kill()
            process.wait()


def main(name: str, rounds: str, form: str = "csv", load: str = "") -> None:
    """Interrupt this many runs, and print how they ended."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # if a shell had it ignored
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # if `nohup` had it ignored
    ended: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        runs = Interrupting(Path(folder), form, signal.Signals[f"SIG{name}"])
        for number in range(int(rounds)):
            if load:
                with busy():
                    ended[runs.round(number)] += 1
            else:
                ended[runs.round(number)] += 1
    sys.stdout.write(f"SIG{name} {form} {load}: {rounds} of {rounds}; {dict(ended)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
