"""Batches for several processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from imrparse.tables.formats.parts import Format
from imrparse.tables.run import pool
from imrparse.tables.run.pool import Pool
from imrparse.tables.run.work import Batch, Counts, FileToRead, Plan, Result


def in_memory(monkeypatch: pytest.MonkeyPatch, folder: Path, size: int) -> list[int]:
    """How many batches of a size were made and are not done, each time that one is done."""
    made = 0

    def batches() -> Iterator[Batch]:
        nonlocal made
        for made in range(1, 9):
            yield Batch(made, (FileToRead("a.txt", "a.zip", bytes(size)),))

    monkeypatch.setattr(pool, "read_batch", read)
    monkeypatch.setattr(pool, "_MOST_WAITING", 1_000)
    results = Pool(2, Plan(Format.CSV, folder, folder)).results(batches())
    return [made - done for done, _ in enumerate(results)]


def read(batch: Batch, plan: Plan) -> Result:  # noqa: ARG001
    return Result(batch.number, Counts(), None)


def test_few_batches_wait_if_they_are_small(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert max(in_memory(monkeypatch, tmp_path, 10)) == 4


@pytest.mark.parametrize(("size", "most"), [(1_000, 1), (600, 2)])
def test_fewer_batches_wait_if_they_are_large(
    size: int, most: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A batch is given to a process while the others come to less than 1,000 bytes."""
    assert max(in_memory(monkeypatch, tmp_path, size)) == most
