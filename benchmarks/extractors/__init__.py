"""Other ways to the same fields, for comparison with `imrparse.parse`.

Each makes the same dictionary (`benchmarks.extractors.common.Fields`) out of a letter's text.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from benchmarks.extractors.common import Fields

Extract = Callable[[str], Fields]
"""Takes a letter's text, gives its fields; raises ValueError where it can't."""


class Extractor(NamedTuple):
    """One way to the fields: its name, how its `Extract` is made, and whether it is a slow one."""

    name: str
    module: str
    slow: bool = False

    def build(self) -> Extract:
        """The extractor, its grammar compiled. Raises ImportError if its library is missing."""
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
