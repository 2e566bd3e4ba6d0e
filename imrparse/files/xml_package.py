"""Documents that are zip archives of XML files: Word and OpenDocument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile, ZipInfo

from imrparse.files import limits
from imrparse.files.errors import UnreadableError

_MARKUP = (".xml", ".rels")
_LARGEST_MARKUP = 20_000_000  # bytes; a tree takes some ten times as much memory
_DEEPEST = 250  # elements inside elements
_SEPARATOR = "}"
_ENCRYPTED = 1  # of the flags of an archive's entry
_BROKEN = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
"""What `zipfile` raises for entries that are damaged or encrypted."""


def parts_of(data: bytes, title: str) -> Mapping[str, ZipInfo]:
    """The entries of an archive by name. `title` is what it should be: "a Word file".

    Raises UnreadableError for an archive that is damaged, encrypted, or too large when unpacked.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = {part.filename: part for part in archive.infolist()}
    except _BROKEN:
        raise damaged(title) from None
    if any(part.flag_bits & _ENCRYPTED for part in parts.values()):
        raise UnreadableError("an archive (zip) with a password; unpack it first")
    markup = sum(part.file_size for name, part in parts.items() if name.endswith(_MARKUP))
    size = sum(part.file_size for part in parts.values())
    if markup > _LARGEST_MARKUP or size > limits.LARGEST_FILE:
        raise UnreadableError(f"{title} that is far too large when unpacked; this is not a letter")
    return parts


def unpacked(data: bytes, name: str, title: str) -> bytes:
    """The content of an entry; empty if there is none. Raises UnreadableError."""
    with _errors(title), ZipFile(BytesIO(data)) as archive:
        return archive.read(name) if name in archive.namelist() else b""


def all_unpacked(data: bytes, title: str) -> Iterator[tuple[str, bytes]]:
    """The name and content of each entry. Raises UnreadableError."""
    with _errors(title), ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


@contextmanager
def _errors(title: str) -> Iterator[None]:
    try:
        yield
    except (MemoryError, GeneratorExit):
        raise
    except Exception:  # zlib and its relatives have exceptions of their own
        raise damaged(title) from None


def damaged(title: str) -> UnreadableError:
    """The error for an archive that can't be unpacked."""
    return UnreadableError(f"a damaged or truncated{title.removeprefix('an').removeprefix('a')}")


def read_tree(data: bytes, title: str) -> Element:
    """The root of an XML file, whose names are written as ``{namespace}name``. Document types,
    entities and deep nesting are refused.

    `title` is what the file should be: "an OpenDocument text". Raises UnreadableError.
    """
    builder = TreeBuilder()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise UnreadableError(f"{title} whose elements are nested too deeply")
        builder.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_named(name))

    def refuse(*_: object) -> None:
        raise UnreadableError(f"{title} with a document type declaration, which it never has")

    parser = ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except (ExpatError, AssertionError):
        raise UnreadableError(
            f"{title} that can't be opened: a part of it is missing or damaged"
        ) from None


def _named(name: str) -> str:
    return "{" + name if _SEPARATOR in name else name
