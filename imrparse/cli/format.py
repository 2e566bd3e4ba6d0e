"""The command `imrparse format`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path

import click
from attrs import frozen

import imrparse
from imrparse.api import LINE_ENDS
from imrparse.cli import files
from imrparse.cli.diff import diff_lines
from imrparse.cli.inputs import (
    STDIN,
    Letter,
    check_stdin_filename,
    letters_of,
    path_arguments_or_here,
    reading_options,
    stdin_filename_option,
)
from imrparse.cli.output import Steps, stdout, wants_color
from imrparse.cli.report import Report, has_error
from imrparse.diagnostics.errors import ParseError
from imrparse.diagnostics.rendering import place_in_words
from imrparse.files import SUFFIXES, TEXT_SUFFIXES, UnreadableError
from imrparse.files.formats import title_of
from imrparse.text.errors import UnprintableError
from imrparse.text.visible import visible, visible_lines

_LINE_ENDS = dict(zip(("lf", "crlf", "cr"), LINE_ENDS, strict=True))
_BOM = "\ufeff"


@frozen
class _Options:
    """The options of a call."""

    style: str
    width: int | None
    line_ends: str
    force: bool
    encoding: str | None
    in_place: bool
    """Whether files are, or would be, overwritten."""


@frozen
class _Printed:
    """A letter's file, before and after formatting."""

    letter: Letter
    data: bytes
    text: str
    formatted: str
    line_end: str
    encoding: str

    @property
    def changes(self) -> bool:
        return self.text != self.formatted

    @property
    def encoded(self) -> bytes:
        """The formatted letter as bytes."""
        return files.encode(self.formatted, self.encoding, self.data)


class _Outcome(Enum):
    CHANGED = "reformatted"
    SAME = "left unchanged"
    FAILED = "could not be formatted"


_Handler = Callable[[_Printed], None]
"""Handles a formatted letter: prints it, writes it, or shows a diff."""


@click.command(name="format")
@path_arguments_or_here
@click.option(
    "--write", "-w", is_flag=True, help="Write the formatted letters back to their files."
)
@click.option("--check", is_flag=True, help="List the files that would change; status 1 if any.")
@click.option("--diff", "shows_diff", is_flag=True, help="Show what would change; status as above.")
@click.option(
    "--style",
    type=click.Choice(["auto", "letter", "markdown"]),
    default="auto",
    help="The output style; auto (the default) keeps Markdown, and prints plain letters otherwise.",
)
@click.option(
    "--width",
    metavar="N",
    type=click.IntRange(min=1),
    help="The longest line of a plain letter; the default is 95, as in published letters.",
)
@click.option(
    "--line-ends",
    type=click.Choice(["auto", *_LINE_ENDS]),
    default="auto",
    help="The line ends; auto (the default) keeps those of most lines in the file.",
)
@click.option("--force", is_flag=True, help="Print letters with errors too, as if they were fixed.")
@stdin_filename_option
@reading_options
@click.pass_context
def format_letters(
    ctx: click.Context,
    paths: tuple[str, ...],
    write: bool,
    check: bool,
    shows_diff: bool,
    faults: str,
    color: str,
    style: str,
    width: int | None,
    line_ends: str,
    force: bool,
    stdin_filename: Path | None,
    encoding: str | None,
) -> None:
    """Print letters in their canonical form.

    A PATH is a text, PDF, Word or HTML file, a folder (searched recursively for such files,
    without hidden ones), or - for the standard input; without one the current folder is meant.
    Without --write, --check or --diff the letters are printed on stdout. Each formatted letter is
    parsed again and compared with the original before it is used.

    \b
    Examples:
      imrparse format letter.txt
      imrparse format --write --line-ends lf letters/
      imrparse format --check letters/
      imrparse format --style markdown letter.pdf > letter.md
      imrparse format --stdin-filename letter.txt - < letter.txt

    Faults are reported on stderr. A letter with an error is not formatted, and the exit status is
    then 1.
    """
    if write and (check or shows_diff):
        raise click.UsageError("--write can't be combined with --check or --diff.")
    if write and STDIN in paths:
        raise click.UsageError("--write can't write to the standard input (-).")
    check_stdin_filename(paths, stdin_filename)
    report = Report(color, faults)
    if write:
        use = _writer(report)
    elif shows_diff:
        use = _differ(color)
    else:
        use = _list if check else _print
    dry = check or shows_diff
    options = _Options(style, width, line_ends, force, encoding, in_place=write or dry)
    found = letters_of(
        paths, report, TEXT_SUFFIXES if options.in_place else SUFFIXES, stdin_filename
    )
    counts: Counter[_Outcome] = Counter()
    with Steps(found) as letters:
        counts.update(_format_one(letter, options, use, report) for letter in letters)
    if dry and counts[_Outcome.CHANGED]:
        report.found()
    if found and (write or dry):
        report.note(_summary(counts, dry=dry))
    ctx.exit(report.status)


def _format_one(letter: Letter, options: _Options, use: _Handler, report: Report) -> _Outcome:
    try:
        data = letter.load()
        loaded = letter.decode(data, options.encoding)
        if options.in_place and loaded.kind != "text":
            raise UnprintableError(f"{title_of(loaded.kind)} can't be written back")
        analysis = imrparse.analyze(loaded)
        report.diagnostics(letter.name, analysis.diagnostics)
        if has_error(analysis.diagnostics) and not options.force:
            return _Outcome.FAILED
        _mind_remarks(letter, loaded, options, report)
        printed = _printed(letter, data, loaded, analysis.determination, options)
        if has_error(analysis.diagnostics):
            _refuse_to_lose(loaded, printed.formatted)
    except UnreadableError as error:
        report.unreadable(letter.name, error)
    except ParseError as error:
        report.diagnostics(letter.name, error.diagnostics)
    except UnprintableError as error:
        report.unprintable(letter.name, error)
    except Exception as error:
        report.failed(letter.name, error)
    else:
        return _used(printed, use, report)
    return _Outcome.FAILED


def _used(printed: _Printed, use: _Handler, report: Report) -> _Outcome:
    try:
        use(printed)
    except files.UnwritableError as error:
        report.unwritable(printed.letter.name, error)
        return _Outcome.FAILED
    return _Outcome.CHANGED if printed.changes else _Outcome.SAME


def _printed(
    letter: Letter,
    data: bytes,
    loaded: imrparse.Loaded,
    determination: imrparse.Determination,
    options: _Options,
) -> _Printed:
    # The layout is determined by the printer, which is imported with the first letter.
    from imrparse.printing.source_style import line_end_of, style_of

    text = loaded.text
    style = style_of(text).value if options.style == "auto" else options.style
    line_end = _LINE_ENDS.get(options.line_ends) or line_end_of(text)
    formatted = imrparse.format(determination, style, width=options.width, line_end=line_end)
    mark = _BOM if text.startswith(_BOM) else ""
    encoding = loaded.encoding or "utf-8"
    return _Printed(letter, data, text, mark + formatted, line_end, encoding)


def _mind_remarks(
    letter: Letter, loaded: imrparse.Loaded, options: _Options, report: Report
) -> None:
    """Comments to this program are in no print: say so, but raise UnprintableError rather than
    remove them from a file."""
    from imrparse.text.decoration.remarks import COMMENT

    first = COMMENT.search(loaded.text)
    if not first:
        return
    place = place_in_words(loaded.source(), first.start(), None)
    if options.in_place:
        raise UnprintableError(f"the print would lack the comment to imrparse at {place}")
    report.note(f"{visible(letter.name)}: left out: the comment to imrparse at {place}")


def _refuse_to_lose(loaded: imrparse.Loaded, formatted: str) -> None:
    """Raise UnprintableError if the print of a letter with errors would lack one of its texts."""
    from imrparse.parsing.reader import reader
    from imrparse.printing.lost import lost_texts

    source = loaded.source()
    lost = next(lost_texts(reader().read(source), formatted), None)
    if lost:
        place = place_in_words(source, lost.start, None)
        raise UnprintableError(f"the print would lack the text at {place}; mend that fault first")


# Handling a formatted letter


def _print(printed: _Printed) -> None:
    """Write text to a terminal, and otherwise the bytes that the file would have."""
    stream = stdout()
    if stream.isatty():
        lines = printed.formatted.replace(printed.line_end, "\n").removeprefix(_BOM)
        stream.write(visible_lines(lines))
    else:
        stream.buffer.write(printed.encoded)


def _list(printed: _Printed) -> None:
    if printed.changes:
        stdout().write(f"Would reformat: {visible(printed.letter.name)}\n")


def _differ(color: str) -> _Handler:
    stream = stdout()
    colored, terminal = wants_color(color, stream), stream.isatty()

    def write_diff(printed: _Printed) -> None:
        name, line_end = visible(printed.letter.name), printed.line_end
        for line in diff_lines(name, printed.text, printed.formatted, line_end):
            shown = visible_lines(line.text) if terminal or colored else line.text
            styled = click.style(shown, **line.style) if colored else shown
            stream.write(f"{styled}\n")

    return write_diff


def _writer(report: Report) -> _Handler:
    def write(printed: _Printed) -> None:
        if printed.changes and printed.letter.path:
            files.replace(printed.letter.path, printed.encoded)
            report.note(f"reformatted {visible(printed.letter.name)}")

    return write


def _summary(counts: Mapping[_Outcome, int], *, dry: bool) -> str:
    """The numbers of files by outcome, without zeros."""
    words = {outcome: outcome.value for outcome in _Outcome}
    if dry:
        words[_Outcome.CHANGED] = "would be reformatted"
        words[_Outcome.SAME] = "already formatted"
    parts = (
        f"{counts[outcome]} {'file' if counts[outcome] == 1 else 'files'} {words[outcome]}"
        for outcome in _Outcome
        if counts[outcome]
    )
    return ", ".join(parts)
