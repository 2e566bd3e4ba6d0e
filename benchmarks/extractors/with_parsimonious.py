"""The fields with parsimonious: a parsing expression grammar of the same lines and labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from parsimonious.exceptions import ParseError
from parsimonious.grammar import Grammar

from benchmarks.extractors import common
from benchmarks.extractors.common import Fields, words

if TYPE_CHECKING:
    from parsimonious.nodes import Node

_PROSES = (
    *("opening", "licensure", "specialties", "summary", "first_request"),
    *("claims_administrator", "maximus", "rationale"),
)
_TERMINALS = {
    "how": words(common.HOW),
    "summary_heading": words(common.SUMMARY),
    "issues_heading": words(common.ISSUES),
    "licensure_label": words(common.LICENSURE),
    "specialty_label": words(common.SPECIALTY),
    "claims_administrator_label": words(common.CLAIMS_ADMINISTRATOR),
    "maximus_label": words(common.MAXIMUS),
    "rationale_label": words(common.RATIONALE),
    "decision": common.DECISION + r"\s*",
    "summary_introduction": words(common.SUMMARY_INTRODUCTION) + r"\s*",
    "issues_introduction": words(common.ISSUES_INTRODUCTION) + r"\s*",
    "cell": "|".join(common.CELLS),
    **dict.fromkeys(_PROSES, common.PROSE),
}
_GRAMMAR = r"""
letter = ws (cell ws)* how ws opening block? summary_heading ws summary_introduction? summary
         issues_heading ws issues_introduction? first_request issue+
block = licensure_label ws licensure specialty_label ws specialties
issue = decision claims_administrator_label ws claims_administrator
        maximus_label ws maximus rationale_label ws rationale
ws = ~r"\s*"
"""
_KEPT = {"cell", "decision", *_PROSES}


def build() -> Callable[[str], Fields]:
    """Make the extractor, which raises ValueError if a letter lacks a part."""
    terminals = (f"{name} = ~r'{pattern}'" for name, pattern in _TERMINALS.items())
    parser = Grammar(_GRAMMAR + "\n".join(terminals))

    def extract(text: str) -> Fields:
        text = common.plain(text)
        try:
            return _fields(parser.parse(text))
        except ParseError as error:
            raise ValueError(str(error)) from error

    return extract


def _fields(letter: Node) -> Fields:
    found: dict[str, list[str]] = {}
    _collect(letter, found)
    block = (found["licensure"][0], found["specialties"][0]) if "licensure" in found else None
    issues = zip(
        map(common.fold, found["decision"]),
        found["claims_administrator"],
        found["maximus"],
        found["rationale"],
        strict=True,
    )
    return common.fields(
        found.get("cell", []),
        found["opening"][0],
        block,
        found["summary"][0],
        common.issues(found["first_request"][0], issues),
    )


def _collect(node: Node, found: dict[str, list[str]]) -> None:
    """The texts of the named nodes by name, in letter order."""
    if node.expr_name in _KEPT:
        found.setdefault(node.expr_name, []).append(node.text)
        return
    for child in node.children:
        _collect(child, found)
