"""Splitting an HTML page into tags and texts in linear time.

The standard library's parser takes hours for some pages of a megabyte, and fails on others, in the
supported versions of Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

# A tag, or the beginning of other markup. Possessive repetitions (`*+`) are never backtracked.
_MARKUP = re.compile(
    r"""<(?:(?P<end>/?)(?P<tag>[a-zA-Z][\w:-]*+)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>"""
    r"""|(?P<comment>!--)|(?P<other>[!?]))"""
)
_RAW = {tag: re.compile(rf"</{tag}\b", re.IGNORECASE) for tag in ("script", "style", "title")}
"""Elements that are only ended by their own end tag."""

_LONG_NUMBER = re.compile(r"&#(?:(?P<decimal>[0-9]{8,})|[xX](?P<hex>[0-9a-fA-F]{8,}));?")
"""A character reference with more digits than any character has. Python refuses to convert
thousands of digits."""
_MOST_DIGITS = 7  # in the number of a character


class Token(NamedTuple):
    """A tag, or a text between two tags."""

    tag: str
    """The tag's name in lower case, with a slash before that of an end tag; empty for a text."""
    text: str
    """The text, or the whole tag; that of a style sheet with its content."""
    line: int
    """The line of the page where it begins."""


def tokens(page: str) -> Iterator[Token]:
    """Yield the tags and texts of a page, without comments, declarations, scripts and styles."""
    place, line, text_line = 0, 1, 1
    text: list[str] = []
    while found := _MARKUP.search(page, place):
        text.append(page[place : found.start()])
        end = _end(page, found)
        if found["tag"]:
            yield from _text(text, text_line)
            text.clear()
            begins = line + page.count("\n", place, found.start())
            tag = found["end"] + found["tag"].lower()
            yield Token(tag, page[found.start() : end] if tag == "style" else found[0], begins)
        line += page.count("\n", place, end)
        text_line = text_line if text else line
        place = end
    text.append(page[place:])
    yield from _text(text, text_line)


def _text(parts: list[str], line: int) -> Iterator[Token]:
    if text := "".join(parts):
        yield Token("", unescape(_LONG_NUMBER.sub(_shortened, text)), line)


def _shortened(number: re.Match[str]) -> str:
    """A long number without leading zeros; U+FFFD if it is still too long."""
    digits = (number["decimal"] or number["hex"]).lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS:
        return "\ufffd"
    return f"&#{digits};" if number["decimal"] else f"&#x{digits};"


def _end(page: str, markup: re.Match[str]) -> int:
    """The end of a piece of markup, including ignored content; at most the end of the page."""
    if markup["comment"]:
        end = page.find("-->", markup.end())
        return end + len("-->") if end >= 0 else len(page)
    if markup["other"]:
        end = page.find(">", markup.end())
        return end + 1 if end >= 0 else len(page)
    if not markup["end"] and (raw := _RAW.get(markup["tag"].lower())):
        closing = raw.search(page, markup.end())
        return closing.start() if closing else len(page)
    return markup.end()
