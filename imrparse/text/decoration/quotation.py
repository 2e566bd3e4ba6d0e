"""Marks that stand before or after every line.

Quotation marks of mail, comment signs, rules, the names of files, times of a log, names in a chat.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise, takewhile

from imrparse.data.regexes import regex
from imrparse.text.decoration.line_numbers import count_lines
from imrparse.text.decoration.view import (
    DecorationKind,
    Line,
    Mask,
    View,
    blank,
    edges_of,
    lines_of,
)

_MARKS = ">|+#:;*%/!~\u00bb\u203a\u2502\u2503\u258c-"
_SHARE = 0.8  # of the lines from the first one on that a mark stands before
_SHARE_OF_MAIL = 0.5  # the same for marks of mail, which loses them where it breaks lines
_MAIL = ">\u00bb\u203a"
_SURE = _MAIL + "|\u2502\u2503\u258c"
_SHARE_OF_OTHERS = 0.95  # of all lines, for marks that begin a line of prose too
_MOSTLY = 0.5  # of all lines, of which those before the first mark are the head of a patch
_SHARE_OF_PREFIXES = 0.9  # of all lines
_FEWEST = 5
_LONGEST_NUMBER = 9  # digits of the number of a line
_TAIL = 12  # code points of the end of a line in which signs stand

_LONGEST = 120  # code points of what may stand before each line
_PIECE = regex(r"(?P<code>[A-Za-z]{0,9}\d\w*)|(?P<space>\s+)|(?P<capitals>\b[A-Z]{2,9}\b)|.")
_PATTERNS = {"code": r"[A-Za-z]{0,9}(\d+)\w*", "space": r"[^\S\n]*+", "capitals": "[A-Z]{2,9}"}
_CODE = "code"  # a number, or a word with figures in it
_PART_KIND = regex(r"(?:[\[(<{][A-Za-z][\w-]{2,20}[\])>}]:?|[A-Za-z][\w-]{2,20}(?: ?[:|]| -))\s+")
_QUOTES = "\"'<{"
_FEWEST_CODES = 2  # in a prefix without letters; one alone has to count the lines
# What ends a line of prose is no mark.
_SIGN = r"[^\w\s.?!:)\]\u2019\u201d]"
_AFTER = regex(rf"(?:\\[rn])*+{_SIGN}(?:[^\w.?!:)\]]*{_SIGN})?\Z|(?:\\[rn])++\Z")

_ENDS_PROSE = regex(r"[.?!:)\]\u2019\u201d]|(?![rn])\w")  # with which nothing of this ends

_DAY = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[^\S\n]?[AaPp]\.?[Mm]\.?)?"
_MESSAGE = regex(
    rf"(?:\A|(?<=\n))[^\S\n]*+[\[(]?(?:{_DAY},?[^\S\n]+)?{_TIME}(?:,?[^\S\n]+{_DAY})?[\])]?"
    r"[^\S\n]*[-\u2013\u2014]?[^\S\n]*<?(?P<sender>[A-Z@+][^\n:<>]{1,40})(?::|>:?)(?=\s)"
)
_HUNK = regex(r"(?:\A|(?<=\n))[^\S\n]*@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@[^\n]*")


def outermost(view: View) -> Iterable[Mask]:
    """Marks before lines that can only be the outermost decoration: those of mail, times, names.

    Whatever is data or markup can be read as such only without them.
    """
    lines = lines_of(view.plain)
    if len(lines) < _FEWEST:
        return []
    kinds = _kinds(view.plain, lines) if _may_have_kinds(view.plain, lines) else []
    firsts = edges_of(view.plain).firsts
    return kinds or _quoted(lines, firsts, _MAIL) or _prefixes(lines, firsts, but=_QUOTES)


def look(view: View) -> Iterable[Mask]:
    """The marks before and after the lines of a text, where nearly all lines have the same one."""
    lines = lines_of(view.plain)
    if len(lines) < _FEWEST:
        return []
    firsts, lasts = edges_of(view.plain)
    return _quoted(lines, firsts) or _prefixes(lines, firsts) or _suffixes(lines, lasts)


def hunks(view: View) -> Iterable[Mask]:
    """The lines of a patch that say which lines follow."""
    if "\n@@ " not in view.plain:
        return []
    return [blank(*hunk.span(), DecorationKind.RUNNING_LINE) for hunk in _HUNK.finditer(view.plain)]


def messages(view: View) -> Iterator[Mask]:
    """The time and the sender before each message of a chat, and the messages of other senders.

    The letter is in the messages of the first sender, which may have other lines before them.
    """
    plain, end = view.plain, 0
    for _ in range(_FEWEST + 1):
        end = plain.find("\n", end) + 1 or len(plain)
    if not _MESSAGE.search(plain, 0, end):
        return  # the first message begins farther down, if there is any
    found = list(_MESSAGE.finditer(plain))
    first = found[0]["sender"]
    ends = [*(message.start() for message in found[1:]), len(plain.rstrip())]
    for message, end in zip(found, ends, strict=True):
        if message["sender"] == first:
            yield blank(*message.span(), DecorationKind.QUOTATION)
        else:
            yield blank(message.start(), end, DecorationKind.POSTSCRIPT)


def _quoted(lines: list[Line], firsts: str, signs: str = _MARKS) -> list[Mask]:
    """The marks before lines, which begin with `firsts`; in a patch, those after its head."""
    if max(map(firsts.count, signs)) < _FEWEST:
        return []
    if "@" in firsts:
        hunks = (n for n, (_, text) in enumerate(lines) if text[0] == "@" and _HUNK.match(text))
        head = next(hunks, -1)
        lines = lines[head + 1 :]
    marks = Counter([line.text[0] for line in lines if line.text[0] in signs])
    if max(marks.values(), default=0) < _FEWEST:
        return []
    mark, count = marks.most_common(1)[0]
    first = next(n for n, line in enumerate(lines) if line.text.startswith(mark))
    sure = mark in _SURE
    is_over = sure or count > len(lines) * _MOSTLY
    among = len(lines) - first if is_over else len(lines)
    share = _SHARE_OF_MAIL if mark in _MAIL else _SHARE if sure else _SHARE_OF_OTHERS
    if count < among * share:
        return []
    one = re.escape(mark)
    depth = Counter(_depth(line.text, mark) for line in lines if line.text[0] == mark)
    most = depth.most_common(1)[0][0]  # what is deeper is a sign of the text, as in "> 7 of 10"
    pattern = re.compile(rf"(?:{one}[^\S\n]?){{1,{most}}}" if sure else f"{one}{{1,{most}}}")
    kind = DecorationKind.TABLE_RULE if mark in "|\u2502\u2503" else DecorationKind.QUOTATION
    found = [(line.start, pattern.match(line.text)) for line in lines]
    return [blank(start, start + mark.end(), kind) for start, mark in found if mark]


def _depth(line: str, mark: str) -> int:
    """How many marks a line begins with."""
    rest = line.replace(" ", "")
    return len(rest) - len(rest.lstrip(mark))


def _prefixes(lines: Sequence[Line], firsts: str, but: str = "") -> list[Mask]:
    """What nearly all lines begin with, but for its numbers: a file's name, a time, a name.

    A prefix with one of the signs `but` is left. `firsts` are the first characters of the lines.
    """
    probes = [lines[len(lines) * n // 8].text[:_LONGEST] for n in (1, 3, 5, 7)]
    begun = [_PIECE.match(probe) for probe in probes]
    pieces = [piece.lastgroup or piece[0] for piece in begun if piece]
    often = {piece for piece in pieces if pieces.count(piece) > 1}
    fewest = len(lines) * _SHARE_OF_MAIL
    if not any(len(piece) > 1 or firsts.count(piece) >= fewest for piece in often):
        return []  # which is so in most texts
    common = {_common(one, other) for one, other in combinations(probes, 2)}
    common |= {tuple(takewhile(lambda kind: kind not in _QUOTES, prefix)) for prefix in common}
    prefixes = [prefix for prefix in common if prefix and not {*but}.intersection(prefix)]
    for prefix in sorted(prefixes, key=len, reverse=True):
        pattern = re.compile("".join(_PATTERNS.get(kind, re.escape(kind)) for kind in prefix))
        found = [(line.start, pattern.match(line.text)) for line in lines]
        if kind := _kind(prefix, [match for _, match in found]):
            return [blank(start, start + match.end(), kind) for start, match in found if match]
    return []


def _kind(prefix: Sequence[str], found: Sequence[re.Match[str] | None]) -> DecorationKind | None:
    """The kind of a prefix that was found in some of the lines; None if it is no mark."""
    count = sum(match is not None for match in found)
    if _is_mark(prefix) and count >= len(found) * _SHARE_OF_PREFIXES:
        return DecorationKind.QUOTATION
    if prefix.count(_CODE) == 1 and count >= len(found) * _SHARE_OF_MAIL:
        numbers = [int(match[1][:_LONGEST_NUMBER]) for match in found if match]
        first = next(n for n, match in enumerate(found) if match)
        if count >= (len(found) - first) * _SHARE_OF_PREFIXES and count_lines(numbers):
            return DecorationKind.LINE_NUMBER
    return None


def _pieces(line: str) -> Iterator[str]:
    """A line in pieces: the kind of each, or a character."""
    return (piece.lastgroup or piece[0] for piece in _PIECE.finditer(line))


def _common(one: str, other: str) -> tuple[str, ...]:
    """The pieces that two lines begin with, up to the last sign or space."""
    both = zip(_pieces(one), _pieces(other), strict=False)
    pairs = takewhile(lambda pair: pair[0] == pair[1], both)
    pieces = [piece for piece, _ in pairs]
    while pieces and pieces[-1] != "space" and pieces[-1].isalnum():
        pieces.pop()
    return tuple(pieces)


def _is_mark(prefix: Sequence[str]) -> bool:
    """Whether a prefix is more than the number of a line, and more than words."""
    words = any(piece == "capitals" or (len(piece) == 1 and piece.isalpha()) for piece in prefix)
    signs = any(not piece.isalnum() for piece in prefix)
    quotes = any(piece in _QUOTES for piece in prefix)
    return prefix.count(_CODE) >= _FEWEST_CODES or quotes or (words and signs)


def _may_have_kinds(plain: str, lines: Sequence[Line]) -> bool:
    """Whether few paragraphs begin in another way: a fast look before `_kinds`."""
    firsts = (
        line
        for (start, text), line in pairwise(lines)
        if line[0] - start - len(text) > 1 and plain.count("\n", start + len(text), line[0]) > 1
    )
    most = len(lines) * (1 - _SHARE_OF_OTHERS) + 1
    for some in (firsts, lines):
        begun = others = 0
        for _, text in some:
            if _PART_KIND.match(text):
                begun += 1
            else:
                others += 1
                if others > most:
                    return False
        if begun or others:
            return begun + 2 >= _FEWEST  # the first line counts too, even twice
    return True


def _kinds(plain: str, lines: Sequence[Line]) -> list[Mask]:
    """The words before nearly all paragraphs that say of which kind these are: "Title: "."""
    ends = [0, *(line.end for line in lines)]
    gaps = [plain.count("\n", end, line.start) for end, line in zip(ends, lines, strict=False)]
    firsts = [line for line, gap in zip(lines, gaps, strict=True) if gap > 1] or lines[1:]
    found = [(line.start, _PART_KIND.match(line.text)) for line in [lines[0], *firsts]]
    words = Counter(kind[0] for _, kind in found if kind)
    count = sum(words.values())
    if count < len(found) * _SHARE_OF_OTHERS or max(words.values()) < max(_FEWEST, count * _MOSTLY):
        return []
    kind = DecorationKind.QUOTATION
    return [blank(start, start + word.end(), kind) for start, word in found if word]


def _suffixes(lines: Sequence[Line], lasts: str) -> list[Mask]:
    """The signs that nearly all lines end with. `lasts` are their last characters."""
    fewest, ends = len(lines) * _SHARE_OF_PREFIXES, Counter[str]()
    if len(lines) - len(_ENDS_PROSE.findall(lasts)) < fewest:
        return []
    others = 0
    for _, text in lines:
        if match := _AFTER.search(text[-_TAIL:]):
            ends[match[0]] += 1
        else:
            others += 1
            if len(lines) - others < fewest:
                return []
    for sign, _ in ends.most_common():
        if sum(line.text.endswith(sign) for line in lines) >= len(lines) * _SHARE_OF_PREFIXES:
            # The last line of a list has no comma.
            lengths = [len(sign) if line.text.endswith(sign) else 0 for line in lines]
            last = sign.rstrip(",;+ ")
            lengths = [
                length or len(last) * line.text.endswith(last or sign)
                for line, length in zip(lines, lengths, strict=True)
            ]
            return [
                blank(line.end - length, line.end, DecorationKind.LINE_END)
                for line, length in zip(lines, lengths, strict=True)
            ]
    return []
