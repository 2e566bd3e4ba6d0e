"""Word and HTML files made to take much memory or time, or to read other files."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx

from helpers.hostile_archives import deflated

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCUMENT = "word/document.xml"
_HEAD = f'<?xml version="1.0"?>{{}}<w:document xmlns:w="{_W}"><w:body>'
_FOOT = "</w:body></w:document>"
_TRANSITIONAL = re.compile(rb"http://schemas\.openxmlformats\.org/(officeDocument|\w+ml)/2006/")
_RUN = "<w:r><w:t>Hello</w:t></w:r>"
_PARAGRAPH = f"<w:p>{_RUN}</w:p>"


def parts(data: bytes | None = None) -> dict[str, bytes]:
    """The parts of a Word file, or of an empty one."""
    written = BytesIO(data or b"")
    if data is None:
        docx.Document().save(written)
    with ZipFile(written) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive(contents: Mapping[str, bytes]) -> bytes:
    """A zip archive with these parts."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as file:
        for name, data in contents.items():
            file.writestr(name, data)
    return written.getvalue()


def word(body: str, head: str = "", *, styles: str = "") -> bytes:
    """A Word file with this body, and with these styles instead of the usual ones."""
    text = f"{_HEAD.format(head)}{body}{_FOOT}"
    found = parts() | {_DOCUMENT: text.encode()}
    if styles:
        found["word/styles.xml"] = f'<w:styles xmlns:w="{_W}">{styles}</w:styles>'.encode()
    return archive(found)


def sound() -> bytes:
    return word(_PARAGRAPH)


def bomb(name: str, size: int, *, stated: int | None = None) -> bytes:
    """A Word file with a part that unpacks to this many bytes, and declares this or a smaller
    size."""
    mark = b"the part that is replaced"
    data = bytearray(archive(parts() | {name: mark}))
    packed = deflated(b" ", size, raw=True)
    local = data.index(b"PK\x03\x04", data.index(name.encode()) - 30)
    central = data.rindex(name.encode()) - 46
    start = local + 30 + len(name)
    (before,) = struct.unpack_from("<L", data, local + 18)
    declared = min(size if stated is None else stated, 0xFFFF_FFFE)
    struct.pack_into("<LL", data, local + 18, len(packed), declared)
    struct.pack_into("<LL", data, central + 20, len(packed), declared)
    grown = len(packed) - before
    _move(data, local, grown)
    return bytes(data[:start] + packed + data[start + before :])


def _move(data: bytearray, after: int, grown: int) -> None:
    """Make the directory claim that everything after an offset is farther on."""
    end = data.rindex(b"PK\x05\x06")
    (at,) = struct.unpack_from("<L", data, end + 16)
    struct.pack_into("<L", data, end + 16, at + grown)
    while data.startswith(b"PK\x01\x02", at):
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        (offset,) = struct.unpack_from("<L", data, at + 42)
        if offset > after:
            struct.pack_into("<L", data, at + 42, offset + grown)
        at += 46 + name + extra + comment


def laughs(levels: int, each: int) -> bytes:
    """Entities made of entities."""
    entities = ['<!ENTITY e0 "ha">']
    entities += [
        f'<!ENTITY e{number} "{f"&e{number - 1};" * each}">' for number in range(1, levels + 1)
    ]
    text = f"<w:p><w:r><w:t>&e{levels};</w:t></w:r></w:p>"
    return word(text, f"<!DOCTYPE w:document [{''.join(entities)}]>")


def long_entity(size: int, times: int) -> bytes:
    head = f'<!DOCTYPE w:document [<!ENTITY e "{"a" * size}">]>'
    return word(f"<w:p><w:r><w:t>{'&e;' * times}</w:t></w:r></w:p>", head)


def other_file(path: str) -> bytes:
    """A Word file that refers to the content of another file."""
    head = f'<!DOCTYPE w:document [<!ENTITY e SYSTEM "file://{path}">]>'
    return word("<w:p><w:r><w:t>before &e; after</w:t></w:r></w:p>", head)


def nested(tag: str, depth: int, inner: str = _RUN) -> bytes:
    return word(f"<w:p>{f'<{tag}>' * depth}{inner}{f'</{tag}>' * depth}</w:p>")


def tables(depth: int, rows: int) -> bytes:
    opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return word(opening * depth + _PARAGRAPH * rows + closing * depth)


def of_kind(content_type: str, data: bytes | None = None) -> bytes:
    """A file of another type of Office document, made of a Word file or an empty one."""
    changed = parts(data)
    name = "[Content_Types].xml"
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert main in changed[name]
    changed[name] = changed[name].replace(main, content_type.encode())
    return archive(changed)


def strict(data: bytes) -> bytes:
    """A Word file in the Strict form of Open XML."""
    changed = {}
    for name, content in parts(data).items():
        if name.endswith((".xml", ".rels")):
            content = _TRANSITIONAL.sub(rb"http://purl.oclc.org/ooxml/\1/", content)
            content = content.replace(b"extended-properties", b"extendedProperties")
            content = content.replace(b"<w:document ", b'<w:document w:conformance="strict" ')
        changed[name] = content
    return archive(changed)


def relations(count: int) -> bytes:
    """Parts that refer to each other in a circle."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    found = parts()
    for number in range(count):
        target = f"x{(number + 1) % count}.xml"
        link = f'<Relationship Id="a" Type="{kind}" Target="{target}"/>'
        found[f"word/_rels/x{number}.xml.rels"] = (
            f'<Relationships xmlns="{space}">{link}</Relationships>'.encode()
        )
        found[f"word/x{number}.xml"] = b"<a/>"
    name = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="a" Type="{kind}" Target="x0.xml"/></Relationships>'
    found[name] = found[name].replace(b"</Relationships>", link.encode())
    return archive(found)


def _attributes(count: int) -> str:
    return " ".join(f"a{number}='b'" for number in range(count))


MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MACRO_TEMPLATE = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

WORD: dict[str, Callable[[], bytes]] = {
    "bomb of spaces": lambda: bomb(_DOCUMENT, 2_000_000_000),
    "bomb that states less": lambda: bomb(_DOCUMENT, 2_000_000_000, stated=1_000_000),
    "bomb of a picture": lambda: bomb("word/a.png", 3_000_000_000),
    "laughs": lambda: laughs(30, 10),
    "long entity": lambda: long_entity(100_000, 100_000),
    "other file": lambda: other_file("/etc/passwd"),
    "links in links": lambda: nested("w:hyperlink", 300_000),
    "controls in controls": lambda: nested("w:ins", 250, _RUN * 40_000),
    "tables in tables": lambda: tables(80, 100_000),
    "empty paragraphs": lambda: word("<w:p/>" * 3_000_000),
    "paragraphs": lambda: word(_PARAGRAPH * 450_000),
    "attributes": lambda: word(f"<w:p {_attributes(1_500_000)}/>"),
    "relations": lambda: relations(3_000),
    "macros": lambda: of_kind(MACROS),
    "template": lambda: of_kind(TEMPLATE),
    "parts of noise": lambda: archive(parts() | {_DOCUMENT: bytes(range(256)) * 40}),
}


def page(body: str, charset: str = "utf-8") -> bytes:
    return f"<!DOCTYPE html><html><meta charset={charset}><body>{body}".encode()


HTML: dict[str, Callable[[], bytes]] = {
    "elements in elements": lambda: page("<div>" * 3_900_000),
    "cells in cells": lambda: page("<table><tr><td>" * 1_200_000),
    "a long attribute": lambda: page(f"<p title='{'a' * 60_000_000}'>Hello"),
    "pieces": lambda: page("<b>a" * 4_900_000),
    "lines": lambda: page("a\n" * 9_900_000),
    "references": lambda: page("&amp" * 4_900_000),
    "long numbers": lambda: page(f"&#{'9' * 10_000_000};"),
    "open comments": lambda: page("<!--" * 4_900_000),
    "open quotes": lambda: page("<a '" * 4_900_000),
    "a hundred megabytes": lambda: page("a" * 99_000_000),
    **{
        f"charset {name}": lambda name=name: page("<p>45\N{DEGREE SIGN}", name)  # type: ignore[misc]
        for name in ("idna", "punycode", "rot13", "unicode_escape", "undefined", "utf-32", "cp037")
    },
}
