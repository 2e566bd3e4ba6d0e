"""A call of `imrparse lint`. What only some options need is imported with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from imrparse.cli import files
from imrparse.cli.inputs import Found, Letter, find, report_folders
from imrparse.cli.lint_command.filtering import Messages, write_text
from imrparse.cli.lint_command.lint_output import (
    Nothing,
    Output,
    Statistics,
    output,
    settings_text,
    severity_counts,
)
from imrparse.cli.lint_command.lint_run import LintedFile, Plan, lint_all
from imrparse.cli.lint_command.options import Options, check
from imrparse.cli.lint_command.watch import watch_files
from imrparse.cli.output import Steps, stdout
from imrparse.cli.report import Report
from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.diagnostics.rendering import place_in_words
from imrparse.files import UnreadableError
from imrparse.files.formats import DOCX, title_of
from imrparse.linting.config import ConfigError
from imrparse.linting.config_files import Settings, clear_cache
from imrparse.reports.results import Result
from imrparse.text.visible import visible

if TYPE_CHECKING:
    from imrparse.cli.lint_command.tracked import Copy
    from imrparse.linting.baseline import Baseline


def run(paths: tuple[str, ...], options: Options) -> int:
    """Run the command with these options. Returns the exit status; raises UsageError."""
    try:
        call = _Run(paths, options)
        if options.show_settings:
            call.show_settings()
        elif options.watch:
            watch_files(call.letters, call.lint_again, options.config)
        else:
            call.lint(call.letters())
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    return call.report.status


class _Run:
    """One call of the command."""

    def __init__(self, paths: tuple[str, ...], options: Options) -> None:
        check(paths, options)
        self._paths = paths
        self._options = options
        self.report = Report(options.color)
        known, new = options.baseline, options.write_baseline
        self._baseline = self._read_baseline(known) if known else None
        self._new_baseline = _new_baseline(new) if new else None
        self._plan = Plan(
            encoding=options.encoding,
            config=options.config,
            isolated=options.isolated,
            select=options.select,
            ignore=options.ignore,
            fixes=options.fix or options.shows_diff,
            unsafe=options.unsafe_fixes,
            tracks=options.track is not None,
            keeps_text=options.form == "html",
        )
        self._found: Found | None = None
        self._counts: Counter[Severity] = Counter()
        self._fixed = self._left_out = self._failed = 0

    def _read_baseline(self, path: Path) -> Baseline:
        from imrparse.linting.baseline import Baseline

        baseline = Baseline.read(path)
        if baseline.contains_words:
            self.report.note(
                f"{visible(str(path))}: this baseline has an old format that contains the words of "
                "findings; --write-baseline writes one that does not"
            )
        return baseline

    def letters(self) -> tuple[Letter, ...]:
        """The letters on the command line. Folders without letters are reported once."""
        found = find(self._paths, stdin=self._options.stdin_filename)
        new = evolve(found, letters=())
        if new != self._found:
            report_folders(new, self.report)
        self._found = new
        return found.letters

    def show_settings(self) -> None:
        """Show the settings of all letters, grouped by equal settings."""
        by_settings: list[tuple[Settings, list[str]]] = []
        letters = self.letters()
        self._plan.check(letters)
        for letter in letters:
            settings = self._plan.settings(letter.place)
            known = next((names for other, names in by_settings if other == settings), None)
            if known is None:
                by_settings.append((settings, [letter.name]))
            else:
                known.append(letter.name)
        texts = (settings_text(names, settings) for settings, names in by_settings)
        stdout().write("\n".join(texts))

    def lint_again(self, letters: Sequence[Letter]) -> None:
        """Lint again with settings read again. Invalid settings are reported, and may be
        corrected."""
        clear_cache()
        try:
            self.lint(letters)
        except ConfigError as error:
            self.report.note(f"Error: {error}")
        stdout().flush()

    def lint(self, letters: Sequence[Letter]) -> None:
        """Lint letters and report everything about them."""
        self._plan.check(letters)
        self._counts.clear()
        self._fixed = self._left_out = self._failed = 0
        with (
            self._output() as out,
            closing(lint_all(letters, self._plan, self._options.jobs)) as linted,
            Steps(linted, total=len(letters)) as steps,
        ):
            for one in steps:
                self._report(one, out)
        self._end(len(letters))

    def _output(self) -> Output:
        if self._options.shows_diff or self._new_baseline is not None:
            return Nothing()
        if self._options.statistics:
            return Statistics()
        if self._options.is_filter(self._paths):
            return Messages(self._options.form, self._options.color)
        return output(self._options.form, self._options.color)

    def _report(self, linted: LintedFile, out: Output) -> None:
        result = linted.result
        if linted.crash:
            self.report.failed(result.path, linted.crash)
        elif result.failure:
            self.report.unreadable(result.path, UnreadableError(result.failure.message))
        self._failed += result.failure is not None
        if linted.after is not None or self._options.is_filter(self._paths):
            self._use(linted, linted.after)
        if self._plan.fixes and not self._plan.tracks and linted.kind != "text":
            self.report.note(f"{visible(result.path)}: not fixed: {_why_not_fixed(linted.kind)}")
        for one in linted.taken_back:
            self.report.note(
                f"{visible(result.path)}:{one.line}:{one.column}: the fix of {one.code} was "
                "undone: the letter would no longer parse, or would lose content"
            )
        if self._new_baseline is not None:
            self._new_baseline.add(result.path, result.diagnostics)
            return
        result = self._without_baseline(result)
        out.write(result)
        if not result.failure:
            self._write_copies(linted, result.diagnostics)
        self._counts.update(one.severity for one in result.diagnostics)
        if any(map(_matters, result.diagnostics)) and not self._options.shows_diff:
            self.report.found()

    def _without_baseline(self, result: Result) -> Result:
        if self._baseline is None:
            return result
        new = self._baseline.unknown(result.path, result.diagnostics)
        self._left_out += len(result.diagnostics) - len(new)
        return evolve(result, diagnostics=new)

    def _use(self, linted: LintedFile, after: str | None) -> None:
        from imrparse.cli.lint_command.written_files import show_diff, write_fixed

        if after is not None and self._options.shows_diff:
            show_diff(linted, after, self._options.color)
            self.report.found()
        else:
            try:
                if linted.letter.path is None:
                    write_text(linted)
                elif after is not None:
                    write_fixed(linted, after)
            except files.UnwritableError as error:
                self.report.unwritable(linted.letter.name, error)
                return
        self._fixed += len(linted.fixed)

    def _write_copies(self, linted: LintedFile, found: Sequence[Diagnostic]) -> None:
        """Write the Word file that the options ask for, if any."""
        from imrparse.cli.lint_command.written_files import write_annotated, write_tracked

        annotated, tracked = self._options.annotate, self._options.track
        if out := tracked or annotated:
            try:
                if tracked:
                    write_tracked(linted, found if annotated else None, out)
                else:
                    write_annotated(linted, found, out)
            except files.UnwritableError as error:
                self.report.unwritable(str(out), error)
                return
        if linted.copy:
            self._report_tracked(linted, linted.copy)
        if annotated:
            count = len(found) + (len(linted.copy.placed) if linted.copy else 0)
            self.report.note(f"{_counted(count, 'comment')} written to {visible(str(annotated))}")

    def _report_tracked(self, linted: LintedFile, copy: Copy) -> None:
        """Report how many fixes were tracked, and each that could not be."""
        for one, reason in copy.refused:
            place = place_in_words(one.source, one.span.start, linted.result.path)
            self.report.note(f"{place}: the fix of {one.code} is not tracked: {reason}")
        shown = visible(str(self._options.track))
        self.report.note(f"{_counted(len(linted.fixed), 'fix')} tracked in {shown}")

    def _end(self, letters: int) -> None:
        """Print a summary on stderr."""
        if self._new_baseline is not None:
            self._write_baseline(self._new_baseline)
        if self._fixed:
            verb = "would be fixed" if self._options.shows_diff else "fixed"
            self.report.note(f"{_counted(self._fixed, 'finding')} {verb}")
        if not self._options.is_for_readers or not letters:
            return
        if not self._options.shows_diff and self._new_baseline is None:
            parts = [severity_counts(self._counts)] if self._counts else []
            if self._left_out:
                parts.append(f"{self._left_out} hidden by the baseline")
            if self._failed:
                parts.append(f"{self._failed} could not be read")
            parts = parts or ["no findings"]
            self.report.note(f"{_counted(letters, 'letter')}: {', '.join(parts)}")

    def _write_baseline(self, baseline: Baseline) -> None:
        try:
            files.put(baseline.path, baseline.text().encode(errors="backslashreplace"))
        except files.UnwritableError as error:
            self.report.unwritable(str(baseline.path), error)
        else:
            self.report.note(
                f"{_counted(len(baseline), 'finding')} listed in {visible(str(baseline.path))}"
            )


def _new_baseline(path: Path) -> Baseline:
    from imrparse.linting.baseline import Baseline

    return Baseline(path)


def _matters(diagnostic: Diagnostic) -> bool:
    """Whether a finding makes the exit status 1; notes do not."""
    return diagnostic.severity is not Severity.NOTE


def _why_not_fixed(kind: str) -> str:
    hint = "; --track OUT writes the fixes into a copy" if kind == DOCX.kind else ""
    return f"{title_of(kind)} can't be written back{hint}"


def _counted(count: int, thing: str) -> str:
    plural = "es" if thing.endswith("x") else "s"
    return f"{count} {thing}{'' if count == 1 else plural}"
