"""Diagnostics, and the fixes that an editor offers for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types as lsp

from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Fix, Severity
from imrparse.editor.changes import edits_between
from imrparse.editor.lsp.checked import Checked
from imrparse.linting import fixing
from imrparse.text.source import Span

SOURCE = "imrparse"
FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.{SOURCE}"

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}


def diagnostics(draft: Checked) -> list[lsp.Diagnostic]:
    """The diagnostics of a draft, in text order."""
    found = [_diagnostic(draft, one) for one in draft.diagnostics]
    if draft.wrong_settings:
        start = draft.places.range(Span(0, 0))
        message = f"the settings can't be used, so all rules run: {draft.wrong_settings}"
        found.insert(0, lsp.Diagnostic(start, message, lsp.DiagnosticSeverity.Error, source=SOURCE))
    return found


def _diagnostic(draft: Checked, found: Diagnostic) -> lsp.Diagnostic:
    related = [
        lsp.DiagnosticRelatedInformation(
            lsp.Location(draft.uri, draft.places.range(other.span)), other.message
        )
        for other in found.related
    ]
    return lsp.Diagnostic(
        range=draft.places.range(found.span),
        message=f"{found.message}\n{found.hint}" if found.hint else found.message,
        severity=_SEVERITIES[found.severity],
        code=found.code,
        source=SOURCE,
        related_information=related or None,
    )


def actions(
    draft: Checked, stretch: lsp.Range, only: Sequence[str] | None = None
) -> list[lsp.CodeAction]:
    """The fixes for what is found in a range, and one that applies all safe fixes of the draft.

    `only` are the kinds of actions that the editor asks for; None for all.
    """
    found: list[lsp.CodeAction] = []
    if _is_wanted(lsp.CodeActionKind.QuickFix.value, only):
        found += _quick_fixes(draft, draft.places.span(stretch))
    if _is_wanted(FIX_ALL, only) and (all_fixes := _fix_all(draft)):
        found.append(all_fixes)
    return found


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(kind == each or kind.startswith(f"{each}.") for each in only)


def _quick_fixes(draft: Checked, span: Span) -> Iterator[lsp.CodeAction]:
    for one in draft.diagnostics:
        if one.span.end < span.start or span.end < one.span.start:
            continue
        for number, fix in enumerate(one.fixes):
            yield lsp.CodeAction(
                title=_title(fix),
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[_diagnostic(draft, one)],
                edit=_workspace_edit(draft, fix.edits),
                is_preferred=fix.safe and number == 0,
            )


def _title(fix: Fix) -> str:
    title = fix.message[:1].upper() + fix.message[1:]
    return title if fix.safe else f"{title} (may change the meaning)"


def _fix_all(draft: Checked) -> lsp.CodeAction | None:
    """The action that applies all safe fixes; None if there are none."""
    if not any(fix.safe for one in draft.diagnostics for fix in one.fixes):
        return None
    fixed = fixing.fix(draft.text, lambda text: draft.linter.lint(text, draft.path))
    edits = edits_between(draft.text, fixed.text)
    if not edits:
        return None
    return lsp.CodeAction(
        title=f"Apply all safe fixes ({len(fixed.applied)})",
        kind=FIX_ALL,
        edit=_workspace_edit(draft, edits),
    )


def _workspace_edit(draft: Checked, edits: Iterable[Edit]) -> lsp.WorkspaceEdit:
    return lsp.WorkspaceEdit(changes={draft.uri: text_edits(draft, edits)})


def text_edits(draft: Checked, edits: Iterable[Edit]) -> list[lsp.TextEdit]:
    """Edits as the protocol has them."""
    return [lsp.TextEdit(draft.places.range(edit.span), edit.text) for edit in edits]
