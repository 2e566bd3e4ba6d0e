"""The order of a letter's parts: which parts belong between two others, and which to one issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, combinations, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve

from imrparse.syntax.structure import Structure, structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import END, REQUEST, Token

if TYPE_CHECKING:
    from imrparse.parsing.recovery.findings import Finding

# Findings are imported where there are some: their module takes long to import.

START = Terminal("")
"""The beginning of a text."""


class PartOrder:
    """The order of headings, labels, sentences and decisions.

    The parts of an issue repeat with each issue. All decisions share one rank.
    """

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._known: dict[tuple[str, str, str], bool] = {}

    @cached_property
    def _ranks(self) -> dict[Terminal, int]:
        letter, issue = self._structure.order, self._structure.issue_order
        decisions = [part for part in issue if part.kind is Kind.DECISION]
        labels = [part for part in issue if part.kind is not Kind.DECISION]
        ranks = dict.fromkeys([START, *decisions], len(letter))
        ranks |= {part: rank for rank, part in enumerate(letter)}
        ranks |= {part: rank for rank, part in enumerate(labels, len(letter) + 1)}
        return ranks | {START: -1, END: len(letter) + 1 + len(labels)}

    @property
    def decision_rank(self) -> int:
        """The rank of a decision, the first part of an issue."""
        return len(self._structure.order)

    def __contains__(self, part: Terminal) -> bool:
        return part in self._ranks

    def rank(self, part: Terminal) -> int:
        """The position of a part in the order. Misread decisions rank as decisions."""
        return self._ranks.get(part, self.decision_rank)

    def fits(self, before: Terminal, part: Terminal, after: Terminal) -> bool:
        """Whether a part belongs between two parts of the text that follow each other."""
        key = before, part, after
        if key not in self._known:
            steps = self._steps(before, part)
            issue = self._ranks[END] - self.decision_rank
            self._known[key] = 0 < steps < (self._steps(before, after) or issue)
        return self._known[key]

    def _steps(self, before: Terminal, after: Terminal) -> int:
        """How many parts `after` follows `before`, in the next issue if need be; 0 if never."""
        steps = self.rank(after) - self.rank(before)
        if steps < 0 and self.rank(after) >= self.decision_rank:
            return steps + self._ranks[END] - self.decision_rank
        return max(steps, 0)


# Costs of what a group of parts lacks, or has too many of, to be an issue.
_MISSING = 20
_DOUBLED = 20
_MOVED = 15
_BEGINS = 45  # the first label behind the last one: an issue without a request
_TWO_REQUESTS = 1_000
_MOST_PARTS = 7  # of an issue, with those that do not belong to it

_BEGINNING = (Kind.HEADING, Kind.LABEL, Kind.REQUEST)

_Part: TypeAlias = tuple[int, Sequence[Token]]
"""A part of an issue: its rank among them, and its tokens."""


def with_whole_issues(tokens: Sequence[Token]) -> tuple[list[Token], list[Finding]]:
    """The tokens, with the parts of each issue behind its request, and what was out of order.

    The parts are grouped so that the fewest of them are missing, doubled or moved. Only a group
    with all parts of an issue is changed; in others, what is missing decides where a part belongs.
    """
    found: list[Finding] = []
    mended: list[Token] = []
    parts: list[_Part] = []
    names = [REQUEST, *structure().issue_labels]
    ranks = {part: rank for rank, part in enumerate(names)}
    first = structure().order[0]
    for unit in _with_issues_below_heading(list(_units(tokens)), ranks, found):
        is_decision = unit[0].type.kind is Kind.DECISION
        rank = 0 if is_decision else ranks.get(unit[0].type)
        if rank is not None:
            parts.append((rank, unit))
        elif parts and unit[0].type != first:
            parts[-1] = parts[-1][0], [*parts[-1][1], *unit]
        else:
            mended += [*_in_order(parts, len(ranks), found), *unit]
            parts = []
    mended += _in_order(parts, len(ranks), found)
    return mended, found


def _with_issues_below_heading(
    units: list[Sequence[Token]], ranks: Mapping[Terminal, int], found: list[Finding]
) -> list[Sequence[Token]]:
    """The units, with the heading of the issues above the first of them.

    Above it stay no labels that every issue below it has.
    """
    from imrparse.parsing.recovery.findings import Misplaced

    heading = structure().order[_last_heading()]
    types = [unit[0].type for unit in units]
    if heading not in types:
        return units
    place = types.index(heading)
    early = [n for n in range(place) if types[n] in ranks]
    request = next((n for n in early if types[n] == REQUEST), None)
    if request is not None:
        found.append(Misplaced(heading, units[place][0].span, units[request][0].span))
        return [*units[:request], units[place], *units[request:place], *units[place + 1 :]]
    issues = types.count(REQUEST)
    stray = [n for n in early if types.count(types[n]) > issues]
    found += [Misplaced(types[n], units[n][0].span) for n in stray]
    return [unit for n, unit in enumerate(units) if n not in stray]


@cache
def _last_heading() -> int:
    """The place, among a letter's parts, of the heading of the issues."""
    kinds = [part.kind for part in structure().order]
    return len(kinds) - 1 - kinds[::-1].index(Kind.HEADING)


def _units(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens in pieces: a heading, request or label, and what belongs to it.

    A decision without a request stands for both.
    """
    unit: list[Token] = []
    for token in tokens:
        is_decided = unit and token.type.kind is Kind.DECISION and unit[-1].type != REQUEST
        if unit and (is_decided or token.type.kind in _BEGINNING):
            yield unit
            unit = []
        unit.append(token)
    if unit:
        yield unit


def _in_order(parts: Sequence[_Part], count: int, found: list[Finding]) -> Iterator[Token]:
    """The tokens of parts that follow each other, with the issues that are whole put in order."""
    every = [rank for rank, _ in parts]
    if every[:1] == [0] and all(one < other or other == 0 for one, other in pairwise(every)):
        yield from chain.from_iterable(tokens for _, tokens in parts)
        return  # each issue begins with its request, and has its labels in order
    for group in _groups(every, count):
        issue = parts[group.start : group.stop]
        ranks = [rank for rank, _ in issue]
        wrong = _in_place_of_another(ranks, count)
        if wrong is not None:
            issue = _renamed(issue, wrong, found)
        if set(ranks) == set(range(count)) and _is_mixed(ranks):
            issue = _mended(issue, count, found)
        for _, tokens in issue:
            yield from tokens


def _is_mixed(ranks: Sequence[int]) -> bool:
    """Whether the request is not first, or a label stands twice and out of order.

    A label that is only out of order is moved when it is missed (`missing_parts`).
    """
    return ranks[0] > 0 or (len(set(ranks)) < len(ranks) and sorted(ranks) != list(ranks))


def _in_place_of_another(ranks: Sequence[int], count: int) -> int | None:
    """The place of the only label of an issue that is another's; None if there is none."""
    wrong = [place for place, rank in enumerate(ranks) if rank != place]
    return wrong[0] if len(ranks) == count and len(wrong) == 1 and ranks[wrong[0]] else None


def _renamed(issue: Sequence[_Part], place: int, found: list[Finding]) -> list[_Part]:
    """The parts of an issue, with the label at a place taken for the one that belongs there."""
    from imrparse.parsing.recovery.findings import WrongLabel

    rank, (label, *text) = issue[place]
    meant = structure().issue_labels[place - 1]
    found.append(WrongLabel(label.span, meant, issue[rank][1][0].span))
    mended = list(issue)
    mended[place] = place, [evolve(label, type=meant), *text]
    return mended


def _groups(ranks: Sequence[int], count: int) -> list[range]:
    """The parts of each issue, by the cheapest way to divide them."""
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(ranks) + 1):
        # Of two ways that cost the same, the one with the shorter last group is taken.
        starts = range(end - 1, max(-1, end - _MOST_PARTS - 1), -1)
        costs = ((best[s][0] + _cost(tuple(ranks[s:end]), count), s) for s in starts)
        best.append(min(costs, key=itemgetter(0)))
    groups = []
    end = len(ranks)
    while end:
        groups.append(range(best[end][1], end))
        end = best[end][1]
    return groups[::-1]


def _cost(ranks: tuple[int, ...], count: int) -> int:
    own = len(set(ranks))
    if ranks.count(0) > 1:
        return _TWO_REQUESTS * len(ranks)
    missing, doubled, moved = count - own, len(ranks) - own, own - len(_rising(ranks))
    begins = (count - 1, 1) in pairwise(ranks)
    return missing * _MISSING + doubled * _DOUBLED + moved * _MOVED + begins * _BEGINS


@cache
def _rising(ranks: tuple[int, ...]) -> tuple[int, ...]:
    """The places of the most parts that are in order; where there is a choice, of the labels."""
    for length in range(len(set(ranks)), 0, -1):
        rising = [
            places
            for places in combinations(range(len(ranks)), length)
            if all(ranks[one] < ranks[other] for one, other in pairwise(places))
        ]
        if rising:
            return max(rising, key=lambda places: sum(ranks[place] for place in places))
    return ()


def _mended(issue: Sequence[_Part], count: int, found: list[Finding]) -> list[_Part]:
    """The parts of an issue in their order, without those that stand there twice."""
    from imrparse.parsing.recovery.findings import Doubled, Misplaced

    places = _rising(tuple(rank for rank, _ in issue))
    kept = {issue[place][0]: issue[place] for place in places}
    in_place = sorted(kept)
    for place, part in enumerate(issue):
        rank, (token, *_) = part
        if place in places:
            continue
        if rank in kept:
            found.append(Doubled(token.type, token.span, kept[rank][1][0].span))
            continue
        behind = next((kept[other][1][0].span for other in in_place if other > rank), None)
        found.append(Misplaced(token.type, token.span, behind))
        kept[rank] = part
    return [kept[rank] for rank in range(count)]
