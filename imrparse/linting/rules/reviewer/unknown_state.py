"""IMR303."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.codes import MISSPELT_STATE
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import Of
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.reviewer.credentials import credentials
from imrparse.linting.rules.reviewer.lists import unknown_items
from imrparse.text.source import Span


class UnknownState(Rule):
    """An item listed under licensure is not the full name of a state.

    ## Why

    Letters name the states of licensure in full, separated by commas, and tables made from letters
    are counted by these names. A misspelt state is reported as a syntax diagnostic instead
    (IMR015).

    ## Example

    ```text wrong
    State(s) of Licensure: CA, Nevada
    ```

    ```text right
    State(s) of Licensure: California, Nevada
    ```
    """

    code: ClassVar[str] = "IMR303"
    name: ClassVar[str] = "unknown-state"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        known = credentials()
        misspelt = {fault.span for fault in draft.faults if fault.code == MISSPELT_STATE}
        for item, span in unknown_items(draft, "licensure", known.knows_state):
            if span not in misspelt:
                yield _finding(draft, item, span, ", ".join(known.states_of(item)))


def _finding(draft: Draft, item: str, span: Span, states: str) -> Finding:
    if not states:
        return Finding(
            span,
            f"'{item}' is not a state",
            hint="name the states in full, with commas between them",
        )
    # Not safe: "MD" may be a degree, and one item of the list may become two.
    edits = (Edit(span, states),)
    fix = safe_fixes.fix(f"write '{states}'", draft.source.text, edits, Of.NAME, sure=False)
    message = f"'{item}' is not the full name of a state"
    return Finding(span, message, hint=f"did you mean '{states}'?", fixes=(fix,))
