"""What a reader of letters calls the terminals of the grammar."""

from __future__ import annotations

from collections.abc import Iterable

from lark.lexer import PatternStr, TerminalDef

from imrparse.syntax.tokens import PROSE, REQUEST

_KINDS = {
    "HEADING": "the heading {!r}",
    "LABEL": "the label {!r}",
    "DECISION": "{!r}",
    "FIELD": "the header's {!r}",
    "SENTENCE": "the sentence {!r}",
    "PHRASE": "the words {!r}",
}
_OTHERS = {REQUEST: "the request", PROSE: "text", "$END": "the letter's end"}


class Names:
    """The names of a grammar's terminals."""

    def __init__(self, terminals: Iterable[TerminalDef]) -> None:
        self._names = dict(_OTHERS)
        self._wordings: dict[str, str] = {}
        for terminal in terminals:
            if (
                isinstance(terminal.pattern, PatternStr)
                and (kind := _kind(terminal.name)) in _KINDS
            ):
                self._wordings[terminal.name] = terminal.pattern.value
                self._names[terminal.name] = _KINDS[kind].format(terminal.pattern.value)

    @property
    def decisions(self) -> str:
        """What a decision can be."""
        wordings = (name for key, name in self._names.items() if key.endswith("_DECISION"))
        return " or ".join(sorted(wordings, reverse=True))

    def is_cut(self, terminal: str, text: str) -> bool:
        """Whether a text is the beginning of a terminal's wording, and no more."""
        wording = "".join(self._wordings.get(terminal, "").split())
        return wording.startswith("".join(text.split()))

    def of(self, terminal: str) -> str:
        """The name of a terminal."""
        return self._names.get(terminal, "text")


def _kind(terminal: str) -> str:
    return terminal.rpartition("_")[2]
