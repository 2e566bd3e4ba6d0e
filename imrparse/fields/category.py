"""The DWC category of a request.

The terms, and how they decide, are in ``data/categories.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from imrparse.fields.category_terms import NONE, WORD, Group, Lexicon, Words, load
from imrparse.fields.details import Category
from imrparse.text.folding import Folded


class _Found(NamedTuple):
    """A term found in a request: its words from number `start` up to `end`."""

    start: int
    end: int
    group: Group


def read_category(folded: Folded) -> Category | None:
    """The category of a request, or None if its words decide for none."""
    lexicon = load()
    item = lexicon.end.split(folded.text, maxsplit=1)[0]
    terms = list(_terms(lexicon.words(item), lexicon))
    if not terms:
        return None
    term = max(terms, key=lambda term: term.group.strength)
    if len(terms) > 1 and _is_contradicted(term, terms, item, lexicon):
        return None
    start, end = _place(term, item)
    return Category(*term.group.levels, item[start:end], span=folded.span(start, end))


def _terms(words: Words, lexicon: Lexicon) -> Iterator[_Found]:
    """The terms in the head of a request, in order."""
    known = set(words)
    strongest, free = NONE, 0
    for place, word in enumerate(words):
        if word is None or place < free:
            continue
        for phrase in lexicon.phrases.get(word, ()):
            end = place + len(phrase.words)
            if tuple(words[place:end]) != phrase.words:
                continue
            if phrase.ends is not None and strongest >= phrase.ends:
                return
            group = next((group for group in phrase.groups if group.admits(known)), None)
            if group:
                strongest = max(strongest, group.strength)
                yield _Found(place, end, group)
            if group or not phrase.groups:
                free = end
                break


def _is_contradicted(term: _Found, terms: Sequence[_Found], item: str, lexicon: Lexicon) -> bool:
    """Whether another term asks for a second thing besides the given one."""
    rivals = [
        other
        for other in terms
        if _is_rival(other.group, term.group, before=other.start < term.start)
    ]
    if not rivals:
        return False
    start, end = _place(term, item)
    # If the nearest rival is joined to the term, so are those farther off.
    before, after = _place(rivals[0], item)[1], _place(rivals[-1], item)[0]
    return bool(
        lexicon.joiner.search(item, before, start) or lexicon.joiner.search(item, end, after)
    )


def _is_rival(other: Group, group: Group, *, before: bool) -> bool:
    """Whether a term of the other group, joined to one of this group, asks for a second thing."""
    if before:
        return other.strength > 0 and not group.category.startswith(other.category)
    return other.strength >= group.strength and other.whole != group.whole


def _place(term: _Found, item: str) -> tuple[int, int]:
    """The offsets at which a term starts and ends in the text."""
    words = list(islice(WORD.finditer(item), term.start, term.end))
    return words[0].start(), words[-1].end()
