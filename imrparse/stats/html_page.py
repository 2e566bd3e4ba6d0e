"""A page with charts and tables: one self-contained HTML file, to read, to print or to hear."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from imrparse.stats.chart_rows import SHOWN, drawn_rows
from imrparse.stats.charts import charts
from imrparse.stats.statistic import (
    FEW,
    INTERVAL,
    Cell,
    Heading,
    Kind,
    Statistic,
    cell_text,
    interval_text,
    number,
)
from imrparse.text.visible import visible

_MANY = 8  # columns, beyond which a table is below its chart


def page(found: Sequence[Statistic], name: str, about: str = "") -> str:
    """The statistics of tables called `name`, as HTML. `about` are the filters, if any.

    Raises MissingExtraError.
    """
    links = "".join(f'<li><a href="#{one.name}">{escape(one.title)}</a></li>' for one in found)
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
        f'<nav aria-label="Statistics"><ul>{links}</ul></nav>\n'
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def escape(text: str) -> str:
    """A text in HTML, with control characters made visible."""
    return html.escape(visible(text))


def _section(statistic: Statistic) -> str:
    heading = f"{statistic.name}-heading"
    content = f"{_figure(statistic)}\n{_table(statistic)}" if statistic.rows else "There are none."
    return (
        f'<section id="{statistic.name}" aria-labelledby="{heading}">\n'
        f'<h2 id="{heading}">{escape(statistic.title)}</h2>\n'
        f'<p>{escape(statistic.note)}</p>\n<div class="both">\n{content}\n</div>\n</section>'
    )


def _figure(statistic: Statistic) -> str:
    """The charts, of which a style shows one, and what they show in words."""
    rows = drawn_rows(statistic)
    if not rows:
        return ""
    words = escape(" ".join(_words(statistic, rows)))
    named = f"{statistic.name}-words"
    images = "\n".join(
        svg.replace("<svg", f'<svg role="img" aria-labelledby="{named}" data-size="{size}"', 1)
        for size, svg in charts(statistic)
    )
    return f'<figure>\n{images}\n<figcaption id="{named}">{words}</figcaption>\n</figure>'


def _words(statistic: Statistic, rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """What a chart shows: its largest group, its extremes and its signs."""
    if place := statistic.column("median"):
        half, most = (cell_text(rows[0][n], Kind.DAYS) for n in (place, place + 1))
        yield (
            f"Half of {statistic.label(rows[0])} letters took at most {half} days, and 95 % at "
            f"most {most}. "
            "A point is the median; its line begins at the least and ends at the 95 %."
        )
        return
    largest = max(rows, key=lambda row: number(row[statistic.groups]))
    yield f"Largest: {_in_words(statistic, largest)}."
    share = next(n for n, one in enumerate(statistic.headings) if one.kind is Kind.SHARE)
    many = [row for row in rows if not statistic.is_of_few(row) and row[share] is not None]
    if len(many) > 1 and not statistic.is_distribution:
        ordered = sorted(many, key=lambda row: number(row[share]))
        name = statistic.headings[share].name
        yield f"Highest {name}: {_in_words(statistic, ordered[-1])}."
        yield f"Lowest: {_in_words(statistic, ordered[0])}."
    yield f"The line or band at a share is its {INTERVAL}."
    if any(map(statistic.is_of_few, rows)):
        yield f"A share of fewer than {FEW} has an asterisk or a hollow point."
    if len(rows) < len(statistic.rows):
        yield f"The chart shows {len(rows)} of {len(statistic.rows):,} groups."


def _in_words(statistic: Statistic, row: Sequence[Cell]) -> str:
    """A row in words: "Surgery, 12 issues, uphold rate 66.7%* (39-86%)"."""
    total = statistic.groups
    texts = [statistic.label(row), f"{cell_text(row[total], Kind.COUNT)} {_unit(statistic)}"]
    for place, heading in enumerate(statistic.headings):
        if heading.kind is Kind.SHARE and row[place] is not None:
            mark = "*" if statistic.is_of_few(row) else ""
            interval = interval_text(row[place + 1], row[place + 2])
            share = cell_text(row[place], Kind.SHARE)
            texts.append(f"{heading.name} {share}{mark} ({interval})")
    return ", ".join(texts)


def _unit(statistic: Statistic) -> str:
    return statistic.headings[statistic.groups].name


def _table(statistic: Statistic) -> str:
    shown = [one for one in statistic.headings if one.kind is not Kind.HIGH]
    head = "".join(map(_heading, shown))
    rows = "\n".join(_table_row(statistic, row) for row in statistic.rows)
    long = " long" if len(statistic.rows) > SHOWN else ""
    long += " wide" if len(shown) > _MANY else ""
    return (
        f'<div class="table{long}" role="region" tabindex="0" '
        f'aria-label="{escape(statistic.title)}: all numbers">\n'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _heading(heading: Heading) -> str:
    """The head of a column; the ends of an interval are one."""
    name = INTERVAL if heading.kind is Kind.LOW else escape(heading.name)
    group = " class=group" if heading.kind is Kind.GROUP else ""
    return f"<th scope=col{group}>{name}</th>"


def _table_row(statistic: Statistic, row: Sequence[Cell]) -> str:
    mark = "*" if statistic.is_of_few(row) else ""
    cells = []
    for place, (cell, heading) in enumerate(zip(row, statistic.headings, strict=True)):
        text = escape(cell_text(cell, heading.kind))
        if heading.kind is Kind.GROUP:
            cells.append(f"<th scope=row>{text}</th>")
        elif heading.kind is Kind.LOW:
            cells.append(f"<td>{interval_text(cell, row[place + 1])}</td>")
        elif heading.kind is not Kind.HIGH:
            is_marked = heading.kind is Kind.SHARE and cell is not None
            cells.append(f"<td>{text}{mark if is_marked else ''}</td>")
    return f"<tr>{''.join(cells)}</tr>"


_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --faint: #5c6670; --line: #d5dae0;
  --plain: #68788a; --upheld: #2f6690; --overturned: #c9821f; --partly: #ecc98f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ed; --paper: #14171b; --faint: #9aa4af; --line: #343b43; --plain: #8594a4;
    --upheld: #6aa5d6; --overturned: #e0a458; --partly: #94703f; }
}
body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: var(--ink);
  background: var(--paper); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0; break-after: avoid; }
p { color: var(--faint); margin: 0.25rem 0 0.75rem; break-after: avoid; }
nav ul { list-style: none; margin: 0; padding: 0; columns: 18rem; }
a { color: var(--upheld); }
.both { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; align-items: flex-start; }
figure { margin: 0; flex: none; width: 620px; max-width: 100%; }
figcaption { color: var(--faint); font-size: 0.85rem; margin-top: 0.25rem; }
svg { display: block; max-width: 100%; height: auto; overflow: visible;
  print-color-adjust: exact; }
svg[data-size=narrow] { display: none; }
.table { flex: 1 1 25rem; min-width: 0; max-width: 100%; overflow-x: auto; overflow-wrap: normal; }
.wide { flex-basis: 100%; }
.long { max-height: 34rem; overflow-y: auto; }
table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 0.2rem 0.8rem 0.2rem 0; border-bottom: 1px solid var(--line); text-align: right;
  vertical-align: bottom; }
tr { break-inside: avoid; }
tbody th { text-align: left; min-width: 5rem; }
td { white-space: nowrap; }
thead .group { text-align: left; }
th { font-weight: normal; }
thead th { color: var(--faint); position: sticky; top: 0; background: var(--paper); }
@media (max-width: 42rem) {
  svg[data-size=wide] { display: none; }
  svg[data-size=narrow] { display: block; }
}
@media print {
  :root { --ink: #000; --paper: #fff; --faint: #444; --line: #ccc; --plain: #68788a;
    --upheld: #2f6690; --overturned: #c9821f; --partly: #ecc98f; }
  body { margin: 0; max-width: none; }
  nav { display: none; }
  figure { break-inside: avoid; }
  .both { display: block; }
  .wide { flex-basis: 100%; }
.long { max-height: none; overflow: visible; }
  svg[data-size=wide] { display: block; }
  svg[data-size=narrow] { display: none; }
}
"""
