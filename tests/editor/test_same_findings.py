"""One draft as a text, as a Word file and in the page: the same findings, at the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from helpers.made_files import saved
from helpers.served import Server
from helpers.slips import draft_names, faulty_draft

import imrparse
from imrparse import Diagnostic

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
pytest.importorskip("uvicorn", reason="needs uvicorn")
pytest.importorskip("starlette", reason="needs starlette")

_CELL = re.compile(r"(?P<name>[A-Z][\w ]+:)[ \t]*(?P<value>.*)")
_SPACE = re.compile(r"\s")


def word_file(text: str) -> bytes:
    """A draft as people type it in Word: the header as a table, each paragraph one of Word's."""
    header, *blocks = text.split("\n\n")
    document = docx.Document()
    rows = [_CELL.fullmatch(line) for line in header.split("\n")]
    table = document.add_table(rows=0, cols=2)
    for line, row in zip(header.split("\n"), rows, strict=True):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = (row["name"], row["value"]) if row else (line, "")
    for block in blocks:
        for line in block.split("\n"):
            document.add_paragraph(line)
    return saved(document)


def place(text: str, start: int, end: int) -> tuple[int, str]:
    """How many signs that are no space stand before a finding, and its words: the same however the
    text is divided into lines."""
    return len(_SPACE.sub("", text[:start])), " ".join(text[start:end].split())


def told(text: str, findings: tuple[Diagnostic, ...]) -> list[tuple[str, int, str]]:
    return [(one.code, *place(text, *one.span)) for one in findings]


def shown(page: Page) -> Iterator[tuple[str, int, str]]:
    """The findings of the page, and what the link of each selects."""
    text = page.locator("#draft").input_value()
    cards = page.locator("#cards .card")
    for number in range(cards.count()):
        card = cards.nth(number)
        card.locator(".where").click()
        selected = "(({selectionStart, selectionEnd}) => [selectionStart, selectionEnd])"
        start, end = page.evaluate(f"{selected}(document.getElementById('draft'))")
        yield (card.locator(".code").inner_text(), *place(text, start, end))


@pytest.mark.parametrize("name", draft_names())
def test_a_text_a_word_file_and_the_page_tell_the_same(
    browser: Browser, server: Server, name: str, tmp_path: Path
) -> None:
    draft = faulty_draft(name)
    wanted = told(draft.text, imrparse.lint(draft.text))
    assert len(wanted) >= sum(slip.is_found for slip in draft.slips) - 1
    file = tmp_path / f"{name}.docx"
    file.write_bytes(word_file(draft.text))
    loaded = imrparse.load(file)
    assert told(loaded.text, imrparse.lint(loaded)) == wanted
    # A page that still scrolls moves the next link away from under the pointer.
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    try:
        page = context.new_page()
        page.goto(server.address)
        page.locator("#draft").fill(draft.text)
        page.locator("#cards .card").first.wait_for()
        assert list(shown(page)) == wanted
        page.locator("#file").set_input_files(file)
        page.locator("#name", has_text=file.name).wait_for()
        assert list(shown(page)) == wanted
        commented = page_comments(page)
        assert len(commented) == len(wanted)
    finally:
        context.close()


def page_comments(page: Page) -> list[str]:
    """The comments of the Word file that the page gives back."""
    page.locator(".menu summary").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Word file with comments", exact=True).click()
    document = docx.Document(BytesIO(waiting.value.path().read_bytes()))
    return [comment.text for comment in document.comments]
