"""An analysis in a notebook, in short. It has no colours: notebooks are light or dark."""

from __future__ import annotations

from hashlib import blake2b

from imrparse.reports.html.cards import cards
from imrparse.reports.html.marked_text import MarkedText, numbered
from imrparse.text.source import Source, Span
from imrparse.tree.analysis import Analysis

_STYLE = (
    ".imrparse .mark { text-decoration: underline double; } "
    ".imrparse .mark.point::after { content: '\\2038'; } "
    ".imrparse .text { white-space: pre-wrap; } .imrparse .cards { padding-left: 1.5em; } "
    ".imrparse .card { margin-bottom: 0.6em; } .imrparse .card p { margin: 0; } "
    ".imrparse .unseen { display: none; }"
)


def short(analysis: Analysis) -> str:
    """The overview of the letter, its faults, and its text to unfold with the faults underlined."""
    letter = analysis.determination
    overview = letter._repr_html_()
    text = letter.source or ""
    source = Source(text, letter.locator)
    findings = numbered(analysis.diagnostics)
    digest = blake2b(text.encode(errors="surrogatepass"), digest_size=6).hexdigest()
    prefix = f"imr{digest}-"  # several outputs are on one page
    marked = MarkedText(source, findings, prefix).html(Span(0, len(text)))
    return (
        f'<div class="imrparse"><style>{_STYLE}</style>{overview}{cards(findings, prefix)}'
        f'<details><summary>The text</summary><div class="text">{marked}</div></details></div>'
    )
