"""The fields by lark's LALR with a lexer that finds the labels, and nothing else of imrparse.

One pattern finds all labels; what stands between two is one token of prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer

from benchmarks.extractors import common
from benchmarks.extractors.common import Fields, words

if TYPE_CHECKING:
    from benchmarks.extractors import Extract

_CELL = "CELL"
_PROSE = "PROSE"
_LABELS = {
    "HOW": words(common.HOW),
    "SUMMARY": rf"{words(common.SUMMARY)}(?:\s*{words(common.SUMMARY_INTRODUCTION)})?",
    "ISSUES": rf"{words(common.ISSUES)}(?:\s*{words(common.ISSUES_INTRODUCTION)})?",
    "LICENSURE": words(common.LICENSURE),
    "SPECIALTY": words(common.SPECIALTY),
    "CLAIMS_ADMINISTRATOR": words(common.CLAIMS_ADMINISTRATOR),
    "MAXIMUS": words(common.MAXIMUS),
    "RATIONALE": words(common.RATIONALE),
}
_LABEL = re.compile(
    "|".join(
        [
            rf"(?P<DECISION>{common.DECISION})",
            *(rf"^[ \t]*(?P<{name}>{pattern})" for name, pattern in _LABELS.items()),
        ]
    ),
    re.M,
)
_HEADER = re.compile("|".join(common.CELLS))
_GRAMMAR = f"""
letter: header reviewer summary issues
header: {_CELL}*
reviewer: HOW prose (LICENSURE prose SPECIALTY prose)?
summary: SUMMARY prose
issues: ISSUES prose DECISION (_parts DECISION)* _parts
_parts: CLAIMS_ADMINISTRATOR prose MAXIMUS prose RATIONALE prose
prose: {_PROSE}?
%declare {_CELL} {_PROSE} DECISION {" ".join(_LABELS)}
"""


class _Islands(Lexer):
    """Labels, and the prose between them."""

    def __init__(self, conf: Any) -> None:
        pass

    def lex(self, text: Any) -> Iterator[Token]:  # type: ignore[override]
        start = re.search(_LABELS["HOW"], text)
        end = text.rfind("\n", 0, start.start()) + 1 if start else 0
        for cell in _HEADER.finditer(text, 0, end):
            yield Token(_CELL, cell.group())
        for label in _LABEL.finditer(text, end):
            if end < label.start() and not (prose := text[end : label.start()]).isspace():
                yield Token(_PROSE, prose)
            yield Token(label.lastgroup or "", label.group(label.lastgroup or 0))
            end = label.end()
        yield Token(_PROSE, text[end:])


def build() -> Extract:
    """The extractor. It raises ValueError where a letter lacks a part."""
    parse = build_tree()
    return lambda text: _fields(parse(text))


def build_tree() -> Callable[[str], Tree[Any]]:
    """As `build`, to the tree alone."""
    parser = Lark(_GRAMMAR, start="letter", parser="lalr", lexer=_Islands)

    def parse(text: str) -> Tree[Any]:
        try:
            return parser.parse(common.plain(text))
        except UnexpectedInput as error:
            raise ValueError(type(error).__name__) from error

    return parse


def _fields(letter: Tree[Any]) -> Fields:
    parts: list[Any] = letter.children
    header, reviewer, summary, issues = parts
    opening, *block = _proses(reviewer)
    decisions = [token for token in issues.children if getattr(token, "type", "") == "DECISION"]
    first, *prose = _proses(issues)
    return common.fields(
        header.children,
        opening,
        (block[0], block[1]) if block else None,
        _proses(summary)[0],
        common.issues(first, zip(decisions, prose[::3], prose[1::3], prose[2::3], strict=True)),
    )


def _proses(part: Any) -> list[str]:
    return ["".join(map(str, prose.children)) for prose in part.children if isinstance(prose, Tree)]
