"""What letters and issues are grouped and filtered by: any column, and some values made of them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from imrparse.fields.details import Prefix
from imrparse.tables.columns.column import Type
from imrparse.tables.columns.issues import ISSUES
from imrparse.tables.columns.letters import LETTERS
from imrparse.text.errors import ImrparseError

NOT_STATED = "not stated"
_STATE = "California"
_MTUS = "MTUS"


class SelectionError(ImrparseError, ValueError):
    """A filter or group that the tables do not have. The message says what they have."""


@frozen
class Dimension:
    """A value by which letters or issues are grouped or filtered."""

    name: str
    table: str
    """The table whose columns it is made of."""
    sql: str
    type: Type
    about: str

    def columns(self, names: Sequence[str]) -> set[str]:
        """Those of the columns that it is made of."""
        return {*re.findall(r"[a-z_]+", self.sql)} & {*names}

    @property
    def is_list(self) -> bool:
        """Whether it has several values for an issue."""
        return self.type is Type.TEXTS

    @property
    def is_ordered(self) -> bool:
        """Whether groups are shown in their own order, not by size."""
        return self.type not in (Type.TEXTS, Type.TEXT) or self.name in ("quarter", "month")


def _derived(name: str, table: str, sql: str, about: str, type_: Type = Type.TEXT) -> Dimension:
    return Dimension(name, table, sql, type_, about)


_DERIVED = (
    _derived("year", "letters", "year(decision_date)", "The year of the decision.", Type.INTEGER),
    _derived(
        "quarter",
        "letters",
        "year(decision_date) || ' Q' || quarter(decision_date)",
        "The quarter of the decision: `2016 Q4`.",
    ),
    _derived(
        "month",
        "letters",
        "strftime(decision_date, '%Y-%m')",
        "The month of the decision: `2016-12`.",
    ),
    _derived(
        "year_of_injury",
        "letters",
        "year(date_of_injury)",
        "The year of the date of injury in the header.",
        Type.INTEGER,
    ),
    _derived(
        "licensed_in",
        "letters",
        f"CASE WHEN NOT list_contains(licensure, '{_STATE}') AND len(licensure) > 0 "
        f"THEN 'other states only' WHEN len(licensure) > 1 THEN '{_STATE} and other states' "
        f"WHEN len(licensure) = 1 THEN '{_STATE} only' END",
        f"Whether the reviewer is licensed in {_STATE}, in other states or both.",
    ),
    _derived(
        "retrospective",
        "issues",
        f"list_contains(prefixes, '{Prefix.RETROSPECTIVE.value}')",
        "Whether the request is marked as retrospective.",
        Type.BOOLEAN,
    ),
    _derived(
        "service",
        "issues",
        f"CASE WHEN list_contains(prefixes, '{Prefix.ASSOCIATED_SURGICAL_SERVICE.value}') "
        "THEN 'associated surgical service' ELSE 'primary request' END",
        "Whether the request is a primary one or an associated surgical service.",
    ),
    _derived(
        "mtus",
        "issues",
        f"CASE WHEN list_contains(maximus_families, '{_MTUS}') THEN '{_MTUS}' "
        "WHEN len(maximus_families) > 0 THEN 'other guidelines only' ELSE 'none cited' END",
        "Whether the reviewer cites the MTUS.",
    ),
    _derived(
        "families",
        "issues",
        "CASE same_family WHEN true THEN 'in common' WHEN false THEN 'different' "
        "ELSE 'a side cites none' END",
        "Whether the reviewer cites a body of guidelines that the claims administrator cites.",
    ),
)


def dimensions(columns: Mapping[str, Sequence[str]]) -> dict[str, Dimension]:
    """What can be grouped by, by name. `columns` are those that each table has; older tables have
    fewer."""
    found = {}
    for table in (LETTERS, ISSUES):
        for one in table.columns:
            if one.name in columns[table.name]:
                found[one.name] = Dimension(one.name, table.name, one.name, one.type, one.about)
    known = {name for names in columns.values() for name in names}
    all_columns = {*LETTERS.names, *ISSUES.names}
    for made in _DERIVED:
        if made.columns([*all_columns]) <= known:
            found[made.name] = made
    return found


def chosen(name: str, known: Mapping[str, Dimension]) -> Dimension:
    """The dimension of a name. Raises SelectionError."""
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, 3)
    hint = f"did you mean {' or '.join(near)}?" if near else "docs/tables.md lists the columns."
    raise SelectionError(f"there is no column {name!r}; {hint}")


# Filters

_CONDITION = re.compile(r"\s*([A-Za-z_]+)\s*(!=|<=|>=|=|<|>)\s*(.*?)\s*", re.DOTALL)
_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@frozen
class Condition:
    """A condition in SQL on the columns of one table, and its parameters."""

    table: str
    sql: str
    values: tuple[Any, ...]


def condition(text: str, known: Mapping[str, Dimension]) -> Condition:
    """A filter such as ``category=Surgery|Therapy`` or ``age>=65``.

    Texts are compared without regard to letter case; a list has a value if one of its texts is
    equal. An empty value stands for what is not stated. Raises SelectionError.
    """
    parts = _CONDITION.fullmatch(text)
    if not parts:
        raise SelectionError(f"{text!r} is not a filter; write it like category=Surgery or age>=65")
    name, sign, right = parts.groups()
    by = chosen(name.lower(), known)
    if sign in ("=", "!="):
        each = [_equal(by, value.strip()) for value in right.split("|")]
        sql = " OR ".join(one.sql for one in each)
        values = tuple(value for one in each for value in one.values)
        sql = f"NOT coalesce({sql}, false)" if sign == "!=" else f"({sql})"
        return Condition(by.table, sql, values)
    if by.type in (Type.TEXTS, Type.BOOLEAN):
        raise SelectionError(f"{by.name} has no order; use = or !=")
    return Condition(by.table, f"({by.sql}) {sign} ?", (_value(by, right),))


def _equal(by: Dimension, text: str) -> Condition:
    if not text:
        empty = f"len({by.sql}) = 0 OR " if by.type is Type.TEXTS else ""
        return Condition(by.table, f"{empty}({by.sql}) IS NULL", ())
    if by.type is Type.TEXTS:
        lower = f"[lower(one) FOR one IN {by.sql}]"
        return Condition(by.table, f"list_contains({lower}, lower(?))", (text,))
    if by.type is Type.TEXT:
        return Condition(by.table, f"lower({by.sql}) = lower(?)", (text,))
    return Condition(by.table, f"({by.sql}) = ?", (_value(by, text),))


def _value(by: Dimension, text: str) -> Any:
    try:
        if by.type is Type.BOOLEAN:
            return _WORDS[text.lower()]
        if by.type is Type.DATE:
            return date.fromisoformat(text)
        if by.type in (Type.INTEGER, Type.NUMBER):
            return float(text)
    except (ValueError, KeyError):
        kind = {Type.BOOLEAN: "true or false", Type.DATE: "a date like 2016-12-31"}
        wanted = kind.get(by.type, "a number")
        raise SelectionError(f"{by.name} is {wanted}, not {text!r}") from None
    return text


_PERIOD = re.compile(r"(\d{4})(?:[ -]?Q([1-4])|-(\d\d)(?:-(\d\d))?)?", re.IGNORECASE)


def in_period(text: str) -> Condition:
    """A filter on the decision date: ``2016``, ``2016Q4``, ``2016-12``, ``2016-12-31``, or two of
    these with ``..`` between them, one of which may be left out. Raises SelectionError."""
    first, dots, last = text.strip().partition("..")
    if not dots:
        last = first
    if not (first or last):
        raise SelectionError("an empty period; write it like 2016, 2016Q4 or 2015..2016-06")
    sql, values = [], []
    if first:
        sql.append("decision_date >= ?")
        values.append(_days(first)[0])
    if last:
        sql.append("decision_date <= ?")
        values.append(_days(last)[1])
    return Condition("letters", " AND ".join(sql), tuple(values))


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of a year, quarter, month or day."""
    parts = _PERIOD.fullmatch(text.strip())
    try:
        if parts:
            year, quarter, month, day = (int(one) if one else 0 for one in parts.groups())
            if day:
                return date(year, month, day), date(year, month, day)
            first, months = (3 * quarter - 2, 3) if quarter else (month, 1) if month else (1, 12)
            after = first + months - 1  # months from January to the one after, from 0
            end = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
            return date(year, first, 1), end
    except ValueError:
        pass
    raise SelectionError(f"{text!r} is not a period; write it like 2016, 2016Q4 or 2015..2016-06")
