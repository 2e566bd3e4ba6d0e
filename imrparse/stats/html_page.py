"""A page with charts: one self-contained HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from imrparse.stats.statistic import (
    FEW,
    Cell,
    Kind,
    Statistic,
    cell_text,
    interval_text,
    number,
)

_SHOWN = 20  # groups in a chart; the table below it shows all
_LEGEND = '<p class="legend"><i class="part"></i>upheld<i></i>overturned, wholly or in part</p>\n'
_SHARES = {"share": "", "upheld share": "upheld", "uphold rate": "upheld"}  # beside a bar


def page(found: Sequence[Statistic], name: str, about: str = "") -> str:
    """The statistics of tables called `name`, as HTML. `about` are the filters, if any."""
    links = "".join(f'<a href="#{one.name}">{escape(one.title)}</a>' for one in found)
    body = "\n".join(_section(one) for one in found)
    return (
        "<!doctype html>\n"
        '<html lang="en">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Determination letters: {escape(name)}</title>\n"
        f"<style>\n{_STYLE}</style>\n</head>\n"
        f"<body>\n<h1>Determination letters: {escape(name)}</h1>\n"
        f"{f'<p>Only {escape(about)}.</p>' if about else ''}"
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
    drawn = statistic.column("median") or statistic.groups
    most = max(number(row[drawn]) for row in rows) or 1
    bars = "\n".join(_bar(statistic, row, drawn, most) for row in rows)
    title = escape(f"{statistic.title}: {statistic.headings[drawn].name}")
    legend = _LEGEND if statistic.column("upheld") else ""
    few = f"<p>* of fewer than {FEW}.</p>\n" if any(map(statistic.is_of_few, rows)) else ""
    return f'{legend}{few}<ul class="chart" aria-label="{title}">\n{bars}\n</ul>'


def _bar(statistic: Statistic, row: tuple[Cell, ...], drawn: int, most: float) -> str:
    """A bar between its label and its numbers. Both are text, so they are never scaled or cut."""
    count = number(row[drawn])
    bar = f'<span class="bar" style="--length:{count / most:.4f}"></span>'
    if part := statistic.column("upheld"):
        upheld = number(row[part]) / count if count else 0.0
        inner = f'<span class="part" style="width:{upheld:.1%}"></span>'
        bar = f'<span class="bar decided" style="--length:{count / most:.4f}">{inner}</span>'
    label = f'<span class="label">{escape(statistic.label(row))}</span>'
    caption = escape(_row_text(statistic, row, drawn))
    return f'<li>{label}<span class="row">{bar}<span>{caption}</span></span></li>'


def _row_text(statistic: Statistic, row: tuple[Cell, ...], drawn: int) -> str:
    """The numbers at the end of a bar: "12, 66.7%* upheld (39-86%)"."""
    unit = " days" if statistic.headings[drawn].kind is Kind.DAYS else ""
    texts = [cell_text(row[drawn], statistic.headings[drawn].kind) + unit]
    mark = "*" if statistic.is_of_few(row) else ""
    for place, heading in enumerate(statistic.headings):
        if heading.kind is Kind.SHARE and row[place] is not None:
            share = f"{cell_text(row[place], Kind.SHARE)}{mark} {_SHARES[heading.name]}".rstrip()
            texts.append(f"{share} ({interval_text(row[place + 1], row[place + 2])})")
    return ", ".join(texts)


def _largest(statistic: Statistic) -> list[tuple[Cell, ...]]:
    place = statistic.groups
    kept = sorted(statistic.rows, key=lambda row: -number(row[place]))[:_SHOWN]
    return [row for row in statistic.rows if row in kept]


def _table(statistic: Statistic) -> str:
    head = "".join(f"<th scope=col>{escape(one.name)}</th>" for one in statistic.headings)
    rows = "\n".join(_table_row(statistic, row) for row in statistic.rows)
    return (
        '<details>\n<summary>All numbers</summary>\n<div class="wide">\n'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        "</div>\n</details>"
    )


def _table_row(statistic: Statistic, row: Sequence[Cell]) -> str:
    cells = [
        (escape(cell_text(cell, heading.kind)), heading.kind)
        for cell, heading in zip(row, statistic.headings, strict=True)
    ]
    return f"<tr>{''.join(_table_cell(text, kind) for text, kind in cells)}</tr>"


def _table_cell(text: str, kind: Kind) -> str:
    return f"<th scope=row>{text}</th>" if kind is Kind.GROUP else f"<td>{text}</td>"


_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --faint: #5c6670; --line: #d5dae0;
  --plain: #68788a; --bar: #c9821f; --part: #2f6690; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ed; --paper: #14171b; --faint: #9aa4af; --line: #343b43; --plain: #8594a4;
    --bar: #e0a458; --part: #6aa5d6; }
}
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: var(--ink);
  background: var(--paper); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0; break-after: avoid; }
p { color: var(--faint); margin: 0.25rem 0 0.75rem; }
nav a { display: inline-block; margin-right: 1rem; }
a { color: var(--part); }
.legend i { display: inline-block; width: 0.9em; height: 0.9em; margin: 0 0.4em 0 1em;
  vertical-align: -0.1em; background: var(--bar); }
.legend i.part { margin-left: 0; background: var(--part); }
.legend i, .bar, .part { print-color-adjust: exact; forced-color-adjust: none; }
.chart { list-style: none; margin: 0; padding: 0; font-size: 0.85rem; line-height: 1.3; }
.chart li { display: grid; grid-template-columns: 16rem 1fr; gap: 0.6rem; align-items: center;
  margin: 0.25rem 0; break-inside: avoid; }
.label { text-align: right; }
.row { display: flex; align-items: center; gap: 0.5rem; white-space: nowrap; }
.bar { width: calc((100% - 11rem) * var(--length)); min-width: 2px; height: 1.1rem;
  overflow: hidden; background: var(--plain); }
.bar.decided { background: var(--bar); }
.part { display: block; height: 100%; background: var(--part);
  box-shadow: 1px 0 var(--paper); }
details { margin-top: 0.5rem; }
.wide { overflow-x: auto; overflow-wrap: normal; }
table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 0.2rem 0.8rem 0.2rem 0; border-bottom: 1px solid var(--line); text-align: right; }
tr > :first-child { text-align: left; }
th { font-weight: normal; }
thead th { color: var(--faint); }
@media (max-width: 40rem) {
  .chart li { grid-template-columns: 1fr; gap: 0; margin: 0.5rem 0; }
  .label { text-align: left; }
}
@media print {
  body { margin: 0; max-width: none; }
  nav, details:not([open]) { display: none; }
}
"""
