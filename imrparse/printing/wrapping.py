"""Wraps prose so that no line reads as a heading, label or sentence of the form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import accumulate, count, pairwise

from imrparse.syntax.sentence_ends import ends_sentence

_MARK = re.compile(r"\*\*|<b>|#{1,6}(?:[ \t]|\Z)")
"""Marks that make a text Markdown at the start of a line."""

_MOST_TRIES = 20  # letters need one or two

LineCheck = Callable[[str], Iterable[int]]
"""Returns the offsets at which a text has a heading, label or fixed sentence."""


def wrap(
    text: str,
    width: int,
    *,
    first: int = 0,
    indent: int = 0,
    islands: LineCheck,
    sentences: bool = True,
    together: int = 1,
) -> list[str]:
    """The lines of a text whose words are separated by single spaces.

    `width` is the longest line in code points, unless a word is longer. `first` code points precede
    the text on its first line, `indent` on the others. No line begins like a heading or label, or
    with a Markdown mark. Without `sentences`, only the last line may end where a sentence seems to
    end. The first `together` words share a line.
    """
    if sentences and not _may_be_marked(text):
        lines = _greedy(text, width, first, indent, together)
        ends = set(accumulate(len(line) + 1 for line in lines))
        if ends.isdisjoint(islands("\n".join(lines))):
            return lines
    words = text.split(" ")
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    joined = set(range(1, together))
    joined |= {n for n, word in enumerate(words) if n and _MARK.match(word)}
    if not sentences:
        joined |= {n for n in range(1, len(words)) if ends_sentence(words[n - 1])}
    for tried in count():
        breaks = _breaks(words, width, first, indent, joined)
        lines = [" ".join(words[a:b]) for a, b in pairwise(breaks)]
        line_starts = {starts[word]: word for word in breaks[1:-1]}
        unsafe = {line_starts[at] for at in islands("\n".join(lines)) if at in line_starts}
        if not unsafe:
            break
        if tried == _MOST_TRIES:  # each try broke lines elsewhere: check all words at once
            word_starts = {at: n for n, at in enumerate(starts)}
            unsafe = {word_starts[at] for at in islands("\n".join(words)) if at in word_starts}
        joined |= unsafe
    return lines


def _may_be_marked(text: str) -> bool:
    """Whether a word may be a Markdown mark."""
    return "*" in text or "#" in text or "<b>" in text


def _greedy(text: str, width: int, first: int, indent: int, together: int) -> list[str]:
    """The lines of a text in which any word may begin a line, each as full as it can be."""
    lines = []
    start, room = 0, width - first
    least = -1  # where the first line may end at the earliest
    for _ in range(together):
        least = text.find(" ", least + 1)
        if least < 0:
            return [text]
    while len(text) - start > room:
        end = max(text.rfind(" ", start, max(start, start + room + 1)), least)
        lines.append(text[start:end])
        start, room = end + 1, width - indent
        least = text.find(" ", start)
        if least < 0:
            break
    return [*lines, text[start:]]


def _breaks(words: list[str], width: int, first: int, indent: int, joined: set[int]) -> list[int]:
    """The numbers of the words that begin a line, then the number of words.

    A `joined` word stays on the line of the word before it.
    """
    breaks = [0]
    column, last_free = first + len(words[0]), 0
    for number, word in enumerate(words[1:], start=1):
        column += 1 + len(word)
        if number not in joined:
            last_free = number
        if column > width and last_free > breaks[-1]:
            breaks.append(last_free)
            column = indent + sum(len(w) + 1 for w in words[last_free : number + 1]) - 1
    return [*breaks, len(words)]
