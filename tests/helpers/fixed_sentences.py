"""Finding the fixed sentences of a letter with the parser's own patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrparse.parsing.reader import reader
from imrparse.syntax.terminals import Kind
from imrparse.text.source import Source

WORD = re.compile(r"\S+")


def fixed_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each fixed sentence of a letter."""
    for terminal, start, end in reader().read(Source(text)).islands:
        if terminal.kind is Kind.SENTENCE or terminal == "CLOSING_2014_PHRASE":
            yield start, end


def without_space(text: str) -> str:
    """The text without its white space."""
    return "".join(text.split())
