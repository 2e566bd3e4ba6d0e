"""Refusing values that would not be parsed back after printing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind
from imrparse.text.errors import UnprintableError
from imrparse.text.folding import fold
from imrparse.text.source import Source

_LABELLED = ("guideline", "rationale")
_WRITTEN = {"case_number": "; write it as CMyy-nnnnnnn"}


def printable(text: str, part: str) -> str:
    """The text as it would be parsed back: folded, and without marks.

    Raises UnprintableError for a text that would be parsed as more than this part of a letter: one
    with a heading, with a label or fixed sentence at the start of a line, or with a decision at the
    end of a line.
    """
    plain = Source(text).plain
    folded = fold(plain)
    finder = letter_parser().finder
    for heading in _headings():
        if heading in folded:
            raise UnprintableError(
                f"the {part} contains the heading '{heading}', and would end there"
            )
    for _, start, end in finder.lines(plain):
        raise UnprintableError(
            f"the {part} contains '{fold(plain[start:end])}' at the start of a line, and would end "
            "there"
        )
    # What precedes a guideline field and a rationale, and the line end after any part.
    before = ": " if part in _LABELLED else ""
    around = f"{before}{plain}\n"
    for _, start, end in finder.decisions_anyhow(around, 0, len(around)):
        raise UnprintableError(
            f"the {part} contains ': {around[start:end]}' at the end of a line, which would "
            "be parsed as a decision"
        )
    return folded


def refuse_cell(field: str, text: str) -> None:
    """Raise UnprintableError for an invalid text in a cell of the header."""
    if " " in text or not _values()[field].fullmatch(text):
        name = field.replace("_", " ")
        raise UnprintableError(f"{text!r} is not a {name}{_WRITTEN.get(field, '')}")


def refuse_items(items: Iterable[str], part: str) -> None:
    """Raise UnprintableError for items that can't be in a list of the reviewer's credentials."""
    for item in items:
        if not item or "," in item or " ".join(item.split()) != item:
            raise UnprintableError(
                f"{item!r} can't be one of the reviewer's {part}: items have no commas, are not "
                "empty, and have single spaces between words"
            )


@cache
def _values() -> dict[str, re.Pattern[str]]:
    return {cell.field: re.compile(cell.kind.pattern) for cell in structure().cells}


@cache
def _headings() -> tuple[str, ...]:
    headings = letter_parser().terminals.of_kind(Kind.HEADING)
    return tuple(heading.wording for heading in headings)
