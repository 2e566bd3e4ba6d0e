"""The lists of the reviewer's credentials."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from imrparse.linting.draft import Draft
from imrparse.linting.rules.reviewer.credentials import credentials
from imrparse.linting.rules.reviewer.reviewer_names import names_the_reviewer
from imrparse.text.source import Span


def empty_list(draft: Draft, field: str) -> Span | None:
    """Where a list stands that names nothing, if it stands anywhere and names nothing."""
    items: tuple[str, ...] = getattr(draft.letter.reviewer, field)
    if all(map(credentials().is_nothing, items)):
        return draft.letter.reviewer.span_of(field)
    return None


def items_but(draft: Draft, field: str, known: Callable[[str], bool]) -> Iterator[tuple[str, Span]]:
    """The items of a list that are not known and do say something, and where each stands.

    One that holds the name of a person is left out: that it does is said, and is graver.
    """
    items: tuple[str, ...] = getattr(draft.letter.reviewer, field)
    unknown = [(number, item) for number, item in enumerate(items) if not known(item)]
    if not unknown or empty_list(draft, field):
        return
    for number, item in unknown:
        span = draft.letter.reviewer.span_of(f"{field}[{number}]")
        if span and not names_the_reviewer(draft, span):
            yield item, span
