"""The tables of letters in files, as data frames of pandas or Polars, or as Arrow tables.

import imrparse

letters, issues, citations, faults = imrparse.read_tables("letters/")

They are the tables of `imrparse extract` (docs/tables.md), held in memory: some 7 KB a letter. For
more letters than fit, write them with the command, and read the columns that you need.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar, overload

from imrparse.processes.cores import cores
from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats.arrow_form import arrow, record_batch, schema
from imrparse.tables.run.reading import Reading
from imrparse.text.errors import WrongTypeError, WrongValueError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Paths: TypeAlias = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
Frame: TypeAlias = Literal["pandas", "polars", "arrow"]


_FrameT = TypeVar("_FrameT")


class Tables(NamedTuple, Generic[_FrameT]):
    """The tables of letters, each a data frame or an Arrow table."""

    letters: _FrameT
    """A row for each letter."""
    issues: _FrameT
    """A row for each disputed treatment of a letter."""
    citations: _FrameT
    """A row for each guideline, article or page that one of the sides cites."""
    faults: _FrameT
    """A row for each fault of a file that could not be parsed as a letter."""


@overload
def read_tables(
    paths: Paths,
    frame: Literal["pandas"] = "pandas",
    *,
    jobs: int | None = None,
    encoding: str | None = None,
    progress: bool = True,
) -> Tables[pd.DataFrame]: ...
@overload
def read_tables(
    paths: Paths,
    frame: Literal["polars"],
    *,
    jobs: int | None = None,
    encoding: str | None = None,
    progress: bool = True,
) -> Tables[pl.DataFrame]: ...
@overload
def read_tables(
    paths: Paths,
    frame: Literal["arrow"],
    *,
    jobs: int | None = None,
    encoding: str | None = None,
    progress: bool = True,
) -> Tables[pa.Table]: ...
def read_tables(
    paths: Paths,
    frame: Frame = "pandas",
    *,
    jobs: int | None = None,
    encoding: str | None = None,
    progress: bool = True,
) -> Tables[Any]:
    """The tables of the letters in files.

    `paths` are files, folders, archives and patterns, as those of `imrparse extract`, or one of
    them. Every file is in `letters` or in `faults`, and their rows are in the order of the files.
    `frame` is "pandas", "polars" or "arrow". The columns of pandas have Arrow types, so that dates,
    lists and missing values stay what they are. `jobs` is the number of processes, by default one
    per core; `encoding` that of texts, which is detected by default. `progress` shows a bar in a
    notebook, and on a terminal.

    Raises WrongValueError for another kind of frame, WrongTypeError for other paths,
    MissingExtraError without pyarrow, and ImportError without pandas or Polars.
    """
    convert = _converter(frame)
    batches: dict[int, list[pa.RecordBatch]] = {}
    with (
        Reading(_names(paths), jobs=jobs or cores(), encoding=encoding) as reading,
        _progress(reading.files, shown=progress) as advance,
    ):
        for result in reading.results():
            rows = result.rows or {}
            batches[result.number] = [record_batch(table, rows[table.name]) for table in TABLES]
            advance(result.counts.files)
    in_order = [batches[number] for number in sorted(batches)]
    return Tables(
        *(
            convert(arrow().Table.from_batches([one[place] for one in in_order], schema(table)))
            for place, table in enumerate(TABLES)
        )
    )


def file_batches(
    paths: Paths, table: str, *, jobs: int | None = None, encoding: str | None = None
) -> Generator[pa.RecordBatch]:
    """Yield the rows of a table of the letters in files, as Arrow record batches in any order.

    Only a few batches are in memory. Closing the generator ends the processes.
    """
    (wanted,) = (one for one in TABLES if one.name == table)
    with Reading(_names(paths), jobs=jobs or cores(), encoding=encoding) as reading:
        for result in reading.results():
            yield record_batch(wanted, (result.rows or {})[table])


def _names(paths: Paths) -> list[str]:
    if isinstance(paths, str | os.PathLike):
        return [os.fspath(paths)]
    try:
        names = [os.fspath(path) for path in paths]
    except TypeError as error:
        raise WrongTypeError(f"paths must be a path or several: {error}") from None
    return names


def _converter(frame: str) -> Callable[[pa.Table], object]:
    """A function from an Arrow table to a frame. Raises WrongValueError or ImportError."""
    arrow()
    if frame == "arrow":
        return lambda table: table
    if frame == "pandas":
        kind = import_module("pandas").ArrowDtype
        return lambda table: table.to_pandas(types_mapper=kind)
    if frame == "polars":
        from_arrow: Callable[[pa.Table], object] = import_module("polars").from_arrow
        return from_arrow
    raise WrongValueError(f"{frame!r} is not a kind of frame; choose 'pandas', 'polars' or 'arrow'")


# Progress

_Advance: TypeAlias = Callable[[int], None]


def _progress(files: int, *, shown: bool) -> AbstractContextManager[_Advance]:
    """A bar that is advanced by numbers of files: in a notebook, on a terminal, or nowhere."""
    if shown and _is_notebook():
        return _in_notebook(files)
    if shown and sys.stderr is not None and sys.stderr.isatty():
        return _on_terminal(files)
    return _nowhere()


def _is_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


@contextmanager
def _nowhere() -> Generator[_Advance]:
    yield lambda _: None


@contextmanager
def _on_terminal(files: int) -> Generator[_Advance]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("letters", total=files)
        yield lambda more: bar.advance(task, more)


@contextmanager
def _in_notebook(files: int) -> Generator[_Advance]:
    """A bar in the output of the cell. It needs no widgets, and a line of text is left of it."""
    display: Any = import_module("IPython.display").display
    done = 0

    def bar() -> dict[str, str]:
        text = f"{done:,} of {files:,} files"
        shown = f'<progress value="{done}" max="{files}"></progress> {text}'
        return {"text/plain": text, "text/html": text if done == files else shown}

    def advance(more: int) -> None:
        nonlocal done
        done += more
        handle.update(bar(), raw=True)

    handle = display(bar(), raw=True, display_id=True)
    yield advance
