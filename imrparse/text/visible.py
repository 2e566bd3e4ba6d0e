"""Making control characters and invisible characters visible in all displayed text.

A letter, or the name of its file, may contain characters that move a terminal's cursor, change its
title or change the direction of its text (U+202E), so that it displays something false. All text
written for a reader is converted here; text that is data (a letter on a pipe) is not.
"""

from __future__ import annotations

import re
import unicodedata

_PICTURES = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    # Hyphens that only some programs display; a byte order mark, and joiners of emoji.
    **dict.fromkeys((0xAD, 0xFFFE), "-"),
    **dict.fromkeys((0xFEFF, 0x200D), ""),
    # Variation selectors: left out, since terminals differ about their width.
    **dict.fromkeys((*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400)), ""),
}
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}

_USUAL = re.compile(r"[^ -~]")
_USUAL_IN_LINES = re.compile(r"[^ -~\t\n]")
# Besides the characters not allowed in JSON texts: DEL, C1 controls, direction marks, line and
# paragraph separators.
_OBEYED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BEFORE_CODES = re.compile(r"\\++(?=[\ud800-\udfff]|ud[89a-f][0-9a-f]{2})")
_CODES = re.compile(r"(\\++)(ud[89a-f][0-9a-f]{2})")


def shown(character: str) -> str:
    """A character, or a symbol for an invisible or control character."""
    if character.isascii() and character.isprintable():
        return character
    picture = _PICTURES.get(ord(character))
    if picture is None:
        return "\ufffd" if unicodedata.category(character) in _UNSEEN else character
    return picture


def visible(text: str) -> str:
    """A text on one line, with symbols for line ends too: a name, a message."""
    return _USUAL.sub(_picture, text)


def visible_lines(text: str) -> str:
    """A text with its lines. Only line feeds end one; tabs are kept."""
    return _USUAL_IN_LINES.sub(_picture, text)


def escaped(text: str) -> str:
    r"""JSON or TOML text, with what a terminal would obey as the escapes of both: ``\u202e``."""
    if text.isascii() and "\x7f" not in text:
        return text
    return _OBEYED.sub(lambda found: _escape(found[0]), text)


def file_name(name: str) -> str:
    r"""The name of a file in the one form that is written everywhere: on the terminal, in reports
    and in tables.

    UTF-8 can't express all names. Where Python has a lone surrogate, for a byte that is not UTF-8,
    this form has its code, such as ``\udce9`` for the byte E9. Backslashes of the name before it
    are doubled, and so are those before the same letters, so that no two names become one.
    """
    if name.isascii() and "\\ud" not in name:
        return name
    doubled = _BEFORE_CODES.sub(lambda found: found[0] * 2, name)
    return _SURROGATES.sub(lambda found: _escape(found[0]), doubled)


def original_file_name(written: str) -> str:
    """The name of a file in Python, from its written form."""
    return _CODES.sub(_decoded, written) if "\\ud" in written else written


def _decoded(found: re.Match[str]) -> str:
    slashes, code = found.groups()
    kept = "\\" * (len(slashes) // 2)
    return kept + (chr(int(code[1:], 16)) if len(slashes) % 2 else code)


def _picture(found: re.Match[str]) -> str:
    # For a lone surrogate (in a file name, an undecodable byte) the symbol is its code.
    return _escape(found[0]) if "\ud800" <= found[0] <= "\udfff" else shown(found[0])


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}"
