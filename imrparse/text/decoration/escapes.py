"""Texts that were written as data: JSON and Python strings, CSV fields, quoted-printable mail."""

from __future__ import annotations

import re
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from string import ascii_letters, digits
from unicodedata import normalize
from urllib.parse import unquote

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.text.decoration.view import (
    FILLER,
    DecorationKind,
    Mask,
    View,
    blank,
    edges_of,
    filled,
    lines_of,
)
from imrparse.text.misread import MISREAD, misread_utf8

# A backslash may be one that an outer string escaped, which left a filler behind it.
_BACKSLASH = rf"\\{FILLER}*"
ESCAPE = regex(
    r"(?P<wide>(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))"
    rf"|{_BACKSLASH}u(?P<code>[0-9a-fA-F]{{4}})|{_BACKSLASH}x(?P<byte>[0-9a-fA-F]{{2}})"
    rf"|{_BACKSLASH}(?P<sign>[nrtfvb\"'\\/,;])"
)
"""An escape of JSON, of Python and of their like."""
_SIGNS = {"n": "\n", "r": " ", "t": "\t", "f": "\f", "v": "\n", "b": " "}
_CONTROLS = {"\n": "\n", "\r": " ", "\t": "\t", "\f": "\f", "\v": "\n", "\u2028": "\n"}
_LITERAL = regex(
    rf"""\b[bru]{{0,2}}"(?:[^"\\]|{_BACKSLASH}.)*+"|"(?:[^"\\]|{_BACKSLASH}.)*+\""""
    rf"""|'(?:[^'\\]|{_BACKSLASH}.)*+'""",
    re.DOTALL,
)
_OPENING = regex(r"""[\[{(\s]*+(?:["']?\w[\w ]*+["']?\s*[:=]\s*)?(?:[bru]{0,2}["']{1,3})""")
_CLOSING = regex(r"""["']{1,3}\s*,?[\s\]})]*\Z""")
_TAG_SIGNS = "<&"
_FEWEST_ENDS = 6  # escaped line ends; a letter has many more
_OFTEN = 3  # times as many escaped line ends as line ends
_MOSTLY = 0.5  # of a text that stands in the string that holds the letter
_PARTLY = 0.3  # of data, with its keys and signs, that the strings make up
_FIELD = regex(r'"(?<![^,;\t\n]")(?P<value>(?:[^"]|"")*+)"(?=[,;\t\n]|\s*\Z)')

# A value of SQL, in which quotation marks are doubled.
_VALUE = regex(r"""(?<=[(,=])\s*[A-Za-z]?'(?P<value>(?:[^']|'')*+)'(?=\s*(?:[,;)]|\Z))""")
# Data, or a formula, at the start of a text, of a line or behind a mail's head. White space is read
# once.
_CALL = r"\w{1,40}\(\s*\w{1,40}\s*=\s*"  # of a class, with a field's name
_CALLED = regex(r"\(\s*\w{1,40}\s*=")
_DATA_BEGIN = (
    rf"(?:=\s?|(?:[\[({{]\s*)*(?:[\[({{]\s*|{_CALL}[\[({{]?\s*)(?:-?\d[\d.]*,\s*)*)"
    r"""[bru]{0,2}["']"""
)
_DATA = regex(
    r"(?:\A|(?<!\s)(?>\s*?(?=\n\n))|\n(?=[^\S\n]*+[\[{]))"
    rf"(?P<data>\s*+{_DATA_BEGIN})"
)
_DATA_BEGINS = regex(_DATA_BEGIN)
_DATA_FIRSTS = regex(r"[=\[({]")
_DATA_SIGNS = regex(r"[\[({=,]\s*[\"']")
_APOSTROPHE = regex("'")
_WIDEST = 80  # code points of the white space before a value that is looked at
_BEFORE_VALUE = ("(", ",", "=")
_KEY = regex(r"\s*:")
_NAME = regex(r"(\w{1,40})\s*=\s*\Z")
_LONGEST_NAME = 50
_FEWEST_STRINGS = 2
_LONGEST_LINE = 300  # code points; a longer string is a page
_FORM_FIELD = regex(r"(?:\A\s*|&)(?:\w+=)?(?P<value>[^&]*)")
_PERCENT = regex(r"(?:%[0-9A-Fa-f]{2})+")
_FEWEST_PERCENT = 5  # times as many escaped spaces as spaces
# Colours, titles and the like; a letter, a backspace, and that letter again.
_CONTROL = regex(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-B0-2]|\x1b[=>78cDEM]"
    r"|[^\n]\x08"
)
_BASE64 = re.compile(
    r"(?:(?<![^\n])[A-Za-z0-9+/]{40,}+[^\S\n]*\n)+(?:[A-Za-z0-9+/]+={0,2}(?![^\s]))?"
)
_BASE64_BEGINS = re.compile(r"\n[A-Za-z0-9+/]{40}")
_SHORTEST = 1_000  # code points of what may be a letter in base64
_LOST_SPACE = regex("\u00c2(?= )")  # a no-break space that became a space already
_LOST_BYTE = "\u201d"  # what has a byte that Windows-1252 lacks is a closing quotation mark
_WRONG = regex(
    rf"(?P<misread>{MISREAD}|\u00e2\u20ac\ufffd)|(?P<wide>[\uff01-\uff5e\U0001d400-\U0001d7ff]+)"
    r"|(?P<nul>\x00+)"
    r"|(?P<doubled>(?<!\S)(?!(\S)\5*+(?!\S))(?:([^\W\d_])\6){2,30}(?:(\S)\7){0,9}(?!\S))"
)
_WRONG_SIGN = regex(rf"{MISREAD}|\u00e2\u20ac\ufffd|[\uff01-\uff5e\U0001d400-\U0001d7ff]")
_SAME_TWICE = re.compile(rb"(?s)\0(?<!\0\0)(?=.\0)")  # the first of a run, as of spaces
_SOFT = regex(r"=[^\S\n]?\n")
_BYTE = regex(r"=([0-9A-F]{2})")
_CODED = regex(r"(?:=[0-9A-F]{2}|=[^\S\n]?\n)+")  # a soft break may part a character's bytes
_FEWEST_SOFT = 3
_SHARE_SOFT = 0.15  # of the line ends


def look(view: View) -> Iterable[Mask]:
    """The escapes of a string of JSON or Python, and what stands around it."""
    plain, signs = view.plain, view.signs
    if _DATA_SIGNS.search(signs) and _may_begin_data(view) and (masks := _strings(plain)):
        return masks
    if "%" in signs and plain.count("%20") > _FEWEST_PERCENT * (plain.count(" ") + 1):
        return _percent(plain)
    if signs.count("+") > _FEWEST_PERCENT * (plain.count(" ") + 1) and "%0A" in plain:
        return _form(plain)
    if "\\" not in signs:
        return _field(view)
    count = plain.count("\\n") + plain.count("\\r") + plain.count("\\u00")
    if count < _FEWEST_ENDS or count <= _OFTEN * plain.strip().count("\n"):
        return _field(view)
    return _string(plain)


def _may_begin_data(view: View) -> bool:
    """Whether a line begins as data does, or a call stands in the text."""
    plain = view.plain
    if "=" in view.signs and _CALLED.search(plain):
        return True
    begun = _DATA_FIRSTS.finditer(edges_of(plain).firsts)
    return any(_DATA_BEGINS.match(plain, lines_of(plain)[first.start()].start) for first in begun)


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
    for escape in ESCAPE.finditer(plain, start, end):
        yield mask_of(escape)


def mask_of(escape: re.Match[str], offset: int = 0) -> Mask:
    """The mask of an escape that was found in a text which begins at an offset."""
    start, end = (offset + place for place in escape.span())
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
    if character in _TAG_SIGNS:  # what belongs to a tag comes right after it
        return Mask(start, character.rjust(end - start, FILLER), DecorationKind.ESCAPE)
    return filled(start, end, DecorationKind.ESCAPE, character)


def _strings(plain: str) -> list[Mask]:
    """Several strings of JSON or Python that hold a text together: its lines, or its pages.

    These are the strings of one key, if most of what the data says is in them.
    """
    data = _DATA.search(plain)
    if data is None:
        return []
    begin = data.start("data")
    key, values = "", defaultdict[str, list[tuple[int, int]]](list)
    for found in _LITERAL.finditer(plain, begin):
        start, end = found.span()
        if _KEY.match(plain, end):
            key = found[0]
            continue
        if name := _NAME.search(plain, max(0, start - _LONGEST_NAME), start):
            key = name[1]
        values[key].append((start, end))
    lengths = {key: sum(end - start for start, end in spans) for key, spans in values.items()}
    key = max(lengths, key=lambda key: lengths[key], default="")
    if len(values[key]) < _FEWEST_STRINGS or lengths[key] < sum(lengths.values()) * _MOSTLY:
        return []
    if lengths[key] < (len(plain) - begin - plain.count(FILLER)) * _PARTLY:
        return []  # prose that quotes some data
    pages = lengths[key] > len(values[key]) * _LONGEST_LINE
    masks: list[Mask] = []
    position = begin
    for start, end in values[key]:
        mark = start + 1 + (plain[start] not in "\"'")
        line_end = "\f" if pages and masks else "\n"
        masks.append(Mask(position, line_end.rjust(mark - position), DecorationKind.ESCAPE))
        masks += [mask_of(escape) for escape in ESCAPE.finditer(plain, mark, end - 1)]
        position = end - 1
    return [*masks, blank(position, len(plain), DecorationKind.ESCAPE)]


def _percent(plain: str) -> Iterator[Mask]:
    """Text as it stands in an address: ``%20`` for a space."""
    for found in _PERCENT.finditer(plain):
        text = unquote(found[0], errors="replace").replace("\r", " ")
        # What belongs to a tag comes right after its sign.
        tag = max(map(text.rfind, _TAG_SIGNS))
        tag = len(text) if tag < 0 else tag
        written = text[:tag].ljust(len(found[0]) - len(text[tag:]), FILLER) + text[tag:]
        yield Mask(found.start(), written, DecorationKind.ESCAPE)


def _form(plain: str) -> Iterator[Mask]:
    """Text as a form sends it: ``+`` for a space, in the longest of its fields."""
    fields = [found.span("value") for found in _FORM_FIELD.finditer(plain)]
    start, end = max(fields, key=lambda span: span[1] - span[0], default=(0, len(plain)))
    yield blank(0, start, DecorationKind.ESCAPE)
    yield blank(end, len(plain), DecorationKind.ESCAPE)
    for found in re.finditer(r"\+", plain[start:end]):
        yield Mask(start + found.start(), " ", DecorationKind.ESCAPE)
    yield from (mask for mask in _percent(plain) if start <= mask.start < end)


def _field(view: View) -> list[Mask]:
    """The fields of a CSV file that hold the letter, and their doubled quotation marks.

    The values of SQL are such fields too.
    """
    if '"' in view.signs and (masks := list(_fields(view.plain, _FIELD, '"'))):
        return masks
    if any(_may_begin_value(view.plain, sign.start()) for sign in _APOSTROPHE.finditer(view.plain)):
        return list(_fields(view.plain, _VALUE, "'"))
    return []


def _may_begin_value(plain: str, sign: int) -> bool:
    """Whether a value of SQL may begin with an apostrophe."""
    before = plain[max(0, sign - _WIDEST) : sign]
    if before[-1:].isalpha():
        before = before[:-1]
    return before.rstrip().endswith(_BEFORE_VALUE) or (
        before.isspace() and len(before) >= _WIDEST - 1
    )


def _fields(plain: str, field: re.Pattern[str], quote: str) -> Iterator[Mask]:
    fields = [found.span("value") for found in field.finditer(plain)]
    longest = max((end - start for start, end in fields), default=0)
    fields = [span for span in fields if span[1] - span[0] > min(longest - 1, _LONGEST_LINE)]
    if sum(end - start for start, end in fields) < len(plain) * _MOSTLY:
        return
    position = 0
    for start, end in fields:
        line_end = "\f" if position else " "
        yield Mask(position, line_end.rjust(start - position), DecorationKind.ESCAPE)
        for found in re.finditer(quote * 2, plain[start:end]):
            yield Mask(start + found.start(), FILLER + quote, DecorationKind.ESCAPE)
        position = end
    yield blank(position, len(plain), DecorationKind.ESCAPE)


def terminal(view: View) -> Iterator[Mask]:
    """The control sequences of terminals: colours, and letters that were struck twice."""
    for found in _CONTROL.finditer(view.plain):
        yield filled(*found.span(), DecorationKind.ESCAPE)


def base64(view: View) -> Iterator[Mask]:
    """Lines of a message in base64."""
    if not _BASE64_BEGINS.search(f"\n{view.plain}"):
        return
    for block in _BASE64.finditer(view.plain):
        try:
            text = b64decode(block[0]).decode("utf-8")
        except ValueError:  # which of its bytes belong to which line is not known here
            continue
        text = text.replace("\r", " ")
        if len(text) >= _SHORTEST and sum(map(str.isprintable, text)) > len(text) * _MOSTLY:
            yield filled(*block.span(), DecorationKind.ESCAPE, text)


def signs(view: View) -> Iterator[Mask]:
    """Signs that stand for line ends or for spaces, where they do so all over a text.

    A sign that stands for a page end begins a line.
    """
    plain = view.plain
    words = table("carriers")["signs"]
    for sign in words["line_ends"]:
        if _own(sign) in view.signs and plain.count(sign) >= _FEWEST_ENDS:
            for found in re.finditer(re.escape(sign) + r"(?!\d)(?P<ends>[^\S\n]*\n)?", plain):
                written = " " if found["ends"] else "\n"
                start = found.start()
                yield Mask(start, written.ljust(len(sign)), DecorationKind.LINE_END)
    for sign in words["page_ends"]:
        if _own(sign) in view.signs and sign in plain:
            for found in re.finditer(r"(?:\A|(?<=\n))" + re.escape(sign), plain):
                yield Mask(found.start(), "\f".ljust(len(sign)), DecorationKind.LINE_END)
    for sign in words["spaces"]:
        if view.signs.count(sign) > _FEWEST_PERCENT * (plain.count(" ") + 1):
            for found in re.finditer(re.escape(sign), plain):
                yield Mask(found.start(), " ", DecorationKind.ESCAPE)


def _own(sign: str) -> str:
    """The first character of a sign that is neither a letter nor a digit of ASCII."""
    return sign.lstrip(ascii_letters + digits)[:1]


def misread(view: View) -> Iterator[Mask]:
    """Characters that were decoded with the wrong encoding, and those written twice or wide."""
    plain = view.plain
    if not _may_be_misread(view):
        return
    for found in _LOST_SPACE.finditer(plain):
        yield filled(*found.span(), DecorationKind.ESCAPE)
    for found in _WRONG.finditer(plain):
        kind, text = str(found.lastgroup), found[0]
        if kind == "doubled":
            for place in range(found.start(), found.end()):
                if (place - found.start()) % 2:
                    yield Mask(place, FILLER, DecorationKind.ESCAPE)
            continue
        if kind == "nul":
            yield filled(*found.span(), DecorationKind.ESCAPE)
            continue
        right = normalize("NFKC", text) if kind == "wide" else misread_utf8(text)
        if right and len(right) <= len(text):
            yield filled(*found.span(), DecorationKind.ESCAPE, right)
        elif kind == "misread":
            yield filled(*found.span(), DecorationKind.ESCAPE, _LOST_BYTE)


def _may_be_misread(view: View) -> bool:
    """A quick look for signs of such characters, which takes a tenth of the time."""
    plain = view.plain
    if "\0" in view.signs:
        return True
    if not plain.isascii() and ("\u00c2 " in plain or _WRONG_SIGN.search(view.signs)):
        return True
    # A byte of `same` is 0 where a character is the same as the next one.
    data = plain.encode("ascii", "replace")
    number = int.from_bytes(data, "little")
    same = (number ^ number >> 8).to_bytes(len(data), "little")
    return any(_is_doubled(plain, two.start()) for two in _SAME_TWICE.finditer(same))


def _is_doubled(plain: str, place: int) -> bool:
    """Whether a word begins at a place, with two characters each of which stands there twice."""
    one, again, other, other_again = tuple(plain[place : place + 4])
    begins = not plain[max(0, place - 1) : place].strip() and not one.isspace()
    return begins and one == again and other == other_again and not other.isspace()


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
