"""The faults that a letter's syntax can have: their codes, and how one is reported."""

from __future__ import annotations

from collections.abc import Iterable

from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from imrparse.diagnostics.safe_fixes import Of
from imrparse.text.source import Source, Span

UNREADABLE = "IMR000"
"""The text can't be had at all: no such file, no permission, another encoding."""
NO_LETTER = "IMR001"
"""The text is no determination letter."""
OLDER_GENERATION = "IMR002"
"""A letter of a template generation that is not read yet."""
SECOND_LETTER = "IMR003"
"""A second letter begins in the text."""
CUT_OFF = "IMR004"
"""The text ends before the letter does."""
MISSING = "IMR005"
"""A part of the letter is missing."""
EMPTY = "IMR006"
"""A label or a cell of the header has nothing after it."""
DOUBLED = "IMR007"
"""A part that stands there twice."""
MISPLACED = "IMR008"
"""A part that stands out of order."""
MISSPELT = "IMR009"
"""A heading, label or decision word that is not as it should be written."""
NO_DECISION = "IMR010"
"""A word where the decision should stand that is none."""
BAD_DATE = "IMR011"
"""A date of the header that is none."""
BAD_CASE_NUMBER = "IMR012"
"""A case number that is none."""
BAD_PRIORITY = "IMR013"
"""A priority that is none."""
STRAY = "IMR014"
"""Text that belongs to no part of a letter."""
MISSPELT_STATE = "IMR015"
"""A state of licensure that is not as it should be written. A warning: the letter can be read."""
MISSPELT_MONTH = "IMR016"
"""The name of a month that is not as it should be written. A warning: the letter can be read."""


def fault(
    code: str,
    message: str,
    span: Span,
    source: Source,
    *,
    severity: Severity = Severity.ERROR,
    expected: tuple[str, ...] = (),
    hint: str | None = None,
    related: tuple[Related, ...] = (),
    fixes: tuple[Fix, ...] = (),
) -> Diagnostic:
    """A syntax fault: an error unless the letter can be read as it stands."""
    return Diagnostic(
        code,
        severity,
        message,
        span,
        source=source,
        expected=expected,
        hint=hint,
        related=related,
        fixes=fixes,
    )


def written(wording: str, edits: tuple[Edit, ...], source: Source, of: Of) -> Fix:
    """The fix that makes a stretch of the text the right wording."""
    return safe_fixes.fix(f"write '{wording}'", source.text, edits, of)


def did_you_mean(choices: Iterable[str]) -> str:
    """A hint that asks whether one of some wordings is meant."""
    meant = " or ".join(f"'{choice}'" for choice in choices)
    return f"did you mean {meant}?"
