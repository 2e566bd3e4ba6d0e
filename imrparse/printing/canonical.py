"""Prints letters, canonically or into their source, and parses each print before returning it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, cached_property

from attrs import frozen

from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.parsing.reader import reader
from imrparse.printing.blocks import Blocks
from imrparse.printing.edits import Rewriter
from imrparse.printing.source_style import Care
from imrparse.printing.styles import Style, render
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.terminals import Terminals
from imrparse.text.errors import UnprintableError
from imrparse.text.node import Node, value_fields
from imrparse.text.source import Source
from imrparse.tree.letter import Determination

_SHOWN = 5  # differences named in a message


class Printer:
    """Prints letters. One printer serves any number of letters."""

    @cached_property
    def _terminals(self) -> Terminals:
        return letter_parser().terminals

    @cached_property
    def _blocks(self) -> Blocks:
        return Blocks(self._terminals)

    def format(self, letter: Determination, style: Style, width: int, line_end: str) -> str:
        """The canonical print of a letter.

        Raises UnprintableError if it does not parse to an equal letter. An equal letter has the
        same print, since nothing but a letter's values is printed.
        """
        text = self._print(letter, style, width, line_end)
        read_back(text, letter)
        return text

    def unparse(self, letter: Determination, source: str) -> str:
        """The source of a letter, changed only where the letter was edited.

        Raises UnprintableError if it does not parse to an equal letter, or has a fault that the
        source lacks.
        """
        if letter.is_as_parsed:
            return source
        reading = reader().read(Source(source), with_warnings=False)
        if reading.letter == letter:
            return source
        if reading.letter.template and not reading.letter.template.has_reasons:
            raise UnprintableError(
                "a letter of 2013 can't be edited in its source; imrparse.format prints it anew"
            )
        rewriter = Rewriter(source, reading, self._terminals, islands_of_lines)
        known = {error.message for error in _errors(reading.diagnostics)}
        *less, utmost = Care
        for care in less:
            with suppress(UnprintableError):
                return _checked(rewriter.rewrite(letter, care), letter, known)
        return _checked(rewriter.rewrite(letter, utmost), letter, known)

    def _print(self, letter: Determination, style: Style, width: int, line_end: str) -> str:
        text = render(self._blocks.of(letter), style, width, islands_of_lines)
        return text if line_end == "\n" else text.replace("\n", line_end)


def islands_of_lines(text: str) -> list[int]:
    """The offsets of headings, labels and fixed sentences in a text."""
    return [start for _, start, _ in letter_parser().finder.lines(text)]


def read_back(text: str, letter: Determination, known: Container[str] = ()) -> Determination:
    """Parse a print, and return the letter, which must equal the printed one.

    Raises UnprintableError with the differences if it does not, or if the print has an error whose
    message is not among those `known`.
    """
    again = reader().read(Source(text), with_warnings=False)
    if again.letter != letter:
        raise UnprintableError(_difference_message(list(differences(letter, again.letter))))
    for error in _errors(again.diagnostics):
        if error.message not in known:
            raise UnprintableError(f"the printed letter would have an error: {error.message}")
    return again.letter


def _checked(text: str, letter: Determination, known: Container[str]) -> str:
    read_back(text, letter, known)
    return text


def _errors(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    return (found for found in diagnostics if found.severity is Severity.ERROR)


def _difference_message(found: Sequence[Difference]) -> str:
    """The message for a print that parses to another letter: the differences, and advice."""
    shown = "; ".join(map(str, found[:_SHOWN]))
    more = f" (and {len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
    places = " ".join(difference.place for difference in found)
    hint = f"; {_HINT}" if "rationale.text" in places and "request.text" in places else ""
    return f"the letter can't be printed so that it is read back as it is: {shown}{more}{hint}"


_HINT = (
    "where no blank lines part the paragraphs, a request begins after a rationale that ends with "
    "a full stop or a short line"
)


@cache
def printer() -> Printer:
    """The one printer."""
    return Printer()


@frozen
class Difference:
    """A value that differs between two trees."""

    place: str
    """The path to it: ``issues[0].request.text``."""
    ours: object
    theirs: object

    def __str__(self) -> str:
        return f"{self.place}: {_shown(self.ours)} is read back as {_shown(self.theirs)}"


def differences(ours: object, theirs: object, place: str = "") -> Iterator[Difference]:
    """The values that differ, in the letter's order."""
    if ours == theirs:
        return
    if isinstance(ours, Node) and type(ours) is type(theirs):
        for name in value_fields(type(ours)):
            inner = f"{place}.{name}".lstrip(".")
            yield from differences(getattr(ours, name), getattr(theirs, name), inner)
    elif isinstance(ours, tuple) and isinstance(theirs, tuple) and len(ours) == len(theirs):
        for number, (our, their) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(our, their, f"{place}[{number}]")
    else:
        yield Difference(place or "the letter", ours, theirs)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return f"{len(value)} of them" if value and isinstance(value[0], Node) else repr(value)
    text = repr(getattr(value, "value", value))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


_LONGEST = 80  # code points shown of a value
