"""What a finding says to its reader, in lines."""

from __future__ import annotations

from imrparse import Diagnostic, Span


def told(found: Diagnostic) -> str:
    """A finding in lines: the words, what is said of them, and the words of each fix."""
    lines = [f"{words(found, found.span)}: {found.message}"]
    lines += [f"hint: {found.hint}"] if found.hint else []
    lines += [f"{one.message}: {words(found, one.span)}" for one in found.related]
    for fix in found.fixes:
        text = found.source.text
        edits = [f"{text[slice(*edit.span)]!r} -> {edit.text!r}" for edit in fix.edits]
        lines.append(f"{'safe' if fix.safe else 'unsafe'} fix, {fix.message}: {', '.join(edits)}")
    return "\n".join(lines)


def words(found: Diagnostic, span: Span) -> str:
    """What stands at a place, on one line."""
    return repr(" ".join(found.source.text[slice(*span)].split()))
