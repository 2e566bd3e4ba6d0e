"""Decides whether a fix is safe.

A safe fix removes no content and makes no decision. Every word of the text is kept, in the same
order, with at most its spelling changed. Only fixed wording of the grammar may be added. Anything
between the words (white space, punctuation, invisible characters) may change. A whole part of the
letter may be moved to its place, or removed if it repeats another one word for word. A fix that
makes a decision is not safe, however likely it is right: choosing between two names, changing a
date, removing a repeated word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from imrparse.diagnostics.diagnostic import Edit, Fix
from imrparse.text.edit_distance import FIGURES, edits, edits_let_pass, is_near
from imrparse.text.misread import read_right
from imrparse.text.source import Span

_WORD = re.compile(r"[^\W_]+(?:['\u2019(][^\W_]+)*|&")  # "reviewer's", "State(s)"
_SAME = {"&": "and", "an": "a"}
_IN_WORD = re.compile(r"[\w'\u2019]")
_UNSEEN = ("Cf", "Cc")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")  # those of ASCII that are no white space
_LONGEST_WORD = 100  # code points on each side of an edit
_MOST_WORDS = 400  # in a passage; a longer one is not compared word by word
_MOST_PAIRS = 10_000  # of a given and a required word that may have to be compared
_MOST_PIECES = 3  # of a word that an extractor split
_SHORT = 3  # letters; a word this short is easily mistaken for another one
_READ_AS_TWO = 2  # times that the letter m of a word may be recognised as rn
# letters of a prefix that changes the meaning of a word: "unnecessary", "non-certified"
_PREFIX = 2


class TextKind(Enum):
    """The kind of text that a fix edits. It determines how the words may change."""

    WORDING = "wording"
    """A heading, a label or a decision: the grammar determines what it has to be."""
    NAME = "name"
    """A name or a value. An additional word makes it another one."""
    SENTENCE = "sentence"
    """A fixed sentence, where a word that is far from the right one was probably intended."""
    TEXT = "text"
    """Free text, where no word may change."""


_MAY_ADD = (TextKind.WORDING, TextKind.SENTENCE)
"""Texts to which words may be added, so a given word may match any later wanted one."""


def fix(message: str, text: str, made: Sequence[Edit], kind: TextKind, *, sure: bool = True) -> Fix:
    """Return a fix of a `text`, which `message` tells in a few words: "write 'X-ray'".

    `made` are its edits, which must not overlap. It is safe if the edits keep all words of the
    text, as `kind` requires. Pass `sure=False` if the text may be meant otherwise, so that the fix
    is never safe.
    """
    return Fix(message, tuple(made), safe=sure and keeps_words(text, made, kind))


def part_fix(message: str, text: str, made: Sequence[Edit], *, sure: bool = True) -> Fix:
    """Create a fix that moves, inserts or removes a whole part of a letter.

    It is safe if every word that it removes is put elsewhere. Pass `sure=False` as for `fix`.
    """
    removed = Counter(_words(" ".join(text[slice(*edit.span)] for edit in made)))
    left = Counter(_words(" ".join(edit.text for edit in made)))
    return Fix(message, tuple(made), safe=sure and removed <= left)


def remark_fix(message: str, made: Sequence[Edit]) -> Fix:
    """Create a fix that edits comments to this program. It is not safe, since words go with it."""
    return Fix(message, tuple(made), safe=False)


def keeps_words(text: str, made: Iterable[Edit], kind: TextKind) -> bool:
    """Whether all words in the edited parts of a text are still there afterwards."""
    return all(same_words(before, after, kind) for before, after in _edited_passages(text, made))


def same_words(before: str, after: str, kind: TextKind) -> bool:
    """Whether `after` has all words of `before` in the same order, up to their spelling."""
    given, wanted = _words(before), _words(after)
    if given == wanted:
        return True
    if len(given) > _MOST_WORDS or len(wanted) > _MOST_WORDS:
        return False
    return _is_aligned(given, wanted, kind)


def _edited_passages(text: str, made: Iterable[Edit]) -> Iterator[tuple[str, str]]:
    """The edited passages, extended to whole words, before and after the edits."""
    group: list[Edit] = []
    end = -1
    for edit in sorted(made, key=lambda edit: edit.span):
        start, stop = _whole_words(text, edit.span)
        if group and start > end:
            yield _edited(text, group)
            group = []
        group.append(edit)
        end = max(end, stop)
    if group:
        yield _edited(text, group)


def _edited(text: str, group: Sequence[Edit]) -> tuple[str, str]:
    start, end = _whole_words(text, Span(group[0].span.start, group[-1].span.end))
    parts: list[str] = []
    at = start
    for edit in group:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return text[start:end], "".join([*parts, text[at:end]])


def _whole_words(text: str, span: Span) -> Span:
    """A span extended to include the whole words that it overlaps or touches.

    Of a word without end it includes a part, which is the same before and after an edit.
    """
    start, end = span
    first, last = max(0, start - _LONGEST_WORD), min(len(text), end + _LONGEST_WORD)
    while start > first and _IN_WORD.match(text[start - 1]):
        start -= 1
    while end < last and _IN_WORD.match(text[end]):
        end += 1
    return Span(start, end)


def _words(text: str) -> list[str]:
    """The normalised words of a text: without case, compatibility forms and invisible characters.

    "a" and "an" are one word, spelt by the sound of the next one.
    """
    if text.isascii():
        seen = _CONTROLS.sub("", text)
    else:
        plain = unicodedata.normalize("NFKC", read_right(text))
        seen = "".join(c for c in plain if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    found = (word[0].casefold() for word in _WORD.finditer(seen))
    return [_SAME.get(word, word) for word in found]


def _is_aligned(given: Sequence[str], wanted: Sequence[str], kind: TextKind) -> bool:
    """Whether each given word, or several pieces of one, corresponds to the next wanted word."""
    if len(given) > _MOST_PIECES * len(wanted):
        return False
    if kind in _MAY_ADD and len(given) * len(wanted) > _MOST_PAIRS:
        return False
    reached: list[set[int]] = [{0}, *(set() for _ in given)]
    for at, places in enumerate(reached):
        if places and kind in _MAY_ADD:
            places |= set(range(min(places), len(wanted)))
        for place in places:
            next_given = given[at : at + _MOST_PIECES]
            for taken, used in _steps(next_given, wanted[place : place + _MOST_PIECES], kind):
                reached[at + taken].add(place + used)
    return bool(reached[-1]) and (kind in _MAY_ADD or len(wanted) in reached[-1])


def _steps(
    given: Sequence[str], wanted: Sequence[str], kind: TextKind
) -> Iterator[tuple[int, int]]:
    """Yield how many of the next given words correspond to how many of the next wanted ones."""
    if not given or not wanted:
        return
    if _is_same(given[0], wanted[0], kind):
        yield 1, 1
    for count in range(2, _MOST_PIECES + 1):
        if len(given) >= count and _is_joined(given[:count], wanted[0], kind):
            yield count, 1
        if len(wanted) >= count and _is_joined(wanted[:count], given[0], kind):
            yield 1, count


def _is_same(given: str, wanted: str, kind: TextKind) -> bool:
    """Whether a word equals another one up to a misspelling."""
    if given == wanted or kind is TextKind.TEXT:
        return given == wanted
    if _folded(given) == _folded(wanted):
        return True
    if _has_figure(wanted) or _is_derived(given, wanted):
        return False
    if kind is TextKind.WORDING and _lacks_letters(given, wanted):
        return True
    most = _most_edits(given, wanted, kind)
    if abs(len(given) - len(wanted)) > most + _READ_AS_TWO:
        return False  # faster than the edit distance
    return edits(wanted, given) <= most


def _most_edits(given: str, wanted: str, kind: TextKind) -> int:
    """The most letters in which a misspelt word may differ."""
    length = min(len(given), len(wanted))
    if kind is TextKind.SENTENCE:
        return edits_let_pass(wanted) if length > _SHORT else 0
    if kind is TextKind.WORDING and length <= _SHORT:
        return length - 1 if 2 * _letters_in_common(given, wanted) >= length else 0
    return min(length - 1, max(1, length // 2))


def _is_joined(pieces: Sequence[str], whole: str, kind: TextKind) -> bool:
    """Whether pieces form one word that was split. Numbers are never joined."""
    joined = "".join(pieces)
    if joined == whole:
        return sum(map(_has_figure, pieces)) < 2
    if kind in (TextKind.TEXT, TextKind.SENTENCE) or _has_figure(whole):
        return False
    # No piece may be missing as a whole, or mostly.
    return is_near(whole, joined, min(map(len, pieces)) // 2)


def _is_derived(given: str, wanted: str) -> bool:
    """Whether a word is another one with a prefix, which may negate it."""
    return given.endswith(wanted) and len(given) - len(wanted) >= _PREFIX


def _lacks_letters(given: str, wanted: str) -> bool:
    """Whether a word is another one with some letters missing."""
    letters = iter(wanted)
    return all(letter in letters for letter in given)


def _letters_in_common(one: str, other: str) -> int:
    return (Counter(one) & Counter(other)).total()


def _has_figure(word: str) -> bool:
    return any(map(str.isdigit, word))


def _folded(word: str) -> str:
    """A word in which digits and the letters they are mistaken for are the same."""
    return word.translate(_ALIKE)


_ALIKE = str.maketrans({letter.casefold(): figure for letter, figure in FIGURES.items()})
