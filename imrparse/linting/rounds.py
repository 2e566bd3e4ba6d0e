"""The edits of several rounds of fixes, as edits of the draft before the first round."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from attrs import evolve, frozen

from imrparse.diagnostics.diagnostic import Diagnostic, Edit
from imrparse.linting.fixing import edits_of
from imrparse.text.spans import Span


@frozen
class Change:
    """Edits of a draft that must be made together, or not at all."""

    edits: tuple[Edit, ...]
    """In text order; they do not overlap."""
    fixed: tuple[int, ...]
    """The diagnostics that they fix, by their places among those that were applied."""


def changes(draft: str, applied: Sequence[Diagnostic], unsafe: bool) -> tuple[Change, ...]:
    """The edits of a draft that have the effect of all fixes that were applied to it.

    `applied` and `unsafe` are those of `imrparse.linting.fixing.Fixed`. An edit of a later round
    that touches the text of an earlier one belongs to the same change.
    """
    pieces = [_Piece(draft, 0)]
    numbered = enumerate(applied)
    for _, together in groupby(numbered, key=lambda one: one[1].source.text):
        edits = [(edit, number) for number, one in together for edit in edits_of(one, unsafe)]
        pieces = list(_edited(pieces, sorted(edits, key=lambda pair: pair[0].span)))
    return tuple(_grouped(list(_differences(pieces, len(draft)))))


@frozen
class _Piece:
    """A part of a text: a slice of the draft, or new text."""

    text: str
    start: int | None = None
    """Its offset in the draft; None for new text."""
    fixed: frozenset[int] = frozenset()
    """For new text, which may be empty: the diagnostics that put it here."""

    def cut(self, length: int) -> tuple[_Piece, _Piece]:
        """The piece in two; the first has this length."""
        after = None if self.start is None else self.start + length
        return evolve(self, text=self.text[:length]), evolve(
            self, text=self.text[length:], start=after
        )


def _edited(pieces: Iterable[_Piece], edits: Iterable[tuple[Edit, int]]) -> Iterator[_Piece]:
    """The pieces of a text after edits, each with the number of its diagnostic."""
    left = deque(pieces)
    position = 0
    for edit, number in edits:
        yield from _taken(left, edit.span.start - position)
        replaced = _taken(left, edit.span.end - edit.span.start)
        yield _Piece(edit.text, fixed=frozenset({number}).union(*(one.fixed for one in replaced)))
        position = edit.span.end
    yield from left


def _taken(left: deque[_Piece], length: int) -> list[_Piece]:
    """Remove the first code points of a text, and return their pieces."""
    taken = []
    while length:
        piece = left.popleft()
        if len(piece.text) > length:
            piece, rest = piece.cut(length)
            left.appendleft(rest)
        length -= len(piece.text)
        taken.append(piece)
    return taken


def _differences(pieces: Iterable[_Piece], end: int) -> Iterator[tuple[Edit, frozenset[int]]]:
    """The edits of the draft that give these pieces, and what each fixes."""
    position, new, fixed = 0, "", frozenset[int]()
    for piece in [*pieces, _Piece("", end)]:
        if piece.start is None:
            new += piece.text
            fixed |= piece.fixed
            continue
        if new or piece.start > position:
            yield Edit(Span(position, piece.start), new), fixed
        position, new, fixed = piece.start + len(piece.text), "", frozenset()


def _grouped(edits: Iterable[tuple[Edit, frozenset[int]]]) -> Iterator[Change]:
    """The edits that have a diagnostic in common, directly or through others, as one change."""
    groups: list[tuple[set[int], list[Edit]]] = []
    for edit, fixed in edits:
        joined = [group for group in groups if not group[0].isdisjoint(fixed)]
        groups = [group for group in groups if group[0].isdisjoint(fixed)]
        numbers = set(fixed).union(*(numbers for numbers, _ in joined))
        together = [one for _, some in joined for one in some]
        groups.append((numbers, [*together, edit]))
    for numbers, together in groups:
        yield Change(tuple(sorted(together, key=lambda one: one.span)), tuple(sorted(numbers)))
