"""Comparing strengths of medications: "10/325mg" and "10 / 325 mg" are the same."""

from __future__ import annotations

import re

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_UNIT = re.compile(r"%|[a-zµ]+")


def differ(one: str, other: str) -> bool:
    """Whether two strengths can't be the same.

    They can be if one names fewer of the ingredients ("Norco 10mg"), or if their units differ.
    """
    units = set(_UNIT.findall(one.lower())), set(_UNIT.findall(other.lower()))
    if all(units) and units[0].isdisjoint(units[1]):
        return False
    figures = _figures(one), _figures(other)
    return not (figures[0] <= figures[1] or figures[1] <= figures[0])


def _figures(strength: str) -> set[float]:
    return {float(figure.replace(",", "")) for figure in _FIGURE.findall(strength)}


def adds_up(whole: str, *parts: str | None) -> bool:
    """Whether strengths add up: with 5mg authorized, 10mg of 15mg remain."""
    whole_figures, *figures = (_figures(part or "") for part in (whole, *parts))
    single = all(len(found) == 1 for found in (whole_figures, *figures))
    return single and sum(whole_figures) == sum(map(sum, figures))
