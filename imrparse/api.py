"""Reading a letter from a text, changing it, and printing it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, Unpack, overload

from attrs import evolve, fields

from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.diagnostics.errors import ParseError
from imrparse.files import Loaded, load
from imrparse.linting.config import Config
from imrparse.linting.fix_result import Fixed
from imrparse.text.errors import WrongTypeError, WrongValueError
from imrparse.text.node import Node, value_fields
from imrparse.text.source import Source
from imrparse.text.values import described
from imrparse.tree.analysis import Analysis
from imrparse.tree.arguments import expect_letter
from imrparse.tree.letter import (
    Determination,
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
from imrparse.tree.walking import walk

LINE_ENDS = ("\n", "\r\n", "\r")
"""What may end a line."""


def read(
    file: str | os.PathLike[str] | bytes, *, encoding: str | None = None, limited: bool = True
) -> Determination:
    """The tree of the letter in a file: a text, PDF, Word or HTML file, by its path or as bytes.

    `encoding` is that of a text; without one it is detected. PDF and Word files are read in a
    process of their own, under limits of memory and time, unless `limited` is false. Raises
    UnreadableError where the text can't be had, and ParseError where it has errors; TypeError for
    what is neither a path nor bytes. `parse(load(file))` is the same in two steps.
    """
    return parse(load(file, encoding=encoding, limited=limited))


def parse(text: str | Loaded) -> Determination:
    """The tree of a determination letter.

    `text` is the letter's text, however it was obtained, or what `load` made of a file. Raises
    ParseError, which holds every diagnostic, for a text with errors, and TypeError for anything
    else.
    """
    analysis = _analyze(_source(text, "parse"), with_warnings=False)
    if any(found.severity is Severity.ERROR for found in analysis.diagnostics):
        raise ParseError(analysis.diagnostics)
    return analysis.determination


def analyze(text: str | Loaded) -> Analysis:
    """The tree of a text as if its faults were mended, and all of the faults.

    Never fails for a `str`, letter or not, in time that grows with its length, nor for what `load`
    made of a file; raises TypeError for anything else.
    `imrparse.unparse(analyze(text).determination) == text` always.
    """
    return _analyze(_source(text, "analyze"))


def _analyze(source: Source, *, with_warnings: bool = True) -> Analysis:
    # The grammar machinery is imported with the first letter, so that `import imrparse` is quick.
    from imrparse.parsing import reader

    return reader.analyze(source, with_warnings=with_warnings)


def _source(text: str | Loaded, function: str) -> Source:
    if isinstance(text, Loaded):
        return text.source()
    if not isinstance(text, str):
        raise _no_text(text, function, "the text of a letter")
    return Source(text)


def _no_text(value: object, function: str, wanted: str) -> WrongTypeError:
    """What is raised for an argument that is no text; it says what to do with a file."""
    hint = ""
    if isinstance(value, os.PathLike) or hasattr(value, "read"):
        hint = "; imrparse.read and imrparse.load read a file, given by its path"
    elif isinstance(value, bytes | bytearray | memoryview):
        hint = "; decode it, or leave that to imrparse.read"
    elif isinstance(value, Determination):
        hint = ", which was read already"
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
def replace(letter: Determination, part: Node, **values: Any) -> Determination:
    """The letter with some values of one of its parts replaced, however deep that part is.

    `part` is the letter or a part of it, as it stands there: `replace(letter, letter.summary,
    text="...")`. Raises ValueError for a node that is not in the letter or is read in the text of
    one, TypeError for a value that the part does not have or of another type, and
    UnprintableError for one that could not be read back.
    """
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
    changed = _with(letter, part, evolve(part, **values))
    if not isinstance(changed, Determination):
        told = f"this {type(part).__name__} is no part of the letter"
        if any(node is part for node in walk(letter)):
            told = f"a {type(part).__name__} is read in the text of a field: replace that text"
        raise WrongValueError(told)
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
    not be read back; TypeError for anything but a letter.
    """
    expect_letter(letter, "unparse")
    if letter.source is None:
        raise WrongValueError(
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
    that would not hold (a part is missing, or a text would be read as a label), ValueError for a
    style, width or line end that there is not, and TypeError for arguments of other types. A
    request of very many lines gets wider ones.
    """
    expect_letter(letter, "format")
    from imrparse.printing.canonical import printer
    from imrparse.printing.styles import WIDTH, Style

    styles = {known.value: known for known in Style}
    _choose("style", style, styles, "is no style")
    _choose("line_end", line_end, LINE_ENDS, "ends no line")
    if not isinstance(width, int | None) or isinstance(width, bool):
        raise WrongTypeError(f"width is a number of code points or None, not {described(width)}")
    if width is not None and width < 1:
        raise WrongValueError(f"a line can't be {width} wide")
    return printer().format(letter, styles[style], width or WIDTH, line_end)


def _choose(name: str, value: str, choices: Iterable[str], complaint: str) -> None:
    """Raises WrongTypeError or WrongValueError for an argument that is none of its choices."""
    if not isinstance(value, str):
        raise WrongTypeError(f"{name} is a str, not {described(value)}")
    if value not in choices:
        raise WrongValueError(
            f"{value!r} {complaint}; choose one of {', '.join(map(repr, choices))}"
        )


def lint(
    letter: str | Loaded | Determination, config: Config | None = None
) -> tuple[Diagnostic, ...]:
    """All there is to object to in a draft, in the order of its text: syntax faults and findings.

    `letter` is a text, what `load` made of a file, or a tree, which is checked as the text that
    `unparse` gives or, if it was not read from one, `format`. `config` is an
    `imrparse.LintConfig`; without one every rule is asked. Raises ConfigError, a ValueError, for a
    configuration that names what there is not, and TypeError for arguments of other types.
    """
    from imrparse.linting.engine import linter

    _check_config(config)
    return linter(config).lint(_draft(letter, "lint"))


def fix(
    text: str | Loaded | Determination, *, unsafe: bool = False, config: Config | None = None
) -> Fixed:
    """A draft with the faults mended that `lint` finds and that can be mended safely.

    `text` and `config` are what `lint` takes. `unsafe` takes fixes too that may change what the
    letter says. The result has the mended `text`, the diagnostics that were `applied`, and those
    that are `left`, which tell lines and columns of that text. A fix after which the letter could
    not be read, or would lack content, is not made. Raises what `lint` raises.
    """
    from imrparse.linting import fixing
    from imrparse.linting.engine import linter

    _check_config(config)
    draft = _draft(text, "fix")
    plain = draft if isinstance(draft, str) else draft.text
    return fixing.fix(plain, linter(config).lint, unsafe=unsafe)


def _draft(letter: str | Loaded | Determination, function: str) -> str | Loaded:
    """The text of what is to be checked."""
    if isinstance(letter, Determination):
        text = format(letter) if letter.source is None else unparse(letter)
        # Pages and paragraphs are those of the file only while the text is as it was there.
        locator = letter.locator if text == letter.source else None
        return Loaded(text, "text", locator=locator)
    if not isinstance(letter, str | Loaded):
        raise _no_text(letter, function, "the text of a draft (a str) or a Determination")
    return letter


def _check_config(config: Config | None) -> None:
    if not isinstance(config, Config | None):
        raise WrongTypeError(f"config is an imrparse.LintConfig or None, not {described(config)}")
