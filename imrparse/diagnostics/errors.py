"""The error of a text that is not a valid letter."""

from __future__ import annotations

from collections.abc import Iterable

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.text.errors import ImrparseError


class ParseError(ImrparseError, ValueError):
    """A text could not be parsed as a determination letter."""

    diagnostics: tuple[Diagnostic, ...]
    """The reasons, in text order."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__()

    def __str__(self) -> str:
        # Rendering is imported only when an error is shown.
        from imrparse.diagnostics.rendering import full

        return "\n\n".join(map(full, self.diagnostics))

    def __reduce__(self) -> tuple[type[ParseError], tuple[tuple[Diagnostic, ...]]]:
        return ParseError, (self.diagnostics,)
