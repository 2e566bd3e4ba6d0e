"""HTML pages: their text as a browser lays it out, and the lines of the file."""

from __future__ import annotations

from html import escape
from pathlib import Path
from time import process_time

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


CSS = (
    "<style>/* .a { */ .b, p.c {display:none} @media print {.d {display:none}}"
    "h3 {text-transform: uppercase} #e {font-variant: small-caps} @import url(x);</style>"
)


@pytest.mark.parametrize(
    ("markup", "text", "told"),
    [
        ("a <del>old </del><ins>new</ins>", "a new", "deleted text: old"),
        ("a<div hidden>b<br><hr></div>c", "ac", "hidden text: b"),
        ("<p>a</p><p style='color: red; Display : None'>b<p>c", "a\n\nc", "hidden text: b"),
        ("<ul><li>a<li hidden>b<li>c</ul>", "a\nc", "hidden text: b"),
        ("<div hidden><span>b</div>c", "c", "hidden text: b"),
        ("<div hidden>b<div>c</div>d</div>e</div>f", "e\nf", "hidden text: b c d"),
        (
            "<table><tr><td>a</td><td hidden>b<td>c</tr></table>",
            "a\tc",
            "hidden text: b",
        ),
        (
            "a<i style='visibility:hidden'>b<b style='visibility:visible'>c</b></i>",
            "ac",
            "hidden text: b",
        ),
        (f"{CSS}<p class='x b'>1<p class=c>2<p><i class=c>3</i>", "3", "hidden text: 1 2"),
        (f"{CSS}<p class=b style='display:block'>1<p class=d>2<p class=a>3", "1\n\n2\n\n3", ""),
        (f"{CSS}<h3>Clinical <i>Case</i></h3><p id=e>Summary", "CLINICAL CASE\n\nSUMMARY", ""),
        ("<h3 style='text-transform:uppercase'>a<i style='text-transform:none'>b</i>", "Ab", ""),
        ("45<font face='Symbol, serif'>\uf0b0</font>", "45\u00b0", ""),
        ("<p hidden/>a<br hidden>b", "a\nb", ""),
        ("<p title='a hidden one' data-hidden=1>a", "a", ""),
        ("<dialog>a</dialog><dialog open>b</dialog>", "b", "hidden text: a"),
        ("<style>p {display:none", "", ""),
    ],
)
def test_text_as_it_is_shown(markup: str, text: str, told: str) -> None:
    loaded = imrparse.load(f"<html>{markup}".encode())
    assert loaded.text == text
    assert "; ".join(f"{kind.value}: {part}" for _, kind, part in loaded.left_out) == told


def test_hidden_text_of_a_page_is_told() -> None:
    page = page_of_html(letter_of(SAMPLES[6])).replace("<body>", "<body><p hidden>A secret.</p>")
    analysis = imrparse.analyze(imrparse.load(page.encode()))
    assert analysis.determination == letter_of(SAMPLES[6])
    (told,) = analysis.diagnostics
    assert told.message == "hidden text of the file is left out: 'A secret.'"


@pytest.mark.parametrize(
    ("page", "name", "kind"),
    [
        ("<div><p>one</p><p>two</p></div>\n", "a.txt", "html"),
        ("<!-- x -->\n<!-- y --><body>one</body>", "a.txt", "html"),
        ("<table><tr><td>one</td></tr></table>", None, "html"),
        ("\ufeff<p>one</p>", "a.txt", "html"),
        ("<div>one</div>\n\n# two", "a.txt", "text"),
        ("<p align=center>one</p>", "a.md", "text"),
        ("<p><0.05</p>", "a.md", "text"),
        ("<pain> scale", "a.txt", "text"),
    ],
)
def test_parts_of_pages_in_text_files(page: str, name: str | None, kind: str) -> None:
    assert imrparse.load(page.encode(), name=name).kind == kind
    if kind == "html":
        assert imrparse.load(page.removeprefix("\ufeff").encode("utf-16"), name=name).kind == kind


def test_deep_pages_take_linear_time() -> None:
    times = []
    for count in (4_000, 16_000):
        page = f"<html>{'<b class=a><p>' * count}{'</i></p>' * count}<p hidden>".encode()
        start = process_time()
        imrparse.load(page)
        times.append(process_time() - start)
    assert times[1] < times[0] * 12 + 0.1
