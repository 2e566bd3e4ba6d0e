"""Drafts with a dozen slips each: which of them one run tells."""

from __future__ import annotations

import pytest

from helpers.slips import draft_names, faulty_draft

import imrparse

FEWEST = 12


@pytest.mark.parametrize("name", draft_names())
def test_the_slips_of_a_draft_are_told_in_one_run(name: str) -> None:
    draft = faulty_draft(name)
    assert len(draft.slips) >= FEWEST
    found = imrparse.lint(draft.text)
    told = [slip.wrong for slip in draft.slips if any(map(slip.is_told_by, found))]
    assert told == [slip.wrong for slip in draft.slips if slip.is_found]
    # Nothing else is told, in it or in what it should have been.
    assert all(any(slip.is_told_by(one) for slip in draft.slips) for one in found)
    assert imrparse.lint(draft.right) == ()
