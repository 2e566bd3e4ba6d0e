"""Each format contains the same data, and other programs can read it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from subprocess import PIPE
from typing import Any

import duckdb
import pyarrow.dataset
import pyarrow.parquet
import pytest
from click.testing import CliRunner

from helpers.extract_command import (
    FORMATS,
    LUMBAR,
    NORCO,
    cells,
    contents,
    extract,
    letters,
    output,
    process,
    put,
)
from helpers.in_turn import in_turn
from helpers.letters import NOTICE_SAMPLE, SAMPLES, sample_text

from imrparse.cli import main
from imrparse.data.version import TABLES_VERSION
from imrparse.tables.columns.rows import FLAT, TABLES
from imrparse.tables.formats import arrow_form
from imrparse.tables.run.databases import Sqlite
from imrparse.tables.run.work import Counts

COLUMNS_OF_VERSION_1 = {
    "letters": """
        letter_id path kind case_number template priority outcome date_of_injury
        ur_denial_date application_received date_assigned decision_date
        days_denial_to_application days_application_to_decision days_assignment_to_decision
        licensure specialties subspecialties usual_specialties usual_subspecialties age sex
        stated_date_of_injury summary preamble postscript issues upheld overturned warnings
    """,
    "issues": """
        letter_id issue decision request item prefixes quantity_least quantity_most
        quantity_unit frequency_least frequency_most frequency_per duration_least
        duration_most duration_unit strength refills date_of_service body_parts body_regions
        spinal_levels category subcategory drug_class category_term generic_names brands
        pharmacologic_classes routes ingredients partially_authorized original
        original_quantity original_quantity_unit original_frequency original_frequency_per
        original_duration original_duration_unit original_prefixes original_date_of_service
        authorized authorized_quantity authorized_quantity_unit authorized_frequency
        authorized_frequency_per authorized_duration authorized_duration_unit remaining
        remaining_quantity remaining_quantity_unit claims_administrator_guideline
        claims_administrator_no_evidence_cited claims_administrator_outside_mtus
        claims_administrator_families maximus_guideline maximus_no_evidence_cited
        maximus_outside_mtus maximus_families same_family same_chapter rationale verdict
        conclusion
    """,
    "citations": """
        letter_id issue side number decision kind text source chapter usual_chapter year
        sections topic pages page_count url known
    """,
    "faults": """
        letter_id path number code severity message hint page paragraph line column_number
        case_number
    """,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of the samples and of some files that are not letters, in every format."""
    folder = tmp_path_factory.mktemp("made")
    letters(folder / "letters")
    put(folder / "letters" / 'a "name", with ; marks.txt', "no\nletter")
    put(folder / "letters" / "zero.txt", NORCO.replace("Norco", "Nor\0co"))
    if os.name == "posix":
        put(folder / "letters" / os.fsdecode(b"caf\xe9.txt"), "no letter")
    for form in FORMATS:
        arguments = (folder / "letters", SAMPLES, "--format", form, "--jobs", "1")
        done = extract(*arguments, "--output", output(folder, form))
        assert done.exit_code == 1, done.output
    return folder


@pytest.mark.parametrize("form", FORMATS)
def test_formats_are_equal(form: str, made: Path) -> None:
    found = contents(output(made, form))
    assert found == contents(output(made, "parquet"))
    assert all(found.values())


def test_sqlite_counts_texts_with_a_zero_byte_to_their_end(made: Path) -> None:
    with closing(sqlite3.connect(output(made, "sqlite"))) as sqlite:
        found = sqlite.execute("SELECT request, length(request) FROM issues").fetchall()
    assert [len(text) for text, _ in found] == [length for _, length in found]
    assert [text for text, _ in found if "Nor\\u0000co" in text]


@pytest.mark.skipif(os.name != "posix", reason="needs names that are not UTF-8")
@pytest.mark.parametrize(
    "command", ["lint --format json", "lint --format junit", "lint", "parse --faults json"]
)
def test_a_name_is_written_as_in_tables(command: str, made: Path) -> None:
    written = "caf\\udce9.txt"
    assert written in str(contents(output(made, "csv"))["faults"]).replace("\\\\", "\\")
    path = made / "letters" / os.fsdecode(b"caf\xe9.txt")
    done = CliRunner().invoke(main, [*command.split(), str(path)])
    assert written in (done.output.replace("\\\\", "\\") if "json" in command else done.output)
    if "json" in command:
        assert "caf\\\\udce9.txt" in done.output


@pytest.mark.parametrize("form", FORMATS)
def test_each_file_is_a_letter_or_has_faults(form: str, made: Path) -> None:
    found = contents(output(made, form))
    names = [table.names.index("path") for table in (TABLES[0], TABLES[3])]
    read = {row[names[0]] for row in found["letters"]}
    failed = {row[names[1]] for row in found["faults"]}
    assert not read & failed
    files = [*SAMPLES.rglob("*"), *(made / "letters").rglob("*")]
    assert len(read | failed) == sum(path.suffix in (".txt", ".md") for path in files)


def test_parquet_columns_are_documented(made: Path) -> None:
    folder = output(made, "parquet")
    for table in TABLES:
        dataset = pyarrow.dataset.dataset(folder / table.name)
        assert dataset.schema.equals(arrow_form.schema(table))
        for column, field in zip(table.columns, dataset.schema, strict=True):
            assert field.metadata[b"description"].decode() == column.about
            assert field.metadata.get(b"unit", b"").decode() == (column.unit or "")


def test_the_version_of_the_tables(made: Path) -> None:
    """It is in every format but a single file of text."""
    with closing(sqlite3.connect(output(made, "sqlite"))) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (TABLES_VERSION,)
    with closing(duckdb.connect(output(made, "duckdb"), read_only=True)) as database:
        comments = database.execute("SELECT DISTINCT comment FROM duckdb_tables()").fetchall()
    assert (f"schema_version {TABLES_VERSION}",) in comments
    for form in ("parquet", "csv", "jsonl"):
        summary = json.loads((output(made, form) / "summary.json").read_text("utf-8"))
        assert summary["schema_version"] == TABLES_VERSION
    part = next(output(made, "parquet").rglob("*.parquet"))
    metadata = pyarrow.parquet.read_schema(part).metadata
    assert metadata[b"schema_version"] == str(TABLES_VERSION).encode()


def test_the_columns_of_version_1() -> None:
    """A column that goes or changes needs a new version of the tables; one that comes does not."""
    assert TABLES_VERSION == 1
    for table in TABLES:
        assert set(table.names) >= set(COLUMNS_OF_VERSION_1[table.name].split())


def test_other_readers(made: Path) -> None:
    count = len(contents(output(made, "parquet"))["issues"])
    joined = "SELECT count(*) FROM {} JOIN {} USING (letter_id)"
    with duckdb.connect() as files:
        for pattern in ("parquet/{}/*.parquet", "csv/{}.csv", "jsonl/{}.jsonl"):
            pair = [f"'{made}/tables-{pattern.format(name)}'" for name in ("letters", "issues")]
            assert files.execute(joined.format(*pair)).fetchone() == (count,)
    with duckdb.connect(output(made, "duckdb"), read_only=True) as attached:
        assert attached.execute(joined.format("letters", "issues")).fetchone() == (count,)
    with closing(sqlite3.connect(output(made, "sqlite"))) as sqlite:
        assert sqlite.execute(joined.format("letters", "issues")).fetchone() == (count,)
        lengths = "SELECT json_array_length(licensure) FROM letters LIMIT 1"
        assert sqlite.execute(lengths).fetchone() > (0,)


def test_a_damaged_database_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[sqlite3.Connection] = []

    def connect(path: Path, **kwargs: Any) -> sqlite3.Connection:
        opened.append(real(path, **kwargs))
        return opened[-1]

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(ValueError, match="not a database"):
        Sqlite(tmp_path / "tables.sqlite", put(tmp_path / "partial", "no database\n" * 100))
    (connection,) = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_summary(made: Path) -> None:
    for form in ("parquet", "csv", "jsonl"):
        summary = json.loads((output(made, form) / "summary.json").read_text())
        found = contents(output(made, form))
        assert summary["letters"] == len(found["letters"])
        assert summary["faults"] == sum(summary["codes"].values()) == len(found["faults"])
        assert not list(output(made, form).glob(".*"))


@pytest.mark.parametrize(
    ("form", "jobs"),
    in_turn([("jsonl", 2), ("sqlite", 1), ("csv", 2), ("parquet", 2)], 4),
)
def test_two_runs_give_equal_bytes(form: str, jobs: int, tmp_path: Path) -> None:
    """Sets are in another order in each of the runs, and batches may be."""
    letters(tmp_path / "in", 20)
    for run in "12":
        out = output(Path(run), form)
        arguments = ("in", "-o", out, "--format", form, "--jobs", jobs)
        environment = os.environ | {"PYTHONHASHSEED": run}
        with process(*arguments, cwd=tmp_path, env=environment, stdout=PIPE) as running:
            running.communicate()
        assert running.returncode == 1
    one, two = (contents_of(output(tmp_path / run, form)) for run in "12")
    assert one == two


def test_a_summary_does_not_depend_on_the_order_of_batches() -> None:
    one, two = (Counts(codes=Counter({code: 1})) for code in ("IMR001", "IMR000"))
    assert json.dumps((one + two).to_dict()) == json.dumps((two + one).to_dict())


def contents_of(path: Path) -> dict[str, bytes]:
    """The bytes of the files in a folder, or of one file."""
    files = [file for file in path.rglob("*") if file.is_file()] or [path]
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


def test_letters_of_every_kind_have_rows(tmp_path: Path) -> None:
    """A letter with warnings only, one with other text around it, and a notice of 2013."""
    put(tmp_path / "in" / "warned.txt", LUMBAR.replace("10-04-16", "10-05-16"))
    put(tmp_path / "in" / "mail.txt", f"From: a@b.c\n\nHello, see below.\n\n{LUMBAR}")
    put(tmp_path / "in" / "notice.txt", sample_text(NOTICE_SAMPLE))
    assert extract(tmp_path / "in", "-o", tmp_path / "out").exit_code == 0
    found = cells(tmp_path / "out", "letters", "path", "template", "issues", "preamble")
    assert [row[:2] for row in found] == [
        ("mail.txt", "G2c"), ("notice.txt", "G0"), ("warned.txt", "G2c"),
    ]  # fmt: skip
    assert str(found[0][3]).startswith("From:")
    assert len(cells(tmp_path / "out", "issues", "issue")) == sum(int(str(row[2])) for row in found)


@pytest.mark.parametrize("form", in_turn(["csv", "jsonl", "parquet"], 3))
def test_a_flat_table_is_issues_joined_with_letters(form: str, made: Path, tmp_path: Path) -> None:
    path = tmp_path / f"flat.{form}"
    done = extract(made / "letters", SAMPLES, "--flat", "-o", path, "--jobs", "2")
    assert done.exit_code == 1
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    with duckdb.connect() as files:
        found = files.execute(f"SELECT letter_id, issue, path, request FROM '{path}'").fetchall()
    letters_by_id = {row[0]: row for row in contents(output(made, "csv"))["letters"]}
    place = TABLES[1].names.index("request")
    assert sorted(found) == [
        (*row[:2], letters_by_id[row[0]][1], row[place])
        for row in contents(output(made, "csv"))["issues"]
    ]


def test_a_flat_table_on_the_standard_output(made: Path) -> None:
    done = extract(made / "letters", "--flat", "-o", "-")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()[0].split(",")) == len(FLAT.names) == len(set(FLAT.names))
    assert "13 files read" not in done.stdout
    assert "files read, tables in the standard output" in done.stderr
    lines = extract(made / "letters", "--flat", "-o", "-", "--format", "jsonl").stdout.splitlines()
    assert all(list(json.loads(line)) == list(FLAT.names) for line in lines)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("-o out.csv", "'out.csv' would be one file, and these are four tables"),
        ("-o out.jsonl", "add --flat"),
        ("-o out.parquet --format parquet", "add --flat"),
        ("-o -", "add --flat"),
        ("-o out.xlsx", "workbooks are not written; --flat --excel -o out.csv"),
        ("-o out.tsv --flat --format csv", ".tsv files are not written"),
        ("-o out --flat", "name it .csv, .jsonl or .parquet"),
        ("-o out.sqlite --flat", "--flat writes csv, jsonl or parquet"),
        ("-o out.parquet --flat --format csv", "not the name of a csv file"),
        ("-o out.csv --format sqlite", "not the name of a sqlite file"),
        ("-o in --flat --format csv", "'in': Is a directory; name a"),
        ("-o in --format duckdb", "'in': Is a directory; name a"),
        ("-o - --flat --resume", "need a file or a folder"),
        ("-o out.jsonl --flat --excel", "--excel needs --format csv"),
    ],
)
def test_outputs_that_are_refused(
    arguments: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(Path("in/a.txt"), LUMBAR)
    done = extract("in", *arguments.split())
    assert (done.exit_code, message in done.stderr) == (2, True), done.stderr
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.txt"]


@pytest.mark.parametrize("given", ["", " "])
def test_an_empty_output_is_refused(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = extract(put(tmp_path / "a.txt", LUMBAR), "-o", given)
    assert (done.exit_code, "--output is empty" in done.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_no_letters_at_all(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for form in FORMATS:
        out = output(tmp_path, form)
        done = extract(tmp_path / "empty", "--output", out, "--format", form)
        assert done.exit_code == 0
        assert "no letters in this folder" in done.stderr
        assert contents(out) == {table.name: [] for table in TABLES}
