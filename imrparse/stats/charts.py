"""The charts of statistics as SVG, drawn by Vega-Lite.

Colours are variables of the page's style, so that a chart is light or dark as the page is. Texts
have their natural size: there is a wide chart and a narrow one, for telephones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from attrs import frozen

from imrparse.stats.chart_rows import drawn_rows, is_of_periods
from imrparse.stats.statistic import Cell, Kind, Statistic, cell_text
from imrparse.tables.formats.extras import need
from imrparse.text.visible import visible

Spec: TypeAlias = dict[str, Any]

_COLORS = {
    "upheld": "var(--upheld)",
    "overturned": "var(--overturned)",
    "partially overturned": "var(--partly)",
}


@frozen
class _Size:
    """The sizes of a chart in pixels."""

    name: str
    counts: int
    """The width of the panel of counts."""
    shares: int
    """The width of the panel of shares."""
    step: int
    """From one bar to the next."""
    labels_above: bool
    """Whether the label of a bar is above it, not to the left."""


_SIZES = (_Size("wide", 210, 120, 24, False), _Size("narrow", 150, 100, 42, True))
_LABELS = 200  # pixels of the longest label to the left of a bar
_CHARACTER = 8  # pixels


def charts(statistic: Statistic) -> tuple[tuple[str, str], ...]:
    """The charts of a statistic with rows: the names of their sizes, and SVG.

    Raises MissingExtraError.
    """
    return tuple((size.name, _svg(_spec(statistic, size))) for size in _SIZES)


def _svg(spec: Spec) -> str:
    svg: str = need("vl_convert", "--html").vegalite_to_svg(spec | _CONFIG)
    # In a page, namespaces and the roles of an image's parts are superfluous.
    return re.sub(r' (?:xmlns(?::xlink)?|version|role|aria-[a-z]+|pointer-events)="[^"]*"', "", svg)


def _spec(statistic: Statistic, size: _Size) -> Spec:
    rows = drawn_rows(statistic)
    labels = [visible(statistic.label(row)) for row in rows]
    if statistic.column("median"):
        return _days(statistic, rows, labels, size)
    if is_of_periods(statistic):
        return _periods(statistic, rows, labels, size)
    shares = _shares(statistic, rows, labels)
    panels = [] if statistic.is_distribution else [_counts(statistic, rows, labels, size)]
    panels.append(_intervals(statistic, shares, labels, size))
    # A label above a bar may be as long as both panels; it does not push the second one away.
    bounds = "flush" if size.labels_above else "full"
    return {"hconcat": panels, "spacing": 28, "bounds": bounds}


# The values


def _parts(statistic: Statistic) -> list[int]:
    """The columns whose counts are stacked."""
    counts = [n for n, one in enumerate(statistic.headings) if one.kind is Kind.COUNT]
    return counts[1:] or counts


def _stacked(
    statistic: Statistic, rows: Sequence[Sequence[Cell]], labels: Sequence[str]
) -> list[dict[str, Any]]:
    return [
        {"group": label, "part": statistic.headings[place].name, "order": order, "n": row[place]}
        for label, row in zip(labels, rows, strict=True)
        for order, place in enumerate(_parts(statistic))
    ]


def _share_column(statistic: Statistic) -> int:
    return next(n for n, one in enumerate(statistic.headings) if one.kind is Kind.SHARE)


def _share_axis(statistic: Statistic) -> Spec:
    axis = _AXIS | {"format": ".0%", "values": [0, 0.5, 1]}
    axis |= {"labelOverlap": "parity", "labelSeparation": 14}
    title = statistic.headings[_share_column(statistic)].name
    return {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis, "title": title}


def _shares(
    statistic: Statistic, rows: Sequence[Sequence[Cell]], labels: Sequence[str]
) -> list[dict[str, Any]]:
    place = _share_column(statistic)
    return [
        {
            "group": label,
            "share": row[place],
            "low": row[place + 1],
            "high": row[place + 2],
            "few": statistic.is_of_few(row),
            "text": cell_text(row[place], Kind.SHARE) + "*" * statistic.is_of_few(row),
        }
        for label, row in zip(labels, rows, strict=True)
        if row[place] is not None
    ]


# The panels


def _counts(
    statistic: Statistic, rows: Sequence[Sequence[Cell]], labels: Sequence[str], size: _Size
) -> Spec:
    total = statistic.groups
    totals = [
        {"group": label, "n": row[total], "text": cell_text(row[total], Kind.COUNT)}
        for label, row in zip(labels, rows, strict=True)
    ]
    name = statistic.headings[total].name
    x = {"field": "n", "type": "quantitative", "title": name, "axis": _AXIS | {"tickCount": 4}}
    bar = {"mark": {"type": "bar", "height": 14, "yOffset": _down(size)}}
    text = {"type": "text", "align": "left", "dx": 4, "dy": _down(size), "color": "currentColor"}
    return {
        "width": size.counts,
        "height": {"step": size.step},
        "encoding": {"y": _groups(labels, size, with_labels=True)},
        "layer": [
            bar
            | {
                "data": {"values": _stacked(statistic, rows, labels)},
                "encoding": {"x": x, "color": _color(statistic, size), "order": {"field": "order"}},
            },
            {
                "data": {"values": totals},
                "mark": text,
                "encoding": {"x": x, "text": {"field": "text"}},
            },
        ],
    }


def _intervals(
    statistic: Statistic, shares: list[dict[str, Any]], labels: Sequence[str], size: _Size
) -> Spec:
    """Shares as points, and their confidence intervals as lines."""
    x = _share_axis(statistic)
    with_labels = statistic.is_distribution
    down = _down(size)
    width = size.shares * (2 if with_labels else 1)
    text = {"type": "text", "align": "left", "dy": down, "color": "currentColor"}
    return {
        "width": width,
        "height": {"step": size.step},
        "data": {"values": shares},
        "encoding": {"y": _groups(labels, size, with_labels=with_labels)},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "yOffset": down, "color": _FAINT},
                "encoding": {"x": x | {"field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "yOffset": down, "opacity": 1, "size": 50},
                "encoding": {"x": x | {"field": "share"}, "fill": _FILL, "stroke": _INK},
            },
            {"mark": text, "encoding": {"x": {"value": width + 8}, "text": {"field": "text"}}},
        ],
    }


def _days(
    statistic: Statistic, rows: Sequence[Sequence[Cell]], labels: Sequence[str], size: _Size
) -> Spec:
    """Lines from the least number of days to that which 95 % do not exceed, and the median."""
    names = [heading.name for heading in statistic.headings]
    values = [
        {"group": label, **{name: row[names.index(name)] for name in ("least", "median")}}
        | {"most": row[names.index("95 %")], "few": False}
        | {"text": f"{row[names.index('median')]:,}, 95 %: {row[names.index('95 %')]:,}"}
        for label, row in zip(labels, rows, strict=True)
    ]
    x = {"type": "quantitative", "axis": _AXIS | {"tickCount": 5}, "title": "days"}
    down = _down(size)
    text = {"type": "text", "align": "left", "dx": 10, "dy": down, "color": "currentColor"}
    return {
        "width": size.counts + size.shares - 60,
        "height": {"step": size.step},
        "data": {"values": values},
        "encoding": {"y": _groups(labels, size, with_labels=True)},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "yOffset": down, "color": _FAINT},
                "encoding": {"x": x | {"field": "least"}, "x2": {"field": "most"}},
            },
            {
                "mark": {"type": "point", "yOffset": down, "opacity": 1, "size": 50},
                "encoding": {"x": x | {"field": "median"}, "fill": _FILL, "stroke": _INK},
            },
            {
                "mark": text,
                "encoding": {"x": x | {"field": "most"}, "text": {"field": "text"}},
            },
        ],
    }


def _periods(
    statistic: Statistic, rows: Sequence[Sequence[Cell]], labels: Sequence[str], size: _Size
) -> Spec:
    """Counts as columns, and below them the shares as a line in the band of their intervals."""
    shares = _shares(statistic, rows, labels)
    width = size.counts + size.shares + (50 if size.labels_above else 160)
    x: Spec = {"field": "group", "type": "ordinal", "title": None}
    x["scale"] = {"domain": list(labels)}
    x["axis"] = _AXIS | {
        "labelAngle": 0,
        "labelOverlap": "greedy",
        "labelSeparation": 14,
        "grid": False,
    }
    name = statistic.headings[statistic.groups].name
    y = {"field": "n", "type": "quantitative", "title": name, "axis": _AXIS | {"tickCount": 4}}
    share = _share_axis(statistic)
    return {
        "vconcat": [
            {
                "width": width,
                "height": 110,
                "data": {"values": _stacked(statistic, rows, labels)},
                "mark": {"type": "bar", "width": {"band": 0.75}},
                "encoding": {
                    "x": x | {"axis": x["axis"] | {"labels": False}},
                    "y": y,
                    "color": _color(statistic, size),
                    "order": {"field": "order"},
                },
            },
            {
                "width": width,
                "height": 80,
                "data": {"values": shares},
                "encoding": {"x": x},
                "layer": [
                    {
                        "mark": {"type": "bar", "width": {"band": 0.5}, "color": _FAINT}
                        | {"opacity": 0.45},
                        "encoding": {"y": share | {"field": "low"}, "y2": {"field": "high"}},
                    },
                    {
                        "mark": {"type": "line", "color": "currentColor"},
                        "encoding": {"y": share | {"field": "share"}},
                    },
                    {
                        "mark": {"type": "point", "opacity": 1, "size": 30},
                        "encoding": {
                            "y": share | {"field": "share"},
                            "fill": _FILL,
                            "stroke": _INK,
                        },
                    },
                ],
            },
        ],
        "spacing": 12,
    }


# What they share


def _down(size: _Size) -> int:
    """How far a bar is below the middle of its step."""
    return 9 if size.labels_above else 0


def _groups(labels: Sequence[str], size: _Size, *, with_labels: bool) -> Spec:
    axis: Spec | None = None
    if with_labels:
        width = min(_LABELS, _CHARACTER * max(map(len, labels), default=0))
        axis = {"ticks": False, "domain": False, "labelLimit": _LABELS, "title": None}
        axis |= {"minExtent": width}  # the fonts of a reader may be wider
        if size.labels_above:
            above = {"labelAlign": "left", "labelPadding": 0, "labelOffset": -9}
            axis |= above | {"labelLimit": size.counts + size.shares, "minExtent": 0}
    domain = list(labels)
    scale = {"domain": domain}
    return {"field": "group", "type": "nominal", "sort": domain, "scale": scale, "axis": axis}


def _color(statistic: Statistic, size: _Size) -> Spec:
    names = [statistic.headings[place].name for place in _parts(statistic)]
    columns = 2 if size.labels_above else len(names)
    scale = {"domain": names, "range": [_COLORS.get(one, "var(--plain)") for one in names]}
    legend = {"orient": "top", "title": None, "symbolType": "square", "columns": columns}
    return {
        "field": "part",
        "type": "nominal",
        "scale": scale,
        "legend": legend if len(names) > 1 else None,
    }


_FAINT = "var(--faint)"
_INK = {"value": "currentColor"}
_FILL = {"condition": {"test": "datum.few", "value": "var(--paper)"}, "value": "currentColor"}
"""The point of a share of few is hollow."""
_AXIS = {"domain": False, "ticks": False, "labelPadding": 6}
_TEXT = {"labelColor": "currentColor", "labelFontSize": 12}
_CONFIG: Spec = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "background": None,
    "padding": 4,
    "config": {
        "font": "system-ui, sans-serif",
        "view": {"stroke": None},
        "axis": _TEXT
        | {"gridColor": "var(--line)", "titleColor": "currentColor"}
        | {"titleFontSize": 12, "titleFontWeight": "normal"},
        "legend": _TEXT,
        "text": {"fontSize": 12},
    },
}
