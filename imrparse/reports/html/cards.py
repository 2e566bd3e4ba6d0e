"""The findings of a letter as cards: message, hint, related places, and fixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape

from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Fix, Severity
from imrparse.diagnostics.fault_pages import PAGES
from imrparse.diagnostics.rendering import place_in_words
from imrparse.linting.rules import rule_classes
from imrparse.linting.selection import SYNTAX
from imrparse.reports.html.marked_text import Numbered
from imrparse.text.source import Source
from imrparse.text.visible import visible

_SHOWN = 120  # code points of the words that a fix replaces
_EDITS = 3  # of a fix that are shown


def cards(findings: Iterable[Numbered], prefix: str, *, interactive: bool = False) -> str:
    """A list of findings; nothing if there is none. An interactive page has buttons for fixes."""
    items = "".join(_card(one, prefix, interactive) for one in findings)
    return f'<ol class="cards" role="list">{items}</ol>' if items else ""


def groups(findings: Iterable[Diagnostic]) -> Counter[str]:
    """The number of findings of each group."""
    return Counter(group_of(one.code) for one in findings)


def group_of(code: str) -> str:
    """The group of a rule, or that of all faults."""
    return _groups().get(code, SYNTAX)


@cache
def _groups() -> dict[str, str]:
    return {rule.code: rule.group for rule in rule_classes()}


@cache
def _names() -> dict[str, str]:
    rules = {rule.code: rule.name for rule in rule_classes()}
    return rules | {page.code: page.name for page in PAGES}


def counted(findings: Iterable[Diagnostic]) -> str:
    """How many findings there are of each severity: "2 errors, 1 note"."""
    counts = Counter(one.severity for one in findings)
    words = (
        f"{counts[one]} {one.value}{'' if counts[one] == 1 else 's'}"
        for one in Severity
        if counts[one]
    )
    return ", ".join(words) or "no findings"


def _card(one: Numbered, prefix: str, interactive: bool) -> str:
    finding = one.finding
    own = f"{prefix}f{one.number}"
    severity, group = finding.severity.value, group_of(finding.code)
    place = _html(place_in_words(finding.source, finding.span.start, None))
    name = _html(_names().get(finding.code, ""))
    head = (
        f'<p class="head"><span class="severity">{severity}</span> '
        f'<span class="code">{finding.code}</span> <span class="name">{name}</span> '
        f'<a class="where" href="#{prefix}m{one.number}">{place}</a></p>'
    )
    body = f'<p class="message" id="{own}-m">{_html(finding.message)}</p>'
    if finding.hint:
        body += f'<p class="hint">{_html(finding.hint)}</p>'
    body += "".join(_related(finding))
    for number, fix in enumerate(finding.fixes):
        body += _fix(fix, finding.source, one, number, interactive)
    return (
        f'<li class="card {severity}" id="{own}" data-group="{group}" data-severity="{severity}" '
        f'tabindex="-1">{head}{body}</li>'
    )


def _related(finding: Diagnostic) -> Iterator[str]:
    for related in finding.related:
        place = _html(place_in_words(finding.source, related.span.start, None))
        yield f'<p class="related">{place}: {_html(related.message)}</p>'


def _fix(fix: Fix, source: Source, one: Numbered, number: int, interactive: bool) -> str:
    kind = "Fix" if fix.safe else "Fix that may change the meaning"
    edits = "".join(f"<p>{_edit(edit, source)}</p>" for edit in fix.edits[:_EDITS])
    if len(fix.edits) > _EDITS:
        edits += f"<p>and {len(fix.edits) - _EDITS} more changes</p>"
    button = ""
    if interactive:
        words = _html(fix.message)
        button = (
            f'<button type="button" data-finding="{one.number}" data-fix="{number}" '
            f'aria-label="Take this fix of {one.finding.code}: {words}">Take this fix</button>'
        )
    return (
        f'<div class="fix {"safe" if fix.safe else "unsafe"}">'
        f'<p><span class="kind">{kind}:</span> {_html(fix.message)}</p>{edits}{button}</div>'
    )


def _edit(edit: Edit, source: Source) -> str:
    """The words before and after, for eyes and for ears."""
    old = source.text[slice(*edit.span)]
    before = f"<del>{_words(old)}</del>" if old else ""
    after = f"<ins>{_words(edit.text)}</ins>" if edit.text else ""
    return " ".join(filter(None, [before, after]))


def _words(text: str) -> str:
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return _html(shown.replace("\r\n", "\n").replace("\n", "\u23ce"))


def _html(text: str) -> str:
    return escape(visible(text))
