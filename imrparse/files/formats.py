"""What a file is, by its first bytes and, where these do not tell, by its name."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import PurePath
from typing import Protocol, cast

from attrs import frozen

from imrparse.files.errors import UnreadableError
from imrparse.files.loaded import Loaded

TEXT_SUFFIXES = (".txt", ".md")
SUFFIXES = (*TEXT_SUFFIXES, ".pdf", ".docx", ".html", ".htm")
"""What the name of a letter's file ends with."""

_HEAD = 1024  # bytes within which a PDF or a page of HTML says what it is
_HTML = (b"<!doctype html", b"<html")
_NOT_READ = {
    b"\xd0\xcf\x11\xe0": "an older Office file, or one with a password; "
    "save it as .docx, without a password",
    b"{\\rtf": "a Rich Text file; save it as .docx or .txt",
}


@frozen
class Format:
    """A kind of file, and what reads it."""

    kind: str
    title: str
    suffixes: tuple[str, ...]
    needs: str | None = None
    """The package that reads it, which the extra named like the kind brings. What a package of
    others reads is read in a limited process."""

    def read(self, data: bytes, encoding: str | None) -> Loaded:
        """Read what is in a file of the format. Raises UnreadableError."""
        return self.prepare().read(data, encoding)

    def prepare(self) -> _Module:
        """Import the module that reads the format. Raises UnreadableError without its extra."""
        self.check_extra()
        return cast(_Module, import_module(f"imrparse.files.{self.kind}"))

    def check_extra(self) -> None:
        """Raises UnreadableError if the package that reads the format is not installed."""
        if self.needs and not _is_installed(self.needs):
            raise UnreadableError(
                f"{self.title} is read by an extra that is not installed: "
                f"pip install 'imrparse[{self.kind}]'"
            )


def _is_installed(package: str) -> bool:
    from importlib.util import find_spec

    if package in sys.modules:
        return sys.modules[package] is not None
    if package not in _found and find_spec(package):
        _found.add(package)
    return package in _found


_found: set[str] = set()


def title_of(kind: str) -> str:
    """What a kind of file is called: "a Word file"."""
    return next(known.title for known in FORMATS if known.kind == kind)


class _Module(Protocol):
    def read(self, data: bytes, encoding: str | None) -> Loaded: ...


TEXT = Format("text", "a text", TEXT_SUFFIXES)
PDF = Format("pdf", "a PDF", (".pdf",), needs="pypdfium2")
DOCX = Format("docx", "a Word file", (".docx",), needs="docx")
HTML = Format("html", "a page of HTML", (".html", ".htm"))
FORMATS = (TEXT, PDF, DOCX, HTML)


def format_of(data: bytes, name: str | None) -> Format:
    """What a file is. Raises UnreadableError for what is known but not read, or not what its name
    says."""
    if data.startswith(b"PK\x03\x04"):
        return DOCX
    head = data[:_HEAD]
    if b"%PDF-" in head:
        return PDF
    for mark, message in _NOT_READ.items():
        if data.startswith(mark):
            raise UnreadableError(message)
    suffix = PurePath(name or "").suffix.lower()
    for known in (PDF, DOCX):
        if suffix in known.suffixes:
            wrong = f"not {known.title}, as its name says"
            raise UnreadableError(wrong if data else "the file is empty")
    if suffix in HTML.suffixes or _looks_like_html(head):
        return HTML
    return TEXT


def _looks_like_html(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<?xml", b"<!--")):
        start = start[max(0, start.find(b"<", 1)) :]
    return start.startswith(_HTML)
