"""Short forms of values, for the `repr` of nodes."""

from __future__ import annotations

from datetime import date
from enum import Enum

LONGEST = 50
"""Code points of a text that are shown."""
_MOST_ITEMS = 3  # items of a list that are shown


def short(value: object) -> str:
    """A short form of a value: part of a text or list, the name of an enum member."""
    if isinstance(value, str):
        return repr(value if len(value) <= LONGEST else value[: LONGEST - 1] + "…")
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        items = ", ".join(map(short, value[:_MOST_ITEMS]))
        return f"[{items}, … {len(value)} in all]" if len(value) > _MOST_ITEMS else f"[{items}]"
    return repr(value)
