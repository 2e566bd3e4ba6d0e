"""Files that are read in the caller's process, without limits: the same texts and errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.package import Package

from helpers import hostile_documents as documents
from helpers.made_files import (
    SAMPLES,
    draft,
    flat,
    letter_of,
    open_document,
    pdf,
    scan,
    word_draft,
)

import imrparse
from imrparse import UnreadableError
from imrparse.files import docx_package

LETTER = letter_of(SAMPLES[6])
TEXT = imrparse.format(LETTER)
RUN = "<w:r><w:t>{}</w:t></w:r>"
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"


def word(body: str) -> bytes:
    return documents.word(body)


def boxed(inner: str) -> str:
    """A paragraph with a text box."""
    box = f"<w:pict><w:textbox><w:txbxContent>{inner}</w:txbxContent></w:textbox></w:pict>"
    return f"<w:p><w:r><w:t>before</w:t>{box}</w:r></w:p>"


READ: dict[str, Callable[[], bytes]] = {
    "Word": lambda: word_draft(LETTER),
    "Word in pieces": lambda: word_draft(LETTER, spaced=True, broken=3),
    "Word, strict": lambda: documents.strict(word_draft(LETTER)),
    "Word, macros": lambda: documents.of_kind(documents.MACROS, word_draft(LETTER)),
    "Word, a box with a table": lambda: word(
        boxed(PARAGRAPH.format("one") + TABLE.format(PARAGRAPH.format("a"), PARAGRAPH.format("b")))
        + PARAGRAPH.format("after")
    ),
    "Word, a table in a table": lambda: word(
        TABLE.format(TABLE.format(PARAGRAPH.format("a"), "<w:p/>"), PARAGRAPH.format("b"))
    ),
    "Word, page breaks": lambda: word(
        f'<w:p>{RUN.format("one")}<w:r><w:br w:type="page"/><w:t>two</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>three</w:t><w:br w:type="column"/></w:r></w:p>'
    ),
    "Word, deleted and hidden": lambda: word(
        f"<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>{RUN.format('kept')}"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"
    ),
    "OpenDocument": lambda: draft(LETTER),
    "OpenDocument, flat": lambda: flat("<text:p>one</text:p><text:h>two</text:h>"),
    "OpenDocument, a frame of a page": lambda: open_document(
        "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>"
        "<text:p>after</text:p>"
    ),
    "OpenDocument, a table without rows": lambda: open_document(
        "<table:table><table:table-column/></table:table><text:p>after</text:p>"
    ),
    "PDF": lambda: pdf(TEXT),
    "HTML": lambda: documents.page("<p>one</p><p>two</p>"),
}
REFUSED: dict[str, Callable[[], bytes]] = {
    "an archive": lambda: documents.archive({"letter.txt": b"Dear Sir"}),
    "a workbook": lambda: documents.of_kind(documents.WORKBOOK),
    "a document type": lambda: documents.laughs(2, 2),
    "noise": lambda: documents.archive(documents.parts() | {"word/document.xml": bytes(99)}),
    "a Word file that is cut": lambda: word_draft(LETTER)[:4000],
    "an OpenDocument that is cut": lambda: draft(LETTER)[:1500],
    "a scan": scan,
    "a password": lambda: pdf(TEXT, password="secret"),
}


@pytest.mark.parametrize("kind", READ)
def test_a_file_has_the_same_text(kind: str) -> None:
    data = READ[kind]()
    here, limited = imrparse.load(data, limited=False), imrparse.load(data)
    assert here.text == limited.text
    assert here.left_out == limited.left_out
    assert here.text.strip()


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_has_the_same_error(kind: str) -> None:
    data = REFUSED[kind]()
    told = []
    for limited in (False, True):
        with pytest.raises(UnreadableError) as error:
            imrparse.load(data, limited=limited)
        told.append(str(error.value))
    assert told[0] == told[1]


def test_a_document_without_styles() -> None:
    document = docx.Document()
    assert docx_package.styles_of(document) is not None
    rels: Any = document.part.rels
    for key in [key for key, one in rels.items() if one.reltype.endswith("/styles")]:
        del rels[key]
    assert docx_package.styles_of(document) is None


@pytest.mark.parametrize("code", [None, 2])
def test_a_file_that_needs_too_much_memory(
    monkeypatch: pytest.MonkeyPatch, code: int | None
) -> None:
    """That is no damage of the file, whatever the library makes of it."""
    error: Any = MemoryError() if code is None else ValueError("out of memory")
    error.code = code
    data = word_draft(LETTER)

    def out_of_memory(_: object) -> None:
        raise error

    monkeypatch.setattr(Package, "open", out_of_memory)
    with pytest.raises(MemoryError):
        docx_package.open_document(data)
