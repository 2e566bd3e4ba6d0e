"""Findings in the formats of other programs: SARIF, JUnit, GitHub annotations."""

from __future__ import annotations

import json
import os
from functools import cache
from hashlib import sha256
from importlib.metadata import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import jsonschema
import pytest
from click.testing import CliRunner
from syrupy.assertion import SnapshotAssertion

from helpers.commands import write
from helpers.in_turn import in_turn
from helpers.letters import GAP, LATE, MISSPELT, NAMED, SAMPLES, SOUND, STATE

import imrparse
from imrparse import Diagnostic, Edit, Fix, Related, Severity, Source, Span
from imrparse.cli import main
from imrparse.files.loaded import Marks
from imrparse.reports import github
from imrparse.reports.junit import Junit
from imrparse.reports.results import Described, Failure, Result
from imrparse.reports.sarif import Sarif
from imrparse.text.visible import visible

FORMS = ("full", "concise", "json", "jsonl", "sarif", "github", "junit")
DRAFT = LATE.replace("An MRI of", "Dr. Okafor wrote that an MRI of").replace(
    "California, Nevada", "Californa, Nevada"
)
"""Findings of several kinds: two warnings, one with a fix, and a note."""

SCHEMA = Path(__file__).with_name("sarif_parts.schema.json")
STANDARD = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""SHA-256 of the standard's own schema, as OASIS published it with Errata 01."""


@pytest.fixture(autouse=True)
def version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """The reports contain the version."""
    monkeypatch.setattr(imrparse, "__version__", "1.2.3")


def put(name: str, text: str) -> str:
    return write(name, text)


def lint(form: str, *args: str) -> bytes:
    return CliRunner().invoke(main, ["lint", "--format", form, *args]).stdout_bytes


def odd(text: str, message: str, severity: Severity = Severity.WARNING) -> Diagnostic:
    """A finding with every possible attribute, over two lines."""
    span = Span(2, text.index("\n") + 2)
    fix = Fix("mend, or not", (Edit(Span(3, 3), "in\nserted"), Edit(span, "")), safe=False)
    return Diagnostic(
        "IMR601",
        severity,
        message,
        span,
        source=Source(text),
        hint="100%: yes, no\nmaybe",
        related=(Related("here, too", Span(0, 1)),),
        fixes=(fix,),
    )


@pytest.mark.parametrize("form", FORMS)
def test_snapshot(form: str, snapshot: SnapshotAssertion) -> None:
    """A draft with findings, one without, and one that can't be read."""
    put("drafts/a b.txt", DRAFT)
    put("drafts/c.txt", SOUND)
    assert lint(form, "drafts", "none.txt").decode() == snapshot


# SARIF


def log_of(*results: Result) -> Any:
    log = Sarif({"IMR601": Described("named-person", "A person is named.", "# Why")}, "1.2.3")
    for result in results:
        log.add(result)
    return checked(json.loads(json.dumps(log.document())))


def checked(log: Any) -> Any:
    """A log that matches the standard's schema, and the stricter one for our output."""
    assert log["$schema"] == standard()["id"]
    checker = jsonschema.FormatChecker(("uri", "uri-reference"))
    for schema in (standard(), json.loads(SCHEMA.read_bytes())):
        validator = jsonschema.validators.validator_for(schema)
        validator.check_schema(schema)
        validator(schema, format_checker=checker).validate(log)
    return log


@cache
def standard() -> Any:
    """The standard's own schema, a file in a package; none of the package's code is run."""
    (path,) = (one for one in files("linceo") or () if one.name == "sarif-schema-2.1.0.json")
    content = path.read_binary()
    assert sha256(content).hexdigest() == STANDARD
    return json.loads(content)


def test_sarif_standard_objects() -> None:
    """Otherwise the tests of logs would prove nothing."""
    log = log_of(Result("a.txt", [odd("one\ntwo", "odd")]))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    with pytest.raises(jsonschema.ValidationError, match="0 is less than the minimum"):
        checked(log)
    log = log_of(Result("a.txt", [], Failure("no such file")))
    (notification,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b.txt"
    with pytest.raises(jsonschema.ValidationError, match="is not a 'uri-reference'"):
        checked(log)


@pytest.mark.parametrize(
    "text", in_turn([NAMED, SOUND, GAP, MISSPELT, STATE, LATE, DRAFT, "", "x"], 3)
)
def test_sarif_keeps_to_the_schema(text: str) -> None:
    put("a.txt", text)
    (run,) = checked(json.loads(lint("sarif", "a.txt", "none.txt")))["runs"]
    assert [one["ruleId"] for one in run["results"]] == [one.code for one in imrparse.lint(text)]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert not run["invocations"][0]["executionSuccessful"]


def test_sarif_of_samples() -> None:
    log = checked(json.loads(lint("sarif", "--isolated", *map(str, SAMPLES.glob("*.txt")))))
    assert log["runs"][0]["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]


def test_sarif_of_everything() -> None:
    text = "\ufeffone\r\ntwo"
    (run,) = log_of(Result("a.txt", [odd(text, "odd")]), Result("b.txt"))["runs"]
    (one,) = run["results"]
    region = {"startLine": 1, "startColumn": 2, "endLine": 2, "endColumn": 2}
    assert one["locations"][0]["physicalLocation"]["region"] == region
    assert one["relatedLocations"][0]["message"] == {"text": "here, too"}
    (fix,) = one["fixes"]
    assert fix["properties"] == {"safe": False}
    assert [each["insertedContent"]["text"] for each in fix["artifactChanges"][0]["replacements"]]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]


def test_sarif_of_a_file_without_lines() -> None:
    """Places by paragraph, two of which may be the same."""
    source = Source("one two", Marks(((0, (("paragraph", 1),)), (4, (("paragraph", 2),)))))
    related = (Related("too", Span(4, 5)), Related("too", Span(6, 7)), Related("", Span(0, 1)))
    fix = Fix("mend", (Edit(Span(0, 1), ""),), safe=True)
    found = Diagnostic(
        "IMR601",
        Severity.NOTE,
        "odd",
        Span(0, 1),
        source=source,
        related=related,
        fixes=(fix,),
    )
    (one,) = log_of(Result("a.docx", [found]))["runs"][0]["results"]
    place = {"physicalLocation": {"artifactLocation": {"uri": "a.docx"}}}
    first, second = (
        {**place, "logicalLocations": [{"fullyQualifiedName": f"paragraph {number}"}]}
        for number in (1, 2)
    )
    assert one["locations"] == [first]
    assert one["relatedLocations"] == [
        {**second, "message": {"text": "too"}},
        {**first, "message": {"text": ""}},
    ]
    assert "fixes" not in one


@pytest.mark.parametrize(
    "path",
    ["a b.txt", "ä/100%.txt", "a:b#c?d.txt", "../up.txt", "<stdin>", os.fsdecode(b"caf\xe9.txt")],
)
def test_sarif_paths_are_uris(path: str) -> None:
    (run,) = log_of(Result(path, [odd("one\ntwo", "odd")]))["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert (urlsplit(uri).scheme, urlsplit(uri).fragment, urlsplit(uri).query) == ("", "", "")
    assert unquote(uri, errors="surrogateescape") == path


def test_sarif_of_an_absolute_path(folder: Path) -> None:
    path = folder / "a b.txt"
    (run,) = log_of(Result(str(path), [odd("one\ntwo", "odd")]))["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == path.as_uri()


# GitHub


@pytest.mark.parametrize(
    ("severity", "command"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "notice")],
)
def test_github_commands(severity: Severity, command: str) -> None:
    (line,) = github.lines(Result("a,b:c%.txt", [odd("one\ntwo", "50%, or: more", severity)]))
    assert line == (
        f"::{command} title=imrparse (IMR601),file=a%2Cb%3Ac%25.txt,line=1,endLine=2::"
        "a,b:c%25.txt:1:3: IMR601 50%25, or: more; 100%25: yes, no\u240amaybe"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("a\r\nb.txt", "a%0D%0Ab.txt"),
        ("::error::%0A,.txt", "%3A%3Aerror%3A%3A%250A%2C.txt"),
        ("caf\u00e9.txt", "caf\u00e9.txt"),
        ("a\x1b[2Jb.txt", None),
        ("a\u202etxt.exe", None),
        ("a\udce9.txt", None),
    ],
)
def test_github_names_of_files(name: str, value: str | None) -> None:
    """A name that the log would obey stands only in the message, with pictures."""
    failure = Result(name, failure=Failure("no such file"))
    for result in (Result(name, [odd("one\ntwo", "three")]), failure):
        (line,) = github.lines(result)
        values, message = line.removeprefix("::").split("::", 1)
        told = dict(pair.split("=", 1) for pair in values.partition(" ")[2].split(","))
        assert told.get("file") == value
        assert visible(message) == message


def test_github_columns_are_within_one_line() -> None:
    (found,) = imrparse.lint(NAMED)
    (line,) = github.lines(Result("a.txt", [found]))
    assert ",line=33,endLine=33,col=27,endColumn=37::" in line
    assert "\n" not in line


def test_github_failure() -> None:
    assert list(github.lines(Result("a.txt", failure=Failure("no\nsuch file")))) == [
        "::error title=imrparse (IMR000),file=a.txt::a.txt: IMR000 no\u240asuch file"
    ]


# JUnit


def suites_of(*results: Result) -> ElementTree.Element:
    report = Junit()
    for result in results:
        report.add(result)
    return parsed(report.text())


def parsed(text: str) -> ElementTree.Element:
    """A report with correct counts, which its readers rely on."""
    suites = ElementTree.fromstring(text)
    assert suites.tag == "testsuites"
    for suite in suites:
        assert {case.tag for case in suite} == {"testcase"}
        assert all(case.get("name") and case.get("classname") for case in suite)
        assert {child.tag for case in suite for child in case} <= {"failure", "error", "system-out"}
        check_counts(suite)
    check_counts(suites)
    return suites


def check_counts(element: ElementTree.Element) -> None:
    kinds = {"tests": "testcase", "failures": "failure", "errors": "error"}
    for count, kind in kinds.items():
        assert element.get(count) == str(len(list(element.iter(kind))))


def test_junit() -> None:
    note = odd("one\ntwo", "note", Severity.NOTE)
    suites = suites_of(
        Result("a.txt", [odd("one\ntwo", "<odd> & 'bad'"), note]),
        Result("b.txt"),
        Result("c.txt", failure=Failure("no such file")),
        Result("d.txt", failure=Failure("it failed", code=None)),
    )
    assert [suites.get(count) for count in ("tests", "failures", "errors")] == ["5", "1", "2"]
    first, clean, unreadable, failed = suites
    failure = first[0][0]
    assert (failure.tag, failure.get("message")) == ("failure", "<odd> & 'bad'")
    assert failure.get("type") == "warning"
    assert str(failure.text).startswith("a.txt:1:3: IMR601 <odd> & 'bad'\n")
    assert first[1][0].tag == "system-out"
    assert (clean.get("name"), len(clean), len(clean[0])) == ("b.txt", 1, 0)
    assert unreadable[0].get("name") == "IMR000"
    assert failed[0][0].get("message") == "it failed"


def test_junit_of_a_command() -> None:
    put("a.txt", DRAFT)
    (suite,) = parsed(lint("junit", "a.txt").decode())
    assert [case.get("name") for case in suite] == [
        "IMR103 at 7:23",
        "IMR015 at 21:24",
        "IMR601 at 33:27",
    ]
    assert [case.get("line") for case in suite] == ["7", "21", "33"]


def test_junit_of_characters_invalid_in_xml() -> None:
    path = os.fsdecode(b"caf\xe9\x01.txt")
    suites = suites_of(Result(path, [odd("one\ntwo", "\x00\ud800\ufffe")]))
    assert suites[0].get("name") == "caf\ufffd\ufffd.txt"
    assert suites[0][0][0].get("message") == "\ufffd" * 3
    (suite,) = parsed(lint("junit", put("b.txt", "\x00\x01\ufffe")).decode())
    assert suite.get("name") == "b.txt"


def test_junit_without_letters() -> None:
    assert suites_of().get("tests") == "0"
