"""The fields with stock lark: LALR with the contextual lexer, on a grammar of lines."""

from __future__ import annotations

from collections.abc import Callable

from lark import Lark
from lark.exceptions import UnexpectedInput

from benchmarks.extractors import common
from benchmarks.extractors.common import Fields
from benchmarks.extractors.lark_lines import fields, grammar


def build() -> Callable[[str], Fields]:
    """Make the extractor, which raises ValueError if a letter lacks a part."""
    parser = Lark(grammar(guarded=False), start="letter", parser="lalr", lexer="contextual")

    def extract(text: str) -> Fields:
        text = common.plain(text)
        try:
            tree = parser.parse(text)
        except UnexpectedInput as error:
            raise ValueError(str(error)) from error
        return fields(text, tree)

    return extract
