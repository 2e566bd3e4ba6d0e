"""Which edits are safe: those that keep every word up to its spelling, and make no decision."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from helpers.letters import SOUND

import imrparse
from imrparse import Edit, Span
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.safe_fixes import TextKind, fix, keeps_words, same_words

EVERYWHERE = [
    ("low  back\npain", "low back pain"),
    ("non- certified", "non-certified"),
    ("12- 31- 15", "12-31-15"),
    ("in\u00adflammation", "inflammation"),
    ("low\u00a0back", "low back"),
    ("an e\ufb03cient \ufb01x", "an efficient fix"),
    ("It\u00e2\u20ac\u2122s worse", "It\u2019s worse"),
    ("It\u0092s worse", "It\u2019s worse"),
    ("98\u00c2\u00b0", "98\u00b0"),
    ("Final Determination", "final determination"),
]
NOWHERE = [
    ("twice a a week", "twice a week"),
    ("Overturned Overturned", "Overturned"),
    ("Overturned Upheld", "Upheld"),
    ("Unupheld", "Upheld"),
    ("MAXIMUS old guideline:", "MAXIMUS guideline:"),
    ("HOW NEW IMR", "HOW THE IMR"),
    ("Denied Administrator guideline:", "Claims Administrator guideline:"),
    ("Claims a Administrator", "Claims Administrator"),
    ("unnecessary", "necessary"),
    ("10 5", "105"),
    ("2005", "2004"),
    ("12/13/2016", "12/12/2016"),
    ("Case Number 2:", "Case Number:"),
    ("anything", ""),
]
MISSPELT = [
    ("MAXIMUS guidline:", "MAXIMUS guideline:"),
    ("State(q) of Licensure", "State(s) of Licensure"),
    ("Uph edl", "Upheld"),
    ("Ovrturned", "Overturned"),
    ("0verturned", "Overturned"),
    ("Califomia", "California"),
    ("N0rth Dakotta", "North Dakota"),
    ("CM16-O9O1234", "CM16-0901234"),
    ("O6/15/2O16", "06/15/2016"),
]
ADDED = [("Denial Date:", "UR Denial Date:"), ("", "The Expert Reviewer has these:")]


@pytest.mark.parametrize("kind", TextKind)
@pytest.mark.parametrize(("before", "after"), EVERYWHERE)
def test_text_between_words_may_change(before: str, after: str, kind: TextKind) -> None:
    assert same_words(before, after, kind)


@pytest.mark.parametrize("kind", TextKind)
@pytest.mark.parametrize(("before", "after"), NOWHERE)
def test_a_word_may_not_be_lost_or_replaced(before: str, after: str, kind: TextKind) -> None:
    assert not same_words(before, after, kind)


@pytest.mark.parametrize(("before", "after"), MISSPELT)
def test_wordings_and_names_may_be_misspelt(before: str, after: str) -> None:
    assert same_words(before, after, TextKind.WORDING)
    assert same_words(before, after, TextKind.NAME)
    assert not same_words(before, after, TextKind.TEXT)


@pytest.mark.parametrize(("before", "after"), ADDED)
def test_only_fixed_wording_is_added(before: str, after: str) -> None:
    kept = [kind for kind in TextKind if same_words(before, after, kind)]
    assert kept == [TextKind.WORDING, TextKind.SENTENCE]


@pytest.mark.parametrize(
    ("before", "after", "safe"),
    [
        ("more than fvie years", "more than five years", True),
        ("afiliation", "affiliation", True),
        ("more than nine years", "more than five years", False),
        ("more than six years", "more than five years", False),
        ("an MD reviewer", "an expert reviewer", False),
    ],
)
def test_a_misspelt_word_of_a_sentence_is_similar(before: str, after: str, safe: bool) -> None:
    assert same_words(before, after, TextKind.SENTENCE) is safe


@pytest.mark.parametrize("kind", [TextKind.WORDING, TextKind.SENTENCE])
def test_long_texts_are_not_compared_word_by_word(
    kind: TextKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def is_same(given: str, wanted: str, kind: TextKind) -> bool:
        nonlocal compared
        compared += 1
        return same(given, wanted, kind)

    same = safe_fixes._is_same
    monkeypatch.setattr(safe_fixes, "_is_same", is_same)
    for count in (90, 350):
        same_words("one " * count, "two " * count, kind)
    assert 90 <= compared <= 10_000


def test_words_that_an_edit_touches_are_compared_whole() -> None:
    assert keeps_words("low back pain", [Edit(Span(2, 3), "")], TextKind.TEXT) is False
    assert keeps_words("non- certified", [Edit(Span(4, 5), "")], TextKind.TEXT)
    assert not keeps_words("10 5 mg", [Edit(Span(2, 3), "")], TextKind.TEXT)
    edits = [Edit(Span(0, 0), "un"), Edit(Span(0, 2), "")]
    assert not keeps_words("innecessary", edits, TextKind.TEXT)


def test_an_uncertain_fix_is_not_safe() -> None:
    edit = Edit(Span(0, 2), " ")
    assert fix("mend", "  a", (edit,), TextKind.TEXT).safe
    assert not fix("mend", "  a", (edit,), TextKind.TEXT, sure=False).safe


def test_an_ambiguous_name_has_no_fix() -> None:

    for right, wrong, hint in (
        ("California, Nevada", "Akansas", "did you mean 'Arkansas' or 'Kansas'?"),
        ("California, Nevada", "Nouth Dakota", "did you mean 'North Dakota' or 'South Dakota'?"),
        ("October 3, 2016", "Juny 3, 2016", "did you mean 'July' or 'June'?"),
    ):
        text = SOUND.replace(right, wrong, 1)
        assert text != SOUND, right
        (found,) = imrparse.analyze(text).diagnostics
        assert (found.hint, found.fixes) == (hint, ())


def test_safety_is_decided_in_one_place() -> None:
    """No other code in the package creates a fix."""
    package = Path(imrparse.__file__).parent
    makers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fix"
    }
    assert makers == {"diagnostics/safe_fixes.py"}
