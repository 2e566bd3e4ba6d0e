"""What stands in a header table and belongs to no cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from imrparse.parsing.recovery.findings import Marks, NamelessValue, Stray
from imrparse.syntax.terminals import Kind
from imrparse.syntax.tokens import Token
from imrparse.text.source import Span

_NEAR = 40  # code points between a text and a mark that belongs to it


def left_over(
    plain: str, tokens: Iterable[Token], marks: Sequence[Span]
) -> Iterator[Stray | NamelessValue | Marks]:
    """The findings of texts, names and values that are left, and of marks.

    What stands together is one text, and has one finding. All marks elsewhere have one finding.
    """
    groups = _groups(plain, sorted(tokens, key=attrgetter("start_pos")))
    spans = [Span(group[0].start_pos, group[-1].end_pos) for group in groups]
    for group, span in zip(groups, spans, strict=True):
        is_value = len(group) == 1 and group[0].type.kind is Kind.VALUE
        yield NamelessValue(span) if is_value else Stray(span)
    apart = [mark for mark in marks if not _is_in(plain, mark, spans)]
    if apart:
        yield Marks(apart[0], tuple(apart[1:]))


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
    between = plain[token.end_pos : after.start_pos]
    if any(map(str.isalnum, between)):
        return False
    values = sum(one.type.kind is Kind.VALUE for one in (token, after))
    return values == 0 or (values == 1 and "\n" not in between)


def _is_in(plain: str, mark: Span, texts: Sequence[Span]) -> bool:
    """Whether a mark stands in a text, or beside one on its line."""
    index = bisect_left(texts, mark.start, key=attrgetter("start"))
    end = texts[index - 1].end if index else -1
    start = texts[index].start if index < len(texts) else len(plain)
    return (0 <= end <= mark.start and _is_beside(plain, end, mark.start)) or _is_beside(
        plain, mark.end, start
    )


def _is_beside(plain: str, end: int, start: int) -> bool:
    """Whether what ends at an offset is beside what starts at another one on the same line."""
    between = plain[end:start]
    near = start - end <= _NEAR
    return near and "\n" not in between and not any(map(str.isalnum, between))
