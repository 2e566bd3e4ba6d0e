"""The public functions for parsing, changing, printing and linting a letter."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Unpack, cast, overload

from imrparse.parsing import reader
from imrparse.text.errors import WrongTypeError, WrongValueError
from imrparse.text.node import Node, each_item, value_fields
from imrparse.text.source import Source
from imrparse.text.values import described
from imrparse.tree.letter import Determination, expect_letter

# Each function imports what it alone needs, so that the first letter is soon parsed.
if TYPE_CHECKING:
    from imrparse.diagnostics.diagnostic import Diagnostic
    from imrparse.files import Loaded
    from imrparse.linting.config import Config
    from imrparse.linting.fixing import Fixed
    from imrparse.tree.analysis import Analysis
    from imrparse.tree.letter import (
        Header,
        HeaderValues,
        Issue,
        IssueValues,
        LetterValues,
        Prose,
        Reviewer,
        ReviewerValues,
    )
    from imrparse.tree.prose import ProseValues

LINE_ENDS = ("\n", "\r\n", "\r")
"""The line ends that `format` accepts."""


def read(
    file: str | os.PathLike[str] | bytes, *, encoding: str | None = None, limited: bool = True
) -> Determination:
    """Parse the letter in a file, and return it.

    `file` is a path or bytes (see `imrparse.load`). `encoding` is that of a text file; by default
    it is detected. PDF, Word and OpenDocument files are read in a separate process with limits on
    memory and time, unless `limited` is false. Raises UnreadableError if no text can be read from
    the file, ParseError if the text has errors, and TypeError if `file` is neither a path nor
    bytes. `parse(load(file))` is the same in two steps.
    """
    from imrparse.files import load

    return parse(load(file, encoding=encoding, limited=limited))


def parse(text: str | Loaded) -> Determination:
    """Parse a determination letter, and return its tree.

    `text` is the letter's text, from any source, or the result of `load`. Raises ParseError, which
    holds all diagnostics, if the text has errors, and TypeError for anything but these types.
    """
    reading = reader.reader().read(_source(text, "parse"), with_warnings=False)
    if reading.diagnostics:
        from imrparse.diagnostics.diagnostic import Severity
        from imrparse.diagnostics.errors import ParseError

        if any(found.severity is Severity.ERROR for found in reading.diagnostics):
            raise ParseError(tuple(reading.diagnostics))
    return reading.letter


def analyze(text: str | Loaded) -> Analysis:
    """Parse a text as if its faults were fixed, and report all of them.

    `text` is any `str`, letter or not, or any result of `load`. It always returns, in time
    proportional to the length of the text. Raises TypeError for anything else.
    `imrparse.unparse(analyze(text).determination) == text` always holds.
    """
    from imrparse.tree.analysis import show_by

    show_by(_in_notebook)
    return reader.analyze(_source(text, "analyze"))


def _in_notebook(analysis: Analysis) -> str:
    from imrparse.reports.html.notebook import short

    return short(analysis)


def _source(text: str | Loaded, function: str) -> Source:
    if isinstance(text, str):
        return Source(text)
    from imrparse.files.loaded import Loaded

    if not isinstance(text, Loaded):
        raise _not_a_text(text, function, "the text of a letter")
    return text.source()


def _not_a_text(value: object, function: str, wanted: str) -> WrongTypeError:
    """The exception for an argument that is not a text; for a file it says what to call instead."""
    hint = ""
    if isinstance(value, os.PathLike) or hasattr(value, "read"):
        hint = "; imrparse.read and imrparse.load read a file, given by its path"
    elif isinstance(value, bytes | bytearray | memoryview):
        hint = "; decode it, or leave that to imrparse.read"
    elif isinstance(value, Determination):
        hint = ", which is already parsed"
    return WrongTypeError(f"imrparse.{function} takes {wanted}, not {described(value)}{hint}")


@overload
def replace(
    letter: Determination, part: Determination, **values: Unpack[LetterValues]
) -> Determination: ...
@overload
def replace(
    letter: Determination, part: Header, **values: Unpack[HeaderValues]
) -> Determination: ...
@overload
def replace(
    letter: Determination, part: Reviewer, **values: Unpack[ReviewerValues]
) -> Determination: ...
@overload
def replace(letter: Determination, part: Issue, **values: Unpack[IssueValues]) -> Determination: ...
@overload
def replace(letter: Determination, part: Prose, **values: Unpack[ProseValues]) -> Determination: ...
def replace(letter: Determination, part: Node, **values: object) -> Determination:
    """Return the letter with some `values` of one of its parts replaced, at any depth.

    `part` is the `letter` itself or a part taken from it: `replace(letter, letter.summary,
    text="...")`. Raises ValueError for a node that is not in the letter or was
    parsed from the text of a field, TypeError for a value that the part does not have or of the
    wrong type, and UnprintableError for one that would not be parsed back.
    """
    from attrs import fields

    expect_letter(letter, "replace")
    if not isinstance(part, Node):
        raise WrongTypeError(
            f"imrparse.replace takes a part of the letter, such as letter.summary, "
            f"not {described(part)}"
        )
    names = [attribute.alias for attribute in fields(type(part)) if attribute.init]
    for name in values:
        if name not in names:
            has = ", ".join(value_fields(type(part)))
            raise WrongTypeError(f"{type(part).__name__} has no {name!r}; it has {has}")
    changed = _with(letter, part, _evolved(part, values))
    if not isinstance(changed, Determination):
        from imrparse.tree.walking import walk

        message = f"this {type(part).__name__} is not a part of the letter"
        if any(node is part for node in walk(letter)):
            message = (
                f"a {type(part).__name__} is parsed from the text of a field; replace that text"
            )
        raise WrongValueError(message)
    return changed


def _with(node: Node, part: Node, new: Node) -> Node | None:
    """The node with a part of it replaced, or None if it has no such part."""
    if node is part:
        return new
    for name in value_fields(type(node)):
        value = getattr(node, name)
        items = each_item(value)
        for number, item in enumerate(items):
            changed = _with(item, part, new) if isinstance(item, Node) else None
            if changed:
                several = (*items[:number], changed, *items[number + 1 :])
                return _evolved(node, {name: several if isinstance(value, tuple) else changed})
    return None


def _evolved(node: Node, values: Mapping[str, object]) -> Node:
    """A copy of a node with some values replaced, which its class checks."""
    from attrs import evolve

    return cast("Callable[..., Node]", evolve)(node, **values)


def unparse(letter: Determination) -> str:
    """Return the text that `letter` was parsed from, byte for byte; after an edit, only the edited
    parts differ.

    Inserted text follows the layout around it. The result is parsed again before it is returned:
    `parse(unparse(letter)) == letter`. Raises ValueError for a letter that was not parsed from a
    text (`imrparse.format` prints it), UnprintableError, a ValueError, for an edit that would not
    be parsed back, and TypeError for anything but a letter.
    """
    expect_letter(letter, "unparse")
    if letter.source is None:
        raise WrongValueError(
            "this letter was not parsed from a text, so there is none to return; "
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
    """Return `letter` in its canonical form, in the wording of its own generation.

    `style` is "letter", the plain text of the published letter, or "markdown". `width` is the
    longest line of the style "letter" in code points (by default 95, as in published letters);
    Markdown paragraphs are not wrapped, and a request with very many lines gets wider ones.
    `line_end` ends each line.

    The result is parsed again before it is returned: `parse(format(letter)) == letter`, and
    printing that letter gives the same text. Raises UnprintableError, a ValueError, for a letter
    for which this would not hold (a part is missing, or a text would be parsed as a label),
    ValueError for an unknown style or line end or an impossible width, and TypeError for arguments
    of other types.
    """
    expect_letter(letter, "format")
    from imrparse.printing.canonical import printer
    from imrparse.printing.styles import WIDTH, Style

    styles = {known.value: known for known in Style}
    _choose("style", style, styles, "is not a style")
    _choose("line_end", line_end, LINE_ENDS, "is not a line end")
    if not isinstance(width, int | None) or isinstance(width, bool):
        raise WrongTypeError(
            f"width must be a number of code points or None, not {described(width)}"
        )
    if width is not None and width < 1:
        raise WrongValueError(f"a line can't be {width} wide")
    return printer().format(letter, styles[style], width or WIDTH, line_end)


def _choose(name: str, value: str, choices: Iterable[str], complaint: str) -> None:
    """Raise WrongTypeError or WrongValueError for an argument that is not one of the choices."""
    if not isinstance(value, str):
        raise WrongTypeError(f"{name} must be a str, not {described(value)}")
    if value not in choices:
        raise WrongValueError(
            f"{value!r} {complaint}; choose one of {', '.join(map(repr, choices))}"
        )


def lint(
    letter: str | Loaded | Determination, config: Config | None = None
) -> tuple[Diagnostic, ...]:
    """Return all diagnostics of a draft in text order: syntax faults and lint findings.

    `letter` is a text, the result of `load`, or a tree, which is linted as the text that `unparse`
    returns or, if it was not parsed from a text, `format`. `config` is an `imrparse.LintConfig`;
    without one every rule runs. Raises ConfigError, a ValueError, for a configuration that names an
    unknown rule, group or option, and TypeError for arguments of other types.
    """
    from imrparse.linting.engine import linter

    _check_config(config)
    return linter(config).lint(_draft(letter, "lint"))


def fix(
    text: str | Loaded | Determination, *, unsafe: bool = False, config: Config | None = None
) -> Fixed:
    """Return a draft with all safe fixes applied for the faults that `lint` reports.

    `text` and `config` are as for `lint`. With `unsafe`, fixes that may change the meaning of the
    letter are applied too. The result has the fixed `text`, the diagnostics that were `applied`,
    and those that are `left`, whose lines and columns refer to the fixed text. A fix after which
    the letter would not parse or would lose content is not applied. Raises the same exceptions as
    `lint`.
    """
    from imrparse.linting import fixing
    from imrparse.linting.engine import linter

    _check_config(config)
    draft = _draft(text, "fix")
    plain = draft if isinstance(draft, str) else draft.text
    return fixing.fix(plain, linter(config).lint, unsafe=unsafe)


def _draft(letter: str | Loaded | Determination, function: str) -> str | Loaded:
    """The text to be linted."""
    from imrparse.files.loaded import Loaded

    if isinstance(letter, Determination):
        text = format(letter) if letter.source is None else unparse(letter)
        # Pages and paragraphs are those of the file only while the text is unchanged.
        locator = letter.locator if text == letter.source else None
        return Loaded(text, "text", locator=locator)
    if not isinstance(letter, str | Loaded):
        raise _not_a_text(letter, function, "the text of a draft (a str) or a Determination")
    return letter


def _check_config(config: Config | None) -> None:
    from imrparse.linting.config import Config

    if not isinstance(config, Config | None):
        raise WrongTypeError(
            f"config must be an imrparse.LintConfig or None, not {described(config)}"
        )
