"""Texts in which each line is quoted: string literals in a program, rows of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from imrparse.data.regexes import regex
from imrparse.text.decoration.escapes import ESCAPE, mask_of
from imrparse.text.decoration.view import FILLER, DecorationKind, Line, Mask, View, blank, lines_of

_LITERAL = regex(r"""(?P<before>[^"\n]{0,40})"(?P<value>(?:[^"\\\n]|\\.)*+)"(?P<after>\W{0,6})""")
_FIELD = regex("\u00fe(?P<value>[^\u00fe]*+)\u00fe")  # of a Concordance load file
_SEPARATOR = "\x14"  # between the fields of a load file
# A line end in a field. As a trade mark, the sign is followed by a word or punctuation.
_LINE_END = "\u00ae(?!(?<=[a-z]\u00ae)(?: [a-z]|[.,;]))"
_FEWEST = 5  # lines
_FEWEST_FRAMES = 3  # equal lines or prefixes around literals
_SHARE = 0.9  # of the lines must be literals or program code around them
_SHARE_OF_LITERALS = 0.2
_SIGNS = (",", '"')  # a table field that contains one is quoted


def on_lines(view: View) -> Iterable[Mask]:
    """Masks for the literals on lines of their own, and the recurring code lines between them."""
    lines = lines_of(view.plain)
    if view.plain.count('"') < _FEWEST * 2:
        return []
    found = [_LITERAL.fullmatch(line.text) for line in lines]
    before = Counter(match["before"] for match in found if match)
    texts = Counter(line.text for line in lines)
    literals = [
        match is not None
        and bool(match["value"].strip())
        and (not match["before"].strip() or before[match["before"]] >= _FEWEST_FRAMES)
        for match in found
    ]
    frames = [
        not literal and texts[line.text] >= _FEWEST_FRAMES
        for line, literal in zip(lines, literals, strict=True)
    ]
    count = sum(literals)
    if count < max(_FEWEST, len(lines) * _SHARE_OF_LITERALS) or not any(frames):
        return []  # quotes on every line without code between them are handled elsewhere
    if count + sum(frames) < len(lines) * _SHARE:
        return []
    return list(_of_literals(lines, found, literals, frames))


def _of_literals(
    lines: Sequence[Line],
    found: Sequence[re.Match[str] | None],
    literals: Sequence[bool],
    frames: Sequence[bool],
) -> Iterator[Mask]:
    for line, match, is_literal, is_frame in zip(lines, found, literals, frames, strict=True):
        if is_frame:
            yield blank(line.start, line.end, DecorationKind.ESCAPE)
        elif match and is_literal:
            start, end = (line.start + place for place in match.span("value"))
            yield blank(line.start, start, DecorationKind.ESCAPE)
            for escape in ESCAPE.finditer(match.string, *match.span("value")):
                yield mask_of(escape, line.start)
            yield blank(end, line.end, DecorationKind.ESCAPE)


def rows(view: View) -> Iterable[Mask]:
    """Masks for the quotation marks around table fields that contain a comma or a quotation mark.

    A quotation mark within a field is doubled.
    """
    if view.plain.count('"') < _FEWEST * 2:
        return []
    lines = lines_of(view.plain)
    needy = [line for line in lines if any(sign in line.text for sign in _SIGNS)]
    quoted = [line for line in needy if _is_field(line.text)]
    if len(quoted) < max(_FEWEST, len(needy) * _SHARE):
        return []
    masks = []
    for line in quoted:
        masks.append(blank(line.start, line.start + 1, DecorationKind.ESCAPE))
        masks.append(blank(line.end - 1, line.end, DecorationKind.ESCAPE))
        for place in re.finditer('""', line.text[1:-1]):
            start = line.start + 1 + place.start()
            masks.append(Mask(start, FILLER + '"', DecorationKind.ESCAPE))
    return masks


def _is_field(text: str) -> bool:
    inner = text[1:-1]
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return quoted and '"' not in inner.replace('""', "")


def load_file(view: View) -> Iterable[Mask]:
    """Masks for all but the longest field of an e-discovery load file."""
    plain = view.plain
    if _SEPARATOR not in plain:
        return []
    fields = [found.span("value") for found in _FIELD.finditer(plain)]
    start, end = max(fields, key=lambda span: span[1] - span[0], default=(0, 0))
    if end - start < len(plain) / 2:
        return []
    ends = (place.start() for place in re.finditer(_LINE_END, plain[start:end]))
    return [
        blank(0, start, DecorationKind.ESCAPE),
        *(Mask(start + place, "\n", DecorationKind.LINE_END) for place in ends),
        blank(end, len(plain), DecorationKind.ESCAPE),
    ]
