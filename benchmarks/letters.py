"""The letters that the benchmarks parse."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import imrparse

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: the folder that contains ``benchmarks`` and ``imrparse``."""

SAMPLES = ROOT / "samples"


class NoLettersError(Exception):
    """There is nothing to measure; the message says why."""


class Letter(NamedTuple):
    """The text of a letter, and its name."""

    name: str
    text: str
    path: Path

    def gold(self) -> dict[str, Any] | None:
        """The content that people gave: the JSON file beside the letter, if there is one.

        It has the name of the letter, or is the `gold.json` of all texts in its folder.
        """
        for path in (self.path.with_suffix(".json"), self.path.with_name("gold.json")):
            if path.exists():
                content: dict[str, Any] = json.loads(path.read_text("utf-8"))
                return content
        return None


def load(folder: Path) -> tuple[list[Letter], list[str]]:
    """The letters of a folder that `imrparse.parse` accepts, and the names of the others.

    The folder is searched recursively for ``*.txt``; line ends are not changed. Raises
    NoLettersError if no letter is left.
    """
    paths = sorted(folder.rglob("*.txt"))
    found = [Letter(str(path.relative_to(folder)), _text(path), path) for path in paths]
    readable = [letter for letter in found if parses(letter.text)]
    if not readable:
        raise NoLettersError(f"{folder}: {len(found)} files *.txt, none that imrparse reads")
    return readable, [letter.name for letter in found if letter not in readable]


def parses(text: str) -> bool:
    """Whether a text is a letter without faults, and none of 2013, which no comparator reads."""
    try:
        return imrparse.parse(text).template is not imrparse.Template.G0
    except ValueError:
        return False


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def size(letters: Sequence[Letter]) -> str:
    """The number of letters, and their length."""
    length = sum(len(letter.text) for letter in letters) / len(letters)
    return f"{len(letters)} letters of {length:,.0f} characters on average"
