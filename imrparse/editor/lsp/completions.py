"""What an editor offers while a draft is typed: wording of the form, and listed names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types as lsp

from imrparse.data import names, table
from imrparse.editor.lsp.checked import Checked
from imrparse.fields.details import CitationKind
from imrparse.linting.rules.citation.editions import editions
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.terminals import Kind
from imrparse.text.source import Span

TRIGGERS = (":", " ", ",")
_LISTS = {"LICENSURE_LABEL": "states", "SPECIALTY_LABEL": "specialties"}
_LAST_ITEM = re.compile(r"[^,:]*\Z")
_DECISION = re.compile(r"\S:\s*([A-Za-z]*)\Z")
_CHAPTER = re.compile(rf"\b{CitationKind.MTUS.value} ([\w &/,'-]{{0,60}})\Z")
_LONGEST = 200  # code points before the place that are looked at


def completions(draft: Checked, position: lsp.Position) -> list[lsp.CompletionItem]:
    """The texts that may stand at a position, each with the edit that puts it there."""
    offset = draft.places.offset(position)
    before = draft.text[max(0, offset - _LONGEST) : offset]
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    for typed, texts, kind in _offers(line, before):
        span = Span(offset - len(typed), offset)
        found = [text for text in texts if text.lower().startswith(typed.lower())]
        if found:
            return [_item(draft, text, span, kind) for text in found]
    return []


_Offer = tuple[str, Iterable[str], lsp.CompletionItemKind]
"""What is typed already, the texts it may become, and what these are."""


def _offers(line: str, before: str) -> Iterator[_Offer]:
    """What may be meant, the likeliest first."""
    terminals = letter_parser().terminals
    start = line.lstrip()
    for name, listed in _LISTS.items():
        label = terminals[name].wording
        if start.startswith(label):
            typed = _LAST_ITEM.search(start[len(label) :])
            yield (
                (typed[0].lstrip() if typed else ""),
                _listed(listed),
                lsp.CompletionItemKind.Value,
            )
            return
    if chapter := _CHAPTER.search(before):
        yield chapter[1], _chapters(), lsp.CompletionItemKind.Reference
    if (decision := _DECISION.search(line)) and not _is_label(start):
        decisions = [terminal.wording for terminal in terminals.decisions]
        yield decision[1], decisions, lsp.CompletionItemKind.EnumMember
    yield start, _wordings(Kind.LABEL), lsp.CompletionItemKind.Field
    yield start, _wordings(Kind.HEADING, Kind.SENTENCE), lsp.CompletionItemKind.Keyword


def _is_label(line: str) -> bool:
    return any(line.startswith(wording) for wording in _wordings(Kind.LABEL))


def _wordings(*kinds: Kind) -> Sequence[str]:
    return [terminal.wording for terminal in letter_parser().terminals.of_kind(*kinds)]


def _listed(name: str) -> Sequence[str]:
    if name == "states":
        return names("states")
    known = table("specialties")
    return sorted({*known["searched"], *known["also"]})


def _chapters() -> Sequence[str]:
    newest_first = sorted(editions().every, key=lambda one: (one.name, -one.year))
    return [f"{edition.name} {edition.year}" for edition in newest_first]


def _item(
    draft: Checked, text: str, span: Span, kind: lsp.CompletionItemKind
) -> lsp.CompletionItem:
    edit = lsp.TextEdit(draft.places.range(span), text)
    return lsp.CompletionItem(label=text, kind=kind, text_edit=edit, filter_text=text)
