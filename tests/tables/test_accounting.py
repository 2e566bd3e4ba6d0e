"""Runs over letters and broken files: each file is accounted for once, every format holds the same,
and so do runs that are interrupted again and again.

PYTHONPATH=tests python tests/tables/test_accounting.py COUNT [PDFS]
PYTHONPATH=tests python tests/tables/test_accounting.py again TIMES FORMAT COUNT

The command does so with that many texts, the archives of them, the PDFs of a folder and the
archives of these, each with a broken file for every twenty letters. It prints a line for each run.
With `again`, it interrupts runs over COUNT letters at TIMES random moments, and resumes them.
"""

from __future__ import annotations

import errno
import random
import signal
import subprocess
import sys
import tarfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from helpers.effort import tries
from helpers.extract_command import (
    FORMATS,
    LUMBAR,
    NORCO,
    cells,
    contents,
    extract,
    letters,
    output,
)
from helpers.made_files import pdf
from helpers.many_files import (
    BROKEN,
    add_odd_files,
    damage,
    letter_texts,
    named_files,
    pack,
    write_files,
)
from helpers.signalled import STATUS, command, finished, left_of, wait_for_handlers, wait_until

from imrparse.tables.columns.column import Row
from imrparse.tables.run import sink

EVERY = 4  # letters for a broken file, in the tests
FEW = EVERY * len(BROKEN)


def accounted(folder: Path, out: Path, form: str, jobs: int) -> dict[str, str]:
    """Extract the files of a folder, and check that each is in `letters` or `faults`, once.

    Returns a digest of each table, and of the letters, issues and citations without their keys.
    """
    done = extract(folder, "-o", out, "--format", form, "--list-skipped", "--jobs", jobs)
    assert (done.exit_code, done.stderr) == (1, "")
    letters = [str(path) for (path,) in cells(out, "letters", "path")]
    faults = {str(path) for (path,) in cells(out, "faults", "path")}
    assert len(letters) == len(set(letters))
    assert not faults & set(letters)
    assert faults | set(letters) == set(names(folder))
    tables = contents(out)
    digests = {name: digest(map(line, rows)) for name, rows in tables.items()}
    for name, keys in (("letters", 2), ("issues", 1), ("citations", 1)):
        digests[f"{name} without keys"] = digest(sorted(line(row[keys:]) for row in tables[name]))
    return digests


def line(row: Row) -> str:
    """A row as a text. JSON does not tell 12 from 12.0."""
    return repr([float(cell) if type(cell) is int else cell for cell in row])


def names(folder: Path) -> Iterator[str]:
    """The names that the files of a folder, and those in its archives, have in the tables."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".zip":
            inside = zipfile.ZipFile(path).infolist()
            yield from (f"{name}/{inner.filename}" for inner in inside if not inner.is_dir())
        elif path.suffix in (".tar", ".gz"):
            with tarfile.open(path) as packed:
                yield from (f"{name}/{inner.name}" for inner in packed if inner.isfile())
        elif path.is_symlink() or not path.is_dir():
            yield name


def digest(lines: Iterable[str]) -> str:
    made = blake2b(digest_size=16)
    for one in lines:
        made.update(one.encode() + b"\n")
    return made.hexdigest()


def check_all(
    folder: Path,
    files: Iterable[tuple[str, bytes]],
    forms: Mapping[str, Sequence[str]],
    jobs: int = 1,
) -> None:
    """Check files, and the archives of them, each in several formats."""
    loose = write_files(folder / "loose", files)
    folders = {"loose": loose, "packed": pack(loose, folder / "packed")}
    add_odd_files(loose)
    found = {}
    for name, given in folders.items():
        for form in forms[name]:
            start = time.monotonic()
            found[name, form] = accounted(given, output(folder, f"{name}.{form}"), form, jobs)
            seconds = time.monotonic() - start
            sys.stdout.write(f"{name:6} {form:8} {seconds:6.1f} s with its check\n")
            assert found[name, form] == found[name, forms[name][0]]
    loose_tables, packed_tables = (found[name, forms[name][0]] for name in folders)
    for table in loose_tables:
        assert (loose_tables[table] == packed_tables[table]) == ("without" in table)


@pytest.mark.slow
def test_every_file_in_every_format(tmp_path: Path) -> None:
    texts = named_files(islice(letter_texts(), FEW), every=EVERY)
    check_all(tmp_path, texts, {"loose": FORMATS, "packed": ["parquet"]})


@pytest.mark.slow
def test_pdfs(tmp_path: Path) -> None:
    pdfs = named_files([pdf(LUMBAR), pdf(NORCO)] * 20, ".pdf")
    check_all(tmp_path, pdfs, {"loose": ["parquet"], "packed": ["parquet"]})


@pytest.mark.slow
def test_damaged_archives(tmp_path: Path) -> None:
    """They are in `faults`, and each file before the damage is accounted for once."""
    loose = write_files(tmp_path / "in", islice(named_files(letter_texts()), 150))
    sound = pack(loose, tmp_path / "sound")
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    for archive in sound.iterdir():
        damage(archive, damaged)
    assert extract(damaged, "-o", tmp_path / "out", "--list-skipped").exit_code == 1
    letters = [str(path) for (path,) in cells(tmp_path / "out", "letters", "path")]
    faults = {str(path) for (path,) in cells(tmp_path / "out", "faults", "path")}
    assert len(letters) == len(set(letters))
    assert not faults & set(letters)
    assert {path.name for path in damaged.iterdir()} <= faults
    inside = {name.partition("/")[2] for name in {*letters, *faults} if "/" in name}
    assert inside <= {name.partition("/")[2] for name in names(sound)}
    assert any(name.startswith("cut-") for name in letters)


def interrupted_again(folder: Path, form: str, times: int, count: int) -> Counter[str]:
    """Interrupt runs until they were interrupted this many times, each by turns of INT, TERM and
    KILL, and resume them. The tables have to be those of an undisturbed run.

    Returns how many times each signal came, and how many runs it took.
    """
    files = named_files(islice(letter_texts(), count), every=EVERY)
    given, moments, seen = write_files(folder / "in", files), random.Random(form), Counter[str]()
    call = ("extract", given, "--format", form, "--jobs", 2, "--resume", "-o")
    started = time.monotonic()
    finished(command(*call, output(folder, f"whole.{form}")))
    length = time.monotonic() - started
    wanted = contents(output(folder, f"whole.{form}"))
    while (done := seen.total() - seen["runs"]) < times:
        seen["runs"] += 1
        out = output(folder, f"{seen['runs']}.{form}")
        status = None
        while status not in (0, 1):
            caught = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)[done % 3]
            run = command(*call, out)
            wait_for_handlers(run)
            if done < times:
                with suppress(subprocess.TimeoutExpired):
                    run.wait(moments.uniform(0, length / 4))
                run.send_signal(caught)
            _, errors = finished(run)
            status = run.returncode
            assert status in (0, 1, STATUS.get(caught, -signal.SIGKILL)), errors
            wait_until(partial(is_over, run))
            if status not in (0, 1):
                seen[caught.name] += 1
                done += 1
        assert contents(out) == wanted
    return seen


def is_over(run: subprocess.Popen[bytes]) -> bool:
    return not left_of(run)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["parquet", "duckdb"])
def test_interrupted_again_and_again(tmp_path: Path, form: str) -> None:
    assert interrupted_again(tmp_path, form, times=tries(3), count=300).total() > 3


@pytest.mark.slow
@pytest.mark.parametrize(("owner", "name"), [(sink, "_write_joined"), (Path, "unlink")])
@pytest.mark.parametrize("call", [1, 3])
def test_a_failure_while_batches_are_joined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, call: int
) -> None:
    """The rows of several batches share a file in the end, each once, whenever that stopped."""
    folder, out = letters(tmp_path / "in", 60), tmp_path / "out"
    arguments = (folder, "-o", out, "--jobs", 1)
    assert extract(folder, "-o", tmp_path / "whole", "--jobs", 1).exit_code == 1
    act, calls = getattr(owner, name), 0

    def failing(*given: Any, **options: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            raise OSError(errno.ENOSPC, "No space left on device")
        act(*given, **options)

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, failing)
        assert extract(*arguments).exit_code == 2
    assert calls >= call
    assert extract(*arguments, "--resume").exit_code == 1
    assert contents(out) == contents(tmp_path / "whole")
    assert [path.name for path in (out / "letters").iterdir()] == ["part-00000.parquet"]


def main(count: int, pdfs: Path | None) -> None:
    with TemporaryDirectory() as name:
        texts = named_files(islice(letter_texts(), count))
        every = {"loose": FORMATS, "packed": FORMATS}
        check_all(Path(name, "texts"), texts, every, jobs=2)
        if pdfs:
            found = [path.read_bytes() for path in sorted(pdfs.rglob("*.pdf"))]
            sys.stdout.write(f"{len(found)} PDFs\n")
            check_all(Path(name, "pdfs"), named_files(found, ".pdf"), every, jobs=2)


def again(times: int, form: str, count: int) -> None:
    with TemporaryDirectory() as name:
        seen = interrupted_again(Path(name), form, times, count)
    sys.stdout.write(f"{form}: {dict(seen)}, equal to an undisturbed run\n")


if __name__ == "__main__":
    first, *rest = sys.argv[1:]
    if first == "again":
        again(int(rest[0]), rest[1], int(rest[2]))
    else:
        main(int(first), Path(rest[0]) if rest else None)
