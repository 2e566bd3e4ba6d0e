"""Marks that stand before every line: quotation marks of mail, comment signs, rules, file names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from imrparse.text.decoration.lines import Line, lines_of
from imrparse.text.decoration.view import DecorationKind, Mask, View, blank

_MARKS = ">|+#:;*%/!~\u00bb\u203a\u2502\u2503\u258c-"
_SHARE = 0.8  # of the lines from the first one on that a mark stands before
_SURE = ">\u00bb\u203a|\u2502\u2503\u258c"
_SHARE_OF_OTHERS = 0.95  # of all lines, for marks that begin a line of prose too
_FEWEST = 5
_FILE = re.compile(r"(?P<name>[\w./\\-]*[A-Za-z][\w./\\-]*)[:-](?:\d+[:-])?")
_LONGEST_NAME = 300  # code points of a file's name; the pattern takes quadratic time
_MARKED = re.compile(rf"\n[^\S\n]*+[{re.escape(_MARKS)}]")


def look(view: View) -> Iterable[Mask]:
    """The marks before the lines of a text, where nearly all lines have the same one."""
    plain = view.plain
    # Both stand before nearly all lines, so most texts are told by their last ones.
    last = plain.rstrip().rpartition("\n")[2].lstrip()
    if len(_MARKED.findall(plain)) < _FEWEST - 1 and not _FILE.match(last[:_LONGEST_NAME]):
        return []
    lines = lines_of(plain)
    if len(lines) < _FEWEST:
        return []
    return _quoted(lines) or _named(lines)


def _quoted(lines: list[Line]) -> list[Mask]:
    marks = Counter(line.text[0] for line in lines if line.text[0] in _MARKS)
    if not marks:
        return []
    mark, count = marks.most_common(1)[0]
    first = next(n for n, line in enumerate(lines) if line.text.startswith(mark))
    sure = mark in _SURE
    among = len(lines) - first if sure else len(lines)
    if count < _FEWEST or count < among * (_SHARE if sure else _SHARE_OF_OTHERS):
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


def _named(lines: list[Line]) -> list[Mask]:
    """The names of a file before its lines, as `grep` writes them."""
    first = _FILE.match(lines[-1].text[:_LONGEST_NAME])
    if not first or sum(line.text.startswith(first["name"]) for line in lines) < len(lines) * 0.9:
        return []
    name = re.compile(re.escape(first["name"]) + r"[:-](?:\d+[:-])?")
    found = [(line.start, name.match(line.text)) for line in lines]
    return [blank(start, start + f.end(), DecorationKind.QUOTATION) for start, f in found if f]
