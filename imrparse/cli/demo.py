"""What `imrparse` shows without a command: what it reads and finds in an invented letter."""

from __future__ import annotations

import click

import imrparse
from imrparse.cli.output import stdout, wants_color
from imrparse.cli.tree_view import TreeView
from imrparse.data import package_file
from imrparse.diagnostics.rendering import full

_SAMPLE = "2016-pdfium-lumbar-mri.txt"
_LABEL = "MAXIMUS_LABEL"

_NEXT = """\
Next:
  imrparse parse FILE...               show letters of yours: PDF, Word, HTML or text
  imrparse lint FILE...                check drafts
  imrparse extract FOLDER -o tables    letters as tables
  imrparse --help                      all commands, with examples"""


def show() -> None:
    """Read a sample letter, and a copy of it with a slip."""
    text = _sample()
    stream = stdout()
    click.echo(f"imrparse {imrparse.__version__}. This is what it reads in an invented letter:\n")
    stream.flush()
    TreeView("auto", full=False, places=False).write("sample letter", imrparse.parse(text))
    click.echo("\nAnd this is what it finds if a letter of a label is lost:\n")
    stream.flush()
    for found in imrparse.analyze(_with_slip(text)).diagnostics:
        click.echo(full(found, path="sample letter", color=wants_color("auto", stream)))
    click.echo(f"\n{_NEXT}")


def _sample() -> str:
    """The sample letter: in the installed package, or beside it in a checkout."""
    try:
        content = package_file(f"samples/{_SAMPLE}")
    except OSError:
        content = package_file(f"../samples/{_SAMPLE}")
    return content.decode("utf-8")


def _with_slip(text: str) -> str:
    """The letter without the last vowel of a label."""
    from imrparse.syntax.letter_parser import letter_parser

    label = letter_parser().terminals[_LABEL].wording
    place = max(label.rfind(vowel) for vowel in "aeiou")
    return text.replace(label, label[:place] + label[place + 1 :], 1)
