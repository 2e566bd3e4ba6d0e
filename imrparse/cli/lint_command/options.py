"""The options of `imrparse lint`, and which of them can be combined."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from attrs import frozen

from imrparse.cli.inputs import STDIN, check_stdin_filename

_FOR_READERS = ("full", "concise")


@frozen(kw_only=True)
class Options:
    """The values of the options, under the names that the command gives them."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    config: Path | None
    isolated: bool
    show_settings: bool
    fix: bool
    unsafe_fixes: bool
    shows_diff: bool
    form: str
    statistics: bool
    watch: bool
    baseline: Path | None
    write_baseline: Path | None
    jobs: int | None
    annotate: Path | None
    track: Path | None
    stdin_filename: Path | None
    color: str
    encoding: str | None

    @property
    def is_for_readers(self) -> bool:
        """Whether the findings are written for people, not for programs."""
        return self.form in _FOR_READERS

    def is_filter(self, paths: Sequence[str]) -> bool:
        """Whether the command writes the fixed text of the standard input to stdout."""
        return STDIN in paths and self.fix


_NOT_WITH_COPY = ("shows_diff", "watch", "write_baseline")
_EXCLUSIVE = (
    ("fix", "shows_diff"),
    ("isolated", "config"),
    ("statistics", "shows_diff"),
    ("write_baseline", "shows_diff"),
    ("write_baseline", "statistics"),
    ("write_baseline", "baseline"),
    ("write_baseline", "watch"),
    *((copy, other) for copy in ("annotate", "track") for other in _NOT_WITH_COPY),
)
"""Options that can't be combined."""

_SPELT = {"shows_diff": "diff"}


def check(paths: Sequence[str], options: Options) -> None:
    """Raise UsageError for options that can't be combined."""
    for one, other in _EXCLUSIVE:
        if getattr(options, one) and getattr(options, other):
            raise click.UsageError(f"{_spelt(one)} can't be combined with {_spelt(other)}.")
    if options.unsafe_fixes and not (options.fix or options.shows_diff):
        raise click.UsageError("--unsafe-fixes needs --fix or --diff.")
    if options.statistics and not options.is_for_readers:
        raise click.UsageError(f"--statistics can't be combined with --format {options.form}.")
    check_stdin_filename(paths, options.stdin_filename)
    if STDIN in paths and options.watch:
        raise click.UsageError("--watch needs files, not the standard input (-).")
    if options.is_filter(paths):
        _check_filter(paths, options)
    _check_copies(paths, options)


def _check_filter(paths: Sequence[str], options: Options) -> None:
    """Raise UsageError for what a filter can't do."""
    if len(paths) > 1:
        raise click.UsageError("--fix - takes the standard input alone.")
    if not options.is_for_readers:
        raise click.UsageError(f"--fix - can't be combined with --format {options.form}.")
    for name, given in (
        ("statistics", options.statistics),
        ("write_baseline", options.write_baseline),
    ):
        if given:
            raise click.UsageError(f"--fix - can't be combined with {_spelt(name)}.")


def _check_copies(paths: Sequence[str], options: Options) -> None:
    """Raise UsageError for options that write a copy of a Word file and can't."""
    annotated, tracked = options.annotate, options.track
    if tracked and not options.fix:
        raise click.UsageError("--track needs --fix.")
    if annotated and options.fix and not tracked:
        raise click.UsageError("--annotate can't be combined with --fix, unless --track is given.")
    if annotated and tracked and annotated != tracked:
        raise click.UsageError("--annotate and --track write one file; give both the same name.")
    for name, out in (("annotate", annotated), ("track", tracked)):
        if not out:
            continue
        if len(paths) != 1 or paths[0] == STDIN or Path(paths[0]).is_dir():
            raise click.UsageError(f"--{name} takes one Word file.")
        if out.exists() and out.samefile(paths[0]):
            raise click.UsageError(f"--{name} writes a copy; name another file for it.")


def _spelt(option: str) -> str:
    return f"--{_SPELT.get(option, option).replace('_', '-')}"
