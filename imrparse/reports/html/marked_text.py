"""A stretch of a letter as HTML, its findings underlined."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from attrs import frozen

from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.text.source import Source, Span
from imrparse.text.visible import visible_lines

_ORDER = list(Severity)
_MOST = 3  # findings of one word that a screen reader is told of
_PAGE_BREAK = '<span class="page-break"><span class="unseen">page break</span></span>'


@frozen
class Numbered:
    """A finding and its number in the letter, from 1."""

    number: int
    finding: Diagnostic


def numbered(findings: Sequence[Diagnostic]) -> list[Numbered]:
    """The findings with their numbers."""
    return [Numbered(number, one) for number, one in enumerate(findings, start=1)]


@frozen
class MarkedText:
    """The text of a letter with its findings."""

    source: Source
    findings: Sequence[Numbered]
    prefix: str
    """Begins the ids of the letter, so that those of several letters differ."""
    linked: bool = True
    """Whether the words of a finding are a link to what is said of it."""

    def html(self, span: Span) -> str:
        """A stretch of the text. Findings that begin before it are marked in it, too."""
        marked = deque(one for one in self.findings if self._touches(one.finding.span, span))
        ends = {at for one in marked for at in one.finding.span}
        cuts = sorted({span.start, *(at for at in ends if span.start < at < span.end), span.end})
        active: list[Numbered] = []
        html = []
        for start, end in pairwise([*cuts, span.end]):
            active = [one for one in active if one.finding.span.end > start]
            while marked and marked[0].finding.span.start <= start:
                one = marked.popleft()
                if one.finding.span.end > one.finding.span.start:
                    active.append(one)
                else:
                    html.append(self._point(one))
            if end > start:
                html.append(self._piece(Span(start, end), active))
        return "".join(html)

    def _touches(self, finding: Span, span: Span) -> bool:
        if finding.start == finding.end:
            is_last = span.end == len(self.source.text)
            return span.start <= finding.start < span.end + is_last
        return finding.start < span.end and span.start < finding.end

    def _piece(self, span: Span, among: Sequence[Numbered]) -> str:
        """Words that all belong to the same findings."""
        text = self._text(span)
        if not among:
            return text
        worst = min(among, key=lambda one: _ORDER.index(one.finding.severity))
        if not self.linked:
            return self._mark(worst, among, "", text)
        own = "" if self.source.text[slice(*span)].strip() else ' aria-label="spaces"'
        starting = [one for one in among if one.finding.span.start == span.start]
        if starting:
            own += f' id="{self.prefix}m{starting[0].number}"'
        others = (f'<span id="{self.prefix}m{one.number}"></span>' for one in starting[1:])
        return "".join(others) + self._mark(worst, among, own, text)

    def _point(self, one: Numbered) -> str:
        """A place where something is missing."""
        own = f' id="{self.prefix}m{one.number}" aria-label="missing here"' if self.linked else ""
        return self._mark(one, [one], own, "", " point")

    def _mark(
        self, worst: Numbered, among: Sequence[Numbered], own: str, text: str, kind: str = ""
    ) -> str:
        named = f'class="mark {worst.finding.severity.value}{kind}"'
        if not self.linked:
            return f"<span {named}>{text}</span>"
        told = " ".join(f"{self.prefix}f{one.number}-m" for one in among[:_MOST])
        href = f"#{self.prefix}f{worst.number}"
        return f'<a {named} href="{href}" aria-describedby="{told}"{own}>{text}</a>'

    def _text(self, span: Span) -> str:
        """Text without tags. What would change its direction, or can't be seen, is a symbol."""
        text = self.source.text[slice(*span)].replace("\r\n", "\n")
        if text.endswith("\r") and self.source.text[span.end : span.end + 1] == "\n":
            text = text[:-1]
        pages = text.replace("\r", "\n").split("\f")
        return (_PAGE_BREAK if self.linked else "\f").join(_shown(pages))


def _shown(texts: Sequence[str]) -> Iterator[str]:
    return (escape(visible_lines(text), quote=False) for text in texts)
