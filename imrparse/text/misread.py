"""Characters that were decoded with the wrong encoding, and the original ones."""

from __future__ import annotations

import re
from contextlib import suppress

from imrparse.data.regexes import regex

# UTF-8 decoded as Windows-1252, and Windows-1252 decoded as Latin-1.
MISREAD = (
    r"(?:\u00e2[\u20ac\u0080][^\x00-\x7f\ufffd]|\u00e2\u201e\u00a2|\u00e2\u201a\u00ac|[\u00c2\u00c3][\x80-\xbf]"
    r"|\u00c3[\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u0192\u02c6\u02dc\u2013-\u2026\u2030"
    r"\u2039\u203a\u20ac\u2122])+"
)
WINDOWS = r"[\x80-\x9f]+"
_EITHER = regex(rf"(?P<misread>{MISREAD})|(?P<windows>{WINDOWS})")


def misread_utf8(text: str) -> str | None:
    """The original characters of UTF-8 decoded as Windows-1252; None if they are not that."""
    with suppress(UnicodeError):
        return b"".join(map(_byte, text)).decode("utf-8")
    return None


def misread_windows(text: str) -> str | None:
    """The original characters of Windows-1252 decoded as Latin-1, or None."""
    with suppress(UnicodeError):
        return text.encode("latin-1").decode("cp1252")
    return None


def read_right(text: str) -> str:
    """A text with such characters corrected."""
    return text if text.isascii() else _EITHER.sub(_right, text)


def _right(found: re.Match[str]) -> str:
    read = misread_utf8 if found.lastgroup == "misread" else misread_windows
    return read(found[0]) or found[0]


def _byte(character: str) -> bytes:
    """The byte of a Windows-1252 character; five bytes have no character."""
    return character.encode("latin-1" if ord(character) < 0x100 else "cp1252")
