"""The command `imrparse serve`."""

from __future__ import annotations

import webbrowser
from importlib.util import find_spec

import click

from imrparse.cli.output import say

_NEEDS = ("starlette", "uvicorn")


@click.command()
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=8517,
    show_default=True,
    help="The port; 0 for any free one.",
)
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
def serve(port: int, opens: bool) -> None:
    """Serve a page to look at letters and mend drafts.

    The page is for this machine only: http://localhost:8517/. Drop a PDF, Word or text file there,
    or paste and type. Nothing is kept on the disk. Ctrl-C stops it.

    The settings are those of the nearest imrparse.toml or pyproject.toml.
    """
    if missing := [name for name in _NEEDS if not find_spec(name)]:
        raise click.UsageError(
            f"the page needs {' and '.join(missing)}: pip install 'imrparse[serve]'"
        )
    from imrparse.editor.web.running import serve as run

    def ready(address: str) -> None:
        say(f"{address} (Ctrl-C stops it)")
        if opens:
            webbrowser.open(address)

    try:
        run(port, ready)
    except OSError as error:
        raise click.UsageError(f"port {port} can't be used: {error.strerror or error}") from None
