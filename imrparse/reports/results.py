"""The results of checking files."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from imrparse.diagnostics.codes import UNREADABLE
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.files import Loaded


@frozen
class Described:
    """The description of a lint rule or a syntax fault."""

    name: str
    """The name: words with hyphens."""
    summary: str
    page: str
    """The whole page, in Markdown."""


@frozen
class Failure:
    """Why a file could not be checked."""

    message: str
    code: str | None = UNREADABLE
    """The code of the fault; None if the program failed."""

    @property
    def title(self) -> str:
        """The name of the failure."""
        return self.code or "failure"


@frozen
class Result:
    """The result for one file."""

    path: str
    """The name of the file: its path, or ``<stdin>``."""
    diagnostics: Sequence[Diagnostic] = ()
    failure: Failure | None = None
    skipped: tuple[str, ...] = ()
    """The codes of the lint rules that were not run, because a syntax error damaged what they
    need."""
    loaded: Loaded | None = None
    """The text of the file, for reports that show it."""
