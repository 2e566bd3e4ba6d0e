"""The command `imrparse schema`."""

from __future__ import annotations

import json

import click

import imrparse


@click.command()
def schema() -> None:
    """Print the JSON Schema of a letter.

    It describes the "letter" of what `imrparse parse --format json` and `--format jsonl` write.
    """
    click.echo(json.dumps(imrparse.json_schema(), indent=2))
