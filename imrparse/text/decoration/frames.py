"""What a program writes around each line alike: a segment's name, a box, a score, a source.

The frame of a line may have numbers that differ: ``[[12.0, 40.0]] ('the text', 0.98)``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from imrparse.data.regexes import regex
from imrparse.text.decoration.view import (
    FILLER,
    DecorationKind,
    Line,
    Mask,
    View,
    blank,
    edges_of,
    lines_of,
)

_NUMBER = regex(r"\d+(?:\.\d+)?")
_ONE_DIGIT = regex(r"\d")
_SIGN = regex(r"[^\w\s]")
_DIGIT, _QUOTE = "\x00", "'"
_QUOTES = str.maketrans({'"': _QUOTE})
_FEWEST = 10  # lines
_SHARE = 0.7  # of the lines have the frame
_LONGEST = 120  # code points of the shape of a frame
_FEWEST_SIGNS = 3  # of a frame: fewer may be the letter's own
_SHOWN_END = regex(r"\$(?=\n|\Z)|\\\n")
_SHOWN = 0.95  # of the lines end as shown
_ATTRIBUTE = regex(r"(?<=\s)(?P<name>[A-Za-z][\w:.-]{0,40})=\"(?P<value>[^\"<>]*)\"")
_ELEMENT = regex(r"<[^<>]*>")
_FEWEST_WORDS = 50
_STOPS = ".,;:?!)"
_FOLDED = 0.8  # of the lines are the rest of a folded one
_SHORTEST_FOLD = 60  # code points of a line that was folded
_FOLD = regex(r"\n (?=\S|  *\S)")


def look(view: View) -> list[Mask]:
    """Masks for the beginnings and ends that nearly all lines have, but for their numbers."""
    lines = lines_of(view.plain)
    if len(lines) < _FEWEST or not any(map(_is_common, edges_of(view.plain))):
        return []
    shapes = [_shape(line.text) for line in lines]
    before, behind = _common(shapes), _common([shape[::-1] for shape in shapes])[::-1]
    signs = [len(_SIGN.findall(edge)) for edge in (before, behind)]
    if max(signs) < _FEWEST_SIGNS:
        return []
    if signs[1] < _FEWEST_SIGNS and not _SIGN.sub("", behind).strip():
        behind = behind.lstrip(_STOPS)  # sentences may end alike
    return list(_masks(lines, _pattern(before), _pattern(behind)))


def _is_common(edge: str) -> bool:
    """Whether most lines have the same character at an edge, digits and quotes being one each."""
    shape = _ONE_DIGIT.sub(_DIGIT, edge).translate(_QUOTES)
    ((_, count),) = Counter(shape).most_common(1)
    return count >= len(shape) * _SHARE


def _masks(
    lines: Sequence[Line], before: re.Pattern[str] | None, behind: re.Pattern[str] | None
) -> Iterator[Mask]:
    for start, text in lines:
        opening = before.match(text) if before else None
        first = opening.end() if opening else 0
        if opening:
            yield blank(start, start + first, DecorationKind.ESCAPE)
        if behind and (closing := re.search(rf"(?:{behind.pattern})\Z", text[first:])):
            yield blank(start + first + closing.start(), start + len(text), DecorationKind.ESCAPE)


def _shape(text: str) -> str:
    """A line with one character for each number, and one kind of quotation marks."""
    return _NUMBER.sub(_DIGIT, text).translate(_QUOTES)


def _common(shapes: Sequence[str]) -> str:
    """The longest beginning that most lines have; "" if it has no sign."""
    kept, common = list(shapes), ""
    for length in range(1, _LONGEST):
        (shape, count), *_ = Counter(shape[:length] for shape in kept).most_common(1)
        if count < len(shapes) * _SHARE or len(shape) < length:
            break
        kept = [other for other in kept if other.startswith(shape)]
        common = shape
    return common if _SIGN.search(common) else ""


def _pattern(shape: str) -> re.Pattern[str] | None:
    """A pattern of what has a shape, which ends with a sign or a space and not within a word."""
    if not shape:
        return None
    number, quote = _NUMBER.pattern, "['\"]"
    parts = [number if c == _DIGIT else quote if c == _QUOTE else re.escape(c) for c in shape]
    return re.compile("".join(parts))


def line_ends(view: View) -> list[Mask]:
    """Masks for the ``$`` that a program shows at the end of each line, and for the backslash and
    line end where it broke a longer one."""
    plain = view.plain
    if plain.count("$\n") < _FEWEST:
        return []
    ends = list(_SHOWN_END.finditer(plain))
    if len(ends) < len(lines_of(plain)) * _SHOWN:
        return []
    return [
        blank(end.start(), end.start() + 1, DecorationKind.LINE_END)
        if end[0] == "$"
        else Mask(end.start(), FILLER * len(end[0]), DecorationKind.LINE_END)
        for end in ends
    ]


def folded(view: View) -> Iterable[Mask]:
    """Masks for the line ends of lines that were folded at a fixed length, as in a calendar's or an
    address book's entries: the rest stands behind one space."""
    plain = view.plain
    folds = [found.start() for found in _FOLD.finditer(plain)]
    if len(folds) < max(_FEWEST, plain.count("\n") * _FOLDED):
        return []
    lengths = Counter(b - a for a, b in pairwise(folds))
    (length, count), *_ = lengths.most_common(1)
    if length < _SHORTEST_FOLD or count < len(folds) * _FOLDED:
        return []
    return [Mask(fold, FILLER * 2, DecorationKind.LINE_END) for fold in folds]


def attributes(view: View) -> Iterable[Mask]:
    """Masks for all but one attribute of the elements of a text, which has the words, as in the XML
    of OCR engines. An element that ends between two words ends a line."""
    plain = view.plain
    if '="' not in plain[:_LONGEST] and "<?xml" not in plain[:_LONGEST]:
        return []
    values: dict[str, list[re.Match[str]]] = {}
    for found in _ATTRIBUTE.finditer(plain):
        values.setdefault(found["name"], []).append(found)
    worded = {name: sum(_has_letters(one) for one in ones) for name, ones in values.items()}
    name = max(worded, key=lambda name: worded[name], default="")
    if worded.get(name, 0) < _FEWEST_WORDS or _text_outside(plain):
        return []
    return list(_between(plain, values[name]))


def _between(plain: str, values: Sequence[re.Match[str]]) -> Iterator[Mask]:
    position = 0
    for found in values:
        start, end = found.span("value")
        sign = "\n" if "</" in plain[position:start] else " "
        yield Mask(position, sign.rjust(start - position), DecorationKind.HTML)
        position = end
    yield blank(position, len(plain), DecorationKind.HTML)


def _has_letters(found: re.Match[str]) -> bool:
    return found["value"].replace("'", "").isalpha() and len(found["value"]) > 1


def _text_outside(plain: str) -> bool:
    """Whether words stand between the elements of a text."""
    return any(map(str.isalpha, _ELEMENT.sub("", plain)))
