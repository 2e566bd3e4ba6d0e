"""Fixes as tracked changes: accepted they give the fixed text, and rejected the draft."""

from __future__ import annotations

import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from helpers import office
from helpers.dressed import dressed_drafts, kept_things
from helpers.made_files import saved
from helpers.tracked import content, faulty_drafts, resolved

import imrparse
from imrparse import Edit, Span
from imrparse.files.docx_tracking import track
from imrparse.linting.engine import default_linter
from imrparse.linting.fixing import apply, fix
from imrparse.linting.rounds import changes

DRAFTS = int(os.environ.get("IMRPARSE_TRACKED", "12"))
_LOG = logging.getLogger(__name__)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(data: bytes) -> str:
    return imrparse.load(data, limited=False).text


def fixed_draft(data: bytes) -> tuple[str, bytes]:
    """The text of a draft after safe fixes, and the draft with these as tracked changes."""
    text = read(data)
    fixed = fix(text, default_linter().lint)
    tracked = track(data, [change.edits for change in changes(text, fixed.applied, unsafe=False)])
    assert not tracked.refused
    return fixed.text, tracked.data


def paragraph(inner: str) -> bytes:
    """A Word file with one paragraph, between two others."""
    document = docx.Document()
    document.add_paragraph("before")
    document.add_paragraph("after")
    element = parse_xml(f'<w:p xmlns:w="{W}">{inner}</w:p>')
    document.paragraphs[0]._p.addnext(element)
    return saved(document)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def replaced(data: bytes, old: str, new: str) -> tuple[Edit, ...]:
    """The edit that replaces some words."""
    start = read(data).index(old)
    return (Edit(Span(start, start + len(old)), new),)


def tracked(data: bytes, *edits: Edit) -> Document:
    """A draft with tracked changes, which are accepted and rejected first."""
    made = track(data, [edits])
    assert not made.refused
    text = read(data)
    assert read(resolved(made.data, accept=True)) == apply(text, edits) == made.loaded.text
    rejected, before = (resolved(one, accept=False) for one in (made.data, data))
    assert content(docx.Document(BytesIO(rejected))) == content(docx.Document(BytesIO(before)))
    return docx.Document(BytesIO(made.data))


def refusal(data: bytes, *edits: Edit) -> str:
    """Why a change is refused; the file is then as it was."""
    made = track(data, [edits])
    assert read(made.data) == read(data)
    assert b"w:ins" not in made.data
    return made.refused[0]


def shown(document: Document, tag: str) -> list[str]:
    """The texts of all insertions or deletions."""
    texts = (qn("w:t"), qn("w:delText"))
    found = document.element.body.iter(qn(tag))
    return ["".join(one.text or "" for one in change.iter(*texts)) for change in found]


def test_accepted_and_rejected() -> None:
    for data in faulty_drafts(4, seed=3):
        fixed, made = fixed_draft(data)
        assert read(resolved(made, accept=True)) == fixed
        # What others have changed is rejected too.
        rejected, before = (resolved(one, accept=False) for one in (made, data))
        assert content(docx.Document(BytesIO(rejected))) == content(docx.Document(BytesIO(before)))


def test_only_the_words_that_differ() -> None:
    data = paragraph(run("The MAXIMUS ") + run("gui", "<w:b/>") + run("dline: none", "<w:i/>"))
    (edit,) = replaced(data, "MAXIMUS guidline: none", "MAXIMUS guideline: some")
    document = tracked(data, edit)
    assert (shown(document, "w:del"), shown(document, "w:ins")) == (
        ["gui", "dline: none"],
        ["guideline: some"],
    )
    (inserted,) = document.element.body.iter(qn("w:ins"))
    assert inserted.get(qn("w:author")) == "imrparse"
    assert inserted.find(f".//{qn('w:b')}") is not None
    assert inserted.find(f".//{qn('w:i')}") is None


def test_the_time_of_a_change() -> None:
    data = paragraph(run("one two"))
    made = track(data, [replaced(data, "two", "2")], datetime(2017, 1, 5, 9, 30, tzinfo=UTC))
    document = docx.Document(BytesIO(made.data))
    (deleted,) = document.element.body.iter(qn("w:del"))
    assert deleted.get(qn("w:date")) == "2017-01-05T09:30:00Z"


LINK = f'<w:hyperlink w:anchor="x">{run("see the the")}</w:hyperlink>'
CONTROL = (
    "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>" + run("see the the") + "</w:sdtContent></w:sdt>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    + run("see the the")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
PICTURE = "<w:r><w:t>see the</w:t><w:drawing/><w:t xml:space='preserve'> the</w:t></w:r>"
INSERTED = '<w:ins w:id="7" w:author="Editor" w:date="2017-01-01T00:00:00Z">{}</w:ins>'
DELETED = '<w:del w:id="8" w:author="Editor"><w:r><w:delText>gone</w:delText></w:r></w:del>'
COMMENT = '<w:commentRangeStart w:id="3"/>{}<w:commentRangeEnd w:id="3"/>'


@pytest.mark.parametrize(
    "inner",
    [
        LINK,
        CONTROL.format('<w:alias w:val="Note"/>'),
        FIELD.format("HYPERLINK x"),
        PICTURE,
        run("see the the", "<w:caps/>"),
        "<w:r><w:t>see</w:t><w:tab/><w:t>the</w:t><w:br/><w:t>the</w:t></w:r>",
        "<w:r><w:t>see the</w:t><w:softHyphen/><w:t xml:space='preserve'> the</w:t></w:r>",
        '<w:r><w:t>see the</w:t><w:sym w:font="Symbol" w:char="F0A3"/><w:t>the</w:t></w:r>',
        COMMENT.format(run("see the the")),
        run("see ") + DELETED + run("the the"),
        f'<w:smartTag w:element="x">{run("see the the")}</w:smartTag>',
        '<w:bookmarkStart w:id="1" w:name="b"/>' + run("see the the") + '<w:bookmarkEnd w:id="1"/>',
    ],
    ids=[
        *("link", "control", "link-field", "picture", "capitals", "tab", "soft-hyphen", "symbol"),
        *("comment", "deletion", "smart-tag", "bookmark"),
    ],
)
def test_what_surrounds_the_words_stays(inner: str) -> None:
    data = paragraph(inner)
    text = read(data)
    found = re.search(r"(?i)(see)(\s)(the)(\W)(the)", text)
    assert found
    document = tracked(
        data, Edit(Span(*found.span(1)), "Look at"), Edit(Span(found.start(4), found.end(5)), "")
    )
    tags = Counter(element.tag for element in docx.Document(BytesIO(data)).element.body.iter())
    kept = Counter(element.tag for element in document.element.body.iter())
    changed = {qn(f"w:{name}") for name in ("r", "rPr", "t", "p")}
    assert all(kept[tag] >= count for tag, count in tags.items() if tag not in changed)


def test_inside_the_tracked_insertion_of_somebody_else() -> None:
    data = paragraph(run("a ") + INSERTED.format(run("see the the end")) + run(" z"))
    text = read(data)
    made = track(data, [replaced(data, "the the", "a")])
    assert not made.refused
    assert read(resolved(made.data, accept=True)) == text.replace("the the", "a")
    assert read(resolved(made.data, accept=False)) == read(resolved(data, accept=False))
    body = docx.Document(BytesIO(made.data)).element.body
    changes_ = [
        (one.get(qn("w:author")), one.tag.rpartition("}")[2])
        for one in body.iter()
        if one.tag in (qn("w:ins"), qn("w:del"))
    ]
    assert changes_ == [
        ("Editor", "ins"),
        ("imrparse", "del"),
        ("imrparse", "ins"),
        ("Editor", "ins"),
    ]
    numbers = [one.get(qn("w:id")) for one in body.iter(qn("w:ins"), qn("w:del"))]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        (FIELD.format("MERGEFIELD x"), "field"),
        (f'<w:fldSimple w:instr="DATE">{run("see the the")}</w:fldSimple>', "field"),
        (CONTROL.format('<w:lock w:val="contentLocked"/>'), "content control"),
        (CONTROL.format('<w:date w:fullDate="2017-01-01T00:00:00Z"/>'), "content control"),
        (f'<w:moveTo w:id="1" w:author="E">{run("see the the")}</w:moveTo>', "moved"),
        (
            f"<w:r><w:pict><w:txbxContent><w:p>{run('see the the')}</w:p></w:txbxContent></w:pict>"
            "</w:r>",
            "text box",
        ),
    ],
    ids=["field", "simple-field", "locked", "date", "moved", "text-box"],
)
def test_what_can_not_be_tracked_is_refused(inner: str, reason: str) -> None:
    data = paragraph(inner)
    assert reason in refusal(data, *replaced(data, "the the", "the"))


def test_a_change_is_made_completely_or_not_at_all() -> None:
    data = paragraph(run("one ") + FIELD.format("MERGEFIELD x"))
    both = (*replaced(data, "one", "1"), *replaced(data, "the the", "the"))
    made = track(data, [both, replaced(data, "after", "behind")])
    assert list(made.refused) == [0]
    assert made.loaded.text == read(data).replace("after", "behind")


def test_the_other_changes_are_made_when_some_turn_out_to_be_impossible() -> None:
    data = paragraph(run("one ") + LINK + run(" two"))
    wanted = [
        replaced(data, "before", "Before"),
        replaced(data, "the the", "the\n\nthe"),
        replaced(data, " two", " \x00two"),
        replaced(data, "one", "One"),
        replaced(data, "after", "After"),
    ]
    made = track(data, wanted)
    assert {number: reason.split()[-1] for number, reason in made.refused.items()} == {
        1: "paragraphs",
        2: "contain",
    }
    assert made.loaded.text == "Before\n\nOne see the the two\n\nAfter"
    assert read(resolved(made.data, accept=False)) == read(data)


def three() -> bytes:
    """A Word file with three paragraphs, the second in the style of a heading."""
    document = docx.Document()
    document.add_paragraph("First one.")
    document.add_heading("Second", level=2)
    document.add_paragraph("Third one.")
    return saved(document)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("First one.", "First one.\n\nLabel:"),
        ("First", "Label:\n\nMore\n\n\nFirst"),
        ("First one.\n\nSecond", "First one. Second"),
        ("\n\nSecond", ""),
        ("Second\n\n", ""),
        ("Second\n\nThird one.", "Third one.\n\nSecond"),
        ("\n\nThird one.", ""),
        ("First one.", "First\n\none."),
        ("Second", "Second\n\n"),
        ("First one.", "First\none\tor two."),
        ("First one.\n\nSecond\n\nThird", "Third\n\n\nSecond, too\n\nFirst"),
    ],
)
def test_paragraphs_are_inserted_split_joined_and_deleted(old: str, new: str) -> None:
    data = three()
    made = track(data, [replaced(data, old, new)])
    assert not made.refused
    assert even(made.loaded.text) == even(read(data).replace(old, new))
    assert read(resolved(made.data, accept=True)) == made.loaded.text
    rejected = resolved(made.data, accept=False)
    assert content(docx.Document(BytesIO(rejected))) == content(docx.Document(BytesIO(data)))


def test_cells_keep_their_places() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for number, text in enumerate(("a b", "c", "d", "e")):
        table.cell(number // 2, number % 2).text = text
    document.add_paragraph("after")
    data = saved(document)
    text = read(data)
    assert text == "a b\tc\nd\te\n\nafter"
    tracked(data, *replaced(data, "a b\tc", "b\tcc"))
    tracked(data, *replaced(data, "c\nd", "c\nmore\nd"))
    tracked(data, *replaced(data, "e\n\nafter", "e\n\nLabel:\n\nafter"))
    assert "cells" in refusal(data, *replaced(data, "a b\tc", "a b c"))
    assert "cells" in refusal(data, *replaced(data, "d\te\n\nafter", "after"))


def test_random_edits_give_the_text_or_are_refused() -> None:
    rng = Random(4)
    for data in faulty_drafts(3, seed=5):
        text = read(data)
        places = sorted(rng.sample(range(len(text)), 24))
        edits = [
            Edit(
                Span(start, end),
                rng.choice(("", "new", "a b", "x\n\ny", "\n", text[start:end][::-1])),
            )
            for start, end in zip(places[::2], places[1::2], strict=True)
        ]
        made = track(data, [(edit,) for edit in edits])
        kept = [edit for number, edit in enumerate(edits) if number not in made.refused]
        assert even(read(resolved(made.data, accept=True))) == even(apply(text, kept))
        rejected, before = (read(resolved(one, accept=False)) for one in (made.data, data))
        assert rejected == before
        assert kept


def even(text: str) -> str:
    return re.sub(r"\n{2,}", "\n\n", text)


@pytest.mark.slow
@pytest.mark.skipif(bool(office.why_not()), reason=office.why_not())
@pytest.mark.parametrize("drafts", [faulty_drafts, dressed_drafts])
def test_libreoffice_accepts_and_rejects(
    drafts: Callable[[int, int], Iterator[bytes]], tmp_path: Path
) -> None:
    folders = [tmp_path / name for name in ("tracked", "accept", "reject")]
    for folder in folders:
        folder.mkdir()
    wanted, count, refused, things = [], 0, 0, []
    for number, data in enumerate(drafts(DRAFTS, 6)):
        text = read(data)
        fixed = fix(text, default_linter().lint)
        made = changes(text, fixed.applied, unsafe=False)
        tracked = track(data, [change.edits for change in made])
        (folders[0] / f"{number}.docx").write_bytes(tracked.data)
        edits = [e for n, one in enumerate(made) if n not in tracked.refused for e in one.edits]
        accepted = apply(text, edits) if tracked.refused else fixed.text
        things.append(kept_things(data))
        # What others have changed is rejected too.
        wanted.append((accepted, read(resolved(data, accept=False))))
        count, refused = count + len(made), refused + len(tracked.refused)
    _LOG.info("%d drafts, %d changes and %d refused", len(wanted), count, refused)
    assert refused * 20 < count
    for folder in folders[1:]:
        office.resolve(folder.name, folders[0], folder)
    for number, (after, before) in enumerate(wanted):
        files = [(folder / f"{number}.docx").read_bytes() for folder in folders[1:]]
        assert [*map(read, files)] == [after, before]
        assert [*map(kept_things, files)] == [things[number]] * 2
