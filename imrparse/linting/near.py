"""The known name that a text nearly is."""

from __future__ import annotations

from functools import cache, lru_cache
from heapq import nlargest

from imrparse.nearmiss import nearest

_LONGEST = 200  # code points of a name
_TRIED = 3  # names that are most alike by their pairs of letters, which are held closely


@lru_cache(maxsize=1024)
def nearest_name(text: str, names: tuple[str, ...]) -> str | None:
    """The name that a text nearly is: a letter in five may be off."""
    if len(text) > _LONGEST:
        return None
    pairs = _pairs(text)
    shared = [(len(own & pairs) / max(1, len(own | pairs)), name) for name, own in _known(names)]
    return nearest(text, tuple(name for share, name in nlargest(_TRIED, shared) if share))


@cache
def _known(names: tuple[str, ...]) -> list[tuple[str, frozenset[str]]]:
    """The names, and their pairs of letters."""
    return [(name, _pairs(name)) for name in names]


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(text.lower().split())
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
