"""A drawing of the architecture, made from the imports between the packages."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import grimp

ROOT = Path(__file__).resolve().parents[2]
_BOX, _HIGH, _GAP, _ROW = 130, 34, 26, 74
_LEFT = 20


def drawing() -> str:
    """An SVG: a row for each level, a box for each package, a line for each import.

    An import is left out where the package imports another one that leads there.
    """
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(c["layers"] for c in settings["contracts"] if c["id"] == "floors")
    rows = [[name.strip() for name in layer.split("|")] for layer in layers]
    width = max(len(row) for row in rows) * (_BOX + _GAP) + 2 * _LEFT
    places = {
        name: (_middle(width, len(row), number), _LEFT + level * _ROW)
        for level, row in enumerate(rows)
        for number, name in enumerate(row)
    }
    graph = grimp.build_graph("imrparse")
    below = {
        one: {
            other
            for other in places
            if one != other
            and graph.direct_import_exists(
                importer=f"imrparse.{one}", imported=f"imrparse.{other}", as_packages=True
            )
        }
        for one in places
    }
    lines = [
        _line(places[one], places[other])
        for one in places
        for other in sorted(below[one] - _indirect(below, one))
    ]
    boxes = [_box(name, *place) for name, place in places.items()]
    height = len(rows) * _ROW + _LEFT
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'class="imports" aria-label="The packages of imrparse and the imports between them">'
    )
    return "".join([head, *lines, *boxes, "</svg>"])


def _indirect(below: Mapping[str, Collection[str]], one: str) -> set[str]:
    """The packages that are imported by those that a package imports."""
    found: set[str] = set()
    left = list(below[one])
    while left:
        for name in below[left.pop()]:
            if name not in found:
                found.add(name)
                left.append(name)
    return found


def _middle(width: int, count: int, number: int) -> float:
    """The middle of one of several boxes in a row."""
    return width / 2 + (number - (count - 1) / 2) * (_BOX + _GAP)


def _line(one: tuple[float, int], other: tuple[float, int]) -> str:
    (x, y), (x2, y2) = one, other
    bend = (x2 - x) * 0.1 + (60 if y2 - y > _ROW else 0)
    middle = (x + x2) / 2 + bend
    return (
        f'<path d="M{x:.0f} {y + _HIGH} Q{middle:.0f} {(y + y2 + _HIGH) / 2:.0f} {x2:.0f} {y2}" '
        'fill="none" stroke="currentColor" stroke-opacity="0.6"/>'
    )


def _box(name: str, x: float, y: int) -> str:
    left = x - _BOX / 2
    return (
        f'<rect x="{left:.0f}" y="{y}" width="{_BOX}" height="{_HIGH}" rx="6" '
        'fill="var(--md-default-bg-color, white)" stroke="currentColor"/>'
        f'<text x="{x:.0f}" y="{y + 22}" text-anchor="middle" font-size="14" '
        f'fill="currentColor">{escape(name)}</text>'
    )
