"""Helpers for the tests of tables: letters to extract, tables to compare."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from helpers.letters import NOTICE_SAMPLE, SAMPLES, sample_names, sample_text

import imrparse
from imrparse import Determination
from imrparse.cli import main
from imrparse.tables.columns.column import Row, Table
from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats.read import read_rows

FORMATS = ("parquet", "csv", "jsonl", "sqlite", "duckdb")
LUMBAR = sample_text("2016-pdfium-lumbar-mri")
ARTHROSCOPY = sample_text("2016-pypdf-knee-arthroscopy-ten-issues")
NORCO = sample_text("2017-pdfplumber-norco")
NO_LETTER = "Dear Sir or Madam\n"
FAULTY = NORCO.replace("MAXIMUS guideline:", "MAXIMUS guidline:", 1)


def letters(folder: Path, count: int = 12) -> Path:
    """A folder with letters, one of them with a fault, a file that is not a letter, and an empty
    file."""
    texts = [LUMBAR, ARTHROSCOPY, NORCO]
    for number in range(count):
        put(folder / f"{number % 3}" / f"letter-{number:04}.txt", texts[number % 3])
    put(folder / "faulty.txt", FAULTY)
    put(folder / "none.txt", NO_LETTER)
    put(folder / "empty.txt", "")
    return folder


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def extract(*arguments: str | Path | int, stdin: str | None = None) -> Result:
    """What the command does, in this process alone unless `arguments` say how many there are."""
    jobs = () if "--jobs" in arguments else ("--jobs", "1")
    return CliRunner().invoke(main, ["extract", *map(str, arguments), *jobs], input=stdin)


def process(*arguments: str | Path | int, **kwargs: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "imrparse", "extract", *map(str, arguments)]
    return subprocess.Popen(command, **{"stderr": subprocess.PIPE, **kwargs})


def contents(path: Path) -> dict[str, list[Row]]:
    """All rows of all tables, sorted by key."""
    return {table.name: sorted(read_rows(path, table), key=_by_key(table)) for table in TABLES}


def _by_key(table: Table) -> Callable[[Row], Any]:
    places = [table.names.index(name) for name in table.key]
    return lambda row: tuple([row[place] for place in places])


def cells(path: Path, table: str, *names: str) -> list[Row]:
    """Some columns of a table, sorted by value."""
    (known,) = (one for one in TABLES if one.name == table)
    return sorted(read_rows(path, known, names), key=str)


def output(folder: Path, form: str) -> Path:
    """The path for the tables in a folder. `form` may have a name before it: "whole.csv"."""
    name, _, kind = f"tables.{form}".rpartition(".")
    return folder / f"{name}{'.' if kind in ('sqlite', 'duckdb') else '-'}{kind}"


def tables_of_samples(folder: Path) -> Path:
    """Put tables of the samples into a folder, in every format. Returns the folder."""
    for form in FORMATS:
        arguments = (f"{SAMPLES}/*.txt", "--format", form, "--jobs", "1")
        assert extract(*arguments, "-o", output(folder, form)).exit_code == 0
    return folder


def stats(*arguments: str | Path, **env: str) -> Result:
    return CliRunner().invoke(main, ["stats", *map(str, arguments)], env=env)


def as_json(path: Path, *options: str) -> Any:
    return json.loads(stats(path, "--format", "json", *options).stdout_bytes)


def samples() -> list[Determination]:
    return [imrparse.parse(sample_text(name)) for name in (*sample_names(), NOTICE_SAMPLE)]


def issues(found: Any, statistic: str) -> dict[str, tuple[int, int]]:
    return {
        next(iter(row.values())): (row["issues"], row["upheld"]) for row in found[statistic]["rows"]
    }
