"""Filters and groups of the statistics, counted again in the letters; and the published letters."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pyarrow import parquet

from helpers.extract_command import (
    FORMATS,
    as_json,
    issues,
    output,
    samples,
    stats,
    tables_of_samples,
)
from helpers.letters import ROOT

from imrparse import Decision, Determination, Issue
from imrparse.stats.dimensions import dimensions, in_period
from imrparse.tables.columns.issues import ISSUES
from imrparse.tables.columns.letters import LETTERS
from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats import read
from imrparse.tables.run import sink

OUTCOMES = ("Upheld", "Overturned")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sink, "_JOINED", 1)  # so that a table has several files
        return tables_of_samples(tmp_path_factory.mktemp("made"))


def by(path: Path, *arguments: str) -> dict[tuple[str, ...], tuple[int, int]]:
    """The issues and the upheld ones of each group."""
    done = stats(path, *arguments, "--format", "csv")
    assert done.exit_code == 0, done.output
    rows = list(csv.reader(io.StringIO(done.stdout)))
    place = rows[0].index("issues")
    return {tuple(row[:place]): (int(row[place]), int(row[place + 1])) for row in rows[1:]}


def counted(group: Callable[[Determination, Issue], Iterable[Any]]) -> dict[Any, tuple[int, int]]:
    """The same, counted in the letters themselves. `group` returns the groups of an issue."""
    found: dict[Any, tuple[int, int]] = {}
    for letter in samples():
        for issue in letter.issues:
            for one in dict.fromkeys(group(letter, issue)):
                issues, upheld = found.get(one, (0, 0))
                found[one] = (issues + 1, upheld + (issue.decision is Decision.UPHELD))
    return found


def category(issue: Issue) -> str:
    return issue.request.category.category if issue.request.category else "not stated"


def year(letter: Determination) -> str:
    day = letter.header and letter.header.decision_date
    return str(day.year) if day else "not stated"


@pytest.mark.parametrize("form", FORMATS)
def test_two_columns_are_crossed(form: str, made: Path) -> None:
    found = by(output(made, form), "--by", "category", "--by", "year")
    assert found == counted(lambda letter, issue: [(category(issue), year(letter))])


def test_lists_are_crossed(made: Path) -> None:
    found = by(output(made, "csv"), "--by", "specialties", "--by", "body_regions")
    assert found == counted(
        lambda letter, issue: product(
            letter.reviewer.specialties or ["not stated"],
            [part.region for part in issue.request.treatment.body_parts] or ["not stated"],
        )
    )


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (["category=rehabilitation"], lambda _, issue: category(issue) == "Rehabilitation"),
        (["category="], lambda _, issue: category(issue) == "not stated"),
        (
            ["category!=Surgery", "age>=50"],
            lambda letter, issue: (
                category(issue) != "Surgery" and (letter.injured_worker.age or 0) >= 50
            ),
        ),
        (["outcome=Upheld|Overturned"], lambda letter, _: letter.outcome.value in OUTCOMES),
        (
            ["specialties=sports medicine"],
            lambda letter, _: "Sports Medicine" in letter.reviewer.specialties,
        ),
        (
            ["decision_date<2017-01-01"],
            lambda letter, _: letter.header and letter.header.decision_date < date(2017, 1, 1),
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters(filters: list[str], holds: Callable[[Any, Any], Any], made: Path) -> None:
    wanted = counted(lambda letter, issue: [year(letter)] if holds(letter, issue) else [])
    options = [option for one in filters for option in ("--where", one)]
    for form in ("parquet", "sqlite"):
        found = by(output(made, form), "--by", "year", *options)
        assert {group: counts for (group,), counts in found.items()} == wanted
        done = stats(output(made, form), "--format", "json", *options)
        years = issues(json.loads(done.stdout_bytes), "years_of_injury")
        assert sum(count for count, _ in years.values()) == sum(one for one, _ in wanted.values())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016Q1", "2016-01-01", "2016-03-31"),
        ("2016 q4", "2016-10-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2015..2016-06", "2015-01-01", "2016-06-30"),
        ("2016-05-06", "2016-05-06", "2016-05-06"),
        ("2016Q3..", "2016-07-01", None),
        ("..2016Q3", None, "2016-09-30"),
    ],
)
def test_periods(text: str, first: str | None, last: str | None) -> None:
    days = tuple(date.fromisoformat(day) for day in (first, last) if day)
    assert in_period(text).values == days


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--by", "categori", "there is no column 'categori'; did you mean category"),
        ("--where", "colour=red", "there is no column 'colour'; docs/tables.md lists the columns"),
        ("--where", "category", "'category' is not a filter; write it like category=Surgery"),
        ("--where", "age>old", "age is a number, not 'old'"),
        ("--where", "decision_date>2016", "decision_date is a date like 2016-12-31"),
        ("--where", "mtus'=x", "is not a filter"),
        ("--where", "specialties>x", "specialties has no order"),
        ("--period", "2016Q5", "'2016Q5' is not a period"),
        ("--period", "", "an empty period"),
    ],
)
def test_wrong_selections(option: str, value: str, message: str, made: Path) -> None:
    done = stats(output(made, "csv"), option, value)
    assert (done.exit_code, message in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (("year", "sex", "age"), "at most two columns can be crossed"),
        (("year", "Year"), "year can't be crossed with itself"),
    ],
)
def test_columns_that_are_not_crossed(columns: tuple[str, ...], message: str, made: Path) -> None:
    done = stats(output(made, "csv"), *(option for one in columns for option in ("--by", one)))
    assert (done.exit_code, message in done.stderr) == (2, True), done.stderr


def test_values_are_not_run_as_sql(made: Path) -> None:
    value = "category=x' OR 1=1 --"
    assert by(output(made, "csv"), "--by", "year", "--where", value) == {}


def test_statistics_and_columns_are_documented(made: Path) -> None:
    page = (ROOT / "docs" / "commands" / "stats.md").read_text("utf-8")
    columns = {*LETTERS.names, *ISSUES.names}
    derived = dimensions({"letters": LETTERS.names, "issues": ISSUES.names}).keys() - columns
    for name in (*derived, *as_json(output(made, "csv"))):
        assert f"`{name}`" in page, name


def test_a_table_without_some_columns_has_fewer_statistics(made: Path, tmp_path: Path) -> None:
    """Tables that an older version wrote."""
    for table in TABLES:
        path = output(made, "jsonl") / f"{table.name}.jsonl"
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        kept = [{k: v for k, v in row.items() if k != "same_family"} for row in rows]
        with duckdb.connect() as connection:
            (tmp_path / table.name).mkdir()
            (tmp_path / "rows.json").write_text(json.dumps(kept or [{"letter_id": ""}]))
            part = tmp_path / table.name / "part-0.parquet"
            connection.execute(f"COPY (FROM '{tmp_path}/rows.json') TO '{part}'")
    found, whole = as_json(tmp_path), as_json(output(made, "csv"))
    assert whole.keys() - found.keys() == {"families"}
    assert found["categories"] == whole["categories"]


SELECTIONS = (
    (),
    ("--where", "category!=Surgery"),
    ("--period", "2016.."),
    ("--where", "category!=Surgery", "--period", "2016.."),
    ("--by", "category", "--by", "year", "--where", "mtus=MTUS", "--period", "2016.."),
)


@pytest.mark.parametrize("options", SELECTIONS, ids=" ".join)
def test_files_that_are_not_opened_at_once(
    options: tuple[str, ...], made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = as_json(output(made, "csv"), *options)
    monkeypatch.setattr(read, "_FILES", 1)
    assert len(list((output(made, "parquet") / "issues").iterdir())) > 1
    assert as_json(output(made, "parquet"), *options) == whole


@pytest.mark.parametrize("count", [1, 500])
def test_a_file_that_an_older_version_wrote(
    count: int, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it does not have is not stated."""
    shutil.copytree(output(made, "parquet"), tmp_path / "tables")
    old = tmp_path / "tables" / "issues" / "part-00001.parquet"
    table = parquet.read_table(old)
    parquet.write_table(table.drop_columns(["subcategory", "same_family"]), old)
    monkeypatch.setattr(read, "_FILES", count)
    found, whole = as_json(tmp_path / "tables"), as_json(output(made, "csv"))
    known = sum(1 for one in table["same_family"].to_pylist() if one is not None)
    before, now = issues(whole, "families"), issues(found, "families")
    assert now["a side cites none"][0] - before["a side cites none"][0] == known > 0
    assert found["categories"] == whole["categories"]


def test_a_table_without_decisions(made: Path, tmp_path: Path) -> None:
    shutil.copytree(output(made, "parquet"), tmp_path / "tables")
    for path in (tmp_path / "tables" / "issues").iterdir():
        parquet.write_table(parquet.read_table(path).drop_columns(["decision"]), path)
    done = stats(tmp_path / "tables")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "the table issues has no column decision; write the tables again" in done.stderr
