"""Word drafts with what drafters put into them: lists, footnotes, links, boxes, fields,
bookmarks, headers, footers, and tracked changes of somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from io import BytesIO
from itertools import count
from random import Random

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from helpers.made_files import saved
from helpers.tracked import faulty_drafts

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_BY = 'w:author="Editor" w:date="2017-01-01T00:00:00Z"'
_EACH = 3  # of each kind, at most
_LONGEST = 40  # code points of an insertion that is put into a box

Dress = Callable[[Document, Random], None]


def dressed_drafts(number: int, seed: int) -> Iterator[bytes]:
    """This many drafts of letters with faults, each with most of all these things in it."""
    rng = Random(seed)
    for data in faulty_drafts(number, seed):
        document = docx.Document(BytesIO(data))
        for dress in rng.sample(_ALL, len(_ALL) - 1):
            dress(document, rng)
        yield saved(document)


def kept_things(data: bytes) -> dict[str, list[str]]:
    """What a change of the text must leave: footnotes, numbered paragraphs, headers."""
    document = docx.Document(BytesIO(data))
    body = document.element.body
    section = document.sections[0]
    return {
        "footnotes": [note for note in _footnotes(document) if note.strip()],
        "footnote marks": [one.tag for one in body.iter(qn("w:footnoteReference"))],
        "lists": ["item" for one in document.paragraphs if _is_item(one)],
        "headers": [one.text for one in section.header.paragraphs],
    }


def _is_item(paragraph: Paragraph) -> bool:
    style = paragraph.style
    return bool(style and style.name and style.name.startswith("List"))


def _footnotes(document: Document) -> Iterator[str]:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            notes = parse_xml(relation.target_part.blob)
            for note in notes.iter(qn("w:footnote")):
                yield "".join(text.text or "" for text in note.iter(qn("w:t")))


# What is put in


def _runs(document: Document, rng: Random) -> list[Run]:
    """Some runs of the draft's prose, each with words in it."""
    runs = [
        run
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if len(run.text.split()) > 2 and run._r.getparent().tag == qn("w:p")
    ]
    return rng.sample(runs, min(len(runs), rng.randint(1, _EACH)))


def _wrap(run: Run, xml: str) -> BaseOxmlElement:
    """Put a run into an element."""
    element: BaseOxmlElement = parse_xml(xml)
    run._r.addprevious(element)
    element.append(run._r)
    return element


def _footnote_marks(document: Document, rng: Random) -> None:
    notes = ""
    for number, run in enumerate(_runs(document, rng), start=1):
        text = f"<w:r><w:t>Footnote {number} cites a study.</w:t></w:r>"
        notes += f'<w:footnote w:id="{number}"><w:p>{text}</w:p></w:footnote>'
        mark = f'<w:r xmlns:w="{_W}"><w:footnoteReference w:id="{number}"/></w:r>'
        run._r.addnext(parse_xml(mark))
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        line = f"<w:p><w:r><w:{kind}/></w:r></w:p>"
        notes = f'<w:footnote w:type="{kind}" w:id="{number}">{line}</w:footnote>{notes}'
    blob = f'<w:footnotes xmlns:w="{_W}">{notes}</w:footnotes>'.encode()
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _list_items(document: Document, rng: Random) -> None:
    texts = [one for one in document.paragraphs if len(one.text) > _LONGEST]
    texts = [one for one in texts if "\n" not in one.text]
    for paragraph in rng.sample(texts, min(len(texts), rng.randint(1, _EACH))):
        paragraph.style = document.styles[rng.choice(("List Number", "List Bullet"))]


def _headers(document: Document, rng: Random) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = rng.choice(("Draft", "For the quality review"))
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    footer._p.append(
        parse_xml(
            f'<w:fldSimple xmlns:w="{_W}" w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


def _links(document: Document, rng: Random) -> None:
    for run in _runs(document, rng):
        _wrap(run, f'<w:hyperlink xmlns:w="{_W}" w:anchor="part"/>')


def _bookmarks(document: Document, rng: Random) -> None:
    for number, run in enumerate(_runs(document, rng), start=100):
        start = f'<w:bookmarkStart xmlns:w="{_W}" w:id="{number}" w:name="part{number}"/>'
        run._r.addprevious(parse_xml(start))
        run._r.addnext(parse_xml(f'<w:bookmarkEnd xmlns:w="{_W}" w:id="{number}"/>'))


def _fields(document: Document, rng: Random) -> None:
    for run in _runs(document, rng)[:1]:
        marks = [
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> HYPERLINK \\l "part" </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
        ]
        for mark in marks:
            run._r.addprevious(parse_xml(f'<w:r xmlns:w="{_W}">{mark}</w:r>'))
        end = f'<w:r xmlns:w="{_W}"><w:fldChar w:fldCharType="end"/></w:r>'
        run._r.addnext(parse_xml(end))


def _boxes(document: Document, rng: Random) -> None:
    # LibreOffice 7.4 may write the end of a link field into a box inside it, which is no XML.
    # It does so for drafts without any change by this program, too.
    outside = [run for run in _runs(document, rng) if not _in_field(run)]
    for run in outside[:1]:
        inner = "<w:p><w:r><w:t>Beside the letter</w:t></w:r></w:p>"
        shape = (
            f'<w:r xmlns:w="{_W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
            '<v:shape style="position:absolute;width:90pt;height:30pt"><v:textbox>'
            f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        run._r.addnext(parse_xml(shape))


def _in_field(run: Run) -> bool:
    """Whether a field begins before a run of its paragraph, and ends after it."""
    before = [
        mark.get(qn("w:fldCharType"))
        for sibling in run._r.itersiblings(qn("w:r"), preceding=True)
        for mark in sibling.iter(qn("w:fldChar"))
    ]
    return before.count("begin") > before.count("end")


def _changes(document: Document, rng: Random) -> None:
    """Words that somebody else inserted, and some that somebody else deleted."""
    numbers = count(900)
    for run in _runs(document, rng):
        _wrap(run, f'<w:ins xmlns:w="{_W}" w:id="{next(numbers)}" {_BY}/>')
    for run in _runs(document, rng):
        gone = deepcopy(run._r)
        for text in list(gone.iter(qn("w:t"))):
            text.tag, text.text = qn("w:delText"), " gone words"
            text.set(qn("xml:space"), "preserve")
        run._r.addnext(gone)
        _wrap(Run(gone, run._parent), f'<w:del xmlns:w="{_W}" w:id="{next(numbers)}" {_BY}/>')


_ALL: tuple[Dress, ...] = (
    _footnote_marks, _list_items, _headers, _links, _bookmarks, _fields, _boxes, _changes,
)  # fmt: skip
