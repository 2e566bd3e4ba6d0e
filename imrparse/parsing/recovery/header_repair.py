"""Reading a header table with faults: what can be read of it, and what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from imrparse.parsing.header_pairing import Pairing, Slot, pair
from imrparse.parsing.header_table import CASE_NUMBER, cell_of, header_of, kind_of, read
from imrparse.parsing.recovery.findings import (
    BadValue,
    DistantValue,
    Doubled,
    Empty,
    Finding,
    Missing,
    OtherName,
    UnsureValue,
)
from imrparse.parsing.recovery.header_cells import UNKNOWN_NAME, HeaderCells, is_labelled, is_name
from imrparse.parsing.recovery.header_columns import (
    in_column,
    place_of_name,
    value_in_column,
    whole_columns,
)
from imrparse.parsing.recovery.header_swaps import swap_back, without_copies_of_names
from imrparse.parsing.recovery.header_values import (
    header_values,
    kind_after,
    left_over,
    name_before,
    with_rests,
)
from imrparse.syntax.structure import Cell, structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import PROSE, Token
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Header

_LONGEST_VALUE = 40  # code points of text that may be meant as a value


@frozen
class MendedHeader:
    """A header table, and what was wrong with it."""

    header: Header | None
    """None if the text has no cell of one."""
    findings: Sequence[Finding]


def mend_header(source: Source, tokens: Sequence[Token], following: int) -> MendedHeader:
    """Read the tokens before the first heading. `following` is where that starts."""
    if all(token.type.kind is not Kind.PROSE for token in tokens):
        cells = [(token.type, token.start_pos, token.end_pos) for token in tokens]
        if header := header_of(cells, source.plain):
            return MendedHeader(header, [])  # as a sound letter is read
    repair = _HeaderRepair(source.plain, following)
    header = repair.header(tokens)
    return MendedHeader(header, repair.findings)


class _HeaderRepair:
    """Reads the cells of one header table."""

    def __init__(self, plain: str, following: int) -> None:
        self.findings: list[Finding] = []
        self._plain = plain
        self._following = following
        self._source = HeaderCells(plain, following)
        self._owned: dict[str, Token] = {}
        """The value of each field that has one."""
        self._left: list[Token] = []
        """What belongs to no cell."""

    def header(self, tokens: Sequence[Token]) -> Header | None:
        """The header that tokens make, or None if they hold no cell."""
        found = self._source.find(tokens)
        cells = [token for token in found if _is_cell(token)]
        if cells:
            self._read(self._without_repeats(found))
        else:
            self._left += found
        fields: dict[str, Any] = {cell.field: None for cell in structure().cells}
        fields |= {field: self._value(token) for field, token in self._owned.items()}
        self.findings = list(with_rests(self._plain, self.findings, self._left))
        others = [found.span for found in self.findings]
        self.findings += left_over(self._plain, self._left, self._marks_for_values(), others)
        if not cells:
            return None
        places = {field: token.span for field, token in self._owned.items()}
        span = Span(cells[0].start_pos, cells[-1].end_pos)
        return Header(**fields, span=span, places=places)

    def _marks_for_values(self) -> list[Span]:
        """The marks. One that stands in the place of a value is a malformed one."""
        marks = list(self._source.marks)
        for number, found in enumerate(self.findings):
            kind = kind_after(found.name) if isinstance(found, Empty) else None
            if isinstance(found, Empty) and kind:
                mark = next((m for m in marks if found.name_span.end <= m.start < found.at), None)
                if mark:
                    marks.remove(mark)
                    self.findings[number] = BadValue(kind, mark)
        return marks

    def _without_repeats(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens without names that stand twice with no value between."""
        kept: list[Token] = []
        run: dict[Terminal, Token] = {}
        for token in tokens:
            if token.type.kind is not Kind.FIELD:
                run.clear()
            elif first := run.get(token.type):
                self.findings.append(Doubled(token.type, token.span, first.span))
                continue
            elif token.type != UNKNOWN_NAME:
                run[token.type] = token
            kept.append(token)
        return kept

    def _read(self, tokens: Sequence[Token]) -> None:
        tokens, copies = without_copies_of_names(tokens)
        self.findings += copies
        cells = [token for token in tokens if _is_cell(token)]
        present = {cell.field for token in cells if (cell := cell_of(token))}
        table = structure().cells
        missing = [c for c in table if c.field not in present and not c.is_optional]
        places: dict[str, int | None] = {}
        if present:
            places = {cell.field: place_of_name(cell, cells) for cell in missing}
            tokens, between = whole_columns(self._plain, tokens, missing)
            self._left += between
            tokens = list(_with_missing(tokens, missing, places))
        slots = _Slots(tokens, self._plain)
        pairing = pair(slots.shape)
        names = self._names(slots)
        self._left += slots.without_place
        self._report_unsure(slots, pairing, cells)
        self._find_owners(slots, pairing)
        for found in swap_back(self._owned, names):
            self._source.malformed.pop(found.span.start, None)
            self.findings.append(found)
        if not present:
            self._read_without_names()
        self._report_missing(missing, places, present)
        self._report_names(names, slots, pairing, cells)

    # Pairs of names and values.

    def _names(self, slots: _Slots) -> dict[str, Token]:
        """The first name of each cell. Reports the others."""
        names: dict[str, Token] = {}
        for number in slots.names:
            token = slots.tokens[number]
            cell = cell_of(token)
            if cell is None or not token.value:
                continue
            first = names.setdefault(cell.field, token)
            if first is not token:
                self.findings.append(Doubled(token.type, token.span, first.span))
        return names

    def _find_owners(self, slots: _Slots, pairing: Pairing) -> None:
        """Give each name its value. What no name has is left."""
        unsure = set().union(*pairing.unsure.values())
        owners = {value: name for name, value in pairing.value_of.items()}
        for number, token in enumerate(slots.tokens):
            if slots.shape[number].is_name:
                if cell_of(token) is None:
                    self._left.append(token)
            elif number not in owners:
                if number not in unsure:
                    self._left.append(token)
            elif cell := cell_of(slots.tokens[owners[number]]):
                self._owned.setdefault(cell.field, self._as_value(token, cell))
            else:
                self._left.append(token)

    def _as_value(self, token: Token, cell: Cell) -> Token:
        """A token as a value of a cell's kind. Text becomes a malformed value."""
        if token.type != PROSE:
            return token
        found = header_values().bad_value(cell.kind, token.span, token.value)
        self._source.malformed[token.start_pos] = found
        return Token(cell.kind, found.meant or token.value, *token.span)

    def _value(self, token: Token) -> Any:
        """What a value says; None, with a finding, if it says nothing."""
        found = self._source.malformed.get(token.start_pos)
        value = read(token) if found is None or found.meant else None
        if found is None and value is None:
            found = header_values().bad_value(token.type, token.span, token.value)
        if found:
            self.findings.append(found)
        return value

    # Values without names.

    def _read_without_names(self) -> None:
        """Read a table of values alone, if all are there in the order of rows or columns."""
        values = [token for token in self._left if token.type.kind is Kind.VALUE]
        kinds = [token.type for token in values]
        table = structure()
        by_columns = tuple(cell for column in table.columns for cell in column)
        orders = [table.cells, by_columns]
        orders += [tuple(c for c in order if not c.is_optional) for order in orders]
        for order in orders:
            if kinds == [cell.kind for cell in order]:
                self._owned = {c.field: v for c, v in zip(order, values, strict=True)}
                self._left = [token for token in self._left if token not in values]
                return

    def _report_missing(
        self, missing: Sequence[Cell], places: Mapping[str, int | None], present: set[str]
    ) -> None:
        if not present:
            parts = tuple(name for cell in missing for name in cell.names)
            places_of = [token.start_pos for token in (*self._owned.values(), *self._left)]
            self.findings.append(Missing(min(places_of, default=self._following), parts))
            return
        for cell in missing:
            place = places[cell.field]
            at = self._following if place is None else place
            name = name_before(self._plain, at, self._left) if cell.field in self._owned else None
            if name:
                self.findings.append(OtherName(name.span, cell.wording))
            else:
                self.findings.append(Missing(at, cell.names))

    # Names without values.

    def _report_unsure(self, slots: _Slots, pairing: Pairing, cells: Sequence[Token]) -> None:
        """One finding for the names of a kind that may or may not have a value."""
        for kind in structure().kinds:
            names = [n for n in pairing.unsure if slots.shape[n].kind == kind]
            tokens = [slots.tokens[n] for n in names if slots.tokens[n].value]
            if tokens:
                place = self._place_of_value(tokens[-1], cells)
                self.findings.append(UnsureValue(place, tuple(token.span for token in tokens)))

    def _report_names(
        self,
        names: Mapping[str, Token],
        slots: _Slots,
        pairing: Pairing,
        cells: Sequence[Token],
    ) -> None:
        """Report how names are spelt, and those without a value."""
        unsure = {slots.tokens[number].start_pos for number in pairing.unsure}
        for field, token in names.items():
            if field not in self._owned and token.start_pos not in unsure:
                self._without_value(field, token, cells)
        used = {token.start_pos for token in (*names.values(), *cells)}
        doubled = {f.span.start for f in self.findings if isinstance(f, Doubled)}
        misspelt = self._source.misspelt.items()
        self.findings += [found for at, found in misspelt if at in used - doubled]

    def _without_value(self, field: str, token: Token, cells: Sequence[Token]) -> None:
        kind = kind_of(token)
        # A case number is one wherever it stands; a priority may be a word of a sentence.
        alone = [
            value
            for value in self._left
            if value.type == kind
            and (
                kind == CASE_NUMBER
                or self._is_alone(value)
                or self._is_behind_another(value, cells)
            )
        ]
        others = [t for c in cells if (t := cell_of(c)) and t.field not in self._owned]
        if len(alone) == 1 and sum(other.kind == kind for other in others) == 1:
            self._owned[field] = alone[0]
            self._left.remove(alone[0])
            self.findings.append(DistantValue(alone[0].span, token.span))
            return
        self.findings.append(Empty(self._place_of_value(token, cells), token.type, token.span))

    def _is_behind_another(self, value: Token, cells: Sequence[Token]) -> bool:
        """Whether a value stands right behind a name of another kind."""
        before = next((cell for cell in reversed(cells) if cell.end_pos <= value.start_pos), None)
        if before is None or not is_name(before) or kind_of(before) == value.type:
            return False
        return not self._plain[before.end_pos : value.start_pos].strip(": \t")

    def _is_alone(self, value: Token) -> bool:
        """Whether a value stands alone before the first name or on its line."""
        start = self._plain.rfind("\n", 0, value.start_pos) + 1
        end = self._plain.find("\n", value.end_pos)
        line = self._plain[start : end if end >= 0 else None]
        return (
            line.strip() == self._plain[slice(*value.span)]
            or not self._plain[: value.start_pos].strip()
        )

    def _place_of_value(self, token: Token, cells: Sequence[Token]) -> int:
        """Where the value of a name is missing: at the start of what stands in its place."""
        index = cells.index(token) + 1
        cell = cell_of(token)
        assert cell
        if in_column(token, cells, 3):
            index = value_in_column(cell.field, cells)
        else:
            index += index < len(cells) and cells[index].type in cell.names[1:]
        return cells[index].start_pos if index < len(cells) else self._following


class _Slots:
    """The shape of a table, and the token of each of its slots."""

    def __init__(self, tokens: Sequence[Token], plain: str) -> None:
        self.tokens: list[Token] = []
        self.without_place: list[Token] = []  # text that is no value
        shape: list[Slot] = []
        kinds = structure().kinds
        seen: set[Terminal] = set()
        end = 0
        for token in tokens:
            begins_line = "\n" in plain[end : token.start_pos] or not token.value
            is_rest = token.type == UNKNOWN_NAME and shape and shape[-1].is_name
            if is_rest and not begins_line:
                self.without_place.append(token)  # "(MM):", behind a name
            elif is_name(token):
                needed = bool(token.value) and token.type not in seen
                shape.append(Slot(True, kind_of(token), begins_line, needed))
                self.tokens.append(token)
                seen.add(token.type)
            elif token.type in kinds:
                shape.append(Slot(False, token.type, begins_line))
                self.tokens.append(token)
            elif token.type == PROSE and _may_be_value(token.value):
                shape.append(Slot(False, None, begins_line))
                self.tokens.append(token)
            elif token.type == PROSE:
                self.without_place.append(token)
            end = max(end, token.end_pos)
        self.shape = tuple(shape)
        self.names = [number for number, slot in enumerate(shape) if slot.is_name]


def _with_missing(
    tokens: Sequence[Token], missing: Sequence[Cell], places: Mapping[str, int | None]
) -> Iterator[Token]:
    """The tokens, with an empty one for each missing name where a value stands in its place.

    There are more values of its kind than names then.
    """
    present = {token.type for token in tokens}
    surplus = Counter(token.type for token in tokens)
    surplus.subtract(kind for token in tokens if (kind := kind_of(token)))
    waiting = [cell for cell in missing if cell.names[0] not in present]
    for token in tokens:
        for cell in waiting:
            is_there = places[cell.field] == token.start_pos and token.type == cell.kind
            if is_there and surplus[cell.kind] > 0:
                yield Token(cell.names[0], "", token.start_pos, token.start_pos)
        yield token


def _is_cell(token: Token) -> bool:
    """Whether a token is a name of the table, a part of one, or a value."""
    is_part = token.type.kind is Kind.FIELD and token.type != UNKNOWN_NAME
    return is_part or token.type in structure().kinds


def _may_be_value(text: str) -> bool:
    return len(text) <= _LONGEST_VALUE and not is_labelled(text)
