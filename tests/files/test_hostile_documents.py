"""Hostile PDF, Word and HTML files: they are refused, with messages for people.

None of them takes a gigabyte, or runs without end.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers import hostile_documents as documents
from helpers import hostile_pdfs as pdfs
from helpers.hostile_archives import LETTER, entry, tar
from helpers.measuring import files, measure

import imrparse
from imrparse import UnreadableError
from imrparse.files import limits, load

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")

TOO_MUCH = "more than 100 MB of memory"
INNARDS = re.compile(r"0x[0-9a-fA-F]{4,}|<[\w.]+[ :]|\bobject at\b|Error\b|\bb'")
"""Addresses, reprs, names of exceptions: nothing that a message should contain."""


def message(data: bytes, name: str | None = None) -> str:
    """The message about an unreadable file."""
    with pytest.raises(UnreadableError) as raised:
        load(data, name=name)
    text = str(raised.value)
    assert not INNARDS.search(text)
    return text


@posix
@pytest.mark.parametrize(
    "make",
    [
        lambda: pdfs.flate(2, 500_000_000),
        pytest.param(lambda: pdfs.forms(10, 30), marks=pytest.mark.slow),
        pdfs.form_in_itself,
        pytest.param(lambda: pdfs.content(b"q ", 10_000_000), marks=pytest.mark.slow),
    ],
    ids=["twice", "forms", "form in itself", "graphics states"],
)
def test_memory_of_pdfium(make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    data = make()
    monkeypatch.setattr(limits, "LARGEST_MEMORY", 100_000_000)
    assert len(data) < 100_000
    assert TOO_MUCH in message(data)
    assert load(pdfs.sound()).text == "Hello"


@posix
def test_time_of_pdfium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LONGEST_COMPUTING", 0.3)
    assert "more than 0.3 seconds" in message(pdfs.many_times_one_page(300_000))
    monkeypatch.undo()
    assert load(pdfs.sound()).text == "Hello"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pdfs.predictor(), "a PDF without text"),
        (pdfs.stated_pages(), "a PDF without text"),
        (pdfs.tree_in_a_loop(), "damaged or truncated"),
        (pdfs.deep_tree(5_000), "damaged or truncated"),
        (pdfs.nested(b"[", 100_000), "damaged or truncated"),
        (pdfs.nested(b"<</X", 100_000), "damaged or truncated"),
    ],
    ids=["predictor", "pages", "loop", "deep", "arrays", "dictionaries"],
)
def test_other_pdfs(data: bytes, expected: str) -> None:
    assert expected in message(data)


@pytest.mark.parametrize(
    "data",
    [pdfs.tables_in_a_loop(), pdfs.length_of_a_terabyte(), pdfs.font_of_noise(10_000)],
    ids=["tables in a loop", "length", "font"],
)
def test_unusual_pdfs_that_can_be_read(data: bytes) -> None:
    assert load(data).text == "Hello"


@posix
@pytest.mark.parametrize(
    "make",
    [
        lambda: documents.bomb("word/document.xml", 500_000_000, stated=1_000_000),
        lambda: documents.word("<w:p/>" * 2_000_000),
    ],
    ids=["states less", "paragraphs"],
)
def test_memory_of_word_files(make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_MEMORY", 100_000_000)
    assert TOO_MUCH in message(make())
    assert load(documents.sound()).text == "Hello"


DAMAGED = "a part of it is missing or damaged"


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: documents.bomb("word/document.xml", 300_000_000), "far too large when unpacked"),
        (lambda: documents.bomb("word/a.png", 300_000_000), "far too large when unpacked"),
        (lambda: documents.laughs(30, 10), DAMAGED),
        (lambda: documents.laughs(3, 10), "a document type"),
        (lambda: documents.other_file(__file__), "a document type"),
        (lambda: documents.long_entity(100_000, 10_000), DAMAGED),
        (lambda: documents.nested("w:hyperlink", 10_000), DAMAGED),
        (lambda: documents.relations(3_000), DAMAGED),
        (lambda: documents.archive(documents.parts() | {"word/document.xml": b"\0"}), DAMAGED),
        (lambda: documents.archive({"word/document.xml": b"<a/>"}), DAMAGED),
        (lambda: documents.of_kind("text/xml"), "an archive (zip), not a Word file"),
        (lambda: documents.of_kind(documents.WORKBOOK), "an Excel workbook, not a Word file"),
        (lambda: documents.sound()[:3_000], "a damaged or truncated Word file"),
    ],
    ids=[
        *(
            "bomb",
            "picture",
            "laughs",
            "few laughs",
            "other file",
            "entity",
            "nested",
            "relations",
            "noise",
            "parts",
        ),
        *("other", "workbook", "cut"),
    ],
)
def test_other_word_files(make: Callable[[], bytes], expected: str) -> None:
    assert expected in message(make())


NO_ENCODINGS = [
    *("idna", "punycode", "rot13", "base64", "unicode_escape", "raw_unicode_escape"),
    *("undefined", "mbcs", "zlib", "utf-16", "utf_16_be", "utf-32", "cp037", "..", "\N{BULLET}"),
]


@pytest.mark.parametrize("name", NO_ENCODINGS)
def test_a_page_with_an_unknown_encoding(name: str) -> None:
    page = documents.page("<p>45\N{DEGREE SIGN} a.b..c", name)
    assert load(page).text == "45\N{DEGREE SIGN} a.b..c"


@pytest.mark.parametrize("name", ["idna", "rot13", "punycode", "none at all"])
def test_an_unknown_encoding_given_by_the_caller(name: str) -> None:
    with pytest.raises(ValueError, match="is not a text encoding"):
        imrparse.load(b"Dear Sir", encoding=name)


def test_large_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_TEXT", 1_000)
    assert "more than 1,000 characters" in message(documents.page("<p>" * 400))
    assert "more than 1,000 characters" in message(documents.page("a" * 5_000))
    monkeypatch.undo()
    monkeypatch.setattr(limits, "MOST_PIECES", 100)
    assert "more than 100 pieces of text" in message(documents.page("<b>a" * 200))


def test_a_reference_to_an_invalid_character() -> None:
    page = documents.page(f"a&#{'9' * 10_000};b&#{'0' * 20}65;c&#x{'9' * 10_000};d")
    assert load(page).text == "a\N{REPLACEMENT CHARACTER}bAc\N{REPLACEMENT CHARACTER}d"


LARGEST = 1_000  # MB of a process
LONGEST = 300  # seconds, on a machine that is also used for other things


# All of them take a quarter of an hour; set HOSTILE_FILES=all for that.
CHOSEN = list(files().items())[:: 1 if os.environ.get("HOSTILE_FILES") == "all" else 12]


@pytest.mark.parametrize(("name", "make"), CHOSEN, ids=[name for name, _ in CHOSEN])
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_file_in_full_size(name: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "in" / name
    path.parent.mkdir()
    path.write_bytes(make())
    (path.parent / "letter.tar").write_bytes(tar(entry("sound.txt", LETTER)))
    found = measure(path.parent, tmp_path)
    assert found.largest < LARGEST
    assert found.seconds < LONGEST
    assert found.status == 1
    assert found.faults["letter.tar/sound.txt"].startswith("this is not a determination letter")
    shown = " ".join(found.faults.values()) + found.errors
    assert not re.search(r"0x[0-9a-fA-F]{6,}|<[\w.]+[ :]|\bobject at\b|internal error", shown)
