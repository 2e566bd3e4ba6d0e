"""Linting files with several processes; results come in the order of the files."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from attrs import define, evolve, frozen

from imrparse.cli.inputs import Letter
from imrparse.cli.report import Crash
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.diagnostics.errors import ParseError
from imrparse.files import Loaded, UnreadableError
from imrparse.files.formats import DOCX
from imrparse.linting.config import Config, ConfigError
from imrparse.linting.config_files import Settings, absolute, load, settings_for
from imrparse.linting.engine import Linter, linter
from imrparse.linting.fixing import fix
from imrparse.processes.cores import cores
from imrparse.reports.results import Failure, Result

if TYPE_CHECKING:
    from imrparse.cli.lint_command.tracked import Copy
    from imrparse.processes.workers import Outcome, Workers

_LEAST = 0.2  # seconds that a process takes at least for its first letter
_WORTH = 4  # start processes only if the remaining work takes this many times longer
_AHEAD = 8  # batches per process that wait to be linted or reported
_BATCH = 8  # letters that a process receives at once

CRASHED = Crash("the program crashed on this file", trace="")


@frozen
class Plan:
    """How files are to be linted. It is sent to other processes."""

    encoding: str | None
    """The encoding of text files; None to detect it."""
    config: Path | None = None
    """The settings file, if one was given."""
    isolated: bool = False
    """Whether settings files are ignored."""
    select: tuple[str, ...] = ()
    """If not empty, overrides what the settings select or ignore."""
    ignore: tuple[str, ...] = ()
    fixes: bool = False
    unsafe: bool = False
    tracks: bool = False
    """Whether fixes become tracked changes of a copy, so that no file is written back."""
    keeps_text: bool = False
    """Whether the results have the texts of the files."""

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
        """Raise ConfigError for invalid settings of any letter, before linting begins."""
        try:
            linter(Config(select=self.select or Config().select, ignore=self.ignore))
        except ConfigError as error:
            raise ConfigError(f"--{error}") from None
        if self.config:
            load(self.config)
        for folder in dict.fromkeys(_folder(letter) for letter in letters):
            self.settings(folder / "letter")

    def linter(self, path: Path | None) -> Linter:
        """The linter for the letters in a file's folder."""
        return linter(self.settings(path).config)


def _folder(letter: Letter) -> Path:
    return letter.place.parent if letter.place else Path()


@frozen
class LintedFile:
    """The result of linting one file."""

    letter: Letter
    result: Result
    kind: str = "text"
    """The kind of file; only text files are fixed."""
    encoding: str = "utf-8"
    before: str = ""
    after: str | None = None
    """The fixed text, if fixes were requested and changed it."""
    fixed: tuple[Diagnostic, ...] = ()
    taken_back: tuple[Diagnostic, ...] = ()
    copy: Copy | None = None
    """The copy with tracked changes, if one was requested."""
    crash: Crash | None = None
    """The internal error on this letter, if there was one."""
    data: bytes = b""
    """What was read from the standard input."""


def lint_all(
    letters: Sequence[Letter], plan: Plan, jobs: int | None
) -> Generator[LintedFile, None, None]:
    """Lint each file and yield the results in order, holding only a few at a time.

    Closing the iterator stops the remaining work.
    """
    jobs = min(jobs or cores(), -(-len(letters) // _BATCH))
    several = jobs > 1 and all(letter.path is not None for letter in letters)
    left = iter(letters)
    first = others = 0.0
    for done, letter in enumerate(left):
        started = monotonic()
        linted = lint_one(letter, plan)
        if done:
            others += monotonic() - started
        else:
            first = monotonic() - started
        yield linted
        still = len(letters) - done - 1
        if several and done >= _BATCH and _is_worthwhile(others / done * still, first):
            yield from _in_order(left, plan, jobs)
            return


def _is_worthwhile(seconds: float, first: float) -> bool:
    """Whether the remaining seconds of work justify starting other processes.

    Each takes as long for its first letter as this one did, to load grammars and rules.
    """
    return seconds > _WORTH * max(first, _LEAST)


@define(eq=False)
class _Batch:
    """Letters that are sent to a process together, and the results once they are back."""

    letters: Sequence[Letter]
    linted: list[LintedFile] | None = None


def _in_order(left: Iterator[Letter], plan: Plan, jobs: int) -> Iterator[LintedFile]:
    """Yield the results for the remaining letters, using several processes."""
    from imrparse.processes.workers import Workers  # which few runs need

    waiting: deque[_Batch] = deque()
    workers: Workers[_Batch, list[LintedFile]]
    with Workers(jobs, partial(_lint_batch, plan=plan)) as workers:
        while True:
            while len(waiting) < jobs * _AHEAD and (batch := list(islice(left, _BATCH))):
                waiting.append(_Batch(batch))
                workers.give(waiting[-1])
            if not waiting:
                return
            while waiting[0].linted is None:
                if outcome := workers.wait():
                    _take(outcome, workers, waiting)
            yield from waiting.popleft().linted or ()


def _take(
    outcome: Outcome[_Batch, list[LintedFile]],
    workers: Workers[_Batch, list[LintedFile]],
    waiting: deque[_Batch],
) -> None:
    """Record the results of a batch. After a crash, its letters are linted one by one."""
    batch = outcome.task
    if not outcome.crashed:
        batch.linted = outcome.get()
    elif len(batch.letters) == 1:
        (letter,) = batch.letters
        result = Result(letter.name, failure=Failure(CRASHED.message, code=None))
        batch.linted = [LintedFile(letter, result, crash=CRASHED)]
    else:
        alone = [_Batch([letter]) for letter in batch.letters]
        place = waiting.index(batch)
        del waiting[place]
        for number, one in enumerate(alone, place):
            waiting.insert(number, one)
            workers.give(one)


def _lint_batch(batch: _Batch, plan: Plan) -> list[LintedFile]:
    return [lint_one(letter, plan) for letter in batch.letters]


def lint_one(letter: Letter, plan: Plan) -> LintedFile:
    """Lint one file and return any failure in the result. Raises ConfigError for bad settings."""
    data = b""
    try:
        data = letter.load()
        linted = _lint(letter, data, letter.decode(data, plan.encoding), plan)
    except ConfigError:
        raise
    except UnreadableError as error:
        linted = LintedFile(letter, Result(letter.name, failure=Failure(str(error))))
    except ParseError as error:
        linted = LintedFile(letter, Result(letter.name, error.diagnostics))
    except Exception as error:
        crash = Crash.of(error)
        result = Result(letter.name, failure=Failure(crash.message, code=None))
        linted = LintedFile(letter, result, crash=crash)
    return linted if letter.path else evolve(linted, data=data)


def _lint(letter: Letter, data: bytes, loaded: Loaded, plan: Plan) -> LintedFile:
    path = letter.place and absolute(letter.place)
    linter = plan.linter(path)
    if plan.tracks and loaded.kind == DOCX.kind:
        return _lint_tracked(letter, data, loaded, linter, path, plan)
    if not plan.fixes or plan.tracks or loaded.encoding is None:
        found, skipped, _ = linter.examine(loaded, path)
        shown = loaded if plan.keeps_text else None
        result = Result(letter.name, found, skipped=skipped, loaded=shown)
        return LintedFile(letter, result, loaded.kind)
    text = loaded.text
    fixed = fix(text, partial(linter.lint, path=path), unsafe=plan.unsafe)
    shown = evolve(loaded, text=fixed.text) if plan.keeps_text else None
    return LintedFile(
        letter,
        Result(letter.name, fixed.left, loaded=shown),
        loaded.kind,
        loaded.encoding,
        text,
        fixed.text if fixed.text != text else None,
        fixed.applied,
        fixed.taken_back,
    )


def _lint_tracked(
    letter: Letter,
    data: bytes,
    loaded: Loaded,
    linter: Linter,
    path: Path | None,
    plan: Plan,
) -> LintedFile:
    """Fix a Word file with tracked changes, and lint it as if they were accepted."""
    from imrparse.cli.lint_command.tracked import tracked_copy  # which needs python-docx

    copy = tracked_copy(data, loaded, partial(linter.lint, path=path), unsafe=plan.unsafe)
    found, skipped, _ = linter.examine(copy.loaded, path)
    shown = copy.loaded if plan.keeps_text else None
    return LintedFile(
        letter,
        Result(letter.name, found, skipped=skipped, loaded=shown),
        loaded.kind,
        fixed=copy.fixed,
        taken_back=copy.taken_back,
        copy=copy,
    )
