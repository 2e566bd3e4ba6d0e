"""The command `imrparse parse`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import click

import imrparse
from imrparse.cli.inputs import Letter, letters_of, path_arguments, reading_options
from imrparse.cli.output import Json, Steps
from imrparse.cli.report import Report, has_error
from imrparse.diagnostics.errors import ParseError
from imrparse.files import UnreadableError
from imrparse.tree.letter import Determination

_Writer = Callable[[str, Determination], None]


@click.command()
@path_arguments
@click.option(
    "--format",
    "form",
    type=click.Choice(["tree", "json", "jsonl"]),
    default="tree",
    help="The output: a readable tree (the default), one JSON array, or one JSON object per line.",
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

    Faults are reported on stderr. A letter with an error is not shown, and the exit status is
    then 1; warnings have no such effect. The other letters are parsed anyway.
    """
    if full and form != "tree":
        raise click.UsageError(f"--full needs --format tree, not {form}.")
    report = Report(color, faults)
    letters = letters_of(paths, report)
    with ExitStack() as closing:
        write = _writer(form, closing, color=color, full=full, places=places)
        for letter in closing.enter_context(Steps(letters)):
            _parse_one(letter, encoding, write, report)
    report.summary(len(letters))
    ctx.exit(report.status)


def _parse_one(letter: Letter, encoding: str | None, write: _Writer, report: Report) -> None:
    try:
        loaded = letter.read(encoding)
        analysis = imrparse.analyze(loaded)
    except UnreadableError as error:
        report.unreadable(letter.name, error)
    except ParseError as error:
        report.diagnostics(letter.name, error.diagnostics)
    except Exception as error:
        report.failed(letter.name, error)
    else:
        if not has_error(analysis.diagnostics):
            write(letter.name, analysis.determination)
        report.diagnostics(letter.name, analysis.diagnostics)
        report.decoration(letter.name, analysis.decoration, loaded.left_out)


def _writer(form: str, closing: ExitStack, *, color: str, full: bool, places: bool) -> _Writer:
    """The function that writes one letter in a format."""
    if form == "tree":
        # rich is imported with the view.
        from imrparse.cli.tree_view import TreeView

        return TreeView(color, full=full, places=places).write
    json = closing.enter_context(Json(lines=form == "jsonl"))
    return lambda name, letter: json.write(
        {"path": name, "letter": imrparse.to_dict(letter, places=places)}
    )
