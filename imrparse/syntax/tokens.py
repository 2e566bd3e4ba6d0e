"""The tokens that the lexer makes and the parser is fed."""

from __future__ import annotations

from attrs import define

from imrparse.text.source import Span

PROSE = "PROSE"
"""What stands between two islands."""

REQUEST = "REQUEST"
"""The prose before a decision, as far as the layout gives it to the request."""


END = "$END"
"""The end of the text, by lark's name."""


@define
class Token:
    """A token, with the attribute ``type`` by which the parser knows it.

    Lark's class takes longer to make than the rest of the lexer's work on a token. Lines and
    columns are not worked out here: a `Source` does, when someone asks.
    """

    type: str
    value: str
    """The token's plain text, without the white space of its tile."""
    start_pos: int
    end_pos: int

    @property
    def span(self) -> Span:
        """Where the token's text stands."""
        return Span(self.start_pos, self.end_pos)
