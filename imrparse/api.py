"""Reading a letter from a text, and giving the text back."""

from __future__ import annotations

from attrs import frozen

from imrparse.diagnostics import Diagnostic, ParseError, Severity
from imrparse.source import Source
from imrparse.tree import Determination


@frozen
class Analysis:
    """What there is to say of a text."""

    determination: Determination
    """The letter as if its faults were mended. Where a part is missing its text is empty; a date or
    decision that can't be read is None. `imrparse.unparse` gives the text back."""
    diagnostics: tuple[Diagnostic, ...]
    """Every fault, in the order of the text."""


def parse(text: str) -> Determination:
    """The tree of a determination letter.

    `text` is the letter's text, however it was obtained. Raises ParseError, which holds every
    diagnostic, for a text with errors, and TypeError for anything but a `str`.
    """
    analysis = analyze(text)
    if any(found.severity is Severity.ERROR for found in analysis.diagnostics):
        raise ParseError(analysis.diagnostics)
    return analysis.determination


def analyze(text: str) -> Analysis:
    """The tree of a text as if its faults were mended, and all of the faults.

    Never fails for a `str`, letter or not, in time that grows with its length; raises TypeError
    for anything else. `imrparse.unparse(analyze(text).determination) == text` always.
    """
    if not isinstance(text, str):
        raise TypeError(f"a letter is read from a str, not from {type(text).__name__}")
    # The grammar machinery is imported with the first letter, so that `import imrparse` is quick.
    from imrparse.analysis import reader

    letter, diagnostics = reader().read(Source(text))
    return Analysis(letter, tuple(diagnostics))


def unparse(letter: Determination) -> str:
    """The text that a letter was read from, byte for byte.

    Raises ValueError for a letter that was not read from a text, or that was changed since: there
    is no text of which that letter is the tree.
    """
    if letter.source is None:
        raise ValueError("this letter was not read from a text, so there is none to give back")
    if analyze(letter.source).determination != letter:
        raise ValueError("this letter was changed since it was read, so its text is another's")
    return letter.source
