"""The codes of syntax faults, and functions that create their diagnostics."""

from __future__ import annotations

from collections.abc import Iterable

from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.text.source import Source, Span

UNREADABLE = "IMR000"
"""The text can't be read at all: no such file, no permission, wrong encoding."""
NO_LETTER = "IMR001"
"""The text is not a determination letter."""
OLDER_GENERATION = "IMR002"
"""The letter belongs to a template generation that is not supported yet."""
SECOND_LETTER = "IMR003"
"""A second letter begins in the text."""
CUT_OFF = "IMR004"
"""The text ends before the letter does."""
MISSING = "IMR005"
"""A part of the letter is missing."""
EMPTY = "IMR006"
"""A label or a header cell has no text after it."""
DOUBLED = "IMR007"
"""A part occurs twice."""
MISPLACED = "IMR008"
"""A part is out of order."""
MISSPELT = "IMR009"
"""A heading, label or decision is misspelt."""
NO_DECISION = "IMR010"
"""The word in place of a decision is not a decision, or a letter of 2013 has two of them."""
BAD_DATE = "IMR011"
"""A date of the header is not a valid date."""
BAD_CASE_NUMBER = "IMR012"
"""The case number is not valid."""
BAD_PRIORITY = "IMR013"
"""The priority is not valid."""
STRAY = "IMR014"
"""Text that belongs to no part of a letter."""
MISSPELT_STATE = "IMR015"
"""A state of licensure is misspelt. A warning: the letter can still be parsed."""
MISSPELT_MONTH = "IMR016"
"""The name of a month is misspelt. A warning: the letter can still be parsed."""


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
    """A syntax fault: an error, unless the letter can be parsed as it stands."""
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


def replacement_fix(wording: str, edits: tuple[Edit, ...], source: Source, kind: TextKind) -> Fix:
    """A fix that replaces misspelt text by the right wording, with the given edits."""
    return safe_fixes.fix(f"write '{wording}'", source.text, edits, kind)


def did_you_mean(choices: Iterable[str]) -> str:
    """A hint that asks whether one of the choices is meant."""
    meant = " or ".join(f"'{choice}'" for choice in choices)
    return f"did you mean {meant}?"
