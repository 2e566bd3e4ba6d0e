"""Finding the islands: the fixed wording of a letter, in the free prose around it.

The patterns are made from the grammar's terminals, as lark hands them to its lexer. What the last
part of a terminal's name means is said at the head of ``grammars/letter.lark``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from operator import itemgetter
from typing import TypeAlias

from imrparse.data.regexes import regex
from imrparse.syntax.terminals import Kind, Terminal, Terminals, fixed_wordings
from imrparse.text.decoration.view import FILLER

Island: TypeAlias = tuple[Terminal, int, int]
"""A stretch of fixed wording: its terminal, and where it starts and ends."""

_REVIEWER = "HOW_HEADING"
"""The part with the reviewer's phrases."""

LONGEST_HEADER = 3_000
"""Code points before the first heading in which the cells of a header are looked for."""

_BETWEEN_WORDS = r"\s*+"  # any white space, or none where an extractor lost it
INSIDE_WORDS = f"[ {FILLER}]*"  # spaces that an extractor put in, and what was taken out
_WORD = regex(r"(?<=\\b)[A-Z][a-z]+")
_DIGITS = regex(r"(?P<digit>\\d|\[0-9\])\{(?P<least>\d)(?:,(?P<most>\d))?\}")
INDENT = r"[^\S\n]*+"
_TELLING = 12  # letters of a fixed wording that tell it from prose
_WIDEST = 3  # code points that a letter takes with the spaces around it, more or less
_CELL_BEGINS = r"(?=[A-Z\d])"  # every name and value does, which tells most places at once


class IslandFinder:
    """Finds the islands of a letter in its plain text.

    There is a pattern for each way to stand in a text. A pattern whose matches all begin with one
    character is found by the speed of a character search, so lines and decisions go apart.
    """

    def __init__(self, terminals: Terminals) -> None:
        of = terminals.of_kind
        headings, labels = of(Kind.HEADING), of(Kind.LABEL)
        lines = [*headings, *labels, *of(Kind.SENTENCE)]
        decisions, phrases = of(Kind.DECISION), of(Kind.PHRASE)
        first = first_letters(lines)
        self.line_search: _Search = _Search(lines, rf"\n{INDENT}", _after_line_island, first)
        self._decisions = _Search(decisions, r":\s*+", partial(_label_after, labels))
        self._decisions_anyhow = _Search(decisions, r":\s*+", _line_end_after)
        self._cells = _Search([*of(Kind.FIELD), *of(Kind.VALUE)], _CELL_BEGINS)
        self._phrases = _Search(phrases, first_letters(phrases))
        self.shortest_phrase: int = min(
            len(_letters(w)) for phrase in phrases for w in phrase.wordings
        )
        """Code points, at least."""
        self._part_of = {terminal: terminal for terminal in headings} | {
            # Its heading is missing before it, if it was not seen.
            terminal: terminals[_REVIEWER]
            for terminal in of(Kind.SENTENCE)
            if terminal.startswith("OPENING_")
        }
        """The heading of the part that begins with each of these."""

    def find(self, plain: str, misspelt: Iterable[Island] = ()) -> list[Island]:
        """The islands of a plain text, in order. Where two overlap, the later is left out.

        The header's cells and the reviewer's phrases are common words elsewhere, so they are
        looked for only before the first heading, and between HOW_HEADING and the next one.
        `misspelt` are islands that are known to be meant where they are not worded so.
        """
        lines = self.lines(plain)
        if misspelt:
            lines = sorted([*misspelt, *lines], key=_start)
        return self.among(plain, lines)

    def among(self, plain: str, lines: Sequence[Island]) -> list[Island]:
        """The islands of a plain text in which those that begin lines are known."""
        found = [*lines, *self.decisions(plain)]
        part = ""
        start = 0
        farthest = LONGEST_HEADER
        if plain[:1].isspace():
            farthest += len(plain) - len(plain.lstrip())
        for terminal, end, following in [*lines, (_END, len(plain), 0)]:
            if not part:
                if start < farthest:
                    found += self.cells(plain, start, min(end, farthest))
            elif part == _REVIEWER:
                found += self.phrases(plain, start, end)
            part = self._part_of.get(terminal, part)
            start = following
        found.sort(key=_start)
        return apart(found)

    def lines(self, plain: str) -> list[Island]:
        """The headings, labels and sentences, which begin a line."""
        found = self.line_search.islands(f"\n{plain}")
        return [(terminal, start - 1, end - 1) for terminal, start, end in found]

    def decisions(self, plain: str, start: int = 0) -> list[Island]:
        """The decisions from an offset on, which labels follow."""
        return self._decisions.islands(plain, start)

    def decisions_anyhow(self, plain: str, start: int, end: int) -> list[Island]:
        """What would be decisions in a stretch of text if labels followed."""
        return self._decisions_anyhow.islands(plain, start, end)

    def cells(self, plain: str, start: int, end: int) -> list[Island]:
        """The cells of a header table in a stretch of text."""
        return self._cells.islands(plain, start, end)

    def phrases(self, plain: str, start: int, end: int) -> list[Island]:
        """The phrases of the reviewer's paragraph in a stretch of text."""
        if end - start < self.shortest_phrase:
            return []
        return self._phrases.islands(plain, start, end)


_NO_SIGNS: Mapping[Kind, str] = {}

_Form: TypeAlias = Callable[[str], str]
"""Lets white space stand in the pattern of a terminal: `flexible` or `whole`."""

_Compiled: TypeAlias = tuple[re.Pattern[str], Sequence[Terminal]]
"""A pattern that ends with an empty group, and the terminal of each group by its number.

The last group says which alternative matched. Named groups around the alternatives would cost twice
the time: `re` skips an alternative by its first letter, unless that stands in a group.
"""


def _anything_after(_: Terminal, __: _Form) -> str:
    return ""


class _Search:
    """Finds some terminals in a text.

    Few texts have spaces inside of words, and a pattern that lets them stand is ten times as long
    and takes ten times as long to compile. So the usual pattern lets none stand, but finds where
    the first letters of a terminal may have some. With the first such text, the long pattern is
    compiled. It is used for these alone, as it takes a half longer for all others.
    """

    def __init__(
        self,
        terminals: Sequence[Terminal],
        before: str,
        after: Callable[[Terminal, _Form], str] = _anything_after,
        first: str = "",
    ) -> None:
        """`before` is a pattern of what stands before an island, and `after` makes one of what must
        follow it. `first` looks ahead at the letters that begin one."""
        self._first = first
        self._terminals = terminals
        self._before = before
        self._after = after

    def islands(self, plain: str, start: int = 0, end: int = sys.maxsize) -> list[Island]:
        """The islands in a stretch of text."""
        found = _found(self._usual, plain, start, end)
        begun = [number for number, (terminal, _, _) in enumerate(found) if terminal is _BEGINS]
        for number in begun:
            if self.is_worded(plain, found[number][1]):
                sure = found[:number]
                rest = sure[-1][2] if sure else start
                sure = [island for island in sure if island[0] is not _BEGINS]
                return sure + _found(self._long, plain, rest, end)
        return [island for island in found if island[0] is not _BEGINS] if begun else found

    def is_worded(self, plain: str, start: int) -> bool:
        """Whether a text may go on, from a place, as one of the terminals is worded."""
        given = _letters(plain[start : start + _WIDEST * self._longest])
        return any(given[: len(letters)] == letters[: len(given)] for letters in self._wordings)

    @cached_property
    def _wordings(self) -> Sequence[str]:
        return [_letters(w) for terminal in self._terminals for w in terminal.wordings]

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._wordings))

    @cached_property
    def _usual(self) -> _Compiled:
        return self.beside()

    def beside(self, *others: str, signs: Mapping[Kind, str] = _NO_SIGNS) -> _Compiled:
        """The usual pattern, with patterns of what else may stand behind `before`.

        Each of these has a group behind those of the terminals, and no terminal. `signs` are
        patterns of what is a sign of a fault behind the terminals of a kind. Where there is one,
        the group behind that of the terminal matches, which stands for `BEFORE_SIGN`.
        """
        numbered = [_NONE, _NONE]
        pieces = []
        for terminal in self._terminals:
            # One letter begins them all, as a rule, by which `re` skips them all.
            words = [_with_gaps(wording, "") for wording in terminal.wordings]
            after = self._after(terminal, whole) + "()"
            groups = [terminal]
            if sign := signs.get(terminal.kind):
                after = f"(?:(?!{sign})()|{after})"
                groups.append(BEFORE_SIGN)
            each = [word + after for word in words or [_pattern(terminal, whole)]]
            pieces.append(f"(?:{'|'.join(each)})")
            numbered += groups * len(each)
        # One group for all of these, since a match takes longer to make with more of them.
        begins = {_beginning(wording) for each in self._terminals for wording in each.wordings}
        if begins:
            pieces.append(f"(?:{'|'.join(sorted(begins))})()")
            numbered.append(_BEGINS)
        return self._compiled(pieces, others), numbered

    @cached_property
    def _long(self) -> _Compiled:
        # Atomic, so that an island after which something else stands is not tried again.
        pieces = [
            f"(?:(?>{_pattern(terminal, flexible)}){self._after(terminal, flexible)}())"
            for terminal in self._terminals
        ]
        return self._compiled(pieces), [_NONE, _NONE, *self._terminals]

    def _compiled(self, pieces: Iterable[str], others: Sequence[str] = ()) -> re.Pattern[str]:
        found = f"{self._first}()(?:{'|'.join(pieces)})"
        if others:
            found = f"(?:{'|'.join([found, *(f'{other}()' for other in others)])})"
        return regex(f"{self._before}{found}")


def _found(search: _Compiled, plain: str, start: int, end: int) -> list[Island]:
    pattern, terminals = search
    return [
        (terminals[match.lastindex or 0], match.start(1), match.end())
        for match in pattern.finditer(plain, start, end)
    ]


def _pattern(terminal: Terminal, form: _Form) -> str:
    pattern = form(terminal.pattern)
    return in_pieces(pattern) if terminal.kind is Kind.VALUE else pattern


def _after_line_island(terminal: Terminal, _: _Form) -> str:
    if terminal.kind is Kind.HEADING:
        return rf"(?={INDENT}(?:\n|\Z))"
    return r"(?![:;])" if terminal.kind is Kind.LABEL else ""


def _line_end_after(_: Terminal, __: _Form) -> str:
    return rf"(?={INDENT}\n)"


def _label_after(labels: Sequence[Terminal], _: Terminal, form: _Form) -> str:
    """A look ahead at the label after a decision, or at the part of it before the text's end."""
    label = "|".join(form(label.pattern) for label in labels)
    if form is whole:
        return rf"(?={INDENT}\n\s*+(?:{label}))"
    cut = "|".join(beginnings(label.wording) for label in labels)
    return rf"(?={INDENT}(?:\n\s*+(?:{label})|\s*+(?:{cut})\Z))"


def _beginning(wording: str) -> str:
    """A pattern of the first letters of a wording, with spaces between them, or none."""
    words: list[str] = []
    room = _TELLING
    for word in wording.split():
        words.append(word[:room])
        room -= len(words[-1])
        if not room:
            break
    return _with_gaps(" ".join(words), INSIDE_WORDS)


def _letters(text: str) -> str:
    return "".join(text.split())


_NONE = Terminal("")
_BEGINS = Terminal("")
"""Stands for a terminal whose first letters may have spaces between them."""
BEFORE_SIGN = Terminal("")
"""Stands for a terminal behind which there is a sign of a fault."""
_END = Terminal("", Kind.END)
_start = itemgetter(1)


def apart(islands: list[Island]) -> list[Island]:
    """The islands that begin after the one before has ended."""
    end = 0
    found = []
    for island in islands:
        if island[1] >= end:
            found.append(island)
            end = island[2]
    return found


def flexible(pattern: str) -> str:
    """A terminal's pattern, let match whatever white space an extractor left in fixed wording.

    In a pattern that is more than fixed wording, or alternatives of it, this holds where the
    pattern lets any number of spaces stand.
    """
    found = fixed_wordings(pattern)
    if not found:
        return pattern.replace(" *", INSIDE_WORDS)
    # Most texts split no word, and are told so faster.
    whole = [_with_gaps(wording, "") for wording in found]
    split = [_with_gaps(wording, INSIDE_WORDS) for wording in found]
    return "(?:" + "|".join(whole + split) + ")"


def whole(pattern: str) -> str:
    """As `flexible`, but without spaces inside the words of fixed wording."""
    found = fixed_wordings(pattern)
    if not found:
        return pattern.replace(" *", INSIDE_WORDS)
    return "(?:" + "|".join(_with_gaps(wording, "") for wording in found) + ")"


def in_pieces(pattern: str) -> str:
    """A pattern whose words and numbers may have fillers in them."""
    pattern = _WORD.sub(lambda word: f"{FILLER}*".join(word[0]), pattern)
    return _DIGITS.sub(_digits_in_pieces, pattern)


def _digits_in_pieces(found: re.Match[str]) -> str:
    """A pattern of so many digits, or so many at least, with fillers between them."""
    digit, least, most = found["digit"], int(found["least"]), int(found["most"] or found["least"])
    return f"{digit}(?:{FILLER}*{digit}){{{least - 1},{most - 1}}}"


def _with_gaps(wording: str, inside_words: str) -> str:
    words = wording.split()
    if not inside_words:
        return _BETWEEN_WORDS.join(map(re.escape, words))
    return _BETWEEN_WORDS.join(inside_words.join(map(re.escape, word)) for word in words)


def beginnings(wording: str) -> str:
    """A pattern of a wording that breaks off anywhere, even before its first letter."""
    letters = [re.escape(letter) for letter in wording if not letter.isspace()]
    return r"(?:\s*+".join(letters).join(("(?:", ")?" * len(letters))) + r"\s*+"


def first_letters(terminals: Iterable[Terminal]) -> str:
    """A look ahead at the letters that begin some terminals, which tells most texts at once."""
    return "(?=[" + "".join(sorted({t.pattern.lstrip("(?:")[0] for t in terminals})) + "])"


def named(patterns: Mapping[Terminal, str]) -> str:
    """A pattern of any of some terminals, with a group named after each."""
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items())
