"""Texts that were written as data: JSON and Python strings, CSV fields, quoted-printable mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from imrparse.text.decoration.view import FILLER, DecorationKind, Mask, View, blank, filled

# A backslash may be one that an outer string escaped, which left a filler behind it.
_BACKSLASH = rf"\\{FILLER}*"
_ESCAPE = re.compile(
    r"(?P<wide>(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))"
    rf"|{_BACKSLASH}u(?P<code>[0-9a-fA-F]{{4}})|{_BACKSLASH}x(?P<byte>[0-9a-fA-F]{{2}})"
    rf"|{_BACKSLASH}(?P<sign>[nrtfvb\"'\\/])"
)
_SIGNS = {"n": "\n", "r": " ", "t": "\t", "f": "\f", "v": "\n", "b": " "}
_CONTROLS = {"\n": "\n", "\r": " ", "\t": "\t", "\f": "\f", "\v": "\n", "\u2028": "\n"}
_LITERAL = re.compile(
    rf"""\b[bru]{{0,2}}"(?:[^"\\]|{_BACKSLASH}.)*+"|"(?:[^"\\]|{_BACKSLASH}.)*+\""""
    rf"""|'(?:[^'\\]|{_BACKSLASH}.)*+'""",
    re.DOTALL,
)
_OPENING = re.compile(r"""[\[{(\s]*+(?:["']?\w[\w ]*+["']?\s*[:=]\s*)?(?:[bru]{0,2}["']{1,3})""")
_CLOSING = re.compile(r"""["']{1,3}\s*,?[\s\]})]*\Z""")
_FEWEST_ENDS = 6  # escaped line ends; a letter has many more
_OFTEN = 3  # times as many escaped line ends as line ends
_MOSTLY = 0.5  # of a text that stands in the string that holds the letter
_FIELD = re.compile(r'(?<![^,;\t\n])"(?P<value>(?:[^"]|"")*+)"(?=[,;\t\n]|\s*\Z)')
# The same without a look back at first, for the speed of a character search.
_FIELD_BEGINS = re.compile(r'"(?<![^,;\t\n]")')
_LIST = re.compile(r"""\s*[\[(]\s*[bru]{0,2}["']""")
_FEWEST_STRINGS = 5
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_FEWEST_PERCENT = 5  # times as many escaped spaces as spaces
_SOFT = re.compile(r"=[^\S\n]?\n")
_BYTE = re.compile(r"=([0-9A-F]{2})")
_CODED = re.compile(r"(?:=[0-9A-F]{2}|=[^\S\n]?\n)+")  # a soft break may part a character's bytes
_FEWEST_SOFT = 3
_SHARE_SOFT = 0.15  # of the line ends


def look(view: View) -> Iterable[Mask]:
    """The escapes of a string of JSON or Python, and what stands around it."""
    plain = view.plain
    if masks := _list(plain):
        return masks
    if "%" in plain and plain.count("%20") > _FEWEST_PERCENT * (plain.count(" ") + 1):
        return _percent(plain)
    count = plain.count("\\n") + plain.count("\\r") if "\\" in plain else 0
    if count < _FEWEST_ENDS or count <= _OFTEN * plain.strip().count("\n"):
        return _field(plain)
    return _string(plain)


def _string(plain: str) -> Iterator[Mask]:
    literals = [found.span() for found in _LITERAL.finditer(plain)]
    start, end = max(literals, key=lambda span: span[1] - span[0], default=(0, 0))
    if end - start < len(plain) * _MOSTLY:
        # It has no quotation marks around it, or not the usual ones.
        opening, closing = _OPENING.match(plain), _CLOSING.search(plain, max(0, len(plain) - 20))
        start = opening.end() if opening else 0
        end = closing.start() if closing else len(plain)
    else:
        start, end = plain.index(plain[end - 1], start) + 1, end - 1
    yield blank(0, start, DecorationKind.ESCAPE)
    yield blank(end, len(plain), DecorationKind.ESCAPE)
    for escape in _ESCAPE.finditer(plain, start, end):
        yield _mask(escape)


def _mask(escape: re.Match[str]) -> Mask:
    start, end = escape.span()
    if sign := escape["sign"]:
        if text := _SIGNS.get(sign):
            return Mask(start, text.ljust(end - start), DecorationKind.ESCAPE)
        if sign == "\\":  # what it escapes comes right after it
            return Mask(start, sign.rjust(end - start, FILLER), DecorationKind.ESCAPE)
        return filled(start, end, DecorationKind.ESCAPE, sign)
    if escape["wide"]:
        high, low = (int(escape["wide"][i : i + 4], 16) for i in (2, 8))
        character = chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    else:
        character = chr(int(escape["code"] or escape["byte"], 16))
    character = _CONTROLS.get(character, character)
    if character.isspace():
        return Mask(start, character.ljust(end - start), DecorationKind.ESCAPE)
    return filled(start, end, DecorationKind.ESCAPE, character)


def _list(plain: str) -> list[Mask]:
    """A list of strings, each a line or more: what stands between them ends a line."""
    if not _LIST.match(plain):
        return []
    strings = [found.span() for found in _LITERAL.finditer(plain)]
    inside = sum(end - start for start, end in strings)
    if len(strings) < _FEWEST_STRINGS or inside < len(plain.replace(" ", "")) * _MOSTLY:
        return []
    masks = []
    position = 0
    for start, end in strings:
        mark = start + 1 + (plain[start] not in "\"'")
        masks.append(Mask(position, "\n".rjust(mark - position), DecorationKind.ESCAPE))
        masks += [_mask(escape) for escape in _ESCAPE.finditer(plain, mark, end - 1)]
        position = end - 1
    return [*masks, blank(position, len(plain), DecorationKind.ESCAPE)]


def _percent(plain: str) -> Iterator[Mask]:
    """Text as it stands in an address: ``%20`` for a space."""
    for found in _PERCENT.finditer(plain):
        text = unquote(found[0], errors="replace")
        yield Mask(found.start(), text.ljust(len(found[0]), FILLER), DecorationKind.ESCAPE)


def _field(plain: str) -> Iterator[Mask]:
    """The field of a CSV file that holds the letter, and its doubled quotation marks."""
    if not _FIELD_BEGINS.search(plain, 0, int(len(plain) * (1 - _MOSTLY)) + 2):
        return
    fields = [found.span("value") for found in _FIELD.finditer(plain)]
    start, end = max(fields, key=lambda span: span[1] - span[0], default=(0, 0))
    if end - start < len(plain) * _MOSTLY:
        return
    yield blank(0, start, DecorationKind.ESCAPE)
    yield blank(end, len(plain), DecorationKind.ESCAPE)
    for found in re.finditer('""', plain[start:end]):
        yield Mask(start + found.start(), FILLER + '"', DecorationKind.ESCAPE)


def quoted_printable(view: View) -> Iterable[Mask]:
    """The soft line breaks and the bytes in hexadecimal of quoted-printable mail."""
    plain = view.plain
    if "=" not in plain or ("=\n" not in plain and "= \n" not in plain):
        return
    if len(_SOFT.findall(plain)) < max(_FEWEST_SOFT, plain.count("\n") * _SHARE_SOFT):
        return
    for found in _CODED.finditer(plain):
        data = bytes(int(code[1], 16) for code in _BYTE.finditer(found[0]))
        text = data.decode("utf-8", "replace")
        if "\ufffd" in text:
            text = data.decode("cp1252", "replace")
        yield filled(*found.span(), DecorationKind.ESCAPE, text.replace("\r", " "))
