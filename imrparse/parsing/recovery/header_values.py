"""Header values in another notation, what they can only stand for, and what belongs to no cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter

from attrs import evolve

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Edit
from imrparse.fields.dates import printed_dates
from imrparse.parsing.header_table import CASE_NUMBER, DATE, PRIORITY, read
from imrparse.parsing.recovery.findings import (
    BadValue,
    Doubled,
    Empty,
    Finding,
    Marks,
    Misspelt,
    NamelessValue,
    OtherName,
    Stray,
)
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import Token
from imrparse.text.edit_distance import FIGURES, nearest, only
from imrparse.text.source import Span
from imrparse.text.spans import text_before

_FIGURES = str.maketrans(FIGURES)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_SEPARATOR = regex(r"(?<=[\dOoIlSB])\s*([/.-])[/.-]{0,2}\s*(?=[\dOoIlSB])")
_APOSTROPHE = regex(r"['\u2018\u2019](?=\d\d\Z)")  # in "02/03/'17"
_GAP = regex(r"(?<=\d) +(?=\d{4}\Z)")  # in "02/03 2017"
_TOGETHER = regex(r"(?:(\d\d)(\d\d)((?:19|20)\d\d)|((?:19|20)\d\d)(\d\d)(\d\d))")
_CASE = regex(r"#? ?C[MN] ?\d", re.IGNORECASE)
_WORDED = regex(r"\s*(?:\\|\||slash|dash|hyphen)\s*", re.IGNORECASE)
_SIGN = regex(r"[/.-]")
_PREFIX = regex(r"(?:[CM][A-Z]?)?", re.IGNORECASE)
_YEAR_AND_NUMBER = regex(r"(?:20(?=\d{9}))?([12]\d)(\d{7})")
_MOST_DOUBLED = 3  # names that stand twice, beyond which the whole table does
_NEAR = 40  # code points between a text and a mark that belongs to it
_LATEST_YEAR = 2049  # that two digits can mean


class HeaderValues:
    """The kinds of values of the header table."""

    def __init__(self) -> None:
        terminals = letter_parser().terminals
        self._kinds = {str(kind): kind for kind in structure().kinds}
        self._patterns = {kind: re.compile(kind.pattern) for kind in structure().kinds}
        self._mangled = [
            (kind, regex(terminals[name].pattern))
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
    unquoted = _APOSTROPHE.sub("", text)
    plain = _SEPARATOR.sub(r"\1", _WORDED.sub("/", unquoted).translate(_DASHES).strip())
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


def left_over(
    plain: str, tokens: Iterable[Token], marks: Sequence[Span], others: Iterable[Span]
) -> Iterator[Stray | NamelessValue | Marks]:
    """The findings of texts, names and values that are left, and of marks.

    What stands together is one text, and has one finding. All marks elsewhere have one finding, but
    none where the line has one of the `others`.
    """
    groups = _groups(plain, sorted(tokens, key=attrgetter("start_pos")))
    spans = [Span(group[0].start_pos, group[-1].end_pos) for group in groups]
    for group, span in zip(groups, spans, strict=True):
        is_value = len(group) == 1 and group[0].type.kind is Kind.VALUE
        yield NamelessValue(span) if is_value else Stray(span)
    told = sorted([*spans, *(span for span in others if span.start < span.end)])
    apart = [mark for mark in marks if not _is_in(plain, mark, told)]
    lines = {plain.rfind("\n", 0, span.start) for span in others if span.start < span.end}
    apart = [mark for mark in apart if plain.rfind("\n", 0, mark.start) not in lines]
    if apart:
        yield Marks(apart[0], tuple(apart[1:]))


def with_rests(plain: str, findings: Sequence[Finding], left: list[Token]) -> Iterator[Finding]:
    """The findings, each with the text that is left beside it and is a part of the same fault.

    That is what stands between a misspelt name and its value, in the place of a value, or right
    behind a malformed one. It is taken from `left`.
    """
    doubled = [found for found in findings if isinstance(found, Doubled)]
    for found in findings:
        if isinstance(found, Doubled) and len(doubled) > _MOST_DOUBLED and found is not doubled[0]:
            continue  # the table stands there twice
        if isinstance(found, Misspelt | OtherName):
            yield _with_text_beside(plain, found, left)
        elif isinstance(found, BadValue):
            while rest := _rest(plain, found.span.end, left, gap=0):
                found = evolve(found, span=Span(found.span.start, rest.end_pos))
            if rest := _before(plain, found.span.start, left) or _in_cell(plain, found, left):
                found = evolve(found, span=Span(rest.start_pos, found.span.end))
            yield found
        elif isinstance(found, Doubled):
            before = name_before(plain, found.span.start, left)  # "2nd UR Denial Date:"
            start = before.start_pos if before else found.span.start
            yield evolve(found, span=Span(start, found.span.end))
        elif isinstance(found, Empty):
            yield _with_number(plain, found, left)
        else:
            yield found


def _with_text_beside(
    plain: str, found: Misspelt | OtherName, left: list[Token]
) -> Misspelt | OtherName:
    """A misspelt name with the text before it, and between it and its value."""
    before = name_before(plain, found.span.start, left)
    span = Span(before.start_pos, found.span.end) if before else found.span
    while rest := _rest(plain, span.end, left):
        span = Span(span.start, rest.end_pos)
    if isinstance(found, Misspelt) and span != found.span:
        return evolve(found, span=span, edit=Edit(span, found.wording))
    return evolve(found, span=span)


def _with_number(plain: str, found: Empty, left: list[Token]) -> Empty | BadValue:
    """A name without a value, or the number or other value in its place as a malformed one."""
    kind = kind_after(found.name)
    numbers = [t for t in left if t.value.isdigit() or t.type.kind is Kind.VALUE]
    rest = _rest(plain, _end_of_name(plain, found), numbers)
    if kind is None or rest is None:
        return found
    left.remove(rest)
    return BadValue(kind, rest.span)


def _before(plain: str, start: int, left: list[Token]) -> Token | None:
    """The text that is left right before a malformed value, with no space between them."""
    for token in left:
        between = plain[token.end_pos : start]
        if 0 <= start - token.end_pos <= 1 and not between.isalnum() and not between.isspace():
            left.remove(token)
            return token
    return None


def _in_cell(plain: str, found: BadValue, left: list[Token]) -> Token | None:
    """The words that are left between a name and its malformed value: "Friday, May 5, 2017"."""
    start = found.span.start
    for token in left:
        is_text = token.type.kind is not Kind.VALUE and ":" not in token.value
        before = text_before(plain, token.start_pos, _NEAR).rstrip(" \t")
        is_near = 0 <= start - token.end_pos <= _NEAR and before.endswith(":")
        if is_text and is_near and not plain[token.end_pos : start].strip(" \t"):
            left.remove(token)
            return token
    return None


def name_before(plain: str, place: int, left: list[Token]) -> Token | None:
    """The text that is left right before a value without a name, taken from the others."""
    for token in left:
        is_text = token.type.kind is not Kind.VALUE and any(map(str.isalpha, token.value))
        if is_text and token.end_pos <= place and _is_beside(plain, token.end_pos, place):
            left.remove(token)
            return token
    return None


def _end_of_name(plain: str, found: Empty) -> int:
    """Where the last word of a name ends that has several."""
    cell = structure().cell_of.get(found.name)
    end = found.name_span.end
    for name in cell.names[1:] if cell else ():
        rest = plain[end:]
        if rest.lstrip().startswith(name.wording):
            end += len(rest) - len(rest.lstrip()) + len(name.wording)
    return end


def _rest(plain: str, end: int, left: list[Token], gap: int = _NEAR) -> Token | None:
    """The text that is left right behind an offset, on its line, taken from the others."""
    for token in left:
        if 0 <= token.start_pos - end <= gap and _is_beside(plain, end, token.start_pos):
            left.remove(token)
            return token
    return None


def _groups(plain: str, tokens: Iterable[Token]) -> list[list[Token]]:
    """Tokens with nothing but marks between them. Values stand alone, except beside text."""
    groups: list[list[Token]] = []
    for token in tokens:
        if groups and (
            _is_one_text(plain, groups[-1][-1], token) or _is_in_row(plain, groups[-1], token)
        ):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _is_one_text(plain: str, token: Token, after: Token) -> bool:
    values = sum(one.type.kind is Kind.VALUE for one in (token, after))
    between = plain[token.end_pos : after.start_pos]
    if values < 2 and _is_in_cell(plain, token.end_pos, after.start_pos):
        return True  # perhaps on both sides of a value
    return values == 0 and not any(map(str.isalnum, between))


def _is_in(plain: str, mark: Span, texts: Sequence[Span]) -> bool:
    """Whether a mark stands in a text, or beside one on its line."""
    index = bisect_left(texts, mark.start, key=attrgetter("start"))
    end = texts[index - 1].end if index else -1
    if mark.start < end:
        return True
    start = texts[index].start if index < len(texts) else len(plain)
    return (0 <= end <= mark.start and _is_in_cell(plain, end, mark.start)) or _is_in_cell(
        plain, mark.end, start
    )


def _is_in_row(plain: str, group: Sequence[Token], value: Token) -> bool:
    """Whether a value ends a row of its own: "Records Received: 02/11/2016 - 02/20/2016".

    Between it and the text before it stands the rest of a name, or a sign.
    """
    has_text = any(token.type.kind is not Kind.VALUE for token in group)
    if not has_text or value.type.kind is not Kind.VALUE:
        return False
    between = plain[group[-1].end_pos : value.start_pos]
    return len(between) <= _NEAR and "\n" not in between and not any(map(str.isdigit, between))


def _is_in_cell(plain: str, end: int, start: int) -> bool:
    """Whether no line and no name begins between two offsets that are near each other."""
    between = plain[end:start]
    return start - end <= _NEAR and "\n" not in between and ":" not in between


def _is_beside(plain: str, end: int, start: int) -> bool:
    """Whether what ends at an offset is beside what starts at another one on the same line."""
    between = plain[end:start]
    near = start - end <= _NEAR
    return near and "\n" not in between and not any(map(str.isalnum, between))


def kind_after(name: Terminal) -> Terminal | None:
    """The kind of value that follows a name."""
    cell = structure().cell_of.get(name)
    return cell.kind if cell else None
