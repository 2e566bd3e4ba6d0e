"""Other ways to extract the same fields, for comparison with `imrparse.parse`.

Each returns the same dictionary (`benchmarks.extractors.common.Fields`) for a letter's text.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from benchmarks.extractors.common import Fields

Extract = Callable[[str], Fields]
"""Takes a letter's text, returns its fields; raises ValueError if that fails."""


class Extractor(NamedTuple):
    """A comparator: its name, how its `Extract` function is made, and whether it is slow."""

    name: str
    module: str
    slow: bool = False

    def build(self) -> Extract:
        """Make the extractor and compile its grammar. Raises ImportError if its library is
        missing."""
        module = import_module(f"benchmarks.extractors.{self.module}")
        return cast(Extract, module.build())


EXTRACTORS = (
    Extractor("regular expressions, plain", "regex_fields"),
    Extractor("regular expressions, tuned", "regex_sections"),
    Extractor("lark LALR, contextual lexer", "lark_contextual"),
    Extractor("lark Earley, dynamic lexer", "lark_earley", slow=True),
    Extractor("pyparsing", "with_pyparsing"),
    Extractor("parsimonious", "with_parsimonious"),
)
"""The comparators, in the order of the table."""
