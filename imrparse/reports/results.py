"""What was found in some files."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from imrparse.diagnostics.codes import UNREADABLE
from imrparse.diagnostics.diagnostic import Diagnostic


@frozen
class Described:
    """What there is to say of a rule, or of a fault of syntax."""

    name: str
    """Words with hyphens."""
    summary: str
    page: str
    """All of it, in Markdown."""


@frozen
class Failure:
    """Why there is nothing to say of a file."""

    message: str
    code: str | None = UNREADABLE
    """None for a failure of the program, which is no fault of the file."""

    @property
    def title(self) -> str:
        """What the failure is called."""
        return self.code or "failure"


@frozen
class Result:
    """What was found in one file."""

    path: str
    """What the file is called: its path, or ``<stdin>``."""
    diagnostics: Sequence[Diagnostic] = ()
    failure: Failure | None = None
