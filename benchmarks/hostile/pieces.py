"""The repeated pieces of hostile texts: those of ``pieces.toml``, the wordings of the grammar, and
the repeated parts of the patterns in grammars and data."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, count, product
from pathlib import Path

from benchmarks.hostile.patterns import repeated
from imrparse.syntax.letter_parser import letter_parser

Repeat = Callable[[int], str]
"""Makes a text of about a given length from whole pieces, so that texts of all sizes are parsed
alike."""

_FILE = Path(__file__).with_name("pieces.toml")
_LETTERS = "eatoinsrlc"


def pieces() -> Mapping[str, Repeat]:
    """The function that makes a text of each piece, by name."""
    data = tomllib.loads(_FILE.read_text("utf-8"))
    forms = data.pop("new")
    listed = dict.fromkeys([*chain.from_iterable(data.values()), *_wordings(), *repeated()])
    named = {repr(piece)[1:-1]: _of(piece) for piece in listed}
    return named | {f"new {name}": _new(form) for name, form in forms.items()}


def _of(piece: str) -> Repeat:
    return lambda length: piece * max(1, length // len(piece))


def _new(form: str) -> Repeat:
    """Makes a text by repeating a form with a different word of three or more letters each time."""

    def repeat(length: int) -> str:
        words = map("".join, chain.from_iterable(product(_LETTERS, repeat=n) for n in count(3)))
        parts: list[str] = []
        made = 0
        while made < length:
            parts.append(form.replace("<word>", next(words)))
            made += len(parts[-1])
        return "".join(parts)

    return repeat


def _wordings() -> Iterator[str]:
    """The fixed wordings of the letter's grammar, all on one line, and one per line."""
    for terminal in letter_parser().terminals.values():
        if terminal.is_literal:
            yield f"{terminal.wording} "
            yield f"{terminal.wording}\n"
