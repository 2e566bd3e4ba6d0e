"""Reading a letter from a text, changing it, and printing it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from imrparse.diagnostics.diagnostic import Diagnostic, ParseError, Severity
from imrparse.files import Loaded, load
from imrparse.text.node import Node, value_fields
from imrparse.text.source import Source
from imrparse.tree.letter import Determination

if TYPE_CHECKING:
    from imrparse.linting.config import Config

LINE_ENDS = ("\n", "\r\n", "\r")
"""What may end a line."""


@frozen
class Analysis:
    """What there is to say of a text."""

    determination: Determination
    """The letter as if its faults were mended. Where a part is missing its text is empty; a date or
    decision that can't be read is None. `imrparse.unparse` gives the text back."""
    diagnostics: tuple[Diagnostic, ...]
    """Every fault, in the order of the text."""


def read(
    file: str | os.PathLike[str] | bytes, *, encoding: str | None = None, limited: bool = True
) -> Determination:
    """The tree of the letter in a file: a text, PDF, Word or HTML file, by its path or as bytes.

    `encoding` is that of a text; without one it is detected. PDF and Word files are read in a
    process of their own, under limits of memory and time, unless `limited` is false. Raises
    UnreadableError where the text can't be had, and ParseError where it has errors.
    `parse(load(file))` is the same in two steps.
    """
    return parse(load(file, encoding=encoding, limited=limited))


def parse(text: str | Loaded) -> Determination:
    """The tree of a determination letter.

    `text` is the letter's text, however it was obtained, or what `load` made of a file. Raises
    ParseError, which holds every diagnostic, for a text with errors, and TypeError for anything
    else.
    """
    analysis = analyze(text)
    if any(found.severity is Severity.ERROR for found in analysis.diagnostics):
        raise ParseError(analysis.diagnostics)
    return analysis.determination


def analyze(text: str | Loaded) -> Analysis:
    """The tree of a text as if its faults were mended, and all of the faults.

    Never fails for a `str`, letter or not, in time that grows with its length, nor for what `load`
    made of a file; raises TypeError for anything else.
    `imrparse.unparse(analyze(text).determination) == text` always.
    """
    source = _source(text)
    # The grammar machinery is imported with the first letter, so that `import imrparse` is quick.
    from imrparse.parsing.reader import reader

    letter, diagnostics = reader().read(source)
    return Analysis(letter, tuple(diagnostics))


def _source(text: str | Loaded) -> Source:
    if isinstance(text, Loaded):
        return text.source()
    if not isinstance(text, str):
        raise TypeError(f"a letter is read from a str, not from {type(text).__name__}")
    return Source(text)


def replace(letter: Determination, part: Node, **values: Any) -> Determination:
    """The letter with some values of one of its parts replaced, however deep that part is.

    `part` is the letter or a part of it, as it stands there: `replace(letter, letter.summary,
    text="...")`. Raises ValueError for a node that is not in the letter, TypeError for a value
    that the part does not have, and UnprintableError for a value that it refuses.
    """
    changed = _with(letter, part, evolve(part, **values))
    if not isinstance(changed, Determination):
        raise ValueError(f"this {type(part).__name__} is no part of the letter")
    return changed


def _with(node: Node, part: Node, new: Node) -> Node | None:
    """The node with a part of it replaced, or None if it has no such part."""
    if node is part:
        return new
    for name in value_fields(type(node)):
        value = getattr(node, name)
        items = value if isinstance(value, tuple) else (value,)
        for number, item in enumerate(items):
            changed = _with(item, part, new) if isinstance(item, Node) else None
            if changed:
                several = (*items[:number], changed, *items[number + 1 :])
                values: dict[str, Any] = {name: several if isinstance(value, tuple) else changed}
                return evolve(node, **values)
    return None


def unparse(letter: Determination) -> str:
    """The text that a letter was read from, byte for byte; after an edit, only what was edited
    differs.

    What is put in is laid out as the text around it. The text is read again before it is given
    back: `parse(unparse(letter)) == letter`. Raises ValueError for a letter that was not read from
    a text (`imrparse.format` prints it), and UnprintableError, a ValueError, for an edit that could
    not be read back.
    """
    if letter.source is None:
        raise ValueError(
            "this letter was not read from a text, so there is none to give back; "
            "imrparse.format prints it"
        )
    from imrparse.printing.canonical import printer

    return printer().unparse(letter, letter.source)


def format(  # noqa: A001
    letter: Determination,
    style: str = "letter",
    *,
    width: int | None = None,
    line_end: str = "\n",
) -> str:
    """The canonical print of a letter, in the wording of its own generation.

    `style` is "letter", the plain text of the published letter, or "markdown". `width` is the
    longest line of the style "letter" in code points (95, as published letters have it);
    paragraphs of Markdown are not wrapped. `line_end` is what ends a line.

    The print is read again before it is given back: `parse(format(letter)) == letter`, and
    printing it again changes nothing. Raises UnprintableError, a ValueError, for a letter of which
    that would not hold (a part is missing, or a text would be read as a label), and ValueError for
    a style, width or line end that there is not. A request of very many lines gets wider ones.
    """
    from imrparse.printing.canonical import printer
    from imrparse.printing.styles import WIDTH, Style

    if line_end not in LINE_ENDS:
        raise ValueError(
            f"{line_end!r} ends no line; choose one of {', '.join(map(repr, LINE_ENDS))}"
        )
    if width is not None and width < 1:
        raise ValueError(f"a line can't be {width} wide")
    styles = {known.value: known for known in Style}
    if style not in styles:
        raise ValueError(f"{style!r} is no style; choose one of {', '.join(map(repr, styles))}")
    return printer().format(letter, styles[style], width or WIDTH, line_end)


def lint(
    letter: str | Loaded | Determination, config: Config | None = None
) -> tuple[Diagnostic, ...]:
    """All there is to object to in a draft, in the order of its text: syntax faults and findings.

    `letter` is a text, what `load` made of a file, or a tree, which is checked as the text that
    `unparse` gives or, if it was not read from one, `format`. `config` is an
    `imrparse.LintConfig`; without one every rule is asked. Raises ConfigError, a ValueError, for a
    configuration that names what there is not.
    """
    from imrparse.linting.engine import linter

    if isinstance(letter, Determination):
        text = format(letter) if letter.source is None else unparse(letter)
        # Pages and paragraphs are those of the file only while the text is as it was there.
        locator = letter.locator if text == letter.source else None
        letter = Loaded(text, "text", locator=locator)
    if not isinstance(letter, str | Loaded):
        raise TypeError(f"a str or a Determination is checked, not {type(letter).__name__}")
    return linter(config).lint(letter)
