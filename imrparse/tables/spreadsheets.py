"""Protecting CSV cells that a spreadsheet would run as formulas.

The text of a letter, or a file name, may begin like a formula, and a formula can fetch something
from the network or start a program. OWASP advises an apostrophe before such a cell
(https://owasp.org/www-community/attacks/CSV_Injection), which is then shown as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from imrparse.tables.columns.column import Row, Value

# A text that already has the mark gets another one, so that every text can be restored.
_FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_MARK = "'"
_MARKED = re.compile(rf"{_MARK}*{_FORMULA.pattern}")


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
