"""The command `imrparse parse`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import click
from attrs import frozen

import imrparse
from imrparse.cli.inputs import Letter, letters_of, path_arguments, reading_options
from imrparse.cli.output import Json, Steps, stdout
from imrparse.cli.report import Report, has_error
from imrparse.data.version import TREE_VERSION
from imrparse.diagnostics.errors import ParseError
from imrparse.files import Loaded, UnreadableError
from imrparse.tree.analysis import Analysis

_Writer = Callable[[str, Loaded, Analysis], None]


@frozen
class _Output:
    """Where the letters go."""

    write: _Writer
    shows_faults: bool = False
    """Whether letters with errors are written, too."""
    write_unreadable: Callable[[str, str], None] | None = None
    """Writes the name of a file that can't be read, and the reason."""


@click.command()
@path_arguments
@click.option(
    "--format",
    "form",
    type=click.Choice(["tree", "json", "jsonl", "html"]),
    default="tree",
    help="The output: a readable tree (the default), one JSON array, one JSON object per line, "
    "or a page in HTML.",
)
@click.option("--full", is_flag=True, help="In the tree, show long texts in full.")
@click.option("--places", is_flag=True, help="Show the position of each value.")
@reading_options
@click.pass_context
def parse(
    ctx: click.Context,
    paths: tuple[str, ...],
    form: str,
    full: bool,
    places: bool,
    faults: str,
    color: str,
    encoding: str | None,
) -> None:
    """Parse letters and show their content.

    A PATH is a text, PDF, Word or HTML file, a folder (searched recursively for such files,
    without hidden ones), or - for the standard input.

    \b
    Examples:
      imrparse parse --places letter.txt
      imrparse parse --format jsonl letters/ > letters.jsonl
      imrparse parse letter.pdf draft.docx
      imrparse parse --format html letter.pdf > letter.html

    Faults are reported on stderr. A letter with an error is not shown, and the exit status is
    then 1; warnings have no such effect. The other letters are parsed anyway. Only the page in
    HTML shows all letters, with their faults.
    """
    if full and form != "tree":
        raise click.UsageError(f"--full needs --format tree, not {form}.")
    report = Report(color, faults)
    letters = letters_of(paths, report)
    with ExitStack() as closing:
        output = _output(form, closing, color=color, full=full, places=places)
        for letter in closing.enter_context(Steps(letters)):
            _parse_one(letter, encoding, output, report)
    report.summary(len(letters))
    ctx.exit(report.status)


def _parse_one(letter: Letter, encoding: str | None, output: _Output, report: Report) -> None:
    try:
        loaded = letter.read(encoding)
        analysis = imrparse.analyze(loaded)
    except UnreadableError as error:
        report.unreadable(letter.name, error)
        if output.write_unreadable:
            output.write_unreadable(letter.name, str(error))
    except ParseError as error:
        report.diagnostics(letter.name, error.diagnostics)
    except Exception as error:
        report.failed(letter.name, error)
    else:
        if output.shows_faults or not has_error(analysis.diagnostics):
            output.write(letter.name, loaded, analysis)
        report.diagnostics(letter.name, analysis.diagnostics)
        report.decoration(letter.name, analysis.decoration, loaded.left_out)


def _output(form: str, closing: ExitStack, *, color: str, full: bool, places: bool) -> _Output:
    """What writes letters in a format."""
    if form == "html":
        return _html(closing)
    if form == "tree":
        # rich is imported with the view.
        from imrparse.cli.tree_view import TreeView

        view = TreeView(color, full=full, places=places)
        return _Output(lambda name, _, analysis: view.write(name, analysis.determination))
    json = closing.enter_context(Json(lines=form == "jsonl"))

    def write(name: str, _: Loaded, analysis: Analysis) -> None:
        letter = imrparse.to_dict(analysis.determination, places=places)
        json.write({"path": name, "schema_version": TREE_VERSION, "letter": letter})

    return _Output(write)


def _html(closing: ExitStack) -> _Output:
    """A page, which is written at the end."""
    from imrparse.reports.html.article import Letter as Shown
    from imrparse.reports.html.page import Page

    page = Page("Letters", opens_trees=True)

    def write(name: str, loaded: Loaded, analysis: Analysis) -> None:
        page.add(Shown(name, loaded.source(), analysis.determination, analysis.diagnostics))

    closing.callback(lambda: stdout().buffer.write(page.html().encode(errors="backslashreplace")))
    return _Output(write, shows_faults=True, write_unreadable=page.add_unreadable)
