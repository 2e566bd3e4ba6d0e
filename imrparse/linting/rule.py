"""The base class of lint rules, and their findings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

from attrs import frozen

from imrparse.diagnostics.diagnostic import Fix, Related, Severity
from imrparse.linting.damage import Part
from imrparse.linting.draft import Draft
from imrparse.text.source import Span


@frozen
class Finding:
    """A problem that a rule found at a place in a draft."""

    span: Span
    message: str
    """In the words of a letter's reader, without a full stop."""
    hint: str | None = None
    fixes: tuple[Fix, ...] = ()
    """Fixes made by `safe_fixes.fix`, which decides whether each is safe."""
    related: tuple[Related, ...] = ()
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


class Rule(ABC):
    """A lint rule: one kind of problem in a draft.

    The docstring of a rule is its page, in Markdown: one sentence that says what is reported; why,
    with the source (a regulation, the MTUS); and under ``## Example`` two fenced blocks, marked
    ``text wrong`` and ``text right``. The right one occurs once in ``tests/letters/sound.txt``;
    replaced by the wrong one, that letter has this finding and no other.
    """

    code: ClassVar[str]
    """A permanent code such as ``IMR401``. The hundreds digit identifies the group."""
    name: ClassVar[str]
    """Hyphenated words."""
    group: ClassVar[str]
    """The group, named after the folder of the rule."""
    severity: ClassVar[Severity]
    default: ClassVar[bool] = True
    """Whether the rule runs by default. Any other rule runs only if `select` has its code or name,
    and its page says why."""
    needs: ClassVar[frozenset[Part]]
    """The parts that the rule compares: it is skipped where a syntax error damaged one of them. By
    default those that its group needs."""
    Options: ClassVar[type[Any]] = NoOptions
    """A frozen attrs class: the rule's options with their defaults and, as docstrings below them,
    their descriptions."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.group = cls.__module__.rpartition(".")[0].rpartition(".")[2]
        if "needs" not in vars(cls):
            cls.needs = _NEEDS.get(cls.group, frozenset())

    def __init__(self, options: Any = None) -> None:
        self.options = self.Options() if options is None else options

    @abstractmethod
    def check(self, draft: Draft) -> Iterator[Finding]:
        """Yield the findings in a draft."""
