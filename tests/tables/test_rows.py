"""The schema and the rows: they are consistent, and match the documentation."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from typing import Any

import pytest
from attrs import evolve

from helpers.extract_command import ARTHROSCOPY, FAULTY, LUMBAR
from helpers.letters import SOUND, sample_text

import imrparse
from imrparse.tables.columns.column import Column, Row, Table, Type
from imrparse.tables.columns.rows import TABLES, Rows, fault_rows, rows
from imrparse.text.visible import file_name, original_file_name

LETTER = imrparse.parse(ARTHROSCOPY)
TYPES: dict[Type, Any] = {
    Type.TEXT: str,
    Type.INTEGER: int,
    Type.NUMBER: (int, float),
    Type.BOOLEAN: bool,
    Type.DATE: date,
    Type.TEXTS: list,
}
SAMPLES = (
    "2014-seed-double-chiro-acupuncture",
    "2016-pdfium-stress-no-header-three-issues",
    "2016-pypdf-knee-arthroscopy-ten-issues",
    "2017-pymupdf-topicals-five-issues",
    "2017-double-spaced-expedited-home-antibiotics",
)
each_column = pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table in TABLES for column in table.columns],
    ids=lambda one: one.name,
)


def values(found: Rows, table: str, column: str) -> list[object]:
    (known,) = (one for one in TABLES if one.name == table)
    place = known.names.index(column)
    return [row[place] for row in found[table]]


def all_rows() -> Rows:
    found = fault_rows(imrparse.analyze(FAULTY).diagnostics, "faulty.txt", case_number="CM17-1")
    for name in SAMPLES:
        for table, more in rows(imrparse.parse(sample_text(name)), name).items():
            found[table] += more
    return found


ALL = all_rows()


@each_column
def test_values_are_of_the_type_of_their_column(table: Table, column: Column) -> None:
    found = values(ALL, table.name, column.name)
    assert found
    for value in found:
        if value is None or value == "":
            assert value is None
            assert not column.required
        else:
            assert isinstance(value, TYPES[column.type])
            assert isinstance(value, bool) == (column.type is Type.BOOLEAN)


@each_column
def test_columns_are_documented(table: Table, column: Column) -> None:
    assert column.about.endswith(".")
    assert column.source
    assert column.unit or column.type is not Type.NUMBER
    assert column.name in table.names
    assert column.name == column.name.lower()


def test_each_table_has_a_key() -> None:
    for table in TABLES:
        assert len(set(table.names)) == len(table.names)
        keys = [tuple(values(ALL, table.name, name)) for name in table.key]
        together = list(zip(*keys, strict=True))
        assert len(set(together)) == len(together)
        assert all(column.required for column in table.select(table.key))


def test_a_letter() -> None:
    found = rows(imrparse.parse(LUMBAR), "2016/a.txt", warnings=2)
    wanted = {
        "path": "2016/a.txt",
        "case_number": "CM16-0900123",
        "template": "G2c",
        "outcome": "Upheld",
        "decision_date": date(2017, 1, 5),
        "days_denial_to_application": 16,
        "days_application_to_decision": 35,
        "days_assignment_to_decision": 29,
        "licensure": ["California"],
        "age": 36,
        "sex": "female",
        "stated_date_of_injury": date(2016, 10, 4),
        "issues": 1,
        "upheld": 1,
        "overturned": 0,
        "warnings": 2,
    }
    assert {name: values(found, "letters", name)[0] for name in wanted} == wanted
    assert values(found, "issues", "body_parts") == [["lumbar spine"]]
    assert values(found, "issues", "category") == ["Diagnostic Testing"]
    assert values(found, "citations", "side") == ["claims administrator", "MAXIMUS"]
    assert values(found, "citations", "sections") == [[], ["Special Studies"]]
    assert found["faults"] == []


def test_rows_join() -> None:
    for table in ("issues", "citations"):
        assert set(values(ALL, table, "letter_id")) <= set(values(ALL, "letters", "letter_id"))
    issues = set(keys(ALL["issues"]))
    assert {(row[0], row[1]) for row in ALL["citations"]} <= issues
    assert len(issues) == sum(count for count in numbers("issues"))
    assert sum(numbers("upheld")) + sum(numbers("overturned")) == len(issues)


def keys(found: list[Row]) -> list[tuple[object, object]]:
    return [(row[0], row[1]) for row in found]


def numbers(column: str) -> list[int]:
    return [value for value in values(ALL, "letters", column) if isinstance(value, int)]


def test_the_key_depends_only_on_the_path() -> None:
    one, two = rows(LETTER, "a.txt"), rows(imrparse.parse(LUMBAR), "a.txt")
    assert values(one, "letters", "letter_id") == values(two, "letters", "letter_id")
    other = rows(LETTER, "b.txt")
    assert values(other, "letters", "letter_id") != values(one, "letters", "letter_id")
    # It must not change between versions.
    assert values(one, "letters", "letter_id") == ["8e2a3980895a32088c20"]


def test_a_partial_authorization() -> None:
    letter = imrparse.parse(LUMBAR)
    text = (
        "12 sessions of acupuncture was the original request. 4 sessions was authorized by the "
        "Claims Administrator. The remaining IMR eligible portion of the original request, "
        "8 sessions of acupuncture is"
    )
    changed = imrparse.replace(letter, letter.issues[0].request, text=text)
    found = rows(changed, "a.txt")
    assert values(found, "issues", "partially_authorized") == [True]
    assert values(found, "issues", "original_quantity") == [12]
    assert values(found, "issues", "authorized_quantity") == [4]
    assert values(found, "issues", "remaining_quantity") == [8]


def test_how_often_and_how_long_something_was_authorized() -> None:
    text = SOUND.replace(
        "the lumbar spine, 12 sessions was the original request.",
        "the lumbar spine, 2 times a week for 6 weeks was the original request.",
    )
    found = rows(imrparse.parse(text), "a.txt")
    assert values(found, "issues", "original_frequency")[2] == 2
    assert values(found, "issues", "original_frequency_per")[2] == "week"
    assert values(found, "issues", "original_duration")[2] == 6
    assert values(found, "issues", "original_duration_unit")[2] == "week"
    assert values(found, "issues", "authorized_frequency")[2] is None


def test_what_both_sides_cite() -> None:
    found = rows(imrparse.parse(SOUND), "a.txt")
    families = values(found, "issues", "maximus_families")
    assert families == [["MTUS"], ["ODG"], ["MTUS"], ["MTUS"], []]
    assert values(found, "issues", "same_family") == [True, True, True, True, None]
    assert values(found, "issues", "same_chapter") == [True, True, True, True, None]


@pytest.mark.parametrize(
    ("printed", "usual"),
    [
        ("Sports Medicine", "Sports Medicine"),
        ("Sports Medicinea", "Sports Medicine"),
        ("Physical Medicine and Rehabilitation", "Physical Medicine & Rehabilitation"),
        ("PM&R", "Physical Medicine & Rehabilitation"),
        ("Orthopaedic Surgery", "Orthopedic Surgery"),
        ("Chiropractor", "Chiropractic"),
        ("Surgical Oncology", "Surgical Oncology"),  # another specialty than Medical Oncology
        ("Lamp Repair", "Lamp Repair"),
    ],
)
def test_specialties_have_usual_names(printed: str, usual: str) -> None:
    letter = evolve(LETTER, reviewer=evolve(LETTER.reviewer, specialties=(printed,)))
    found = rows(letter, "a.txt")
    assert values(found, "letters", "specialties") == [[printed]]
    assert values(found, "letters", "usual_specialties") == [[usual]]


@pytest.mark.parametrize(
    ("printed", "usual"),
    [
        ("Chronic Pain Medical Treatment 2009", "Chronic Pain Medical Treatment"),
        ("Chronic Pain Medical Treatment Guidelines", "Chronic Pain Medical Treatment"),
        ("Neck and Uper Back Complaints 2004", "Neck and Upper Back Complaints"),
        ("Hip and Groin 2011", "Hip and Groin Disorders"),
        ("Lamps 2009", "Lamps"),
    ],
)
def test_chapters_have_usual_names(printed: str, usual: str) -> None:
    guideline = imrparse.Guideline(f"Decision based on MTUS {printed}.")
    issue = evolve(LETTER.issues[0], maximus_guideline=guideline)
    found = rows(evolve(LETTER, issues=(issue,)), "a.txt")
    assert values(found, "citations", "usual_chapter")[-1] == usual


def test_a_letter_without_header_has_no_dates() -> None:
    found = rows(evolve(LETTER, header=None), "a.txt")
    for column in ("case_number", "decision_date", "days_application_to_decision"):
        assert values(found, "letters", column) == [None]


def test_characters_that_some_formats_cut_off_are_escaped() -> None:
    letter = imrparse.parse(LUMBAR.replace("MRI", "M\0RI"))
    assert values(rows(letter, "a.txt"), "issues", "request") == [
        "M\\u0000RI of the lumbar spine without contrast, open unit"
    ]


NAMES = {
    "a\udcff.txt": "a\\udcff.txt",
    "a\\udcff.txt": "a\\\\udcff.txt",
    "a\\\udcff.txt": "a\\\\\\udcff.txt",
    "a\\\\udcff.txt": "a\\\\\\\\udcff.txt",
    "a\\b.txt": "a\\b.txt",
    "caf\u00e9.txt": "caf\u00e9.txt",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_has_one_written_form(name: str) -> None:
    found = rows(LETTER, name)
    assert values(found, "letters", "path") == [NAMES[name]]
    assert values(found, "letters", "letter_id") == [
        blake2b(NAMES[name].encode(), digest_size=10).hexdigest()
    ]
    assert original_file_name(file_name(name)) == name


def test_faults_have_places() -> None:
    diagnostics = imrparse.analyze(FAULTY).diagnostics
    found = fault_rows(diagnostics, "a.txt")
    assert values(found, "faults", "code") == ["IMR009"]
    assert values(found, "faults", "line") == [diagnostics[0].line]
    assert values(found, "faults", "column_number") == [diagnostics[0].column]
    assert values(found, "faults", "page") == [None]
