"""The grammar of the letter, as lark reads it from ``grammars/``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_FILES = ("letter", "header", "reviewer", "issue", "request", "guideline", "older")

START = "letter"
"""The rule of a whole letter."""

STARTS = [
    START,
    "partial_authorization",
    "wording_2015",
    "wording_2016",
    "mangled_decision",
    "mangled_value",
    "older_letter",
    "field_start",
]
"""Every rule that something asks for; lark drops the terminals of any other."""


def folder() -> Traversable:
    """Where the grammar files are: inside the installed package, or beside it in a checkout."""
    installed = files("imrparse") / "grammars"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "grammars"


def read(name: str) -> str:
    """One grammar file."""
    return (folder() / f"{name}.lark").read_text("utf-8")


@cache
def text() -> str:
    """The grammar of the letter: its files read as one."""
    return "\n".join(map(read, _FILES))
