"""Word files: their text, their places, and unreadable ones."""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from helpers import hostile_documents as documents
from helpers.in_turn import in_turn
from helpers.made_files import SAMPLES, letter_of, saved, word_draft

import imrparse
from imrparse import UnreadableError
from imrparse.cli.inputs import find
from imrparse.files import load
from imrparse.files.docx_comments import annotate
from imrparse.linting.engine import default_linter

SAMPLE = SAMPLES[6]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize("sample", in_turn(SAMPLES, 3), ids=lambda path: path.stem)
def test_samples(sample: Path) -> None:
    letter = letter_of(sample)
    assert imrparse.read(word_draft(letter)) == letter
    assert imrparse.read(word_draft(letter, spaced=True)) == letter
    assert imrparse.read(word_draft(letter, broken=7)) == letter


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_each_line_a_paragraph(sample: Path) -> None:
    """Like a letter pasted from a PDF: empty paragraphs separate the real ones."""
    letter = letter_of(sample)
    document = docx.Document()
    for line in imrparse.format(letter, width=80).split("\n"):
        document.add_paragraph(line)
    assert imrparse.read(saved(document)) == letter


def test_text_and_places() -> None:
    document = docx.Document()
    document.add_paragraph("one\ttab\nbreak")
    document.add_paragraph()
    table = document.add_table(rows=2, cols=2)
    for row, column, text in ((0, 0, "a"), (0, 1, "b"), (1, 0, "c"), (1, 1, "d")):
        table.cell(row, column).text = text
    document.add_paragraph("two")
    loaded = imrparse.load(saved(document))
    assert loaded.text == "one\ttab\nbreak\n\n\na\tb\nc\td\n\ntwo"
    source = loaded.source()
    places = {word: source.place(loaded.text.index(word)) for word in ("one", "break", "d", "two")}
    assert places == {
        "one": {"paragraph": 1},
        "break": {"paragraph": 1},
        "d": {"table": 1, "row": 2},
        "two": {"paragraph": 3},
    }


def test_rows_with_empty_cells() -> None:
    """Each row is a line, whichever of its cells are empty, as with merged cells."""
    document = docx.Document()
    document.add_paragraph("one")
    table = document.add_table(rows=4, cols=3)
    for row, column in ((0, 1), (0, 2), (1, 2), (3, 0)):
        table.cell(row, column).text = f"{row}{column}"
    document.add_paragraph("two")
    assert imrparse.load(saved(document)).text == "one\n\n01\t02\n12\n30\n\ntwo"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ("<w:t>a</w:t></w:r><w:r>{page}</w:r><w:r><w:t>b</w:t>", "a\n\nb"),
        ("<w:t>a</w:t></w:r><w:r>{page}<w:lastRenderedPageBreak/><w:t>b</w:t>", "a\n\nb"),
        ("<w:t>a</w:t>{page}</w:r><w:r><w:t>b</w:t></w:r><w:r><w:t>c</w:t>", "a\n\nbc"),
        ("{page}<w:t>a</w:t></w:r><w:r><w:t>b</w:t>{page}", "ab"),
        ("<w:t>a</w:t><w:br/><w:t>b</w:t>", "a\nb"),
    ],
)
def test_page_breaks_separate_words(runs: str, text: str) -> None:
    document = docx.Document()
    document.add_paragraph("x")
    page = '<w:br w:type="page"/>'
    paragraph = f'<w:p xmlns:w="{W}"><w:r>{runs.format(page=page)}</w:r></w:p>'
    document.paragraphs[0]._p.addnext(parse_xml(paragraph))
    assert imrparse.load(saved(document)).text == f"x\n\n{text}"


def test_tracked_changes_links_and_controls() -> None:
    document = docx.Document()
    document.add_paragraph("x")
    body = f"""<w:sdt xmlns:w="{W}"><w:sdtContent><w:p>
      <w:r><w:t xml:space="preserve">a </w:t></w:r>
      <w:del><w:r><w:delText>no</w:delText><w:t>no</w:t></w:r></w:del>
      <w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink>
      <w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p></w:sdtContent></w:sdt>"""
    document.paragraphs[0]._p.addnext(parse_xml(body))
    assert imrparse.load(saved(document)).text == "x\n\na new link"


def test_text_boxes_once() -> None:
    document = docx.Document()
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    run = f"""<w:r xmlns:w="{W}" xmlns:mc="{compatibility}"><mc:AlternateContent>
      <mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"""
    paragraph = document.add_paragraph("text")
    paragraph._p.append(parse_xml(run))
    assert paragraph._p.findall(f".//{qn('w:txbxContent')}")
    document.add_paragraph("after")
    assert imrparse.load(saved(document)).text == "text\n\nboxed\n\nafter"


def test_text_boxes_in_text_boxes_once() -> None:
    document = docx.Document()
    box = "<w:r><w:t>{}</w:t></w:r><w:r><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:r>"
    boxes = box.format("one", box.format("two", box.format("three", "<w:r><w:t>four</w:t></w:r>")))
    document.element.body.insert(0, parse_xml(f'<w:p xmlns:w="{W}">{boxes}</w:p>'))
    assert imrparse.load(saved(document)).text == "one\n\ntwo\n\nthree\n\nfour"


def test_empty_paragraphs_are_blank_lines() -> None:
    document = docx.Document()
    for text in ("", "one", "", "", "two", "three", ""):
        document.add_paragraph(text)
    document.add_table(rows=1, cols=2).cell(0, 1).text = "four"
    document.add_paragraph("five")
    text = "one\n\n\n\ntwo\n\nthree\n\n\nfour\n\nfive"
    assert imrparse.load(saved(document)).text == text


def test_faults_are_located_by_paragraph() -> None:
    document = docx.Document(BytesIO(word_draft(letter_of(SAMPLE))))
    document.tables[0].cell(0, 1).text = "CM16-90012"
    number, label = next(
        (number, paragraph)
        for number, paragraph in enumerate(document.paragraphs, start=1)
        if paragraph.text.startswith("MAXIMUS guideline:")
    )
    label.runs[1].text = "MAXIMUS guidline:"
    bad, misspelt = imrparse.analyze(imrparse.load(saved(document))).diagnostics
    assert bad.place == {"table": 1, "row": 1}
    assert misspelt.place == {"paragraph": number}


def _archive(parts: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (word_draft(letter_of(SAMPLE))[:4000], "damaged or truncated"),
        (_archive({"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}), "too large"),
        (_archive({"word/document.xml": b"", "a.png": b"\0" * 101_000_000}), "too large"),
        (_archive({"word/document.xml": b"<a/>"}), "can't be opened"),
        (_archive({"letter.txt": b"Dear Sir"}), "not a Word file"),
    ],
    ids=["cut", "bomb", "bomb-of-pictures", "parts-missing", "no-word"],
)
def test_unreadable_files(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        imrparse.read(data)


def test_an_empty_document_is_no_letter() -> None:
    (found,) = imrparse.analyze(imrparse.load(saved(docx.Document()))).diagnostics
    assert (found.code, found.place) == ("IMR001", {"paragraph": 1})


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    data = word_draft(letter_of(SAMPLE))
    monkeypatch.delitem(sys.modules, "imrparse.files.docx", raising=False)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UnreadableError, match=r"pip install 'imrparse\[docx\]'"):
        imrparse.read(data)


@pytest.mark.parametrize(
    "kind", [documents.MACROS, documents.TEMPLATE, documents.MACRO_TEMPLATE], ids=str
)
def test_templates_and_files_with_macros(kind: str) -> None:
    data = documents.of_kind(kind, word_draft(letter_of(SAMPLE)))
    assert imrparse.read(data) == letter_of(SAMPLE)
    annotated = annotate(data, imrparse.lint(imrparse.load(data)))
    with ZipFile(BytesIO(annotated)) as archive:
        assert kind.encode() in archive.read("[Content_Types].xml")


def test_strict_files() -> None:
    """Strict Open XML has other namespaces, and writes some of their names in another way."""
    data = documents.strict(word_draft(letter_of(SAMPLE)))
    with ZipFile(BytesIO(data)) as archive:
        assert b"schemas.openxmlformats.org/word" not in archive.read("word/document.xml")
    assert imrparse.read(data) == letter_of(SAMPLE)
    mention = documents.word("<w:p><w:r><w:t>see http://purl.oclc.org/ooxml/a/b</w:t></w:r></w:p>")
    text = "see http://purl.oclc.org/ooxml/a/b"
    assert imrparse.load(documents.strict(mention)).text == text


def test_files_in_a_folder(tmp_path: Path) -> None:
    """Files of other formats are reported, rather than passed over."""
    names = ("a.docm", "a.dotx", "a.odt", "a.doc", "a.rtf", "a.xls")
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    found = find([str(tmp_path)]).letters
    assert {Path(letter.name).name for letter in found} == {*names} - {"a.xls"}


def test_what_stands_beside_a_letter_is_searched_for_names() -> None:
    document = docx.Document(BytesIO(word_draft(letter_of(SAMPLE))))
    document.sections[0].header.paragraphs[0].text = "Call 559-555-0142"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    run = document.paragraphs[0].add_run(" ")
    document.add_comment(run, "Ask Dr. Okafor", "Editor", "E")
    document.core_properties.author = "Amara Okafor"
    document.core_properties.last_modified_by = "Microsoft Office User"
    loaded = load(saved(document))
    assert [one.name for one in loaded.beside if one.text == "Amara Okafor"] == [
        "property 'author'"
    ]
    found = default_linter().examine(loaded).diagnostics
    assert [(one.code, one.message) for one in found if one.span == (0, 0)] == [
        ("IMR601", "a person is named in the comments"),
        ("IMR601", "a person is named in the property 'author'"),
        ("IMR602", "this is a telephone or fax number in the page header"),
    ]


def test_a_text_box_in_a_page_header_is_searched_once() -> None:
    document = docx.Document(BytesIO(word_draft(letter_of(SAMPLE))))
    box = "<w:txbxContent><w:p><w:r><w:t>Call 559-555-0142</w:t></w:r></w:p></w:txbxContent>"
    header = document.sections[0].header.paragraphs[0]
    header._p.append(parse_xml(f'<w:r xmlns:w="{W}"><w:pict>{box}</w:pict></w:r>'))
    found = default_linter().examine(load(saved(document))).diagnostics
    assert [one.code for one in found if one.span == (0, 0)] == ["IMR602"]


def test_the_manager_and_the_company_of_a_file_are_searched() -> None:
    with ZipFile(BytesIO(word_draft(letter_of(SAMPLE)))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    more = b"<Manager>Amara Okafor</Manager><Company>Valley Spine Group</Company></Properties>"
    name = "docProps/app.xml"
    parts[name] = re.sub(rb"<Company>.*</Company>|<Manager>.*</Manager>", b"", parts[name])
    parts[name] = parts[name].replace(b"</Properties>", more)
    loaded = load(_archive(parts))
    assert [(one.name, one.text) for one in loaded.beside][-2:] == [
        ("property 'manager'", "Amara Okafor"),
        ("property 'company'", "Valley Spine Group"),
    ]
    found = default_linter().examine(loaded).diagnostics
    assert "a person is named in the property 'manager'" in [one.message for one in found]


def test_a_draft_without_anything_beside_it_has_no_finding_there() -> None:
    found = default_linter().examine(load(word_draft(letter_of(SAMPLE)))).diagnostics
    assert [one for one in found if one.span == (0, 0)] == []
