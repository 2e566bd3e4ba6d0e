"""PDF files: their text, their places, and unreadable ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from helpers.made_files import SAMPLES, letter_of, pdf, scan

import imrparse
from imrparse import UnreadableError
from imrparse.diagnostics.rendering import concise, full, to_json

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
    plain = to_json(found, "a.pdf")
    assert plain["place"] == found.place
    assert plain["line"] > line  # of the text, which also has blank lines

    (found,) = imrparse.analyze(
        imrparse.load(pdf(f"{first}\fCLINICAL CASE SUMARY{second}"))
    ).diagnostics
    assert full(found).startswith("page 2, line 1: IMR009 ")


def test_places_in_plain_values() -> None:
    letter = imrparse.read(pdf(PRINTED))
    plain = imrparse.to_dict(letter, places=True)
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
