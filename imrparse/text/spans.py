"""Stretches of a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text: offsets in code points, the end not included."""

    start: int
    end: int
