"""Checks that a comparator finds the same as `imrparse.parse`: otherwise its time means nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from benchmarks.extractors.common import Fields

_Part = Literal["request", "claims_administrator_guideline", "maximus_guideline", "rationale"]

_LISTS = ("licensure", "specialties", "subspecialties")
_PARTS: tuple[_Part, ...] = (
    "request",
    "claims_administrator_guideline",
    "maximus_guideline",
    "rationale",
)


def differences(fields: Fields, letter: Mapping[str, Any]) -> list[str]:
    """The names of the fields in which an extraction and a letter (`imrparse.to_dict`) differ.

    White space is ignored, everything else is compared.
    """
    found = [name for name in _LISTS if _differ(fields.get(name), letter["reviewer"][name])]
    if _differ(fields["summary"], letter["summary"]["text"]):
        found.append("summary")
    if (fields["header"] or {}) != (letter["header"] or {}):
        found.append("header")
    if len(fields["issues"]) != len(letter["issues"]):
        return [*found, "issues"]
    for number, (mine, theirs) in enumerate(zip(fields["issues"], letter["issues"], strict=True)):
        if mine["decision"] != theirs["decision"]:
            found.append(f"issues[{number}].decision")
        differing = [part for part in _PARTS if _differ(mine[part], theirs[part]["text"])]
        found += [f"issues[{number}].{part}" for part in differing]
    return found


def _differ(mine: object, theirs: object) -> bool:
    return _squeezed(mine) != _squeezed(theirs)


def _squeezed(value: object) -> object:
    if isinstance(value, list):
        return [_squeezed(item) for item in value]
    return "".join(value.split()) if isinstance(value, str) else value
