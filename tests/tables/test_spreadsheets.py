"""CSV for spreadsheets: no cell runs as a formula, and each text can be restored."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from helpers.extract_command import NORCO, contents, extract, put

from imrparse.cli import main
from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats.text_form import for_spreadsheets, from_spreadsheets, is_formula

WIDE = ["\uff1d1", "\uff0b1", "\uff0d1", "\uff20x"]
RUN = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", *WIDE]
LEFT = ["", "a", "1", " =1", "'=1", "[1]", "Knee - MRI", "it's", "'", "\u2212 1"]

LETTER = NORCO.replace("Family Practice", "=HYPERLINK(A1)").replace("\nNorco", "\n-Norco")


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a letter, and one with a fault, whose names and texts are formulas."""
    folder = tmp_path_factory.mktemp("letters") / "in"
    put(folder / "=cmd.txt", LETTER)
    put(folder / "-2+3.txt", "+1 no letter")
    put(folder / "'@a.txt", "no letter")
    return folder


def cells(path: Path) -> list[str]:
    """All cells of the CSV files of a folder."""
    rows = [
        row
        for table in TABLES
        for row in csv.reader(io.StringIO((path / f"{table.name}.csv").read_text("utf-8"), ""))
    ]
    return [cell for row in rows for cell in row]


@pytest.mark.parametrize("text", RUN)
def test_formulas_are_texts(text: str) -> None:
    assert is_formula(text)
    assert for_spreadsheets(text) == f"'{text}"


@pytest.mark.parametrize("text", LEFT)
def test_other_texts_are_not_formulas(text: str) -> None:
    assert not is_formula(text)
    assert not is_formula(for_spreadsheets(text))


@given(st.text(st.sampled_from("'=+-@\t\rab1\uff1d")) | st.text())
def test_each_text_is_restored(text: str) -> None:
    assert from_spreadsheets(for_spreadsheets(text)) == text
    assert not is_formula(for_spreadsheets(text))


def test_no_cell_is_a_formula(letters: Path, tmp_path: Path) -> None:
    done = extract(letters, "-o", tmp_path / "safe", "--format", "csv", "--excel")
    assert "formulas" not in done.stdout
    assert not list(filter(is_formula, cells(tmp_path / "safe")))
    assert {"'=cmd.txt", "'-2+3.txt", "''@a.txt"} <= set(cells(tmp_path / "safe"))


def test_without_the_option_formulas_are_reported(letters: Path, tmp_path: Path) -> None:
    done = extract(letters, "-o", tmp_path / "plain", "--format", "csv")
    found = list(filter(is_formula, cells(tmp_path / "plain")))
    assert len(found) > 2
    assert (
        f"\n  {len(found)} cells begin like a formula (=, +, -, @), which a spreadsheet would run; "
        "see --excel\n"
    ) in done.stdout
    for form in ("jsonl", "parquet"):
        other = extract(letters, "-o", tmp_path / form, "--format", form)
        assert "formulas" not in other.stdout


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    early = NORCO.replace("Decision Date: 03/02/2017", "Decision Date: 01/02/2017")
    assert early != NORCO
    extract(put(tmp_path / "a.txt", early), "-o", tmp_path / "t", "--format", "csv", "--excel")
    head, row = csv.reader(io.StringIO((tmp_path / "t" / "letters.csv").read_text("utf-8"), ""))
    days = dict(zip(head, row, strict=True))["days_application_to_decision"]
    assert days.startswith("-")
    assert int(days) < 0


def test_both_forms_give_the_same_tables(letters: Path, tmp_path: Path) -> None:
    for name, options in (("plain", ()), ("safe", ("--excel",))):
        extract(letters, "-o", tmp_path / name, "--format", "csv", *options)
    extract(letters, "-o", tmp_path / "lines", "--format", "jsonl")
    assert contents(tmp_path / "plain") == contents(tmp_path / "lines")
    assert contents(tmp_path / "safe") == contents(tmp_path / "lines")
    assert json.loads((tmp_path / "safe" / "summary.json").read_text())["excel"] is True


def test_statistics(letters: Path, tmp_path: Path) -> None:
    extract(letters, "-o", tmp_path / "t", "--format", "csv", "--excel")
    plain, safe = stats(tmp_path / "t"), stats(tmp_path / "t", "--excel")
    assert "specialties,=HYPERLINK(A1),issues," in plain.stdout
    assert "begin like a formula" in plain.stderr
    assert "specialties,'=HYPERLINK(A1),issues," in safe.stdout
    assert safe.stderr == ""
    assert [line.replace("'=", "=") for line in safe.stdout.splitlines()] == (
        plain.stdout.splitlines()
    )


def stats(path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["stats", str(path), "--format", "csv", *options])


@pytest.mark.parametrize("form", ["jsonl", "parquet", "sqlite"])
def test_only_csv_is_for_spreadsheets(form: str, letters: Path, tmp_path: Path) -> None:
    done = extract(letters, "-o", tmp_path / "t", "--format", form, "--excel")
    assert done.exit_code == 2
    assert "--excel needs --format csv." in done.stderr
    assert CliRunner().invoke(main, ["stats", str(tmp_path), "--excel"]).exit_code == 2


def test_a_run_is_continued_in_its_original_form(letters: Path, tmp_path: Path) -> None:
    from imrparse.tables.formats.parts import Format
    from imrparse.tables.run.run import Run

    out = tmp_path / "t"
    with Run(out, Format.CSV, jobs=1, encoding=None, excel=True) as run:
        run.begin([str(letters)], (".txt",))
    refused = extract(letters, "-o", out, "--format", "csv", "--resume")
    assert refused.exit_code == 2
    assert "begun with another format: csv for Excel, not csv" in refused.stderr
    assert extract(letters, "-o", out, "--format", "csv", "--resume", "--excel").exit_code == 1
    assert "'=cmd.txt" in cells(out)
