"""`imrparse stats` on the tables of many letters, compared with a bare scan of the same files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.letters import ROOT, Letter
from benchmarks.timing import table

_PART = 5_000  # letters whose rows are in one file, as `imrparse extract` writes them
_COLUMNS = ("what", "seconds", "processor seconds", "peak MiB")
_RUNS = (
    (),
    ("--where", "category!=Surgery"),
    ("--period", "2000.."),
    ("--by", "category", "--by", "year"),
)
_SCAN = """
import duckdb, sys
for table, column in (("letters", "issues"), ("issues", "category"), ("citations", "source")):
    duckdb.sql(f"SELECT count({column}) FROM '{sys.argv[1]}/{table}/*.parquet'").fetchall()
"""


def report(letters: Sequence[Letter], count: int) -> str:
    """The table of times and memory, for tables of `count` letters."""
    with TemporaryDirectory(prefix="imrparse-bench-") as name:
        folder = Path(name)
        rows = _multiplied(_extracted(letters, folder), folder / "tables", count)
        stats = [sys.executable, "-m", "imrparse", "stats", str(folder / "tables")]
        runs = {" ".join(("stats", *options)): [*stats, *options] for options in _RUNS}
        runs["one column of each table"] = [sys.executable, "-c", _SCAN, str(folder / "tables")]
        title = f"Statistics of {count:,} letters with {rows:,} issues"
        return table(title, _COLUMNS, [(name, *_measured(run)) for name, run in runs.items()])


def _extracted(letters: Sequence[Letter], folder: Path) -> Path:
    for number, letter in enumerate(letters):
        path = folder / "letters" / f"{number:05}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(letter.text.encode())
    command = [sys.executable, "-m", "imrparse", "extract", str(folder / "letters")]
    output = folder / "extracted"
    subprocess.run([*command, "-o", str(output)], cwd=ROOT, check=True, capture_output=True)
    return output


def _multiplied(given: Path, folder: Path, count: int) -> int:
    """Repeat the rows of some letters for `count` letters. Returns the number of issues."""
    import pyarrow.dataset
    from pyarrow import parquet

    tables = {
        name: pyarrow.dataset.dataset(given / name).to_table()
        for name in ("letters", "issues", "citations")
    }
    ids = tables["letters"].column("letter_id").to_pylist()
    order = list(islice(cycle(range(len(ids))), count))
    issues = 0
    for name, rows in tables.items():
        (folder / name).mkdir(parents=True)
        places = _places(rows, ids)
        for start in range(0, count, _PART):
            part = _part(rows, [places[one] for one in order[start : start + _PART]], start)
            parquet.write_table(
                part, folder / name / f"part-{start:09}.parquet", compression="zstd"
            )
            issues += part.num_rows if name == "issues" else 0
    return issues


def _places(rows: Any, ids: Sequence[str]) -> list[list[int]]:
    """The rows of each letter."""
    found: dict[str, list[int]] = {one: [] for one in ids}
    for place, one in enumerate(rows.column("letter_id").to_pylist()):
        found[one].append(place)
    return list(found.values())


def _part(rows: Any, places: Sequence[Sequence[int]], start: int) -> Any:
    """The rows at these places, by letter, with a new key for each letter."""
    import pyarrow

    taken = rows.take(pyarrow.array([one for each in places for one in each], pyarrow.int64()))
    keys = [f"{start + number:020x}" for number, each in enumerate(places) for _ in each]
    index = rows.schema.get_field_index("letter_id")
    return taken.set_column(index, rows.schema.field(index), pyarrow.array(keys, pyarrow.string()))


def _measured(command: Sequence[str]) -> tuple[str, str, str]:
    start = perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    if status:
        raise AssertionError(f"{command} failed")
    times = used.ru_utime + used.ru_stime
    return f"{seconds:.1f}", f"{times:.1f}", f"{used.ru_maxrss / 1024:.0f}"
