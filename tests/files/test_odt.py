"""OpenDocument texts: their text, their places, and unreadable ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import hostile_documents as documents
from helpers.made_files import (
    SAMPLES,
    TYPE,
    archive,
    content,
    draft,
    flat,
    letter_of,
    open_document,
    word_draft,
)

import imrparse
from imrparse import UnreadableError
from imrparse.files import limits

SAMPLE = SAMPLES[6]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples(sample: Path) -> None:
    letter = letter_of(sample)
    assert imrparse.read(draft(letter)) == letter


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>one\n  two</text:p><text:p/><text:h>three</text:h>", "one two\n\n\nthree"),
        ("<text:p>a<text:s text:c='2'/>b<text:tab/>c<text:line-break/>d</text:p>", "a  b\tc\nd"),
        (
            "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
            "<text:section><text:p>two</text:p></text:section>",
            "one\n\ntwo",
        ),
        (
            "<text:p>a<text:note><text:note-body><text:p>b</text:p></text:note-body></text:note>"
            "<office:annotation><text:p>c</text:p></office:annotation>d<text:a>e</text:a></text:p>",
            "ade",
        ),
        (
            "<text:p>a<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>"
            "b</text:p><text:p>c</text:p>",
            "ab\n\nboxed\n\nc",
        ),
        (
            "<text:p>x</text:p><table:table><table:table-header-rows><table:table-row>"
            "<table:table-cell><text:p>a</text:p></table:table-cell>"
            "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
            "</table:table-header-rows><table:table-row><table:covered-table-cell/>"
            "<table:table-cell><text:p>c</text:p><text:p>d</text:p></table:table-cell>"
            "</table:table-row></table:table><text:p>y</text:p>",
            "x\n\na\tb\nc\nd\n\ny",
        ),
        ("<text:p>a<text:s text:c='999999999999'/>b</text:p>", "a b"),
    ],
)
def test_text(body: str, text: str) -> None:
    assert imrparse.load(open_document(body)).text == text
    assert imrparse.load(flat(body)).text == text


def test_places() -> None:
    body = (
        "<text:p>one</text:p><table:table><table:table-row><table:table-cell><text:p>two</text:p>"
        "</table:table-cell></table:table-row></table:table><text:p>three</text:p>"
    )
    loaded = imrparse.load(open_document(body))
    source = loaded.source()
    places = [source.place(loaded.text.index(word)) for word in ("one", "two", "three")]
    assert places == [{"paragraph": 1}, {"table": 1, "row": 1}, {"paragraph": 2}]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (open_document("<text:p>x</text:p>"), "odt"),
        (archive({"META-INF/manifest.xml": "<m/>", "content.xml": content("")}, ""), "odt"),
        (flat("<text:p>x</text:p>"), "odt"),
        (documents.sound(), "docx"),
    ],
)
def test_recognised_by_content(data: bytes, kind: str) -> None:
    for name in ("a.odt", "a.docx", "a.txt", None):
        assert imrparse.load(data, name=name).kind == kind


DAMAGED = "a part of it is missing or damaged"
PASSWORD = "<manifest:encryption-data/>"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (draft(letter_of(SAMPLE))[:2_000], "a damaged or truncated OpenDocument text"),
        (archive({"META-INF/manifest.xml": "<m/>"}), "a damaged or truncated OpenDocument text"),
        (archive({"content.xml": "<a><b></a>"}), DAMAGED),
        (archive({"content.xml": ""}), DAMAGED),
        (archive({"content.xml": "<a/>"}), "not an OpenDocument text"),
        (open_document("", manifest=PASSWORD), "with a password; save it without one"),
        (
            open_document("", kind=TYPE.replace("text", "spreadsheet")),
            "an OpenDocument spreadsheet",
        ),
        (archive({"a.xhtml": "<a/>"}, "application/epub+zip"), "not an OpenDocument text"),
        (open_document("", head='<!DOCTYPE a [<!ENTITY e "ha">]>'), "document type declaration"),
        (open_document("<text:section>" * 300 + "</text:section>" * 300), "nested too deeply"),
        (archive({"content.xml": " " * 30_000_000}), "far too large when unpacked"),
        (b"Dear Sir", "not an OpenDocument text, although its name says so"),
        (b"", "the file is empty"),
    ],
)
def test_unreadable_files(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        imrparse.load(data, name="a.odt")


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    data = open_document("<text:p/>" * 500_000)
    monkeypatch.setattr(limits, "LARGEST_MEMORY", 50_000_000)
    with pytest.raises(UnreadableError, match="more than 50 MB of memory"):
        imrparse.load(data)
    assert imrparse.read(word_draft(letter_of(SAMPLE))) == letter_of(SAMPLE)
