"""Fixes that work one by one but not together, and text inserted beside a part."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from helpers.letters import MISSPELT, NAMED, SOUND, STATE

import imrparse
from imrparse import Diagnostic, Edit, Fix, Fixed, LintConfig, Loaded, Severity, Source, Span
from imrparse.linting.fixing import Content, apply, fix

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
