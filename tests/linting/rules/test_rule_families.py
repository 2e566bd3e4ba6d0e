"""Families of edited letters, and what the rules find in each: one snapshot for each family.

Letters in which nothing is found are left out. A slip in one condition of a rule shows as a
few changed lines. `pytest --snapshot-update` renews them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from syrupy.assertion import SnapshotAssertion

from helpers import decision_families, text_families
from helpers.rule_cases import words

import imrparse


def told(letter: str) -> Iterator[str]:
    """What is found in a letter: the code, the words and the message; then hints and fixes."""
    for found in imrparse.lint(letter):
        mark = "" if found.severity.value == "warning" else f" ({found.severity.value})"
        yield f"  {found.code}{mark} {words(found, found.span)}: {found.message}"
        if found.hint:
            yield f"    {found.hint}"
        yield from (f"    {one.message}: {words(found, one.span)}" for one in found.related)
        for fix in found.fixes:
            edits = ", ".join(f"{words(found, edit.span)} -> {edit.text!r}" for edit in fix.edits)
            yield f"    {'safe' if fix.safe else 'unsafe'} fix: {edits}"


def family_test(
    family: Callable[[], Iterable[Mapping[str, str]]],
) -> Callable[[SnapshotAssertion], None]:
    """A test of a family of letters."""

    def test(snapshot: SnapshotAssertion) -> None:
        letters = {title: letter for some in family() for title, letter in some.items()}
        found = {title: list(told(letter)) for title, letter in letters.items()}
        shown = [line for title, lines in found.items() if lines for line in (title, *lines)]
        assert "\n".join(shown) == snapshot

    return test


test_conclusions = family_test(decision_families.conclusions)
test_parts = family_test(decision_families.parts)
test_amounts = family_test(decision_families.amounts)
test_divided = family_test(decision_families.divided)
test_other_requests = family_test(decision_families.other_requests)
test_texts = family_test(text_families.texts)
test_dates = family_test(text_families.dates)
test_citations = family_test(text_families.citations)
test_reviewers = family_test(text_families.reviewers)
test_wordings = family_test(text_families.wordings)
test_private = family_test(text_families.private)
