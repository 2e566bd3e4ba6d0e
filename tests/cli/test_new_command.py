"""`imrparse new`: drafting templates, whose gaps the linter names one by one."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from helpers.commands import content, write
from helpers.letters import SOUND, SOUND_2014, SOUND_2015

import imrparse
from imrparse import Determination, Severity, Template
from imrparse.cli import main
from imrparse.printing.blocks import cell_value
from imrparse.printing.template import placeholders

pytestmark = pytest.mark.usefixtures("folder")

LETTERS = {
    Template.G2A: SOUND_2014,
    Template.G2B: SOUND_2015,
    Template.G2C: SOUND,
}
GAP = re.compile("|".join(map(re.escape, sorted(placeholders(), key=len, reverse=True))))


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["new", *args])


def filled_in(template: str, letter: Determination) -> str:
    """A template with the values of a letter's first issue in its gaps, in their order."""
    header, issue = letter.header, letter.issues[0]
    assert header
    assert issue.decision
    cells = ("case_number", "date_assigned", "date_of_injury", "decision_date")
    values = [getattr(header, name) for name in (*cells, "ur_denial_date", "priority")]
    values += [header.application_received]
    reviewer = [", ".join(letter.reviewer.licensure), ", ".join(letter.reviewer.specialties)]
    if letter.template is Template.G2A:
        reviewer.reverse()
    texts = [letter.summary.text, issue.request.text, issue.decision.value]
    guideline = ["Chronic Pain Medical Treatment Guidelines Acupuncture", "13"]
    if letter.template is Template.G2C:
        guideline = ["Knee Complaints 2004", "Surgical Considerations"]
    gaps = iter([*map(cell_value, values), *reviewer, *texts, *guideline * 2, issue.rationale.text])
    filled = GAP.sub(lambda _: next(gaps), template)
    assert next(gaps, None) is None
    return filled


@pytest.mark.parametrize("template", LETTERS)
def test_a_template_that_is_filled_in_is_a_letter(template: Template) -> None:
    assert run("--generation", template.value, "letter.md").exit_code == 0
    written = imrparse.parse(LETTERS[template])
    text = filled_in(content("letter.md"), written)
    letter = imrparse.parse(text)
    assert (letter.template, letter.header) == (template, written.header)
    assert letter.issues[0].rationale == written.issues[0].rationale
    found = [one for one in imrparse.lint(text) if one.severity is not Severity.NOTE]
    assert [one.message for one in found] == []


@pytest.mark.parametrize("name", ["letter.docx", "letter.md", "letter.txt"])
@pytest.mark.parametrize("template", LETTERS)
def test_each_gap_is_reported_once(template: Template, name: str) -> None:
    assert run("--generation", template.value, name).exit_code == 0
    loaded = imrparse.load(name, limited=False)
    found = imrparse.lint(loaded)
    gaps = list(GAP.finditer(re.sub(r"\s", " ", loaded.text)))
    assert len(gaps) == 17
    for one, gap in zip(found, gaps, strict=True):
        assert gap.start() <= one.span.start <= gap.end(), one.message


def test_a_notice_of_2013() -> None:
    assert run("--generation", "g0", "letter.txt").exit_code == 0
    text = content("letter.txt")
    assert len(imrparse.lint(text)) == text.count("[date]") + text.count("[decision]")
    values = {
        "[date]": "9/12/2013",
        "[decision]": "is not medically necessary and appropriate",
        "[states]": "California",
        "[specialties]": "Neurology",
        "[requested treatment]": "an MRI of the left knee",
        "[clinical summary]": "The patient fell.",
    }
    letter = imrparse.parse(GAP.sub(lambda gap: values[gap[0]], text))
    assert letter.template is Template.G0
    assert letter.issues[0].request.text == "an MRI of the left knee"


def test_gaps_are_highlighted_in_word() -> None:
    assert run("letter.docx", "--issues", "2").exit_code == 0
    document = docx.Document(BytesIO(Path("letter.docx").read_bytes()))
    paragraphs = [*document.paragraphs]
    paragraphs += [p for row in document.tables[0].rows for c in row.cells for p in c.paragraphs]
    runs = [one for paragraph in paragraphs for one in paragraph.runs]
    marked = [one.text for one in runs if one.font.highlight_color]
    assert len(marked) == 24
    assert set(marked) <= placeholders()
    assert document.core_properties.author == ""


def test_nothing_is_overwritten_unless_forced() -> None:
    write("letter.md", "mine")
    refused = run("letter.md")
    assert (refused.exit_code, content("letter.md")) == (2, "mine")
    assert "letter.md exists; --force replaces it." in refused.stderr
    assert run("letter.md", "--force").exit_code == 0
    assert content("letter.md") == run("-").stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("letter.pdf",), "must be a file ending in .docx, .md or .txt, not letter.pdf"),
        (("letter.md", "--generation", "G1"), "'G1' is not one of"),
        (("nowhere/letter.md",), "letter.md: not written: No such file"),
    ],
)
def test_what_can_not_be_written(args: tuple[str, ...], message: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr
