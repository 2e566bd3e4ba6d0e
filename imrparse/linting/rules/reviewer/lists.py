"""The lists in the reviewer's credentials."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from imrparse.linting.draft import Draft
from imrparse.linting.rules.reviewer.credentials import credentials
from imrparse.linting.rules.reviewer.reviewer_names import contains_reviewer_name
from imrparse.text.source import Span


def empty_list(draft: Draft, field: str) -> Span | None:
    """The span of a list that has only placeholders; None if it names something or is missing."""
    items: tuple[str, ...] = getattr(draft.letter.reviewer, field)
    if all(map(credentials().is_nothing, items)):
        return draft.letter.reviewer.span_of(field)
    return None


def unknown_items(
    draft: Draft, field: str, known: Callable[[str], bool]
) -> Iterator[tuple[str, Span]]:
    """The unknown items of a list, and their spans.

    Items that contain a person's name are skipped, as ReviewerNamed reports them.
    """
    items: tuple[str, ...] = getattr(draft.letter.reviewer, field)
    unknown = [(number, item) for number, item in enumerate(items) if not known(item)]
    if not unknown or empty_list(draft, field):
        return
    for number, item in unknown:
        span = draft.letter.reviewer.span_of(f"{field}[{number}]")
        if span and not contains_reviewer_name(draft, span):
            yield item, span
