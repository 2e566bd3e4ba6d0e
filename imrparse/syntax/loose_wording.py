"""The fixed wording of a letter wherever it stands: in the middle of a line, in any letter case.

Where carriers lost the line ends of a text, or its letter case, the wording alone tells the parts.
What is found is written into a view of the text as the grammar has it, on lines of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple, TypeAlias

from imrparse.data import names, table
from imrparse.data.regexes import regex
from imrparse.syntax.islands import INSIDE_WORDS, Island, flexible, in_pieces, named
from imrparse.syntax.sentence_ends import ends_sentence
from imrparse.syntax.structure import Structure
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.text.decoration.view import FILLER, DecorationKind, Mask, View, blank, squeezed
from imrparse.text.spans import text_before

_LINES = (Kind.HEADING, Kind.LABEL, Kind.SENTENCE)
_BULLET = regex(
    r"[^\w\s\"'(]{1,3}|\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[ivxIVX]{1,4})[.)]|\[[ xX]?\]|\d{1,2}"
    r"|[oqv\u00a7\u00d8]"  # bullets of another font
)
_MARK = regex(r"(?<=\s)[#*=_\-\u2022|]{1,6}[^\S\n]+\Z")
_LONGEST_MARK = 9  # code points of a mark before a part in the middle of a line
_LED = (Kind.HEADING, Kind.LABEL)
_LONGEST_LEAD = 30  # code points of words too many before a heading or label on its line
_MOST_LEADING = 4  # words
_LONGEST_NUMBER = 4  # code points of a number with a full stop behind it
_ABOVE = 120  # code points in which the line before a line ends
_MANY = 2  # headings or labels in another case that are a carrier's doing
_ASCII_LETTERS = (ascii_lowercase.encode(), ascii_uppercase.encode())
# White space that is neither a space nor a tab nor a line end, and letters that are letters of the
# wording in another case.
_ODD = regex(rf"[^\S \t\n]|[{FILLER}\u0130\u0131\u017f\u212a]")
_GLUED = regex(r":[^\S\n]+\S")
_PART = 8  # of a text, whose letters are counted first
_MOSTLY = 0.97  # of the letters of a text that is in one case


class _Found(NamedTuple):
    """Wording of a letter, and whether it begins its line."""

    terminal: Terminal
    start: int
    end: int
    begins_line: bool
    bullet: int
    """Where the bullet before it begins, or its own start."""
    is_exact: bool
    """Whether it is in the right letter case."""


_Held: TypeAlias = tuple[str, Sequence[tuple[str, int]]]
"""A wording without white space, and the other wordings that hold it, how often."""


class LooseWording:
    """Finds the parts of a letter by their wording alone."""

    def __init__(self, terminals: Terminals, structure: Structure) -> None:
        self._terminals = terminals
        self._line_wordings = list(_held(terminals.of_kind(*_LINES)))
        self._decision_wordings = [
            ":" + _squeezed(wording).lower()
            for part in terminals.decisions
            for wording in part.wordings
        ]
        lines = {t: flexible(t.pattern) for t in terminals.of_kind(*_LINES)}
        label = "|".join(lines[t] for t in terminals.of_kind(Kind.LABEL))
        decisions = {
            t: rf"{flexible(t.pattern)}(?=[\s.*_]*(?:{label}))"
            for t in terminals.of_kind(Kind.DECISION)
        }
        decision = rf"(?<=:)\s*+(?:{named(decisions)})"
        begins = _two_letters(w for line in lines for w in line.wordings)
        self._lines = regex(rf"(?<![^\W\d_]){begins}(?:{named(lines)})|{decision}", re.IGNORECASE)
        cells = {t: flexible(t.pattern) for t in terminals.of_kind(Kind.FIELD)}
        cells |= {t: in_pieces(flexible(t.pattern)) for t in terminals.of_kind(Kind.VALUE)}
        self._cells = regex(named(cells), re.IGNORECASE)
        words = {t: flexible(t.pattern) for t in terminals.of_kind(Kind.PHRASE, Kind.FORM)}
        self._words = regex(named(words), re.IGNORECASE)
        self._lead = regex(terminals["LEAD_MANGLED"].pattern)
        parts = [*structure.order, *structure.issue_order]
        self._ranks = {part: rank for rank, part in enumerate(parts)}
        self._decision_rank = len(structure.order)
        for part in terminals.decisions:
            self._ranks[part] = self._decision_rank
        self._last = self._ranks[structure.issue_labels[-1]]

    def look(self, view: View, islands: Sequence[Island]) -> Iterable[Mask]:
        """Masks that put each part on a line of its own, worded as the grammar has it.

        `islands` are those of the view.
        """
        plain = view.plain
        one_case = _is_in_one_case(plain, view.signs)
        if not one_case and not _ODD.search(view.signs) and not self._has_more(plain, islands):
            return []
        candidates = list(self._candidates(plain, one_case=one_case))
        if not one_case:
            candidates = _without_few(candidates)
        found = list(self._fitting(candidates))
        masks = [mask for part in found for mask in self._of_part(plain, part)]
        masks += _glued_headings(plain, found)
        body = next((part.start for part in found), len(plain))
        head = plain[:body]
        if one_case or _is_in_one_case(head, head):
            masks += self._respelt(self._cells.finditer(plain, 0, body), plain)
        if one_case:
            masks += self._respelt(self._words.finditer(plain, body), plain)
            masks += _states(plain, found)
        return masks

    def _has_more(self, plain: str, islands: Sequence[Island]) -> bool:
        """Whether a text may hold wording that is not worded and placed as it should be.

        Counting the wording in the text without white space is much faster than the search.
        """
        count_in_text = squeezed(plain).count
        known: dict[str, int] = {}
        decisions = 0
        for terminal, start, end in islands:
            if terminal.kind in _LINES:
                letters = _letters_of(plain[start:end])
                known[letters] = known.get(letters, 0) + 1
            elif terminal.kind is Kind.DECISION:
                decisions += 1
        count_known = known.get
        for wording, holders in self._line_wordings:
            there = count_known(wording, 0)
            for holder, count in holders:
                there += count_known(holder, 0) * count
            if count_in_text(wording) > there:
                return True
        return sum(map(count_in_text, self._decision_wordings)) > decisions

    def _candidates(self, plain: str, *, one_case: bool) -> Iterator[_Found]:
        matches = list(self._lines.finditer(plain))
        said = self._before_headings(plain, matches)
        for match in matches:
            terminal = self._terminals[str(match.lastgroup)]
            start, end = match.span(terminal)
            before = _before(plain, start)
            bullet = start
            if before and self._is_lead(before, terminal):
                continue  # which is a fault, and no carrier's doing
            if before and (_BULLET.fullmatch(before) or before == said):
                bullet = plain.rindex(before, 0, start)
            elif before and terminal.kind in _LED and self._is_led(plain, start):
                continue
            begins = not before or bullet < start
            if not begins and (mark := _MARK.search(plain, max(0, start - _LONGEST_MARK), start)):
                bullet = mark.start()
            exact = _same_case(match[terminal], terminal)
            if terminal.kind is Kind.HEADING and not exact and not one_case:
                begins = begins and not plain[end : plain.find("\n", end)].strip(" \t:.")
            if exact or one_case or (begins and terminal.kind is not Kind.SENTENCE):
                yield _Found(terminal, start, end, begins, bullet, exact)

    def _before_headings(self, plain: str, found: Sequence[re.Match[str]]) -> str:
        """The words that a carrier writes before headings: the same ones before several."""
        parts = ((self._terminals[str(match.lastgroup)], match) for match in found)
        leads = Counter(
            _before(plain, match.start(part)) for part, match in parts if part.kind is Kind.HEADING
        )
        return next((lead for lead, count in leads.most_common() if lead and count >= _MANY), "")

    def _is_lead(self, before: str, terminal: Terminal) -> bool:
        """Whether the text before a part on its line is a word too many, or a mark of its own."""
        if _leading().fullmatch(before) or self._lead.fullmatch(before):
            return True
        words = _words_of(terminal)
        return all(word.lower() in words for word in before.split())

    def _is_led(self, plain: str, part: int) -> bool:
        return lead_before(plain, part, self._terminals) is not None

    def _fitting(self, found: Sequence[_Found]) -> Iterator[_Found]:
        """Those that stand where the order of a letter wants them, or that begin a line."""
        latest = -1
        for part, to_come in zip(found, self._least_headings(found), strict=True):
            rank = self._ranks[part.terminal]
            follows = rank > latest or (latest == self._last and rank == self._decision_rank)
            if part.begins_line or (follows and rank <= to_come):
                latest = rank
                yield part

    def _least_headings(self, found: Sequence[_Found]) -> list[int]:
        """The least rank of a heading that follows each part; more than any if none does."""
        least = [len(self._ranks)]
        for part in reversed(found[1:]):
            is_heading = part.terminal.kind is Kind.HEADING
            least.append(min(least[-1], self._ranks[part.terminal]) if is_heading else least[-1])
        return least[::-1][: len(found)]

    def _of_part(self, plain: str, part: _Found) -> Iterator[Mask]:
        terminal, start, end, _, bullet, _ = part
        if bullet < start:
            yield blank(bullet, start, DecorationKind.BULLET)
        yield from _respell(plain, start, end, terminal.wording if terminal.wordings else "")
        if terminal.kind in _LINES:
            yield from _line_end_before(plain, bullet)
        if terminal.kind is Kind.HEADING:
            yield from _line_end_after(plain, end)

    def _respelt(self, found: Iterable[re.Match[str]], plain: str) -> Iterator[Mask]:
        for match in found:
            terminal = self._terminals[str(match.lastgroup)]
            wording = _meant(terminal, match[0])
            yield from _respell(plain, *match.span(), wording)


def lead_before(plain: str, part: int, terminals: Terminals) -> int | None:
    """Where the line of a heading or label begins, if the words before it are a few too many.

    None if no words are before it, or if they are the end of other text: a sentence, or a line in
    the middle of one. The line above ends a sentence or with a decision.
    """
    start = plain.rfind("\n", 0, part) + 1
    before = plain[start:part]
    words = before.split()
    if not words or len(before) > _LONGEST_LEAD or len(words) > _MOST_LEADING:
        return None
    if ends_sentence(words[-1]) and len(words[-1]) > _LONGEST_NUMBER:
        return None
    above = text_before(plain, start, _ABOVE).rstrip()
    decided = tuple(decision.wording for decision in terminals.decisions)
    if any(decision in before for decision in decided):
        return None
    if above and not ends_sentence(above) and not above.endswith(decided):
        return None
    return part - len(before.lstrip())


def _two_letters(wordings: Iterable[str]) -> str:
    """A look ahead at the first two letters of some wordings, which tells most words at once."""
    firsts, seconds = (
        "".join(sorted(set(letters))) for letters in zip(*(w[:2] for w in wordings), strict=True)
    )
    return rf"(?=[{firsts}]{INSIDE_WORDS}[{seconds}])"


def _before(plain: str, start: int) -> str:
    """The text before a place on its line."""
    return plain[plain.rfind("\n", 0, start) + 1 : start].strip()


@cache
def _leading() -> re.Pattern[str]:
    """Words that stand before headings and labels on their line: "The", "Section 2:"."""
    words = "|".join(map(re.escape, table("other_names")["parts"]["leading"]))
    number = r"(?:\s*(?:\d{1,2}|[IVXivx]{1,4}))?"
    return regex(rf"(?:{words}){number}\s*[.:)\-\u2013\u2014]?", re.IGNORECASE)


@cache
def _words_of(terminal: Terminal) -> frozenset[str]:
    """The words of which other wordings of a heading or label consist."""
    lists = table("other_names")["parts"].get(terminal, {})
    own = terminal.wording.lower().split() if terminal.kind in (Kind.HEADING, Kind.LABEL) else []
    return frozenset([*own, *lists.get("telling", ()), *lists.get("beside", ())])


def _without_few(found: Sequence[_Found]) -> list[_Found]:
    """The parts without those in another letter case than they should be, where these are few.

    These are faults of the letter, and no carrier's doing.
    """
    many = set()
    for kind in (Kind.HEADING, Kind.LABEL):
        exact = [part.is_exact for part in found if part.terminal.kind is kind]
        if len(exact) - sum(exact) >= max(_MANY, sum(exact)):
            many.add(kind)
    if Kind.LABEL in many:
        many.add(Kind.DECISION)
    return [part for part in found if part.is_exact or part.terminal.kind in many]


def _held(parts: Iterable[Terminal]) -> Iterator[_Held]:
    """The wordings of parts in small letters, each with those that hold it."""
    wordings = {_squeezed(text).lower() for part in parts for text in part.wordings}
    for wording in wordings:
        counts = [(other, other.count(wording)) for other in wordings if other != wording]
        yield wording, [(other, count) for other, count in counts if count]


def _states(plain: str, found: Sequence[_Found]) -> Iterator[Mask]:
    """The names of states among the reviewer's credentials, as they should be written."""
    how = [n for n, part in enumerate(found) if part.terminal == "LICENSURE_LABEL"]
    for number in how:
        start = found[number].end
        end = found[number + 1].start if number + 1 < len(found) else start
        for state in names("states"):
            letters = f"{FILLER}*".join(state)
            for place in re.finditer(rf"\b{letters}\b", plain[start:end], re.IGNORECASE):
                yield from _respell(plain, start + place.start(), start + place.end(), state)


def _is_in_one_case(plain: str, signs: str) -> bool:
    """Whether a text as a whole is in small letters or in capitals.

    `signs` has its characters that are not of ASCII, and may have others.
    """
    # A part of most texts has enough letters of both kinds to tell.
    small, large = _letters_in(plain[: len(plain) // _PART].encode("ascii", "ignore"))
    if small > len(plain) * (1 - _MOSTLY) and large > len(plain) * (1 - _MOSTLY) / 10:
        return False
    data = plain.encode("ascii", "ignore")
    small, large = _letters_in(data)
    if len(data) < len(plain):
        others = [c for c in signs if not c.isascii()]
        small, large = small + sum(map(str.islower, others)), large + sum(map(str.isupper, others))
    return large >= (small + large) * _MOSTLY or large <= (small + large) * (1 - _MOSTLY) / 10


def _letters_in(data: bytes) -> tuple[int, int]:
    """How many small letters and capitals of ASCII a text has."""
    small, large = (len(data) - len(data.translate(None, letters)) for letters in _ASCII_LETTERS)
    return small, large


def _meant(terminal: Terminal, text: str) -> str:
    """How a stretch of text is written that matches a terminal in any case."""
    if terminal.wordings:
        squeezed = _squeezed(text).casefold()
        fitting = (w for w in terminal.wordings if _squeezed(w).casefold() == squeezed)
        return next(fitting, "")
    if terminal.kind is Kind.VALUE:
        return text.upper() if any(map(str.isdigit, text)) else text.capitalize()
    return ""


@lru_cache(maxsize=1024)  # wording is mostly the same
def _letters_of(text: str) -> str:
    return _squeezed(text).lower()


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _same_case(text: str, terminal: Terminal) -> bool:
    return _squeezed(text) in map(_squeezed, terminal.wordings) or not terminal.wordings


def _respell(plain: str, start: int, end: int, wording: str) -> Iterator[Mask]:
    """A wording over a stretch that differs from it by letter case and white space."""
    letters = iter(_squeezed(wording))
    text = plain[start:end]
    if len(_squeezed(text)) != len(_squeezed(wording)):
        return
    written = "".join(c if c.isspace() else next(letters) for c in text)
    if written != text:
        yield Mask(start, written, DecorationKind.LETTER_CASE)


def _glued_headings(plain: str, found: Iterable[_Found]) -> list[Mask]:
    """Line ends for the colons between headings and the text behind them, if several have one."""
    ends = [p.end for p in found if p.terminal.kind is Kind.HEADING and p.begins_line]
    glued = [end for end in ends if _GLUED.match(plain, end)]
    return [Mask(end, "\n", DecorationKind.LOST_LINE_END) for end in glued if len(glued) >= _MANY]


def _line_end_before(plain: str, start: int) -> Iterator[Mask]:
    gap = start - len(plain[:start].rstrip(" \t" + FILLER))
    if gap and start - gap and plain[start - gap - 1] != "\n":
        yield Mask(start - 1, "\n", DecorationKind.LOST_LINE_END)


def _line_end_after(plain: str, end: int) -> Iterator[Mask]:
    rest = plain[end : end + 80].lstrip(" \t" + FILLER)
    if plain[end : end + 1].isspace() and rest[:1] not in ("\n", ""):
        yield Mask(end, "\n", DecorationKind.LOST_LINE_END)
