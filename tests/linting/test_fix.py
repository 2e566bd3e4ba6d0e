"""`imrparse.fix`: its arguments and its result."""

from __future__ import annotations

import re

from helpers.drafts import MISSPELT, NAMED, STATE
from helpers.letters import SOUND

import imrparse
from imrparse import Fixed, LintConfig, Loaded


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
