"""The documentation page of a rule, which is its docstring."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Any

from attrs import fields, frozen

from imrparse.data.docstrings import docstring
from imrparse.linting.rule import Rule

_BLOCK = re.compile(r"```text (wrong|right)\n(.*?)```", re.DOTALL)


@frozen
class RulePage:
    """The parts of a rule's page."""

    summary: str
    """The first line, which says what is reported."""
    text: str
    """The whole docstring, in Markdown."""
    wrong: str
    """Letter text with the problem."""
    right: str
    """The same text without the problem."""


@frozen
class OptionPage:
    """The documentation of a rule's option."""

    name: str
    """The key in the settings: hyphenated words."""
    default: Any
    text: str


def page_of(rule: type[Rule]) -> RulePage:
    """The page of a rule. Raises ValueError for a docstring that lacks a required part."""
    text = docstring(rule)
    blocks = {kind: block.removesuffix("\n") for kind, block in _BLOCK.findall(text)}
    if blocks.keys() != {"wrong", "right"} or "\n## Why\n" not in text:
        raise ValueError(f"the docstring of {rule.__name__} lacks a part of a rule page")
    shown = _BLOCK.sub(lambda block: f"{block[1].title()}:\n\n```text\n{block[2]}```", text)
    return RulePage(text.partition("\n")[0], shown, blocks["wrong"], blocks["right"])


def options_of(rule: type[Rule]) -> tuple[OptionPage, ...]:
    """The options of a rule. Their descriptions are the docstrings below them in the class."""
    descriptions = dict(_attribute_docs(rule.Options))
    return tuple(
        OptionPage(option.name.replace("_", "-"), option.default, descriptions.get(option.name, ""))
        for option in fields(rule.Options)
    )


def markdown(rule: type[Rule]) -> str:
    """The whole page of a rule in Markdown."""
    return "\n".join(_lines(rule)) + "\n"


def _lines(rule: type[Rule]) -> Iterator[str]:
    yield from (f"# {rule.name} ({rule.code})", "")
    by_request = "" if rule.default else "; off by default"
    yield from (f"Group {rule.group}; severity {rule.severity.value}{by_request}.", "")
    yield page_of(rule).text
    if options := options_of(rule):
        yield from ("", "## Options", "")
    for option in options:
        yield f"- `{option.name}` (default `{_toml(option.default)}`): {option.text}"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _attribute_docs(options: type[Any]) -> Iterator[tuple[str, str]]:
    """The fields of a class and the docstrings below them."""
    (made,) = ast.parse(dedent(inspect.getsource(options))).body
    body = made.body if isinstance(made, ast.ClassDef) else []
    for statement, under in pairwise(body):
        match statement, under:
            case ast.AnnAssign(ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                yield name, " ".join(text.split())
