"""The command `imrparse schema`."""

from __future__ import annotations

import json

import click

import imrparse


@click.command()
def schema() -> None:
    """Print the JSON Schema of a letter.

    It describes the key "letter" in the output of `imrparse parse --format json` and `jsonl`.
    """
    click.echo(json.dumps(imrparse.json_schema(), indent=2))
