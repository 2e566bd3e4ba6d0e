"""The tables of a run in DuckDB, and counts of the letters and issues in them that filters select.

Whatever is counted in a table is counted in one pass, and no rows are copied: a run may have
millions of them, in thousands of files.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any, TypeAlias

from attrs import frozen

from imrparse.stats.dimensions import (
    NOT_STATED,
    Condition,
    Dimension,
    chosen,
    condition,
    dimensions,
    in_period,
)
from imrparse.tables.columns.column import Type
from imrparse.tables.columns.issues import SIDES
from imrparse.tables.formats.extras import need
from imrparse.tables.formats.read import NoTablesError, first_line, in_duckdb
from imrparse.tree.letter import Decision

_DECIDED = [
    f"count(*) FILTER (decision = '{one.value}')" for one in (Decision.UPHELD, Decision.OVERTURNED)
]
_COUNTS = {
    "letters": "count(*), sum(upheld)::BIGINT, sum(overturned)::BIGINT",
    "issues": f"count(*), {', '.join(_DECIDED)}",
}
_DENIALS = {"letters": "upheld, overturned", "issues": "decision"}
_REQUIRED = {
    "letters": ("letter_id", "issues", "upheld", "overturned"),
    "issues": ("letter_id", "issue", "decision"),
    "citations": ("letter_id", "issue", "side", "decision", "source", "chapter", "year"),
}
_KEY = "hash(letter_id)"
"""It takes less memory. That two of two million letters have the same has a probability of one in
ten million."""

By: TypeAlias = tuple[Dimension, ...]
"""Dimensions whose values form groups together."""


@frozen
class Counted:
    """A number of letters or issues, and how many denials in them were upheld and overturned."""

    rows: int = 0
    upheld: int = 0
    overturned: int = 0

    def plus(self, rows: int, upheld: int, overturned: int) -> Counted:
        """The sum of this and other numbers."""
        return Counted(self.rows + rows, self.upheld + upheld, self.overturned + overturned)


Groups: TypeAlias = dict[tuple[Any, ...], Counted]
"""What is in each group: a value of each dimension, or None if it is not stated."""


class Tables:
    """The tables in a folder or file, as far as filters select them. A context manager.

    Issues are selected, and the letters that have at least one of them; the denials of a letter
    are those of its selected issues.
    """

    def __init__(
        self,
        path: Path,
        where: Sequence[str] = (),
        period: str | None = None,
        grouped: Collection[str] = (),
    ) -> None:
        """`where` are filters, `period` limits the decision date, and `grouped` are names of
        columns by which decisions will be counted.

        Raises NoTablesError, MissingExtraError, SelectionError and OSError.
        """
        words = re.findall("[a-z_]+", " ".join(where).lower())
        self._path = path
        self._duckdb = need("duckdb", "imrparse stats")
        self._tables = in_duckdb(path, {*grouped, *words})
        self._made: set[str] = set()
        try:
            self._check()
            self.known: dict[str, Dimension] = dimensions(
                {name: [*one] for name, one in self._tables.columns.items()}
            )
            conditions = [condition(one, self.known) for one in where]
            if period is not None:
                chosen("decision_date", self.known)
                conditions.append(in_period(period))
            self._of = {
                table: [one for one in conditions if one.table == table] for table in _COUNTS
            }
            if self._of["letters"]:
                self._of["letters"].append(Condition("letters", "issues > 0", ()))
        except BaseException:
            self._tables.connection.close()
            raise

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *_: object) -> None:
        self._tables.connection.close()

    def _check(self) -> None:
        """Raise NoTablesError if a column is missing without which nothing can be counted."""
        for table, names in _REQUIRED.items():
            if missing := [one for one in names if one not in self._tables.columns[table]]:
                raise NoTablesError(
                    f"{self._path}: the table {table} has no column {missing[0]}; "
                    "write the tables again with imrparse extract"
                )

    def counted(self, wanted: Collection[By]) -> Mapping[By, Groups]:
        """The groups of each of these dimensions: of issues if one of the dimensions is of issues,
        or else of letters. With lists, a letter or issue is in several groups."""
        found: dict[By, Groups] = {}
        for table in _COUNTS:
            if some := [by for by in wanted if table == min(one.table for one in by)]:
                with self._errors_in_words():
                    found |= self._counted(table, some)
        return found

    def _counted(self, table: str, wanted: Sequence[By]) -> Mapping[By, Groups]:
        every = list(dict.fromkeys(one for by in wanted for one in by))
        found: dict[By, Groups] = {by: {} for by in wanted}
        by_mask = {_mask(by, every): by for by in wanted}
        of_letters = [one for one in every if one.table != table]
        source = self._source(table, of_letters)
        for mask, *cells in self._query(table, source, _grouping(table, wanted, every)):
            by = by_mask[mask]
            groups = found[by]
            for group in product(*(_members(cells[every.index(one)]) for one in by)):
                groups[group] = groups.get(group, Counted()).plus(*cells[len(every) :])
        return found

    def guidelines(self) -> list[tuple[Any, ...]]:
        """The source, chapter and year of guidelines that reviewers cite, with a decision and a
        number of issues. One that is cited twice for an issue counts once."""
        query = (
            "SELECT source, chapter, year, decision, count(*) FROM (SELECT DISTINCT "
            f"{_KEY}, issue, decision, source, chapter, year FROM {{rows}} "
            f"AND side = '{SIDES['maximus']}') GROUP BY ALL"
        )
        with self._errors_in_words():
            return list(self._query("citations", self._source("citations"), query))

    def _source(self, table: str, of_letters: Sequence[Dimension] = ()) -> str:
        """What the selected rows of a part are found in, as SQL. It has these values of a letter in
        the rows of its issues."""
        if of_letters:
            self._make_values(of_letters)
            return f"{{part}} JOIN letter_values ON {_KEY} = letter_key"
        if table != "issues" and self._of["issues"]:
            self._make_issues()
            if table == "letters":
                rest = "(SELECT * EXCLUDE (upheld, overturned) FROM {part})"
                return f"{rest} JOIN selected_letters ON {_KEY} = letter_key"
            issue = f"{_KEY} = letter_key AND part.issue = selected_issues.issue"
            return f"{{part}} AS part SEMI JOIN selected_issues ON {issue}"
        if table != "letters" and self._of["letters"]:
            self._make_letters()
            return f"{{part}} SEMI JOIN letters_to_keep ON {_KEY} = letter_key"
        return "{part}"

    def _make_letters(self) -> None:
        """Make a table of the letters for which the conditions on letters hold."""
        self._make("letters_to_keep", "letters", "{part}", f"SELECT {_KEY} AS letter_key")

    def _make_values(self, of_letters: Sequence[Dimension]) -> None:
        """Make a table of these values of the same letters."""
        values = ", ".join(f"({one.sql}) AS {_of_letter(one)}" for one in of_letters)
        select = f"SELECT {_KEY} AS letter_key, {values}"
        self._make("letter_values", "letters", "{part}", select)

    def _make_issues(self) -> None:
        """Make tables of the issues for which all conditions hold, and of their letters."""
        select = f"SELECT {_KEY} AS letter_key, issue, decision"
        self._make("selected_issues", "issues", self._source("issues"), select)
        upheld, overturned = _DECIDED
        self._run(
            "CREATE TABLE IF NOT EXISTS selected_letters AS SELECT letter_key, "
            f"{upheld} AS upheld, {overturned} AS overturned FROM selected_issues GROUP BY ALL"
        )

    def _make(self, name: str, table: str, source: str, select: str) -> None:
        if name in self._made:
            return
        self._made.add(name)
        start = f"CREATE TABLE {name} AS"
        for part in self._tables.parts[table]:
            self._part(table, source, f"{start} {select} FROM {{rows}}", part)
            start = f"INSERT INTO {name}"

    def _query(self, table: str, source: str, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query of each part of a table. ``{rows}`` in it are the selected rows."""
        for part in self._tables.parts[table]:
            yield from self._part(table, source, sql, part)

    def _part(self, table: str, source: str, sql: str, part: str) -> list[tuple[Any, ...]]:
        is_done = "selected_letters" in source  # their conditions were applied when it was made
        conditions = [] if is_done else self._of.get(table, [])
        where = " AND ".join(f"({one.sql})" for one in conditions) or "true"
        values = [value for one in conditions for value in one.values]
        query = sql.replace("{rows}", f"{source} WHERE {where}")
        try:
            return self._run(query.replace("{part}", part), values)
        except (self._duckdb.BinderException, self._duckdb.InvalidInputException):
            complete = self._tables.complete(table, part)
            return self._run(query.replace("{part}", complete), values)

    def _run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._tables.connection.execute(sql, values).fetchall()
        return rows

    @contextmanager
    def _errors_in_words(self) -> Iterator[None]:
        try:
            yield
        except self._duckdb.Error as error:
            raise NoTablesError(f"{self._path}: {first_line(error)}") from None


def _of_letter(one: Dimension) -> str:
    return f"of_letter_{one.name}"


def _mask(by: By, every: Sequence[Dimension]) -> int:
    """The number by which DuckDB tells the groups of these dimensions from others: a bit for every
    dimension, the first the highest, which is set if it is none of these."""
    return int("".join("01"[one not in by] for one in every), 2)


def _grouping(table: str, wanted: Sequence[By], every: Sequence[Dimension]) -> str:
    names = {one: f"group_{place}" for place, one in enumerate(every)}
    values = ", ".join(
        f"({one.sql if one.table == table else _of_letter(one)}) AS {name}"
        for one, name in names.items()
    )
    columns = ", ".join(names.values())
    sets = ", ".join(f"({', '.join(names[one] for one in by)})" for by in wanted)
    return (
        f"SELECT grouping({columns}), {columns}, {_COUNTS[table]} "
        f"FROM (SELECT {values}, {_DENIALS[table]} FROM {{rows}}) "
        f"GROUP BY GROUPING SETS ({sets})"
    )


def _members(value: Any) -> list[Any]:
    """The different texts in a list; None for an empty one."""
    return list(dict.fromkeys(value)) or [None] if isinstance(value, list) else [value]


def shown(value: Any, by: Dimension) -> str:
    """A value as the name of a group."""
    if value is None:
        return NOT_STATED
    if by.type is Type.BOOLEAN:
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def order(value: Any) -> tuple[bool, Any]:
    """A key that sorts the values of a dimension; what is not stated comes last."""
    return value is None, 0 if value is None else value
