"""The faults that a letter's syntax can have: their codes, and how one is reported."""

from __future__ import annotations

from imrparse.diagnostics import Diagnostic, Severity
from imrparse.source import Source, Span

UNREADABLE = "IMR000"
"""The text can't be had at all: no such file, no permission, another encoding."""
NO_LETTER = "IMR001"
"""The text is no determination letter."""
MISSING = "IMR002"
"""A part of the letter is missing."""
STRAY = "IMR003"
"""Text that belongs to no part of a letter."""
BAD_VALUE = "IMR004"
"""A value in the header that can't be."""
DOUBLED = "IMR005"
"""A part that stands there twice."""


def fault(
    code: str, message: str, span: Span, source: Source, expected: tuple[str, ...] = ()
) -> Diagnostic:
    """A syntax fault: always an error, since the letter can't be read as it stands."""
    return Diagnostic(code, Severity.ERROR, message, span, source=source, expected=expected)
