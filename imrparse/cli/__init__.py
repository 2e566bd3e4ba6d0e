"""The command `imrparse`.

Each subcommand is a module of its own, imported on first use. They share `inputs`, which finds and
reads texts, `report`, which reports faults on stderr, and `output`, which writes results to stdout.
"""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import ExitStack
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

import imrparse
from imrparse.cli import output
from imrparse.data.docstrings import docstring
from imrparse.processes import interrupts
from imrparse.processes.interrupts import Interrupted
from imrparse.text.visible import visible_lines

_COMMANDS = {
    "extract": ("extract", "Extract tables from letters."),
    "format": ("format_letters", "Print letters in their canonical form."),
    "lint": ("lint", "Lint drafts of letters."),
    "lsp": ("lsp", "Serve an editor by the Language Server Protocol."),
    "new": ("new", "Write a template for drafting a letter."),
    "parse": ("parse", "Parse letters and show their content."),
    "redact": ("redact", "Print a copy of a letter without personal data."),
    "rules": ("rules", "List the rules and the faults, or show their pages."),
    "schema": ("schema", "Print the JSON Schema of a letter."),
    "serve": ("serve", "Serve a page to look at letters and mend drafts."),
    "stats": ("stats", "Show statistics of tables."),
}
"""The subcommands: the name of the command object in its module of `imrparse.cli`, and the first
line of its help, so that `--help` needs no import of them."""

_STOP_THEMSELVES = ("extract",)
"""Subcommands that check for signals themselves, to finish work and print how to continue. The
others are interrupted anywhere, by an exception."""

_INTERRUPTED = 130  # the status that shells report for a command ended by SIGINT
_BROKEN_PIPE = 141  # and by SIGPIPE


class Commands(click.Group):
    """A group that imports subcommands on demand, and never ends with a traceback."""

    _modes: ExitStack | None = None
    """The contexts in which the subcommand runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"imrparse.cli.{cmd_name}")
        command: click.Command = getattr(module, _COMMANDS[cmd_name][0])
        return with_help(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the subcommands in the help, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not ctx.resilient_parsing:
            raise click.UsageError(_no_command(args[0]), ctx)
        found = super().resolve_command(ctx, args)
        if self._modes and found[0] not in _STOP_THEMSELVES:
            self._modes.enter_context(interrupts.raising())
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand. Signals, and a closed output pipe, end it without a message.

        A usage error may repeat arguments, so its invisible characters are made visible.
        """
        try:
            with ExitStack() as self._modes:
                try:
                    return super().invoke(ctx)
                finally:
                    output.flush()
        except Interrupted as stopped:
            ctx.exit(stopped.status)
        except click.UsageError as error:
            message = visible_lines(error.format_message())
            raise click.UsageError(message, error.ctx) from None
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)
        except BrokenPipeError:
            output.discard_output()
            ctx.exit(_BROKEN_PIPE)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line. An internal error gives a message and exit status 2."""
        try:
            with interrupts.handled():
                return super().main(*args, **kwargs)
        except Exception as error:
            from imrparse.cli import report  # which imports what renders faults

            output.discard_output()
            report.failure(error)
            sys.exit(report.FAILED)


def _no_command(name: str) -> str:
    """The message for a word that is no command: what was probably meant."""
    from imrparse.files import SUFFIXES

    if name == "-" or os.path.exists(name) or name.lower().endswith(SUFFIXES):  # noqa: PTH110
        shown = shlex.quote(name)
        meant = f"`imrparse parse {shown}` or `imrparse lint {shown}`"
        return f"{name!r} is no command. Did you mean {meant}?"
    near = get_close_matches(name.lower(), _COMMANDS, n=1)
    meant = f" Did you mean {near[0]!r}?" if near else ""
    return f"No such command {name!r}.{meant}"


def with_help(command: click.Command) -> click.Command:
    """Set a command's help to the docstring of its callback, with `python -OO` too."""
    if command.help is None and command.callback:
        command.help = docstring(command.callback)
    return command


@click.group(
    name="imrparse",
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  imrparse parse letter.txt                   show the content of a letter
  imrparse parse --format jsonl letters/      write one JSON object per line
  imrparse parse letter.pdf draft.docx        read PDF and Word files
  imrparse format --write letters/            reformat letters in place
  imrparse new draft.docx                     begin a draft from a template
  imrparse lint drafts/                       check drafts before sending them

\b
Exit status: 0 success, 1 a letter could not be parsed or has findings,
2 wrong usage or an internal error.

\b
Completion (bash; likewise zsh_source and fish_source):
  eval "$(_IMRPARSE_COMPLETE=bash_source imrparse)"
""",
)
@click.version_option(imrparse.__version__, prog_name="imrparse")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Read, check and print California Independent Medical Review letters.

    Without a command, it shows what it reads in an invented letter.
    """
    if ctx.invoked_subcommand is None:
        from imrparse.cli import demo

        demo.show()


with_help(main)
