"""Text after the letter: a signature, a notice, the next record, what closes a frame around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, pairwise

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.syntax.islands import Island
from imrparse.syntax.sentence_ends import concludes, ends_sentence
from imrparse.syntax.structure import structure
from imrparse.text.decoration.page_lines import begin_alike, page_lines, shape
from imrparse.text.decoration.view import DecorationKind, Mask, blank
from imrparse.text.source import Source
from imrparse.text.spans import text_before

_LINE = regex(r"(?:(?<![^\S\n])[^\S\n]*+)?\S[^\n]*")  # that is not blank
_LINE_START = r"\n[^\S\n]*+"
# Most lines of prose begin in the middle of a sentence.
_NO_PROSE = r"(?=[^abd-gi-rt-vx-z\s])"
_FIRST = 2  # code points of a line that decide whether it may follow a letter
_SENTENCE = 200  # code points that show whether a sentence ends
_SHORT = 60  # code points of a line that may be no prose
_PAIR = 2  # fences
_FENCES = (DecorationKind.CODE_FENCE, DecorationKind.TABLE_RULE)
_TABLE = "|"
_MOST_ABOVE = 200  # lines above a letter that are compared with those behind it
_BLOCK = 2  # lines of a signature
_STAMP = 5  # numbers of a date with a time
_LAST = 6  # lines of a signature, at most
_GAP = " " * 3  # between the columns of a running line
_RULE = regex(r"([-=_*~#])\1{7,}")
_MARK = regex(r"\[\w{1,8}\]")
_SHORTEST_MARK = 4  # code points of a line that closes what a line before the letter opened
_ODD = regex(r"[@$~<>{}|\\=]")  # signs of programs
_TAG = regex(r"<(?P<closing>/?)(?P<name>[A-Za-z][\w:.-]*)(?:\s[^<>]*)?(?<!/)>")
_SIGNS = r"(?:\[\w{1,8}\]|(?P<rule>[-=_*~#])(?P=rule){7})"
_OTHER_SIGN = regex(_LINE_START + _SIGNS)
_TIME = "0:0"  # the shape of one
_NAME, _NUMBER = regex(r"[A-Z][a-z]*"), regex(r"\d+")
_RULED = DecorationKind.TABLE_RULE
_BEFORE = DecorationKind.PREAMBLE


def text_after(source: Source, islands: Sequence[Island]) -> list[Mask]:
    """Masks for the text after the letter, if there is evidence that it is not part of it."""
    plain = source.plain
    if not islands or islands[-1][0] != structure().issue_labels[-1]:
        return []
    last = islands[-1][2]
    is_plain = True
    for line in _outside().finditer(plain, last):
        is_plain = False
        is_sure = line["sure"] is not None
        is_known = is_sure or line["others"]
        if is_known and (start := _follows(plain, last, line.start(1), is_sure=is_sure)):
            return [blank(start, len(plain.rstrip()), DecorationKind.POSTSCRIPT)]
    end = plain[-_SENTENCE:].rstrip() or plain.rstrip()
    if is_plain and not source.decoration and ends_sentence(end):
        return []  # as in nearly every letter
    start = (
        _closing_tag(source, last)
        or _after_fence(source, islands[0][1], last)
        or _foreign_lines(source, last)
    )
    return [blank(start, len(plain.rstrip()), DecorationKind.POSTSCRIPT)] if start else []


def _follows(plain: str, last: int, place: int, *, is_sure: bool) -> int | None:
    """Where text begins that follows the letter, if it has the wording of a postscript at a place.

    The text after the last label begins at `last`. A signature may stand between the two.
    """
    before = text_before(plain, place, _SENTENCE, last).rstrip()
    if not ends_sentence(before):
        rest, _, line = before.rpartition("\n")
        if page_lines().read(line.strip()):
            before = rest.rstrip()
        elif is_sure:
            return _signature(plain, max(last, place - _SENTENCE), place)
    return place if ends_sentence(before) and (is_sure or concludes(before)) else None


def _signature(plain: str, start: int, end: int) -> int | None:
    """Where lines begin at the end of a stretch that are no prose, behind a conclusion."""
    lines = list(_LINE.finditer(plain, start, end))
    while lines and _is_no_prose(lines[-1][0].strip()):
        end = lines.pop().start()
    return end if concludes(plain[start:end].rstrip()) else None


def _closing_tag(source: Source, last: int) -> int | None:
    """Where a tag is closed, in the text after an offset, that was opened before the letter."""
    start = _start_of_letter(source)
    opened: list[tuple[str, int]] = []
    depths = Counter[str]()
    for tag in _TAG.finditer(source.text):
        name = tag["name"]
        if not tag["closing"]:
            opened.append((name, tag.start()))
            depths[name] += 1
        elif depths[name]:
            while opened[-1][0] != name:
                depths[opened.pop()[0]] -= 1
            depths[name] -= 1
            if opened.pop()[1] < start and tag.start() > last:
                return tag.start() if source.plain[tag.start() :].strip() else None
    return None


def _after_fence(source: Source, first: int, last: int) -> int | None:
    """Where text begins behind a fence that closes the letter, if another one opens it."""
    fences = [span for span, kind in source.decoration if kind in _FENCES]
    if len(fences) < _PAIR or fences[0].start > first or fences[-1].start < last:
        return None
    signs = {source.text[slice(*fence)].strip()[:1] for fence in (fences[0], fences[-1])}
    if len(signs) > 1 or signs == {_TABLE}:
        return None
    rest = source.plain[fences[-1].end :]
    return len(source.plain) - len(rest.lstrip()) if rest.strip() else None


def _foreign_lines(source: Source, last: int) -> int | None:
    """Where lines begin behind a conclusion that no rationale has, in the text after an offset."""
    plain = source.plain
    is_over = ends_sentence(plain.rstrip())
    above = _lines_before(source)
    ruled = any(kind is _RULED and span.start > last for span, kind in source.decoration)
    if is_over and not (above or ruled or _OTHER_SIGN.search(plain, last)):
        return None
    opened = {line.strip("-") for line in above}
    lines = list(_LINE.finditer(plain, last))
    no_prose = [_is_no_prose(line[0].strip()) for line in lines]
    sound = max((n for n, other in enumerate(no_prose) if not other), default=-1)
    rest = len(lines) if is_over else sound + 1
    if rest == len(lines) - 1 and _begins_sentence(lines[-1][0].strip()):
        rest += 1  # the text ends in the middle of it
    for number, (one, line) in enumerate(pairwise(lines), 1):
        before = text_before(plain, one.end(), _SENTENCE, last).rstrip()
        text = line[0].strip()
        closes = len(text) >= _SHORTEST_MARK and text.strip("-") in opened
        belongs = len(above) < _MOST_ABOVE and any(_belongs_to(text, other) for other in above)
        is_last = belongs and number >= len(lines) - _LAST and _has_gap(plain, one, line)
        if not ends_sentence(before) or not (closes or is_last or concludes(before)):
            continue
        marked = _MARK.match(text)
        if (
            number >= max(rest, 1)
            or closes
            or _RULE.fullmatch(text)
            or (marked and plain.find(marked[0], 0, one.end()) >= 0)
            or text in above
            or belongs
            or (
                (above or ruled)
                and _is_apart(source, last, one.end(), lines[number : number + _BLOCK])
            )
        ):
            return line.end() - len(line[0].lstrip())
    return None


def _has_gap(plain: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a blank line stands between two lines."""
    return plain.count("\n", one.end(), other.start()) > 1


def _belongs_to(line: str, above: str) -> bool:
    """Whether a line is of the kind of one above the letter: it is alike, or a name in it."""
    if not _is_no_prose(line):
        return False
    one, other = shape(line), shape(above)
    alike = one[: begin_alike((one, other))]
    if _TIME in one and _form(line) == _form(above):
        return True  # two people of a chat
    if one == other or ("0" in alike and (": " in alike or alike.count("0") >= _STAMP)):
        return True
    return " " in line and line.istitle() and line in above


def _form(line: str) -> str:
    """What the words of a line look like, whichever they are."""
    return _NUMBER.sub("0", _NAME.sub("A", line))


def _is_apart(source: Source, last: int, start: int, lines: Sequence[re.Match[str]]) -> bool:
    """Whether a rule that the letter lacks, or a gap before short lines, ends it before a line."""
    first = lines[0]
    rule = _RULE.search(source.text, start, first.start())
    if rule and rule[0] not in source.text[_start_of_letter(source) : last]:
        return True
    together = len(lines) == _BLOCK and lines[1].start() == first.end() + 1
    gap = source.plain.count("\n", start, first.start()) > 1
    return gap and together and all(_is_no_prose(line[0].strip()) for line in lines)


def _start_of_letter(source: Source) -> int:
    """Where the text before the letter ends; 0 if there is none."""
    return max((span.end for span, kind in source.decoration if kind is _BEFORE), default=0)


def _lines_before(source: Source) -> frozenset[str]:
    """The lines that stand before the letter."""
    around = [span for span, kind in source.decoration if kind is DecorationKind.PREAMBLE]
    return frozenset(
        line.strip() for span in around for line in source.text[slice(*span)].split("\n")
    ) - {""}


def _is_no_prose(line: str) -> bool:
    """Whether a line is short and ends no sentence, or has a sign that no prose begins with."""
    if not (line[0].isalnum() or line[0] in "\"'(") or (_GAP in line and not line.endswith(".")):
        return True
    goes_on = line[0].islower() and " " in line and not _ODD.search(line)
    return len(line) < _SHORT and not goes_on and not line.endswith((".", "?", "!", ":"))


def _begins_sentence(line: str) -> bool:
    """Whether a line may be the beginning of a sentence."""
    first, *words = line.split()
    return first.isalpha() and first.istitle() and all(map(str.islower, words))


@cache
def _outside() -> re.Pattern[str]:
    """Matches the start of a line that is not part of a letter, or that begins with another sign.

    Most lines are told by their first two letters.
    """
    words = table("carriers")["postscripts"]
    all_words = [*chain.from_iterable(words.values()), _first_name()]
    beginnings = {start[:_FIRST].lower() for start in all_words}
    either = "|".join(
        re.escape(first) + _any_of(sorted(start[1:] for start in beginnings if start[0] == first))
        for first in sorted({start[0] for start in beginnings})
    )
    sure = "|".join([*_starts([*words["sure"], _first_name()]), *_whole_lines(words["whole"])])
    others = "|".join([*_starts(words["others"]), *_whole_lines(words["alone"])])
    return regex(
        f"{_LINE_START}{_NO_PROSE}()"
        f"(?:(?=(?i:{either}))(?i:(?P<sure>{sure})|(?P<others>{others}))|(?={_SIGNS}))"
    )


def _first_name() -> str:
    """The first name of a header, which stands behind a letter that was printed or pasted again."""
    return structure().cells[0].wording


def _starts(words: Iterable[str]) -> list[str]:
    return [re.escape(start) for start in words]


def _whole_lines(words: Iterable[str]) -> list[str]:
    return [re.escape(line.rstrip()) + r"[^\S\n]*+(?=\n|\Z)" for line in words]


def _any_of(letters: Sequence[str]) -> str:
    """A pattern for one of some letters, or for nothing if nothing is among them."""
    return "" if "" in letters else "[" + "".join(map(re.escape, letters)) + "]"
