"""What a terminal would obey, and what can't be seen: the one table of it, for all that is shown.

A letter, or the name of its file, may hold what moves a terminal's cursor, changes its title or
turns the direction of its text (U+202E), so that it shows something else than stands there. All
text that is written for a reader goes through here; text that is data (a letter on a pipe) does
not.
"""

from __future__ import annotations

import re
import unicodedata

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_PICTURES |= {0xAD: "-", 0xFFFE: "-"}  # hyphens that show in some programs only
_PICTURES |= {0xFEFF: "", 0x200D: ""}  # an encoding mark, and what joins emoji
# Variants of the character before: left out, since terminals differ over their width.
_PICTURES |= dict.fromkeys((*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400)), "")
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}

_USUAL = re.compile(r"[^ -~]")
_USUAL_IN_LINES = re.compile(r"[^ -~\t\n]")
# Besides what no JSON text may hold as it is: DEL, C1 controls, marks of direction, ends of lines
# and paragraphs.
_OBEYED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def shown(character: str) -> str:
    """A character, or a picture of one that can't be seen or that a terminal would obey."""
    if character.isascii() and character.isprintable():
        return character
    picture = _PICTURES.get(ord(character))
    if picture is None:
        return "\ufffd" if unicodedata.category(character) in _UNSEEN else character
    return picture


def visible(text: str) -> str:
    """A text as it is shown in one line, with pictures for line ends too: a name, a message."""
    return _USUAL.sub(_picture, text)


def visible_lines(text: str) -> str:
    """A text as it is shown in its lines. Only line feeds end one; tabs stay."""
    return _USUAL_IN_LINES.sub(_picture, text)


def escaped(text: str) -> str:
    r"""JSON or TOML text, with what a terminal would obey as the escapes of both: ``\u202e``."""
    if text.isascii() and "\x7f" not in text:
        return text
    return _OBEYED.sub(lambda found: _escape(found[0]), text)


def _picture(found: re.Match[str]) -> str:
    # Of a lone surrogate (in a file's name, a byte of no encoding) it is told which one it is.
    return _escape(found[0]) if "\ud800" <= found[0] <= "\udfff" else shown(found[0])


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}"
