"""The page of a rule, which is its docstring."""

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
    """What there is to say of a rule."""

    summary: str
    """The first line, which says what is objected to."""
    text: str
    """All of the docstring, in Markdown."""
    wrong: str
    """A stretch of a letter that the rule objects to."""
    right: str
    """The same stretch of the letter when it is right."""


@frozen
class OptionPage:
    """What there is to say of an option of a rule."""

    name: str
    """Its key in the settings: words with hyphens."""
    default: Any
    text: str


def page_of(rule: type[Rule]) -> RulePage:
    """The page of a rule. Raises ValueError for a docstring that lacks a part of it."""
    text = docstring(rule)
    blocks = {kind: block.removesuffix("\n") for kind, block in _BLOCK.findall(text)}
    if blocks.keys() != {"wrong", "right"} or "\n## Why\n" not in text:
        raise ValueError(f"the docstring of {rule.__name__} is no page: it lacks a part")
    shown = _BLOCK.sub(lambda block: f"{block[1].title()}:\n\n```text\n{block[2]}```", text)
    return RulePage(text.partition("\n")[0], shown, blocks["wrong"], blocks["right"])


def options_of(rule: type[Rule]) -> tuple[OptionPage, ...]:
    """The options of a rule. Their words are the strings under them in the class."""
    told = dict(_attribute_docs(rule.Options))
    return tuple(
        OptionPage(option.name.replace("_", "-"), option.default, told.get(option.name, ""))
        for option in fields(rule.Options)
    )


def markdown(rule: type[Rule]) -> str:
    """The whole page of a rule."""
    return "\n".join(_lines(rule)) + "\n"


def _lines(rule: type[Rule]) -> Iterator[str]:
    yield from (f"# {rule.name} ({rule.code})", "")
    yield from (f"Group {rule.group}; severity {rule.severity.value}.", "")
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
    """The fields of a class and the strings that stand under them."""
    (made,) = ast.parse(dedent(inspect.getsource(options))).body
    body = made.body if isinstance(made, ast.ClassDef) else []
    for statement, under in pairwise(body):
        match statement, under:
            case ast.AnnAssign(ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                yield name, " ".join(text.split())
