"""Computes the statistics of tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from attrs import frozen

from imrparse.stats.dimensions import NOT_STATED, Dimension, SelectionError, chosen
from imrparse.stats.selected import By, Groups, Tables, order, shown
from imrparse.stats.statistic import (
    DECIDED,
    Cell,
    Heading,
    Kind,
    Statistic,
    decided,
    quantile,
    share,
    share_headings,
)
from imrparse.tree.letter import Decision, Outcome

_ALL = "all"
_MANY = 11  # decisions; letters with this many or more are counted together


@frozen
class _Groups:
    """A statistic of the decisions in the groups of one dimension."""

    name: str
    dimension: str
    title: str
    missing: str | None = NOT_STATED
    """The name of the group without a value; None leaves it out."""
    heading: str | None = None
    """The heading of the groups; the dimension's name by default."""


_DECISIONS = (
    _Groups("specialties", "specialties", "the reviewer's specialty", heading="specialty"),
    _Groups("licensure", "licensed_in", "the reviewer's licensure"),
    _Groups("years_of_injury", "year_of_injury", "year of injury"),
    _Groups("categories", "category", "category of treatment", "no category"),
    _Groups("subcategories", "subcategory", "subcategory of treatment", None),
    _Groups("drug_classes", "drug_class", "drug class", None),
    _Groups("drugs", "generic_names", "drug", None, heading="drug"),
    _Groups(
        "pharmacologic_classes",
        "pharmacologic_classes",
        "pharmacologic class",
        None,
        heading="pharmacologic class",
    ),
    _Groups("routes", "routes", "route of administration", None, heading="route"),
    _Groups("ingredients", "ingredients", "ingredient of compounds", None, heading="ingredient"),
    _Groups("body_regions", "body_regions", "body region", None, heading="body region"),
    _Groups("services", "service", "primary requests and associated services"),
    _Groups("retrospective", "retrospective", "retrospective requests"),
    _Groups("partial_authorizations", "partially_authorized", "partial authorization"),
    _Groups(
        "claims_administrator_families",
        "claims_administrator_families",
        "the claims administrator's guidelines",
        "none cited",
        heading="claims administrator",
    ),
    _Groups(
        "reviewer_families",
        "maximus_families",
        "the reviewer's guidelines",
        "none cited",
        heading="reviewer",
    ),
    _Groups("mtus", "mtus", "whether the reviewer cites the MTUS"),
    _Groups("families", "families", "whether both sides cite the same body of guidelines"),
)
"""Those whose columns the tables do not have are left out."""


def statistics(
    path: Path, *, where: Sequence[str] = (), period: str | None = None, by: Sequence[str] = ()
) -> tuple[Statistic, ...]:
    """The statistics of the tables in a folder or file.

    `where` are filters (`dimensions.condition`), and `period` limits the decision date
    (`dimensions.in_period`). With `by`, the names of one or two columns, only their statistic is
    computed.

    Raises NoTablesError, MissingExtraError, SelectionError and OSError.
    """
    if len(by) > 2:
        raise SelectionError("at most two columns can be crossed")
    if len({*map(str.lower, by)}) < len(by):
        raise SelectionError(f"{by[0]} can't be crossed with itself")
    by = [one.lower() for one in by]
    with Tables(path, where, period, by) as tables:
        known = tables.known
        if by:
            chosen_by = tuple(chosen(one, known) for one in by)
            return (_by(chosen_by, tables.counted([chosen_by])[chosen_by]),)
        letters = {
            name: tuple(known[one] for one in of_letters.by)
            for name, of_letters in _OF_LETTERS.items()
            if {*of_letters.by} <= known.keys()
        }
        groups = {one: known[one.dimension] for one in _DECISIONS if one.dimension in known}
        found = tables.counted([*letters.values(), *((one,) for one in groups.values())])
        return (
            *(_OF_LETTERS[name].make(found[each]) for name, each in letters.items()),
            *(_of_groups(one, by, found[by,]) for one, by in groups.items()),
            _guidelines(tables.guidelines()),
        )


def _by(by: By, groups: Groups) -> Statistic:
    """The decisions of the groups of one dimension, or of two that are crossed."""
    found = _decisions(groups)
    totals: Counter[Any] = Counter()
    for group, counts in found.items():
        totals[group[0]] += sum(counts)
    ordered = sorted(found, key=lambda group: _ranks(group, by, found, totals))
    names = [one.name for one in by]
    rows = [(*map(shown, group, by), *decided(*found[group])) for group in ordered]
    headings = (*(Heading(name.replace("_", " "), Kind.GROUP) for name in names), *DECIDED)
    if "year" in names:
        headings = (*headings, *_CHANGES)
        rows = [
            (*row, *_changes(found, group, names.index("year")))
            for row, group in zip(rows, ordered, strict=True)
        ]
    title = " and ".join(name.replace("_", " ") for name in names)
    has_lists = any(one.is_list for one in by)
    note = "Issues; those with several values count in each." if has_lists else "Issues."
    name = f"by_{'_and_'.join(names)}"
    return Statistic(name, f"Decisions by {title}", headings, tuple(rows), note)


def _ranks(
    group: tuple[Any, ...],
    by: Sequence[Dimension],
    found: Mapping[tuple[Any, ...], tuple[int, int]],
    totals: Mapping[Any, int],
) -> tuple[Any, ...]:
    """A key that sorts groups: in their own order, or the largest first."""
    sizes = (-totals[group[0]], -sum(found[group]))
    return tuple(
        (0 if one.is_ordered else size, order(value))
        for value, one, size in zip(group, by, sizes, strict=False)
    )


_CHANGES = (Heading("change of issues", Kind.CHANGE), Heading("change of rate", Kind.POINTS))


def _changes(
    found: Mapping[tuple[Any, ...], tuple[int, int]], group: tuple[Any, ...], place: int
) -> tuple[float | None, float | None]:
    """The changes of a group against the year before."""
    year = group[place]
    before = found.get((*group[:place], year - 1, *group[place + 1 :])) if year else None
    now = found[group]
    if not before or not sum(before) or not sum(now):
        return None, None
    return sum(now) / sum(before) - 1, now[0] / sum(now) - before[0] / sum(before)


def _decisions(groups: Groups) -> dict[tuple[Any, ...], tuple[int, int]]:
    return {group: (one.upheld, one.overturned) for group, one in groups.items()}


def _of_groups(about: _Groups, by: Dimension, groups: Groups) -> Statistic:
    found = _decisions(groups)
    if about.missing is None:
        found.pop((None,), None)
    named = {
        about.missing or "" if group[0] is None else shown(group[0], by): found[group]
        for group in sorted(found, key=lambda group: order(group[0]))
    }
    return _decided(about, _note(by, about.missing), named, is_ordered=by.is_ordered)


def _note(by: Dimension, missing: str | None) -> str:
    known = " for which it is known" if missing is None else ""
    return f"Issues{known}; those with several count in each." if by.is_list else f"Issues{known}."


def _decided(
    about: _Groups, note: str, found: Mapping[str, tuple[int, int]], *, is_ordered: bool = False
) -> Statistic:
    groups = list(found) if is_ordered else sorted(found, key=lambda one: (-sum(found[one]), one))
    rows = tuple((group, *decided(*found[group])) for group in groups)
    heading = about.heading or about.dimension.replace("_", " ")
    headings = (Heading(heading, Kind.GROUP), *DECIDED)
    return Statistic(about.name, f"Decisions by {about.title}", headings, rows, note)


def _guidelines(rows: Iterable[tuple[Any, ...]]) -> Statistic:
    """The chapters of the MTUS and the other sources that reviewers cite."""
    found: dict[str, tuple[int, int]] = {}
    for *parts, decision, count in rows:
        name = " ".join(str(part) for part in parts if part) or "another source"
        upheld, overturned = found.get(name, (0, 0))
        is_upheld = decision == Decision.UPHELD.value
        found[name] = (upheld + count * is_upheld, overturned + count * (not is_upheld))
    about = _Groups("guidelines", "guideline", "guideline that the reviewer cites")
    return _decided(about, "Issues, by chapter and year; those with several count in each.", found)


def _quarters(groups: Groups) -> Statistic:
    quarters: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (quarter, outcome), counted in groups.items():
        quarters[quarter or NOT_STATED][outcome] += counted.rows
    names = [outcome.value for outcome in Outcome]
    headings = (
        Heading("quarter", Kind.GROUP),
        Heading("letters", Kind.COUNT),
        *(Heading(name.lower(), Kind.COUNT) for name in names),
        *share_headings("upheld share"),
    )
    rows = tuple(
        (
            quarter,
            found.total(),
            *(found[name] for name in names),
            *share(found[Outcome.UPHELD.value], found.total()),
        )
        for quarter, found in sorted(quarters.items())
    )
    note = "Letters, by the quarter of the decision date, and their outcome."
    return Statistic("quarters", "Letters by quarter", headings, rows, note)


def _years(groups: Groups) -> Statistic:
    found = _decisions(groups)
    rows = tuple(
        (str(group[0] or NOT_STATED), *decided(*found[group]), *_changes(found, group, 0))
        for group in sorted(found, key=lambda group: order(group[0]))
    )
    headings = (Heading("year", Kind.GROUP), *DECIDED, *_CHANGES)
    note = "Issues, by the year of the decision, and the changes against the year before."
    return Statistic("years", "Decisions by year", headings, rows, note)


def _sizes(groups: Groups) -> Statistic:
    sizes: Counter[int] = Counter()
    for (size,), counted in groups.items():
        sizes[min(size, _MANY)] += counted.rows
    rows = tuple(
        (f"{size} or more" if size == _MANY else str(size), count, *share(count, sizes.total()))
        for size, count in sorted(sizes.items())
    )
    headings = (
        Heading("decisions", Kind.GROUP),
        Heading("letters", Kind.COUNT),
        *share_headings("share"),
    )
    note = "Letters, by the number of treatments that they decide on."
    title = "Decisions per letter"
    return Statistic("decisions_per_letter", title, headings, rows, note, is_distribution=True)


def _days(name: str, title: str, groups: Groups) -> Statistic:
    days: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for (priority, year, number), counted in groups.items():
        if number is not None:
            for group in (_ALL, priority or NOT_STATED, f"decided in {year or NOT_STATED}"):
                days[group][number] += counted.rows
    headings = (
        Heading("letters", Kind.GROUP),
        Heading("count", Kind.COUNT),
        *(Heading(name, Kind.DAYS) for name in ("least", "median", "95 %", "most")),
    )
    rows: list[tuple[Cell, ...]] = [
        (group, found.total(), min(found), quantile(found, 0.5), quantile(found, 0.95), max(found))
        for group, found in sorted(days.items(), key=lambda item: (item[0] != _ALL, item[0]))
    ]
    note = "Days between these dates, of letters that state both."
    return Statistic(name, f"Days from {title}", headings, tuple(rows), note)


@frozen
class _OfLetters:
    """A statistic of letters, made of the groups of these dimensions."""

    by: tuple[str, ...]
    make: Callable[[Groups], Statistic]


def _of_days(name: str, column: str, title: str) -> _OfLetters:
    return _OfLetters(("priority", "year", column), partial(_days, name, title))


_OF_LETTERS = {
    "quarters": _OfLetters(("quarter", "outcome"), _quarters),
    "years": _OfLetters(("year",), _years),
    "decisions_per_letter": _OfLetters(("issues",), _sizes),
    "days_to_decision": _of_days(
        "days_to_decision", "days_application_to_decision", "application to decision"
    ),
    "days_to_application": _of_days(
        "days_to_application", "days_denial_to_application", "denial to application"
    ),
    "days_from_assignment": _of_days(
        "days_from_assignment", "days_assignment_to_decision", "assignment to decision"
    ),
}
