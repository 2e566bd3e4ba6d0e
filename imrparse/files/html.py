"""HTML pages: their text as a browser lays it out, in lines, paragraphs and cells."""

from __future__ import annotations

import re

from imrparse.files import limits
from imrparse.files.errors import UnreadableError
from imrparse.files.flow import folded, left_out
from imrparse.files.html_shown import Elements, Shown, is_plain
from imrparse.files.html_tokens import tokens
from imrparse.files.limits import check_length
from imrparse.files.loaded import Loaded, Marks
from imrparse.files.symbols import in_capitals, symbols
from imrparse.files.text import read as read_text
from imrparse.files.text import text_encoding
from imrparse.text.source import LeftOut, LeftOutKind

_LINE, _PARAGRAPH = 1, 2
_BREAKS = dict.fromkeys(("div", "tr", "li", "dt", "dd", "section", "article", "body"), _LINE)
_BREAKS |= dict.fromkeys(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "pre", "blockquote", "hr"),
    _PARAGRAPH,
)
_CELLS = {"td", "th"}
_RUNNING = {'<div title="header">', '<div title="footer">'}
"""The tags that LibreOffice uses for printed headers and footers, which are ignored as in Word
files."""
_UNSEEN = {"head", "script", "style", "title", "template", "noscript"}
_MOST_BREAKS = 20  # in succession
_SPACE = re.compile(r"[ \t\n\r\f]+")  # HTML's white space; a no-break space is not included
_LINE_END = re.compile(r"\r\n?")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_WINDOWS = dict.fromkeys(("iso-8859-1", "latin1", "us-ascii"), "cp1252")  # as browsers read them
_HEAD = 2_000  # bytes in which a page declares its encoding


def read(data: bytes, encoding: str | None) -> Loaded:
    """Read an HTML page. Raises UndecodableError for a byte that is invalid in its encoding, and
    UnreadableError for a page that is far larger than any letter."""
    page = read_text(data, encoding or _named(data))
    check_length(len(page.text))
    reader = _Reader()
    reader.read(_LINE_END.sub("\n", page.text.removeprefix("\ufeff")))
    marks, parts = Marks(tuple(reader.marks)), folded(reader.left_out)
    return Loaded("".join(reader.parts), "html", locator=marks, left_out=parts)


def _named(data: bytes) -> str | None:
    """The encoding that the page declares, if the declaration itself is readable in it."""
    if not (found := _CHARSET.search(data[:_HEAD])):
        return None
    named = found[1].decode("ascii")
    name = text_encoding(_WINDOWS.get(named.lower(), named))
    return name if name and found[1].decode(name, errors="replace") == named else None


class _Reader:
    """Collects the text, and the line of the file for each piece."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.marks: list[tuple[int, tuple[tuple[str, int], ...]]] = [(0, (("line", 1),))]
        self._length = 0
        self._gap = ""  # the separator before the next text
        self._unseen = self._kept = 0  # nesting depth in invisible elements, and in <pre>
        self._running = 0  # nesting depth in a header or footer of the printed page
        self._table_begins = self._row_begins = -1  # the length of the text at its beginning
        self._row_gap = ""  # the separator before the row's first text
        self._cell_begins = False
        self._elements = Elements()
        self.left_out: list[LeftOut] = []

    def read(self, page: str) -> None:
        plain = is_plain(page)
        for token in tokens(page):
            if not token.tag:
                self._lines(token.text, token.line)
            elif token.tag.startswith("/"):
                tag = token.tag[1:]
                shown = self._elements.shown
                if not plain:
                    self._elements.end(tag)
                self._end(tag, shown)
            else:
                if not plain:
                    self._elements.start(token.tag, token.text)
                self._start(token.tag, running=token.text in _RUNNING)

    def _start(self, tag: str, *, running: bool) -> None:
        self._unseen += tag in _UNSEEN
        self._running += tag == "div" and (running or self._running > 0)
        self._kept += tag == "pre"
        if self._elements.shown.left_out:
            return
        if tag == "table":
            self._table_begins = self._length
        if tag == "br":
            self._break()
        elif tag in _CELLS:
            self._gap = "\t" if self._length > self._row_begins else self._row_gap
            self._cell_begins = True
        else:
            self._block(tag)

    def _end(self, tag: str, shown: Shown) -> None:
        """End an element in which text was shown so."""
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self._running -= tag == "div" and self._running > 0
        self._kept -= tag == "pre" and self._kept > 0
        if not shown.left_out:
            self._block(tag)

    def _lines(self, text: str, line: int) -> None:
        if self._unseen or self._running:
            return
        shown = self._elements.shown
        if shown.left_out or shown.invisible:
            self._leave_out(shown.left_out or LeftOutKind.HIDDEN, text)
            return
        if shown.font:
            text = text.translate(symbols(shown.font))
        if shown.capitals:
            text = in_capitals(text)
        for number, part in enumerate(text.split("\n")):
            if number and self._kept:
                self._break()
            elif number:
                self._gap = self._gap or " "
            self._text(part if self._kept else _SPACE.sub(" ", part), line + number)

    def _leave_out(self, kind: LeftOutKind, text: str) -> None:
        left_out(self.left_out, self._length, kind, f"{text} ")

    def _break(self) -> None:
        """Add a line break, even after an empty line."""
        if len(self._gap) < _MOST_BREAKS:
            self._gap = self._gap.rstrip(" ") + "\n"

    def _block(self, tag: str) -> None:
        """Begin or end a block, which ends a line or paragraph."""
        if tag == "tr":
            self._cell_begins = False
        breaks = 0 if self._cell_begins else _BREAKS.get(tag, 0)
        if self._gap.count("\n") < breaks:
            self._gap = "\n" * breaks
        if tag == "tr":
            self._row_begins = self._length
            self._row_gap = "\n" if self._length > self._table_begins else self._gap

    def _text(self, text: str, line: int) -> None:
        """Add text without line ends, from a line of the file."""
        shown = text if self._kept else text.strip(" ")
        if not shown:
            self._gap = self._gap or text
            return
        gap = self._gap or ("" if self._kept else text[: text.index(shown)])
        for part in (gap if self._length else "", shown):
            self.parts.append(part)
            self._length += len(part)
        self._mark(self._length - len(shown), line)
        self._gap = "" if self._kept else text[text.index(shown) + len(shown) :]
        self._cell_begins = False

    def _mark(self, offset: int, line: int) -> None:
        """Record the line of a text in the file. Raises UnreadableError if there are too many."""
        if len(self.marks) > limits.MOST_PIECES:
            raise UnreadableError(
                f"a page with more than {limits.MOST_PIECES:,} pieces of text; this is not a letter"
            )
        self.marks.append((offset, (("line", line),)))
