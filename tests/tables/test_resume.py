"""Runs that are interrupted in any way, and continued."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from helpers import kill_extract
from helpers.effort import tries
from helpers.extract_command import FORMATS, contents, extract, letters, output, process, put
from helpers.in_turn import in_turn

from imrparse.files import Loaded, load
from imrparse.tables.formats.parts import Format
from imrparse.tables.run import pool, work
from imrparse.tables.run.work import CRASHED, Batch, Plan, Result, read_batch
from imrparse.tables.run.workspace import Workspace

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")


def kill_and_resume(folder: Path, form: str, kills: int, *, longest: float) -> None:
    """The tables of a run that is killed repeatedly equal those of an uninterrupted one."""
    whole = output(folder, f"whole.{form}")
    assert extract(folder / "in", "-o", whole, "--format", form, "--jobs", 1).exit_code == 1
    broken = output(folder, form)
    arguments = (folder / "in", "-o", broken, "--format", form, "--jobs", "2")
    moments = random.Random(form)
    killed, how = 0, "--resume"
    while killed < kills:
        run = process(*arguments, how, stdout=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            run.communicate(timeout=moments.uniform(0.1, longest))
        how = "--resume"
        if run.poll() is None:
            run.kill()
            killed += 1
        else:  # it finished: start over, to be killed again
            assert run.returncode in (0, 1)
            assert contents(broken) == contents(whole)
            how = "--overwrite"
        run.communicate()
    done = process(*arguments, "--resume", stdout=subprocess.DEVNULL)
    done.communicate(timeout=120)
    assert done.returncode in (0, 1)
    assert contents(broken) == contents(whole)
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


@posix
@pytest.mark.slow
@pytest.mark.parametrize("form", ["parquet", "csv", "sqlite"])
def test_killed_at_random_moments(form: str, tmp_path: Path) -> None:
    """Also while a batch is being read. Those of the other formats are kept as one of these is."""
    letters(tmp_path / "in", 2_000)
    kill_and_resume(tmp_path, form, tries(10), longest=2.5)


@posix
@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_killed_before_each_change(form: str, tmp_path: Path) -> None:
    """Before each file that a run makes, moves or removes, above all while it clears away.

    Parquet has three times as many files as the other formats, which are moved in the same way.
    """
    every = 3 if form == "parquet" else 1
    assert killed_before_changes(tmp_path, form, every) > 15


@posix
@pytest.mark.parametrize("form", in_turn(["jsonl", "sqlite"], 2))
def test_killed_before_some_changes(form: str, tmp_path: Path) -> None:
    assert killed_before_changes(tmp_path, form, every=9) > 1


def killed_before_changes(tmp_path: Path, form: str, every: int) -> int:
    """Before each file that a run creates, moves or removes, especially while it cleans up."""
    given = letters(tmp_path / "in", 8)
    script = Path(kill_extract.__file__)
    command = [sys.executable, script, tmp_path, given, output(tmp_path, form), form, every]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, env=paths, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.parametrize("form", in_turn(FORMATS, 3))
def test_resume_reads_nothing_again(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a disk was full in the middle, files that were done are not opened again."""
    folder, out = letters(tmp_path / "in", 60), output(tmp_path, form)
    whole = output(tmp_path, f"whole.{form}")
    assert extract(folder, "-o", whole, "--format", form, "--jobs", 1).exit_code == 1
    arguments = (folder, "-o", out, "--format", form, "--jobs", 1)
    with monkeypatch.context() as patched:
        patched.setattr(pool, "read_batch", full_at(3))
        stopped = extract(*arguments)
    assert stopped.exit_code == 2
    assert "No space left on device: 32 of 63 files are done" in stopped.stderr
    refused = extract(*arguments)
    assert (refused.exit_code, "--resume continues" in refused.stderr) == (2, True)
    for path in sorted(folder.rglob("*.txt"))[:20]:
        path.unlink()
    done = extract(*arguments, "--resume")
    assert done.exit_code == 1
    assert "32 of 63 files were already read" in done.stderr
    assert "63 files read" in done.stdout
    again = extract(*arguments, "--resume")
    assert (again.exit_code, "complete" in again.stderr) == (0, True)
    found, wanted = contents(out), contents(whole)
    assert found["letters"] == wanted["letters"]


def full_at(batch: int) -> Callable[[Batch, Plan], Result]:
    """Reads batches until the disk is full."""
    count = 0

    def read(given: Batch, plan: Plan) -> Result:
        nonlocal count
        count += 1
        if count == batch:
            raise OSError(errno.ENOSPC, "No space left on device")
        return read_batch(given, plan)

    return read


def test_a_disk_that_is_full_in_the_middle_of_a_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables of one batch are useless without the others; existing ones are complete."""
    folder, out = letters(tmp_path / "in", 60), tmp_path / "out"
    fsync, calls = os.fsync, 0

    def full(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 9:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert extract(folder, "-o", out, "--jobs", 1).exit_code == 2
    left = {path.name for path in out.rglob("*") if path.is_file()}
    assert not [name for name in left if "part-" in name and not name.endswith(".parquet")]
    contents(out / ".imrparse-extract/parts")
    assert extract(folder, "-o", out, "--jobs", 1, "--resume").exit_code == 1
    assert len(contents(out)["letters"]) == 60


@pytest.mark.parametrize("form", FORMATS)
def test_tables_stay_until_others_replace_them(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = letters(tmp_path / "in"), output(tmp_path, form)
    arguments = ("-o", out, "--format", form, "--jobs", 1)
    assert extract(folder / "0", *arguments).exit_code == 0
    before = contents(out)
    with monkeypatch.context() as patched:
        patched.setattr(pool, "read_batch", full_at(2))
        assert extract(folder, *arguments, "--overwrite").exit_code == 2
    assert contents(out) == before
    assert extract(folder, *arguments, "--resume").exit_code == 1
    assert len(contents(out)["letters"]) == 12


def test_tables_in_another_format_are_replaced(tmp_path: Path) -> None:
    folder, out = letters(tmp_path / "in"), tmp_path / "out"
    found = []
    for form in ("parquet", "csv", "jsonl", "parquet"):
        arguments = ("-o", out, "--format", form, "--jobs", 1, "--overwrite")
        assert extract(folder, *arguments).exit_code == 1
        files = {path.suffix for path in out.rglob("*") if path.is_file()}
        assert files == {f".{form}", ".json"}
        found.append(contents(out))
    assert found == [found[0]] * 4


def test_a_file_where_the_folder_of_a_table_goes(tmp_path: Path) -> None:
    """It is told of before anything is read."""
    folder, there = letters(tmp_path / "in"), put(tmp_path / "out/issues", "mine")
    refused = extract(folder, "-o", tmp_path / "out")
    assert (refused.exit_code, "issues: Not a directory" in refused.stderr) == (2, True)
    assert there.read_text() == "mine"


def test_fewer_tables_than_before(tmp_path: Path) -> None:
    """Parts of Parquet whose numbers the new run does not have are gone."""
    folder, out = letters(tmp_path / "in", 60), tmp_path / "out"
    assert extract(folder, "-o", out, "--jobs", 1).exit_code == 1
    assert extract(folder / "0", "-o", out, "--overwrite").exit_code == 0
    assert len(contents(out)["letters"]) == 20


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("sqlite", "tables"),
        ("duckdb", "tables"),
        ("csv", "run.json"),
        ("csv", "journal.jsonl"),
        ("csv", "listing.jsonl"),
    ],
)
@pytest.mark.parametrize(
    "damage", in_turn([b"{} is no such file\n" * 500, b""], 2), ids=["other", "empty"]
)
def test_what_is_left_is_damaged(
    form: str, name: str, damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that can't be gone on with says so, or reads again what it has lost."""
    folder, out = letters(tmp_path / "in"), output(tmp_path, form)
    arguments = (folder, "-o", out, "--format", form, "--jobs", 1)
    with monkeypatch.context() as patched:
        patched.setattr(pool, "read_batch", full_at(2))
        assert extract(*arguments).exit_code == 2
    work_folder = Workspace(out, Format(form)).work
    (work_folder / name).write_bytes(damage)
    done = extract(*arguments, "--resume")
    if done.exit_code != 1:
        assert done.exit_code == 2
        assert "is damaged" in done.stderr
        assert extract(*arguments, "--overwrite").exit_code == 1
    assert len(contents(out)["letters"]) == 12


def test_resume_goes_on_with_the_same_settings_only(tmp_path: Path) -> None:
    folder, out = letters(tmp_path / "in"), tmp_path / "out"
    work = out / ".imrparse-extract"
    work.mkdir(parents=True)
    assert extract(folder, "-o", out, "--format", "csv").exit_code == 1
    begun: dict[str, Any] = {"imrparse": "0.0.1", "format": "csv", "encoding": None, "columns": {}}
    work.mkdir()
    (work / "run.json").write_text(json.dumps(begun))
    refused = extract(folder, "-o", out, "--format", "csv", "--resume")
    assert refused.exit_code == 2
    assert "begun with another imrparse: 0.0.1" in refused.stderr


def test_tables_are_overwritten_only_on_request(tmp_path: Path) -> None:
    folder, out = letters(tmp_path / "in"), tmp_path / "out.sqlite"
    assert extract(folder, "-o", out).exit_code == 1
    refused = extract(folder, "-o", out)
    assert (refused.exit_code, "--overwrite" in refused.stderr) == (2, True)
    assert extract(folder / "0", "-o", out, "--overwrite").exit_code == 0
    assert len(contents(out)["letters"]) == 4
    assert extract(folder, "-o", out, "--overwrite", "--resume").exit_code == 2


def test_unfinished_tables_are_not_complete(tmp_path: Path) -> None:
    """After moving tables, a user is not told that nothing is left to do."""
    folder, out = letters(tmp_path / "in"), tmp_path / "out"
    assert extract(folder, "-o", out).exit_code == 1
    (out / "summary.json").unlink()
    refused = extract(folder, "-o", out, "--resume")
    assert (refused.exit_code, "--overwrite" in refused.stderr) == (2, True)


def test_nothing_but_tables_is_overwritten(tmp_path: Path) -> None:
    """The input may be in the place of a table."""
    folder = letters(tmp_path / "letters")
    before = sorted(folder.rglob("*.txt"))
    for _ in range(2):
        assert extract(folder, "-o", tmp_path, "--overwrite").exit_code == 1
    assert sorted(folder.rglob("*.txt")) == before
    assert len(contents(tmp_path)["letters"]) == 12
    refused = extract(folder, "-o", folder, "--format", "sqlite", "--overwrite")
    assert (refused.exit_code, "Is a directory" in refused.stderr) == (2, True)
    refused = extract(folder, "-o", before[0], "--format", "csv")
    assert refused.exit_code == 2
    assert sorted(folder.rglob("*.txt")) == before


@pytest.mark.parametrize("how", ["--resume", "--overwrite"])
def test_two_runs_do_not_write_to_one_place(tmp_path: Path, how: str) -> None:
    folder, out = letters(tmp_path / "in"), tmp_path / "out"
    assert extract(folder, "-o", out).exit_code == 1
    before = contents(out)
    first = Workspace(out, Format.PARQUET)
    first.open()
    first.begin({})
    second = extract(folder, "-o", out, how)
    assert (second.exit_code, "another run" in second.stderr) == (2, True)
    assert first.is_begun
    assert contents(out) == before
    first.close()


@posix
def test_a_crash_loses_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that crashes a process is a fault, and nothing else is lost."""
    folder, out = letters(tmp_path / "in", 60), tmp_path / "out"
    put(folder / "killer.txt", "killer")
    monkeypatch.setattr(pool, "read_batch", read_until_killed)
    done = extract(folder, "-o", out, "--jobs", "2")
    assert done.exit_code == 1, done.stderr
    found = contents(out)
    assert len(found["letters"]) == 60
    assert [row[5] for row in found["faults"] if row[1] == "killer.txt"] == [CRASHED]


def read_until_killed(batch: Batch, plan: Plan) -> Result:
    """Reads a batch in a process that crashes on one of the files."""

    def loaded(where: str | bytes, **more: Any) -> Loaded:
        if "killer" in str(where):
            os.kill(os.getpid(), signal.SIGKILL)
        return load(where, **more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(work, "load", loaded)
        return read_batch(batch, plan)


def test_crashes_without_file_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that crashes before it reads anything would do so forever."""
    folder, out = letters(tmp_path / "in", 3), tmp_path / "out"
    monkeypatch.setattr(pool, "read_batch", die)
    done = extract(folder, "-o", out, "--jobs", "2")
    assert (done.exit_code, "crashed 3 times on the same files" in done.stderr) == (2, True)
    assert "0 of 6 files are done, with results in" in done.stderr


def die(_: Batch, plan: Plan) -> Result:  # noqa: ARG001
    """Ends the process that reads a batch."""
    os._exit(1)
