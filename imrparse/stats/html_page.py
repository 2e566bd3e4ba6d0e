"""A page with charts: one self-contained HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from imrparse.stats.statistic import Cell, Heading, Kind, Statistic

_SHOWN = 20  # groups in a chart; the table below it shows all
_LEGEND = '<p class="legend"><i class="part"></i>upheld<i></i>overturned, wholly or in part</p>\n'
_SHARES = {"share": "", "upheld share": "upheld", "uphold rate": "upheld"}  # beside a bar


def page(found: Sequence[Statistic], name: str) -> str:
    """The statistics of tables called `name`, as HTML."""
    style = (files("imrparse.stats") / "page.css").read_text("utf-8")
    links = "".join(f'<a href="#{one.name}">{escape(one.title)}</a>' for one in found)
    body = "\n".join(_section(one) for one in found)
    return (
        "<!doctype html>\n"
        '<html lang="en">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Determination letters: {escape(name)}</title>\n"
        f"<style>\n{style}</style>\n</head>\n"
        f"<body>\n<h1>Determination letters: {escape(name)}</h1>\n"
        f"<nav>{links}</nav>\n{body}\n</body>\n</html>\n"
    )


def _section(statistic: Statistic) -> str:
    return (
        f'<section id="{statistic.name}">\n<h2>{escape(statistic.title)}</h2>\n'
        f"<p>{escape(statistic.note)}</p>\n{_chart(statistic)}\n{_table(statistic)}\n</section>"
    )


def _chart(statistic: Statistic) -> str:
    """One bar for each group, split at its number of upheld decisions."""
    rows = _largest(statistic)
    if not rows:
        return "<p>There are none.</p>"
    drawn = _column(statistic, "median") or 1
    part = _column(statistic, "upheld")
    most = max(_number(row[drawn]) for row in rows) or 1
    bars = "\n".join(_bar(row, drawn, part, most, _row_text(statistic, row, drawn)) for row in rows)
    title = escape(f"{statistic.title}: {statistic.headings[drawn].name}")
    legend = _LEGEND if part else ""
    return f'{legend}<ul class="chart" aria-label="{title}">\n{bars}\n</ul>'


def _bar(row: tuple[Cell, ...], drawn: int, part: int | None, most: float, caption: str) -> str:
    """A bar between its label and its numbers. Both are text, so they are never scaled or cut."""
    number = _number(row[drawn])
    bar = f'<span class="bar" style="--length:{number / most:.4f}"></span>'
    if part:
        upheld = _number(row[part]) / number if number else 0.0
        inner = f'<span class="part" style="width:{upheld:.1%}"></span>'
        bar = f'<span class="bar decided" style="--length:{number / most:.4f}">{inner}</span>'
    label = f'<span class="label">{escape(str(row[0]))}</span>'
    return f'<li>{label}<span class="row">{bar}<span>{escape(caption)}</span></span></li>'


def _row_text(statistic: Statistic, row: tuple[Cell, ...], drawn: int) -> str:
    """The numbers at the end of a bar."""
    shares = [
        f"{_cell(cell, heading.kind)} {_SHARES[heading.name]}".rstrip()
        for cell, heading in zip(row, statistic.headings, strict=True)
        if heading.kind is Kind.SHARE
    ]
    unit = " days" if statistic.headings[drawn].kind is Kind.DAYS else ""
    return ", ".join([_cell(row[drawn], statistic.headings[drawn].kind) + unit, *shares])


def _largest(statistic: Statistic) -> list[tuple[Cell, ...]]:
    kept = sorted(statistic.rows, key=lambda row: -_number(row[1]))[:_SHOWN]
    return [row for row in statistic.rows if row in kept]


def _column(statistic: Statistic, name: str) -> int | None:
    names = [heading.name for heading in statistic.headings]
    return names.index(name) if name in names else None


def _table(statistic: Statistic) -> str:
    head = "".join(f"<th scope=col>{escape(one.name)}</th>" for one in statistic.headings)
    rows = "\n".join(_table_row(statistic.headings, row) for row in statistic.rows)
    return (
        '<details>\n<summary>All numbers</summary>\n<div class="wide">\n'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        "</div>\n</details>"
    )


def _table_row(headings: Sequence[Heading], row: tuple[Cell, ...]) -> str:
    group, *cells = zip(row, headings, strict=True)
    numbers = "".join(f"<td>{_cell(cell, heading.kind)}</td>" for cell, heading in cells)
    return f"<tr><th scope=row>{escape(str(group[0]))}</th>{numbers}</tr>"


def _cell(cell: Cell, kind: Kind) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, str):
        return escape(cell)
    return f"{cell:.1%}" if kind is Kind.SHARE else f"{cell:,}"


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0
