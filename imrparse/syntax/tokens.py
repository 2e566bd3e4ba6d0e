"""The tokens that the lexer makes and the parser is fed."""

from __future__ import annotations

from attrs import define

from imrparse.syntax.terminals import Kind, Terminal
from imrparse.text.source import Span

PROSE = Terminal("PROSE", Kind.PROSE)
"""What stands between two islands."""

REQUEST = Terminal("REQUEST", Kind.REQUEST)
"""The prose before a decision, as far as the layout gives it to the request."""


END = Terminal("$END", Kind.END)
"""The end of the text, by lark's name."""

NO_DECISION = Terminal("NO_DECISION", Kind.DECISION)
"""Words where a decision should stand that are none."""

SPLIT_DECISION = Terminal("SPLIT_DECISION", Kind.DECISION)
"""Several decisions in the place of one."""


@define
class Token:
    """A token, with the attribute ``type`` by which the parser knows it.

    Lark's class takes longer to make than the rest of the lexer's work on a token. Lines and
    columns are not worked out here: a `Source` does, when someone asks.
    """

    type: Terminal
    value: str
    """The token's plain text, without the white space of its tile."""
    start_pos: int
    end_pos: int

    @property
    def span(self) -> Span:
        """Where the token's text stands."""
        return Span(self.start_pos, self.end_pos)
