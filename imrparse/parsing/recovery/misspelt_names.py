"""Finds misspelt states and months, and misspelt phrases in the credentials of 2014."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from imrparse.data import names
from imrparse.data.regexes import regex
from imrparse.syntax.islands import Island
from imrparse.syntax.near_misses import Wordings
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.text.edit_distance import nearest
from imrparse.text.source import Span
from imrparse.tree.letter import Determination

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import MisspeltMonth, MisspeltState, Stray

_CENTURIES = ("19", "20")
_YEAR = regex(r"\d\d\b")
_MONTH_AND_DAY = regex(
    r"(?<![\w-])(?P<month>[A-Za-z01|!][\w|!]{2,11})[.,]?(?P<day>\s+\d{1,2}(?:st|nd|rd|th)?)?\Z"
)
_BEFORE_YEAR = 28  # code points before a year that are searched for its month
_LONGEST_PARAGRAPH = 3_000  # code points
_LONGEST = 80  # code points of a misspelt phrase
_NEEDED = ("CERTIFIED", "LICENSED")
_OPTIONAL = "SUBSPECIALTY"
_SHORTEST_MANGLED = 4  # letters; shorter names are too similar to other words


class MisspeltNames:
    """Checks the names of states and months against the package's data."""

    @cached_property
    def _states(self) -> tuple[str, ...]:
        return names("states")

    @cached_property
    def _known_states(self) -> frozenset[str]:
        return frozenset(self._states)

    @cached_property
    def _months(self) -> tuple[str, ...]:
        return tuple(name for name in names("months") if len(name) >= _SHORTEST_MANGLED)

    @cached_property
    def _known_months(self) -> frozenset[str]:
        return frozenset(names("months"))

    def find(
        self, plain: str, letter: Determination
    ) -> Iterator[MisspeltState | MisspeltMonth | Stray]:
        """The misspelt states of licensure in a letter, what its specialties have besides their
        names, and misspelt months anywhere in its text."""
        yield from self._misspelt_states(letter)
        yield from self._added_to_specialties(letter)
        yield from self._misspelt_months(plain)

    def _misspelt_states(self, letter: Determination) -> Iterator[MisspeltState]:
        for number, state in enumerate(letter.reviewer.licensure):
            if state not in self._known_states:
                span = letter.reviewer.span_of(f"licensure[{number}]")
                choices = nearest(state, self._states)
                if span and choices:
                    from imrparse.parsing.recovery.findings import MisspeltState

                    yield MisspeltState(span, choices)

    def _added_to_specialties(self, letter: Determination) -> Iterator[Stray]:
        in_paragraph = letter.template is not None and letter.template.has_inline_credentials
        for number, item in enumerate(letter.reviewer.specialties):
            # A full stop there may be that of the paragraph.
            added = _added_to_specialty(item.removesuffix(".") if in_paragraph else item)
            span = letter.reviewer.span_of(f"specialties[{number}]") if added else None
            if added and span:
                from imrparse.parsing.recovery.findings import Stray

                start, end = added
                # The item is folded, so that only its edges are where they are in the text.
                at_start = Span(span.start, span.start + end)
                at_end = Span(span.end - (end - start), span.end)
                yield Stray(at_end if start else at_start, is_doubtful=True)

    def _misspelt_months(self, plain: str) -> Iterator[MisspeltMonth]:
        for year in _years(plain):
            start = max(0, year - _BEFORE_YEAR)
            before = plain[start:year].rstrip().removesuffix(",")
            # Search the whole text from `start`: a slice may begin in the middle of a word.
            date = _MONTH_AND_DAY.search(plain, start, start + len(before))
            month = date["month"] if date else ""
            # In capitals it is not misspelt.
            if date is None or (month.title() if month.isupper() else month) in self._known_months:
                continue
            choices = nearest(date["month"], self._months)
            # Any word may precede a year. Without a day, only a longer name is evidence.
            if choices and (date["day"] or len(choices[0]) > _SHORTEST_MANGLED):
                from imrparse.parsing.recovery.findings import MisspeltMonth

                yield MisspeltMonth(Span(date.start("month"), date.end("month")), choices)


def _years(plain: str) -> Iterator[int]:
    """Where years stand in a text. A search for two figures takes a fifth of that for a pattern."""
    for century in _CENTURIES:
        place = plain.find(century)
        while place >= 0:
            rest = place + len(century)
            if place and plain[place - 1].isspace() and _YEAR.match(plain, rest):
                yield place
            place = plain.find(century, rest)


@lru_cache(maxsize=1024)  # most letters have specialties that others have
def _added_to_specialty(item: str) -> tuple[int, int] | None:
    from imrparse.fields.credentials import credentials

    is_bare = item[:1].isalpha() and item[-1:].isalpha()
    return None if is_bare else credentials().added_to_specialty(item)


class MisspeltPhrases:
    """Finds misspelt forms of the phrases missing from the paragraph of credentials."""

    def __init__(self, terminals: Terminals) -> None:
        self._wanted: dict[Terminal, tuple[re.Pattern[str], Wordings]] = {}
        self._other = {
            terminals[f"{name}_PHRASE"]: regex(terminals[f"{name}_MANGLED"].pattern)
            for name in (*_NEEDED, _OPTIONAL)
        }
        self._optional = terminals[f"{_OPTIONAL}_PHRASE"]
        for name in _NEEDED:
            phrase = terminals[f"{name}_PHRASE"]
            first = "|".join({re.escape(wording.split()[0]) for wording in phrase.wordings})
            wordings = Wordings({wording: wording for wording in phrase.wordings})
            self._wanted[phrase] = re.compile(rf"\b(?:{first})\b"), wordings

    def find(
        self, plain: str, islands: Sequence[Island], known: Sequence[Island]
    ) -> Iterator[Island]:
        """The misspelt phrases of a text. `known` are its headings and labels, misspelt or not."""
        phrases = [island for island in islands if island[0].kind is Kind.PHRASE]
        found = {terminal for terminal, _, _ in phrases}
        for (heading, _, start), (_, end, _) in pairwise(known):
            if heading == "HOW_HEADING" or heading.startswith("OPENING_"):
                end = min(end, start + _LONGEST_PARAGRAPH)
                for phrase in self._wanted.keys() - found:
                    if near := self._in_paragraph(plain, start, end, phrase, phrases):
                        found.add(phrase)
                        phrases.append(near)
                        yield near
        if self._optional not in found:
            yield from self.subspecialty(plain, phrases)

    def subspecialty(self, plain: str, phrases: Sequence[Island]) -> Iterator[Island]:
        """The phrase before a subspecialty in other words, if both required phrases are present."""
        ordered = sorted(phrases, key=lambda island: island[1])
        for (phrase, _, start), (after, end, _) in pairwise(ordered):
            between = tuple(other.removesuffix("_PHRASE") for other in (phrase, after))
            if between == _NEEDED and (other := self._in_words(plain, start, end, self._optional)):
                yield other

    def _in_words(self, plain: str, start: int, end: int, phrase: Terminal) -> Island | None:
        """A phrase in other words."""
        found = self._other[phrase].search(plain, start, end)
        return (phrase, *found.span()) if found else None

    def _in_paragraph(
        self, plain: str, start: int, end: int, phrase: Terminal, others: Sequence[Island]
    ) -> Island | None:
        """A misspelt phrase that is not part of a correct one."""
        first, wordings = self._wanted[phrase]
        best: tuple[int, Island] | None = None
        for word in first.finditer(plain, start, end):
            if any(at <= word.start() < stop for _, at, stop in others):
                continue
            text = plain[word.start() : min(end, word.start() + _LONGEST)]
            found = wordings.at_start(text)
            if found and (best is None or found[1].edits < best[0]):
                at = word.start()
                best = found[1].edits, (phrase, at, at + found[1].end)
        if best is None:
            before = [stop for other, _, stop in others if f"{_NEEDED[0]}_" in other]
            return self._in_words(plain, max([start, *before]), end, phrase)
        return best[1]
