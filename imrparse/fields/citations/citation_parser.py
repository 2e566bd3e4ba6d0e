"""The parser of guideline fields, by ``grammars/citation.lark``.

Which terminals can occur depends on what precedes them in the field, so that the name of a section
is not parsed as a chapter of another source. Each part of a field has its own pattern of islands.
"""

from __future__ import annotations

import re
from functools import cache

from imrparse.data.regexes import regex
from imrparse.fields.citations.source_names import any_of, load
from imrparse.syntax.field_parser import FieldParser, Islands, Patterns, any_terminal
from imrparse.syntax.terminals import Terminal

FULL_STOP = "."
_ANYWHERE = ("INTRO", "STATEMENT")
_PARTS = ("MTUS", "LIST", "CITED")
_FIRST_PART = "CITED"
_BEGINS = {
    "_MTUS_INTRO": "MTUS",
    "_CALIFORNIA_MTUS_INTRO": "MTUS",
    "_CA_MTUS_INTRO": "MTUS",
    "_SECTIONS_MTUS": "LIST",
    "_AND_MTUS": "MTUS",
    "_AND_LIST": "MTUS",
}
"""The part that a terminal begins. Any other terminal of `_ANYWHERE` begins the first part."""

_DISTINCTIVE = 5  # letters that distinguish a fixed sentence from most other text
_SEPARATORS = " ,;:/\u2013-"  # between the parts of a citation; not part of any value


@cache
def citation_parser() -> FieldParser:
    """The parser, made with the first field."""
    return FieldParser("citation", _islands, load().names, any_of)


def wording(terminal: str) -> str:
    """The text that is printed for a terminal of the grammar."""
    return citation_parser().terminals.wording(terminal)


def _islands(patterns: Patterns) -> Islands:
    parts = {part: _islands_of(part, patterns) for part in _PARTS}
    after: dict[str, re.Pattern[str]] = {
        terminal: parts[_BEGINS.get(terminal, _FIRST_PART)]
        for terminal in patterns
        if terminal in _BEGINS or _place(terminal) in _ANYWHERE
    }
    leading = _SEPARATORS + FULL_STOP
    return Islands(parts[_FIRST_PART], after, leading, _SEPARATORS, FULL_STOP)


def _islands_of(part: str, patterns: Patterns) -> re.Pattern[str]:
    """One pattern for all terminals that can occur in a part. No island begins inside a word."""
    anywhere = {t: _sentence(t) for t in patterns if _place(t) in _ANYWHERE}
    beginnings = sorted({_flexible(terminal.wording[:_DISTINCTIVE]) for terminal in anywhere})
    firsts = "".join(sorted({beginning[0] for beginning in beginnings}))
    here = {
        terminal: _flexible(terminal.wording) if terminal.is_literal else pattern
        for terminal, pattern in patterns.items()
        if _place(terminal) == part
    }
    words = {t: pattern for t, pattern in here.items() if not t.startswith("_")}
    separators = {t: pattern for t, pattern in here.items() if t.startswith("_")}
    return regex(
        rf"(?!\B\w)(?:(?=[.{firsts}])(?=(?:\. ?)?(?:{'|'.join(beginnings)}))"
        rf"(?:{any_terminal(anywhere)})"
        rf"|(?=[\w(])(?:{any_terminal(words)})|(?=[^\w(])(?:{any_terminal(separators)}))"
    )


def _sentence(terminal: Terminal) -> str:
    """A pattern for a fixed sentence, or for the beginning of one with the full stop before it."""
    pattern = _flexible(terminal.wording)
    if _place(terminal) == "INTRO":
        return rf"(?:\. ?)?{pattern}"
    return pattern.removesuffix(r"\.") + r"\.?"


def _flexible(wording: str) -> str:
    """A pattern for fixed wording in which an extractor may have lost or inserted spaces."""
    escaped = re.escape(wording).replace(r"\ ", " ?").replace(r"\-", " ?- ?")
    return escaped.replace(r"\(", r" ?\( ?").replace(r"\)", r" ?\)")


def _place(terminal: str) -> str:
    return terminal.rpartition("_")[2]
