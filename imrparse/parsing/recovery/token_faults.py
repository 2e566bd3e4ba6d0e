"""Fixes faults that the tokens alone reveal, before the automaton checks their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise, zip_longest

from attrs import evolve

from imrparse.data.regexes import regex
from imrparse.fields.credentials import credentials
from imrparse.parsing.recovery.findings import Finding, Misplaced, RequestNamed, Stray
from imrparse.parsing.recovery.left_over import is_piece_of_heading
from imrparse.parsing.recovery.loose_decisions import with_decisions_in_place
from imrparse.parsing.recovery.part_order import with_whole_issues
from imrparse.syntax.islands import IslandFinder
from imrparse.syntax.layout import Layout
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import PROSE, REQUEST, Token
from imrparse.text.folding import fold
from imrparse.text.source import Span

_FEWEST_CELLS = 2  # names of cells that are a header
_FEWEST_BELOW = 5  # where they stand below other parts
_IN_CAPITALS = r"[A-Z]{4,}(?: [A-Z]+)*[:.]?(?=[^\S\n]*(?:\n|\Z))"
_SENTENCE = r"[A-Z][^\n]*(?:[a-z]: |[a-z)]\.(?=\s|\Z))"
_NO_LIST = regex(rf"(?<=[a-z)])[^\S\n]*\n\s*(?P<line>[\[(]|{_IN_CAPITALS}|{_SENTENCE})")
_COUNTED = regex(
    r"(?:#(?P<amount>\d+)|\((?P<number>\d+)\)|\((?P<letter>[A-Za-z])\)|(?P<initial>[A-Z])\.)\s+"
)
_COMMA_OR_LINE_END = regex(r",|(?<=\S)[^\S\n]*\n")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_STATES = "LICENSURE_LABEL"
_SPECIALTIES = "SPECIALTY_LABEL"
_LIST_GOES_ON = (",", "&", " and", "/", "-")


class TokenFaults:
    """Repairs the tokens of one text; `findings` lists what was wrong."""

    def __init__(self, plain: str, layout: Callable[[], Layout], finder: IslandFinder) -> None:
        self.findings: list[Finding] = []
        self._plain = plain
        self._layout = layout
        self._finder = finder

    def mend(self, head: Sequence[Token], body: Sequence[Token]) -> tuple[list[Token], list[Token]]:
        """Repair the tokens before the first heading (`head`) and the rest (`body`)."""
        head, body = self._with_header_from_below(head, body)
        mended = list(self._without_names(self._with_cited_labels(body)))
        mended = list(self._without_text_behind_credentials(mended))
        mended = list(self._without_lines_above_requests(mended))
        mended, loose = with_decisions_in_place(self._plain, mended, self._layout)
        mended = list(self._with_decisions_below_requests(mended))
        mended, found = with_whole_issues(mended)
        self.findings += [*loose, *found]
        return self._with_header_above(list(head), self._with_headings_in_place(mended))

    def _with_cited_labels(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens, with each label of the reviewer that stands again, at the beginning of a line
        in the middle of a sentence of an issue, as text."""
        mended: list[Token] = []
        seen: set[Terminal] = set()
        for token in tokens:
            mended.append(token)
            kinds = [one.type for one in mended[-3:]]
            is_again = len(kinds) > 1 and kinds[1] in (_STATES, _SPECIALTIES) and kinds[1] in seen
            is_text = is_again and not seen.isdisjoint(structure().issue_labels)
            if is_text and kinds[::2] == [PROSE, PROSE] and mended[-3].value.endswith(","):
                value = self._plain[mended[-3].start_pos : token.end_pos]
                mended[-3:] = [evolve(mended[-3], value=value, end_pos=token.end_pos)]
            seen.update(kinds[:1])
        return mended

    def _without_names(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """The tokens, with words like "Request:" and numbers removed from the start of requests."""
        place = 0
        count = sum(token.type == REQUEST for token in tokens)
        for number, token in enumerate(tokens):
            place += token.type == REQUEST
            name = _name(token, place, count) if token.type == REQUEST else None
            if name is None:
                yield token
                continue
            start = token.start_pos + name.end()
            after = tokens[number + 1].value if number + 1 < len(tokens) else ""
            if not (name[0].startswith("<") and after.startswith("</")):  # a pair is one fault
                self.findings.append(RequestNamed(Span(token.start_pos, start)))
            yield evolve(token, value=self._plain[start : token.end_pos], start_pos=start)

    def _without_text_behind_credentials(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """The tokens, with the lines below a list of states or specialties removed."""
        before: Terminal | None = None
        for token, after in zip_longest(tokens, tokens[1:]):
            start = None
            is_list = token.type == PROSE and before in (_STATES, _SPECIALTIES)
            if is_list and "\n" in token.value:
                # Where the next part has no heading, its text stands in the list.
                is_whole = after is not None and after.type in _parts_behind(str(before))
                start = self._behind_list(token, are_states=before == _STATES, is_whole=is_whole)
            before = token.type
            if start is None:
                yield token
                continue
            text = self._plain[token.start_pos : start].rstrip()
            self.findings.append(Stray(Span(start, token.end_pos)))
            yield Token(token.type, text, token.start_pos, token.start_pos + len(text))

    def _without_lines_above_requests(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """The tokens, with stray lines between the introduction and the first request removed."""
        before: Terminal | None = None
        for token in tokens:
            start = None
            if token.type == REQUEST and before and before.kind in (Kind.HEADING, Kind.SENTENCE):
                start = self._below_stray_lines(token)
            before = token.type
            if start is None:
                yield token
                continue
            stray = self._plain[token.start_pos : start].rstrip()
            self.findings.append(Stray(Span(token.start_pos, token.start_pos + len(stray))))
            yield evolve(token, value=self._plain[start : token.end_pos], start_pos=start)

    def _with_decisions_below_requests(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """The tokens, with each decision that stands above the text of its request behind it."""
        first = structure().issue_labels[0]
        place = 0
        while place < len(tokens):
            token, *after = tokens[place : place + 3]
            has_request = place > 0 and tokens[place - 1].type == REQUEST
            place += 1
            is_alone = token.type.kind is Kind.DECISION and not has_request
            if is_alone and [other.type for other in after] == [PROSE, first]:
                text, label = after
                value = text.value.rstrip(":; \t\n")
                yield Token(REQUEST, value, text.start_pos, text.start_pos + len(value))
                self.findings.append(Misplaced(token.type, token.span, label.span))
                place += 1
            yield token

    def _below_stray_lines(self, request: Token) -> int | None:
        """The start of the first request below a line with a piece of a heading; else None."""
        line, _, rest = request.value.partition("\n")
        if not rest or not line.isupper() or not is_piece_of_heading(line):
            return None
        return request.end_pos - len(rest.lstrip())

    def _behind_list(self, token: Token, *, are_states: bool, is_whole: bool) -> int | None:
        """The start of the first line after a list of states or specialties."""
        starts = [_behind_names(token, are_states=are_states)] if is_whole else []
        if not are_states:
            starts += islice(self._paragraphs(token), 1)
            # Long lines may hide where a paragraph ends; such a line is not a specialty.
            line = _NO_LIST.search(self._plain, *token.span)
            starts += [line.start("line")] if line else []
        end = _end_of_names(token, are_states=are_states)
        return min((start for start in starts if start is not None and start > end), default=None)

    def _paragraphs(self, token: Token) -> Iterator[int]:
        """The starts of the paragraphs of a list that do not continue it."""
        for start in self._layout().paragraph_starts(*token.span):
            if not self._plain[token.start_pos : start].rstrip().endswith(_LIST_GOES_ON):
                yield start

    def _with_headings_in_place(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens, with two headings swapped if each is above the other's introduction."""
        order = structure().order
        heading_of: dict[Terminal, Terminal] = {}
        above = None
        for part in order:
            if part.kind is Kind.SENTENCE and above:
                heading_of[part] = above
            above = part if part.kind is Kind.HEADING else above
        wrong = {
            number: heading_of[after.type]
            for number, (token, after) in enumerate(pairwise(tokens))
            if token.type.kind is Kind.HEADING
            and heading_of.get(after.type, token.type) != token.type
        }
        mended = list(tokens)
        types = [token.type for token in tokens]
        if len(wrong) == 1:
            [(number, heading)] = wrong.items()
            copied = tokens[number]
            if heading not in types and types.count(copied.type) > 1:
                mended[number] = evolve(copied, type=heading)
                self.findings.append(Misplaced(copied.type, copied.span))
        if len(wrong) == 2 and {tokens[n].type for n in wrong} == set(wrong.values()):
            # If the headings are in order, the introductions were swapped.
            ranks = [order.index(tokens[number].type) for number in wrong]
            one, other = (number + (ranks[0] < ranks[1]) for number in wrong)
            mended[one] = evolve(tokens[one], type=tokens[other].type)
            mended[other] = evolve(tokens[other], type=tokens[one].type)
            first, second = tokens[one], tokens[other]
            self.findings.append(Misplaced(first.type, first.span, second.span))
        return mended

    def _with_header_above(
        self, head: list[Token], body: list[Token]
    ) -> tuple[list[Token], list[Token]]:
        """The tokens, with cells of the header below the first heading moved above it.

        One cell alone is moved if the header lacks it, and nothing stands before it.
        """
        if len(body) < 2 or body[0].type != "HOW_HEADING" or body[1].type != PROSE:
            return head, body
        heading, text = body[:2]
        cells = [
            Token(kind, self._plain[start:end], start, end)
            for kind, start, end in self._finder.cells(self._plain, *text.span)
        ]
        names = [cell for cell in cells if cell.type.kind is Kind.FIELD]
        known = {token.type for token in head}
        is_lost = bool(known) and all(name.type not in known for name in names)
        begins = bool(names) and names[0].start_pos == text.start_pos
        if not (is_lost and begins) and (len(names) < _FEWEST_CELLS or self._has_names(head)):
            return head, body
        self.findings.append(Misplaced(names[0].type, names[0].span, heading.span))
        last = cells[-1].end_pos
        rest = self._text(last, text.end_pos)
        return [*head, *self._with_text(text.start_pos, cells)], [heading, *rest, *body[2:]]

    def _with_header_from_below(
        self, head: Sequence[Token], body: Sequence[Token]
    ) -> tuple[Sequence[Token], Sequence[Token]]:
        """The tokens, with a header table from before another heading, or from the end, moved above
        the first heading, if the letter has none there."""
        if not body or self._has_names(head):
            return head, body
        for number, token in enumerate(body):
            after = body[number + 1].type if number + 1 < len(body) else None
            is_place = token.type == PROSE and (after is None or after.kind is Kind.HEADING)
            if is_place and after == body[0].type:
                break  # a second letter begins with this table
            cells = self._table(token) if is_place else []
            if cells:
                names = [cell for cell in cells if cell.type.kind is Kind.FIELD]
                self.findings.append(Misplaced(names[0].type, names[0].span, body[0].span))
                text = self._plain[token.start_pos : cells[0].start_pos].rstrip()
                kept = evolve(token, value=text, end_pos=token.start_pos + len(text))
                moved = list(self._with_text(cells[0].start_pos, cells))
                rest = self._text(cells[-1].end_pos, token.end_pos)
                left = [*([kept] if text else []), *rest]
                return [*head, *moved], [*body[:number], *left, *body[number + 1 :]]
        return head, body

    def _table(self, token: Token) -> list[Token]:
        """The cells of a header table inside a text; [] if there is none."""
        islands = self._finder.cells(self._plain, *token.span)
        first = next((n for n, (kind, *_) in enumerate(islands) if kind.kind is Kind.FIELD), None)
        if first is None:
            return []
        cells = [Token(kind, self._plain[s:e], s, e) for kind, s, e in islands[first:]]
        names = {cell.type for cell in cells if cell.type.kind is Kind.FIELD}
        before = self._plain[: cells[0].start_pos].rstrip(" \t")
        return cells if len(names) >= _FEWEST_BELOW and before.endswith("\n") else []

    def _has_names(self, head: Sequence[Token]) -> bool:
        return any(token.type.kind is Kind.FIELD for token in head)

    def _with_text(self, start: int, cells: Sequence[Token]) -> Iterator[Token]:
        """Cells with the text between them."""
        for cell in cells:
            yield from self._text(start, cell.start_pos)
            yield cell
            start = cell.end_pos

    def _text(self, start: int, end: int) -> Iterator[Token]:
        if text := self._plain[start:end].lstrip():
            start = end - len(text)
            text = text.rstrip()
            yield Token(PROSE, text, start, start + len(text))


@cache
def _parts_behind(part: str) -> Sequence[Terminal]:
    """The part that follows one of the letter, with its introduction if it is a heading."""
    order = structure().order
    place = [str(other) for other in order].index(part) + 1
    return order[place : place + 1 + (order[place].kind is Kind.HEADING)]


def _behind_names(token: Token, *, are_states: bool) -> int | None:
    """The start of the first line behind a list that is complete: it has known names alone."""
    known = credentials()
    knows = known.knows_state if are_states else known.knows_specialty
    value = token.value
    read = 0  # the names before are known
    for end in re.finditer(r"\s*\n\s*(?=[^\sa-z&,])", value):
        if value.endswith(_LIST_GOES_ON, 0, end.start()):
            continue
        names = _COMMA_OR_LINE_END.split(value[read : end.start()])
        if not all(knows(fold(name)) for name in names):
            return None
        read = end.end()
        below = value.find("\n", read)
        line = value[read : below if below >= 0 else None]
        if knows(fold(line.split(",")[0])):
            continue  # one name a line
        last = value[value.rfind(",", 0, end.start()) + 1 : end.start()]
        rest = fold(value[end.start() :]).split(",")[0]
        whole = fold(last) + " " + rest  # a name that is on two lines
        return None if knows(rest) or knows(whole) else token.start_pos + read
    return None


def _end_of_names(token: Token, *, are_states: bool) -> int:
    """Where the lines of a list end that have known names alone, if it has several of them."""
    known = credentials()
    knows = known.knows_state if are_states else known.knows_specialty
    end = at = token.start_pos
    for count, line in enumerate(token.value.split("\n")):
        names = line.strip(" ,")
        if names and not all(knows(fold(name)) for name in names.split(",")):
            return end if count > 1 else token.start_pos
        at += len(line) + 1
        end = at - 1
    return end


def _name(request: Token, place: int, count: int) -> re.Match[str] | None:
    """Match the words at the start of a request that are not part of it, but never all of it.

    A number with a sign or in brackets that is not the request's ordinal is an amount: "#60
    tablets", "(2) visits". A letter that is not its ordinal is a side or an initial: "(B) knees",
    "B. Braun pump".
    """
    found = _names().match(request.value)
    if not found or found.end() == len(request.value):
        return None
    counted = _COUNTED.fullmatch(found[0])
    if counted is None:
        return found
    # A list inside the request: "(1) brace and (2) sling".
    is_list = counted["number"] and f"({int(counted['number']) + 1})" in request.value
    return found if _counts(counted, place, count) and not is_list else None


def _counts(mark: re.Match[str], place: int, count: int) -> bool:
    """Whether a mark before a request is its ordinal among `count` requests."""
    if letter := mark["letter"] or mark["initial"]:
        ordinals = (chr(ord("A") + place - 1), *_ROMAN[place - 1 : place])
        return letter.upper() in (ordinals if mark["letter"] else (*ordinals, "A", "I"))
    return int(mark["amount"] or mark["number"]) == place and (bool(mark["amount"]) or count > 1)


@cache
def _names() -> re.Pattern[str]:
    return re.compile(letter_parser().terminals["REQUEST_MANGLED"].pattern)
