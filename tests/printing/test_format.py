"""Letters printed in canonical form."""

from __future__ import annotations

import re
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from helpers.effort import tries
from helpers.layouts.dialects import DIALECTS, lay_out
from helpers.letter_checks import check_letter, check_prints
from helpers.letter_strategies import contents
from helpers.letters import SHARED, sample_names, sample_text

import imrparse
from imrparse import Determination, Template, UnprintableError
from imrparse.printing import canonical
from imrparse.printing.styles import render

SAMPLES = sample_names()
WIDTH = 95

each_sample = pytest.mark.parametrize("name", SAMPLES)


def read(name: str) -> Determination:
    return imrparse.parse(sample_text(name))


@each_sample
def test_letter(name: str, snapshot: SnapshotAssertion) -> None:
    text = imrparse.format(read(name))
    assert text == snapshot
    assert max(map(len, text.split("\n"))) <= WIDTH
    assert not re.search(r"[ \t]$|\n\n\n", text, re.MULTILINE)
    assert text.endswith(".\n") or not read(name).issues[-1].rationale.text.endswith(".")


@each_sample
def test_markdown(name: str, snapshot: SnapshotAssertion) -> None:
    text = imrparse.format(read(name), "markdown")
    assert text == snapshot
    assert "\n\n\n" not in text


@each_sample
def test_markdown_renders_as_a_clean_page(name: str) -> None:
    """One block each, no leftover marks, and separate lines where they belong."""
    markdown = pytest.importorskip("markdown_it").MarkdownIt()
    letter = read(name)
    html = markdown.render(imrparse.format(letter, "markdown"))
    assert re.findall("<h3>(.*)</h3>", html) == [
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        "CLINICAL CASE SUMMARY",
        "IMR ISSUES, DECISIONS AND RATIONALES",
    ]
    assert not re.search(r"\*\*|###|<(ul|ol|li|pre|code|blockquote|em|hr)\b", html)
    breaks = (6 if letter.header else 0) + (0 if letter.template is Template.G2A else 2)
    assert html.count("<br") == breaks
    assert len(re.findall(r"<strong>.*: (?:Upheld|Overturned)</strong>", html)) == len(
        letter.issues
    )


@each_sample
def test_width_and_line_ends(name: str) -> None:
    letter = read(name)
    usual = imrparse.format(letter)
    assert imrparse.format(letter, width=WIDTH, line_end="\n") == usual
    for line_end in ("\r\n", "\r"):
        assert imrparse.format(letter, line_end=line_end) == usual.replace("\n", line_end)
    for width in (60, 200):
        text = imrparse.format(letter, width=width)
        assert imrparse.parse(text) == letter
        sentence = "The Expert Reviewer has the following credentials:"
        long = [line for line in text.split("\n") if len(line) > width]
        assert all(
            line.startswith((" ", "Date ", "Decision Date", "Prio", sentence)) for line in long
        )


@pytest.mark.parametrize("width", [1, 2, 7, 20, 1000])
def test_any_width_is_parsed_back(width: int) -> None:
    for name in SAMPLES:
        letter = read(name)
        text = imrparse.format(letter, width=width)
        assert imrparse.parse(text) == letter
        assert imrparse.format(imrparse.parse(text), width=width) == text


def test_very_narrow_letter() -> None:
    """A request of very many lines gets wider ones, and a label has a word beside it."""
    letter = read("2016-pdftotext-raw-home-health-aide")
    issue = evolve(letter.issues[0], rationale=imrparse.Rationale("Yes, it is."))
    letter = evolve(letter, issues=(issue, issue, issue))
    text = imrparse.format(letter, width=1)
    assert imrparse.parse(text) == letter
    assert "Decision rationale: Yes,\nit\nis.\n" in text
    request = text.split("set forth below:".replace(" ", "\n"))[1]
    request = request.split("Claims Administrator guideline:")[0].strip()
    assert 20 < request.count("\n") < 40


def test_layout_makes_no_difference() -> None:
    """One letter in every dialect gives the same print."""
    letter = read("2016-markdown-acupuncture")
    content: Any = imrparse.to_dict(letter)
    content["summary"] = letter.summary.text
    content["issues"] = [
        {key: value if key == "decision" else value["text"] for key, value in issue.items()}
        for issue in content["issues"]
    ]
    prints = {
        imrparse.format(imrparse.parse(lay_out(content, dialect, hyphen_breaks=False)))
        for dialect in DIALECTS
        if dialect != "pypdf-layout"  # which separates words
    }
    assert prints == {imrparse.format(letter)}


def test_each_generation_has_its_wording() -> None:
    for name in SAMPLES:
        text = " ".join(imrparse.format(read(name)).split())
        is_2014 = name.startswith("2014")
        assert ("disputed items/services. He/she" in text) == is_2014
        assert ("disputed items/Service. He/she" in text) != is_2014
        assert ("State(s) of Licensure:" in text) != is_2014
    half = imrparse.format(read("2014-seed-half-hand-therapy"))
    assert "is Board Certified Orthopedic Surgery, has a subspecialty in" in " ".join(half.split())


def test_generation_can_be_changed() -> None:
    """Credentials move between the paragraph of 2014 and the block of 2015."""
    letter = read("2015-seed-double-back-brace")
    inline = evolve(letter, template=Template.G2A)
    assert "and is licensed to practice in" in " ".join(imrparse.format(inline).split())
    check_prints(inline)
    assert imrparse.format(evolve(inline, template=letter.template)) == imrparse.format(letter)


def test_letters_of_2015_and_later_are_distinguished_by_content() -> None:
    letter = read("2016-pdfium-lumbar-mri")
    assert evolve(letter, template=Template.G2B).template is Template.G2C
    bare = imrparse.Guideline("None.")
    issue = evolve(letter.issues[0], claims_administrator_guideline=bare, maximus_guideline=bare)
    edited = evolve(letter, issues=(issue,))
    assert edited.template is Template.G2C  # by the year of its decision
    without = evolve(edited, header=None)
    assert without.template is Template.G2B
    assert imrparse.parse(imrparse.unparse(without)) == without


def test_letter_from_plain_values() -> None:
    for name in SAMPLES:
        letter = read(name)
        again = imrparse.from_dict(imrparse.to_dict(letter))
        assert imrparse.format(again) == imrparse.format(letter)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"issues": ()}, "without issues"),
        ({"summary": imrparse.Summary("")}, "summary is empty"),
        ({"reviewer": imrparse.Reviewer()}, "reviewer.licensure is empty"),
        (
            {"reviewer": imrparse.Reviewer(("Ohio",), ("Pain",), ("Spine",))},
            "only in letters of 2014",
        ),
        ({"summary": imrparse.Summary("A ** sprain.")}, "summary.text: 'A [*][*] sprain.' is read"),
    ],
)
def test_unprintable_letters(changes: dict[str, Any], message: str) -> None:
    letter = evolve(read("2016-pdfium-lumbar-mri"), **changes)
    with pytest.raises(UnprintableError, match=message):
        imrparse.format(letter, "markdown")


def test_missing_parts_are_named() -> None:
    text = sample_text("2016-pypdf-knee-arthroscopy-ten-issues")
    faulty = text.replace(": Upheld", ": Denied", 1).replace("12/07/2016", "", 1)
    letter = imrparse.analyze(faulty).determination
    with pytest.raises(UnprintableError, match=r"issues\[\d+\]\.decision is missing|header\."):
        imrparse.format(letter)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"style": "html"}, "'html' is not a style; choose one of 'letter', 'markdown'"),
        ({"width": 0}, "a line can't be 0 wide"),
        ({"line_end": "\f"}, "is not a line end; choose one of"),
    ],
)
def test_wrong_options(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        imrparse.format(read("2016-pdfium-lumbar-mri"), **options)


# The built-in check


def test_print_parsed_differently_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "render", lambda *a: render(*a).replace("lumbar", "cervical"))
    with pytest.raises(UnprintableError, match=r"^the letter can't be .* is read back as") as error:
        imrparse.format(read("2016-pdfium-lumbar-mri"))
    assert "issues[0].request.text: 'MRI of the lumbar spine" in str(error.value)


def test_print_with_an_error_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "render", lambda *a: render(*a).replace("CASE SUM", "CASE SUMM"))
    with pytest.raises(UnprintableError, match="would have an error: 'CLINICAL CASE SUMMMARY'"):
        imrparse.format(read("2016-pdfium-lumbar-mri"))


# In general


@settings(max_examples=20)
@given(data=st.data())
def test_generated_letters(data: st.DataObject) -> None:
    check_generated(data)


@settings(max_examples=tries(400))
@given(data=st.data())
@pytest.mark.slow(seconds=20)
def test_many_generated_letters(data: st.DataObject) -> None:
    check_generated(data)


def check_generated(data: st.DataObject) -> None:
    template = data.draw(st.sampled_from(["2014", "2015", "2016"]))
    content = data.draw(contents(template))
    dialect = data.draw(st.sampled_from(DIALECTS))
    letter = imrparse.parse(lay_out(content, dialect, template=template, hyphen_breaks=False))
    check_prints(letter)
    width = data.draw(st.integers(1, 150))
    line_end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = imrparse.format(letter, width=width, line_end=line_end)
    again = imrparse.parse(text)
    assert again == letter
    assert imrparse.format(again, width=width, line_end=line_end) == text


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="needs the published letters")
def test_published_letters() -> None:
    paths = [*SHARED.glob("letters/*/*.txt"), *SHARED.glob("seeds/*.txt")]
    assert paths
    for path in sorted(paths):
        check_letter(path.read_bytes().decode())
