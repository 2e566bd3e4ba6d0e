"""Header values in another notation, and what they can only stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from imrparse.fields.dates import printed_dates
from imrparse.parsing.header_table import CASE_NUMBER, DATE, PRIORITY, read
from imrparse.parsing.recovery.findings import BadValue
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Terminal
from imrparse.syntax.tokens import Token
from imrparse.text.edit_distance import FIGURES, nearest, only
from imrparse.text.source import Span

_FIGURES = str.maketrans(FIGURES)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_SEPARATOR = re.compile(r"(?<=[\dOoIlSB])\s*([/.-])[/.-]{0,2}\s*(?=[\dOoIlSB])")
_GAP = re.compile(r"(?<=\d) +(?=\d{4}\Z)")  # in "02/03 2017"
_TOGETHER = re.compile(r"(?:(\d\d)(\d\d)((?:19|20)\d\d)|((?:19|20)\d\d)(\d\d)(\d\d))")
_CASE = re.compile(r"#? ?C[MN] ?\d", re.IGNORECASE)
_WORDED = re.compile(r"\s*(?:\\|\||slash|dash|hyphen)\s*", re.IGNORECASE)
_SIGN = re.compile(r"[/.-]")
_PREFIX = re.compile(r"(?:[CM][A-Z]?)?", re.IGNORECASE)
_YEAR_AND_NUMBER = re.compile(r"(?:20(?=\d{9}))?([12]\d)(\d{7})")
_LATEST_YEAR = 2049  # that two digits can mean


class HeaderValues:
    """The kinds of values of the header table."""

    def __init__(self) -> None:
        terminals = letter_parser().terminals
        self._kinds = {str(kind): kind for kind in structure().kinds}
        self._patterns = {kind: re.compile(kind.pattern) for kind in structure().kinds}
        self._mangled = [
            (kind, re.compile(terminals[name].pattern))
            for kind in structure().kinds
            if (name := f"{kind.removesuffix('_VALUE')}_MANGLED") in terminals
        ]
        self._priorities = tuple(re.findall(r"[A-Z][a-z]+", self._kinds[PRIORITY].pattern))

    def resembles_value(self, text: str) -> bool:
        """Whether a text contains a malformed value of some kind, and no other number."""
        return any(
            value.meant or value.kind != CASE_NUMBER or _CASE.match(text, value.span.start)
            for value in self.find(text, 0, len(text))
        )

    def find(self, plain: str, start: int, end: int) -> Iterator[BadValue]:
        """The values in a stretch without sound ones, in order. They do not overlap."""
        text = plain[start:end]
        found = [
            self.bad_value(kind, Span(match.start() + start, match.end() + start), match[0])
            for kind, pattern in self._mangled
            for match in pattern.finditer(text)
        ]
        for printed in printed_dates(text):
            span = Span(printed.start + start, printed.end + start)
            found.append(self.bad_value(self._kinds[DATE], span, plain[slice(*span)]))
        last = 0
        for value in sorted(found, key=lambda value: (value.span.start, value.meant is None)):
            if value.span.start >= last:
                yield value
                last = value.span.end

    def bad_value(self, kind: Terminal, span: Span, text: str) -> BadValue:
        """The finding of a value in wrong notation, with the right one if only one is possible."""
        if kind == PRIORITY:
            meant = only(nearest(text, self._priorities))
            return BadValue(kind, span, meant, self._priorities)
        meant = _MEANT.get(kind, _in_figures)(text)
        if meant is None or not self._patterns[kind].fullmatch(meant):
            return BadValue(kind, span)
        return BadValue(kind, span, meant if read(Token(kind, meant, *span)) else None)


@cache
def header_values() -> HeaderValues:
    """The one `HeaderValues`, made when the first header is repaired."""
    return HeaderValues()


def _case_number(text: str) -> str | None:
    """A case number in its usual notation, if a text has all of its digits."""
    signs = "".join(filter(str.isalnum, _WORDED.sub("-", text)))
    prefix = _PREFIX.match(signs)
    digits = signs[prefix.end() if prefix else 0 :].translate(_FIGURES)
    match = _YEAR_AND_NUMBER.fullmatch(digits)
    return f"CM{match[1]}-{match[2]}" if match else None


def _in_figures(text: str) -> str:
    """A text without signs and spaces, its letters read as the figures that they look like."""
    return "".join(filter(str.isalnum, text)).translate(_FIGURES)


def _date(text: str) -> str | None:
    """A date as MM/DD/YYYY, if a text is one in another notation."""
    plain = _SEPARATOR.sub(r"\1", _WORDED.sub("/", text).translate(_DASHES).strip())
    if not any(map(str.isalpha, plain.translate(_FIGURES))):
        plain = _in_order(plain.translate(_FIGURES))
    for printed in printed_dates(plain):
        if (printed.start, printed.end) == (0, len(plain)):
            value = printed.value(_LATEST_YEAR)
            return value.strftime("%m/%d/%Y") if value else None
    return None


def _in_order(figures: str) -> str:
    """A date in figures with slashes, the year last."""
    if together := _TOGETHER.fullmatch(figures):
        return "/".join(filter(None, together.group(1, 2, 5, 6, 3, 4)))
    numbers = _SIGN.split(_GAP.sub("/", figures))
    if len(numbers) == 3 and len(numbers[0]) == 4:
        numbers = [*numbers[1:], numbers[0]]
    return "/".join(numbers)


_MEANT: dict[str, Callable[[str], str | None]] = {CASE_NUMBER: _case_number, DATE: _date}
"""What a text may stand for, by the kind of value. Values of other kinds are figures or words."""
