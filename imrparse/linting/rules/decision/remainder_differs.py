"""IMR409."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.sums import DividedAmounts, divided_amounts


class RemainderDiffers(Rule):
    """The authorized and the remaining amount do not add up to the original request.

    ## Why

    Only what the claims administrator did not authorize is in dispute, and the determination is
    about that (8 CCR 9792.10.6(d)). If the authorized and the remaining amount do not add up to the
    original, one of the three is wrong.

    ## Example

    ```text wrong
    the lumbar spine, 6 sessions was authorized
    ```

    ```text right
    the lumbar spine, 8 sessions was authorized
    ```
    """

    code: ClassVar[str] = "IMR409"
    name: ClassVar[str] = "remainder-differs"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            parts = divided_amounts(issue.request)
            partial = issue.request.partial_authorization
            if parts and partial and parts.node.span and not parts.add_up:
                others = {"originally": partial.original, "authorized": partial.authorized}
                yield Finding(
                    parts.node.span,
                    f"{parts.authorized:g} authorized and {parts.remaining:g} remaining do not "
                    f"add up to the {parts.original:g} of the original request",
                    hint=_hint(parts),
                    related=tuple(
                        Related(name, part.span) for name, part in others.items() if part.span
                    ),
                )


def _hint(parts: DividedAmounts) -> str | None:
    left = parts.original - parts.authorized
    return f"{left:g} would remain, if the other two are right" if left > 0 else None
