"""Reading the files of inputs in several processes, without writing tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from imrparse.files import SUFFIXES, UnreadableError
from imrparse.processes import interrupts
from imrparse.tables.formats.parts import Format
from imrparse.tables.inputs.archives import Archives
from imrparse.tables.inputs.listing import Item, Lister, batches
from imrparse.tables.run.pool import Pool
from imrparse.tables.run.work import Batch, FileToRead, Plan, Result

_LARGEST_BATCH = 500  # files
_SMALLEST_BATCH = 8
_BATCHES = 4  # per process, if there are not many files


class Reading:
    """The files of inputs, and their rows. A context manager, which removes the list of files.

    The files are listed when it is entered. Raises OSError if the list can't be written.
    """

    def __init__(self, inputs: Iterable[str], *, jobs: int, encoding: str | None) -> None:
        """`inputs` are files, folders, archives and patterns, and iterable more than once."""
        self._inputs = inputs
        self._jobs = jobs
        self._encoding = encoding
        self._stack = ExitStack()
        self.files: int = 0
        self.empty: list[str] = []
        """Inputs in which no letter was found."""
        self.skipped: Counter[str] = Counter()
        """The files in folders and archives that are not read, by their suffix."""

    def __enter__(self) -> Reading:
        with ExitStack() as stack:
            name = stack.enter_context(TemporaryDirectory(prefix="imrparse-"))
            self._folder = Path(name)
            lister = Lister(self._inputs, SUFFIXES)
            with interrupts.raising(), self._listing.open("w", encoding="utf-8") as file:
                self.files = lister.write(file)
            self.empty, self.skipped = lister.empty, lister.skipped
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def results(self) -> Iterator[Result]:
        """Yield the rows of batches of files as they are done; their numbers give the order.

        Raises CrashedError if processes crash on the same files repeatedly.
        """
        plan = Plan(Format.SQLITE, self._folder, self._folder, self._encoding)
        pool = Pool(self._jobs, plan)
        with closing(Archives()) as archives:
            yield from pool.results(self._batches(archives))

    @property
    def _listing(self) -> Path:
        return self._folder / "listing.jsonl"

    def _batches(self, archives: Archives) -> Iterator[Batch]:
        for number, items in batches(self._listing, batch_size(self.files, self._jobs)):
            yield Batch(number, tuple(given(item, archives) for item in items))


def batch_size(files: int, jobs: int) -> int:
    """The number of files in a batch, so that each process gets several batches."""
    wanted = -(-files // (jobs * _BATCHES))
    return max(_SMALLEST_BATCH, min(_LARGEST_BATCH, wanted))


def given(item: Item, archives: Archives) -> FileToRead:
    """An item for the processes: files in archives are read here, in the order of the archive."""
    if item.member is None or item.fault:
        return FileToRead(item.path, item.where, fault=item.fault)
    try:
        return FileToRead(item.path, item.where, archives.read(item.where, item.member))
    except UnreadableError as error:
        return FileToRead(item.path, item.where, fault=str(error))
