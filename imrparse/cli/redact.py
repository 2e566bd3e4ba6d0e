"""The command `imrparse redact`."""

from __future__ import annotations

import secrets

import click

from imrparse.cli.inputs import Letter, color_option, encoding_option, letters_of
from imrparse.cli.output import for_terminal, say, stdout
from imrparse.cli.report import Report
from imrparse.diagnostics.errors import ParseError
from imrparse.files import UnreadableError

_SALT = 16  # bytes


@click.command()
@click.argument("path", metavar="FILE|-")
@color_option
@encoding_option
@click.pass_context
def redact(ctx: click.Context, path: str, color: str, encoding: str | None) -> None:
    """Print a copy of a letter without personal data.

    It is meant for reports of how a letter is read: the copy has the same layout, the same parts
    and the same faults as `imrparse parse` tells of, which is checked. What `imrparse lint` finds
    besides may differ. Names, dates, numbers and prose are replaced; the wording of the form,
    guidelines, credentials and misspelt labels stay. Read the copy before you share it: a name in
    such a place stays too.

    \b
    Examples:
      imrparse redact letter.txt > copy.txt
      imrparse redact letter.pdf > copy.txt

    Of a PDF or Word file, the copy is the text that imrparse reads. A word is replaced by the same
    other word throughout, and by another one in the next run. If no copy is read like the original,
    nothing is printed, and the exit status is 1.
    """
    report = Report(color, "full")
    for letter in letters_of((path,), report):
        text = _copy(letter, encoding, report)
        if text is not None:
            stream = stdout()
            click.echo(for_terminal(text, stream), file=stream, nl=stream.isatty())
    ctx.exit(report.status)


def _copy(letter: Letter, encoding: str | None, report: Report) -> str | None:
    from imrparse.printing.redaction import NotAlikeError, redact
    from imrparse.text.source import Source

    try:
        return redact(Source(letter.read(encoding).text), secrets.token_bytes(_SALT))
    except UnreadableError as error:
        report.unreadable(letter.name, error)
    except ParseError as error:
        report.diagnostics(letter.name, error.diagnostics)
    except NotAlikeError as error:
        say(f"{letter.name}: {error}; please describe the letter in words")
        report.status = max(report.status, 1)
    return None
