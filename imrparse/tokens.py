"""The tokens that the lexer makes and the parser is fed."""

from __future__ import annotations

from typing import NamedTuple

from imrparse.source import Span

PROSE = "PROSE"
"""What stands between two islands."""

REQUEST = "REQUEST"
"""The prose before a decision, as far as the layout gives it to the request."""


class Token(NamedTuple):
    """A token, with the attributes by which lark knows its own.

    Lark's class takes longer to make than the rest of the lexer's work on a token. Lines and
    columns are not worked out here: a `Source` does, when someone asks.
    """

    type: str
    value: str
    """The token's plain text, without the white space of its tile."""
    start_pos: int
    end_pos: int
    line: None = None
    column: None = None
    end_line: None = None
    end_column: None = None

    @property
    def span(self) -> Span:
        """Where the token's text stands."""
        return Span(self.start_pos, self.end_pos)
