"""Linting files, over several processes, with the results in the order of the files."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread

from attrs import evolve, frozen

from imrparse.cli.inputs import Letter
from imrparse.cli.report import Crash
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.diagnostics.errors import ParseError
from imrparse.files import Loaded, UnreadableError
from imrparse.linting.config import Config, ConfigError
from imrparse.linting.config_files import Settings, absolute, load, settings_for
from imrparse.linting.engine import Linter, linter
from imrparse.linting.fixing import fix
from imrparse.parsing.reader import reader
from imrparse.reports.results import Failure, Result
from imrparse.tables.run import interrupts

_FEW = 40  # letters that are linted sooner than other processes have started
_AHEAD = 8  # batches for each process that wait to be linted or to be told of
_BATCH = 8  # letters that a process is given at once


@frozen
class Plan:
    """How files are to be linted. It goes to other processes."""

    encoding: str | None
    """That of the texts; None for one to be detected."""
    config: Path | None = None
    """The settings file, if one was named."""
    isolated: bool = False
    """Whether settings files are left alone."""
    select: tuple[str, ...] = ()
    """What is asked for whatever the settings select or ignore, if it is not empty."""
    ignore: tuple[str, ...] = ()
    fixes: bool = False
    unsafe: bool = False

    def settings(self, path: Path | None) -> Settings:
        """The settings for a file, or for the standard input. Raises ConfigError."""
        if self.isolated:
            settings = Settings(Config(), None)
        elif self.config:
            settings = load(self.config)
        else:
            settings = settings_for(path or Path("stdin"))
        config = settings.config
        if self.select:
            config = evolve(config, select=self.select, ignore=())
        if self.ignore:
            config = evolve(config, ignore=(*config.ignore, *self.ignore))
        return evolve(settings, config=config)

    def check(self, letters: Iterable[Letter]) -> None:
        """Raises ConfigError for what some letters can't be linted by, before any of them is."""
        try:
            linter(Config(select=self.select or Config().select, ignore=self.ignore))
        except ConfigError as error:
            raise ConfigError(f"--{error}") from None
        if self.config:
            load(self.config)
        for folder in dict.fromkeys(_folder(letter) for letter in letters):
            self.settings(folder / "letter")

    def linter(self, path: Path | None) -> Linter:
        """What checks the letters of a file's folder."""
        return linter(self.settings(path).config)


def _folder(letter: Letter) -> Path:
    return letter.path.parent if letter.path else Path()


@frozen
class Linted:
    """What came of one file."""

    letter: Letter
    result: Result
    kind: str = "text"
    """What the file is; only a text is mended."""
    encoding: str = "utf-8"
    before: str = ""
    after: str | None = None
    """The text after its faults were mended, if that was asked for and changed it."""
    fixed: tuple[Diagnostic, ...] = ()
    taken_back: tuple[Diagnostic, ...] = ()
    crash: Crash | None = None
    """How the program failed over the letter, if it did."""


def lint_all(
    letters: Sequence[Letter], plan: Plan, jobs: int | None
) -> Generator[Linted, None, None]:
    """What comes of each file, in their order, without holding more than a few at a time.

    What is left undone when the iterator is closed is left.
    """
    jobs = min(jobs or _cores(), -(-len(letters) // _BATCH))
    if jobs <= 1 or len(letters) < _FEW or any(letter.path is None for letter in letters):
        yield from map(partial(lint_one, plan=plan), letters)
        return
    reader()  # made here once, which processes that are forked share
    gc.freeze()  # so that they go on sharing it: collecting garbage would touch each object
    pool = ProcessPoolExecutor(jobs, initializer=_start_worker)
    try:
        yield from _in_order(pool, letters, plan, jobs * _AHEAD)
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def _in_order(
    pool: ProcessPoolExecutor, letters: Sequence[Letter], plan: Plan, ahead: int
) -> Iterator[Linted]:
    waiting: deque[Future[list[Linted]]] = deque()
    left = iter(letters)
    while batch := list(islice(left, _BATCH)):
        with interrupts.held():  # as processes begin
            waiting.append(pool.submit(_lint_batch, batch, plan))
        if len(waiting) >= ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start_worker() -> None:
    """An interrupt is for the first process, which ends the others; and they end when it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _lint_batch(letters: Sequence[Letter], plan: Plan) -> list[Linted]:
    return [lint_one(letter, plan) for letter in letters]


def lint_one(letter: Letter, plan: Plan) -> Linted:
    """What comes of one file, whatever happens. Raises ConfigError for a bad configuration."""
    try:
        return _lint(letter, letter.read(plan.encoding), plan)
    except ConfigError:
        raise
    except UnreadableError as error:
        return Linted(letter, Result(letter.name, failure=Failure(str(error))))
    except ParseError as error:
        return Linted(letter, Result(letter.name, error.diagnostics))
    except Exception as error:
        crash = Crash.of(error)
        result = Result(letter.name, failure=Failure(crash.message, code=None))
        return Linted(letter, result, crash=crash)


def _lint(letter: Letter, loaded: Loaded, plan: Plan) -> Linted:
    path = letter.path and absolute(letter.path)
    lint = partial(plan.linter(path).lint, path=path)
    if not plan.fixes or loaded.encoding is None:
        return Linted(letter, Result(letter.name, lint(loaded)), loaded.kind)
    text = loaded.text
    fixed = fix(text, lint, unsafe=plan.unsafe)
    return Linted(
        letter,
        Result(letter.name, fixed.left),
        loaded.kind,
        loaded.encoding,
        text,
        fixed.text if fixed.text != text else None,
        fixed.applied,
        fixed.taken_back,
    )
