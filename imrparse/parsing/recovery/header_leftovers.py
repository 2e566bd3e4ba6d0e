"""What stands in a header table and belongs to no cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from attrs import evolve

from imrparse.diagnostics.diagnostic import Edit
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
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import Token
from imrparse.text.source import Span

_MOST_DOUBLED = 3  # names that stand twice, beyond which the whole table does
_NEAR = 40  # code points between a text and a mark that belongs to it


def left_over(
    plain: str, tokens: Iterable[Token], marks: Sequence[Span], others: Iterable[Span]
) -> Iterator[Stray | NamelessValue | Marks]:
    """The findings of texts, names and values that are left, and of marks.

    What stands together is one text, and has one finding. All marks elsewhere have one finding, but
    none where the cell has one of the `others`.
    """
    groups = _groups(plain, sorted(tokens, key=attrgetter("start_pos")))
    spans = [Span(group[0].start_pos, group[-1].end_pos) for group in groups]
    for group, span in zip(groups, spans, strict=True):
        is_value = len(group) == 1 and group[0].type.kind is Kind.VALUE
        yield NamelessValue(span) if is_value else Stray(span)
    told = sorted([*spans, *(span for span in others if span.start < span.end)])
    apart = [mark for mark in marks if not _is_in(plain, mark, told)]
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
            yield found
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
    """A name without a value, or the number in its place as a malformed one."""
    kind = kind_after(found.name)
    numbers = [token for token in left if token.value.isdigit()]
    rest = _rest(plain, _end_of_name(plain, found), numbers)
    if kind is None or rest is None:
        return found
    left.remove(rest)
    return BadValue(kind, rest.span)


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
        if groups and _is_one_text(plain, groups[-1][-1], token):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _is_one_text(plain: str, token: Token, after: Token) -> bool:
    values = sum(one.type.kind is Kind.VALUE for one in (token, after))
    if values < 2 and _is_in_cell(plain, token.end_pos, after.start_pos):
        return True  # perhaps on both sides of a value
    between = plain[token.end_pos : after.start_pos]
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
