"""The format of a file, detected from its first bytes or, if these are inconclusive, its name."""

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
"""The suffixes of letters' files."""

_HEAD = 1024  # bytes in which the signature of a PDF or HTML page is looked for
_HTML = (b"<!doctype html", b"<html")
_NOT_READ = {
    b"\xd0\xcf\x11\xe0": "an older Office file, or one with a password; "
    "save it as .docx, without a password",
    b"{\\rtf": "a Rich Text file; save it as .docx or .txt",
}


@frozen
class Format:
    """A file format, and the module that reads it."""

    kind: str
    title: str
    suffixes: tuple[str, ...]
    needs: str | None = None
    """The package that reads it; the extra named like the kind installs it. Files that need a
    package are read in a limited process."""

    def read(self, data: bytes, encoding: str | None) -> Loaded:
        """Read a file of this format. Raises UnreadableError."""
        return self.prepare().read(data, encoding)

    def prepare(self) -> _Module:
        """Import the module that reads the format. Raises UnreadableError if its extra is
        missing."""
        self.check_extra()
        return cast(_Module, import_module(f"imrparse.files.{self.kind}"))

    def check_extra(self) -> None:
        """Raise UnreadableError if the package that reads the format is not installed."""
        if self.needs and not _is_installed(self.needs):
            raise UnreadableError(
                f"{self.title} needs an extra that is not installed: "
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
    """The title of a format: "a Word file"."""
    return next(known.title for known in FORMATS if known.kind == kind)


class _Module(Protocol):
    def read(self, data: bytes, encoding: str | None) -> Loaded: ...


TEXT = Format("text", "a text", TEXT_SUFFIXES)
PDF = Format("pdf", "a PDF", (".pdf",), needs="pypdfium2")
DOCX = Format("docx", "a Word file", (".docx",), needs="docx")
HTML = Format("html", "an HTML page", (".html", ".htm"))
FORMATS = (TEXT, PDF, DOCX, HTML)


def format_of(data: bytes, name: str | None) -> Format:
    """Detect the format of a file. Raises UnreadableError for a known unsupported format, and for a
    file whose content does not match its name."""
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
            wrong = f"not {known.title}, although its name says so"
            raise UnreadableError(wrong if data else "the file is empty")
    if suffix in HTML.suffixes or _looks_like_html(head):
        return HTML
    return TEXT


def _looks_like_html(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<?xml", b"<!--")):
        start = start[max(0, start.find(b"<", 1)) :]
    return start.startswith(_HTML)
