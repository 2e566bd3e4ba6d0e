"""Processing a batch: reading its files, writing or returning their rows, and counting them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import asdict, define, field, fields, frozen

from imrparse.diagnostics.diagnostic import Severity
from imrparse.files import Loaded, UnreadableError, load
from imrparse.files.limits import check_length
from imrparse.files.opening import open_file
from imrparse.parsing.reader import analyze
from imrparse.processes import interrupts
from imrparse.tables.columns.rows import (
    FLAT,
    TABLES,
    Rows,
    fault_rows,
    flat_rows,
    no_rows,
    rows,
    unreadable_rows,
)
from imrparse.tables.formats.parts import Format, write_part
from imrparse.tables.formats.text_form import count_formulas

CRASHED = "the program crashed on this file"


@frozen
class Plan:
    """How files are read and rows written. It is sent to other processes."""

    form: Format
    parts: Path
    """The folder of the parts, with a folder in it for each table."""
    scratch: Path
    """A folder for incomplete files."""
    encoding: str | None = None
    """The encoding of text files; None to detect it."""
    excel: bool = False
    """Whether CSV cells are protected against running as formulas."""

    def part(self, table: str, number: int) -> Path:
        """The file with the rows of a batch."""
        return self.parts / table / part_name(number, self.form)

    def mark(self, number: int) -> Path:
        """The file that records the progress in a batch, in case the process crashes."""
        return self.scratch / f"at-{number:05}"

    def place(self, number: int) -> int | None:
        """The index in its batch of the file that a process was reading when it crashed; None if it
        was not reading any."""
        try:
            data = self.mark(number).read_bytes()
        except FileNotFoundError:
            return None
        return int.from_bytes(data, "big") if data else None


def part_name(number: int, form: Format) -> str:
    """The name of the file with the rows of a batch, in the folder of its table."""
    return f"part-{number:05}.{form.suffix}"


@frozen
class FileToRead:
    """A file to be read."""

    path: str
    """Its name in the tables."""
    where: str
    data: bytes | str | None = None
    """Its content, if it was read from an archive; or its text."""
    fault: str | None = None
    """The reason why it can't be read."""


@frozen
class Batch:
    """Files that are processed together."""

    number: int
    files: tuple[FileToRead, ...]

    @property
    def size(self) -> int:
        """How much of its files is in memory, in bytes or code points."""
        return sum(len(file.data) for file in self.files if file.data)


@frozen
class Result:
    """The results of a batch."""

    number: int
    counts: Counts
    rows: Rows | None
    """The rows, unless they are written to parts."""


def read_batch(batch: Batch, plan: Plan) -> Result:
    """Process the files of a batch, and write their rows if each batch has files of its own.

    Raises Interrupted after a signal that leaves no time to finish.
    """
    found, counts = _read(batch, plan)
    if plan.form.is_database:
        return Result(batch.number, counts, found)
    if plan.form.is_flat:
        found[FLAT.name] = flat_rows(found)
    # The letters come last: if their part exists, the other parts do too.
    for table in reversed(plan.form.tables):
        path = plan.part(table.name, batch.number)
        rows_of_table = found[table.name]
        if plan.form.suffix == Format.CSV.suffix and not plan.excel:
            counts.formulas += count_formulas(rows_of_table)
        write_part(plan.form, table, rows_of_table, path, plan.scratch, excel=plan.excel)
    return Result(batch.number, counts, None)


def _read(batch: Batch, plan: Plan) -> tuple[Rows, Counts]:
    found, counts = no_rows(), Counts(files=len(batch.files))
    with plan.mark(batch.number).open("wb", buffering=0) as mark:
        for place, file in enumerate(batch.files):
            if interrupts.is_urgent():
                interrupts.check()
            os.lseek(mark.fileno(), 0, os.SEEK_SET)
            mark.write(place.to_bytes(4, "big"))
            for name, more in file_rows(file, plan.encoding, counts).items():
                found[name] += more
    plan.mark(batch.number).unlink()
    counts.issues, counts.citations = len(found["issues"]), len(found["citations"])
    counts.letters, counts.faults = len(found["letters"]), len(found["faults"])
    return found, counts


def file_rows(file: FileToRead, encoding: str | None = None, counts: Counts | None = None) -> Rows:
    """The rows of a file, whatever is wrong with it; they are counted in `counts`."""
    counts = counts or Counts()
    try:
        found = _letter_rows(file, encoding, counts)
    except UnreadableError as error:
        found = unreadable_rows(error, file.path)
    except Exception as error:
        counts.failures += 1
        what = f"internal error: {type(error).__name__}: {error}"
        found = unreadable_rows(what, file.path)
    counts.codes.update(_codes(found))
    return found


def _letter_rows(file: FileToRead, encoding: str | None, counts: Counts) -> Rows:
    loaded = _loaded(file, encoding)
    analysis = analyze(loaded.source())
    letter, said = analysis.determination, analysis.diagnostics
    if any(one.severity is Severity.ERROR for one in said):
        return fault_rows(said, file.path, kind=loaded.kind, case_number=letter.case_number)
    warnings = sum(one.severity is Severity.WARNING for one in said)
    found = rows(letter, file.path, kind=loaded.kind, warnings=warnings)
    if letter.outcome:
        counts.outcomes[letter.outcome.value] += 1
    counts.decisions.update(issue.decision.value for issue in letter.issues if issue.decision)
    return found


def _loaded(file: FileToRead, encoding: str | None) -> Loaded:
    if file.fault:
        raise UnreadableError(file.fault)
    if isinstance(file.data, str):
        check_length(len(file.data))
        return Loaded(file.data, "text")
    if file.data is None:
        _check_is_regular(file.where)
    return load(file.where if file.data is None else file.data, name=file.path, encoding=encoding)


def _check_is_regular(path: str) -> None:
    """Raise UnreadableError for a folder, a device or a pipe, even if `load` could read it: a
    resumed run could not read it again."""
    try:
        with open_file(path):
            pass
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None


_CODE = TABLES[-1].names.index("code")


def _codes(found: Rows) -> Sequence[str]:
    return [str(row[_CODE]) for row in found["faults"]]


@define
class Counts:
    """The numbers of files, rows and faults."""

    files: int = 0
    letters: int = 0
    issues: int = 0
    citations: int = 0
    faults: int = 0
    formulas: int = 0
    """CSV cells that a spreadsheet would run."""
    failures: int = 0
    """Files with an internal error."""
    codes: Counter[str] = field(factory=Counter)
    """The number of faults by code."""
    decisions: Counter[str] = field(factory=Counter)
    outcomes: Counter[str] = field(factory=Counter)

    def __add__(self, other: Counts) -> Counts:
        names = [one.name for one in fields(Counts)]
        sums: Any = {name: getattr(self, name) + getattr(other, name) for name in names}
        return Counts(**sums)

    def to_dict(self) -> dict[str, Any]:
        """As plain values, ready for JSON. Their order does not depend on that of the batches."""
        values = asdict(self)
        return {
            name: dict(sorted(value.items())) if isinstance(value, dict) else value
            for name, value in values.items()
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Counts:
        """The counts that `to_dict` converted."""
        known = {one.name for one in fields(cls)}
        counts: Any = {
            name: Counter(value) if isinstance(value, dict) else value
            for name, value in values.items()
            if name in known
        }
        return cls(**counts)
