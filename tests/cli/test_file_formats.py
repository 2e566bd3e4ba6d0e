"""The commands on PDF, Word and HTML files."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from helpers.commands import write
from helpers.made_files import SAMPLES, letter_of, page_of_html, pdf, scan, word_draft
from helpers.tracked import resolved

import imrparse
from imrparse.cli import main

LETTER = letter_of(SAMPLES[6])
PRINTED = imrparse.format(LETTER, width=80)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a letter in each format."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    files = {
        "in/a.txt": PRINTED.encode(),
        "in/b.pdf": pdf(PRINTED),
        "in/c.docx": word_draft(LETTER),
        "in/d.html": page_of_html(LETTER).encode(),
        "in/~$c.docx": b"what Word keeps beside an open file",
    }
    Path("in").mkdir()
    for name, data in files.items():
        Path(name).write_bytes(data)
    return tmp_path


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [*args], input=stdin)


def test_parse_a_folder() -> None:
    result = run("parse", "--format", "json", "in")
    assert (result.exit_code, result.stderr) == (0, "")
    shown = json.loads(result.stdout)
    assert [Path(one["path"]).name for one in shown] == ["a.txt", "b.pdf", "c.docx", "d.html"]
    assert [one["letter"] for one in shown] == [imrparse.to_dict(LETTER)] * 4


def test_parse_the_standard_input() -> None:
    for data in (pdf(PRINTED), word_draft(LETTER)):
        result = run("parse", "--format", "json", "-", stdin=data)
        assert json.loads(result.stdout)[0]["letter"] == imrparse.to_dict(LETTER)


def test_places() -> None:
    rows = run("parse", "--places", "in/b.pdf", "in/c.docx").stdout.split("\n")
    numbers = [row.split()[2] for row in rows if "Case number" in row]
    assert numbers == ["1:1-1:1", "1:1-1:1"]
    result = run("parse", "--places", "--format", "json", "in/b.pdf")
    place = json.loads(result.stdout)[0]["letter"]["reviewer"]["place"]
    assert place["start"] == {"page": 1, "line": 5}


@pytest.mark.parametrize(("module", "kind"), [("pypdfium2", "pdf"), ("docx", "docx")])
def test_without_the_extra(module: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, f"imrparse.files.{kind}", raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    result = run("parse", "--format", "json", "in")
    assert (result.exit_code, len(json.loads(result.stdout))) == (1, 3)
    first, last = result.stderr.rstrip().split("\n")
    assert first.endswith(f"that is not installed: pip install 'imrparse[{kind}]'")
    assert last == "1 of 4 letters could not be read"


def test_a_scan_does_not_stop_the_rest() -> None:
    Path("in/scan.pdf").write_bytes(scan())
    result = run("parse", "--format", "json", "--faults", "json", "in")
    assert (result.exit_code, len(json.loads(result.stdout))) == (1, 4)
    shown = json.loads(result.stderr)
    assert (shown["code"], shown["line"]) == ("IMR000", None)
    assert "text recognition" in shown["message"]


def test_format_prints_and_does_not_write() -> None:
    for name in ("in/b.pdf", "in/c.docx", "in/d.html"):
        assert imrparse.parse(run("format", name).stdout) == LETTER
        before = Path(name).read_bytes()
        for option in ("--write", "--check", "--diff"):
            result = run("format", option, name)
            assert (result.exit_code, result.stdout) == (1, "")
            assert "can't be written back" in result.stderr
        assert Path(name).read_bytes() == before
    assert run("format", "--write", "in").exit_code == 0  # in a folder, only text files are used
    assert run("format", "--check", "in").exit_code == 0


def test_lint_fixes_only_text_files() -> None:
    text = PRINTED.replace("CLINICAL CASE SUMMARY", "CLINICAL CASE SUMARY")
    Path("a.pdf").write_bytes(data := pdf(text))
    result = run("lint", "--fix", "--isolated", "a.pdf")
    assert (result.exit_code, Path("a.pdf").read_bytes()) == (1, data)
    assert "a.pdf: not fixed: a PDF can't be written back" in result.stderr
    assert result.stdout.startswith("a.pdf:page 1, line ")


def test_fixing_keeps_the_encoding() -> None:
    text = PRINTED.replace("CLINICAL CASE SUMMARY", "CLINICAL CASE SUMARY") + "\n"
    for encoding in ("utf-16-le", "cp1252"):
        mark = "\ufeff" if encoding == "utf-16-le" else ""
        Path("a.txt").write_bytes((mark + text.replace("-", "\u2013")).encode(encoding))
        run("lint", "--fix", "--isolated", "a.txt")
        mended = Path("a.txt").read_bytes().decode(encoding)
        assert mended.startswith(mark + "Case Number")
        assert "CLINICAL CASE SUMMARY" in mended


def draft() -> None:
    document = docx.Document("in/c.docx")
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("Decision rationale:"):
            paragraph.add_run(" Dr. John Smith saw the the patient.")
    document.save("draft.docx")


def test_annotate() -> None:
    draft()
    before = Path("draft.docx").read_bytes()
    args = ("lint", "--isolated", "--select", "privacy,text", "--format", "json", "draft.docx")
    result = run(*args, "--annotate", "out.docx")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [one.text.split()[0] for one in docx.Document("out.docx").comments] == [
        one["code"] for one in found
    ]
    assert found
    assert all("paragraph" in one["place"] for one in found)
    assert Path("draft.docx").read_bytes() == before
    assert f"{len(found)} comments written to out.docx" in result.stderr


@pytest.mark.parametrize(
    "args",
    [
        ("draft.docx", "--annotate", "draft.docx"),
        ("draft.docx", "in/c.docx", "--annotate", "out.docx"),
        ("in", "--annotate", "out.docx"),
        ("-", "--annotate", "out.docx"),
        ("draft.docx", "--annotate", "out.docx", "--fix"),
        ("draft.docx", "--track", "out.docx"),
        ("draft.docx", "--fix", "--track", "draft.docx"),
        ("draft.docx", "in/c.docx", "--fix", "--track", "out.docx"),
        ("draft.docx", "--fix", "--track", "out.docx", "--diff"),
        ("draft.docx", "--fix", "--track", "out.docx", "--annotate", "other.docx"),
    ],
    ids=" ".join,
)
def test_copies_with_wrong_usage(args: tuple[str, ...]) -> None:
    draft()
    result = run("lint", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "\nError: " in result.stderr
    assert not Path("out.docx").exists()


def test_annotate_other_files() -> None:
    result = run("lint", "--isolated", "in/b.pdf", "--annotate", "out.docx")
    assert result.exit_code == 2
    assert "comments go into a Word file, and this is a PDF" in result.stderr
    assert not Path("out.docx").exists()


def misspelt(*, in_field: bool = False) -> bytes:
    """A draft with two safe fixes, the second perhaps in a field of Word."""
    document = docx.Document("in/c.docx")
    for paragraph in document.paragraphs:
        if "CLINICAL" in paragraph.text:
            paragraph.runs[0].text = "CLINICAL CASE SUMARY"
        if paragraph.text.startswith("MAXIMUS guideline:"):
            paragraph.runs[1].text = "MAXIMUS guidline:"
            if in_field:
                field = OxmlElement("w:fldSimple", attrs={qn("w:instr"): "MERGEFIELD x"})
                paragraph.runs[1]._r.addprevious(field)
                field.append(paragraph.runs[1]._r)
            break
    document.save("draft.docx")
    return Path("draft.docx").read_bytes()


def test_track() -> None:
    before = misspelt()
    args = ("lint", "--isolated", "--select", "privacy", "--fix", "draft.docx")
    result = run(*args, "--track", "out.docx")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 fixes tracked in out.docx" in result.stderr
    assert Path("draft.docx").read_bytes() == before
    assert imrparse.read("out.docx") == LETTER
    assert not list(docx.Document("out.docx").comments)
    commented = run(*args, "--track", "out.docx", "--annotate", "out.docx")
    assert "2 comments written to out.docx" in commented.stderr
    assert {one.text.split("\n")[1] for one in docx.Document("out.docx").comments} == {
        "Fixed by a tracked change."
    }
    rejected = resolved(Path("out.docx").read_bytes(), accept=False)
    assert imrparse.load(rejected).text == imrparse.load(before).text


def test_a_fix_that_can_not_be_tracked_is_reported() -> None:
    misspelt(in_field=True)
    args = ("--isolated", "--format", "concise", "draft.docx", "--fix", "--track", "out.docx")
    result = run("lint", "--select", "privacy", *args)
    assert result.exit_code == 1
    assert "the fix of IMR009 is not tracked: the text is that of a field" in result.stderr
    assert "1 fix tracked in out.docx" in result.stderr
    assert result.stdout.count("IMR009") == 1


def test_what_a_comment_in_word_accepts_is_not_fixed() -> None:
    misspelt()
    document = docx.Document("draft.docx")
    (states,) = [one for one in document.paragraphs if one.text.startswith("State(s)")]
    states.runs[2].text = " Californa"
    document.add_comment(states.runs[2], "imrparse: ignore IMR015, as it is printed", "Editor")
    document.save("draft.docx")
    args = ("lint", "--isolated", "--select", "reviewer", "--format", "concise", "draft.docx")
    result = run(*args, "--fix", "--track", "out.docx")
    assert "2 fixes tracked in out.docx" in result.stderr
    assert "IMR015" not in result.stdout
    assert "Licensure: Californa\n" in imrparse.load("out.docx").text
    assert [one.text for one in docx.Document("out.docx").comments] == [
        "imrparse: ignore IMR015, as it is printed"
    ]


def test_track_leaves_other_files_alone() -> None:
    for name in ("in/b.pdf", "in/a.txt"):
        before = Path(name).read_bytes()
        result = run("lint", "--isolated", "--fix", name, "--track", "out.docx")
        assert result.exit_code == 2
        assert "tracked changes go into a Word file, and this is a" in result.stderr
        assert Path(name).read_bytes() == before
    assert not Path("out.docx").exists()


def test_reports_have_places() -> None:
    Path("a.pdf").write_bytes(pdf(PRINTED.replace("CLINICAL CASE SUMMARY", "CLINICAL CASE SUMARY")))
    shown = {
        form: run("lint", "--isolated", "--select", "IMR0", "--format", form, "a.pdf").stdout
        for form in ("sarif", "github", "junit")
    }
    (found,) = json.loads(shown["sarif"])["runs"][0]["results"]
    (location,) = found["locations"]
    assert list(location["physicalLocation"]) == ["artifactLocation"]
    name = location["logicalLocations"][0]["fullyQualifiedName"]
    assert name.startswith("page 1, line ")
    assert "fixes" not in found
    assert f"a.pdf:{name}: IMR009 " in shown["github"]
    assert ",line=" not in shown["github"]
    assert f'name="IMR009 at {name}"' in shown["junit"]


def test_folders_are_searched(folder: Path) -> None:
    wanted = ["all/a.md", "all/b.txt", "all/b/c.TXT", "all/b/d/e.txt", "z.dat"]
    for name in [*wanted, "all/.hidden.txt", "all/.git/x.txt", "all/notes.rst"]:
        write(name, PRINTED)
    (folder / "all" / "folder.txt").mkdir()
    if os.name == "posix":
        with socket.socket(socket.AF_UNIX) as no_file:
            no_file.bind("all/socket.txt")
    result = run("parse", "--format", "json", "all", "z.dat", "all/b.txt", "./all")
    assert result.stderr == ""
    expected = [Path(name) for name in wanted]
    found = [Path(letter["path"]) for letter in json.loads(result.stdout_bytes)]
    assert found == sorted(expected)
