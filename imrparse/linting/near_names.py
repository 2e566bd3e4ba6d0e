"""Known names that are similar to a text, and the advice about them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from heapq import nlargest

from imrparse.diagnostics import codes
from imrparse.diagnostics.diagnostic import Fix
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.fields.citations.source_names import content
from imrparse.linting.draft import Draft
from imrparse.linting.word_comparison import respelling
from imrparse.text.edit_distance import is_near, nearest, only
from imrparse.text.source import Span

_LONGEST = 200  # code points of a name
_MOST_SLIPS = 2  # misspelt words of a name
_LONG = 6  # letters of a word that may have one typing error
_LONGER = 10  # letters of a word that may have two
# candidates with the most letter pairs in common, for which the edit distance is computed
_TRIED = 3


@lru_cache(maxsize=1024)
def nearest_name(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The most similar name, with at most one letter in five different; several if they tie."""
    if len(text) > _LONGEST:
        return ()
    pairs = _pairs(text)
    shared = [(len(own & pairs) / max(1, len(own | pairs)), name) for name, own in _known(names)]
    return nearest(text, tuple(name for share, name in nlargest(_TRIED, shared) if share))


def advice(draft: Draft, span: Span, meant: tuple[str, ...]) -> tuple[str, tuple[Fix, ...]]:
    """The hint and fixes of a finding about a name that was probably meant as one of `meant`.

    If there are several candidates, only the writer knows which is meant, so there is no fix.
    """
    name = only(meant)
    hint = codes.did_you_mean(meant)
    if name is None:
        return hint, ()
    edits = respelling(draft.plain, span, name)
    return hint, (codes.replacement_fix(name, edits, draft.source, TextKind.NAME),)


@cache
def _known(names: tuple[str, ...]) -> list[tuple[str, frozenset[str]]]:
    """The names, with their letter pairs."""
    return [(name, _pairs(name)) for name in names]


def misspelt_name(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The name that differs from the text only by typing errors in a word or two; several if any
    fits.

    This is much more reliable than `nearest_name`, which may return a different valid name.
    """
    words = content(text)
    alike = (pair for pair in _listed(names) if len(pair[1]) == len(words))
    return tuple(dict.fromkeys(name for name, known in alike if _has_slips(words, known)))


def _has_slips(words: Sequence[str], wanted: Sequence[str]) -> bool:
    differing = [pair for pair in zip(words, wanted, strict=True) if pair[0] != pair[1]]
    return 0 < len(differing) <= _MOST_SLIPS and all(_is_slip(*pair) for pair in differing)


def _is_slip(word: str, wanted: str) -> bool:
    """Whether a word is a misspelling of another, and not another form of it."""
    if word.rstrip("s") == wanted.rstrip("s"):
        return False
    if sorted(word) == sorted(wanted):
        return is_near(wanted, word, 1)  # two letters swapped
    shortest = min(len(word), len(wanted))
    return shortest >= _LONG and is_near(wanted, word, 1 if shortest < _LONGER else 2)


@lru_cache(maxsize=64)
def _listed(names: tuple[str, ...]) -> list[tuple[str, Sequence[str]]]:
    return [(name, content(name)) for name in names]


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(text.lower().split())
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
