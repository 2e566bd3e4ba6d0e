"""The word lists of this group: ``data/text.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from imrparse.data import table
from imrparse.linting.draft import Draft


@cache
def words() -> Mapping[str, Any]:
    """The tables of the data file."""
    return table("text")


def is_plain(draft: Draft) -> bool:
    """Whether a text has only usual characters; much faster than searching for the others."""
    return not draft.has_controls and _usual().issuperset(draft.non_ascii)


@cache
def negations() -> frozenset[str]:
    """Words that negate a sentence."""
    return frozenset(words()["denying"]["words"])


@cache
def _usual() -> frozenset[str]:
    return frozenset(words()["characters"]["safe"])
