"""What a reader of letters calls the terminals of the grammar."""

from __future__ import annotations

from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.syntax.tokens import END, PROSE, REQUEST

_KINDS = {
    Kind.HEADING: "the heading {!r}",
    Kind.LABEL: "the label {!r}",
    Kind.DECISION: "{!r}",
    Kind.FIELD: "the header's {!r}",
    Kind.SENTENCE: "the sentence {!r}",
    Kind.PHRASE: "the words {!r}",
}
_OTHERS = {REQUEST: "the request", PROSE: "text", END: "the letter's end"}


class Names:
    """The names of a grammar's terminals."""

    def __init__(self, terminals: Terminals) -> None:
        self._decisions = terminals.decisions

    @property
    def decisions(self) -> str:
        """What a decision can be."""
        return " or ".join(sorted(map(self.of, self._decisions), reverse=True))

    @property
    def usual_decision(self) -> Terminal:
        """The decision that stands in for one that can't be read."""
        return self._decisions[0]

    def is_cut(self, terminal: Terminal, text: str) -> bool:
        """Whether a text is the beginning of a terminal's wording, and no more."""
        wording = terminal.wording if terminal.is_literal else ""
        return "".join(wording.split()).startswith("".join(text.split()))

    def of(self, terminal: Terminal) -> str:
        """The name of a terminal."""
        if terminal in _OTHERS:
            return _OTHERS[terminal]
        if terminal.is_literal and terminal.kind in _KINDS:
            return _KINDS[terminal.kind].format(terminal.wording)
        return "text"
