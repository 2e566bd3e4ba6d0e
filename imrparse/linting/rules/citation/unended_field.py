"""Guideline fields that do not end with a full stop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.text.source import Span

_ENDS = (".", "!", "?", '."', ".\u201d", ".)", ".]")


class UnendedField(Rule):
    """A guideline field does not end with a full stop.

    ## Why

    All fields of published letters of 2016-2017 end with one. Without it a reader can't tell
    whether the citation is complete, and a program may read the next line as a part of it.

    ## Example

    ```text wrong
    MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004, Section(s): Surgical
    Considerations
    ```

    ```text right
    MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004, Section(s): Surgical
    Considerations.
    ```
    """

    code: ClassVar[str] = "IMR509"
    name: ClassVar[str] = "unended-field"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            for field in (issue.claims_administrator_guideline, issue.maximus_guideline):
                if not field.span or not field.text or field.text.endswith(_ENDS):
                    continue
                end = field.span.end
                edits = (Edit(Span(end, end), "."),)
                fix = safe_fixes.fix("insert a full stop", draft.source.text, edits, TextKind.TEXT)
                last = Span(end - len(field.text.split()[-1]), end)
                yield Finding(last, "the field does not end with a full stop", fixes=(fix,))
