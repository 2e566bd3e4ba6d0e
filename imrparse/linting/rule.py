"""The base class of lint rules, their findings, and their pages, which are their docstrings."""

from __future__ import annotations

import ast
import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from textwrap import dedent
from typing import ClassVar, Generic, TypeVar, cast, get_args, get_origin

from attrs import AttrsInstance, fields, frozen

from imrparse.data import table
from imrparse.data.docstrings import docstring
from imrparse.data.regexes import regex
from imrparse.data.version import warn_deprecated
from imrparse.diagnostics.diagnostic import Fix, Related, Severity
from imrparse.linting.damage import Part
from imrparse.linting.draft import Draft
from imrparse.text.node import each_item
from imrparse.text.source import Span


@frozen
class Finding:
    """A problem that a rule found at a place in a draft."""

    span: Span
    """The words in question, or an empty span where something is missing."""
    message: str
    """In the words of a letter's reader, without a full stop."""
    hint: str | None = None
    """What to do about it, for readers."""
    fixes: tuple[Fix, ...] = ()
    """Fixes made by `safe_fixes.fix`, which decides whether each is safe."""
    related: tuple[Related, ...] = ()
    """Other places that show what is wrong."""
    severity: Severity | None = None
    """The severity, if it is lower than the rule's own."""


_NEEDS = {
    "header": frozenset({Part.HEADER, Part.SUMMARY}),
    "reviewer": frozenset({Part.REVIEWER}),
}
"""The parts that the rules of a group need. Rules on issues need none: they are given the intact
ones. Rules on texts, names and wording judge what they find."""


@frozen
class NoOptions:
    """The options of a rule that has none."""


_OptionsT = TypeVar("_OptionsT", bound=AttrsInstance)


class Rule(ABC):
    """A lint rule: one kind of problem in a draft.

    The docstring of a rule is its page, in Markdown: one sentence that says what is reported; why,
    with the source (a regulation, the MTUS); and under ``## Example`` two fenced blocks, marked
    ``text wrong`` and ``text right``. The right one occurs once in ``tests/letters/sound.txt``;
    replaced by the wrong one, that letter has this finding and no other.
    """

    code: ClassVar[str]
    """A permanent code such as ``IMR401``, whose hundreds digit identifies the group. A rule of
    another package has other letters: ``HOUSE101``."""
    name: ClassVar[str]
    """Hyphenated words."""
    group: ClassVar[str]
    """The group: by default the name of the folder of the rule."""
    severity: ClassVar[Severity]
    """The severity of its findings, unless they or the settings have another one."""
    default: ClassVar[bool] = True
    """Whether the rule runs by default. Any other rule runs only if `select` has its code or name,
    and its page says why."""
    needs: ClassVar[frozenset[Part]]
    """The parts that the rule compares: it is skipped where a syntax error damaged one of them. By
    default those that its group needs."""
    by_text: ClassVar[bool] = False
    """Whether what it finds in a free text depends on this text alone, so that what was found in
    the last version of a draft still holds where the text is the same."""
    Options: ClassVar[type[AttrsInstance]] = NoOptions
    """The class of the rule's options (see `RuleWithOptions`)."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "group" not in vars(cls):
            cls.group = cls.__module__.rpartition(".")[0].rpartition(".")[2]
        if "needs" not in vars(cls):
            cls.needs = _NEEDS.get(cls.group, frozenset())
        if "Options" in vars(cls) and not hasattr(cls, "options"):
            warn_deprecated(
                f"the attribute Options of the rule {cls.__name__}",
                since="0.3",
                instead="the class RuleWithOptions",
            )
            setattr(cls, "options", property(attrgetter("_options")))  # noqa: B010

    def __init__(self, options: AttrsInstance | None = None) -> None:
        self._options = self.Options() if options is None else options

    @abstractmethod
    def check(self, draft: Draft) -> Iterator[Finding]:
        """Yield the findings in `draft`."""


class RuleWithOptions(Rule, Generic[_OptionsT]):
    """A rule that the settings can adjust: ``class LateReply(RuleWithOptions[LateReplyOptions])``.

    The class in brackets is a frozen attrs class: the options with their defaults and, as
    docstrings below them, their descriptions.
    """

    Options: ClassVar[type[AttrsInstance]]
    """The class in brackets."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for base in vars(cls).get("__orig_bases__", ()):
            if get_origin(base) is RuleWithOptions:
                cls.Options = get_args(base)[0]

    @property
    def options(self) -> _OptionsT:
        """The options: the values of the settings, and defaults for the rest."""
        return cast("_OptionsT", self._options)


_BLOCK = regex(r"```text (wrong|right)\n(.*?)```", re.DOTALL)


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
    default: object
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
    if measured := measured_of(rule):
        yield from ("", "## Measured", "", measured)


def measured_of(rule: type[Rule]) -> str | None:
    """What the rule found in the letters that it was measured on; None if it was not measured."""
    data = table("measured")
    figures = data.get(rule.code)
    if figures is None:
        return None
    places, letters = figures["findings"], figures["letters"]
    found = f"{places} finding{'s' * (places > 1)} in {letters} of them" if places else "no finding"
    lines = [
        f"On {data['letters']} published letters with {data['issues']} issues, decided from "
        f"{data['first']} to {data['last']}: {found}."
    ]
    slips = figures.get("slips", {})
    if slips:
        lines.append("")
    for slip, (seen, tried) in slips.items():
        lines.append(f"- In copies with {slip}: found in {seen} of {tried}.")
    return "\n".join(lines)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, each_item(value)))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _attribute_docs(options: type) -> Iterator[tuple[str, str]]:
    """The fields of a class and the docstrings below them."""
    (made,) = ast.parse(dedent(inspect.getsource(options))).body
    body = made.body if isinstance(made, ast.ClassDef) else []
    for statement, under in pairwise(body):
        match statement, under:
            case ast.AnnAssign(ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                yield name, " ".join(text.split())
            case _:
                pass
