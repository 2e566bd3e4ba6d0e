"""What a rule is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

from attrs import frozen

from imrparse.diagnostics.diagnostic import Fix, Related, Severity
from imrparse.linting.draft import Draft
from imrparse.text.source import Span


@frozen
class Finding:
    """What a rule has to say of a place in a draft."""

    span: Span
    message: str
    """In the words of a letter's reader, without a full stop."""
    hint: str | None = None
    fixes: tuple[Fix, ...] = ()
    """What mends it, made by `safe_fixes.fix`, which says whether that is safe."""
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    """How much it matters, if that is less than what the rule's findings mostly do."""


@frozen
class NoOptions:
    """The options of a rule that has none."""


class Rule(ABC):
    """A thing that a careful editor would object to.

    The docstring of a rule is its page, in Markdown: a sentence that says what is objected to; why,
    with the source (a regulation, the MTUS); and under ``## Example`` two fenced blocks, marked
    ``text wrong`` and ``text right``. The right one stands once in ``tests/letters/sound.txt``, and
    with the wrong one in its place that letter has this finding and no other.
    """

    code: ClassVar[str]
    """Does not change: ``IMR401``. The hundreds say the group."""
    name: ClassVar[str]
    """Words with hyphens."""
    group: ClassVar[str]
    """The name of the group, which is that of the folder the rule stands in."""
    severity: ClassVar[Severity]
    needs_sound_letter: ClassVar[bool] = True
    """Whether the rule is asked only if a draft has no syntax errors."""
    Options: ClassVar[type[Any]] = NoOptions
    """A frozen attrs class: the rule's options, with their defaults and, as docstrings under them,
    what they mean."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.group = cls.__module__.rpartition(".")[0].rpartition(".")[2]

    def __init__(self, options: Any = None) -> None:
        self.options = self.Options() if options is None else options

    @abstractmethod
    def check(self, draft: Draft) -> Iterator[Finding]:
        """What the rule finds in a draft."""
