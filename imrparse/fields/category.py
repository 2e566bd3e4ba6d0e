"""The DWC request category of a request, by the terms of ``data/categories.toml``.

That file says how they decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from imrparse.fields.category_terms import WORD, Group, Lexicon, Words, load
from imrparse.fields.details import Category
from imrparse.text.folding import Folded


class _Found(NamedTuple):
    """A term of a request: the words from `start` to `end`, counted."""

    start: int
    end: int
    group: Group


def read_category(folded: Folded) -> Category | None:
    """The category that the words of a request decide, or None."""
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
    """The terms in the head of a request, in their order."""
    known = set(words)
    strongest, free = -1, 0
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
    """Whether another of the terms asks for something else beside what the given one asks for."""
    rivals = [
        other
        for other in terms
        if _is_rival(other.group, term.group, before=other.start < term.start)
    ]
    if not rivals:
        return False
    start, end = _place(term, item)
    # What is joined to a term nearby is joined to those farther off too.
    before, after = _place(rivals[0], item)[1], _place(rivals[-1], item)[0]
    return bool(
        lexicon.joiner.search(item, before, start) or lexicon.joiner.search(item, end, after)
    )


def _is_rival(other: Group, group: Group, *, before: bool) -> bool:
    """Whether a term of the other group, if joined to it, asks for something else."""
    if before:
        return other.strength > 0 and not group.category.startswith(other.category)
    return other.strength >= group.strength and other.whole != group.whole


def _place(term: _Found, item: str) -> tuple[int, int]:
    """Where the characters of a term start and end."""
    words = list(islice(WORD.finditer(item), term.start, term.end))
    return words[0].start(), words[-1].end()
