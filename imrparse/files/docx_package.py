"""Opening Word files: documents and templates, with and without macros, Transitional or Strict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part, PartFactory
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.package import Package
from docx.parts.document import DocumentPart

from imrparse.files.errors import UnreadableError
from imrparse.files.loaded import Beside
from imrparse.files.xml_package import all_unpacked, parts_of, unpacked

_TITLE = "a Word file"
_SIGNS = ("[Content_Types].xml", "word/document.xml")
_RELATIONS = "_rels/.rels"
_KINDS = (
    CONTENT_TYPE.WML_DOCUMENT_MAIN,
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""The content types of a Word file's main part."""
_OTHERS = {
    "spreadsheet": "an Excel workbook, not a Word file",
    "excel": "an Excel workbook, not a Word file",
    "presentation": "a PowerPoint presentation, not a Word file",
}
_ARCHIVE = "an archive (zip), not a Word file"
_OUT_OF_MEMORY = 2  # in libxml2's syntax errors

_STRICT = b"http://purl.oclc.org/ooxml/"
# Only in attributes, so that a letter may mention such an address.
_STRICT_NAME = re.compile(rb"""(?<=["'])http://purl\.oclc\.org/ooxml/(\w+)/([\w/]+)(?=["'])""")
_CONFORMANCE = re.compile(rb"""(?<=\s)\w+:conformance=(?:"strict"|'strict')""")
_RENAMED = {
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
}
"""Names that are written in another way in the Transitional form."""

for _kind in _KINDS:
    PartFactory.part_type_for.setdefault(_kind, DocumentPart)


def open_document(data: bytes) -> Document:
    """Open a Word file. Raises UnreadableError for other files, and for one that needs too much
    memory."""
    parts = parts_of(data, _TITLE)
    if parts.keys().isdisjoint(_SIGNS):
        raise UnreadableError(_ARCHIVE)
    if _STRICT in unpacked(data, _RELATIONS, _TITLE):
        data = _transitional(data)
    part = _main_part(data)
    if part.content_type not in _KINDS:
        raise UnreadableError(_other_kind(part.content_type))
    document = cast(DocumentPart, part).document
    if document.element.getroottree().docinfo.doctype:
        # Its entities would be missing from the text. No Word file has one.
        raise UnreadableError(
            "a Word file with a document type declaration, which Word files never have"
        )
    return cast(Document, document)


def styles_of(document: Document) -> Element | None:
    """The root of the part with the document's styles, if there is one."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.STYLES and not relation.is_external:
            return cast("Element | None", getattr(relation.target_part, "element", None))
    return None


def _main_part(data: bytes) -> Part:
    try:
        return cast(Part, Package.open(BytesIO(data)).main_document_part)
    except MemoryError:
        raise
    except Exception as error:
        if getattr(error, "code", None) == _OUT_OF_MEMORY:
            raise MemoryError from error
        # For a damaged package, python-docx raises any of a dozen exceptions; some of their
        # messages contain reprs of objects.
        raise UnreadableError(
            "a Word file that can't be opened: a part of it is missing or damaged"
        ) from error


def _other_kind(content_type: str) -> str:
    return next((title for word, title in _OTHERS.items() if word in content_type), _ARCHIVE)


def _transitional(data: bytes) -> bytes:
    """A Strict Word file in the Transitional form, whose elements have the names that python-docx
    knows."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED, compresslevel=1) as copy:
        for name, content in all_unpacked(data, _TITLE):
            if name.endswith((".xml", ".rels")):
                content = _CONFORMANCE.sub(b"", _STRICT_NAME.sub(_renamed, content))
            copy.writestr(name, content)
    return written.getvalue()


def _renamed(found: re.Match[bytes]) -> bytes:
    rest = b"/".join(_RENAMED.get(word, word) for word in found[2].split(b"/"))
    return b"http://schemas.openxmlformats.org/%s/2006/%s" % (found[1], rest)


_BESIDE = {
    RELATIONSHIP_TYPE.HEADER: "page header",
    RELATIONSHIP_TYPE.FOOTER: "page footer",
    RELATIONSHIP_TYPE.FOOTNOTES: "footnotes",
    RELATIONSHIP_TYPE.ENDNOTES: "endnotes",
    RELATIONSHIP_TYPE.COMMENTS: "comments",
}
_OF_PERSONS = ("author", "last_modified_by")
_PROPERTIES = ("title", "subject", "keywords", "comments", "category")
_EXTENDED, _CUSTOM, _MANAGER = "extended-properties", "custom-properties", "manager"
_EXTENDED_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_EXTENDED_NAMES = {
    f"{_EXTENDED_PROPERTIES}Manager": _MANAGER,
    f"{_EXTENDED_PROPERTIES}Company": "company",
}
AUTHOR = "imrparse"
"""The author of the comments and changes that this program writes."""
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LONGEST = 100_000  # code points of a text beside the letter


def beside(document: Document) -> tuple[Beside, ...]:
    """What a Word file holds beside the letter, with a space between its paragraphs."""
    found = []
    for relation in document.part.rels.values():
        name = _BESIDE.get(relation.reltype)
        if name and not relation.is_external:
            found.append(Beside(name, _text_of(relation.target_part)))
    for name in (*_OF_PERSONS, *_PROPERTIES):
        value = str(getattr(document.core_properties, name) or "")
        shown = name.replace("_", " ")
        found.append(Beside(f"property '{shown}'", value[:_LONGEST], name in _OF_PERSONS))
    found += _other_properties(document)
    return tuple(one for one in found if one.text.strip())


def _other_properties(document: Document) -> Iterator[Beside]:
    """The manager and the company of a file, and the properties that its users named."""
    for relation in document.part.package.rels.values() if document.part.package else ():
        kind = relation.reltype.rpartition("/")[2]
        if kind not in (_EXTENDED, _CUSTOM) or relation.is_external:
            continue
        root = _root_of(relation.target_part)
        for element in () if root is None else root:
            name = element.get("name", "") if kind == _CUSTOM else _EXTENDED_NAMES.get(element.tag)
            if name:
                text = " ".join("".join(element.itertext()).split())[:_LONGEST]
                yield Beside(f"property '{name}'", text, name == _MANAGER)


def comments_of(document: Document) -> Mapping[str, str]:
    """The texts of the comments that others wrote, by their numbers."""
    found = {}
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.COMMENTS and not relation.is_external:
            for comment in getattr(relation.target_part, "element", ()):
                paragraphs = (
                    "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
                    for paragraph in comment.iter(qn("w:p"))
                )
                if comment.get(qn("w:author")) != AUTHOR:
                    found[comment.get(qn("w:id"), "")] = "\n".join(paragraphs)[:_LONGEST]
    return found


def _text_of(part: Part) -> str:
    """The text of a part, without the comments that imrparse wrote."""
    root = _root_of(part)
    paragraphs = (
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")) if _is_of(text, paragraph))
        for paragraph in (() if root is None else root.iter(qn("w:p")))
        if not _is_own(paragraph)
    )
    return " ".join(filter(None, paragraphs))[:_LONGEST]


def _root_of(part: Part) -> Element | None:
    """The XML of a part; None if it is damaged, as the letter can be read all the same."""
    root: Element | None = getattr(part, "element", None)
    if root is not None:
        return root
    try:
        return parse_xml(part.blob)
    except SyntaxError:
        return None


def _is_of(text: Element, paragraph: Element) -> bool:
    """Whether a text stands in a paragraph itself, and not in a text box of it, nor in what older
    programs show instead of one."""
    above = next(text.iterancestors(paragraph.tag, FALLBACK))
    return above is paragraph and next(paragraph.iterancestors(FALLBACK), None) is None


def _is_own(paragraph: Element) -> bool:
    around = paragraph.getparent()
    return around is not None and around.get(qn("w:author")) == AUTHOR
