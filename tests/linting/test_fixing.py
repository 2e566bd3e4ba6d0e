"""Fixing drafts: what is fixed, delayed or undone, and that nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from random import Random
from typing import Any

import pytest

from helpers.effort import tries
from helpers.faults.fault_kinds import faulty_letters
from helpers.letters import MISSPELT, SOUND, STATE, sample_names, sample_text

import imrparse
from imrparse import Diagnostic, Edit, Fix, LintConfig, Severity, Source, Span
from imrparse.linting.engine import linter
from imrparse.linting.fixing import Content, Fixed, apply, fix

INJECTED = tries(600)
PARTS = 8


def finding(text: str, *edits: tuple[int, int, str], safe: bool = True) -> Diagnostic:
    """A finding whose fix makes some edits."""
    made = tuple(Edit(Span(start, end), put) for start, end, put in edits)
    place = made[0].span
    fixes = (Fix("mend", made, safe),)
    return Diagnostic("IMR999", Severity.WARNING, "odd", place, source=Source(text), fixes=fixes)


def replacing(old: str, new: str, *, safe: bool = True) -> Callable[[str], list[Diagnostic]]:
    """A linter that replaces every match of a pattern."""

    def lint(text: str) -> list[Diagnostic]:
        found = re.finditer(old, text)
        return [finding(text, (*one.span(), one.expand(new)), safe=safe) for one in found]

    return lint


def all_of(*linters: Callable[[str], list[Diagnostic]]) -> Callable[[str], list[Diagnostic]]:
    def lint(text: str) -> list[Diagnostic]:
        found = [one for each in linters for one in each(text)]
        return sorted(found, key=lambda one: one.span)

    return lint


def found_texts(found: Sequence[Diagnostic]) -> list[str]:
    return [one.source.text[slice(*one.span)] for one in found]


# Applied fixes


def test_nothing_to_fix() -> None:
    assert fix(SOUND, linter(LintConfig()).lint) == Fixed(SOUND, (), (), ())


def test_syntax_faults_are_fixed() -> None:
    text = MISSPELT.replace("California, Nevada", "Californa, Nevada")
    fixed = fix(text, linter(LintConfig()).lint)
    assert fixed.text == SOUND
    assert [one.code for one in fixed.applied] == ["IMR015", "IMR009"]
    assert (fixed.taken_back, fixed.left) == ((), ())


def test_runs_until_nothing_changes() -> None:
    """The result of one round can be fixed in the next."""
    steps = replacing("ibuprofen(1{0,4})(?!1)", r"ibuprofen\g<1>1")
    fixed = fix(SOUND, lambda text: [] if "ibuprofen11111" in text else steps(text)[:1])
    assert fixed.text == SOUND.replace("ibuprofen", "ibuprofen11111", 1)
    assert len(fixed.applied) == 5


def test_the_later_of_two_overlapping_fixes_waits() -> None:
    outer = replacing("low back pain", "LOW back pain")
    inner = replacing("back (pain)", r"BACK \1")
    fixed = fix(SOUND, all_of(outer, inner))
    wanted = SOUND.replace("low back pain", "LOW back pain").replace("back pain", "BACK pain")
    assert fixed.text == wanted
    assert fixed.taken_back == ()


def test_adjacent_fixes_wait_too() -> None:
    def lint(text: str) -> list[Diagnostic]:
        place = text.find("ibuprofen")
        if place < 0:
            return []
        return [
            finding(text, (place, place + 3, "IBU")),
            finding(text, (place + 3, place + 9, "x")),
        ]

    fixed = fix(SOUND, lint)
    assert len(fixed.applied) == SOUND.count("ibuprofen")
    assert "IBUprofen" in fixed.text


def test_edits_of_a_fix_are_applied_together() -> None:
    last = SOUND.index("high success rate")
    end = SOUND.index("not medically necessary", last)
    wide = finding(SOUND, (end, end + 1, "N"), (last, last, "very "))
    between = finding(SOUND, (last + 5, last + 6, "?"))
    found = sorted([wide, between], key=lambda one: one.span)
    fixed = fix(SOUND, lambda text: found if text == SOUND else [])
    assert len(fixed.applied) == 1


def test_unsafe_fixes_are_applied_if_requested() -> None:
    lint = replacing("ibuprofen", "naproxen", safe=False)
    kept = fix(SOUND, lint)
    assert (kept.text, kept.applied, kept.taken_back) == (SOUND, (), ())
    assert len(kept.left) == SOUND.count("ibuprofen")
    assert fix(SOUND, lint, unsafe=True).text == SOUND.replace("ibuprofen", "naproxen")


def test_the_first_applicable_fix_is_applied() -> None:
    place = SOUND.index("ibuprofen")
    span = Span(place, place + 9)
    fixes = tuple(
        Fix("mend", (Edit(span, new),), safe) for new, safe in (("one", False), ("two", True))
    )
    one = Diagnostic("IMR999", Severity.NOTE, "odd", span, source=Source(SOUND), fixes=fixes)

    def lint(text: str) -> list[Diagnostic]:
        return [one] if text == SOUND else []

    assert fix(SOUND, lint).text == SOUND.replace("ibuprofen", "two", 1)
    assert fix(SOUND, lint, unsafe=True).text == SOUND.replace("ibuprofen", "one", 1)


def test_apply() -> None:
    edits = [Edit(Span(3, 3), "+"), Edit(Span(0, 1), ""), Edit(Span(4, 6), "xyz")]
    assert apply("abcdefg", edits) == "bc+dxyzg"
    assert apply("", ()) == ""


# Undone fixes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("MAXIMUS guideline:", "MAXIMUS rule:"),
        ("rental: Upheld", "rental: Denied"),
        (r"(?s)Norco 10/325mg #60: Upheld.*Norco is not medically necessary\.", ""),
        (r"(?s)CLINICAL CASE SUMMARY.*?requests below\.", ""),
        ("The MTUS is silent", "\nMAXIMUS guideline: The MTUS is silent"),
        ("Application Received: 11/07/2016", "Application Received: soon"),
        ("locking twice a week", "locking.\n\nCLINICAL CASE SUMMARY\n\nOnce a week"),
    ],
)
def test_a_fix_that_spoils_the_letter_is_undone(old: str, new: str) -> None:
    harmless = replacing("ibuprofen", "naproxen")
    fixed = fix(SOUND, all_of(replacing(old, new), harmless))
    assert fixed.text == SOUND.replace("ibuprofen", "naproxen")
    assert all(re.fullmatch(old, words) for words in found_texts(fixed.taken_back))
    assert fixed.taken_back == fixed.left
    assert fixed.taken_back


@pytest.mark.parametrize(
    "edits",
    [
        ((0, 4, "x"), (2, 6, "y")),
        ((5, 3, "x"),),
        ((-3, 3, "x"),),
        ((len(SOUND), len(SOUND) + 1, "x"),),
    ],
)
def test_a_fix_outside_the_text_is_undone(edits: tuple[tuple[int, int, str], ...]) -> None:
    fixed = fix(SOUND, lambda text: [finding(text, *edits)])
    assert (fixed.text, fixed.applied, len(fixed.taken_back)) == (SOUND, (), 1)


@pytest.mark.parametrize(("bad", "applied", "most"), [(3, 297, 90), (300, 0, 120)])
def test_not_every_fix_is_tried_by_itself(
    bad: int, applied: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def is_kept_in(_: Content, after: str, *__: Any, **___: Any) -> bool:
        tried.append(after)
        return "badly" not in after

    monkeypatch.setattr(Content, "is_kept_in", is_kept_in)
    words = ["bad " if number % (300 // bad) == 0 else "good " for number in range(300)]
    fixed = fix("".join(words), replacing("(good|bad) ", r"\1ly "))
    assert len(fixed.applied) == applied
    assert len(tried) < most


def test_a_fix_with_overlapping_edits_is_not_applied() -> None:
    start = SOUND.index("ibuprofen")
    edits = ((start, start + 4, "x"), (start + 2, start + 6, "y"))
    fixed = fix(SOUND, lambda text: [finding(text, *edits)])
    assert (fixed.text, fixed.applied, len(fixed.taken_back)) == (SOUND, (), 1)


def test_a_fix_that_changes_nothing_is_not_applied() -> None:
    fixed = fix(SOUND, replacing("ibuprofen", "ibuprofen"))
    assert (fixed.text, fixed.applied, fixed.taken_back) == (SOUND, (), ())


def test_fixes_that_undo_each_other_end() -> None:
    there = replacing("ibuprofen", "naproxen")
    back = replacing("naproxen", "ibuprofen")
    fixed = fix(SOUND, all_of(there, back))
    assert fixed.text == SOUND.replace("ibuprofen", "naproxen")
    assert set(found_texts(fixed.taken_back)) == {"naproxen"}


def test_endless_fixes_are_stopped() -> None:
    fixed = fix(SOUND, lambda text: replacing("ibuprofen", "ibuprofen+")(text)[:1])
    assert "ibuprofen++++" in fixed.text


# Content that must be kept


def kept(text: str, old: str, new: str, *, safe: bool = False) -> bool:
    start = text.index(old)
    edit = Edit(Span(start, start + len(old)), new)
    return Content(text).is_kept_in(apply(text, [edit]), [edit], safe=safe)


def test_edited_content_may_change() -> None:
    assert kept(SOUND, "ibuprofen", "")
    assert kept(SOUND, "California, Nevada", "California, Oregon")
    assert kept(SOUND, "05/09/2014\nDecision", "05/09/2015\nDecision")
    assert kept(MISSPELT, "SUMARY", "SUMMARY")


def test_a_safe_edit_may_only_change_the_spelling() -> None:
    assert kept(SOUND, "California, Nevada", "Californai, Nevada", safe=True)
    assert kept(MISSPELT, "SUMARY", "SUMMARY", safe=True)
    assert kept(SOUND, "ibuprofen", "ibuprofne", safe=True)
    assert not kept(SOUND, "California, Nevada", "California, Oregon", safe=True)
    assert not kept(SOUND, "05/09/2014\nDecision", "05/09/2015\nDecision", safe=True)
    assert not kept(SOUND, "rental: Upheld", "rental: Overturned", safe=True)
    assert not kept(SOUND, " with partial medial meniscectomy: Upheld", ": Upheld", safe=True)


def test_content_beside_an_edit_may_not_change() -> None:
    assert not kept(SOUND, "ibuprofen", "MAXIMUS guideline: ibuprofen")
    assert not kept(SOUND, "HOW THE IMR", "Priority: Expedited\n\nHOW THE IMR")
    assert not kept(SOUND, "State(s) of Licensure:", "Specialty:")
    assert not kept(STATE, "locking twice", "locking\n\nOnce: Upheld\n\nMAXIMUS guideline: twice")


def test_a_text_may_not_be_split() -> None:
    """Afterwards the letter parses, and has another issue, but the rationale is changed."""
    labels = ("Claims Administrator guideline", "MAXIMUS guideline", "Decision rationale")
    issue = "".join(f"\n\n{label}: None of these." for label in labels)
    old, new = "There is no pain contract", f"It is needed.\n\nKnee brace: Upheld{issue} And"
    assert count_errors(SOUND.replace(old, new)) == 0
    assert not kept(SOUND, old, new)
    assert kept(SOUND, old, "It is needed. And")


# Every fix that is offered


@lru_cache(maxsize=8)
def lint(text: str) -> Sequence[Diagnostic]:
    return linter(LintConfig()).lint(text)


def fixes_of(text: str) -> Iterator[tuple[Diagnostic, Fix]]:
    for one in lint(text):
        yield from ((one, each) for each in one.fixes)


def check_fixes(text: str) -> int:
    """Apply each fix of a text, safe or not, separately; then all of them. Returns their number."""
    count = 0
    errors = errors_in(lint(text))
    for one, each in fixes_of(text):
        count += 1
        about = f"{one.code} {one.message}: {each}"
        after = apply(text, each.edits)
        assert after != text, about
        assert errors_in(lint(after)) <= errors, about
        if each.safe:
            assert Content(text).is_kept_in(after, each.edits, safe=True), about
        again = [key(other) for other in lint(after)]
        assert key(one) not in again, f"{about}: it is found_texts of again"
    for unsafe in (False, True):
        fixed = fix(text, lint, unsafe=unsafe)
        assert fix(fixed.text, lint, unsafe=unsafe).text == fixed.text
        assert errors_in(fixed.left) <= errors
    return count


def key(one: Diagnostic) -> tuple[str, str, Span]:
    return one.code, one.message, one.span


def count_errors(text: str) -> int:
    return errors_in(imrparse.analyze(text).diagnostics)


def errors_in(found: Sequence[Diagnostic]) -> int:
    return sum(one.severity is Severity.ERROR for one in found)


@pytest.mark.parametrize("name", sample_names())
def test_fixes_of_samples(name: str) -> None:
    check_fixes(sample_text(name))


def test_fixes_of_faults() -> None:
    assert sum(check_fixes(text) for text in faulty_letters(Random(1), 25)) > 6


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_fixes_of_many_faults(part: int) -> None:
    texts = faulty_letters(Random(f"fixes {part}"), INJECTED // PARTS)
    assert sum(map(check_fixes, texts)) > INJECTED // PARTS // 4
