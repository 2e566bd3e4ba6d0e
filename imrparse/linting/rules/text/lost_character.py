"""IMR707."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Edit, Fix, Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.words import is_plain
from imrparse.text.source import Span

# A replacement character; signs of a font's own; control characters, but for those of white space;
# and what UTF-8 looks like when it is read as Windows-1252.
_LOST = re.compile(
    r"(?P<replaced>\ufffd+)|(?P<private>[\ue000-\uf8ff\U000f0000-\U0010fffd]+)"
    r"|(?P<control>[\x00-\x08\x0b\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]+)"
    r"|(?P<windows>[\x80-\x9f]+)"
    r"|(?P<misread>(?:\u00e2[\u20ac\u0080][^\x00-\x7f]|\u00e2\u201e\u00a2|[\u00c2\u00c3][\x80-\xbf]"
    r"|\u00c3[\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u0192\u02c6\u02dc\u2013-\u2026\u2030"
    r"\u2039\u203a\u20ac\u2122])+)"
)
_MESSAGES = {
    "replaced": "a character was lost here",
    "private": "a sign of some font's own stands here, which other fonts do not have",
    "control": "a control character stands here, which no reader sees",
    "windows": "a character of Windows-1252 stands here, which is none in Unicode",
    "misread": "a character was read in the wrong encoding here",
}


class LostCharacter(Rule):
    """A character is lost, or will be when the text is copied.

    ## Why

    A determination is sent, filed and published in several forms. What only one font or one program
    can show turns into a box or a question mark on the way. Degree signs and the like are safe.

    ## Example

    ```text wrong
    tenderness of the
    medial joint line, and a positive McMurray\ufffds test.
    ```

    ```text right
    tenderness of the
    medial joint line, and a positive McMurray test.
    ```
    """

    code: ClassVar[str] = "IMR707"
    name: ClassVar[str] = "lost-character"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for found in _LOST.finditer("" if is_plain(draft) else draft.plain):
            kind, span = str(found.lastgroup), Span(*found.span())
            meant = _meant(kind, found[0])
            yield Finding(
                span,
                _MESSAGES[kind],
                hint=f"did you mean {meant!r}?" if meant else "look up what it was",
                fixes=_fixes(kind, span, meant) if draft.text_at(span.start) else (),
            )


def _meant(kind: str, lost: str) -> str | None:
    """What characters stand for, if that is sure."""
    with suppress(UnicodeError):
        if kind == "windows":
            return lost.encode("latin-1").decode("cp1252")
        if kind == "misread":
            return b"".join(map(_byte, lost)).decode("utf-8")
    return None


def _byte(character: str) -> bytes:
    """The byte that Windows-1252 shows as a character; it has five of no meaning."""
    return character.encode("latin-1" if ord(character) < 0x100 else "cp1252")


def _fixes(kind: str, span: Span, meant: str | None) -> tuple[Fix, ...]:
    if meant:
        return (Fix(f"write {meant!r}", (Edit(span, meant),), safe=True),)
    if kind == "control":
        return (Fix("take it out", (Edit(span, ""),), safe=True),)
    return ()
