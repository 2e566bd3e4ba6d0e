"""What the first bytes of a file say of its format: HTML, and formats that are not read."""

from __future__ import annotations

import re

from imrparse.files.errors import UnreadableError

REFUSED_SUFFIXES = (".doc", ".dot", ".rtf", ".wpd")
"""The suffixes of formats that are recognised, but not read."""

_CONVERT = "which is not read; save it as .docx, with Word or LibreOffice"
_WORD = f"a Word file of the older format (.doc), {_CONVERT}"
_RICH_TEXT = f"a Rich Text file (.rtf), {_CONVERT}"
_WORD_PERFECT = f"a WordPerfect file (.wpd), {_CONVERT}"
_WORD_XML = f"a Word file as one XML file, {_CONVERT}"
_PICTURE = "a picture; it needs text recognition (OCR) first"
_OFFICE = f"an older Office file, {_CONVERT}"

_SIGNS = {
    b"{\\rtf": _RICH_TEXT,
    b"{\\urtf": _RICH_TEXT,
    b"\xffWPC": _WORD_PERFECT,
    b"\xdb\xa5\x2d\0": _WORD,  # Word 2
    b"\x31\xbe\0\0": _WORD,  # Word for DOS
    b"\x89PNG\r\n": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"GIF8": _PICTURE,
}
_COMPOUND = b"\xd0\xcf\x11\xe0"
_STREAMS = {
    "EncryptedPackage": "an Office file with a password; save it without one",
    "__substg1.0_": "an Outlook message (.msg); save the letter in it as a file of its own",
    "WordDocument": _WORD,
    "Workbook": f"an Excel file of the older format (.xls), {_CONVERT}",
}
"""The names of streams that tell the older Office files apart."""
_OF_NAME = {".doc": _WORD, ".dot": _WORD, ".rtf": _RICH_TEXT, ".wpd": _WORD_PERFECT}

_MARKS = ("\ufeff", "\xef\xbb\xbf")
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_HEAD = 4_096  # bytes in which a page begins
_BEFORE_PAGE = re.compile(r"(?:\s++|<\?[^>]*+>|<!--(?:(?!-->).)*+-->)*+", re.DOTALL)
_PAGE = re.compile(r"<!doctype html|<html\b", re.IGNORECASE)
_PART_OF_PAGE = re.compile(
    r"<(?:head|meta|title|style|body|div|p|table|h[1-6]|article|section|main|header|center|pre"
    r"|ul|ol|dl)\b[^<>]*+>",
    re.IGNORECASE,
)
_MARKDOWN = ".md"  # may begin with HTML


def refuse(data: bytes, suffix: str) -> None:
    """Raise UnreadableError for a file of a known format that is not read.

    It is recognised by its content, and by its suffix if it is no text.
    """
    if data.startswith(_COMPOUND):
        raise UnreadableError(_of_compound(data, suffix))
    start = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    for sign, message in _SIGNS.items():
        if start.startswith(sign):
            raise UnreadableError(message)
    if b'progid="Word.Document"' in start:
        raise UnreadableError(_WORD_XML)
    if message := _OF_NAME.get(suffix, ""):
        if not data:
            raise UnreadableError("the file is empty")
        if b"\0" in start and data[:2] not in _WIDE:
            raise UnreadableError(message)


def _of_compound(data: bytes, suffix: str) -> str:
    for stream, message in _STREAMS.items():
        if stream.encode("utf-16-le") in data:
            return message
    return _OF_NAME.get(suffix, _OFFICE)


def is_html(data: bytes, suffix: str) -> bool:
    """Whether a file is an HTML page, or a part of one, with tags from its beginning to its end."""
    encoding = _WIDE.get(data[:2])
    head, end = data[:_HEAD], data[-_HEAD:]
    text = head.decode(encoding, "ignore") if encoding else head.decode("latin-1")
    for mark in _MARKS:
        text = text.removeprefix(mark)
    begins = text[_BEFORE_PAGE.match(text).end() :]  # type: ignore[union-attr]  # matches anything
    if _PAGE.match(begins):
        return True
    if suffix == _MARKDOWN or not _PART_OF_PAGE.match(begins):
        return False
    return end.rstrip(b"\0 \t\r\n").endswith(b">" if not encoding else (b">", b">\0"))
