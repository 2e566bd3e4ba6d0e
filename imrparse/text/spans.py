"""Stretches of a text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text: offsets in code points, the end not included."""

    start: int
    """The offset of the first character."""
    end: int
    """The offset after the last character."""


make_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
"""Makes a span in half the time, of its start and end."""


def text_before(text: str, end: int, most: int, start: int = 0) -> str:
    """The text before an offset, so many code points of it at most, and none before `start`."""
    return text[max(start, end - most) : end]
