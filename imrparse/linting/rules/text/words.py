"""The words that the rules of this group go by: ``data/text.toml``."""

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
    """Whether a text has none but usual characters, which is seen much faster than searched for."""
    return not draft.has_controls and _usual().issuperset(draft.non_ascii)


@cache
def denying() -> frozenset[str]:
    """Words that deny what a sentence says."""
    return frozenset(words()["denying"]["words"])


@cache
def _usual() -> frozenset[str]:
    return frozenset(words()["characters"]["safe"])
