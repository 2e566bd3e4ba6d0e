"""Tables and their columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

from attrs import field, frozen

Value: TypeAlias = str | int | float | bool | date | list[str] | None
"""A value of a cell."""

Row: TypeAlias = tuple[Value, ...]
"""The cells of a row, in the order of the table's columns."""


class Type(Enum):
    """The type of a column, by the name that the documentation gives it."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TEXTS = "list of texts"


@frozen
class Column:
    """A column of a table."""

    name: str
    type: Type
    source: str
    """The path of the value in the row's subject: "letter.header.case_number". For a computed
    value, a description."""
    about: str
    unit: str | None = None
    required: bool = False
    """Whether every row has a value."""
    derive: Callable[[Any], Any] | None = field(default=None, repr=False)
    """Computes the value from the row's subject; None if the path gives it."""


@frozen
class Table:
    """A table: its columns, and which of them form the key."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def reader(self) -> Callable[[Any], Row]:
        """A function from a subject to its row.

        It is written out for the columns: each part of a path that several columns share is read
        once, where a reader for each column would read it again.
        """
        lines = ["def read(subject):"]
        names = {"": "subject"}
        scope: dict[str, Any] = {}
        cells = []
        for number, column in enumerate(self.columns):
            if column.derive:
                scope[f"derive_{number}"] = column.derive
                cell = f"derive_{number}(subject)"
            else:
                cell = _read_path(column.source, names, lines)
            if convert := _CONVERT.get(column.type):
                scope[f"convert_{number}"] = convert
                cell = f"convert_{number}({cell})"
            cells.append(cell)
        exec("\n".join([*lines, f"    return ({', '.join(cells)},)"]), scope)
        read: Callable[[Any], Row] = scope["read"]
        return read

    def select(self, names: Sequence[str]) -> tuple[Column, ...]:
        """The columns with these names, in their order."""
        columns = {column.name: column for column in self.columns}
        return tuple(columns[name] for name in names)


def _read_path(source: str, names: dict[str, str], lines: list[str]) -> str:
    """Add the lines that follow a path of attributes; returns the name of the last one's value.

    It is None where one on the path is None. `names` are those of the values that are read already.
    """
    path = ""
    for step in source.split("."):
        before, path = names[path], f"{path}.{step}"
        if path not in names:
            names[path] = f"value_{len(names)}"
            lines.append(f"    {names[path]} = None if {before} is None else {before}.{step}")
    return names[path]


def _text(value: Any) -> str | None:
    """A text that every format can hold; None for an empty one."""
    if isinstance(value, Enum):
        value = value.value
    if not value:
        return None
    text: str = value
    return text if text.isascii() and "\0" not in text else printable(text)


def _texts(values: Any) -> list[str]:
    return [text for text in map(_text, values or ()) if text is not None]


def printable(text: str) -> str:
    r"""The text with escapes for the characters that some formats or their readers can't hold.

    A lone surrogate, which UTF-8 can't express, is ``\udcff``. U+0000 is ``\u0000``: the functions
    of SQLite, and many programs that read CSV, cut a text there.
    """
    text = text.replace("\0", r"\u0000")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="backslashreplace").decode()
    return text


_CONVERT: dict[Type, Callable[[Any], Value]] = {Type.TEXT: _text, Type.TEXTS: _texts}
