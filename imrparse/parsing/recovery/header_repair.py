"""The header table where something is wrong with it: its faults, and what can be read of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from imrparse.diagnostics import codes
from imrparse.diagnostics.codes import Faults
from imrparse.diagnostics.diagnostic import Diagnostic, Related
from imrparse.diagnostics.safe_fixes import Of
from imrparse.parsing.header_table import CASE_NUMBER, DATE, PRIORITY, cell_of, kind_of, read
from imrparse.parsing.recovery.header_columns import (
    beside,
    by_columns,
    first_column,
    in_column,
    out_of_step,
    run_of_names,
    value_in_column,
)
from imrparse.syntax.islands import LONGEST_HEADER
from imrparse.syntax.near_misses import Wordings
from imrparse.syntax.structure import Cell, structure
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.syntax.tokens import PROSE, Token
from imrparse.text.edit_distance import FIGURES, nearest, only
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Header

_SEGMENT = re.compile(r"\S+(?:[^\S\n\t]\S+)*")
_SEEN = re.compile(r"\S")
_IN_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.,;:])|:[:;.]")
_FIGURES = str.maketrans(FIGURES)
_CODES = {CASE_NUMBER: codes.BAD_CASE_NUMBER, DATE: codes.BAD_DATE, PRIORITY: codes.BAD_PRIORITY}
_WHAT = {
    CASE_NUMBER: "is no case number (CM, the year, a hyphen, seven digits)",
    DATE: "is no date of the calendar (MM/DD/YYYY)",
    PRIORITY: "is no priority",
}
_NO_VALUE = "is no value of the header"
_LONGEST_NAME = 200  # code points in which a name stands that is misspelt; the longest has 16


class HeaderRepair:
    """Reads the cells of one header table. `diagnostics` say what was wrong."""

    def __init__(self, source: Source, terminals: Terminals) -> None:
        self._faults = Faults(source)
        self._source = source
        self._structure = structure()
        self._terminals = terminals
        self._wordings = Wordings(
            {name: name.wording for name in terminals.of_kind(Kind.FIELD)},
            more=1,  # here little else can be meant
        )
        self._patterns = {kind: re.compile(kind.pattern) for kind in self._structure.kinds}
        mangled = {kind: f"{kind.removesuffix('_VALUE')}_MANGLED" for kind in self._patterns}
        self._mangled = {
            kind: re.compile(terminals[name].pattern)
            for kind, name in mangled.items()
            if name in terminals
        }
        self._priority = next(cell for cell in self._structure.cells if cell.kind == PRIORITY)
        self._priorities = tuple(re.findall(r"[A-Z][a-z]+", self._priority.kind.pattern))
        self._bad: set[int] = set()  # where values stand that are none
        self._table = ""
        self._priority_wanted = -1  # where the name of the priority stands, if no value does

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return self._faults.found

    def header(self, tokens: Sequence[Token], following: int) -> Header | None:
        """The header that the tokens before the first heading make, or None if they make none.

        `following` is where what follows the header starts.
        """
        self._table = self._source.plain[:following]
        if not self._patterns[self._priority.kind].search(self._table):
            self._priority_wanted = self._table.find(self._priority.wording)
        cells: list[Token] = []
        values: Counter[Terminal] = Counter()
        for token in self._whole_words(tokens):
            found = list(self._cells(token, self._name_before(cells, values)))
            values.update(cell.type for cell in found)
            cells += found
        cells = self._without_doubled(self._without_unknown(cells))
        if not cells:
            return None
        names = self._names(cells, following)
        owned = self._owners(cells, names, following)
        fields: dict[str, Any] = {cell.field: None for cell in self._structure.cells}
        places: dict[str, Span] = {}
        for name, value in owned.items():
            places[name] = value.span
            if value.start_pos not in self._bad:
                fields[name] = read(value)
                if fields[name] is None:
                    self._bad_value(value.type, value.span)
        span = Span(cells[0].start_pos, cells[-1].end_pos)
        return Header(**fields, span=span, places=places)

    # Cells, of what the lexer found and of the text between.

    def _whole_words(self, tokens: Iterable[Token]) -> list[Token]:
        """The tokens, those that are part of a longer word ("Applications") given to the text."""
        whole: list[Token] = []
        for token in tokens:
            start = token.start_pos
            beside = bool(whole) and whole[-1].end_pos == start
            if beside and _IN_WORD.fullmatch(self._table[start - 1 : start + 1]):
                whole[-1] = self._token(PROSE, Span(whole[-1].start_pos, token.end_pos))
            else:
                whole.append(token)
        return whole

    def _name_before(self, cells: Sequence[Token], values: Counter[Terminal]) -> Cell | None:
        """The cell whose whole name the tokens end with, if its value may still follow.

        `values` counts the tokens of each kind.
        """
        if not cells:
            return None
        last = cell_of(cells[-1])
        for cell in self._structure.cells:
            size = len(cell.names)
            if size > 1 and [token.type for token in cells[-size:]] == list(cell.names):
                # Its value may have stood between the parts of the name.
                wanted = sum(other.kind == cell.kind for other in self._structure.cells)
                return cell if values[cell.kind] < wanted else None
        return last

    def _cells(self, token: Token, before: Cell | None) -> Iterator[Token]:
        """The cells that a token is, or that its text holds, after the name of `before`."""
        if token.type != PROSE:
            yield token
            return
        for match in _SEGMENT.finditer(self._source.plain, *token.span):
            start, end = match.span()
            while start < end:
                found = self._cell(start, end, before)
                before = cell_of(found) if found else None
                if found is None:
                    yield self._token(PROSE, Span(start, end))
                    break
                yield found
                rest = _SEEN.search(self._source.plain, found.end_pos, end)
                start = rest.start() if rest else end

    def _cell(self, start: int, end: int, before: Cell | None) -> Token | None:
        """The cell that a stretch of text begins with, if it is meant for one."""
        if start > LONGEST_HEADER:
            return None
        plain = self._source.plain
        if best := self._wordings.at_start(plain[start : min(end, start + _LONGEST_NAME)]):
            name, near = best
            span = Span(start, start + near.end)
            self._misspelt(span, self._wordings.wordings[name])
            return self._token(self._terminals[name], span)
        if before and before != self._priority:
            return self._bad_value(before.kind, Span(start, end))
        for kind, pattern in self._mangled.items():
            if match := pattern.match(plain, start, end):
                return self._bad_value(kind, Span(*match.span()))
        if 0 <= self._priority_wanted <= start:
            return self._bad_value(self._priority.kind, Span(start, end))
        return None

    def _without_unknown(self, cells: Sequence[Token]) -> list[Token]:
        """The cells, what is none taken for a bad value of the kind of which one is lacking."""
        lacking = _lacking(cells)
        known = []
        for cell in cells:
            kinds = [kind for kind, count in lacking.items() if count > 0]
            if cell.type != PROSE:
                known.append(cell)
            elif len(kinds) == 1:
                known.append(self._bad_value(kinds[0], cell.span))
                lacking[kinds[0]] -= 1
            else:
                message = "text that belongs to no part of the letter"
                self._faults.say(codes.STRAY, message, cell.span)
        return known

    def _token(self, name: Terminal, span: Span) -> Token:
        return Token(name, self._source.plain[slice(*span)], *span)

    def _without_doubled(self, cells: Sequence[Token]) -> list[Token]:
        """The cells without names that stand there again, and the values after those."""
        kept: list[Token] = []
        first: dict[str, Token] = {}
        after: dict[str, str] = {}  # what follows each name where it stands first
        for cell, following in pairwise(cells):
            after.setdefault(cell.type, following.type)
        skipping = ""
        for cell in cells:
            if cell.type == skipping:
                skipping = ""
                continue
            skipping = ""
            if cell.type in first:
                kind = kind_of(cell) or ""
                skipping = kind if after.get(cell.type) == kind else ""
                if cell_of(cell):
                    related = Related("the first one stands here", first[cell.type].span)
                    message = f"'{_folded(cell)}' stands here again"
                    self._faults.say(codes.DOUBLED, message, cell.span, related)
                continue
            if cell.type.kind is Kind.FIELD:
                first[cell.type] = cell
            kept.append(cell)
        return kept

    # Names, and the values that belong to them.

    def _names(self, cells: list[Token], following: int) -> list[str]:
        """The names in the order of the table, those put in that are missing."""
        names = [cell.field for token in cells if (cell := cell_of(token))]
        for cell in self._structure.cells:
            if cell.field not in names and not cell.is_optional:
                place, index = self._place_of_name(cell, cells, names)
                place = following if place is None else place
                message = f"the header's '{cell.wording}' is missing here"
                expected = (cell.wording,)
                self._faults.say(codes.MISSING, message, Span(place, place), expected=expected)
                names.insert(index, cell.field)
        return names

    def _place_of_name(
        self, missing: Cell, cells: Sequence[Token], names: Sequence[str]
    ) -> tuple[int | None, int]:
        """What stands where a missing name should, and which name it would be."""
        where = {cell.field: n for n, token in enumerate(cells) if (cell := cell_of(token))}
        columns = by_columns(cells)
        table = self._structure
        order = next(c for c in table.columns if missing in c) if columns else table.cells
        place = order.index(missing)
        earlier = [cell for cell in order[:place] if cell.field in where]
        later = [cell.field for cell in order[place + 1 :] if cell.field in where]
        first = where[earlier[-1].field] + 1 if earlier else 0
        early, filled = out_of_step(cells)
        if columns and later:
            # A value that no name before it takes is the one whose name is missing.
            values = [n for n in range(first, where[later[0]]) if n in early]
            left = [n for n in values if cells[n].type == missing.kind]
            return cells[[*left, where[later[0]]][0]].start_pos, names.index(later[0])
        if not earlier:
            return cells[0].start_pos, 0
        index = first
        if not (columns and run_of_names(cells, first - 1, filled) > 1) and index < len(cells):
            index += cells[index].type == earlier[-1].kind
        start = cells[index].start_pos if index < len(cells) else None
        return start, names.index(earlier[-1].field) + 1

    def _owners(
        self, cells: Sequence[Token], names: Sequence[str], following: int
    ) -> dict[str, Token]:
        """The value of each name, each kind in order."""
        owned: dict[str, Token] = {}
        kinds = {cell.field: cell.kind for cell in self._structure.cells}
        here = {cell.field for token in cells if (cell := cell_of(token))}
        for kind in self._structure.kinds:
            values = [cell for cell in cells if cell.type == kind]
            waiting = [name for name in names if kinds[name] == kind]
            while len(waiting) > len(values):
                gone = [name for name in waiting if name not in here]
                name = gone[0] if gone else self._without_value(waiting, cells)
                waiting.remove(name)
                self._say_empty(name, cells, following)
            for value in values[len(waiting) :]:
                message = f"'{_folded(value)}' has no name in the header"
                self._faults.say(codes.STRAY, message, value.span)
            owned.update(zip(waiting, values, strict=False))
        return {name: owned[name] for name in names if name in owned}

    def _without_value(self, names: Sequence[str], cells: Sequence[Token]) -> str:
        """The name that has no value: the one with none beside it, or else the last."""
        column = first_column(cells)
        kind = next(cell.kind for cell in self._structure.cells if cell.field == names[0])
        wanted = [token for token in column if kind_of(token) == kind]
        if sum(token.type == kind for token in column) < len(wanted):
            fields = [cell.field for token in column if (cell := cell_of(token))]
            lacking = [field for field in fields if field in names]
            return lacking[-1] if lacking else names[-1]
        rest = cells[len(column) :]
        if not by_columns(rest) or any(beside(rest, token) for token in rest):
            for token in rest:
                cell = cell_of(token)
                # The value of a name of two parts may stand between them.
                if not cell or cell.field not in names or len(cell.names) > 1:
                    continue
                if not beside(rest, token):
                    return cell.field
        return names[-1]

    def _say_empty(self, name: str, cells: Sequence[Token], following: int) -> None:
        named = {cell.field: token for token in cells if (cell := cell_of(token))}
        if name not in named:
            return  # the name is missing too, and that was said
        token = named[name]
        index = cells.index(token) + 1
        if in_column(token, cells, 3):
            index = value_in_column(name, cells)
        else:
            parts = self._structure.cell_of[token.type].names
            index += index < len(cells) and cells[index].type in parts[1:]
        place = cells[index].start_pos if index < len(cells) else following
        message = f"the header's '{_folded(token)}' has nothing after it"
        related = Related("it should follow this name", token.span)
        self._faults.say(codes.EMPTY, message, Span(place, place), related)

    # What is said.

    def _misspelt(self, span: Span, wording: str) -> None:
        shown = " ".join(self._source.plain[slice(*span)].split())
        self._faults.say(
            codes.MISSPELT,
            f"'{shown}' is not as it should be written",
            span,
            hint=f"did you mean '{wording}'?",
            fix=wording,
        )

    def _bad_value(self, kind: Terminal, span: Span) -> Token:
        """Says that a value is none. Returns its token, with what was meant if that is plain."""
        shown = self._source.plain[slice(*span)]
        is_priority = kind == PRIORITY
        meant = only(nearest(shown, self._priorities)) if is_priority else _figures(kind, shown)
        if not is_priority and meant is not None:
            sound = self._patterns[kind].fullmatch(meant) and read(Token(kind, meant, *span))
            meant = meant if sound and meant != shown else None
        hint = f"did you mean '{meant}'?" if meant else None
        if is_priority and not meant:
            hint = f"a priority is {' or '.join(sorted(self._priorities, reverse=True))}"
        code, what = _CODES.get(kind, codes.STRAY), _WHAT.get(kind, _NO_VALUE)
        self._faults.say(code, f"'{shown}' {what}", span, hint=hint, fix=meant, of=Of.NAME)
        if meant is None:
            self._bad.add(span.start)
        return Token(kind, meant or shown, *span)


def _lacking(cells: Sequence[Token]) -> Counter[Terminal]:
    """How many more names than values there are of each kind."""
    lacking = Counter(kind for cell in cells if (kind := kind_of(cell)))
    lacking.subtract(cell.type for cell in cells if cell.type in lacking)
    return lacking


def _figures(kind: str, text: str) -> str:
    """A value with the letters that OCR takes for figures made figures."""
    letters = 2 if kind == CASE_NUMBER else 0
    return text[:letters].upper() + text[letters:].translate(_FIGURES)


def _folded(token: Token) -> str:
    return " ".join(token.value.split())
