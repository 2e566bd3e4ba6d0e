"""The tables as CSV and JSON Lines, in UTF-8.

CSV cells that a spreadsheet would run as formulas can be protected. The text of a letter, or a file
name, may begin like a formula, and a formula can fetch something from the network or start a
program. OWASP advises an apostrophe before such a cell
(https://owasp.org/www-community/attacks/CSV_Injection), which is then shown as plain text.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import TextIOWrapper
from typing import Any, BinaryIO, TextIO

from imrparse.tables.columns.column import Column, Row, Table, Type, Value


def write_csv(table: Table, rows: Iterable[Row], file: TextIO, *, head: bool = True) -> None:
    """Rows below a line with the names of the columns.

    A missing value is an empty cell, a list a JSON array, a boolean `true` or `false`.
    """
    writer = csv.writer(file, lineterminator="\n")
    if head:
        writer.writerow(table.names)
    writer.writerows([_csv_cell(value) for value in row] for row in rows)


def _csv_cell(value: Value) -> str | int | float | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return to_json(value)
    return value.isoformat() if isinstance(value, date) else value


def read_csv(
    table: Table, names: Sequence[str], file: TextIO, *, excel: bool = False
) -> Iterator[Row]:
    """The cells of some columns. The file was opened with ``newline=""``.

    `excel` says that its cells were written for spreadsheets.
    """
    csv.field_size_limit(2**31 - 1)
    lines = csv.reader(file)
    head = next(lines, list(table.names))
    places = [head.index(name) for name in names]
    known = _CSV_READERS | ({Type.TEXT: from_spreadsheets} if excel else {})
    readers = [known[column.type] for column in table.select(names)]
    for line in lines:
        cells = [line[place] for place in places]
        yield tuple(
            [read(cell) if cell else None for read, cell in zip(readers, cells, strict=True)]
        )


def write_json_lines(table: Table, rows: Iterable[Row], file: TextIO) -> None:
    """One object on each line. It has every column; a missing value is null."""
    for row in rows:
        file.write(to_json(dict(zip(table.names, row, strict=True))) + "\n")


def read_json_lines(table: Table, names: Sequence[str], file: TextIO) -> Iterator[Row]:
    """The values of some columns."""
    dates = [column.type is Type.DATE for column in table.select(names)]
    for line in file:
        values = json.loads(line)
        yield tuple(
            [
                date.fromisoformat(values[name]) if is_date and values[name] else values[name]
                for name, is_date in zip(names, dates, strict=True)
            ]
        )


def to_json(value: Any) -> str:
    """JSON in one line, dates in ISO form."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def texts(columns: Sequence[Column]) -> Callable[[Row], Row]:
    """A function that restores lists, dates and booleans in a row of a database without them."""
    readers = [_DATABASE_READERS.get(column.type) for column in columns]
    return lambda row: tuple(
        [
            value if read is None or value is None else read(value)
            for read, value in zip(readers, row, strict=True)
        ]
    )


_CSV_READERS: dict[Type, Callable[[str], Value]] = {
    Type.TEXT: str,
    Type.INTEGER: int,
    Type.NUMBER: float,
    Type.BOOLEAN: lambda cell: cell == "true",
    Type.DATE: date.fromisoformat,
    Type.TEXTS: json.loads,
}
_DATABASE_READERS: dict[Type, Callable[[Any], Value]] = {
    Type.BOOLEAN: bool,
    Type.DATE: date.fromisoformat,
    Type.TEXTS: json.loads,
}


@contextmanager
def text_file(file: BinaryIO) -> Iterator[TextIO]:
    """A binary file as a UTF-8 text file that keeps line ends as written."""
    text = TextIOWrapper(file, "utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()


# A text that already has the mark gets another one, so that every text can be restored.
_FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_MARK = "'"
_MARKED = re.compile(rf"{_MARK}*{_FORMULA.pattern}")
MARKED = "^'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""A cell with an apostrophe that `for_spreadsheets` added, as a pattern for DuckDB."""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a text."""
    return _FORMULA.match(text) is not None


def count_formulas(rows: Iterable[Row]) -> int:
    """How many cells of some rows a spreadsheet would run."""
    return sum(isinstance(cell, str) and is_formula(cell) for row in rows for cell in row)


def formula_warning(count: int) -> str:
    """The warning about this many such cells."""
    cells = f"{count:,} cell begins" if count == 1 else f"{count:,} cells begin"
    return f"{cells} like a formula (=, +, -, @), which a spreadsheet would run; see --excel"


def for_spreadsheets(text: str) -> str:
    """A text as a cell that no spreadsheet runs."""
    return _MARK + text if _MARKED.match(text) else text


def from_spreadsheets(cell: str) -> str:
    """The text of such a cell."""
    return cell[1:] if cell.startswith(_MARK) and _MARKED.match(cell) else cell


def row_for_spreadsheets(row: Row) -> Row:
    """A row with formulas marked. Numbers and dates are unchanged."""
    return tuple([_safe(cell) for cell in row])


def _safe(cell: Value) -> Value:
    return for_spreadsheets(cell) if isinstance(cell, str) else cell
