"""Fixes that work one by one but not together, and text inserted beside a part."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from helpers.letters import MISSPELT, NAMED, SOUND, STATE

import imrparse
from imrparse import Diagnostic, Edit, Fix, Fixed, LintConfig, Loaded, Severity, Source, Span
from imrparse.linting.fixing import Content, apply, fix
from imrparse.parsing.reader import reader
from imrparse.printing.lost import lost_texts

LINE = "clinical case summary"
TEXT = SOUND.replace("The provider noted", f"\n\n{LINE}\n\nThe provider noted")
"""The letter with a line in its summary that would be a heading in capitals."""


def capitals(*words: str) -> Callable[[str], list[Diagnostic]]:
    """A linter whose fixes write some words of the line in capitals."""

    def lint(text: str) -> list[Diagnostic]:
        line = text.lower().index(LINE, text.index("McMurray"))
        starts = [text.find(word, line, line + len(LINE)) for word in words]
        return [
            finding(text, Span(start, start + len(word)), word.upper())
            for start, word in zip(starts, words, strict=True)
            if start >= 0
        ]

    return lint


def finding(text: str, span: Span, put: str) -> Diagnostic:
    fixes = (Fix("write capitals", (Edit(span, put),), safe=True),)
    return Diagnostic("IMR999", Severity.NOTE, "small", span, source=Source(text), fixes=fixes)


@pytest.mark.parametrize(
    ("words", "mended", "taken_back"),
    [
        (["clinical", "case", "summary"], "CLINICAL CASE summary", ["summary"]),
        (["clinical", "case"], "CLINICAL CASE summary", []),
        (["clinical", "summary"], "CLINICAL case SUMMARY", []),
    ],
)
def test_fixes_that_only_together_spoil_the_letter(
    words: list[str], mended: str, taken_back: list[str]
) -> None:
    """Each of the three may be applied alone, but together they create a second heading."""
    fixed = fix(TEXT, capitals(*words))
    assert fixed.text == TEXT.replace(f"\n{LINE}\n", f"\n{mended}\n")
    assert [one.source.text[slice(*one.span)] for one in fixed.taken_back] == taken_back


def kept(text: str, place: int, put: str) -> bool:
    """Whether the letter keeps its content when something is inserted at an offset."""
    edit = Edit(Span(place, place), put)
    return Content(text).is_kept_in(apply(text, [edit]), [edit], safe=False)


@pytest.mark.parametrize("put", [": ", ": It is so. "])
def test_text_inserted_before_a_text_may_belong_to_its_label(put: str) -> None:
    text = SOUND.replace("Decision rationale: According", "Decision rationale According")
    assert kept(text, text.index("According"), put)


def test_text_inserted_after_a_text_may_become_a_part() -> None:
    labels = ("Claims Administrator guideline", "MAXIMUS guideline", "Decision rationale")
    issue = "".join(f"\n\n{label}: None of these." for label in labels)
    wording = "left knee arthroscopy is not medically necessary."
    place = SOUND.index(wording) + len(wording)
    assert kept(SOUND, place, f"\n\nKnee brace: Upheld{issue}")
    assert not kept(SOUND, place - len(wording), f"\n\nKnee brace: Upheld{issue}")


def codes(found: tuple[imrparse.Diagnostic, ...]) -> list[str]:
    return [one.code for one in found]


def test_a_draft_without_faults() -> None:
    assert imrparse.fix(SOUND) == Fixed(text=SOUND, applied=(), left=())


def test_fixable_faults() -> None:
    fixed = imrparse.fix(MISSPELT)
    assert (fixed.text, codes(fixed.applied), fixed.left) == (SOUND, ["IMR009"], ())


def test_unfixable_faults_are_left() -> None:
    fixed = imrparse.fix(NAMED.replace("California, N", "Californa, N"))
    assert codes(fixed.applied) == ["IMR015"]
    assert codes(fixed.left) == ["IMR601"]
    assert fixed.text == NAMED
    assert fixed.left == imrparse.lint(fixed.text)


def test_unsafe_fixes_are_applied_if_requested() -> None:
    statement = r"The Expert Reviewer based their(.|\n)*?MTUS Guidelines\.\s+"
    silent = re.sub(statement, "", SOUND, count=1)
    assert codes(imrparse.fix(silent).left) == ["IMR507"]
    fixed = imrparse.fix(silent, unsafe=True)
    assert (codes(fixed.applied), fixed.left) == (["IMR507"], ())
    assert imrparse.parse(fixed.text) == imrparse.parse(SOUND)


def test_a_configuration() -> None:
    text = STATE
    assert codes(imrparse.fix(text).applied) == ["IMR015"]
    assert imrparse.fix(text, config=LintConfig(ignore=("IMR015",))).text == text


def test_a_letter_and_a_file() -> None:
    letter = imrparse.parse(STATE)
    assert imrparse.fix(letter) == imrparse.fix(STATE)
    assert imrparse.fix(Loaded(STATE, "pdf")).text == SOUND
    edited = imrparse.replace(letter, letter.summary, text=letter.summary.text + " The the end.")
    fixed = imrparse.fix(edited)
    assert fixed.text != imrparse.unparse(edited)
    assert imrparse.parse(fixed.text).reviewer == imrparse.parse(SOUND).reviewer


# Parts out of order, doubled or missing

SUMMARY, ISSUES = SOUND.index("CLINICAL CASE SUMMARY"), SOUND.index("IMR ISSUES, DECISIONS")
INTRODUCTION = SOUND[SUMMARY : SOUND.index("The injured worker is")].partition("\n\n")[2]
CITED = (
    "guideline: Decision based on MTUS Knee Complaints 2004, Section(s): Surgical\nConsiderations."
)
CLAIMS, MAXIMUS = f"Claims Administrator {CITED}\n\n", f"MAXIMUS {CITED}\n\n"
RATIONALE = SOUND[SOUND.index("Decision rationale:") : SOUND.index("Associated surgical")]

MENDED = {
    "swapped labels": SOUND.replace(CLAIMS + MAXIMUS, MAXIMUS + CLAIMS),
    "a rationale above": SOUND.replace(CLAIMS + MAXIMUS + RATIONALE, RATIONALE + CLAIMS + MAXIMUS),
    "no heading": SOUND.replace("CLINICAL CASE SUMMARY\n\n", ""),
    "no label": SOUND.replace("Decision rationale: According", "According"),
    "no other label": SOUND.replace("MAXIMUS guideline: Decision", "Decision", 1),
}
"""Drafts that safe fixes turn into the sound letter."""
REPEATED = {
    "a heading twice": SOUND.replace("CLINICAL", "CLINICAL CASE SUMMARY\n\nCLINICAL"),
    "an introduction twice": SOUND.replace(INTRODUCTION, INTRODUCTION * 2),
    "an introduction below": SOUND[:ISSUES] + INTRODUCTION + SOUND[ISSUES:],
    "a label twice": SOUND.replace(MAXIMUS, MAXIMUS * 2),
    "a rationale twice": SOUND.replace(RATIONALE, RATIONALE * 2),
}
"""Drafts that other fixes turn into it, since a safe one removes nothing."""
KEPT = {
    "another citation": SOUND.replace(MAXIMUS, MAXIMUS + MAXIMUS.replace("Knee", "Shoulder")),
    "another rationale": SOUND.replace(RATIONALE, RATIONALE + RATIONALE.replace("However", "But")),
    "a line between": SOUND.replace(
        "The Final Determination", "Check this.\n\nThe Final Determination"
    ),
    "in the summary": SOUND.replace("The provider noted", f"\n\n{INTRODUCTION}The provider noted"),
}
"""Drafts with texts that no part holds, so that no safe fix removes them."""
MOVED = SOUND[:SUMMARY] + SOUND[ISSUES:].rstrip() + "\n\n" + SOUND[SUMMARY:ISSUES].rstrip() + "\n"
CRLF = MENDED["swapped labels"].replace("\n", "\r\n")


@pytest.mark.parametrize("draft", [*MENDED.values(), MOVED], ids=[*MENDED, "sections"])
def test_parts_are_moved_removed_and_inserted(draft: str) -> None:
    fixed = imrparse.fix(draft)
    assert (fixed.text.strip(), fixed.left) == (SOUND.strip(), ())


@pytest.mark.parametrize("draft", REPEATED.values(), ids=REPEATED)
def test_a_repeated_part_is_removed_if_asked_for(draft: str) -> None:
    assert imrparse.fix(draft).text == draft
    fixed = imrparse.fix(draft, unsafe=True)
    assert (fixed.text.strip(), fixed.left) == (SOUND.strip(), ())


def test_fixes_of_parts_keep_line_ends_and_marks() -> None:
    assert imrparse.fix(CRLF).text == SOUND.replace("\n", "\r\n")
    marked = imrparse.format(imrparse.parse(SOUND), style="markdown")
    for heading in re.findall(r"(?m)^#.*\n\n", marked):
        assert imrparse.fix(marked.replace(heading, "")).text == marked


@pytest.mark.parametrize("draft", KEPT.values(), ids=KEPT)
@pytest.mark.parametrize("unsafe", [False, True])
def test_fixes_of_parts_lose_no_text(draft: str, unsafe: bool) -> None:
    """Even if asked for, only the label of a second part is removed."""
    assert codes(imrparse.lint(draft))[-1] in ("IMR007", "IMR014")
    fixed = imrparse.fix(draft, unsafe=unsafe)
    wording = set(f"{INTRODUCTION} MAXIMUS guideline: Decision rationale:".split())
    assert set(draft.split()) - wording <= set(fixed.text.split())
    for text in ("Shoulder", "But, the", "Check this.", "The provider noted"):
        assert draft.count(text) == fixed.text.count(text)


@pytest.mark.parametrize("draft", [*MENDED.values(), *REPEATED.values(), *KEPT.values()])
def test_a_print_lacks_no_text_unless_it_says_so(draft: str) -> None:
    reading = reader().read(Source(draft))
    printed = imrparse.format(reading.letter)
    lost = [draft[slice(*span)] for span in lost_texts(reading, printed)]
    assert bool(lost) == (not set(draft.split()) <= set(printed.split()))
    assert set(draft.split()) <= set(f"{printed} {' '.join(lost)}".split())
