"""The page in a real browser: every step of a drafter, wide and narrow; what other sites can't do.

With IMRPARSE_PICTURES set, the pictures of the documentation are made anew.
"""

from __future__ import annotations

import json
import logging
import os
import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import docx
import pytest
from click.testing import CliRunner

from helpers.commands import write
from helpers.letters import LATE, MISSPELT, NAMED, ROOT, SAMPLES, SOUND, sample_text
from helpers.made_files import letter_of, pdf, saved, word_draft
from helpers.served import Server, check_accessible

from imrparse.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
pytest.importorskip("uvicorn", reason="needs uvicorn")
pytest.importorskip("starlette", reason="needs starlette")

DRAFT = (
    LATE.replace("An MRI of", "Dr. Okafor wrote that an MRI of")
    .replace("California, Nevada", "Californa, Nevada")
    .replace("CLINICAL CASE SUMMARY", "CLINICAL CASE SUMARY")
)
SCANNED = (
    SOUND.replace("Date Assigned: 11/18/2016", "Date Assigned: | 11/18/2016")
    .replace("CLINICAL CASE SUMMARY", "CL1NICAL CASE SUMMARY")
    .replace("MAXIMUS guideline:", "MAXlMUS guideIine:", 1)
    .replace("\n\n", "\n")
)
"""As a program reads it from a scan: signs that look alike, and no blank lines."""
WIDTHS = (1280, 390)
PICTURES = ROOT / "docs" / "pictures"
_LOG = logging.getLogger(__name__)
KEYS = 20
FEW = 100.0  # milliseconds from a keystroke to its findings


@contextmanager
def opened(browser: Browser, address: str, width: int, scheme: Any = "light") -> Iterator[Page]:
    """A page without errors in its console, and without anything loaded from elsewhere."""
    context: Any = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: wrong.append(asked.url) if not own(asked.url) else None)

    def own(url: str) -> bool:
        return url.startswith((address, "blob:", "data:"))

    page.goto(address)
    try:
        yield page
        assert wrong == []
        assert is_inside(page)
    finally:
        context.close()


def is_inside(page: Page) -> bool:
    """Whether nothing is cut at the side."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"))


def wait_for(page: Page, status: str) -> None:
    page.locator("#status", has_text=re.compile(f"^{status}$")).wait_for(state="attached")


def codes(page: Page) -> list[str]:
    return page.locator("#cards .card:not([hidden]) .code").all_text_contents()


def saved_file(page: Page, name: str) -> bytes:
    page.locator(".menu summary").click()
    assert is_inside(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    return waiting.value.path().read_bytes()


def picture(page: Page, name: str) -> None:
    if os.environ.get("IMRPARSE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / name, clip={"x": 0, "y": 0, "width": 1280, "height": 760})


def overlay_fits(page: Page) -> bool:
    """Whether the field and the underlined text behind it have the same lines."""
    heights = page.evaluate(
        "['sheet', 'draft'].map(id => document.getElementById(id).scrollHeight)"
    )
    return bool(abs(heights[0] - heights[1]) <= 1)


# The steps of a drafter


@pytest.mark.parametrize("width", WIDTHS)
def test_typing_and_fixing(browser: Browser, server: Server, width: int) -> None:
    with opened(browser, server.address, width) as page:
        check_accessible(page)
        page.locator("#draft").fill(DRAFT)
        wait_for(page, "1 error, 2 warnings, 1 note")
        assert codes(page) == ["IMR103", "IMR015", "IMR009", "IMR601"]
        assert overlay_fits(page)
        check_accessible(page)
        if width == WIDTHS[0]:
            picture(page, "page.png")
        # By keyboard: the button of a fix; then the next finding has the focus.
        page.get_by_role("button", name="Take this fix of IMR015").press("Enter")
        wait_for(page, "1 error, 1 warning, 1 note")
        assert "California, Nevada" in page.locator("#draft").input_value()
        assert page.locator(":focus .code").inner_text() == "IMR009"
        page.locator("#draft").press("Control+z")
        wait_for(page, "1 error, 2 warnings, 1 note")
        page.get_by_role("button", name="Take all safe fixes").click()
        wait_for(page, "1 warning, 1 note")
        assert codes(page) == ["IMR103", "IMR601"]
        # The link of a finding selects its words.
        page.locator(".card .where").nth(1).click()
        assert page.evaluate("getSelection().toString()") == "Dr. Okafor"
        # Typing changes the findings.
        page.keyboard.type("The treating physician")
        wait_for(page, "1 note")


@pytest.mark.parametrize("width", WIDTHS)
def test_filters(browser: Browser, server: Server, width: int) -> None:
    with opened(browser, server.address, width) as page:
        page.locator("#draft").fill(DRAFT)
        wait_for(page, "1 error, 2 warnings, 1 note")
        page.get_by_label("privacy").uncheck()
        page.get_by_label("header").uncheck()
        assert codes(page) == ["IMR015", "IMR009"]
        page.get_by_text("2 of 4 findings are shown").wait_for()
        page.get_by_role("button", name="Take this fix of IMR015").click()
        wait_for(page, "1 error, 1 warning, 1 note")
        assert codes(page) == ["IMR009"]  # the filter stays
        page.get_by_label("privacy").check()
        assert codes(page) == ["IMR009", "IMR601"]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_text_of_a_scan_in_the_reading_view(browser: Browser, server: Server, width: int) -> None:
    for scheme in ("light", "dark"):
        with opened(browser, server.address, width, scheme) as page:
            page.locator("#draft").fill(SCANNED)
            page.locator("#cards .card").first.wait_for()
            assert overlay_fits(page)
            page.get_by_role("button", name="Read").click()
            page.locator("article.letter").wait_for()
            assert "CL1NICAL CASE SUMMARY" in (page.locator(".letter .mark").all_text_contents())
            page.get_by_text("What was read").click()
            page.locator(".tree details summary", has_text="Header").click()
            page.locator(".tree li", has_text="CM16-0902277").last.wait_for()
            check_accessible(page)
            page.get_by_role("button", name="Edit").click()
            assert overlay_fits(page)
            if scheme == "dark":
                check_accessible(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_word_draft_and_downloads(
    browser: Browser, server: Server, width: int, tmp_path: Path
) -> None:
    file = tmp_path / "draft é.docx"
    document = docx.Document(BytesIO(word_draft(letter_of(SAMPLES / "2016-pdfium-lumbar-mri.txt"))))
    named = next(one for one in document.paragraphs if "The injured worker is" in one.text)
    named.add_run(" Dr. Jane Okafor called.")
    file.write_bytes(saved(document))
    with opened(browser, server.address, width) as page:
        page.locator("#file").set_input_files(file)
        page.locator("#name", has_text="draft é.docx").wait_for()
        assert "IMR601" in codes(page)
        assert overlay_fits(page)
        check_accessible(page)
        with ZipFile(BytesIO(saved_file(page, "Word file with comments"))) as archive:
            assert "a person is named" in archive.read("word/comments.xml").decode()
        text = page.locator("#draft").input_value()
        page.locator("#draft").fill(text.replace("Dr. Jane Okafor", "The treating physician"))
        wait_for(page, "no findings")
        changed = saved_file(page, "Word file with tracked changes")
        with ZipFile(BytesIO(changed)) as archive:
            assert "Okafor</w:delText>" in archive.read("word/document.xml").decode()
        page.locator("#draft").fill(text)
        wait_for(page, "1 warning")
        assert b"Dr. Jane Okafor" in saved_file(page, "Text")
        letter = json.loads(saved_file(page, "JSON"))["letter"]
        assert letter["header"]["case_number"] == "CM16-0900123"
        with ZipFile(BytesIO(saved_file(page, "Rows of the tables (CSV)"))) as archive:
            assert "CM16-0900123" in archive.read("letters.csv").decode()
        assert saved_file(page, "Page (HTML)").startswith(b"<!doctype html>")


def test_dropping_files(browser: Browser, server: Server) -> None:
    with opened(browser, server.address, WIDTHS[0]) as page:
        drop(page, "a.pdf", pdf(sample_text("2017-pdfplumber-norco")))
        page.locator("#about", has_text="CM17-0900502").wait_for()
        drop(page, "late.txt", LATE.replace("\n", "\r\n").encode())
        page.locator("#name", has_text="late.txt").wait_for()
        assert saved_file(page, "Text") == LATE.replace("\n", "\r\n").encode()


def test_a_bad_file_is_told_and_changes_nothing(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.address)
    page.locator("#draft").fill(NAMED)
    wait_for(page, "1 warning")
    drop(page, "bad.docx", b"PK\x03\x04 no archive")
    page.get_by_role("alert").get_by_text("bad.docx: ").wait_for()
    assert page.locator("#draft").input_value() == NAMED
    check_accessible(page)
    page.locator("#draft").fill(MISSPELT)
    wait_for(page, "1 error")
    assert page.get_by_role("alert").is_hidden()
    context.close()


def drop(page: Page, name: str, data: bytes) -> None:
    """Drop a file onto the page."""
    page.evaluate(
        """([name, data]) => {
          const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([bytes], name));
          document.getElementById("draft").dispatchEvent(
            new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
        }""",
        [name, b64encode(data).decode()],
    )


def test_the_answer_to_a_keystroke(browser: Browser, server: Server, tmp_path: Path) -> None:
    """From the event to the findings. The machine may be busy, so what is asserted is the
    processor time of the browser and the server; `--log-cli-level=INFO` shows the time that
    passes in the browser's trace."""
    trace = tmp_path / "trace.json"
    with opened(browser, server.address, WIDTHS[0]) as page:
        page.evaluate("document.addEventListener('input', () => performance.mark('typed'), true)")
        page.locator("#draft").fill(DRAFT)
        wait_for(page, "1 error, 2 warnings, 1 note")
        browser.start_tracing(page=page, path=trace, categories=["blink.user_timing"])
        before = computed(browser, server)
        for _ in range(KEYS):
            page.locator("#draft").press("a")
            page.wait_for_function(
                "() => performance.getEntriesByName('shown').at(-1).startTime > "
                "performance.getEntriesByName('typed').at(-1).startTime"
            )
        each = (computed(browser, server) - before) / KEYS
        browser.stop_tracing()
    waits = in_trace(trace)
    _LOG.info("keystroke to findings: %.0f ms, the median of %d", median(waits), len(waits))
    _LOG.info("processor time of the browser and the server: %.0f ms", each)
    assert len(waits) == KEYS
    assert each <= FEW


def in_trace(trace: Path) -> list[float]:
    """The milliseconds from each keystroke to its findings."""
    events = json.loads(trace.read_text("utf-8"))["traceEvents"]
    marks = {
        name: sorted(event["ts"] / 1000 for event in events if event["name"] == name)
        for name in ("typed", "shown")
    }
    return [next(at for at in marks["shown"] if at > typed) - typed for typed in marks["typed"]]


def computed(browser: Browser, server: Server) -> float:
    """The milliseconds of processor time that the browser and the server have used so far."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    in_browser: float = sum(one["cpuTime"] for one in processes)
    return 1000 * (in_browser + server.computed())


# The page as a file


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_several_files(browser: Browser, width: int, folder: Path) -> None:
    names = [write("draft.txt", DRAFT), write("scan.txt", SCANNED), write("bad.pdf", "none")]
    done = CliRunner().invoke(main, ["lint", "--format", "html", *names])
    file = folder / "findings.html"
    file.write_bytes(done.stdout_bytes)
    for scheme in ("light", "dark"):
        with opened(browser, file.as_uri(), width, scheme) as page:
            assert page.locator("article").count() == 3
            check_accessible(page)
            if (width, scheme) == (WIDTHS[0], "light"):
                page.locator("#l1-title").scroll_into_view_if_needed()
                picture(page, "findings.png")
            page.get_by_label("privacy").uncheck()
            assert not page.locator(".card[data-group=privacy]").is_visible()
            page.locator(".mark", has_text="CLINICAL CASE SUMARY").press("Enter")
            assert page.locator(".card:target .code").inner_text() == "IMR009"
            page.emulate_media(media="print")
            assert not page.locator(".filters").is_visible()
            assert len(page.pdf()) > 10_000
