"""Makes the tables of the grammars, by lark, and ``compiled.jsonl``, in which they are stored.

Lark makes the tables; its lexers are not used. ``imrparse/storing.py`` renews the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from lark import Lark
from lark.common import LexerConf
from lark.lexer import Lexer, LexerState, Pattern, PatternRE, PatternStr
from lark.lexer import Token as LarkToken
from lark.load_grammar import (
    PrepareLiterals,
    TerminalTreeToPattern,
    load_grammar,
    nr_deepcopy_tree,
)
from lark.parsers.lalr_analysis import Shift

from imrparse.data import COMPILED, compiled_line
from imrparse.syntax.grammar import (
    FILES,
    LETTER,
    NOTICE,
    SEEN,
    SPLICED,
    UNSEEN,
    GrammarTables,
    PhraseTables,
    text,
)
from imrparse.syntax.literals import needed_texts
from imrparse.syntax.terminals import fixed_wordings

STARTS: dict[str, tuple[str, ...]] = {
    LETTER: (
        LETTER,
        "header_table",
        "partial_authorization",
        "wording_2015",
        "wording_2016",
        "mangled_decision",
        "mangled_value",
        "mangled_heading",
        "mangled_phrase",
        "older_letter",
        "field_start",
    ),
    NOTICE: (NOTICE, "telling"),
    "citation": ("field", "printed"),
    "treatment": ("treatment",),
    "request": ("request",),
}
"""For each grammar that texts are parsed by, the rule of a whole text, and every other rule that
something asks for; lark drops the terminals of any other."""

_PACKAGE = Path(__file__).resolve().parent.parent


def compile_grammar(name: str) -> GrammarTables | PhraseTables:
    """The tables of a grammar."""
    return grammar_tables(name) if name in STARTS else phrase_tables(name)


def read_lark(name: str) -> Lark:
    """A grammar that texts are parsed by, as lark reads it."""
    return Lark(text(name), parser="lalr", lexer=_NoLexer, start=list(STARTS[name]))


def grammar_tables(name: str) -> GrammarTables:
    """The tables of the grammar of a letter or of a field."""
    lark = read_lark(name)
    terminals = lark.terminals
    if name not in FILES:  # in which no terminal can be taken for another
        terminals = sorted(terminals, key=lambda t: (-t.priority, t.name))
    patterns = [(terminal.name, terminal.pattern.to_regexp()) for terminal in terminals]
    start, *_ = STARTS[name]
    return {
        "terminals": [(name, pattern, fixed_wordings(pattern)) for name, pattern in patterns],
        **_Automaton(lark, start).tables(),  # type: ignore[typeddict-item]
    }


_Row: TypeAlias = tuple[list[int], list[int]]


class _Automaton:
    """The automaton that starts with a rule, with numbers for its states, rules and symbols."""

    def __init__(self, lark: Lark, start: str) -> None:
        conf: Any = lark.parse_interactive(start=start).parser_state.parse_conf
        self._table = conf.states
        self._rules = list(lark.rules)
        self._states: dict[int, int] = {}
        self._symbols: dict[str, int] = {}
        self._sets: dict[tuple[int, ...], int] = {}
        self._start, self._end = conf.start_state, conf.end_state

    def tables(self) -> dict[str, Any]:
        """The part of the tables that is about the automaton."""
        for state in self._reached():
            self._states[state] = len(self._states)
        numbers = {rule: number for number, rule in enumerate(self._rules)}
        states = [self._row(state, numbers) for state in self._states]
        return {
            "rules": [_rule(rule) for rule in self._rules],
            "symbols": list(self._symbols),
            "sets": list(self._sets),
            "states": states,
            "start": self._states[self._start],
            "end": self._states[self._end],
        }

    def _reached(self) -> list[int]:
        """The states that can be reached from the first one."""
        reached = {self._start: None, self._end: None}
        waiting = list(reached)
        while waiting:
            for _, (action, target) in self._sorted_row(waiting.pop()):
                if action is Shift and target not in reached:
                    reached[target] = None
                    waiting.append(target)
        return list(reached)

    def _sorted_row(self, state: int) -> list[tuple[str, Any]]:
        """What to do in a state, by symbol. Lark's own order differs from run to run."""
        return sorted(self._table[state].items())

    def _row(self, state: int, numbers: dict[Any, int]) -> _Row:
        shifts: list[int] = []
        following: dict[int, list[int]] = {}
        for symbol, (action, argument) in self._sorted_row(state):
            number = self._symbols.setdefault(str(symbol), len(self._symbols))
            if action is Shift:
                shifts += (number, self._states[argument])
            else:
                following.setdefault(numbers[argument], []).append(number)
        reductions: list[int] = []
        for rule, symbols in following.items():
            terminals = tuple(sorted(symbols))
            reductions += (rule, self._sets.setdefault(terminals, len(self._sets)))
        return shifts, reductions


def _rule(rule: Any) -> tuple[str, list[tuple[str, int]]]:
    symbols = [(str(symbol.name), _role(symbol)) for symbol in rule.expansion]
    return str(rule.origin.name), symbols


def _role(symbol: Any) -> int:
    """What a symbol is to a parse tree."""
    if symbol.is_term:
        return UNSEEN if symbol.filter_out else SEEN
    return SPLICED if symbol.name.startswith("_") else SEEN


def phrase_tables(name: str) -> PhraseTables:
    """The tables of a grammar of phrases."""
    grammar, _ = load_grammar(text(name), name, [], False)  # type: ignore[no-untyped-call]
    trees = {terminal: tree for terminal, (tree, _) in grammar.term_defs}
    grammar.term_defs = []  # so that lark doesn't make their patterns its way
    starts = [definition[0] for definition in grammar.rule_defs]
    signs, rules, _ = grammar.compile(starts, "*")
    patterns: dict[str, Pattern] = {sign.name: sign.pattern for sign in signs}
    for terminal, tree in trees.items():
        if terminal not in patterns:
            literals = PrepareLiterals().transform(nr_deepcopy_tree(tree))  # type: ignore[no-untyped-call]
            patterns[terminal] = _InOrder().transform(literals)
    return {
        "terminals": {
            terminal: (
                pattern.to_regexp(),
                pattern.value if isinstance(pattern, PatternStr) else None,
                pattern.max_width,
            )
            for terminal, pattern in patterns.items()
        },
        "literals": {
            terminal: found
            for terminal, pattern in patterns.items()
            if (found := needed_texts(pattern.to_regexp()))
        },
        "rules": [
            (
                str(rule.origin.name),
                rule.alias,
                [(str(part.name), getattr(part, "filter_out", False)) for part in rule.expansion],
            )
            for rule in rules
        ],
    }


class _InOrder(TerminalTreeToPattern):
    """Makes the patterns of terminals, with alternatives in the order of the grammar.

    Lark's own way is to sort them by the width of what they match, which takes most of the time.
    """

    def expansions(self, exps: list[Pattern]) -> Pattern:
        """A pattern of alternatives."""
        if len(exps) == 1:
            return exps[0]
        return PatternRE(f"(?:{'|'.join(each.to_regexp() for each in exps)})")


class _NoLexer(Lexer):
    """Stands where lark wants a lexer."""

    __future_interface__ = 2

    def __init__(self, conf: LexerConf) -> None:
        """Of a grammar, whose terminals are of no use to it."""

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[LarkToken]:
        raise NotImplementedError


# The file


def folder() -> Path:
    """Where the grammar files are: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "grammars"
    return installed if installed.is_dir() else _PACKAGE.parent / "grammars"


def names() -> Sequence[str]:
    """The names of the grammars. A letter's files other than the first are none of their own."""
    files = [path.relative_to(folder()) for path in folder().rglob("*.lark")]
    parts = set(chain.from_iterable(FILES.values())) - STARTS.keys()
    return sorted({file.with_suffix("").as_posix() for file in files} - parts)


def lines() -> Iterator[bytes]:
    """The lines of the file: what was compiled of each grammar and of each table of the data."""
    import tomllib

    for name in names():
        yield compiled_line(f"{name}.lark", text(name).encode(), compile_grammar(name))
    for path in sorted((_PACKAGE / "data").glob("*.toml")):
        source = path.read_bytes()
        yield compiled_line(path.name, source, tomllib.loads(source.decode("utf-8")))


def renew() -> Path:
    """Write the file, if it is not as it should be. Returns its path."""
    return write(COMPILED, b"\n".join(lines()))


def write(name: str, content: bytes) -> Path:
    """Write a stored file, given by its path in the package, if it differs. Returns its path."""
    path = _PACKAGE / name
    if not path.exists() or path.read_bytes() != content:
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(content)
        beside.replace(path)
    return path
