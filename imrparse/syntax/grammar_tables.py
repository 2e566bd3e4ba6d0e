"""The tables of the grammars: as they are stored with the package, or else made by lark.

Lark is imported only where a grammar has changed since its tables were stored.
"""

from __future__ import annotations

from typing import Any

from imrparse.data import compiled
from imrparse.syntax.grammar import GrammarTables, PhraseTables, text


def grammar_tables(name: str) -> GrammarTables:
    """The tables of the grammar of a letter or of a field."""
    tables: GrammarTables = _tables(name)
    return tables


def phrase_tables(name: str) -> PhraseTables:
    """The tables of a grammar of phrases."""
    tables: PhraseTables = _tables(name)
    return tables


def _tables(name: str) -> Any:
    stored = compiled(f"{name}.lark", text(name).encode())
    if stored is not None:
        return stored
    from imrparse.syntax.compiling import compile_grammar

    return compile_grammar(name)
