"""HTML pages: their text as a browser lays it out, and the lines of the file."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from helpers.made_files import SAMPLES, letter_of, page_of_html

import imrparse


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples(sample: Path) -> None:
    letter = letter_of(sample)
    assert imrparse.read(page_of_html(letter).encode()) == letter
    text = escape(imrparse.format(letter))
    assert imrparse.read(f"<html><body><pre>{text}</pre></body></html>".encode()) == letter


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one\n  two</p><p>three</p>", "one two\n\nthree"),
        ("one<br>two<br/><br>three", "one\ntwo\n\nthree"),
        ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
        ("<div>one</div>\n<div>two</div>", "one\ntwo"),
        ("<b>Label:</b> value &amp; <i>more</i>", "Label: value & more"),
        ("one<b> two </b>three", "one two three"),
        ("<p>a&nbsp;b</p><p>&nbsp;</p>c", "a\u00a0b\n\n\u00a0\n\nc"),
        (
            "<table><tr><td><p>a</p></td><td>\n<p>b</p></td></tr><tr><th>c</th></tr></table>d",
            "a\tb\nc\n\nd",
        ),
        (
            "<p>x</p><table><tr><td></td><td>a</td></tr>"
            "<tr><td><p><br></p></td><td>b</td><td>c</td></tr></table>",
            "x\n\na\nb\tc",
        ),
        (
            '<div title="header"><div><p>x</p></div></div><p>one</p>'
            '<div title="none"><p>two</p></div><div title="footer"><p>3</p></div>',
            "one\n\ntwo",
        ),
        ("<style>x</style><script>y</script>one<!-- z -->", "one"),
        ("<pre>a  b\n\n c</pre>d", "a  b\n\n c\n\nd"),
        ("</p></script>one", "one"),
        (f"<p>&#{'0' * 5_000}65;&#x000000041;&#{'1' * 5_000};&#x110000000;b", "AA\ufffd\ufffdb"),
    ],
)
def test_text(markup: str, text: str) -> None:
    assert imrparse.load(f"<html>{markup}".encode()).text.rstrip() == text


def test_places_are_lines_of_the_file() -> None:
    loaded = imrparse.load(b"<!DOCTYPE html>\n<p>one\ntwo</p>\n\n<pre>three\nfour</pre>", name="a")
    source = loaded.source()
    words = ("one", "two", "three", "four")
    assert [source.place(loaded.text.index(word)) for word in words] == [
        {"line": line} for line in (2, 3, 5, 6)
    ]


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("<html><meta charset=utf-8>45°".encode(), None, "45°"),
        ("<html><meta charset='iso-8859-1'>45° €".encode("cp1252"), None, "45° €"),
        ("<html><meta charset='utf-16'>45°".encode(), None, "45°"),
        ("<html><meta charset='none'>45°".encode(), None, "45°"),
        ("\ufeff<html>45°".encode("utf-16-le"), None, "45°"),
        ("<html><meta charset=utf-8>€".encode("iso8859-15"), "iso8859-15", "€"),
    ],
)
def test_encodings(data: bytes, encoding: str | None, text: str) -> None:
    assert imrparse.load(data, name="a.html", encoding=encoding).text == text


@pytest.mark.parametrize("start", ["<!DOCTYPE HTML>", " \n<HTML>", "<?xml version='1.0'?>\n<html>"])
def test_recognised_by_content(start: str) -> None:
    assert imrparse.load(f"{start}<p>x".encode(), name="a.txt").kind == "html"
    assert imrparse.load(b"<b>Case Number:</b>", name="a.txt").kind == "text"
    assert imrparse.load(b"x", name="a.htm").kind == "html"
