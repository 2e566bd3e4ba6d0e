"""The fields by stock lark: LALR with the contextual lexer, in Python and in Cython, and Earley.

Prose is lines, and ends at a label. White space between tokens is ignored; prose is cut from the
text from its first to its last token, which keeps its blank lines, needed to find the request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from lark import Lark, Tree
from lark.exceptions import UnexpectedInput

from benchmarks.extractors import common
from benchmarks.extractors.common import Fields, words

if TYPE_CHECKING:
    from benchmarks.extractors import Extract

_Parse: TypeAlias = Callable[[str], tuple[str, Tree[Any]]]
"""Returns the text as it was parsed, and the tree. Raises ValueError where a part is missing."""

_LABELS = {
    "HOW": words(common.HOW),
    "SUMMARY": words(common.SUMMARY),
    "ISSUES": words(common.ISSUES),
    "LICENSURE": words(common.LICENSURE),
    "SPECIALTY": words(common.SPECIALTY),
    "CLAIMS_ADMINISTRATOR": words(common.CLAIMS_ADMINISTRATOR),
    "MAXIMUS": words(common.MAXIMUS),
    "RATIONALE": words(common.RATIONALE),
    "SUMMARY_INTRODUCTION": words(common.SUMMARY_INTRODUCTION),
    "ISSUES_INTRODUCTION": words(common.ISSUES_INTRODUCTION),
    "DECISION": common.DECISION,
}
_CELLS = {
    "NAME": "|".join(map(words, common.FIELD_NAMES)),
    "CASE_NUMBER": common.CASE_NUMBER,
    "DATE": common.DATE,
    "PRIORITY": common.PRIORITY,
}
_RULES = r"""
letter: header? reviewer summary issues
header: (NAME | CASE_NUMBER | DATE | PRIORITY)+
reviewer: HOW prose (LICENSURE prose SPECIALTY prose)?
summary: SUMMARY SUMMARY_INTRODUCTION? prose
issues: ISSUES ISSUES_INTRODUCTION? prose DECISION (_parts DECISION)* _parts
_parts: CLAIMS_ADMINISTRATOR prose MAXIMUS prose RATIONALE prose
prose: LINE*
%ignore /\s+/
"""


def contextual() -> Extract:
    """The extractor by LALR and the contextual lexer."""
    return _extract(contextual_tree())


def contextual_tree() -> _Parse:
    """As `contextual`, to the tree alone."""
    return _parse(Lark(_grammar(guarded=False), start="letter", parser="lalr", lexer="contextual"))


def cython() -> Extract:
    """As `contextual`, with lark's lexer and loop compiled by Cython. Raises ImportError."""
    return _extract(cython_tree())


def cython_tree() -> _Parse:
    """As `cython`, to the tree alone."""
    import lark_cython

    rules = _grammar(guarded=False)
    return _parse(Lark(rules, start="letter", parser="lalr", _plugins=lark_cython.plugins))


def earley() -> Extract:
    """The extractor by Earley's algorithm and the dynamic lexer."""
    return _extract(earley_tree())


def earley_tree() -> _Parse:
    """As `earley`, to the tree alone."""
    return _parse(Lark(_grammar(guarded=True), start="letter", parser="earley", lexer="dynamic"))


def _parse(parser: Lark) -> _Parse:
    def parse(text: str) -> tuple[str, Tree[Any]]:
        text = common.plain(text)
        try:
            return text, parser.parse(text)
        except UnexpectedInput as error:
            raise ValueError(type(error).__name__) from error  # the Cython one has no str

    return parse


def _extract(parse: _Parse) -> Extract:
    return lambda text: _fields(*parse(text))


def _grammar(*, guarded: bool) -> str:
    """The grammar. Labels have priority over lines.

    If guarded, a line can't even begin like a label, for parsers that would otherwise follow both
    alternatives.
    """
    terminals = [f"{name}.2: {_literal(pattern)}" for name, pattern in _LABELS.items()]
    terminals += [f"{name}: {_literal(pattern)}" for name, pattern in _CELLS.items()]
    terminals.append("LINE.-1: " + _literal(common.PROSE_LINE if guarded else common.LINE))
    return _RULES + "\n".join(terminals)


def _literal(pattern: str) -> str:
    return f"/{pattern.replace('/', chr(92) + '/')}/"


def _fields(text: str, tree: Tree[Any]) -> Fields:
    """The fields in a tree of the text."""
    parts = {part.data: part for part in tree.children if isinstance(part, Tree)}
    opening, *block = _proses(text, parts["reviewer"])
    decisions = [token for token in _tokens(parts["issues"]) if token.type == "DECISION"]
    first, *prose = _proses(text, parts["issues"])
    issues = zip(map(_value, decisions), prose[::3], prose[1::3], prose[2::3], strict=True)
    return common.fields(
        map(_value, _tokens(parts.get("header"))),
        opening,
        (block[0], block[1]) if block else None,
        _proses(text, parts["summary"])[0],
        common.issues(first, issues),
    )


def _tokens(tree: Tree[Any] | None) -> list[Any]:
    """The tokens of a node, which are no instances of lark's class if Cython made them."""
    return [token for token in tree.children if not isinstance(token, Tree)] if tree else []


def _value(token: Any) -> str:
    return str(token.value)


def _proses(text: str, tree: Tree[Any]) -> list[str]:
    """The ranges of prose in a part of the letter, each with the white space after it."""
    stretches = []
    for prose in tree.children:
        if isinstance(prose, Tree):
            tokens = _tokens(prose)
            stretches.append(_stretch(text, tokens[0], tokens[-1]) if tokens else "")
    return stretches


def _stretch(text: str, first: Any, last: Any) -> str:
    end = last.end_pos
    while end < len(text) and text[end].isspace():
        end += 1
    return text[first.start_pos : end]
