"""Other ways to extract the same fields, for comparison with `imrparse.parse`.

Each returns the same dictionary (`benchmarks.extractors.common.Fields`) for a letter's text.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from benchmarks.extractors.common import Fields

Run = Callable[[str], object]
"""Takes the text of a letter. Raises ValueError where it can't read it."""
Extract = Callable[[str], Fields]
"""Takes a letter's text, returns its fields; raises ValueError if that fails."""


class Extractor(NamedTuple):
    """A comparator: its name, how its `Extract` function is made, and whether it is slow."""

    name: str
    module: str
    """The module of this package that has it."""
    function: str = "build"
    """The function there that builds the `Extract`, its grammar compiled."""
    tree: str | None = None
    """The function that builds a `Run` to the tree alone, if it has a tree."""
    slow: bool = False
    """Whether it reads only some of the letters."""

    def build(self) -> Extract:
        """The extractor. Raises ImportError if its library is missing."""
        return cast(Extract, self._made(self.function))

    def build_tree(self) -> Run | None:
        """What parses to a tree and reads nothing from it. Raises ImportError as `build` does."""
        return cast(Run, self._made(self.tree)) if self.tree else None

    def _made(self, function: str) -> object:
        module = import_module(f"benchmarks.extractors.{self.module}")
        return getattr(module, function)()


EXTRACTORS = (
    Extractor("regular expressions, plain", "regexes", "plain"),
    Extractor("regular expressions, tuned", "regexes", "tuned"),
    Extractor("lark LALR, custom lexer", "lark_islands", tree="build_tree"),
    Extractor("lark-cython LALR, contextual lexer", "lark_lines", "cython", "cython_tree"),
    Extractor("lark LALR, contextual lexer", "lark_lines", "contextual", "contextual_tree"),
    Extractor("lark Earley, dynamic lexer", "lark_lines", "earley", "earley_tree", slow=True),
    Extractor("Arpeggio", "with_arpeggio"),
    Extractor("parsimonious", "with_parsimonious"),
    Extractor("parsy", "with_parsy"),
    Extractor("pyparsing", "with_pyparsing"),
)
"""The comparators, in the order of the table."""
