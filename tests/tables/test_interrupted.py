"""Runs of `imrparse extract` stopped by a signal, at known moments and at random ones.

PYTHONPATH=tests python tests/tables/test_interrupted.py INT|TERM|HUP ROUNDS [FORMAT [busy]]

The command interrupts this many runs at random moments, and prints how they ended. `busy` keeps two
processors busy meanwhile.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pytest
from click.testing import Result

from helpers.effort import tries
from helpers.extract_command import contents, extract, letters, output, put
from helpers.signalled import STATUS, command, finished, left_of, wait_for_handlers, wait_until

from imrparse.tables.columns.column import Table
from imrparse.tables.run import pool, work
from imrparse.tables.run.sink import JoinedParts
from imrparse.tables.run.work import Batch, Plan, read_batch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")

signals = pytest.mark.parametrize("caught", STATUS, ids=lambda one: one.name)

COMPLETE = "complete before it could stop"

_BUSY = "import time\nend = time.time() + 120\nwhile time.time() < end: pass"


class Interrupting:
    """Runs over a folder of letters that are interrupted, at the same moments for the same seed.

    Each has to end with the status of its signal, with one line on stderr about how to continue,
    and without leaving a process; and `--resume` has to produce the tables of an uninterrupted run.
    """

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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "caught"), list(zip(("csv", "parquet", "sqlite"), STATUS, strict=True))
)
def test_at_random_moments(tmp_path: Path, form: str, caught: signal.Signals) -> None:
    runs = Interrupting(tmp_path, form, caught)
    assert {runs.round(number) for number in range(tries(5))} != {COMPLETE}


@signals
def test_while_files_are_listed(tmp_path: Path, caught: signal.Signals) -> None:
    """While the list of files is incomplete, nothing has begun, and nothing is left."""
    out = tmp_path / "out"
    with command("extract", "-", "-o", out, stdin=subprocess.PIPE) as run:
        wait_for_handlers(run)
        wait_until(out.exists)
        run.send_signal(caught)
        run.wait(300)  # its input stays open
        _, errors = finished(run)
    assert run.returncode == STATUS[caught]
    assert errors == b"interrupted before any file was read; --resume starts the run\n"
    assert not list(out.iterdir())


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_finishes_current_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """And begins nothing else."""
    stopped = interrupted(tmp_path, monkeypatch, signal.SIGINT, jobs)
    parts = [path.name for path in (tmp_path / "out/.imrparse-extract/parts/letters").iterdir()]
    assert "part-00001.csv" in parts
    done = len(parts) * (16 if jobs == 1 else 8)
    assert done < 63
    assert (stopped.exit_code, stopped.stderr) == (
        130,
        interrupted_message(done, 63, tmp_path / "out"),
    )
    check_resume(tmp_path, 60)


@pytest.mark.parametrize("jobs", [1, 2])
def test_other_signals_do_not_wait_for_current_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """SIGTERM is often soon followed by SIGKILL."""
    stopped = interrupted(tmp_path, monkeypatch, signal.SIGTERM, jobs)
    assert stopped.exit_code == 143
    assert not (tmp_path / "out/.imrparse-extract/parts/letters/part-00001.csv").exists()
    check_resume(tmp_path, 60)


def interrupted(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caught: signal.Signals, jobs: int
) -> Result:
    """A run that gets a signal when its second batch is read."""
    arguments = (letters(folder / "in", 60), "-o", folder / "out", "--format", "csv")
    read = partial(read_and_interrupt, caught=caught, main=os.getpid())
    with monkeypatch.context() as patched:
        patched.setattr(pool, "read_batch", read)
        return extract(*arguments, "--jobs", jobs)


def read_and_interrupt(batch: Batch, plan: Plan, caught: signal.Signals, main: int) -> work.Result:
    """Reads a batch, after the run got its signal unless it is the first one."""
    sent = plan.parts / "sent"
    if batch.number == 1:
        os.kill(main, caught)
        sent.touch()
        if os.getpid() != main and caught is not signal.SIGINT:
            signal.pause()  # until this process is killed
    elif batch.number > 1:
        wait_until(sent.exists)
    return read_batch(batch, plan)


def interrupted_message(done: int, files: int, out: Path) -> str:
    kept = f"{done} of {files} files are done, with results in {out}"
    return f"interrupted: {kept}; --resume continues from there\n"


@signals
def test_while_tables_are_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caught: signal.Signals
) -> None:
    def join(self: JoinedParts, table: Table, file: BinaryIO) -> None:
        signal.raise_signal(caught)
        whole(self, table, file)

    folder, out = letters(tmp_path / "in"), tmp_path / "out"
    whole = JoinedParts._join
    with monkeypatch.context() as patched:
        patched.setattr(JoinedParts, "_join", join)
        stopped = extract(folder, "-o", out, "--jobs", 1, "--format", "csv")
    assert (stopped.exit_code, stopped.stderr) == (STATUS[caught], interrupted_message(15, 15, out))
    check_resume(tmp_path)


# Runs that are stuck in a batch

STUCK = """
import sys, time
from pathlib import Path
from imrparse.__main__ import main
from imrparse.tables.run import pool
from imrparse.tables.run import work

def read_batch(batch, plan):
    Path(plan.parts.parents[2], "begun").touch()
    time.sleep(600)

if __name__ == "__main__":
    import stuck
    pool.read_batch = stuck.read_batch
    main()
"""


@pytest.fixture
def stuck(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run whose processes never finish reading."""
    folder = letters(tmp_path / "in")
    script = put(tmp_path / "stuck.py", STUCK)
    arguments = (folder, "-o", tmp_path / "out", "--format", "csv", "--jobs", 2)
    with command("extract", *arguments, program=script) as run:
        wait_until((tmp_path / "begun").exists)
        yield run
        run.kill()


def test_a_second_ctrl_c_stops_at_once(stuck: subprocess.Popen[bytes], tmp_path: Path) -> None:
    stuck.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        stuck.wait(0.5)
    stuck.send_signal(signal.SIGINT)
    _, errors = finished(stuck)
    line = f"interrupted: results are kept in {tmp_path / 'out'}; --resume continues from there\n"
    assert (stuck.returncode, errors.decode()) == (130, line)
    assert not left_of(stuck)
    check_resume(tmp_path)


@pytest.mark.parametrize("caught", [signal.SIGTERM, signal.SIGHUP])
def test_other_signals_stop_at_once(
    stuck: subprocess.Popen[bytes], tmp_path: Path, caught: signal.Signals
) -> None:
    os.killpg(stuck.pid, caught)
    _, errors = finished(stuck)
    line = f"interrupted: 0 of 15 files are done, with results in {tmp_path / 'out'}; "
    assert (stuck.returncode, errors.decode()) == (
        STATUS[caught],
        f"{line}--resume continues from there\n",
    )
    assert not left_of(stuck)
    check_resume(tmp_path)


def test_a_running_run_is_distinguished_from_an_interrupted_one(
    stuck: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    second = (tmp_path / "in", "-o", tmp_path / "out", "--format", "csv")
    for how in ((), ("--resume",), ("--overwrite",)):
        refused = extract(*second, *how)
        assert (refused.exit_code, refused.stderr) == (
            2,
            f"imrparse: {tmp_path / 'out'}: another run is writing there now\n",
        )
    stuck.kill()
    stuck.wait()
    refused = extract(*second)
    assert (refused.exit_code, "a run was interrupted here" in refused.stderr) == (2, True)
    check_resume(tmp_path)


def check_resume(folder: Path, count: int = 12) -> None:
    """The run in a folder can be continued, and gives this many letters."""
    arguments = (folder / "in", "-o", folder / "out", "--format", "csv", "--jobs", 1)
    assert extract(*arguments, "--resume").exit_code == 1
    assert len(contents(folder / "out")["letters"]) == count


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
