"""Computes the statistics of tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from imrparse.stats.dimensions import NOT_STATED, Dimension, SelectionError, chosen
from imrparse.stats.selected import Tables, order, shown
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
from imrparse.tables.columns.issues import SIDES
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
    _Groups("drugs", "generic_names", "drug", None),
    _Groups("pharmacologic_classes", "pharmacologic_classes", "pharmacologic class", None),
    _Groups("routes", "routes", "route of administration", None),
    _Groups("ingredients", "ingredients", "ingredient of compounds", None),
    _Groups("body_regions", "body_regions", "body region", None),
    _Groups("services", "service", "primary requests and associated services"),
    _Groups("retrospective", "retrospective", "retrospective requests"),
    _Groups("partial_authorizations", "partially_authorized", "partial authorization"),
    _Groups(
        "claims_administrator_families",
        "claims_administrator_families",
        "the claims administrator's guidelines",
        "none cited",
    ),
    _Groups("reviewer_families", "maximus_families", "the reviewer's guidelines", "none cited"),
    _Groups("mtus", "mtus", "whether the reviewer cites the MTUS"),
    _Groups("families", "families", "whether both sides cite the same body of guidelines"),
)
"""Those whose columns the tables do not have are left out."""

_DAYS = {
    "days_to_decision": ("days_application_to_decision", "application to decision"),
    "days_to_application": ("days_denial_to_application", "denial to application"),
    "days_from_assignment": ("days_assignment_to_decision", "assignment to decision"),
}


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
    with Tables(path, where, period, by or [one.dimension for one in _DECISIONS]) as tables:
        if by:
            return (_by(tables, [chosen(one, tables.known) for one in by]),)
        return (*_of_letters(tables), *_of_groups(tables), _guidelines(tables))


def _by(tables: Tables, by: Sequence[Dimension]) -> Statistic:
    """The decisions of the groups of one dimension, or of two that are crossed."""
    found = tables.decisions(by)
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


def _of_groups(tables: Tables) -> Iterator[Statistic]:
    for one in _DECISIONS:
        if by := tables.known.get(one.dimension):
            found = tables.decisions([by])
            if one.missing is None:
                found.pop((None,), None)
            named = {
                one.missing or "" if group[0] is None else shown(group[0], by): found[group]
                for group in sorted(found, key=lambda group: order(group[0]))
            }
            yield _decided(one, _note(by, one.missing), named, is_ordered=by.is_ordered)


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


def _guidelines(tables: Tables) -> Statistic:
    """The chapters of the MTUS and the other sources that reviewers cite."""
    # A guideline that is cited twice for an issue counts once. The hash saves memory; two of a
    # million letters have the same with a probability of one in ten million.
    rows = tables.query(
        "SELECT source, chapter, year, decision, count(*) FROM (SELECT DISTINCT hash(letter_id), "
        "issue, decision, source, chapter, year FROM {citations} "
        f"WHERE side = '{SIDES['maximus']}') GROUP BY ALL"
    )
    found: dict[str, tuple[int, int]] = {}
    for *parts, decision, count in rows:
        name = " ".join(str(part) for part in parts if part) or "another source"
        upheld, overturned = found.get(name, (0, 0))
        is_upheld = decision == Decision.UPHELD.value
        found[name] = (upheld + count * is_upheld, overturned + count * (not is_upheld))
    about = _Groups("guidelines", "guideline", "guideline that the reviewer cites")
    return _decided(about, "Issues, by chapter and year; those with several count in each.", found)


def _of_letters(tables: Tables) -> Iterator[Statistic]:
    yield _quarters(tables)
    yield _years(tables)
    yield _sizes(tables)
    for name, (column, title) in _DAYS.items():
        yield _days(tables, name, column, title)


def _quarters(tables: Tables) -> Statistic:
    quarters: defaultdict[str, Counter[str]] = defaultdict(Counter)
    quarter = tables.known["quarter"].sql
    for name, outcome, count in tables.query(
        f"SELECT {quarter}, outcome, count(*) FROM {{letters}} GROUP BY ALL"
    ):
        quarters[name or NOT_STATED][outcome] += count
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


def _years(tables: Tables) -> Statistic:
    by = [tables.known["year"]]
    found = tables.decisions(by)
    groups = sorted(found, key=lambda group: order(group[0]))
    rows = tuple(
        (shown(group[0], by[0]), *decided(*found[group]), *_changes(found, group, 0))
        for group in groups
    )
    headings = (Heading("year", Kind.GROUP), *DECIDED, *_CHANGES)
    note = "Issues, by the year of the decision, and the changes against the year before."
    return Statistic("years", "Decisions by year", headings, rows, note)


def _sizes(tables: Tables) -> Statistic:
    sizes: Counter[int] = Counter()
    for size, count in tables.query("SELECT issues, count(*) FROM {letters} GROUP BY ALL"):
        sizes[min(size, _MANY)] += count
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


def _days(tables: Tables, name: str, column: str, title: str) -> Statistic:
    days: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for priority, year, number, count in tables.query(
        f"SELECT priority, year(decision_date), {column}, count(*) FROM {{letters}} "
        f"WHERE {column} IS NOT NULL GROUP BY ALL"
    ):
        for group in (_ALL, priority or NOT_STATED, f"decided in {year or NOT_STATED}"):
            days[group][number] += count
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
