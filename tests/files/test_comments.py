"""Findings as comments of a Word file: on the right words, and nothing else is changed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from helpers import office
from helpers.made_files import SAMPLES, letter_of, saved, word_draft
from helpers.tracked import content

import imrparse
from imrparse import Diagnostic, Severity, Span
from imrparse.files.docx_comments import annotate, comments_in

DRAFT = word_draft(letter_of(SAMPLES[6]), broken=5)
MARKS = ("w:commentRangeStart", "w:commentRangeEnd")


def finding(span: Span, **values: object) -> Diagnostic:
    source = imrparse.load(DRAFT).source()
    return Diagnostic("IMR999", Severity.WARNING, "odd", span, source=source, **values)  # type: ignore[arg-type]


def comments(document: Document) -> Iterator[tuple[str, str]]:
    """The words of each comment, and its text."""
    for comment in document.comments:
        start, end = (
            document.element.body.find(f".//{qn(mark)}[@{qn('w:id')}='{comment.comment_id}']")
            for mark in MARKS
        )
        inside = False
        text: list[str] = []
        for element in document.element.body.iter():
            inside = (inside or element is start) and element is not end
            if inside and element.tag == qn("w:p") and text:
                text.append("\n")
            if inside and element.tag == qn("w:t"):
                text.append(element.text or "")
        yield "".join(text), comment.text


def annotated(*found: Diagnostic, data: bytes = DRAFT) -> Document:
    return docx.Document(BytesIO(annotate(data, found)))


def test_on_the_words() -> None:
    text = imrparse.load(DRAFT).text
    chance = random.Random(7)
    spans = []
    for _ in range(60):
        start = chance.randrange(len(text))
        spans.append(Span(start, min(len(text), start + chance.randrange(1, 200))))
    document = annotated(*map(finding, spans))
    shown = [re.sub(r"\s+", "", on) for on, _ in comments(document)]
    wanted = [re.sub(r"\s+", "", text[slice(*span)]) for span in spans]
    assert len(shown) == 60
    for on, words in zip(shown, wanted, strict=True):
        # a finding on white space alone is attached to the next word
        assert on == words or not words
    assert imrparse.load(saved(document)).text == text
    assert content(document) == content(docx.Document(BytesIO(DRAFT)))


def test_comment_text() -> None:
    fixes = (imrparse.Fix("write 'b'", (), safe=True), imrparse.Fix("drop it", (), safe=False))
    (written,) = comments(
        annotated(finding(Span(0, 4), hint="did you mean\n'b'?\x07", fixes=fixes))
    )
    assert written[1].split("\n") == [
        "IMR999 odd",
        "did you mean\u240a'b'?\u2407",
        "Fix: write 'b'",
    ]
    document = annotated(finding(Span(0, 4)))
    (comment,) = document.comments
    assert (comment.author, comment.initials) == ("imrparse", "IMR")


def test_a_finding_with_an_empty_span_is_on_a_word() -> None:
    text = imrparse.load(DRAFT).text
    middle = text.index("MAXIMUS guideline")
    spans = (Span(middle, middle), Span(len(text), len(text)))
    shown = [on for on, _ in comments(annotated(*map(finding, spans)))]
    assert shown == ["MAXIMUS", text.split()[-1]]


def test_a_file_without_words() -> None:
    document = annotated(finding(Span(0, 0)), data=saved(docx.Document()))
    assert not list(document.comments)


def test_formats_tabs_and_breaks_are_kept() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("one\ttwo\nthree four")
    run.bold = run.italic = True
    data = saved(document)
    made = annotated(finding(Span(5, 11)), data=data)
    assert [on for on, _ in comments(made)] == ["wothr"]
    assert made.paragraphs[0].text == "one\ttwo\nthree four"
    runs = [run for run in made.paragraphs[0].runs if run.text]
    assert [run.text for run in runs] == ["one\tt", "wo\nthr", "ee four"]
    assert all(run.bold and run.italic for run in runs)


def test_spaces_are_kept_where_runs_are_split() -> None:
    document = docx.Document()
    document.add_paragraph("one two three")
    made = annotated(finding(Span(4, 7)), data=saved(document))
    texts = list(made.element.body.iter(qn("w:t")))
    assert [text.text for text in texts] == ["one ", "two", " three"]
    assert all(text.get(qn("xml:space")) == "preserve" for text in (texts[0], texts[2]))


def test_existing_comments_are_kept() -> None:
    document = docx.Document(BytesIO(DRAFT))
    document.add_comment(document.paragraphs[3].runs, "look again", "An editor", "E")
    texts = [text for _, text in comments(annotated(finding(Span(0, 4)), data=saved(document)))]
    assert texts == ["look again", "IMR999 odd"]


def test_comments_are_read_with_their_words() -> None:
    document = docx.Document()
    one, two = document.add_paragraph("First one."), document.add_paragraph()
    runs = [two.add_run(text) for text in ("Dr. ", "Okafor", " said so")]
    document.add_comment([runs[1], runs[2]], "imrparse: ignore IMR601\nHe agreed.", "An editor")
    document.add_comment([one.runs[0], runs[0]], "Over two paragraphs.", "An editor")
    reference = OxmlElement("w:commentReference", attrs={qn("w:id"): "7"})
    runs[2]._r.append(reference)
    data = annotate(saved(document), [finding(Span(0, 5))])
    text = imrparse.load(data).text
    assert [(text[slice(*span)], said) for span, said in comments_in(data)] == [
        ("First one.\n\nDr. ", "Over two paragraphs."),
        ("Okafor said so", "imrparse: ignore IMR601\nHe agreed."),
    ]
    limited = imrparse.load(data).comments
    assert limited == imrparse.load(data, limited=False).comments == comments_in(data)


def test_the_other_parts_are_unchanged() -> None:
    parts = []
    for data in (DRAFT, annotate(DRAFT, [finding(Span(0, 4))])):
        with ZipFile(BytesIO(data)) as archive:
            parts.append({name: archive.read(name) for name in archive.namelist()})
    before, after = parts
    changed = {name for name in before if before[name] != after[name]}
    added = set(after) - set(before)
    assert changed <= {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert added == {"word/comments.xml"}


@pytest.mark.parametrize("broken", range(3))
def test_findings_of_the_linter(broken: int) -> None:
    document = docx.Document(BytesIO(word_draft(letter_of(SAMPLES[6]), broken=broken)))
    rationale = next(
        paragraph
        for paragraph in document.paragraphs
        if paragraph.text.startswith("Decision rationale:")
    )
    rationale.add_run(" Dr. John Smith saw the the patient.")
    data = saved(document)
    found = imrparse.lint(imrparse.load(data), imrparse.LintConfig(select=("privacy", "text")))
    assert len(found) >= 2
    written = list(comments(annotated(*found, data=data)))
    assert len(written) == len(found)
    for one, (on, text) in zip(found, written, strict=True):
        assert on == one.source.text[slice(*one.span)]
        assert text.startswith(f"{one.code} ")


@pytest.mark.slow
@pytest.mark.skipif(bool(office.why_not()), reason=office.why_not())
def test_libreoffice_opens_and_keeps_them(tmp_path: Path) -> None:
    data = annotate(DRAFT, imrparse.lint(imrparse.load(DRAFT)))
    file = tmp_path / "draft.docx"
    file.write_bytes(data)
    target = tmp_path / "saved"
    target.mkdir()
    office.converted(file, target)
    made = docx.Document(str(target / "draft.docx"))
    told = [comment.text for comment in docx.Document(BytesIO(data)).comments]
    assert told
    assert sorted(comment.text for comment in made.comments) == sorted(told)
