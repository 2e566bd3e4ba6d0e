"""Places as the protocol counts them: lines from 0, characters in units of an encoding."""

from __future__ import annotations

from lsprotocol.types import Position, PositionEncodingKind, Range

from imrparse.text.source import Source, Span

_WIDTHS = {PositionEncodingKind.Utf8: ("utf-8", 1), PositionEncodingKind.Utf16: ("utf-16-le", 2)}
"""The codec of each encoding, and the bytes of one unit. UTF-32 counts code points."""


class Places:
    """Maps offsets of one text to positions, and back.

    A position behind the end of its line is the end of the line, and one behind the last line the
    end of the text, as the protocol wants it. A position inside a character is the character.
    """

    def __init__(self, source: Source, encoding: PositionEncodingKind | str) -> None:
        self._source = source
        self._codec = _WIDTHS.get(PositionEncodingKind(encoding))

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        line, column = self._source.position(offset)
        return Position(line - 1, self._units(self._source.line(line)[: column - 1]))

    def range(self, span: Span) -> Range:
        """The range of a span."""
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        """The offset of a position."""
        if position.line >= len(self._source.line_starts):
            return len(self._source.text)
        start, end = self._source.line_span(position.line + 1)
        return start + self._column(self._source.text[start:end], position.character)

    def span(self, stretch: Range) -> Span:
        """The span of a range."""
        return Span(self.offset(stretch.start), self.offset(stretch.end))

    def _units(self, text: str) -> int:
        if self._codec is None or text.isascii():
            return len(text)
        codec, width = self._codec
        return len(text.encode(codec, "surrogatepass")) // width

    def _column(self, line: str, units: int) -> int:
        if self._codec is None or line.isascii():
            return min(units, len(line))
        codec, width = self._codec
        before = line.encode(codec, "surrogatepass")[: units * width]
        return len(before.decode(codec, "ignore"))
