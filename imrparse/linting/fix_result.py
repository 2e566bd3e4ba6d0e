"""The result of fixing a draft."""

from __future__ import annotations

from attrs import field, frozen

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.text.node import short


@frozen
class Fixed:
    """A draft after its fixes were applied."""

    text: str = field(repr=short)
    applied: tuple[Diagnostic, ...]
    """The diagnostics that were fixed; their positions are those before their round of fixes."""
    left: tuple[Diagnostic, ...]
    """The diagnostics of the fixed text."""
    taken_back: tuple[Diagnostic, ...] = ()
    """The diagnostics in `left` whose fix was undone: the letter would no longer parse, would lose
    content, or another fix would revert it."""
