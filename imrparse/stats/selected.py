"""The tables of a run in DuckDB, and the letters and issues in them that filters select."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from imrparse.stats.dimensions import (
    NOT_STATED,
    Condition,
    Dimension,
    condition,
    dimensions,
    in_period,
)
from imrparse.tables.columns.column import Type
from imrparse.tables.formats.extras import need
from imrparse.tables.formats.read import NoTablesError, first_line, in_duckdb
from imrparse.tree.letter import Decision

_UPHELD, _OVERTURNED = (
    f"count(*) FILTER (decision = '{one.value}')" for one in (Decision.UPHELD, Decision.OVERTURNED)
)
_COUNTS = {
    "letters": "sum(upheld)::BIGINT, sum(overturned)::BIGINT",
    "issues": f"{_UPHELD}, {_OVERTURNED}",
}
_COUNTED = ("upheld", "overturned")
_USED = {
    "letters": (
        "letter_id",
        "decision_date",
        "priority",
        "outcome",
        "issues",
        "days_denial_to_application",
        "days_application_to_decision",
        "days_assignment_to_decision",
    ),
    "issues": ("letter_id", "issue", "decision"),
}
"""The columns that statistics use besides those of dimensions."""


class Tables:
    """The tables in a folder or file, as far as filters select them. A context manager.

    Issues are selected, and the letters that have at least one of them; `upheld` and `overturned`
    of a letter count its selected issues.
    """

    def __init__(
        self,
        path: Path,
        where: Sequence[str] = (),
        period: str | None = None,
        grouped: Collection[str] = (),
    ) -> None:
        """`where` are filters, `period` limits the decision date, and `grouped` are names of
        dimensions by which decisions will be counted, as far as the tables have them.

        Raises NoTablesError, MissingExtraError, SelectionError and OSError.
        """
        words = re.findall("[a-z_]+", " ".join(where).lower())
        self._path = path
        self._error: type[Exception] = need("duckdb", "imrparse stats").Error
        self._connection = in_duckdb(path, {*grouped, *words})
        try:
            self.columns = {
                table: self._columns(table) for table in ("letters", "issues", "citations")
            }
            self.known = dimensions(self.columns)
            conditions = [condition(one, self.known) for one in where]
            if period is not None:
                conditions.append(in_period(period))
            self._is_filtered = bool(conditions)
            if conditions:
                self._select(conditions, grouped)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query. In it, ``{letters}``, ``{issues}`` and ``{citations}`` stand for the
        selected rows of these tables."""
        prefix = "selected_" if self._is_filtered else ""
        names = {table: prefix + table for table in self.columns}
        rows: list[tuple[Any, ...]] = self._execute(sql.format(**names)).fetchall()
        return rows

    def _execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
        try:
            return self._connection.execute(sql, list(values))
        except self._error as error:
            raise NoTablesError(f"{self._path}: {first_line(error)}") from None

    def decisions(self, by: Sequence[Dimension]) -> dict[tuple[Any, ...], tuple[int, int]]:
        """How many denials were upheld and overturned in each group: a value of each dimension, or
        None if it is not stated. With lists, an issue is in several groups."""
        tables = {one.table for one in by}
        source = f"{{{min(tables)}}}"
        if len(tables) > 1:
            kept = f"(SELECT * EXCLUDE ({', '.join(_COUNTED)}) FROM {{letters}})"
            source = f"{{issues}} JOIN {kept} USING (letter_id)"
        groups = ", ".join(f"({one.sql})" for one in by)
        found: dict[tuple[Any, ...], tuple[int, int]] = {}
        for row in self.query(
            f"SELECT {groups}, {_COUNTS[min(tables)]} FROM {source} GROUP BY ALL"
        ):
            *values, upheld, overturned = row
            for group in product(*map(_members, values)):
                before = found.get(group, (0, 0))
                found[group] = (before[0] + upheld, before[1] + overturned)
        return found

    def _columns(self, table: str) -> tuple[str, ...]:
        return tuple(row[0] for row in self._execute(f"DESCRIBE {table}").fetchall())

    def _select(self, conditions: Sequence[Condition], grouped: Collection[str]) -> None:
        """Copy the selected rows, with the columns that are needed, so that the tables are joined
        only once."""
        needed = {table: self._needed(table, grouped) for table in _COUNTS}
        conditions_sql = " AND ".join(f"({one.sql})" for one in conditions)
        values = [value for one in conditions for value in one.values]
        self._execute(
            f"CREATE TABLE selected_issues AS SELECT {', '.join(needed['issues'])} "
            f"FROM issues JOIN letters USING (letter_id) WHERE {conditions_sql}",
            values,
        )
        counts = f"{_UPHELD} AS upheld, {_OVERTURNED} AS overturned"
        self._execute(
            f"CREATE TABLE selected_letters AS SELECT {', '.join(needed['letters'])}, "
            f"{', '.join(_COUNTED)} FROM (SELECT * EXCLUDE ({', '.join(_COUNTED)}) FROM letters) "
            f"JOIN (SELECT letter_id, {counts} FROM selected_issues GROUP BY letter_id) "
            "USING (letter_id)"
        )
        self._execute(
            "CREATE VIEW selected_citations AS SELECT * FROM citations "
            "SEMI JOIN selected_issues USING (letter_id, issue)"
        )

    def _needed(self, table: str, grouped: Collection[str]) -> list[str]:
        """The columns of a table that statistics use."""
        names = self.columns[table]
        used = {*_USED[table]} & {*names}
        for name in grouped:
            if name in self.known:
                used |= self.known[name].columns(names)
        return sorted(used.difference(_COUNTED))


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
