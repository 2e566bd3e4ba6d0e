"""The header table where something is wrong with it: its faults, and what can be read of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from lark.lexer import PatternStr, TerminalDef

from imrparse import faults
from imrparse.diagnostics import Diagnostic, Edit, Fix, Related
from imrparse.header import CASE_NUMBER, DATE, FIELDS, KINDS, PRIORITY, read
from imrparse.nearmiss import Wordings, nearest
from imrparse.source import Source, Span
from imrparse.tokens import PROSE, Token
from imrparse.tree import Header

_ROWS = tuple(KINDS)
_COLUMNS = (
    ("case_number", "date_assigned", "decision_date", "priority"),
    ("date_of_injury", "ur_denial_date", "application_received"),
)
"""The order of the names by rows, and by columns where an extractor gives columns."""

_SEGMENT = re.compile(r"\S+(?:[^\S\n\t]\S+)*")
_FIGURES = str.maketrans("OoIlSB", "001158")
_CODES = {CASE_NUMBER: faults.BAD_CASE_NUMBER, DATE: faults.BAD_DATE, PRIORITY: faults.BAD_PRIORITY}
_WHAT = {
    CASE_NUMBER: "is no case number (CM, the year, a hyphen, seven digits)",
    DATE: "is no date of the calendar (MM/DD/YYYY)",
    PRIORITY: "is no priority",
}
_RECEIVED = "RECEIVED_FIELD"
_DATES = sum(kind == DATE for kind in KINDS.values())


class HeaderRepair:
    """Reads the cells of one header table. `diagnostics` say what was wrong."""

    def __init__(self, source: Source, terminals: Iterable[TerminalDef]) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._source = source
        by_name = {terminal.name: terminal.pattern for terminal in terminals}
        self._wordings = Wordings(
            {
                name: pattern.value
                for name, pattern in by_name.items()
                if name.endswith("_FIELD") and isinstance(pattern, PatternStr)
            },
            more=1,  # here little else can be meant
        )
        self._patterns = {
            name: re.compile(by_name[name].to_regexp()) for name in (CASE_NUMBER, DATE, PRIORITY)
        }
        self._mangled = {
            kind: re.compile(by_name[f"{kind.removesuffix('_VALUE')}_MANGLED"].to_regexp())
            for kind in (CASE_NUMBER, DATE)
        }
        self._priorities = re.findall(r"[A-Z][a-z]+", by_name[PRIORITY].to_regexp())
        self._bad: set[int] = set()  # where values stand that are none

    def header(self, tokens: Sequence[Token], following: int) -> Header | None:
        """The header that the tokens before the first heading make, or None if they make none.

        `following` is where what follows the header starts.
        """
        cells: list[Token] = []
        for token in tokens:
            before = [cell.type for cell in cells[-2:]]
            # A name of two words, both before its value.
            dates = sum(cell.type == DATE for cell in cells)
            joined = before == ["APPLICATION_RECEIVED_FIELD", _RECEIVED] and dates < _DATES
            cells += self._cells(token, before[0] if joined else "".join(before[-1:]))
        cells = self._without_doubled(cells)
        if not cells:
            return None
        names = self._names(cells, following)
        owned = self._owners(cells, names, following)
        fields: dict[str, Any] = dict.fromkeys(KINDS)
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

    def _cells(self, token: Token, before: str) -> Iterator[Token]:
        """The cells that a token is, or that its text holds; `before` is the type of the last."""
        if token.type != PROSE:
            yield token
            return
        for match in _SEGMENT.finditer(self._source.plain, *token.span):
            start, end = match.span()
            while start < end:
                found = self._cell(start, end, before)
                before = found.type if found else ""
                if found is None:
                    span = Span(start, end)
                    message = "text that belongs to no part of the letter"
                    self._say(faults.STRAY, message, span)
                    break
                yield found
                start = end - len(self._source.plain[found.end_pos : end].lstrip())

    def _cell(self, start: int, end: int, before: str) -> Token | None:
        """The cell that a stretch of text begins with, if it is meant for one."""
        text = self._source.plain[start:end]
        if best := self._wordings.at_start(text):
            name, near = best
            span = Span(start, start + near.end)
            self._misspelt(span, self._wordings.wordings[name])
            return self._token(name, span)
        if before in FIELDS and before != "PRIORITY_FIELD":
            return self._bad_value(KINDS[FIELDS[before]], Span(start, end))
        for kind, pattern in self._mangled.items():
            if match := pattern.match(text):
                span = Span(start, start + match.end())
                return self._bad_value(kind, span)
        word = text.split()[0]
        if word.isalnum() and self._wants_priority(start):
            return self._bad_value(PRIORITY, Span(start, start + len(word)))
        return None

    def _wants_priority(self, start: int) -> bool:
        """Whether no priority stands before a place, but its name does."""
        before = self._source.plain[:start]
        wording = self._wordings.wordings["PRIORITY_FIELD"]
        return wording in before and not self._patterns[PRIORITY].search(before)

    def _token(self, name: str, span: Span) -> Token:
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
                kind = KINDS.get(FIELDS.get(cell.type, ""), "")
                skipping = kind if after.get(cell.type) == kind else ""
                if cell.type in FIELDS:
                    related = Related("the first one stands here", first[cell.type].span)
                    message = f"'{_folded(cell)}' stands here again"
                    self._say(faults.DOUBLED, message, cell.span, related)
                continue
            if cell.type.endswith("_FIELD"):
                first[cell.type] = cell
            kept.append(cell)
        return kept

    # Names, and the values that belong to them.

    def _names(self, cells: list[Token], following: int) -> list[str]:
        """The names in the order of the table, those put in that are missing."""
        present = [cell for cell in cells if cell.type in FIELDS]
        names = [FIELDS[cell.type] for cell in present]
        for name in _ROWS:
            if name not in names:
                place, index = self._place_of_name(name, cells, names)
                place = following if place is None else place
                wording = self._wordings.wordings[f"{name.upper()}_FIELD"]
                if name == "application_received":
                    wording = f"{wording} {self._wordings.wordings[_RECEIVED]}"
                message = f"the header's '{wording}' is missing here"
                self._say(faults.MISSING, message, Span(place, place), expected=(wording,))
                names.insert(index, name)
        return names

    def _place_of_name(
        self, name: str, cells: Sequence[Token], names: Sequence[str]
    ) -> tuple[int | None, int]:
        """What stands where a missing name should, and which name it would be."""
        here = {FIELDS[cell.type] for cell in cells if cell.type in FIELDS}
        if _by_columns(cells):
            column = next(column for column in _COLUMNS if name in column)
            later = [n for n in column[column.index(name) + 1 :] if n in here]
            if later:
                return self._cell_of(later[0], cells).start_pos, names.index(later[0])
            earlier = [n for n in column[: column.index(name)] if n in here]
        else:
            earlier = [n for n in _ROWS[: _ROWS.index(name)] if n in here]
        if not earlier:
            return cells[0].start_pos, 0
        before = self._cell_of(earlier[-1], cells)
        index = cells.index(before) + 1
        if not _in_column(before, cells, 2) and index < len(cells):
            index += cells[index].type == KINDS[earlier[-1]]
        place = cells[index].start_pos if index < len(cells) else None
        return place, names.index(earlier[-1]) + 1

    def _cell_of(self, name: str, cells: Sequence[Token]) -> Token:
        return next(cell for cell in cells if FIELDS.get(cell.type) == name)

    def _owners(
        self, cells: Sequence[Token], names: Sequence[str], following: int
    ) -> dict[str, Token]:
        """The value of each name, each kind in order."""
        owned: dict[str, Token] = {}
        for kind in (CASE_NUMBER, DATE, PRIORITY):
            values = [cell for cell in cells if cell.type == kind]
            waiting = [name for name in names if KINDS[name] == kind]
            while len(waiting) > len(values):
                here = {FIELDS.get(cell.type) for cell in cells}
                gone = [name for name in waiting if name not in here]
                name = gone[0] if gone else self._without_value(waiting, cells)
                waiting.remove(name)
                self._say_empty(name, cells, following)
            for value in values[len(waiting) :]:
                self._say(faults.STRAY, f"'{_folded(value)}' has no name in the header", value.span)
            owned.update(zip(waiting, values, strict=False))
        return {name: owned[name] for name in names if name in owned}

    def _without_value(self, names: Sequence[str], cells: Sequence[Token]) -> str:
        """The name that has no value: the one with none beside it, or else the last."""
        column = _first_column(cells)
        kind = KINDS[names[0]]
        wanted = [cell for cell in column if KINDS.get(FIELDS.get(cell.type, "")) == kind]
        if sum(cell.type == kind for cell in column) < len(wanted):
            lacking = [n for cell in column if (n := FIELDS.get(cell.type, "")) in names]
            return lacking[-1] if lacking else names[-1]
        rest = cells[len(column) :]
        if not _by_columns(rest) or any(_beside(rest, cell) for cell in rest):
            for cell in rest:
                name = FIELDS.get(cell.type, "")
                # The last one's value may stand between its two words.
                if name in names and name != "application_received" and not _beside(rest, cell):
                    return name
        return names[-1]

    def _say_empty(self, name: str, cells: Sequence[Token], following: int) -> None:
        present = [cell for cell in cells if FIELDS.get(cell.type) == name]
        if not present:
            return  # the name is missing too, and that was said
        index = cells.index(present[0]) + 1
        if _in_column(present[0], cells, 3):
            index = _value_in_column(name, cells)
        elif name == "application_received":
            index += index < len(cells) and cells[index].type == _RECEIVED
        place = cells[index].start_pos if index < len(cells) else following
        message = f"the header's '{_folded(present[0])}' has nothing after it"
        related = Related("the name", present[0].span)
        self._say(faults.EMPTY, message, Span(place, place), related)

    # What is said.

    def _misspelt(self, span: Span, wording: str) -> None:
        shown = " ".join(self._source.plain[slice(*span)].split())
        self._say(
            faults.MISSPELT,
            f"'{shown}' is not as it should be written",
            span,
            hint=f"did you mean '{wording}'?",
            fix=wording,
        )

    def _bad_value(self, kind: str, span: Span) -> Token:
        """Says that a value is none. Returns its token, with what was meant if that is plain."""
        shown = self._source.plain[slice(*span)]
        meant = nearest(shown, self._priorities) if kind == PRIORITY else _figures(kind, shown)
        if kind != PRIORITY and meant is not None:
            sound = self._patterns[kind].fullmatch(meant) and read(Token(kind, meant, *span))
            meant = meant if sound and meant != shown else None
        hint = f"did you mean '{meant}'?" if meant else None
        if kind == PRIORITY and not meant:
            hint = f"a priority is {' or '.join(sorted(self._priorities, reverse=True))}"
        self._say(_CODES[kind], f"'{shown}' {_WHAT[kind]}", span, hint=hint, fix=meant)
        if meant is None:
            self._bad.add(span.start)
        return Token(kind, meant or shown, *span)

    def _say(
        self,
        code: str,
        message: str,
        span: Span,
        related: Related | None = None,
        *,
        hint: str | None = None,
        fix: str | None = None,
        expected: tuple[str, ...] = (),
    ) -> None:
        fixes = (Fix(f"write '{fix}'", (Edit(span, fix),), safe=True),) if fix else ()
        self.diagnostics.append(
            faults.fault(
                code,
                message,
                span,
                self._source,
                hint=hint,
                fixes=fixes,
                expected=expected,
                related=(related,) if related else (),
            )
        )


def _value_in_column(name: str, cells: Sequence[Token]) -> int:
    """Where the value of a name should stand, in a column of values after one of names."""
    index = next(n for n, cell in enumerate(cells) if FIELDS.get(cell.type) == name)
    first = index
    while first and cells[first - 1].type.endswith("_FIELD"):
        first -= 1
    earlier = sum(cell.type in FIELDS for cell in cells[first:index])
    while index < len(cells) and cells[index].type.endswith("_FIELD"):
        index += 1
    while earlier and index < len(cells) and not cells[index].type.endswith("_FIELD"):
        index, earlier = index + 1, earlier - 1
    return index


def _beside(cells: Sequence[Token], name: Token) -> bool:
    """Whether a name's value stands beside it: after it, or before it and after no other name."""
    if name.type not in FIELDS:
        return False
    kind, index = KINDS[FIELDS[name.type]], cells.index(name)
    after = index + 1 < len(cells) and cells[index + 1].type == kind
    return after or (index == 1 and cells[0].type == kind)


def _in_column(name: Token, cells: Sequence[Token], least: int) -> bool:
    """Whether so many names at least stand one below the other, and this one among them."""
    first = last = cells.index(name)
    while first and cells[first - 1].type.endswith("_FIELD"):
        first -= 1
    while last + 1 < len(cells) and cells[last + 1].type.endswith("_FIELD"):
        last += 1
    return _by_columns(cells) and last - first + 1 >= least


def _first_column(cells: Sequence[Token]) -> Sequence[Token]:
    """The first names that stand one below the other, with the values that follow them."""
    for index, (cell, after) in enumerate(pairwise(cells)):
        if not cell.type.endswith("_FIELD") and after.type.endswith("_FIELD"):
            column = cells[: index + 1]
            names = [c for c in column if c.type in FIELDS]
            last = KINDS[FIELDS[names[-1].type]] if names else ""
            if last == PRIORITY:  # what follows its value belongs to no name of this column
                ends = [n for n, c in enumerate(column, 1) if c.type == last]
                column = column[: ends[0]] if ends else column
            return column if _by_columns(column) else ()
    return cells if _by_columns(cells) else ()


def _by_columns(cells: Sequence[Token]) -> bool:
    """Whether an extractor gave the names one below the other, and then their values."""
    return sum(a.type in FIELDS and b.type in FIELDS for a, b in pairwise(cells)) > 1


def _figures(kind: str, text: str) -> str:
    """A value with the letters that OCR takes for figures made figures."""
    letters = 2 if kind == CASE_NUMBER else 0
    return text[:letters].upper() + text[letters:].translate(_FIGURES)


def _folded(token: Token) -> str:
    return " ".join(token.value.split())
