"""IMR608."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.privacy.patterns import private_spans
from imrparse.text.source import Span

_LONGEST_GAP = 200  # code points
_AFTER_GAPS = " \n\t,.'"


class RedactionGap(Rule):
    """A name was removed, and the sentence has a gap in its place.

    ## Why

    A determination is in plain language, for a layperson (8 CCR 9792.10.6(d)). A sentence without
    its subject can't be understood, and the gap shows that a name was there: write the person's
    role in the case instead.

    ## Example

    ```text wrong
    Dr.  noted that
    ```

    ```text right
    The provider noted that
    ```
    """

    code: ClassVar[str] = "IMR608"
    name: ClassVar[str] = "redaction-gap"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        found = sorted(private_spans(draft, self.name))
        if not found or draft.has_stray_spaces:
            return
        for span in found:
            if not _is_marked(draft, span):
                yield Finding(
                    _gap(draft, span),
                    "a name seems to have been removed here",
                    hint='write the person\'s role in the case: "the treating physician"',
                )


def _gap(draft: Draft, found: Span) -> Span:
    """The match with all white space before it, unless it starts with a title or a mark."""
    if draft.plain[found.start] not in _AFTER_GAPS:
        return found
    before = draft.plain[max(0, found.start - _LONGEST_GAP) : found.start]
    return Span(found.start - len(before) + len(before.rstrip()), found.end)


def _is_marked(draft: Draft, found: Span) -> bool:
    """Whether the gap contains Markdown marks, which are spaces in the plain text."""
    gap = draft.source.text[slice(*_gap(draft, found))]
    return not gap.isspace() and draft.plain[slice(*found)].isspace()
