"""Finding the islands: the fixed wording of a letter, in the free prose around it.

The patterns are made from the grammar's terminals, as lark hands them to its lexer. What the last
part of a terminal's name means is said at the head of ``grammars/letter.lark``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import TypeAlias

from imrparse.syntax.terminals import Kind, Terminal, Terminals, fixed_wordings
from imrparse.text.decoration.view import FILLER

Island: TypeAlias = tuple[Terminal, int, int]
"""A stretch of fixed wording: its terminal, and where it starts and ends."""

_REVIEWER = "HOW_HEADING"
"""The part with the reviewer's phrases."""

LONGEST_HEADER = 3_000
"""Code points before the first heading in which the cells of a header are looked for."""

_BETWEEN_WORDS = r"\s*"  # any white space, or none where an extractor lost it
_INSIDE_WORDS = f"[ {FILLER}]*"  # spaces that an extractor put in, and what was taken out
_WORD = re.compile(r"(?<=\\b)[A-Z][a-z]+")
_DIGITS = re.compile(r"(?P<digit>\\d|\[0-9\])\{(?P<least>\d)(?:,(?P<most>\d))?\}")
_INDENT = r"[^\S\n]*+"
_CELL_BEGINS = r"(?=[A-Z\d])"  # every name and value does, which tells most places at once


class IslandFinder:
    """Finds the islands of a letter in its plain text.

    There is a pattern for each way to stand in a text. A pattern whose matches all begin with one
    character is found by the speed of a character search, so lines and decisions go apart.
    """

    def __init__(self, terminals: Terminals) -> None:
        kinds: dict[Kind, dict[Terminal, str]] = {}
        for terminal in terminals.values():
            kinds.setdefault(terminal.kind, {})[terminal] = flexible(terminal.pattern)
        headings = {name: rf"{p}(?={_INDENT}(?:\n|\Z))" for name, p in kinds[Kind.HEADING].items()}
        labels = {name: rf"{p}(?![:;])" for name, p in kinds[Kind.LABEL].items()}
        lines = headings | labels | kinds[Kind.SENTENCE]
        label = "|".join(kinds[Kind.LABEL].values())
        cut = "|".join(beginnings(label.wording) for label in terminals.of_kind(Kind.LABEL))
        decisions, phrases = kinds[Kind.DECISION], kinds[Kind.PHRASE]
        first = first_letters(lines)
        self._first_line = _Search(lines, before=f"{_INDENT}{first}")
        self._lines = _Search(lines, before=rf"\n{_INDENT}{first}")
        self._decisions = _Search(
            decisions,
            before=r":\s*+",
            after=rf"(?={_INDENT}(?:\n\s*+(?:{label})|\s*+(?:{cut})\Z))",
        )
        self._decisions_anyhow = _Search(decisions, before=r":\s*+", after=rf"(?={_INDENT}\n)")
        values = {name: in_pieces(pattern) for name, pattern in kinds[Kind.VALUE].items()}
        self._cells = _Search(kinds[Kind.FIELD] | values, before=_CELL_BEGINS)
        self._phrases = _Search(phrases, before=first_letters(phrases))
        self._part_of = {terminal: terminal for terminal in kinds[Kind.HEADING]} | {
            # Its heading is missing before it, if it was not seen.
            terminal: terminals[_REVIEWER]
            for terminal in kinds[Kind.SENTENCE]
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
            lines = sorted([*lines, *misspelt], key=_start)
        found = lines + self.decisions(plain)
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
        return _apart(found)

    def lines(self, plain: str) -> list[Island]:
        """The headings, labels and sentences, which begin a line."""
        first = self._first_line.at_start(plain)
        return first + self._lines.islands(plain)

    def decisions(self, plain: str) -> list[Island]:
        """The decisions, which labels follow."""
        return self._decisions.islands(plain)

    def decisions_anyhow(self, plain: str, start: int, end: int) -> list[Island]:
        """What would be decisions in a stretch of text if labels followed."""
        return self._decisions_anyhow.islands(plain, start, end)

    def cells(self, plain: str, start: int, end: int) -> list[Island]:
        """The cells of a header table in a stretch of text."""
        return self._cells.islands(plain, start, end)

    def phrases(self, plain: str, start: int, end: int) -> list[Island]:
        """The phrases of the reviewer's paragraph in a stretch of text."""
        return self._phrases.islands(plain, start, end)


class _Search:
    """A pattern for several terminals, which tells of each match whose it is."""

    def __init__(self, patterns: Mapping[Terminal, str], before: str = "", after: str = "") -> None:
        """`before` and `after` are patterns: what stands, or must stand, around an island."""
        # The number of the last empty group says which alternative matched. Named groups around
        # the alternatives would cost twice the time: `re` skips an alternative by its first
        # letter, unless that stands in a group. Atomic, so that an island after which something
        # else stands is not tried again.
        each = "|".join(f"(?:{pattern})()" for pattern in patterns.values())
        atomic = f"(?>{each})" if after else f"(?:{each})"
        self._pattern = re.compile(f"{before}(){atomic}{after}")
        self._terminals = [Terminal("", Kind.OTHER)] * 2 + list(patterns)

    def islands(self, plain: str, start: int = 0, end: int = sys.maxsize) -> list[Island]:
        """The islands in a stretch of text."""
        terminals = self._terminals
        return [
            (terminals[match.lastindex or 0], match.start(1), match.end())
            for match in self._pattern.finditer(plain, start, end)
        ]

    def at_start(self, plain: str) -> list[Island]:
        """The island that a text begins with, if there is one."""
        match = self._pattern.match(plain)
        return (
            [(self._terminals[match.lastindex or 0], match.start(1), match.end())] if match else []
        )


_END = Terminal("", Kind.END)
_start = itemgetter(1)


def _apart(islands: list[Island]) -> list[Island]:
    """The islands that begin after the one before has ended."""
    end, apart = 0, []
    for island in islands:
        if island[1] >= end:
            apart.append(island)
            end = island[2]
    return apart


def flexible(pattern: str) -> str:
    """A terminal's pattern, let match whatever white space an extractor left in fixed wording.

    In a pattern that is more than fixed wording, or alternatives of it, this holds where the
    pattern lets any number of spaces stand.
    """
    found = fixed_wordings(pattern)
    if not found:
        return pattern.replace(" *", _INSIDE_WORDS)
    # Most texts split no word, and are told so faster.
    whole = [_with_gaps(wording, "") for wording in found]
    split = [_with_gaps(wording, _INSIDE_WORDS) for wording in found]
    return "(?:" + "|".join(whole + split) + ")"


def in_pieces(pattern: str) -> str:
    """A pattern whose words and numbers may have fillers in them."""
    pattern = _WORD.sub(lambda word: f"{FILLER}*".join(word[0]), pattern)
    return _DIGITS.sub(_digits_in_pieces, pattern)


def _digits_in_pieces(found: re.Match[str]) -> str:
    """A pattern of so many digits, or so many at least, with fillers between them."""
    digit, least, most = found["digit"], int(found["least"]), int(found["most"] or found["least"])
    return f"{digit}(?:{FILLER}*{digit}){{{least - 1},{most - 1}}}"


def _with_gaps(wording: str, inside_words: str) -> str:
    return _BETWEEN_WORDS.join(inside_words.join(map(re.escape, w)) for w in wording.split())


def beginnings(wording: str) -> str:
    """A pattern of a wording that breaks off anywhere, even before its first letter."""
    letters = [re.escape(letter) for letter in wording if not letter.isspace()]
    return r"(?:\s*+".join(letters).join(("(?:", ")?" * len(letters))) + r"\s*+"


def first_letters(patterns: Mapping[Terminal, str]) -> str:
    """A look ahead at the letters that begin the patterns, which tells most texts at once."""
    return "(?=[" + "".join(sorted({p.lstrip("(?:")[0] for p in patterns.values()})) + "])"


def named(patterns: Mapping[Terminal, str]) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items())
