"""The word lists of this group (``data/text.toml``), and the sentences of a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.linting.draft import Draft, Text
from imrparse.text.source import Span


@cache
def words() -> Mapping[str, Any]:
    """The tables of the data file."""
    return table("text")


def is_plain(draft: Draft) -> bool:
    """Whether a text has only usual characters; much faster than searching for the others."""
    return not draft.has_controls and _usual().issuperset(draft.non_ascii)


@cache
def negations() -> frozenset[str]:
    """Words that negate a sentence."""
    return frozenset(words()["denying"]["words"])


@cache
def _usual() -> frozenset[str]:
    return frozenset(words()["characters"]["safe"])


BETWEEN_SENTENCES = regex(r"(?<=[.?!])\s+")


def sentences(plain: str) -> Iterator[Span]:
    """The spans between the ends of sentences, without the white space between them."""
    start = len(plain) - len(plain.lstrip())
    for gap in BETWEEN_SENTENCES.finditer(plain):
        if gap.start() > start:
            yield Span(start, gap.start())
        start = gap.end()
    if start < len(plain):
        yield Span(start, len(plain))


def is_cited(text: Text) -> bool:
    """Whether a text is a guideline field, which has names of works and no sentences."""
    return text.field.endswith("guideline")
