"""The documentation of the tables, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from imrparse.tables.columns.column import Column, Table, Type
from imrparse.tables.columns.rows import TABLES

_HEAD = """\
# Tables

What [`imrparse extract`](commands/extract.md) writes and `imrparse.arrow` gives, in every format.
This page is made by `python docs/make.py` from `imrparse/tables/`, where the schema is defined.

A letter is joined to what is said of it by `letter_id`, an issue by `letter_id` and `issue`:

```sql
SELECT category, count(*), avg(CASE decision WHEN 'Upheld' THEN 1.0 ELSE 0 END)
FROM letters JOIN issues USING (letter_id)
WHERE decision_date >= '2016-01-01' GROUP BY category ORDER BY 2 DESC;
```

Each type, and how the formats hold it; a text that is empty is nothing. CSV that was made with
`--excel` has an apostrophe before
[texts that a spreadsheet would run](commands/extract.md#csv-in-spreadsheets).

| type | Parquet, Arrow | DuckDB | SQLite | CSV | JSON Lines |
|---|---|---|---|---|---|
"""
_HOW = {
    Type.TEXT: ("string", "VARCHAR", "TEXT", "as it is", "string"),
    Type.INTEGER: ("int32", "INTEGER", "INTEGER", "digits", "number"),
    Type.NUMBER: ("double", "DOUBLE", "REAL", "digits", "number"),
    Type.BOOLEAN: ("bool", "BOOLEAN", "INTEGER, 0 or 1", "`true`, `false`", "boolean"),
    Type.DATE: ("date32", "DATE", "TEXT, `2016-12-31`", "`2016-12-31`", '`"2016-12-31"`'),
    Type.TEXTS: ("list of string", "VARCHAR[]", "TEXT, a JSON array", "a JSON array", "array"),
}


def markdown() -> str:
    """The page."""
    types = "".join(f"| {kind.value} | {' | '.join(how)} |\n" for kind, how in _HOW.items())
    nothing = "| nothing | null | NULL | NULL | an empty cell | `null` |\n"
    return "\n".join([_HEAD + types + nothing, *map(_table, TABLES)])


def _table(table: Table) -> str:
    return "\n".join(_lines(table))


def _lines(table: Table) -> Iterator[str]:
    yield from (f"## {table.name}", "", table.about, "")
    yield from (f"Key: {', '.join(f'`{name}`' for name in table.key)}.", "")
    yield from ("| column | type | unit | | from |", "|---|---|---|---|---|")
    yield from map(_row, table.columns)
    yield ""


def _row(column: Column) -> str:
    kind = column.type.value if column.required else f"{column.type.value} or nothing"
    source = f"`{column.source}`"
    return f"| `{column.name}` | {kind} | {column.unit or ''} | {column.about} | {source} |"
