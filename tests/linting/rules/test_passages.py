"""The passages of rationales that name what is decided, without whole letters around them."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.letters import read_prose
from helpers.phrase_families import combined, listed

from imrparse import Rationale
from imrparse.linting.rules.decision.passages import all_passages

LEADS = listed(
    """
The request for {thing}
The request is for {thing}, and it
The request for authorization of {thing}
A request was made for {thing}; it
The requested {thing}
{thing}
Thus, the {thing}
There is no request for {thing}, which
With respect to {thing}, the request
The medical necessity of {thing}
At issue is whether {thing}
In this case, as {thing} was requested, it
The current request of {thing}
The reviewer finds that the prescription of {thing} (as asked)
"""
)


@pytest.mark.parametrize("lead", LEADS)
def test_passages(lead: str, snapshot: SnapshotAssertion) -> None:
    texts = combined(
        "{before}{lead}{says}",
        before=["", "He is better. ", "As the brace, sling and wrap help, "],
        lead=combined(lead, thing=["an MRI of the left knee", "massage 2 times a week, 6 weeks"]),
        says=listed(
            """
 is not medically necessary.
 is medically necessary, as he is better.
 cannot be supported. The request for a brace is denied.
 is not certified for the request of a brace
 was made
"""
        ),
    )
    shown = []
    for text in texts:
        shown.append(text)
        shown += [
            f"  {start} {words}" for start, words in all_passages(read_prose(Rationale, text))
        ]
    assert "\n".join(shown) == snapshot
