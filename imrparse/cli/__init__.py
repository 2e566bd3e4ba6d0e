"""The command `imrparse`.

Each subcommand is a module of its own, imported when it is wanted. What they share: `inputs` finds
and reads texts, `report` speaks of faults on stderr, `output` writes results on stdout.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from importlib import import_module
from typing import Any

import click

import imrparse
from imrparse.cli import output, report
from imrparse.data.docstrings import docstring
from imrparse.processes import interrupts
from imrparse.processes.interrupts import Interrupted
from imrparse.text.visible import visible_lines

_COMMANDS = {
    "extract": "extract",
    "format": "format_letters",
    "lint": "lint",
    "parse": "parse",
    "rules": "rules",
    "schema": "schema",
    "stats": "stats",
}
"""The subcommands, and the name that each has in its module of `imrparse.cli`."""

_STOP_THEMSELVES = ("extract",)
"""Subcommands that check for signals themselves, to finish work and to say how to continue. Others
are stopped anywhere, by an exception."""

_INTERRUPTED = 130  # what a shell says of a command that SIGINT ended
_BROKEN_PIPE = 141  # and of one that SIGPIPE ended


class Commands(click.Group):
    """A group whose subcommands are imported when wanted, and which never ends in a traceback."""

    _modes: ExitStack | None = None
    """The contexts in which the subcommand runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"imrparse.cli.{cmd_name}")
        command: click.Command = getattr(module, _COMMANDS[cmd_name])
        return with_help(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        found = super().resolve_command(ctx, args)
        if self._modes and found[0] not in _STOP_THEMSELVES:
            self._modes.enter_context(interrupts.raising())
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand. A signal to stop and a reader that left end it without a word.

        A message about wrong usage may repeat arguments, so it is made visible.
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
            told = visible_lines(error.format_message())
            raise click.UsageError(told, error.ctx) from None
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)
        except BrokenPipeError:
            output.abandon()
            ctx.exit(_BROKEN_PIPE)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line. A failure of the program is a message and exit status 2."""
        try:
            with interrupts.handled():
                return super().main(*args, **kwargs)
        except Exception as error:
            output.abandon()
            report.failure(error)
            sys.exit(report.FAILED)


def with_help(command: click.Command) -> click.Command:
    """A command whose help is its docstring, with `python -OO` too."""
    if command.help is None and command.callback:
        command.help = docstring(command.callback)
    return command


@click.group(
    name="imrparse",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  imrparse parse letter.txt                   show what is in a letter
  imrparse parse --format jsonl letters/      write one JSON object a line
  imrparse parse letter.pdf draft.docx        read PDF and Word files
  imrparse format --write letters/            print letters anew, in place
  imrparse lint drafts/                       check drafts before sending them

\b
Exit status: 0 all is well, 1 a letter could not be read or has findings,
2 wrong usage or a failure of the program.

\b
Completion (bash; likewise zsh_source and fish_source):
  eval "$(_IMRPARSE_COMPLETE=bash_source imrparse)"
""",
)
@click.version_option(imrparse.__version__, prog_name="imrparse")
def main() -> None:
    """Read, check and print California Independent Medical Review letters."""


with_help(main)
