"""Set paragraphs in lines by the advance widths of Times, and lines in pages.

The widths are those of Adobe's font metrics, in thousandths of the type size, for the characters
U+0020 to U+007E. A letter's lines are 468 points wide, in 12-point type; greedy line breaking at
that width gives the line breaks of the published letters with few exceptions.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

TYPE_SIZE = 12
TEXT_WIDTH = 468.0
# A character outside the table has the width of a digit.
OTHER_WIDTH = 500

_ROMAN_WIDTHS = """
    250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278
    500 500 500 500 500 500 500 500 500 500 278 278 564 564 564 444
    921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722
    556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500
    333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500
    500 500 333 389 278 500 500 722 500 500 444 480 200 480 541
"""
_BOLD_WIDTHS = """
    250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278
    500 500 500 500 500 500 500 500 500 500 333 333 570 570 570 500
    930 722 667 722 722 667 611 778 778 389 500 778 667 944 722 778
    611 778 722 556 667 722 722 1000 722 722 667 333 278 333 581 500
    333 500 556 444 556 444 333 500 556 278 333 556 278 833 556 500
    556 556 444 389 333 556 500 722 500 500 444 394 220 394 520
"""
ROMAN = tuple(int(width) for width in _ROMAN_WIDTHS.split())
BOLD = tuple(int(width) for width in _BOLD_WIDTHS.split())

# A line may break at a space, and after a hyphen inside a word.
_AFTER_HYPHEN = re.compile(r"(?<=[^\s-]-)(?=[^\s-])")


@lru_cache(maxsize=20_000)
def width(text: str, *, bold: bool = False) -> float:
    """The width of a text in points."""
    table = BOLD if bold else ROMAN
    units = 0
    for character in text:
        place = ord(character) - 0x20
        units += table[place] if 0 <= place < len(table) else OTHER_WIDTH
    return units * TYPE_SIZE / 1000


def wrap(
    text: str,
    *,
    bold_until: int = 0,
    text_width: float = TEXT_WIDTH,
    at_hyphens: bool = True,
) -> list[str]:
    """Break a text into lines; its first `bold_until` characters are bold.

    No line begins or ends with a space. A word wider than a line is on a line of its own, unbroken.
    An empty text gives no line.
    """
    lines: list[str] = []
    line = ""
    line_width = 0.0
    place = 0
    for gap, word in re.findall(r"(\s*)(\S+)", text):
        for number, piece in enumerate(_AFTER_HYPHEN.split(word) if at_hyphens else [word]):
            space = gap if number == 0 else ""
            start = place + len(space)
            bold = min(max(bold_until - start, 0), len(piece))
            space_width = width(space)
            piece_width = width(piece[:bold], bold=True) + width(piece[bold:])
            if line and line_width + space_width + piece_width > text_width:
                lines.append(line)
                line, line_width = piece, piece_width
            elif line:
                line += space + piece
                line_width += space_width + piece_width
            else:
                line, line_width = piece, piece_width
            place = start + len(piece)
    if line:
        lines.append(line)
    return lines


def pick(text: str, among: int, salt: str = "") -> int:
    """A number below `among` that depends only on the text."""
    return crc32(f"{salt}|{text}".encode(errors="replace")) % among


# The header table takes up seven lines, whatever lines an extractor makes of it. An extractor that
# omits it also omits the blank line after it.
HEADER_LINES = 7


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; the first `bold` characters of its text are bold. Without text: a blank
    line."""

    text: str = ""
    kind: str = "blank"  # heading, opening, credentials, introduction, text, request, field
    bold: int = 0
    tail: int = 1  # trailing spaces, for extractors that keep them
    joined: bool = False  # follows the previous paragraph without a blank line, in the same block


@dataclass(frozen=True)
class Line:
    """One line of a paragraph."""

    text: str
    paragraph: Paragraph
    first: bool = True
    last: bool = True

    @property
    def blank(self) -> bool:
        """Whether this is a blank line between two paragraphs."""
        return not self.text

    @property
    def heading(self) -> bool:
        """Whether this is a line of a heading."""
        return self.paragraph.kind == "heading"

    @property
    def spaced(self) -> str:
        """The line with its trailing spaces; there is none after a hyphen."""
        if self.last:
            return self.text + " " * self.paragraph.tail
        return self.text if self.text.endswith("-") else self.text + " "

    def chance(self, of: int) -> bool:
        """Whether this line is one in `among`, chosen by its text."""
        return pick(self.text, of, str(of)) == 0

    @property
    def folded(self) -> str:
        """The line with single spaces and none at its end."""
        return re.sub(r" +", " ", self.text)


Page = list[Line]
BLANK = Line("", Paragraph())


def paginate(
    found: Sequence[Paragraph], page_lines: int, *, header: bool, at_hyphens: bool
) -> list[Page]:
    """Break the paragraphs into pages of lines, like the printed letter.

    A paragraph's first line is never alone at the foot of a page, nor its last line at the head.
    """
    pages: list[Page] = [[]]
    room = page_lines - HEADER_LINES - (not header)
    for number, paragraph in enumerate(found):
        broken = wrap(paragraph.text, bold_until=paragraph.bold, at_hyphens=at_hyphens)
        last = len(broken) - 1
        rest = [Line(text, paragraph, n == 0, n == last) for n, text in enumerate(broken)]
        blocks = [[BLANK], rest] if not paragraph.joined and (header or number) else [rest]
        for block in blocks:
            start = 0
            while start < len(block):
                left = len(block) - start
                size = min(max(room, 0), left)
                if left - size == 1 and size > 0:
                    size -= 1  # no last line alone at the head of a page
                if size == 1 and left > 1:
                    size = 0  # nor a first line at the foot of one
                if size == 0 and pages[-1] and room < page_lines:
                    pages.append([])
                    room = page_lines
                    continue
                size = max(size, 1)
                pages[-1] += block[start : start + size]
                room -= size
                start += size
    return pages
