"""The command `imrparse new`."""

from __future__ import annotations

from pathlib import Path

import click

from imrparse.cli import files
from imrparse.cli.output import stdout
from imrparse.cli.report import Report
from imrparse.files.formats import DOCX
from imrparse.printing.styles import Style
from imrparse.printing.template import placeholders, template_blocks, template_text
from imrparse.syntax.generations import Template
from imrparse.text.visible import visible

_STYLES = {".md": Style.MARKDOWN, ".txt": Style.LETTER}
_WORD = ".docx"
_STDOUT = "-"


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--generation",
    type=click.Choice([template.value for template in Template], case_sensitive=False),
    default=list(Template)[-1].value,
    show_default=True,
    help="The template generation.",
)
@click.option(
    "--issues",
    metavar="N",
    type=click.IntRange(min=1, max=100),
    default=1,
    help="The number of disputed treatments; the default is 1.",
)
@click.option("--force", is_flag=True, help="Replace OUT if it exists.")
@click.pass_context
def new(ctx: click.Context, out: Path, generation: str, issues: int, force: bool) -> None:
    """Write a template for drafting a letter.

    OUT is a Word (.docx), Markdown (.md) or text (.txt) file, or - for Markdown on the standard
    output. It gets the fixed wording and the labels of the generation, and "[...]" where
    something is to be filled in, highlighted in Word. `imrparse lint` reports what is not filled
    in yet.

    \b
    Examples:
      imrparse new letter.docx
      imrparse new --generation G2b --issues 3 letter.md
    """
    template = next(one for one in Template if one.value.casefold() == generation.casefold())
    if str(out) == _STDOUT:
        stdout().write(template_text(template, Style.MARKDOWN, issues))
        return
    data = _content(out, template, issues)
    if not force and (out.exists() or out.is_symlink()):
        raise click.UsageError(f"{visible(str(out))} exists; --force replaces it.")
    try:
        files.put(out, data)
    except files.UnwritableError as error:
        report = Report("auto")
        report.unwritable(str(out), error)
        ctx.exit(report.status)


def _content(out: Path, template: Template, issues: int) -> bytes:
    """The content of a file by its name's suffix. Raises UsageError."""
    suffix = out.suffix.lower()
    if style := _STYLES.get(suffix):
        return template_text(template, style, issues).encode()
    if suffix != _WORD:
        raise click.UsageError(f"OUT must be a file ending in .docx, .md or .txt, not {out.name}.")
    from imrparse.files import UnreadableError

    try:
        DOCX.check_extra()
    except UnreadableError as error:
        raise click.UsageError(str(error)) from None
    from imrparse.printing.word import word_file  # which needs python-docx

    return word_file(template_blocks(template, issues), placeholders())
