"""Fixed wording that is misspelt: headings, labels, sentences and decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from imrparse.data.regexes import regex
from imrparse.parsing.recovery.decisions import Decisions
from imrparse.parsing.recovery.introductions import Introductions, is_beginning
from imrparse.parsing.recovery.misspelt_names import MisspeltPhrases
from imrparse.parsing.recovery.other_wording import OtherWordings
from imrparse.parsing.recovery.part_order import START, PartOrder
from imrparse.syntax.islands import Island, IslandFinder, first_letters, flexible, named
from imrparse.syntax.loose_wording import lead_before
from imrparse.syntax.near_misses import Wordings, gaps
from imrparse.syntax.structure import Structure
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.syntax.tokens import END, NO_DECISION, SPLIT_DECISION
from imrparse.text.decoration.view import FILLER
from imrparse.text.source import Source, Span

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import Misspaced

_LINES = (Kind.HEADING, Kind.LABEL, Kind.SENTENCE)
_SPACED = (Kind.HEADING, Kind.LABEL, Kind.DECISION, Kind.FIELD)
_SHORTEST = 4  # code points; nothing shorter can be a misspelling
_BESIDE = 20  # code points before a label in which a decision stands
_OPTIONAL = "SUBSPECIALTY_PHRASE"
_LINE_END = regex(r"[\r\n]")
_LINE_ENDS = regex(r"[^\S\n]*(?:\n|\Z)")
_SPACED_OUT = regex(r"\S {4,}\S")  # of an extractor that puts spaces inside words


class Misspellings:
    """Finds text that resembles fixed wording which the letter lacks at that place."""

    def __init__(self, terminals: Terminals, structure: Structure, finder: IslandFinder) -> None:
        self._finder = finder
        self._structure = structure
        self._order = PartOrder(structure)
        # A paragraph of several sentences with other wording is read as prose.
        lines = [t for t in terminals.of_kind(*_LINES) if ". " not in t.wording]
        self._lines = Wordings(
            {line: line.wording for line in lines},
            whole={line for line in lines if line.kind is Kind.HEADING},
        )
        self._terminals = terminals
        self._decided = tuple(decision.wording for decision in terminals.decisions)
        self._between: dict[tuple[str, str], tuple[str, ...]] = {}

    @cached_property
    def decisions(self) -> Decisions:
        """What finds decisions that are misspelt."""
        return Decisions(self._terminals)

    @cached_property
    def _other(self) -> OtherWordings:
        return OtherWordings(self._terminals)

    @cached_property
    def _introductions(self) -> Introductions:
        return Introductions(self._structure)

    @cached_property
    def _phrases(self) -> MisspeltPhrases:
        return MisspeltPhrases(self._terminals)

    @cached_property
    def _behind(self) -> re.Pattern[str]:
        """Signs, marks or labels behind a label."""
        labels = {label: flexible(label.pattern) for label in self._terminals.of_kind(Kind.LABEL)}
        last = "|".join(sorted({re.escape(label.wording.split()[-1]) for label in labels}))
        again = rf"[^\S\n]*(?i:{last})"
        marks = self._terminals["BEHIND_MANGLED"].pattern
        return regex(rf"(?:\s*(?:{named(labels)})|{again}|{marks})+")

    @cached_property
    def _marks(self) -> re.Pattern[str]:
        """Marks behind a sentence that introduces a text."""
        return regex(self._terminals["BEHIND_MANGLED"].pattern)

    @cached_property
    def _instead(self) -> re.Pattern[str]:
        """What stands behind a label in the place of its colon."""
        return regex(self._terminals["INSTEAD_MANGLED"].pattern)

    @cached_property
    def _continued_headings(self) -> re.Pattern[str]:
        headings = {t: flexible(t.pattern) for t in self._terminals.of_kind(Kind.HEADING)}
        again = self._terminals["AGAIN_MANGLED"].pattern
        begins = rf"\n[^\S\n]*+{first_letters(headings)}"
        return regex(rf"{begins}(?:{named(headings)}){again}(?=[^\S\n]*(?:\n|\Z))")

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        """Headings and labels wherever they stand in a line."""
        parts = self._terminals.of_kind(Kind.HEADING, Kind.LABEL)
        return regex(f"{first_letters(parts)}(?:{named({t: flexible(t.pattern) for t in parts})})")

    def find(self, source: Source, islands: Iterable[Island]) -> list[Island]:
        """The misspelt headings, labels, sentences and decisions of a text, in order.

        `islands` are those that are worded correctly.
        """
        plain, islands = source.plain, list(islands)
        known = [island for island in islands if island[0] in self._order]
        longer = {island[1]: island for island in self.labels_with_more(source, known)}
        known = [longer.get(island[1], island) for island in _apart(known, longer.values())]
        lines = [*longer.values(), *self._continued(plain), *self._misspelt_lines(plain, known)]
        cells = {start for terminal, start, _ in islands if terminal.kind is Kind.FIELD}
        lines = [line for line in lines if line[1] not in cells]  # "Case Number:" is no "CASE"
        known = sorted(known + lines, key=_start)
        decisions = [*self._misspelt_decisions(plain, known), *self.wrapped_decisions(plain, known)]
        phrases = self._phrases.find(plain, islands, known)
        return sorted([*lines, *decisions, *phrases], key=_start)

    def hidden(self, source: Source, islands: Sequence[Island]) -> Iterator[Island]:
        """The islands of a letter, sound as it stands, that are longer than they seem."""
        yield from self.labels_with_more(source, islands)
        yield from self.wrapped_decisions(source.plain, islands)
        yield from self._continued(source.plain)
        for stretch in _stretches(source.plain, [i for i in islands if i[0] in self._order]):
            yield from self._of_more_issues(source.plain, stretch, whole=True)
        phrases = [island for island in islands if island[0].kind is Kind.PHRASE]
        if len(phrases) > 1 and all(phrase != _OPTIONAL for phrase, _, _ in phrases):
            yield from self._phrases.subspecialty(source.plain, phrases)

    def _continued(self, plain: str) -> Iterator[Island]:
        """The headings that say that they stand again: "(continued)"."""
        for match in self._continued_headings.finditer(f"\n{plain}"):
            name = str(match.lastgroup)
            yield self._terminals[name], match.start(name) - 1, match.end() - 1

    def wrapped_decisions(self, plain: str, islands: Iterable[Island]) -> Iterator[Island]:
        """The decisions with words or signs before them that are no part of the request."""
        start = 0
        for island in islands:
            is_decision = island[0].kind is Kind.DECISION
            if is_decision and (wrapped := self.decisions.wrapped(plain, start, island)):
                yield wrapped
            start = island[2]

    def labels_with_more(self, source: Source, islands: Sequence[Island]) -> Iterator[Island]:
        """The labels with signs after their colon, or with another label behind them on the line.

        Sentences that introduce a text may have signs behind them too. Of two labels the first is
        meant, unless it stands there already.
        """
        for number, (terminal, start, end) in enumerate(islands):
            if terminal.kind not in (Kind.LABEL, Kind.SENTENCE) or terminal not in self._order:
                continue
            behind = self._behind if terminal.kind is Kind.LABEL else self._marks
            more = behind.match(source.plain, end)
            if not more or _LINE_END.search(source.text, end, more.end()):
                continue
            is_apart = more[0][:1].isspace()
            if is_apart and not more.lastgroup and _LINE_ENDS.match(source.plain, more.end()):
                continue  # the signs are all that the label has: "Specialty: --"
            other = self._terminals.get(str(more.lastgroup), terminal)
            before = islands[number - 1][0] if number else START
            after = next((part for part, at, _ in islands[number:] if at >= more.end()), END)
            is_other = not self._order.fits(before, terminal, after) and self._order.fits(
                before, other, after
            )
            if is_other or other == terminal:
                yield other, start, more.end()

    def misspaced(self, plain: str, islands: Sequence[Island]) -> list[Misspaced]:
        """The islands whose letters are right, but not their white space.

        Where an extractor puts spaces into words, such spaces are not reported.
        """
        found = []
        is_spaced_out = cache(lambda: _is_spaced_out(plain, islands))
        for terminal, start, end in islands:
            if terminal.kind not in _SPACED or not terminal.is_literal:
                continue
            text, wording = plain[start:end], terminal.wording
            if text == wording:
                continue
            text = text.replace(FILLER, "")
            if text != wording and _same_letters(text, wording):
                wrong = tuple(gaps(wording, text))
                splits = any(not gap.wanted for gap in wrong)
                if wrong and not (splits and is_spaced_out()):
                    from imrparse.parsing.recovery.findings import Misspaced

                    found.append(Misspaced(Span(start, end), wording, wrong))
        return found

    def _wanted(self, before: Terminal, after: Terminal) -> tuple[str, ...]:
        """The headings, labels and sentences that belong between two islands."""
        key = before, after
        if key not in self._between:
            lines = map(self._terminals.__getitem__, self._lines.wordings)
            self._between[key] = tuple(n for n in lines if self._order.fits(before, n, after))
        return self._between[key]

    def _misspelt_lines(self, plain: str, known: Sequence[Island]) -> list[Island]:
        found: list[Island] = []
        last = len(plain.rstrip())
        for before, start, end, after in _stretches(plain, known):
            latest = before
            wanted = self._wanted(before, after)
            if more := self._of_more_issues(plain, (before, start, end, after)):
                found += more
                continue
            if not wanted or end - start < _SHORTEST:
                continue
            lines = self._lines_for(plain, start, end, wanted)
            others = () if lines else self._introductions.find(plain, start, end, wanted, after)
            for terminal, at, near_end in lines or others:
                if near_end >= last and is_beginning(terminal, plain[at:near_end]):
                    continue
                if near_end <= end and self._follows(latest, terminal, after):
                    found.append((terminal, at, near_end))
                    latest = terminal
        return found

    def _lines_for(self, plain: str, start: int, end: int, wanted: tuple[str, ...]) -> list[Island]:
        """The lines in a stretch that some wordings are meant by: misspelt ones, or other words.

        Of two on one line the longer one is taken.
        """
        found: dict[int, Island] = {}
        for name, at, near_end in self._lines.lines(plain, start, end, wanted):
            found[at] = self._terminals[name], at, near_end
        for other in self._other.lines(plain, start, end, wanted):
            near = found.get(other.start)
            if near is None or near[2] < other.end:
                found[other.start] = other.name, other.start, other.end
        if not found:
            return sorted(self._glued(plain, start, end, wanted), key=_start)
        return [self._with_more(plain, found[at], end) for at in sorted(found)]

    def _with_more(self, plain: str, line: Island, end: int) -> Island:
        """A misspelt line; if it is a label, with what belongs to it and what is its colon."""
        terminal, at, near_end = line
        if terminal.kind is not Kind.LABEL:
            return line
        instead = None
        if plain[near_end - 1] not in ":;":
            instead = self._instead.match(plain, near_end, end)
        more = self._behind.match(plain, instead.end() if instead else near_end, end) or instead
        if not more or _LINE_END.search(plain, near_end, more.end()):
            return line
        return line if _LINE_ENDS.match(plain, more.end()) else (terminal, at, more.end())

    def _glued(self, plain: str, start: int, end: int, wanted: tuple[str, ...]) -> Iterator[Island]:
        """The headings and labels in a stretch that stand behind other words or signs."""
        for match in self._anywhere.finditer(plain, start, end):
            if match.lastgroup in wanted:
                at = match.start(match.lastgroup)
                first = self._with_lead(plain, at)
                decided = (
                    plain[max(start, at - _BESIDE) : at].rstrip("; .,\t").endswith(self._decided)
                )
                terminal = self._terminals[match.lastgroup]
                begins = terminal.kind is Kind.HEADING and plain[at - 1 : at] in ("", "\n")
                if first < at or begins or decided or not plain[at - 1].isspace():
                    yield terminal, first, match.end(match.lastgroup)

    def _follows(self, latest: Terminal, part: Terminal, after: Terminal) -> bool:
        """Whether a part belongs between two others, in the next issue if the text ends there."""
        first, *_, last = self._structure.issue_labels
        begins_issue = (latest, part, after) == (last, first, END)
        return begins_issue or self._order.fits(latest, part, after)

    def _of_more_issues(
        self, plain: str, stretch: tuple[Terminal, int, int, Terminal], *, whole: bool = False
    ) -> list[Island]:
        """The labels of an issue of which no label stands where it should.

        That is all of them in order in what seems to be the last rationale, or the request of the
        next issue; and without `whole`, some behind a few words in the last rationale.
        """
        before, start, end, after = stretch
        labels = self._structure.issue_labels
        if before != labels[-1] and self._order.rank(before) >= self._order.decision_rank:
            return []
        if after != END and after.kind is not Kind.DECISION:
            return []
        found = [
            (self._terminals[name], self._with_lead(plain, match.start(name)), match.end(name))
            for match in self._anywhere.finditer(plain, start, end)
            if (name := str(match.lastgroup)) in labels
        ]
        if found and [t for t, _, _ in found] == [*labels] * (len(found) // len(labels)):
            return found
        if whole or (before, after) != (labels[-1], END):
            return []
        return [i for i in found if not i[0].wording.startswith(plain[i[1]])]

    def _with_lead(self, plain: str, part: int) -> int:
        """Where a heading or label starts, with the few words before it that begin its line."""
        lead = lead_before(plain, part, self._terminals)
        return part if lead is None else lead

    def _misspelt_decisions(self, plain: str, known: Sequence[Island]) -> list[Island]:
        found: list[Island] = []
        for before, start, end, after in _stretches(plain, known):
            if end - start < _SHORTEST or not self._order.fits(before, NO_DECISION, after):
                continue
            if (before, after) == (START, END):
                continue  # the text has no part of a letter
            near = None
            if self._order.rank(after) > self._order.decision_rank:
                near = self.decisions.before_label(plain, start, end)
                near = near or self.decisions.above_request(plain, start, end)
            anyhow = self._finder.decisions_anyhow(plain, start, end)
            if anyhow and not (near and near[0] == SPLIT_DECISION):
                near = anyhow[-1]
            if near:
                found.append(near)
        return found


def _apart(islands: Iterable[Island], longer: Iterable[Island]) -> list[Island]:
    """The islands that do not begin inside of others."""
    inside = [(start, end) for _, start, end in longer]
    return [
        island for island in islands if not any(start < island[1] < end for start, end in inside)
    ]


def _same_letters(text: str, wording: str) -> bool:
    return "".join(text.split()) == "".join(wording.split())


def _is_spaced_out(plain: str, islands: Iterable[Island]) -> bool:
    """Whether lines behind the first heading have wide gaps. Header tables always have them."""
    body = next((end for part, _, end in islands if part.kind is Kind.HEADING), 0)
    return _SPACED_OUT.search(plain, body) is not None


def _start(island: Island) -> int:
    return island[1]


def _stretches(
    plain: str, known: Sequence[Island]
) -> Iterator[tuple[Terminal, int, int, Terminal]]:
    """The stretches between islands: the island before, start, end, the island after."""
    ends = [(START, 0, 0), *known, (END, len(plain), len(plain))]
    for (before, _, start), (after, end, _) in pairwise(ends):
        yield before, start, end, after
