"""The command `imrparse lsp`."""

from __future__ import annotations

from importlib.util import find_spec

import click

_LOOPBACK = "127.0.0.1"


@click.command()
@click.option(
    "--tcp",
    "port",
    metavar="PORT",
    type=click.IntRange(1, 65535),
    help="Listen on this port of this machine, instead of using the standard input and output.",
)
def lsp(port: int | None) -> None:
    """Serve an editor by the Language Server Protocol.

    The editor starts it, and talks to it on its standard input and output. It checks drafts while
    they are typed, and offers fixes, an outline, completion and formatting.

    The settings of a draft are those of the nearest imrparse.toml or pyproject.toml.
    """
    if not find_spec("pygls"):
        raise click.UsageError("the language server needs pygls: pip install 'imrparse[lsp]'")
    from imrparse.editor.lsp.server import make_server

    server = make_server()
    try:
        if port is None:
            server.start_io()
        else:
            server.start_tcp(_LOOPBACK, port)
    except OSError as error:
        raise click.UsageError(f"port {port} can't be used: {error.strerror or error}") from None
