"""Acceptances: ``imrparse: ignore IMR704: as it is in the record``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.acceptance import without
from imrparse.linting.config import unknown_name
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.text.values import quoted


class NeedlessAcceptance(Rule):
    """A finding is accepted that is not there.

    ## Why

    An acceptance that outlives its finding hides the next one at the same place. A comment in the
    text covers the paragraph that it stands in or, alone on its line, the text below it; a comment
    in Word covers its words, and an entry of the settings the letter with its case number. Errors
    can't be accepted.

    ## Example

    ```text wrong
    twelve visits of physical therapy <!-- imrparse: ignore IMR703: as in the record -->
    ```

    ```text right
    twelve visits of physical therapy
    ```
    """

    code: ClassVar[str] = "IMR801"
    name: ClassVar[str] = "needless-acceptance"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for one in draft.acceptances.all:
            names = list(draft.acceptances.needless(one))
            if not names:
                continue
            edit = without(one, draft.source, names)
            fixes = (safe_fixes.remark_fix("remove the acceptance", (edit,)),) if edit else ()
            message = f"nothing needs the acceptance of {', '.join(names)}"
            yield Finding(one.span, message, fixes=fixes)


class UnreasonedAcceptance(Rule):
    """A finding is accepted without a reason.

    ## Why

    Whoever reads the draft next has to know why a finding was accepted: because the record has the
    words, because the parties agreed, because the rule is mistaken. The reason follows the codes.

    ## Example

    ```text wrong
    Treatment to date has included
    included <!-- imrparse: ignore IMR703 -->
    ```

    ```text right
    Treatment to date has included
    ```
    """

    code: ClassVar[str] = "IMR802"
    name: ClassVar[str] = "unreasoned-acceptance"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for one in draft.acceptances.all:
            if not one.reason and any(name in draft.acceptances.code_of for name in one.names):
                yield Finding(
                    one.span,
                    "this acceptance gives no reason",
                    hint=f"write it after the code: 'imrparse: ignore {one.names[0]}: …'",
                )


class UnknownAcceptance(Rule):
    """An acceptance names no known rule.

    ## Why

    A code or a name that is mistyped accepts nothing. Groups and beginnings of codes can't be
    accepted: they would hide findings that nobody has seen.

    ## Example

    ```text wrong
    one
    corticosteroid injection. <!-- imrparse: ignore IMR999: as in the record -->
    ```

    ```text right
    one
    corticosteroid injection.
    ```
    """

    code: ClassVar[str] = "IMR803"
    name: ClassVar[str] = "unknown-acceptance"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        known = draft.acceptances.code_of
        for one in draft.acceptances.all:
            for name in one.names:
                if name not in known:
                    yield Finding(one.span, unknown_name("rule or code", name, known))
            if not one.names:
                hint = "write 'imrparse: ignore', the codes, and a reason"
                shown = quoted(draft.source.text[slice(*one.span)])
                yield Finding(one.span, f"{shown} accepts nothing", hint=hint)
