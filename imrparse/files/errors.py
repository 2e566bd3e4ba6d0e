"""The exceptions of reading files."""

from __future__ import annotations

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.text.errors import ImrparseError


class UnreadableError(ImrparseError):
    """The text of a file can't be read. The message is the reason, in a reader's words."""


class UndecodableError(UnreadableError):
    """A byte that is invalid in the text's encoding."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
        """The same as a fault, with its place."""

    def __reduce__(self) -> tuple[type[UndecodableError], tuple[Diagnostic]]:
        return UndecodableError, (self.diagnostic,)
