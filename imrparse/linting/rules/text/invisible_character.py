"""IMR708."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Fix, Severity
from imrparse.diagnostics.safe_fixes import Of
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.words import words
from imrparse.text.source import Span

_FOUND = re.compile(
    r"(?P<nothing>[\u00ad\u180e\u200b-\u200d\u2060-\u2064]+)"
    r"|(?P<direction>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)"
    r"|(?P<space>[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+)"
    r"|(?P<ligature>[\ufb00-\ufb06])"
)
_MESSAGES = {
    "nothing": "this character is invisible",
    "direction": "this mark changes the direction of the text",
    "space": "this is not an ordinary space",
    "ligature": "these letters are a single character (a ligature)",
}


class InvisibleCharacter(Rule):
    """A character is invisible, or looks like another one.

    ## Why

    Word processors insert no-break spaces, soft hyphens, and ligatures. A reader sees no
    difference, but a search for the word fails. Most file formats preserve these characters, so
    this is a note.

    ## Example

    ```text wrong
    a positive\u00a0McMurray test
    ```

    ```text right
    a positive McMurray test
    ```
    """

    code: ClassVar[str] = "IMR708"
    name: ClassVar[str] = "invisible-character"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        # The plain text shows none of these: reading leaves them out.
        text = draft.source.text
        for found in _FOUND.finditer("" if text.isascii() else text):
            kind, span = str(found.lastgroup), Span(*found.span())
            yield Finding(
                span,
                _MESSAGES[kind],
                fixes=(_fix(draft, kind, span, found[0]),) if draft.text_at(span.start) else (),
            )


def _fix(draft: Draft, kind: str, span: Span, character: str) -> Fix:
    usual = {"nothing": "", "direction": "", "space": " "}.get(kind)
    if usual is None:
        usual = words()["characters"]["ligatures"][character]
    message = f"write {usual!r}" if usual else "remove it"
    # Without the mark, the text may appear in another order.
    sure = kind != "direction"
    return safe_fixes.fix(message, draft.source.text, (Edit(span, usual),), Of.TEXT, sure=sure)
