"""Why a file can't be read."""

from __future__ import annotations

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.text.errors import ImrparseError


class UnreadableError(ImrparseError):
    """The text of a file can't be had. The message says why, in words for its reader."""


class UndecodableError(UnreadableError):
    """A byte that the text's encoding does not have."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
        """The same as a fault, with its place."""

    def __reduce__(self) -> tuple[type[UndecodableError], tuple[Diagnostic]]:
        return UndecodableError, (self.diagnostic,)
