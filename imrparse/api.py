"""Reading a letter from a text, and giving the text back."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from imrparse.diagnostics import ParseError
from imrparse.source import Source
from imrparse.tree import Determination

if TYPE_CHECKING:
    from imrparse.generations import Generations
    from imrparse.parser import LetterParser


def parse(text: str) -> Determination:
    """The tree of a determination letter.

    `text` is the letter's text, however it was obtained. Raises ParseError, which holds every
    diagnostic, for a text that can't be read, and TypeError for anything but a `str`.
    """
    if not isinstance(text, str):
        raise TypeError(f"a letter is read from a str, not from {type(text).__name__}")
    # The grammar machinery is imported with the first letter, so that `import imrparse` is quick.
    from imrparse.builder import build
    from imrparse.parser import UnparsableError

    parser, generations = _engine()
    source = Source(text)
    try:
        tree = parser.parse(source)
    except UnparsableError as error:
        raise ParseError([error.diagnostic]) from None
    letter, diagnostics = build(source, tree, generations)
    if diagnostics:
        raise ParseError(diagnostics)
    return letter


def unparse(letter: Determination) -> str:
    """The text that a letter was read from, byte for byte.

    Raises ValueError for a letter that was not read from a text, or that was changed since: there
    is no text of which that letter is the tree.
    """
    if letter.source is None:
        raise ValueError("this letter was not read from a text, so there is none to give back")
    if parse(letter.source) != letter:
        raise ValueError("this letter was changed since it was read, so its text is another's")
    return letter.source


@cache
def _engine() -> tuple[LetterParser, Generations]:
    """The parser, made from the grammar when the first letter is parsed."""
    from imrparse.generations import Generations
    from imrparse.parser import LetterParser

    parser = LetterParser()
    return parser, Generations(parser.terminals)
