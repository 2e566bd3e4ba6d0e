"""The tables of letters in engines: each gives the rows that `imrparse extract` writes.

PYTHONPATH=tests python tests/tables/test_engines.py COUNT

The command compares Spark and Ray with `extract` on that many letters, and prints their times.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from pyarrow import dataset, parquet

from helpers.clusters import ray_cluster, spark_cluster
from helpers.extract_command import ARTHROSCOPY, FAULTY, LUMBAR, NO_LETTER, process
from helpers.made_files import pdf
from helpers.many_files import BROKEN, SKIPPED, letter_texts, named_files, write_files

import imrparse
from imrparse import arrow, engines
from imrparse.tables.columns.rows import TABLES

NAMES = [table.name for table in TABLES]
TEXTS = [LUMBAR, FAULTY, ARTHROSCOPY, None, NO_LETTER]
LETTERS: dict[str, list[Any]] = {
    "text": TEXTS * 8,
    "file": [f"{number}.txt" for number in range(len(TEXTS) * 8)],
}
FEW = 500  # letters
each_table = pytest.mark.parametrize("table", NAMES)


def wanted(table: str) -> list[Any]:
    """The rows that an engine has to give, sorted."""
    found = arrow.record_batches(pa.record_batch(LETTERS), path="file")[table]
    return by_key(found.to_pylist())


def by_key(rows: Iterable[dict[str, Any]]) -> list[Any]:
    return sorted((list(row.values()) for row in rows), key=str)


@each_table
def test_polars(table: str) -> None:
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(LETTERS)
    found = engines.polars(frame, table, path="file")
    assert by_key(found.to_dicts()) == wanted(table)
    lazy = engines.polars(frame.lazy(), table, path="file")
    assert lazy.collect_schema() == found.schema
    assert lazy.collect().equals(found)
    few = lazy.select("letter_id").filter(pl.col("letter_id") != "x").head(1)
    assert few.collect().shape == (1, 1)


def test_polars_scans_files(tmp_path: Path) -> None:
    pl = pytest.importorskip("polars")
    write_files(tmp_path, islice(named_files(letter_texts(), every=4), 20))
    whole = imrparse.read_tables(tmp_path, "polars", jobs=1).issues
    scanned = engines.polars_scan(tmp_path, "issues", jobs=1)
    assert scanned.collect_schema() == whole.schema
    assert by_key(scanned.collect().to_dicts()) == by_key(whole.to_dicts())
    upheld = pl.col("decision") == "Upheld"
    few = scanned.filter(upheld).select("letter_id", "issue").head(3).collect()
    assert few.equals(whole.filter(upheld).select("letter_id", "issue").head(3))
    counts = scanned.group_by("category").len().collect()
    assert dict(counts.iter_rows()) == Counter(whole["category"])
    with pytest.raises(ValueError, match="'letter' is not a table"):
        engines.polars_scan(tmp_path, "letter")


@each_table
def test_duckdb(table: str) -> None:
    connection = duckdb.connect()
    connection.register("letters", pa.table(LETTERS))
    relation = connection.sql("SELECT * FROM letters")
    reader = engines.duckdb(relation, table, path="file")
    found = duckdb.connect().from_arrow(reader)
    assert by_key([dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]) == (
        wanted(table)
    )


@pytest.mark.slow
@each_table
@pytest.mark.parametrize("is_stream", [False, True])
@pytest.mark.filterwarnings("ignore")
def test_datasets(table: str, is_stream: bool) -> None:
    hub = pytest.importorskip("datasets")
    letters = hub.Dataset.from_dict(LETTERS)
    given = letters.to_iterable_dataset(3) if is_stream else letters
    found = engines.datasets(given, table, path="file")
    assert by_key(list(found)) == wanted(table)


# Clusters: two workers of Spark, two nodes of Ray


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if not shutil.which("java"):
        pytest.skip("Spark needs Java")
    with spark_cluster(tmp_path_factory.mktemp("spark")) as session:
        yield session


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    with ray_cluster() as module:
        yield module


def in_parquet(folder: Path) -> dict[str, list[Any]]:
    """The rows of tables that were written as folders of Parquet, sorted."""
    return {name: by_key(parquet.read_table(folder / name).to_pylist()) for name in NAMES}


def extracted(folder: Path, out: Path) -> dict[str, list[Any]]:
    run = process(folder, "-o", out)
    assert run.wait() == 1
    return in_parquet(out)


def texts(folder: Path) -> pa.Table:
    """Files as a table, with the names that `extract` gives them."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return pa.table(
        {
            "file": [path.relative_to(folder).as_posix() for path in paths],
            "content": pa.array([path.read_bytes() for path in paths], pa.binary()),
        }
    )


def by_spark(session: Any, letters: Path, out: Path) -> dict[str, list[Any]]:
    """The tables that Spark makes of a table of files, written as partitioned Parquet."""
    files = session.read.parquet(str(letters)).repartition(4)
    for name, rows in engines.spark_tables(files, "content", path="file").items():
        rows.write.partitionBy(*PARTITIONS.get(name, [])).parquet(str(out / name))
    return partitioned(out)


PARTITIONS = {"letters": ["template"], "issues": ["decision"], "citations": ["side", "kind"]}


def partitioned(folder: Path) -> dict[str, list[Any]]:
    """The rows of tables that were written as partitioned Parquet, sorted."""
    found = {}
    for name in NAMES:
        files = dataset.dataset(folder / name, partitioning="hive", exclude_invalid_files=True)
        found[name] = by_key(files.to_table(columns=arrow.schema(name).names).to_pylist())
    return found


def by_ray(module: Any, letters: Path, out: Path) -> dict[str, list[Any]]:
    """The tables that Ray makes of a table of files, written as Parquet."""
    files = module.data.read_parquet(str(letters)).repartition(4)  # it makes one block of one file
    for name, rows in engines.ray_tables(files, "content", path="file").items():
        rows.write_parquet(str(out / name))
    return in_parquet(out)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters and broken files, a table of them, and what `extract` makes of them."""
    return make(tmp_path_factory.mktemp("made"), FEW)


def make(folder: Path, count: int) -> Path:
    letters = named_files(islice(letter_texts(), count))
    # Of a file that `extract` skips, it does not read the content.
    read = (file for file in letters if not file[0].endswith(SKIPPED))
    files = write_files(folder / "in", read)
    parquet.write_table(texts(files), folder / "files.parquet")
    return folder


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark(spark: Any, made: Path, tmp_path: Path) -> None:
    found = by_spark(spark, made / "files.parquet", tmp_path)
    assert found == extracted(made / "in", tmp_path / "extracted")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_runs_tasks_again(spark: Any, tmp_path: Path) -> None:
    """One task dies, and another one is slow until a second copy of it runs."""
    marker = str(tmp_path / "copied")

    def hindered(batches: Iterable[Any]) -> Iterator[Any]:
        from pyspark import TaskContext

        context = TaskContext.get()
        is_first = context is not None and context.attemptNumber() == 0
        for batch in batches:
            names = batch.column("file").to_pylist()
            if is_first and "1.txt" in names:
                os._exit(1)
            if "2.txt" in names:
                if not is_first:
                    Path(marker).touch()
                latest = time.monotonic() + 120
                while not Path(marker).exists() and time.monotonic() < latest:
                    time.sleep(0.01)
            yield batch

    parquet.write_table(pa.table(LETTERS), tmp_path / "letters.parquet", row_group_size=1)
    files = spark.read.parquet(str(tmp_path / "letters.parquet")).repartition(20, "file")
    again = files.mapInArrow(hindered, files.schema)
    for table in ("issues", "faults"):
        rows = engines.spark(again, table, path="file").collect()
        assert by_key(row.asDict() for row in rows) == wanted(table)
    assert Path(marker).exists()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_reads_files(spark: Any, tmp_path: Path) -> None:
    """PDF, Word and broken files, each a row of `letters` or `faults`."""
    broken = {name: make() for name, make in BROKEN.items() if make()}  # Spark skips empty files
    folder = write_files(tmp_path / "in", {**broken, "a.pdf": pdf(LUMBAR)}.items())
    files = spark.read.format("binaryFile").load(str(folder))
    tables = engines.spark_tables(files, "content", path="path")
    assert [Path(row.path).name for row in tables["letters"].collect()] == ["a.pdf"]
    assert {Path(row.path).name for row in tables["faults"].collect()} == set(broken)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_ray(ray: Any, made: Path, tmp_path: Path) -> None:
    found = by_ray(ray, made / "files.parquet", tmp_path)
    assert found == extracted(made / "in", tmp_path / "extracted")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_ray_runs_tasks_again(ray: Any, tmp_path: Path) -> None:
    """A process dies in the middle of the work."""
    marker = str(tmp_path / "died")

    def hindered(batch: Any) -> Any:
        if not Path(marker).exists():
            Path(marker).touch()
            os._exit(1)
        return batch

    letters = ray.data.from_arrow(pa.table(LETTERS)).repartition(4)
    again = letters.map_batches(hindered, batch_format="pyarrow")
    rows = engines.ray(again, "issues", path="file").take_all()
    assert Path(marker).exists()
    assert by_key(rows) == wanted("issues")


def main(count: int) -> None:
    with TemporaryDirectory() as name:
        folder = make(Path(name), count)
        with timed("extract, two processes"):
            first = extracted(folder / "in", folder / "extracted")
        given = folder / "files.parquet"
        with (
            timed("Spark, with its start"),
            spark_cluster(folder) as session,
            timed("Spark, two workers"),
        ):
            assert by_spark(session, given, folder / "spark-tables") == first
        with timed("Ray, with its start"), ray_cluster() as module, timed("Ray, two nodes"):
            assert by_ray(module, given, folder / "ray-tables") == first
        sys.stdout.write(f"equal: {', '.join(f'{len(rows):,} {n}' for n, rows in first.items())}\n")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print the time that something takes, and the processor time of the processes that ended."""
    start, before = time.monotonic(), os.times()
    yield
    after = os.times()
    cpu = sum(after[2:4]) - sum(before[2:4])
    sys.stdout.write(f"{what:24} {time.monotonic() - start:8.1f} s, {cpu:8.1f} s of processors\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
