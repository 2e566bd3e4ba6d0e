"""Letters as HTML: the page of several letters, its text, its findings and its tree."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from helpers.commands import write
from helpers.letters import LATE, MISSPELT, SAMPLES, SOUND, STATE, sample_names, sample_text

import imrparse
from imrparse import Diagnostic, Severity, Source, Span
from imrparse.cli import main
from imrparse.reports.html.article import Letter, Look, article, read_letter
from imrparse.reports.html.blocks import blocks
from imrparse.reports.html.page import Page
from imrparse.text.visible import visible_lines

DRAFT = LATE.replace("California, Nevada", "Californa, Nevada")
_VOID = ("meta", "input")


class Read(HTMLParser):
    """The texts, ids and links of a page. Fails for a tag that is not closed or an id that occurs
    twice."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: dict[str, str] = {}
        """The texts in elements of a class, one after another."""
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.feed(html)
        assert self.open == []
        assert len(set(self.ids)) == len(self.ids)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self.open.append((tag, values.get("class", "")))
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if "href" in values else []
        self.links += [f"#{one}" for one in values.get("aria-describedby", "").split()]
        self.sources += [values["src"]] if "src" in values else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, names in self.open:
            for name in names.split():
                self.texts[name] = self.texts.get(name, "") + data


def shown(text: str, findings: Sequence[Diagnostic] | None = None) -> Read:
    found = imrparse.lint(text) if findings is None else findings
    letter = read_letter("a.txt", imrparse.Loaded(text, "text"), found)
    page = Page("Letters")
    page.add(letter)
    return Read(page.html())


def as_seen(text: str) -> str:
    return visible_lines(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "page break"))


@pytest.mark.parametrize("name", sample_names())
def test_the_whole_text_is_shown(name: str) -> None:
    text = sample_text(name)
    assert shown(text, imrparse.analyze(text).diagnostics).texts["text"] == as_seen(text)


@pytest.mark.parametrize(
    "text", ["", "no letter\r\n", MISSPELT, DRAFT, " ".join(SOUND.split()), SOUND[:900], SOUND * 2]
)
def test_links_lead_to_a_place_on_the_page(text: str) -> None:
    page = shown(text)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert page.texts.get("text", "") == as_seen(text)


@given(st.data())
def test_findings_anywhere_keep_the_text(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from("ab <&\r\n\f\u202e\ufeff"), max_size=30))
    source, found = Source(text), []
    for _ in range(data.draw(st.integers(0, 5))):
        ends = data.draw(st.tuples(*[st.integers(0, len(text))] * 2).map(sorted))
        severity = data.draw(st.sampled_from(Severity))
        found.append(Diagnostic("IMR701", severity, "<m>", Span(*ends), source=source))
    found.sort(key=lambda one: one.span)
    page = shown(text, found)
    assert page.texts.get("text", "").replace("\n", "") == as_seen(text).replace("\n", "")
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_parts_are_named_in_order() -> None:
    source = Source(SOUND)
    found = blocks(imrparse.parse(SOUND), source)
    names = [block.name for block in found]
    assert names[:4] == ["Header", "Reviewer", "Summary", "Issue 1"]
    assert names[4:7] == ["Claims administrator", "MAXIMUS", "Rationale"]
    assert "".join(SOUND[slice(*block.span)] for block in found) == SOUND
    assert SOUND[found[2].span.start :].startswith("CLINICAL CASE SUMMARY")


def test_text_around_a_letter_has_blocks_of_its_own() -> None:
    text = f"From: a@example.com\nSubject: letter\n\n{SOUND}\nSincerely,\nThe clerk\n"
    letter = imrparse.analyze(text).determination
    names = [block.name for block in blocks(letter, Source(text))]
    assert (names[0], names[1], names[-1]) == ("Before the letter", "Header", "After the letter")


def test_a_finding_stands_beside_its_words() -> None:
    html = article(
        read_letter("a.txt", imrparse.Loaded(DRAFT, "text"), imrparse.lint(DRAFT)), Look()
    )
    late, state = (
        block for block in re.findall(r"<section.*?</section>", html, re.DOTALL) if "card" in block
    )
    assert ">Header</h3>" in late
    assert "the application was received 32 days after the UR denial" in late
    assert 'href="#l1-f1" aria-describedby="l1-f1-m" id="l1-m1">11/21/2016</a>' in late
    assert ">Reviewer</h3>" in state
    assert "<del>Californa</del> <ins>California</ins>" in state
    assert "<button" not in html


def test_an_interactive_page_has_buttons_for_fixes() -> None:
    letter = read_letter("a.txt", imrparse.Loaded(STATE, "text"), imrparse.lint(STATE))
    assert 'data-finding="1" data-fix="0"' in article(letter, Look(interactive=True))


def test_the_tree_unfolds() -> None:
    page = shown(SOUND)
    assert "Case number CM16-0902277" in re.sub(r"\s+", " ", page.texts["tree"])
    assert "Body part left knee" in page.texts["tree"]


def test_nothing_is_loaded_and_only_the_own_script_runs() -> None:
    letter = Letter("<script>alert(1)</script>", Source(SOUND), imrparse.parse(SOUND), ())
    page = Page("Letters")
    page.add(letter)
    html = page.html()
    read = Read(html)
    assert read.sources == []
    assert all(link.startswith("#") for link in read.links)
    assert html.count("<script>") == 1
    assert "default-src 'none'; style-src 'sha256-" in unescape(html)


# In notebooks


def test_an_analysis_is_shown_in_short() -> None:
    html = imrparse.analyze(MISSPELT)._repr_html_()
    page = Read(html)
    assert page.texts["imrparse"].count("CM16-0902277") == 3  # title, table and text
    assert "'CLINICAL CASE SUMARY' is misspelt" in page.texts["message"]
    assert page.texts["mark"] == "CLINICAL CASE SUMARY"
    assert "color" not in html


def test_an_analysis_of_the_lower_floors_alone_shows_the_letter() -> None:
    program = (
        "from imrparse.parsing import reader; from imrparse.text.source import Source; "
        "found = reader.analyze(Source('x')); "
        "print(found._repr_html_() == found.determination._repr_html_())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"True"]


# By the command


def command(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, args)
    return done.exit_code, done.stdout


@pytest.mark.usefixtures("folder")
def test_lint_writes_one_page_for_all_files() -> None:
    names = [write("sound.txt", SOUND), write("a & b.txt", LATE), write("c.pdf", "no PDF")]
    status, html = command("lint", "--format", "html", *names)
    page = Read(html)
    assert status == 1
    assert {"l1-title", "l2-title", "l2-f1", "l3-title"} <= set(page.ids)
    assert "not a PDF, although its name says so" in page.texts["failed"]
    assert page.texts["letter"].count("CLINICAL CASE SUMMARY") >= 2


@pytest.mark.usefixtures("folder")
def test_fixed_text_is_shown() -> None:
    write("a.txt", STATE)
    status, html = command("lint", "--fix", "--format", "html", "a.txt")
    assert status == 0
    assert "California, Nevada" in Read(html).texts["text"]


@pytest.mark.usefixtures("folder")
def test_parse_shows_letters_with_errors_too() -> None:
    status, html = command("parse", "--format", "html", write("a.txt", MISSPELT), "none.txt")
    page = Read(html)
    assert status == 1
    assert "CLINICAL CASE SUMARY" in page.texts["text"]
    assert "No such file" in page.texts["failed"]


def test_a_folder_of_samples_is_one_page() -> None:
    status, html = command("parse", "--format", "html", str(Path(SAMPLES)))
    assert status == 0
    assert len(re.findall("<article", html)) == len(list(SAMPLES.glob("*.txt")))
