"""The grammar of lines for both of lark's stock parsers, and the conversion of its tree to fields.

Prose is lines, and ends at a label. White space between tokens is ignored; prose is cut from the
text from its first to its last token, which keeps its blank lines, needed to find the request.
"""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token, Tree

from benchmarks.extractors import common
from benchmarks.extractors.common import Fields, words

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


def grammar(*, guarded: bool) -> str:
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


def fields(text: str, tree: Tree[Token]) -> Fields:
    """The fields in a tree of the text."""
    parts = {part.data: part for part in tree.children if isinstance(part, Tree)}
    opening, *block = _proses(text, parts["reviewer"])
    decisions = [token for token in _tokens(parts["issues"]) if token.type == "DECISION"]
    first, *prose = _proses(text, parts["issues"])
    issues = zip(decisions, prose[::3], prose[1::3], prose[2::3], strict=True)
    return common.fields(
        _tokens(parts.get("header")),
        opening,
        (block[0], block[1]) if block else None,
        _proses(text, parts["summary"])[0],
        common.issues(first, issues),
    )


def _tokens(tree: Tree[Token] | None) -> Iterator[Token]:
    return (token for token in tree.children if isinstance(token, Token)) if tree else iter(())


def _proses(text: str, tree: Tree[Token]) -> list[str]:
    """The ranges of prose in a part of the letter, each with the white space after it."""
    stretches = []
    for prose in tree.children:
        if isinstance(prose, Tree):
            tokens = list(_tokens(prose))
            stretches.append(_stretch(text, tokens[0], tokens[-1]) if tokens else "")
    return stretches


def _stretch(text: str, first: Token, last: Token) -> str:
    assert first.start_pos is not None
    assert last.start_pos is not None
    end = last.start_pos + len(last)
    while end < len(text) and text[end].isspace():
        end += 1
    return text[first.start_pos : end]
