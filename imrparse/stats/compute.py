"""Computes the statistics of tables, in one pass over each table."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from imrparse.stats.statistic import Cell, DecisionCounts, Heading, Kind, Statistic, quantile
from imrparse.tables.columns.citations import CITATIONS
from imrparse.tables.columns.issues import ISSUES, SIDES
from imrparse.tables.columns.letters import LETTERS
from imrparse.tables.formats.read import read_rows
from imrparse.tree.letter import Decision, Outcome

_NONE = "not stated"
_UNKNOWN = "no category"
_ALL = "all"
_MANY = 11  # decisions; letters with this many or more are counted together
_LETTER_COLUMNS = (
    "decision_date",
    "date_of_injury",
    "priority",
    "outcome",
    "days_application_to_decision",
    "specialties",
    "issues",
    "upheld",
    "overturned",
)


def statistics(path: Path) -> tuple[Statistic, ...]:
    """All statistics of the tables in a folder or file.

    Raises NoTablesError, MissingExtraError and OSError.
    """
    return (*_of_letters(path), *_of_issues(path), *_of_citations(path))


class _Letters:
    """Counts in the table `letters`."""

    def __init__(self) -> None:
        self.quarters: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.sizes: Counter[int] = Counter()
        self.days: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.specialties: DecisionCounts[str] = DecisionCounts()
        self.years: DecisionCounts[str] = DecisionCounts()

    def add(self, row: tuple[Any, ...]) -> None:
        decided, injured, priority, outcome, days, specialties, issues, upheld, overturned = row
        quarter = f"{decided.year} Q{(decided.month + 2) // 3}" if decided else _NONE
        self.quarters[quarter][outcome] += 1
        self.sizes[issues] += 1
        if days is not None:
            for group in (_ALL, priority or _NONE, f"decided in {decided.year}"):
                self.days[group][days] += 1
        year = str(injured.year) if injured else _NONE
        for decision, count in ((Decision.UPHELD, upheld), (Decision.OVERTURNED, overturned)):
            self.years.add(year, decision.value, count)
            for specialty in dict.fromkeys(specialties or (_NONE,)):
                self.specialties.add(specialty, decision.value, count)


def _of_letters(path: Path) -> tuple[Statistic, ...]:
    letters = _Letters()
    for row in read_rows(path, LETTERS, _LETTER_COLUMNS):
        letters.add(row)
    return (
        _quarters(letters.quarters),
        _sizes(letters.sizes),
        _days(letters.days),
        letters.specialties.statistic(
            "specialties",
            "Decisions by the reviewer's specialty",
            "Issues; those of a reviewer with several specialties count in each.",
            group="specialty",
        ),
        letters.years.statistic(
            "years_of_injury",
            "Decisions by year of injury",
            "Issues, by the date of injury in the header.",
            group="year of injury",
            by_group=True,
        ),
    )


def _quarters(quarters: dict[str, Counter[str]]) -> Statistic:
    names = [outcome.value for outcome in Outcome]
    headings = (
        Heading("quarter", Kind.GROUP),
        Heading("letters", Kind.COUNT),
        *(Heading(name.lower(), Kind.COUNT) for name in names),
        Heading("upheld share", Kind.SHARE),
    )
    rows: list[tuple[Cell, ...]] = [
        (quarter, found.total(), *(found[name] for name in names), found[names[0]] / found.total())
        for quarter, found in sorted(quarters.items())
    ]
    note = "Letters, by the quarter of the decision date, and their outcome."
    return Statistic("quarters", "Letters by quarter", headings, tuple(rows), note)


def _sizes(sizes: Counter[int]) -> Statistic:
    grouped: Counter[int] = Counter()
    for size, count in sizes.items():
        grouped[min(size, _MANY)] += count
    total = grouped.total()
    rows = tuple(
        (f"{size} or more" if size == _MANY else str(size), count, count / total)
        for size, count in sorted(grouped.items())
    )
    headings = (
        Heading("decisions", Kind.GROUP),
        Heading("letters", Kind.COUNT),
        Heading("share", Kind.SHARE),
    )
    note = "Letters, by the number of treatments that they decide on."
    return Statistic("decisions_per_letter", "Decisions per letter", headings, rows, note)


def _days(days: dict[str, Counter[int]]) -> Statistic:
    headings = (
        Heading("letters", Kind.GROUP),
        Heading("count", Kind.COUNT),
        *(Heading(name, Kind.DAYS) for name in ("least", "median", "95 %", "most")),
    )
    rows: list[tuple[Cell, ...]] = [
        (group, found.total(), min(found), quantile(found, 0.5), quantile(found, 0.95), max(found))
        for group, found in sorted(days.items(), key=lambda item: (item[0] != _ALL, item[0]))
    ]
    note = "Days from the receipt of the application to the decision, of letters that state both."
    title = "Days from application to decision"
    return Statistic("days_to_decision", title, headings, tuple(rows), note)


def _of_issues(path: Path) -> tuple[Statistic, ...]:
    categories: DecisionCounts[str] = DecisionCounts()
    drugs: DecisionCounts[str] = DecisionCounts()
    columns = ("decision", "category", "drug_class")
    for decision, category, drug_class in read_rows(path, ISSUES, columns):
        categories.add(str(category or _UNKNOWN), str(decision))
        if drug_class:
            drugs.add(str(drug_class), str(decision))
    return (
        categories.statistic(
            "categories",
            "Decisions by category of treatment",
            "Issues, by the category of the DWC's decision search that their request comes to.",
            group="category",
        ),
        drugs.statistic(
            "drug_classes",
            "Decisions by drug class",
            "Issues about pharmaceuticals whose class is known.",
            group="drug class",
        ),
    )


def _of_citations(path: Path) -> tuple[Statistic, ...]:
    """The chapters of the MTUS and the other sources that reviewers cite."""
    cited: DecisionCounts[str] = DecisionCounts()
    columns = ("letter_id", "issue", "side", "decision", "source", "chapter", "year")
    now: tuple[object, object] | None = None
    seen: set[str] = set()
    for letter, issue, side, decision, source, chapter, year in read_rows(path, CITATIONS, columns):
        if side != SIDES["maximus"]:
            continue
        if (letter, issue) != now:
            now, seen = (letter, issue), set()
        parts = [str(part) for part in (source, chapter, year) if part]
        guideline = " ".join(parts) or "another source"
        if guideline not in seen:
            seen.add(guideline)
            cited.add(guideline, str(decision))
    return (
        cited.statistic(
            "guidelines",
            "Decisions by guideline that the reviewer cites",
            "Issues, by chapter and year; those for which several are cited count in each.",
            group="guideline",
        ),
    )
