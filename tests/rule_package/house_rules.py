"""The rules of a house, for letters that it sends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from imrparse import Edit, Severity
from imrparse.linting import Draft, Finding, RuleWithOptions, TextKind, fix


@frozen
class HouseSpellingOptions:
    """The options of `HouseSpelling`."""

    wrong: str = "x-ray"
    """The spelling that is reported."""
    right: str = "X-ray"
    """The spelling of the house."""


class HouseSpelling(RuleWithOptions[HouseSpellingOptions]):
    """A word is spelled otherwise than in this house.

    ## Why

    The style guide of the house asks for one spelling in all letters.

    ## Example

    ```text wrong
    reported an x-ray
    ```

    ```text right
    reported locking
    ```
    """

    code: ClassVar[str] = "HOUSE101"
    name: ClassVar[str] = "house-spelling"
    group: ClassVar[str] = "house"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        """Yield each place of the wrong spelling in the summary and the fields of the issues."""
        wrong, right = self.options.wrong, self.options.right
        for text in draft.texts:
            start = text.plain.find(wrong)
            while start >= 0:
                span = text.span(start, start + len(wrong))
                mended = fix(f"write {right!r}", draft.plain, [Edit(span, right)], TextKind.TEXT)
                yield Finding(
                    span, f"this house writes {right!r}", hint=f"write {right!r}", fixes=(mended,)
                )
                start = text.plain.find(wrong, start + 1)
