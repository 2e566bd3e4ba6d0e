"""The header of a letter, built from the cells of its table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache, partial
from itertools import chain
from typing import Any, TypeAlias

from imrparse.parsing.header_pairing import pair, slots
from imrparse.syntax.islands import Island, flexible, in_pieces
from imrparse.syntax.structure import Cell, structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import Token
from imrparse.text.node import maker, value_fields
from imrparse.text.spans import Span, make_span
from imrparse.tree.letter import Header, Priority

_header = maker(Header, *value_fields(Header), "span", "places")

CASE_NUMBER, DATE, PRIORITY = "CASE_NUMBER_VALUE", "DATE_VALUE", "PRIORITY_VALUE"


def cell_of(token: Token) -> Cell | None:
    """The cell whose name begins with a token, if there is one."""
    return structure().cell_of.get(token.type)


def kind_of(token: Token) -> Terminal | None:
    """The kind of value that follows a cell's name, if a token begins one."""
    cell = cell_of(token)
    return cell.kind if cell else None


def _date(text: str) -> date:
    month, day, year = text.split("/")
    return date(int(year), int(month), int(day))


_READERS: dict[str, Callable[[str], str | date | Priority]] = {
    DATE: _date,
    PRIORITY: Priority,
}


def read(value: Token) -> str | date | Priority | None:
    """What a cell's value says, or None for a date that the calendar does not have."""
    return read_value(value.type, value.value)


def read_value(kind: Terminal, text: str) -> str | date | Priority | None:
    """As `read`, of the text of a value of some kind."""
    try:
        return _READERS.get(kind, str)("".join(text.split()))
    except ValueError:
        return None


def header_of(cells: Sequence[Island], plain: str) -> Header | None:
    """The header of the cells of a table, or None if one of its values has a fault."""
    found = places_in(cells, plain)
    if found is None:
        return None
    values: dict[str, Any] = dict.fromkeys(value_fields(Header))
    places: dict[str, Span] = {}
    for name, place in found.items():
        kind, start, end = cells[place]
        places[name] = Span(start, end)
        value = values[name] = read_value(kind, plain[start:end])
        if value is None:
            return None
    return _header(*values.values(), Span(cells[0][1], cells[-1][2]), places)


def places_in(cells: Sequence[Island], plain: str) -> Mapping[str, int] | None:
    """The place among header cells of each field's value, or None if something is wrong with them.

    The cells are given by their terminals, starts and ends in the plain text.
    """
    return _places_in(_shape(cells, plain))


_Shape: TypeAlias = tuple[tuple[Terminal, ...], tuple[bool, ...]]
"""The terminals of a table's cells, and whether each begins a line."""


def _shape(cells: Iterable[Island], plain: str) -> _Shape:
    end = 0
    begins_line = []
    for _, start, next_end in cells:
        begins_line.append("\n" in plain[end:start])
        end = next_end
    return tuple([kind for kind, _, _ in cells]), tuple(begins_line)


@lru_cache(maxsize=1024)
def _places_in(shape: _Shape) -> Mapping[str, int] | None:
    cells, begins_line = shape
    table = structure()
    begins = table.cell_of
    parts = [n for n, kind in enumerate(cells) if kind in begins or kind in table.kinds]
    pairing = pair(slots(cells, begins_line))
    if pairing.unsure or 2 * len(pairing.value_of) != len(parts):
        return None
    named = [begins[cells[parts[name]]] for name in pairing.value_of]
    if not set(cells).issuperset(chain.from_iterable(cell.names for cell in named)):
        return None
    names = [cell.field for cell in named]
    if len(set(names)) < len(names) or not table.needed_cells.issubset(names):
        return None
    return dict(zip(names, (parts[value] for value in pairing.value_of.values()), strict=True))


_MOST_FORMS = 16
_MOST_SEEN = 256  # shapes of tables
_NO_OUTLINE = bytes(set(range(0x100)) - set(b"\n:/"))


class HeaderForms:
    """Reads tables that are laid out as others were, each by one pattern.

    A letter's table mostly has the shape of the one before: the same names and values in the same
    order, with lines that begin at the same ones. Of each shape that was seen twice, the pattern is
    made of the terminals' own.
    """

    def __init__(self) -> None:
        self._forms: list[_Form] = []
        self._by_outline: dict[bytes, _Form] = {}
        """The one that read the last table with this outline."""
        self._seen: set[_Shape] = set()

    def learn(self, cells: Sequence[Island], plain: str) -> None:
        """Remember the shape of a sound table."""
        shape = _shape(cells, plain)
        if any(form.shape == shape for form in self._forms):
            return
        if shape not in self._seen:
            if len(self._seen) < _MOST_SEEN:
                self._seen.add(shape)
        elif places := _places_in(shape):
            self._forms = [_Form(shape, places), *self._forms[: _MOST_FORMS - 1]]

    def read(self, plain: str, end: int) -> tuple[tuple[Terminal, ...], Header] | None:
        """The terminals of the cells that fill a text up to an offset, and the header in them.

        None if they have no shape that is known, or a value with a fault.
        """
        outline = _outline(plain[:end])
        likely = self._by_outline.get(outline)
        for form in [likely, *self._forms] if likely else self._forms:
            if found := form.pattern.fullmatch(plain, 0, end):
                if form is not likely:
                    self._keep(outline, form)
                header = form.header(found)
                return (form.shape[0], header) if header else None
        return None

    def _keep(self, outline: bytes, form: _Form) -> None:
        if len(self._by_outline) == _MOST_SEEN:
            self._by_outline.clear()
        self._by_outline[outline] = form


def _outline(table: str) -> bytes:
    """The line ends, colons and slashes of a table, which show how names and dates are arranged."""
    return table.encode("utf-8", "surrogatepass").translate(None, _NO_OUTLINE)


class _Form:
    """The pattern of the tables that have a shape."""

    def __init__(self, shape: _Shape, places: Mapping[str, int]) -> None:
        """`places` are those of the fields' values among the cells."""
        self.shape = shape
        pieces = []
        groups: dict[int, int] = {}
        for number, (kind, begins_line) in enumerate(zip(*shape, strict=True)):
            pieces.append(_NEXT_LINE if begins_line else _SAME_LINE)
            if number == 0:
                pieces.append("()")
            if kind.kind is Kind.VALUE:
                groups[number] = len(groups) + 2
                pieces.append(f"({in_pieces(flexible(kind.pattern))})")
            else:
                pieces.append(flexible(kind.pattern))
        self.pattern = re.compile("".join(pieces) + r"()\s*+")
        cells = shape[0]
        self._groups = {name: groups[n] for name, n in places.items()}
        kinds = {name: cells[n] for name, n in places.items()}
        self._fields = [
            (_reader(kinds[name]), self._groups[name] - 1) if name in kinds else None
            for name in value_fields(Header)
        ]
        self._last = len(groups) + 2

    def header(self, found: re.Match[str]) -> Header | None:
        """The header in a table, or None if a value has a fault."""
        texts = found.groups()
        values: list[Any] = []
        for field in self._fields:
            if field:
                read, group = field
                if (value := read(texts[group])) is None:
                    return None
                values.append(value)
            else:
                values.append(None)
        span = make_span((found.start(1), found.end(self._last)))
        return _header(*values, span, _FoundPlaces(found, self._groups))


class _FoundPlaces(Mapping[str, Span]):
    """Where the values of a header stand, from the match of its table."""

    __slots__ = ("_found", "_groups")

    def __init__(self, found: re.Match[str], groups: Mapping[str, int]) -> None:
        """`groups` are those of the fields' values."""
        self._found = found
        self._groups = groups

    def __getitem__(self, field: str) -> Span:
        return Span(*self._found.span(self._groups[field]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)

    def __reduce__(self) -> tuple[object, ...]:
        return dict, (dict(self),)


@cache
def _reader(kind: Terminal) -> Callable[[str], str | date | Priority | None]:
    """Reads the text of a value of some kind. A collection of letters repeats its dates."""
    read = partial(read_value, kind)
    return read if kind == CASE_NUMBER else lru_cache(maxsize=4096)(read)


_SAME_LINE = r"[^\S\n]*+"
_NEXT_LINE = r"[^\S\n]*+\n\s*+"
