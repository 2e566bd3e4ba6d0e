"""The cells of a header table with faults: names, values, and what stands for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from imrparse.parsing.header_table import PRIORITY, cell_of, kind_of
from imrparse.parsing.recovery.findings import Doubled, Finding, Stray
from imrparse.parsing.recovery.header_values import HeaderValues
from imrparse.parsing.recovery.respelling import misspelt
from imrparse.syntax.islands import LONGEST_HEADER
from imrparse.syntax.near_misses import Wordings
from imrparse.syntax.structure import Cell, structure
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.syntax.tokens import PROSE, Token
from imrparse.text.source import Span

_SEGMENT = re.compile(r"\S+(?:[^\S\n\t]\S+)*")
_SEEN = re.compile(r"\S")
_IN_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.,;:])|:[:;.]")
_LONGEST_NAME = 200  # code points in which a misspelt name stands; the longest has 16


class HeaderCells:
    """Finds the cells of one header table."""

    def __init__(self, plain: str, following: int, terminals: Terminals) -> None:
        """`following` is where what follows the header starts."""
        self.findings: list[Finding] = []
        self.bad: set[int] = set()
        """Where values stand that can't be read."""
        self._plain = plain
        self._table = plain[:following]
        self._structure = structure()
        self._terminals = terminals
        self._values = HeaderValues(terminals)
        self._wordings = Wordings(
            {name: name.wording for name in terminals.of_kind(Kind.FIELD)},
            more=1,  # here little else can be meant
        )
        self._priority = next(cell for cell in self._structure.cells if cell.kind == PRIORITY)
        self._priority_wanted = -1  # where the name of the priority stands, if no value does
        if not self._values.holds(self._priority.kind, self._table):
            self._priority_wanted = self._table.find(self._priority.wording)

    def find(self, tokens: Sequence[Token]) -> list[Token]:
        """The names and values among the tokens before the first heading."""
        cells: list[Token] = []
        values: Counter[Terminal] = Counter()
        for token in self._whole_words(tokens):
            found = list(self._cells(token, self._name_before(cells, values)))
            values.update(cell.type for cell in found)
            cells += found
        return self._without_doubled(self._without_unknown(cells))

    def _whole_words(self, tokens: Iterable[Token]) -> list[Token]:
        """The tokens, with matches inside a longer word ("Applications") merged into the text."""
        whole: list[Token] = []
        for token in tokens:
            start = token.start_pos
            touches = bool(whole) and whole[-1].end_pos == start
            if touches and _IN_WORD.fullmatch(self._table[start - 1 : start + 1]):
                whole[-1] = self._token(PROSE, Span(whole[-1].start_pos, token.end_pos))
            else:
                whole.append(token)
        return whole

    def _name_before(self, cells: Sequence[Token], values: Counter[Terminal]) -> Cell | None:
        """The cell whose whole name ends the tokens, if its value may still follow.

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
        for match in _SEGMENT.finditer(self._plain, *token.span):
            start, end = match.span()
            while start < end:
                found = self._cell(start, end, before)
                before = cell_of(found) if found else None
                if found is None:
                    yield self._token(PROSE, Span(start, end))
                    break
                yield found
                rest = _SEEN.search(self._plain, found.end_pos, end)
                start = rest.start() if rest else end

    def _cell(self, start: int, end: int, before: Cell | None) -> Token | None:
        """The misspelt name or malformed value with which a stretch of text begins."""
        if start > LONGEST_HEADER:
            return None
        if best := self._wordings.at_start(self._plain[start : min(end, start + _LONGEST_NAME)]):
            name, near = best
            span = Span(start, start + near.end)
            self.findings.append(misspelt(span, self._wordings.wordings[name]))
            return self._token(self._terminals[name], span)
        if before and before != self._priority:
            return self._bad_value(before.kind, Span(start, end))
        if malformed := self._values.malformed(self._plain, start, end):
            return self._bad_value(*malformed)
        if 0 <= self._priority_wanted <= start:
            return self._bad_value(self._priority.kind, Span(start, end))
        return None

    def _without_unknown(self, cells: Sequence[Token]) -> list[Token]:
        """The cells, with text treated as a malformed value of the only kind still missing."""
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
                self.findings.append(Stray(cell.span))
        return known

    def _without_doubled(self, cells: Sequence[Token]) -> list[Token]:
        """The cells without repeated names and the values of those."""
        kept: list[Token] = []
        first: dict[str, Token] = {}
        after: dict[str, str] = {}  # what follows each name at its first place
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
                    self.findings.append(Doubled(cell.type, cell.span, first[cell.type].span))
                continue
            if cell.type.kind is Kind.FIELD:
                first[cell.type] = cell
            kept.append(cell)
        return kept

    def reject(self, value: Token) -> None:
        """Report a well-formed value that says nothing: a date that is not in the calendar."""
        self._bad_value(value.type, value.span)

    def _bad_value(self, kind: Terminal, span: Span) -> Token:
        """The token of a malformed value, as what it stands for if that is plain."""
        shown = self._plain[slice(*span)]
        found = self._values.bad_value(kind, span, shown)
        self.findings.append(found)
        if found.meant is None:
            self.bad.add(span.start)
        return Token(kind, found.meant or shown, *span)

    def _token(self, name: Terminal, span: Span) -> Token:
        return Token(name, self._plain[slice(*span)], *span)


def _lacking(cells: Sequence[Token]) -> Counter[Terminal]:
    """How many more names than values there are of each kind."""
    lacking = Counter(kind for cell in cells if (kind := kind_of(cell)))
    lacking.subtract(cell.type for cell in cells if cell.type in lacking)
    return lacking
