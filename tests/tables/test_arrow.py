"""Record batches in, record batches of the tables out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from helpers.extract_command import (
    ARTHROSCOPY,
    FAULTY,
    LUMBAR,
    NO_LETTER,
    contents,
    extract,
    letters,
)
from helpers.in_turn import in_turn

import imrparse
from imrparse import arrow
from imrparse.tables.columns.rows import TABLES
from imrparse.tables.columns.subjects import letter_id

TEXTS = [LUMBAR, FAULTY, ARTHROSCOPY, None, NO_LETTER]
PATHS = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]


def names(batch: pa.RecordBatch) -> list[str]:
    found: list[str] = batch.column("path").to_pylist()
    return found


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.string_view()])
def test_each_row_is_accounted_for(kind: pa.DataType) -> None:
    values = [t and t.encode() for t in TEXTS] if kind == pa.binary() else TEXTS
    batch = pa.record_batch({"text": pa.array(values, kind), "path": pa.array(PATHS)})
    found = arrow.record_batches(batch, path="path")
    assert names(found["letters"]) == ["a.txt", "c.txt"]
    assert sorted(set(names(found["faults"]))) == ["b.txt", "d.txt", "e.txt"]
    assert found["issues"].num_rows == 11
    for table, made in found.items():
        assert made.schema.equals(arrow.schema(table), check_metadata=True)
        made.validate(full=True)


def test_the_same_as_extract(tmp_path: Path) -> None:
    folder = letters(tmp_path / "in")
    assert extract(folder, "-o", tmp_path / "out").exit_code == 1
    paths = sorted(folder.rglob("*.txt"))
    batch = pa.record_batch(
        {
            "file": [path.read_bytes() for path in paths],
            "name": [path.relative_to(folder).as_posix() for path in paths],
        }
    )
    found = arrow.record_batches(batch, "file", path="name")
    for table, rows in contents(tmp_path / "out").items():
        assert sorted(map(str, (tuple(row.values()) for row in found[table].to_pylist()))) == (
            sorted(map(str, rows))
        )


def keys(data: Any, **options: str) -> list[str]:
    """The keys of all rows, in `letters` and in `faults`."""
    found = arrow.record_batches(data, **options)
    return [key for name in ("letters", "faults") for key in found[name].column(0).to_pylist()]


def test_without_paths_the_key_depends_on_the_content() -> None:
    one, other = keys(pa.record_batch({"text": [LUMBAR, ARTHROSCOPY]}))
    assert keys(pa.record_batch({"text": [ARTHROSCOPY, LUMBAR]})) == [other, one]


@pytest.mark.parametrize("options", [{}, {"path": "path"}])
def test_rows_that_are_equal_have_different_keys(options: dict[str, str]) -> None:
    texts = [LUMBAR, LUMBAR, ARTHROSCOPY, LUMBAR, NO_LETTER, NO_LETTER, None, None]
    names = ["a.txt", "a.txt", "a.txt#2", None, "", "", None, None]
    found = keys(pa.record_batch({"text": texts, "path": names}), **options)
    assert len(set(found)) == len(texts)
    assert found == keys(pa.record_batch({"text": texts, "path": names}), **options)


def test_paths_are_named_as_in_tables() -> None:
    written = pa.record_batch({"text": [LUMBAR], "path": ["caf\\udce9.txt"]})
    in_bytes = pa.record_batch({"text": [LUMBAR], "path": [b"caf\xe9.txt"]})
    assert keys(written, path="path") == keys(in_bytes, path="path") == [letter_id("caf\udce9.txt")]
    with pytest.raises(TypeError, match="'path' holds int, not names of files"):
        keys(pa.record_batch({"text": [LUMBAR], "path": [1]}), path="path")


def test_after_import_imrparse() -> None:
    program = "import imrparse; print(imrparse.arrow.schema('letters').names[0])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"letter_id"
    assert "arrow" in dir(imrparse)


@pytest.mark.parametrize("package", ["pyarrow", "polars", "pandas"])
def test_tables_and_data_frames(package: str) -> None:
    module = pytest.importorskip(package)
    columns = {"text": TEXTS, "path": PATHS}
    wanted = arrow.record_batches(pa.record_batch(columns), path="path")
    data = (module.table if package == "pyarrow" else module.DataFrame)(columns)
    assert arrow.record_batches(data, path="path") == wanted
    (issues,) = arrow.table_batches(data, "issues", path="path")
    assert issues == wanted["issues"]
    with pytest.raises(KeyError, match="no column 'body'; there are text, path"):
        arrow.record_batches(data, "body")


def test_columns_of_a_data_frame_that_arrow_cannot_hold_do_not_matter() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"text": [LUMBAR, float("nan")], "other": [object(), 1]})
    found = arrow.record_batches(frame)
    assert (found["letters"].num_rows, found["faults"].num_rows) == (1, 1)


def test_a_table_of_several_chunks() -> None:
    chunks = [pa.record_batch({"text": [LUMBAR]}), pa.record_batch({"text": [ARTHROSCOPY]})]
    table = pa.Table.from_batches(chunks)
    assert arrow.record_batches(table)["issues"].num_rows == 11
    assert [one.num_rows for one in arrow.table_batches(table, "issues")] == [1, 10]
    assert [one.num_rows for one in arrow.table_batches(chunks[0], "issues")] == [1]


@pytest.mark.parametrize("data", [[LUMBAR], LUMBAR, {"text": [LUMBAR]}, None])
def test_other_data_is_refused(data: object) -> None:
    with pytest.raises(TypeError, match="letters must be in a record batch"):
        arrow.record_batches(data)


def test_no_rows() -> None:
    found = arrow.record_batches(pa.record_batch({"text": pa.array([], pa.string())}))
    assert {table: batch.num_rows for table, batch in found.items()} == {
        table.name: 0 for table in TABLES
    }


def test_one_table_of_many_batches() -> None:
    batches = [pa.record_batch({"text": [LUMBAR]}), pa.record_batch({"text": [ARTHROSCOPY]})]
    table = pa.Table.from_batches(arrow.table_batches(batches, "issues"), arrow.schema("issues"))
    assert table.num_rows == 11


def test_wrong_columns() -> None:
    batch = pa.record_batch({"text": [1]})
    with pytest.raises(TypeError, match="neither texts nor bytes"):
        arrow.record_batches(batch)
    with pytest.raises(KeyError, match="no column 'body'; there are text"):
        arrow.record_batches(batch, "body")
    with pytest.raises(ValueError, match="'letter' is not a table"):
        arrow.schema("letter")


WITHOUT = """
import sys
for name in {packages!r}:
    sys.modules[name] = None
import importlib.util
find = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name in {packages!r} else find(name)
"""


def without(packages: tuple[str, ...], program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT.format(packages=packages) + program]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_missing_package_is_named_with_its_extra() -> None:
    done = without(("pyarrow",), "import imrparse.arrow as a; a.schema('letters')")
    assert "pip install 'imrparse[tables]'" in done.stderr


@pytest.mark.parametrize(
    ("form", "package", "extra"),
    [("parquet", "pyarrow", "tables"), ("duckdb", "duckdb", "duckdb")],
)
def test_the_command_names_the_extra(form: str, package: str, extra: str, tmp_path: Path) -> None:
    arguments = ["extract", str(tmp_path), "-o", str(tmp_path / "out"), "--format", form]
    done = without((package,), f"from imrparse.cli import main; main({arguments!r})")
    assert (done.returncode, f"imrparse[{extra}]" in done.stderr) == (2, True)
    assert not (tmp_path / "out").exists()


def test_statistics_name_their_extra(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert extract(letters(tmp_path / "in"), "-o", out, "--format", "csv").exit_code == 1
    done = without(("duckdb",), f"from imrparse.cli import main; main(['stats', {str(out)!r}])")
    assert (done.returncode, "imrparse[duckdb]" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("form", in_turn(["csv", "jsonl", "sqlite"], 3))
def test_other_formats_need_no_extra(form: str, tmp_path: Path) -> None:
    folder, out = letters(tmp_path / "in"), tmp_path / "out"
    arguments = ["extract", str(folder), "-o", str(out), "--format", form, "--jobs", "1"]
    done = without(("pyarrow", "duckdb"), f"from imrparse.cli import main; main({arguments!r})")
    assert done.returncode == 1, done.stderr
    assert len(contents(out)["letters"]) == 12
