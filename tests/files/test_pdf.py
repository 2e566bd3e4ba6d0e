"""PDF files: their text, their places, and unreadable ones."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF

from helpers.hostile_pdfs import form
from helpers.letters import SHARED
from helpers.made_files import SAMPLES, letter_of, pdf, scan

import imrparse
from imrparse import UnreadableError
from imrparse.diagnostics.rendering import concise, full, to_json
from imrparse.text.source import LeftOutKind

SAMPLE = SAMPLES[6]
PRINTED = imrparse.format(letter_of(SAMPLE), width=80)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples(sample: Path) -> None:
    letter = letter_of(sample)
    read = imrparse.read(pdf(imrparse.format(letter, width=80)))
    assert read == letter
    assert read.source == imrparse.unparse(read)


def test_encrypted_against_copying() -> None:
    assert imrparse.read(pdf(PRINTED, no_copying=True)) == letter_of(SAMPLE)


def test_gaps_separate_paragraphs_and_pages() -> None:
    loaded = imrparse.load(pdf("one\ntwo\n\nthree\nfour\nfive\fsix\nseven"))
    lines = [line.strip(" ") for line in loaded.text.split("\n")]
    assert lines == ["one", "two", "", "three", "four", "five", "\fsix", "seven"]


def test_places_are_pages_and_printed_lines() -> None:
    loaded = imrparse.load(pdf("one\ntwo\n\nthree\fsix\n\nseven"))
    source, words = loaded.source(), ("one", "two", "three", "six", "seven")
    places = [source.place(loaded.text.index(word)) for word in words]
    assert [tuple(place.values()) for place in places] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]
    assert list(places[0]) == ["page", "line"]
    assert source.place(0) == {"page": 1, "line": 1}
    assert source.place(len(loaded.text)) == {"page": 2, "line": 2}


def test_words_broken_at_line_ends() -> None:
    """pdfium joins the two lines; the places still distinguish them."""
    loaded = imrparse.load(pdf("the range-of-\nmotion is full\nof words\nand more"))
    assert loaded.text == "the range-of-motion is full\nof words\nand more"
    words = ("range", "of-", "motion", "of words", "and")
    source = loaded.source()
    lines = [source.place(loaded.text.index(word))["line"] for word in words]
    assert lines == [1, 1, 2, 3, 4]
    assert source.place(loaded.text.index("-motion"))["line"] == 1


def test_faults_are_located_by_page_and_line() -> None:
    text = PRINTED.replace("CLINICAL CASE SUMMARY", "CLINICAL CASE SUMARY")
    first, second = text.split("CLINICAL CASE SUMARY")
    head = [line for line in first.split("\n") if line.strip()]
    (found,) = imrparse.analyze(imrparse.load(pdf(text))).diagnostics
    line = len(head) + 1
    assert found.place == {"page": 1, "line": line}
    assert concise(found, "a.pdf").startswith(f"a.pdf:page 1, line {line}: IMR009 ")
    shown = full(found, path="a.pdf").split("\n")
    assert shown[2].split(" | ")[0].strip() == str(line - 1)
    assert shown[3].split(" | ") == [f" {line}", " CLINICAL CASE SUMARY"]
    plain: Any = to_json(found, "a.pdf")
    assert plain["place"] == found.place
    assert plain["line"] > line  # of the text, which also has blank lines

    (found,) = imrparse.analyze(
        imrparse.load(pdf(f"{first}\fCLINICAL CASE SUMARY{second}"))
    ).diagnostics
    assert full(found).startswith("page 2, line 1: IMR009 ")


def test_places_in_plain_values() -> None:
    letter = imrparse.read(pdf(PRINTED))
    plain: Any = imrparse.to_dict(letter, places=True)
    assert plain["header"]["places"]["case_number"]["start"] == {"page": 1, "line": 1}
    assert set(plain["issues"][0]["request"]["place"]) == {"span", "start", "end"}
    assert imrparse.from_dict(plain) == letter
    assert "place" not in str(imrparse.to_dict(letter).keys())


def test_findings_keep_the_places() -> None:
    config = imrparse.LintConfig(select=("privacy",))
    text = PRINTED.replace("Decision rationale: ", "Decision rationale: Dr. John Smith wrote. ", 1)
    loaded = imrparse.load(pdf(text))
    (found, *_) = imrparse.lint(loaded, config)
    assert list(found.place) == ["page", "line"]
    assert imrparse.lint(imrparse.parse(loaded), config)[0].place == found.place


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (scan(), "a PDF without text on its 2 pages, as scanned ones are"),
        (pdf(PRINTED, password="secret"), "needs a password"),
        (pdf(PRINTED)[:700], "damaged or truncated"),
        (b"%PDF-1.4\n", "damaged or truncated"),
    ],
    ids=["scan", "password", "cut", "head"],
)
def test_unreadable_files(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        imrparse.read(data)


@pytest.mark.parametrize("part", range(1, 10))
def test_a_truncated_pdf_fails_cleanly(part: int) -> None:
    data = pdf(PRINTED)
    with pytest.raises((UnreadableError, imrparse.ParseError)):
        imrparse.read(data[: len(data) * part // 10])


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "imrparse.files.pdf", raising=False)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnreadableError, match=r"pip install 'imrparse\[pdf\]'"):
        imrparse.read(pdf("x"))


def line(text: str, x: int, y: int) -> bytes:
    """A line of a page, in the language of PDF."""
    return b"BT /F1 12 Tf %d %d Td (%s) Tj ET " % (x, y, text.encode())


def field(value: str, left: int, bottom: int, more: str = "/FT/Tx", height: int = 16) -> bytes:
    """A form field, filled in."""
    box = f"/Rect[{left} {bottom} {left + 90} {bottom + height}]"
    return f"/T(f{left}{bottom}){more}{box}/V({value})".encode()


@pytest.mark.parametrize(
    ("content", "fields", "text"),
    [
        (line("Case Number:", 72, 700), [field("CM16", 150, 696)], "Case Number: CM16"),
        (
            line("First:", 72, 700) + line("Second:", 300, 700),
            [field("two", 350, 696), field("one", 110, 696)],
            "First: one Second: two",
        ),
        (
            line("Summary:", 72, 700) + line("End", 72, 500),
            [field("one\\rtwo", 72, 600)],
            "Summary:\none\ntwo\nEnd",
        ),
        (
            line("Above", 72, 700) + line("Below", 72, 500),
            [field("right", 300, 600), field("left", 72, 600)],
            "Above\nleft  right\nBelow",
        ),
        (line("Choice:", 72, 700), [field("Upheld", 150, 696, "/FT/Ch")], "Choice: Upheld"),
        (line("Box:", 72, 700), [field("Yes", 150, 696, "/FT/Btn")], "Box:"),
        (line("Empty:", 72, 700), [field("", 150, 696)], "Empty:"),
    ],
)
def test_form_fields_are_read_at_their_place(
    content: bytes, fields: list[bytes], text: str
) -> None:
    lines = imrparse.load(form(content, fields)).text.split("\n")
    assert "\n".join(line.strip() for line in lines if line.strip()) == text


def test_a_hidden_field_is_told() -> None:
    loaded = imrparse.load(form(line("Name:", 72, 700), [field("x", 150, 696, "/FT/Tx/F 2")]))
    assert loaded.text == "Name:"
    assert [tuple(part) for part in loaded.left_out] == [(0, LeftOutKind.HIDDEN, "x")]


def test_a_form_that_pdfium_cannot_show() -> None:
    data = form(line("Please wait...", 72, 700), [], b"/XFA(x)")
    with pytest.raises(UnreadableError, match=r"form \(XFA\)"):
        imrparse.load(data.replace(b"/AcroForm<<", b"/NeedsRendering true/AcroForm<<"))


def test_text_typed_onto_a_page() -> None:
    file = FPDF()
    file.add_page()
    file.set_font("Times", size=11)
    file.text(20, 30, "Decision Date:")
    file.free_text_annotation("12/05/2016", x=50, y=26, w=30, h=6)
    assert imrparse.load(bytes(file.output())).text == "Decision Date: 12/05/2016"


def test_a_letter_as_a_form() -> None:
    """The values of the header are filled in."""
    letter = letter_of(SAMPLE)
    table, *_ = imrparse.format(letter, "markdown").replace("**", "").partition("\n\n")
    content, fields = b"", []
    for number, cell in enumerate(table.split("  \n")):
        name, _, value = cell.partition(": ")
        content += line(f"{name}:", 72, 740 - 20 * number)
        fields.append(field(value, 260, 736 - 20 * number))
    text = imrparse.load(form(content, fields)).text
    rest = PRINTED[PRINTED.index("HOW THE") :]
    assert imrparse.parse(f"{text}\n\n{rest}") == letter


def running(header: str, footer: str = "") -> Callable[[FPDF], None]:
    def write(file: FPDF) -> None:
        file.text(20, 8, header.format(file.page_no()))
        file.text(20, 275, footer.format(file.page_no()))

    return write


LONG = "\f".join(re.findall(r"(?:.*\n){1,20}", PRINTED))


@pytest.mark.parametrize(
    ("header", "footer"),
    [("Smith vs. Acme Tools", "Printed by J. Doe, sheet {}"), ("", "- {} -"), ("Claim 4711", "")],
)
def test_running_lines_are_left_out(header: str, footer: str) -> None:
    """They are recognised by their place, whatever their words."""
    loaded = imrparse.load(pdf(LONG, running=running(header, footer)))
    assert imrparse.parse(loaded) == letter_of(SAMPLE)
    assert {part.kind for part in loaded.left_out} == {LeftOutKind.RUNNING}
    assert len(loaded.left_out) >= LONG.count("\f") + 1
    assert not imrparse.analyze(loaded).diagnostics


def test_a_running_line_with_the_only_case_number() -> None:
    number = letter_of(SAMPLE).case_number or ""
    text = LONG.replace(number, "")
    loaded = imrparse.load(pdf(text, running=running(f"{number}, page {{}}")))
    assert loaded.text.count(f"{number}, page 1") == 1
    assert "page 2" not in loaded.text


@pytest.mark.parametrize(
    "pages",
    [
        ["The same sentence at the top.\nIt goes on.", "The same sentence at the top.\nAnd on."],
        ["The same rationale.\n\nOne.", "Another.\n\nTwo.", "The same rationale.\n\nThree."],
        ["One.\n\nThe same end.", "Two.\n\n\n\nThe same end."],
        ["The only page.\n\nThe end."],
    ],
)
def test_equal_lines_of_pages_are_kept(pages: list[str]) -> None:
    loaded = imrparse.load(pdf("\f".join(pages)))
    assert loaded.text.split() == " ".join(pages).split()
    assert not loaded.left_out


# The published letters

LETTERS = sorted((SHARED / "letters").glob("*/letter.pdf"))
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
FIELDS = ("request", "decision", "claims_administrator_guideline", "maximus_guideline", "rationale")


def squeezed(value: Any) -> Any:
    """Texts without white space and hyphens, in which extractors differ."""
    if isinstance(value, dict) and "text" in value:
        value = value["text"]
    if isinstance(value, dict):
        return {key: squeezed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [squeezed(item) for item in value]
    if isinstance(value, str):
        return re.sub("[\\s\\-\u00ad\u2010\u2011]+", "", value).casefold()
    return value


@pytest.mark.skipif(not LETTERS, reason="needs the published letters")
@pytest.mark.parametrize(
    "path", [*LETTERS, *SEEDS], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_published_letters_are_parsed_into_their_gold_content(path: Path) -> None:
    beside = (
        path.with_name("gold.json") if path.suffix == ".pdf" else path.with_suffix(".gold.json")
    )
    gold = json.loads(beside.read_text("utf-8"))
    letter = imrparse.read(path)
    values: Any = imrparse.to_dict(letter)
    issues = [{field: issue[field] for field in FIELDS} for issue in values["issues"]]
    assert squeezed(issues) == squeezed(
        [{key: one[key] for key in FIELDS} for one in gold["issues"]]
    )
    assert squeezed(values["summary"]) == squeezed(gold["summary"])
    reviewer = {key: values["reviewer"][key] for key in gold["reviewer"]}
    assert squeezed(reviewer) == squeezed(gold["reviewer"])
    header = values["header"] and {
        key: values["header"][key] for key in gold["header"] or values["header"]
    }
    assert squeezed(header) == squeezed(gold.get("header"))
