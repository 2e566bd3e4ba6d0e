"""IMR701."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule

_SIGNS = '"\u201c\u201d'
_SIGN = re.compile(f"[{_SIGNS}]")
_INCHES = re.compile(r'"(?<=\d")')


class UnbalancedQuotationMarks(Rule):
    """A quotation mark has no partner.

    ## Why

    Letters quote guidelines and records word for word, and a reader must be able to see where a
    quotation ends. Inch marks ("5 feet 9", a 3" scar) need no partner.

    ## Example

    ```text wrong
    the knee gives way on
    stairs."
    ```

    ```text right
    "the knee gives way on
    stairs."
    ```
    """

    code: ClassVar[str] = "IMR701"
    name: ClassVar[str] = "unbalanced-quotation-marks"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        signs = [sign for sign in _SIGNS if sign in draft.plain]
        for text in draft.filled if signs else ():
            if sum(map(text.plain.count, signs)) % 2 or _INCHES.search(text.plain):
                for place in unmatched(text.plain)[:1]:
                    opens = _opens(text.plain, place)
                    yield Finding(
                        text.span(place, place + 1),
                        f"this quotation mark is never {'closed' if opens else 'opened'}",
                    )


def unmatched(plain: str) -> list[int]:
    """The offsets of quotation marks without a partner, if their number is odd."""
    opened: list[int] = []
    lone: list[int] = []
    inches = 0  # marks that closed a quotation but may be inch marks
    for sign in _SIGN.finditer(plain):
        place = sign.start()
        after_digit = plain[place - 1 : place].isdigit()
        if _opens(plain, place):
            opened.append(place)
        elif opened:
            opened.pop()
            inches += after_digit
        elif inches:
            inches -= 1
        elif not after_digit:
            lone.append(place)
    found = sorted(opened + lone)
    return found if len(found) % 2 else []


def _opens(plain: str, place: int) -> bool:
    """Whether a mark is in an opening position: before a word, and not after one."""
    if plain[place] != '"':
        return plain[place] == "\u201c"
    before, after = plain[place - 1 : place] if place else " ", plain[place + 1 : place + 2]
    return (before.isspace() or before in "([/-") and not (not after or after.isspace())
