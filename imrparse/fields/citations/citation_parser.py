"""The parser of guideline fields: a folded text in, lark's tree by ``grammars/citation.lark`` out.

Where a terminal may stand depends on what the field has said before, so that a section's name is
not taken for a source's chapter. Each part of a field has its own pattern of islands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from lark.lexer import PatternStr, TerminalDef

from imrparse.fields.citations.source_names import any_of, load
from imrparse.syntax.automaton import Automaton
from imrparse.syntax.field_parser import TEXT
from imrparse.syntax.grammar import read_grammar
from imrparse.syntax.parse_tree import Tree
from imrparse.syntax.terminals import Terminals
from imrparse.syntax.tokens import END, Token

_START = "field"
_PRINTED = "printed"
_ANYWHERE = ("INTRO", "STATEMENT")
_PARTS = ("MTUS", "LIST", "CITED")
_FIRST_PART = "CITED"
_BEGINS = {
    "_MTUS_INTRO": "MTUS",
    "_CALIFORNIA_MTUS_INTRO": "MTUS",
    "_CA_MTUS_INTRO": "MTUS",
    "_SECTIONS_MTUS": "LIST",
    "_AND_MTUS": "MTUS",
    "_AND_LIST": "MTUS",
}
"""The part that a terminal begins. Any other that may stand anywhere begins the first one."""

_NAME = re.compile("<([A-Z]+)>")
_TELLING = 5  # letters that tell a fixed sentence from most other text
_SEPARATORS = " ,;:/\u2013-"  # what stands between the parts of a citation and belongs to none


class CitationParser:
    """The grammar of guideline fields, ready to parse. One serves any number of fields."""

    def __init__(self) -> None:
        lark = read_grammar("citation", [_START, _PRINTED])
        terminals = lark.terminals
        self._terminals = Terminals(terminals)
        self._automaton = Automaton(lark, _START, self._terminals)
        names = {name: any_of(listed) for name, listed in load().names.items()}
        patterns = {part: _islands(terminals, part, names) for part in _PARTS}
        self._patterns = patterns
        self._parts = {
            terminal.name: patterns[_BEGINS.get(terminal.name, _FIRST_PART)]
            for terminal in terminals
            if terminal.name in _BEGINS or _place(terminal) in _ANYWHERE
        }
        self.wording: Mapping[str, str] = {
            terminal.name: terminal.pattern.value
            for terminal in terminals
            if isinstance(terminal.pattern, PatternStr)
        }
        """The terminals that are fixed wording."""
        self.full_stop = self.wording["DOT_PRINTED"]

    def parse(self, text: str) -> Tree:
        """The tree of a field's folded text, whatever it is."""
        return self._automaton.parse(self.tokens(text))

    def tokens(self, text: str) -> list[Token]:
        """The islands of a folded text, the stretches of other text between them, and the end."""
        found: list[Token] = []
        pattern = self._patterns[_FIRST_PART]
        position = 0
        end = len(text) - text.endswith(self.full_stop)
        while match := pattern.search(text, position, end):
            name = str(match.lastgroup)
            start, after = match.span()
            if position < start and not (start - position == 1 and text[position] == " "):
                _add_text(found, text, position, start)
            position = after
            found.append(Token(self._terminals[name], text[start:after], start, after))
            pattern = self._parts.get(name, pattern)
        if position < end:
            _add_text(found, text, position, end)
        found.append(Token(END, "", end, end))
        return found


@cache
def citation_parser() -> CitationParser:
    """The parser, made with the first field."""
    return CitationParser()


def _add_text(found: list[Token], text: str, start: int, end: int) -> None:
    """A text between two islands, without the separators around it, if it is anything else."""
    value = text[start:end].rstrip(_SEPARATORS)
    end = start + len(value)
    value = value.lstrip(_SEPARATORS + ".")
    if value:
        found.append(Token(TEXT, value, end - len(value), end))


def _islands(
    terminals: Iterable[TerminalDef], part: str, names: Mapping[str, str]
) -> re.Pattern[str]:
    """One pattern of all terminals that may stand in a part. No island begins inside a word."""
    anywhere = [terminal for terminal in terminals if _place(terminal) in _ANYWHERE]
    beginnings = sorted({_wording(terminal.pattern.value[:_TELLING]) for terminal in anywhere})
    firsts = "".join(sorted({beginning[0] for beginning in beginnings}))
    sentences = "|".join(f"(?:{_sentence(t)})(?P<{t.name}>)" for t in anywhere)
    here = sorted((t for t in terminals if _place(t) == part), key=lambda t: (-t.priority, t.name))
    named = [(t.name, f"(?:{_pattern(t, names)})(?P<{t.name}>)") for t in here]
    words = "|".join(pattern for name, pattern in named if not name.startswith("_"))
    separators = "|".join(pattern for name, pattern in named if name.startswith("_"))
    return re.compile(
        rf"(?!\B\w)(?:(?=[.{firsts}])(?=(?:\. ?)?(?:{'|'.join(beginnings)}))(?:{sentences})"
        rf"|(?=[\w(])(?:{words})|(?=[^\w(])(?:{separators}))"
    )


def _sentence(terminal: TerminalDef) -> str:
    """A pattern for a fixed sentence, or for the beginning of one and the full stop before it."""
    wording = _wording(terminal.pattern.value)
    if _place(terminal) == "INTRO":
        return rf"(?:\. ?)?{wording}"
    return wording.removesuffix(r"\.") + r"\.?"


def _pattern(terminal: TerminalDef, names: Mapping[str, str]) -> str:
    if isinstance(terminal.pattern, PatternStr):
        return _wording(terminal.pattern.value)
    return _NAME.sub(lambda name: names[name[1]], terminal.pattern.to_regexp())


def _wording(wording: str) -> str:
    """A pattern for a fixed wording in a folded text."""
    escaped = re.escape(wording).replace(r"\ ", " ?").replace(r"\-", " ?- ?")
    return escaped.replace(r"\(", r" ?\( ?").replace(r"\)", r" ?\)")


def _place(terminal: TerminalDef) -> str:
    return terminal.name.rpartition("_")[2]
