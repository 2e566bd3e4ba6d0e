"""The format of a file, detected from its first bytes or, if these are inconclusive, its name."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import PurePath
from typing import Protocol, cast

from attrs import Factory, field, frozen

from imrparse.files.errors import UnreadableError
from imrparse.files.loaded import Loaded
from imrparse.files.signs import REFUSED_SUFFIXES, is_html, refuse

TEXT_SUFFIXES = (".txt", ".md")

_HEAD = 1024  # bytes in which the signature of a PDF or HTML page is looked for
_DIRECTORY = 1 << 16  # bytes at the end of an archive in which the names of its entries stand


@frozen
class Format:
    """A file format, and the module that reads it."""

    kind: str
    title: str
    suffixes: tuple[str, ...]
    needs: str | None = None
    """The package that reads it; the extra named like the kind installs it."""
    is_limited: bool = field(
        default=Factory(lambda form: form.needs is not None, takes_self=True), kw_only=True
    )
    """Whether files are read in a limited process."""

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
DOCX = Format("docx", "a Word file", (".docx", ".docm", ".dotx", ".dotm"), needs="docx")
ODT = Format("odt", "an OpenDocument text", (".odt", ".ott", ".fodt"), is_limited=True)
HTML = Format("html", "an HTML page", (".html", ".htm", ".xhtml"))
FORMATS = (TEXT, PDF, DOCX, ODT, HTML)

READ_SUFFIXES = tuple(suffix for form in FORMATS for suffix in form.suffixes)
"""The suffixes of files that are read."""
SUFFIXES = READ_SUFFIXES + REFUSED_SUFFIXES
"""The suffixes of files that are looked for in folders and archives. Those of formats that are not
read are among them, so that such a file is reported, and not passed over."""


def format_of(data: bytes, name: str | None) -> Format:
    """Detect the format of a file. Raises UnreadableError for a known unsupported format, and for a
    file whose content does not match its name."""
    suffix = PurePath(name or "").suffix.lower()
    if data.startswith(b"PK\x03\x04"):
        return ODT if _is_open_document(data, suffix) else DOCX
    head = data[:_HEAD]
    if b"%PDF-" in head:
        return PDF
    refuse(data, suffix)
    if b"<office:document" in head and head.lstrip().startswith((b"<?xml", b"<office:")):
        return ODT
    for known in (PDF, DOCX, ODT):
        if suffix in known.suffixes:
            wrong = f"not {known.title}, although its name says so"
            raise UnreadableError(wrong if data else "the file is empty")
    if suffix in HTML.suffixes or is_html(data, suffix):
        return HTML
    return TEXT


def _is_open_document(data: bytes, suffix: str) -> bool:
    """Whether an archive is an OpenDocument file, which begins with an entry for its type."""
    if data[30:38] == b"mimetype":
        return True
    end = data[-_DIRECTORY:]
    if b"[Content_Types].xml" in end:
        return False
    return suffix in ODT.suffixes or b"META-INF/manifest.xml" in end
