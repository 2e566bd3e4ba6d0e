"""The cells of a header table with faults: names, values, and text between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from imrparse.data.regexes import regex
from imrparse.parsing.header_table import CASE_NUMBER, cell_of
from imrparse.parsing.recovery.cell_names import (
    cell_named,
    cell_of_part,
    joining,
    other_name,
    wordings,
)
from imrparse.parsing.recovery.findings import BadValue, Misspelt, OtherName
from imrparse.parsing.recovery.header_values import header_values
from imrparse.parsing.recovery.respelling import misspelt
from imrparse.syntax.islands import LONGEST_HEADER
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.structure import Cell
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import PROSE, Token
from imrparse.text.source import Span
from imrparse.text.spans import text_before

UNKNOWN_NAME = Terminal("UNKNOWN_FIELD", Kind.FIELD)
"""A name that no cell has. The value beside it does not belong to the header."""

_PIECE = regex(r"\S+(?:[^\S\n\t]\S+)*")
# Words without a letter or digit, and letters that OCR reads for the rules of the table.
_MARKS = regex(r"(?<!\S)(?:</?[a-zA-Z]{1,10}>|(?:[^\w\s#]|_)+|[Il])(?!\S)")
_IN_WORD = regex(r"[^\W\d_](?:[^\W\d_]|[.,;:])|:[:;.]")
_IN_NAME = regex(r"[^\W\d_]\.? \Z")
_LABEL = regex(r"[^\s:][^:]{0,38}:")
_LONGEST_REMARK = 60  # code points of text beside the values on a line
_BOX = 6  # code points of a box before a value
_LONGEST_NAME = 200  # code points searched for a misspelt name; the longest name has 16


class HeaderCells:
    """Finds the cells of one header table.

    `misspelt` and `malformed` map the offset of a name or value to what is wrong with it.
    """

    def __init__(self, plain: str, following: int) -> None:
        """`following` is the offset of the text after the header."""
        self.misspelt: dict[int, Misspelt | OtherName] = {}
        self.malformed: dict[int, BadValue] = {}
        self.marks: list[Span] = []
        """What an extractor or OCR left over: rules of a table, specks."""
        self._plain = plain
        self._following = following
        self._own: set[Terminal] = set()
        """The names that are spelt correctly in the table."""

    def find(self, tokens: Sequence[Token]) -> list[Token]:
        """The names, values and other text among the tokens before the first heading.

        A malformed value that can mean only one value becomes a token of that value.
        """
        cells: list[Token] = []
        self._own = {token.type for token in tokens if token.type.kind is Kind.FIELD}
        ticked = self._without_unticked(tokens)
        for token in self._with_other_names(self._whole_words(ticked)):
            if token.type == PROSE:
                cells += self._in_text(*token.span)
            elif token.type == CASE_NUMBER and cells and self._is_number_sign(cells[-1], token):
                span = Span(cells.pop().start_pos, token.end_pos)
                self.malformed[span.start] = BadValue(token.type, span, token.value)
                cells.append(Token(token.type, token.value, *span))
            else:
                cells.append(token)
        return self._whole_names(list(self._without_joints(cells)))

    def _without_joints(self, cells: Sequence[Token]) -> Iterator[Token]:
        """The cells without a word that joins two names: "Case Number and Date Assigned:"."""
        for number, token in enumerate(cells):
            beside = cells[max(0, number - 1) : number + 2]
            is_joint = token.type == PROSE and token.value.lower() in joining()
            if is_joint and [is_name(cell) for cell in beside] == [True, False, True]:
                self.marks.append(token.span)
            else:
                yield token

    def _without_unticked(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """The tokens without values behind an empty box, where the value beside it has a tick."""
        ticked, empty = _boxes()
        values = [token for token in tokens if token.type.kind is Kind.VALUE]
        chosen = {
            (token.type, self._plain.rfind("\n", 0, token.start_pos))
            for token in values
            if ticked.search(text_before(self._plain, token.start_pos, _BOX))
        }
        for token in tokens:
            start = token.start_pos
            box = empty.search(self._plain, max(0, start - _BOX), start)
            if box and (token.type, self._plain.rfind("\n", 0, start)) in chosen:
                self.marks.append(Span(box.start(), token.end_pos))
            else:
                yield token

    def _whole_words(self, tokens: Iterable[Token]) -> list[Token]:
        """The tokens, with matches inside a longer word ("Applications") merged into the text."""
        whole: list[Token] = []
        for token in tokens:
            start = token.start_pos
            touches = bool(whole) and whole[-1].end_pos == start
            if touches and _IN_WORD.fullmatch(self._plain[start - 1 : start + 1]):
                whole[-1] = self._token(PROSE, Span(whole[-1].start_pos, token.end_pos))
            else:
                whole.append(token)
        return whole

    def _is_number_sign(self, token: Token, number: Token) -> bool:
        return token.value == "#" and token.end_pos == number.start_pos

    # Other names of the cells.

    def _with_other_names(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """The tokens, with alternative names from the package's data replaced by the cell's own.

        If a cell's own name is present, an alternative name becomes UNKNOWN_NAME.
        """
        end = min(self._following, LONGEST_HEADER)
        names = list(self._other_names(tokens, end))
        own = {
            token.type
            for token in tokens
            if not any(
                start <= token.start_pos < end and token.span != (start, end)
                for (start, end), _ in names
            )
        }
        start = 0
        for token in tokens:
            start = max(start, token.start_pos)
            while names and names[0][0][0] < token.end_pos:
                (name_start, name_end), cell = names.pop(0)
                begins = name_start == token.start_pos and token.end_pos < name_end
                if name_start < start or (token.type != PROSE and not begins):
                    continue
                yield self._token(PROSE, Span(start, name_start))
                yield self._other(Span(name_start, name_end), cell, own)
                start = name_end
            if start == token.start_pos:
                yield token
            elif start < token.end_pos:
                yield self._token(PROSE, Span(start, token.end_pos))

    def _other_names(
        self, tokens: Sequence[Token], end: int
    ) -> Iterator[tuple[tuple[int, int], Cell]]:
        """The spans of the alternative names before an offset, and their cells, in order."""
        right = {token.span for token in tokens if token.type.kind is Kind.FIELD}
        values = {token.end_pos for token in tokens if token.type.kind is Kind.VALUE}
        last = 0
        for match in other_name().finditer(self._plain, 0, end):
            start = match.start()
            if start < last or match.span() in right:
                continue
            if start - 1 not in values and _IN_NAME.search(text_before(self._plain, start, 3)):
                continue  # the end of a longer name
            name = " ".join(match[0].lower().rstrip(":").split())
            if cell := cell_named(name):
                yield match.span(), cell
                last = match.end()

    def _other(self, span: Span, cell: Cell, own: set[Terminal]) -> Token:
        if cell.names[0] in own:
            return self._token(UNKNOWN_NAME, span)
        self.misspelt[span.start] = OtherName(span, cell.wording)
        return self._token(cell.names[0], span)

    # Text.

    def _in_text(self, start: int, end: int) -> Iterator[Token]:
        """The misspelt names, malformed values and other words in a stretch of text."""
        for piece in _PIECE.finditer(self._plain, start, end):
            at, last = piece.span()
            while token := self._misspelt_name(at, last):
                yield token
                at = token.end_pos
            base = at
            for mark in _MARKS.finditer(self._plain[at:last]):
                marked = Span(mark.start() + base, mark.end() + base)
                yield from self._words(at, marked.start)
                self.marks.append(marked)
                at = marked.end
            yield from self._words(at, last)

    def _words(self, start: int, end: int) -> Iterator[Token]:
        """As `_in_text`, for a stretch without marks or line ends."""
        while token := self._misspelt_name(start, end):
            yield token
            start = token.end_pos
        values = list(header_values().find(self._plain, start, end))
        beside = end - start - sum(value.span.end - value.span.start for value in values)
        if beside > _LONGEST_REMARK:
            values = []  # dates in a sentence
        for value in values:
            yield from self._text(start, value.span.start)
            yield self._malformed(value)
            start = value.span.end
        yield from self._text(start, end)

    def _misspelt_name(self, start: int, end: int) -> Token | None:
        """The misspelt name at the start of a stretch."""
        text = self._plain[start : min(end, start + _LONGEST_NAME)]
        start, text = start + len(text) - len(text.lstrip()), text.strip()
        if not text or start > LONGEST_HEADER:
            return None
        best = wordings().at_start(text)
        if best is None:
            return None
        terminal = letter_parser().terminals[best[0]]
        end_of_name = start + best[1].end
        colon = _colon().match(self._plain, end_of_name)
        is_stamp = text.isupper() and not colon
        if terminal in self._own and (best[1].edits > 1 or is_stamp):
            return None  # "WCAB Number:" beside "Case Number:"
        span = Span(start, colon.end() if colon else end_of_name)
        self.misspelt[start] = misspelt(span, terminal.wording)
        return self._token(terminal, span)

    def _malformed(self, value: BadValue) -> Token:
        self.malformed[value.span.start] = value
        return Token(value.kind, value.meant or self._plain[slice(*value.span)], *value.span)

    def _text(self, start: int, end: int) -> Iterator[Token]:
        text = self._plain[start:end].strip()
        if text:
            start = self._plain.index(text, start)
            name = UNKNOWN_NAME if _LABEL.fullmatch(text) else PROSE
            yield Token(name, text, start, start + len(text))

    # Names of several words.

    def _whole_names(self, cells: Sequence[Token]) -> list[Token]:
        """The cells, with a lone part of a name of several words replaced by the whole name."""
        types = {token.type for token in cells}
        found: list[Token] = []
        for token in cells:
            if found and self._is_rest_of_name(found[-1], token):
                first = found[-1].start_pos
                self.misspelt.pop(token.start_pos)
                wording = cell_of_part()[token.type].wording
                self.misspelt[first] = misspelt(Span(first, token.end_pos), wording)
            cell = cell_of_part().get(token.type)
            if cell and not types.issuperset(cell.names):
                if not isinstance(self.misspelt.get(token.start_pos), OtherName):
                    self.misspelt[token.start_pos] = misspelt(token.span, cell.wording)
                found.append(self._token(cell.names[0], token.span))
            else:
                found.append(token)
        return found

    def _is_rest_of_name(self, first: Token, token: Token) -> bool:
        """Whether two words of one name are misspelt, with nothing between them."""
        cell = cell_of_part().get(first.type)
        return (
            cell is not None
            and token.type in cell.names[1:]
            and all(isinstance(self.misspelt.get(t.start_pos), Misspelt) for t in (first, token))
            and not self._plain[first.end_pos : token.start_pos].strip()
        )

    def _token(self, name: Terminal, span: Span) -> Token:
        return Token(name, self._plain[slice(*span)].strip(), *span)


@cache
def _boxes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A box with a tick at the end of a text, and an empty one."""
    terminals = letter_parser().terminals
    ticked, empty = (terminals[f"{name}_MANGLED"].pattern for name in ("TICKED", "RETRACTED"))
    return regex(rf"(?:{ticked})\s*\Z"), regex(rf"(?:{empty})\Z")


@cache
def _colon() -> re.Pattern[str]:
    """What ends a name: a colon, or the word for one."""
    return regex(rf":|(?=\s)(?:{letter_parser().terminals['INSTEAD_MANGLED'].pattern})(?<=\w)")


def is_name(token: Token) -> bool:
    """Whether a token is the name of a cell, or its first word, or an unknown name."""
    return cell_of(token) is not None or token.type == UNKNOWN_NAME


def is_labelled(text: str) -> bool:
    """Whether a text begins with a label of its own, so that it is not another label's value."""
    return _LABEL.match(text) is not None
