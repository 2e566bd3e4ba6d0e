"""The header table where something is wrong with it: its faults, and what can be read of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from lark.lexer import PatternStr, TerminalDef

from imrparse.diagnostics import codes
from imrparse.diagnostics.codes import Faults
from imrparse.diagnostics.diagnostic import Diagnostic, Related
from imrparse.parsing.header_table import CASE_NUMBER, DATE, FIELDS, KINDS, PRIORITY, read
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
from imrparse.syntax.near_misses import Wordings, nearest
from imrparse.syntax.tokens import PROSE, Token
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Header

_ROWS = tuple(KINDS)
_COLUMNS = (
    ("case_number", "date_assigned", "decision_date", "priority"),
    ("date_of_injury", "ur_denial_date", "application_received"),
)
"""The order of the names by rows, and by columns where an extractor gives columns."""

_SEGMENT = re.compile(r"\S+(?:[^\S\n\t]\S+)*")
_SEEN = re.compile(r"\S")
_IN_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.,;:])|:[:;.]")
_FIGURES = str.maketrans("OoIlSB", "001158")
_CODES = {CASE_NUMBER: codes.BAD_CASE_NUMBER, DATE: codes.BAD_DATE, PRIORITY: codes.BAD_PRIORITY}
_WHAT = {
    CASE_NUMBER: "is no case number (CM, the year, a hyphen, seven digits)",
    DATE: "is no date of the calendar (MM/DD/YYYY)",
    PRIORITY: "is no priority",
}
_RECEIVED = "RECEIVED_FIELD"
_LONGEST_NAME = 200  # code points in which a name stands that is misspelt; the longest has 16
_DATES = sum(kind == DATE for kind in KINDS.values())


class HeaderRepair:
    """Reads the cells of one header table. `diagnostics` say what was wrong."""

    def __init__(self, source: Source, terminals: Iterable[TerminalDef]) -> None:
        self._faults = Faults(source)
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
        self._priorities = tuple(re.findall(r"[A-Z][a-z]+", by_name[PRIORITY].to_regexp()))
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
        if not self._patterns[PRIORITY].search(self._table):
            self._priority_wanted = self._table.find(self._wordings.wordings["PRIORITY_FIELD"])
        cells: list[Token] = []
        dates = 0
        for token in self._whole_words(tokens):
            before = [cell.type for cell in cells[-2:]]
            # A name of two words, both before its value.
            joined = before == ["APPLICATION_RECEIVED_FIELD", _RECEIVED] and dates < _DATES
            found = list(self._cells(token, before[0] if joined else "".join(before[-1:])))
            dates += sum(cell.type == DATE for cell in found)
            cells += found
        cells = self._without_doubled(self._without_unknown(cells))
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
                    yield self._token(PROSE, Span(start, end))
                    break
                yield found
                rest = _SEEN.search(self._source.plain, found.end_pos, end)
                start = rest.start() if rest else end

    def _cell(self, start: int, end: int, before: str) -> Token | None:
        """The cell that a stretch of text begins with, if it is meant for one."""
        if start > LONGEST_HEADER:
            return None
        plain = self._source.plain
        if best := self._wordings.at_start(plain[start : min(end, start + _LONGEST_NAME)]):
            name, near = best
            span = Span(start, start + near.end)
            self._misspelt(span, self._wordings.wordings[name])
            return self._token(name, span)
        if before in FIELDS and before != "PRIORITY_FIELD":
            return self._bad_value(KINDS[FIELDS[before]], Span(start, end))
        for kind, pattern in self._mangled.items():
            if match := pattern.match(plain, start, end):
                return self._bad_value(kind, Span(*match.span()))
        if 0 <= self._priority_wanted <= start:
            return self._bad_value(PRIORITY, Span(start, end))
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
                    self._faults.say(codes.DOUBLED, message, cell.span, related)
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
                self._faults.say(codes.MISSING, message, Span(place, place), expected=(wording,))
                names.insert(index, name)
        return names

    def _place_of_name(
        self, name: str, cells: Sequence[Token], names: Sequence[str]
    ) -> tuple[int | None, int]:
        """What stands where a missing name should, and which name it would be."""
        where = {FIELDS[cell.type]: n for n, cell in enumerate(cells) if cell.type in FIELDS}
        columns = by_columns(cells)
        order = next(column for column in _COLUMNS if name in column) if columns else _ROWS
        earlier = [n for n in order[: order.index(name)] if n in where]
        later = [n for n in order[order.index(name) + 1 :] if n in where]
        first = where[earlier[-1]] + 1 if earlier else 0
        early, filled = out_of_step(cells)
        if columns and later:
            # A value that no name before it takes is the one whose name is missing.
            values = [n for n in range(first, where[later[0]]) if n in early]
            left = [n for n in values if cells[n].type == KINDS[name]]
            return cells[[*left, where[later[0]]][0]].start_pos, names.index(later[0])
        if not earlier:
            return cells[0].start_pos, 0
        index = first
        if not (columns and run_of_names(cells, first - 1, filled) > 1) and index < len(cells):
            index += cells[index].type == KINDS[earlier[-1]]
        place = cells[index].start_pos if index < len(cells) else None
        return place, names.index(earlier[-1]) + 1

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
                message = f"'{_folded(value)}' has no name in the header"
                self._faults.say(codes.STRAY, message, value.span)
            owned.update(zip(waiting, values, strict=False))
        return {name: owned[name] for name in names if name in owned}

    def _without_value(self, names: Sequence[str], cells: Sequence[Token]) -> str:
        """The name that has no value: the one with none beside it, or else the last."""
        column = first_column(cells)
        kind = KINDS[names[0]]
        wanted = [cell for cell in column if KINDS.get(FIELDS.get(cell.type, "")) == kind]
        if sum(cell.type == kind for cell in column) < len(wanted):
            lacking = [n for cell in column if (n := FIELDS.get(cell.type, "")) in names]
            return lacking[-1] if lacking else names[-1]
        rest = cells[len(column) :]
        if not by_columns(rest) or any(beside(rest, cell) for cell in rest):
            for cell in rest:
                name = FIELDS.get(cell.type, "")
                # The last one's value may stand between its two words.
                if name in names and name != "application_received" and not beside(rest, cell):
                    return name
        return names[-1]

    def _say_empty(self, name: str, cells: Sequence[Token], following: int) -> None:
        present = [cell for cell in cells if FIELDS.get(cell.type) == name]
        if not present:
            return  # the name is missing too, and that was said
        index = cells.index(present[0]) + 1
        if in_column(present[0], cells, 3):
            index = value_in_column(name, cells)
        elif name == "application_received":
            index += index < len(cells) and cells[index].type == _RECEIVED
        place = cells[index].start_pos if index < len(cells) else following
        message = f"the header's '{_folded(present[0])}' has nothing after it"
        related = Related("it should follow this name", present[0].span)
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
        self._faults.say(_CODES[kind], f"'{shown}' {_WHAT[kind]}", span, hint=hint, fix=meant)
        if meant is None:
            self._bad.add(span.start)
        return Token(kind, meant or shown, *span)


def _lacking(cells: Sequence[Token]) -> Counter[str]:
    """How many more names than values there are of each kind."""
    lacking = Counter(KINDS[FIELDS[cell.type]] for cell in cells if cell.type in FIELDS)
    lacking.subtract(cell.type for cell in cells if cell.type in lacking)
    return lacking


def _figures(kind: str, text: str) -> str:
    """A value with the letters that OCR takes for figures made figures."""
    letters = 2 if kind == CASE_NUMBER else 0
    return text[:letters].upper() + text[letters:].translate(_FIGURES)


def _folded(token: Token) -> str:
    return " ".join(token.value.split())
