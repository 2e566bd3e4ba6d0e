"""What is said of wording that is not as it should be, and how it is mended."""

from __future__ import annotations

from imrparse.diagnostics import codes
from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Severity
from imrparse.diagnostics.safe_fixes import Of
from imrparse.syntax.islands import Island
from imrparse.syntax.near_misses import Gap, gaps
from imrparse.syntax.terminals import Kind
from imrparse.syntax.tokens import NO_DECISION, SPLIT_DECISION
from imrparse.text.source import Source, Span

_LONGEST_GAP = 400  # code points of white space looked at between a colon and its decision


class Respelling:
    """Speaks of misspelt islands."""

    def misspelt(self, source: Source, island: Island) -> Diagnostic | None:
        """What is said of an island with letters or the colon wrong, if anything is."""
        name, start, end = island
        if name.kind is Kind.SENTENCE or name in (NO_DECISION, SPLIT_DECISION):
            # That a fixed sentence departs from its wording is for the linter to say, and of a
            # decision that is none the recovery speaks.
            return None
        if name.kind is Kind.DECISION:
            return self._decision(source, island)
        wording = name.wording
        return _error(source, Span(start, end), wording, Edit(Span(start, end), wording))

    def _decision(self, source: Source, island: Island) -> Diagnostic | None:
        name, start, end = island
        wording = name.wording
        whole = "".join(source.plain[start:end].split()) == wording
        gap_begins = max(0, start - _LONGEST_GAP)
        before = source.plain[gap_begins:start].rstrip(" \t\n")
        if before.endswith(":"):
            if whole:
                return None  # only the label after it is wrong or missing
            return _error(source, Span(start, end), wording, Edit(Span(start, end), wording))
        colon = gap_begins + len(before) - before.endswith((";", ".", ","))
        edit = Edit(Span(colon, end), f": {wording}")
        if not whole:
            return _error(source, Span(start, end), wording, edit)
        return codes.fault(
            codes.MISSPELT,
            f"no colon stands before the decision '{wording}'",
            Span(start, end),
            source,
            hint=codes.did_you_mean([f": {wording}"]),
            fixes=(codes.written(f": {wording}", (edit,), source, Of.WORDING),),
        )

    def spaced_wrongly(self, source: Source, island: Island) -> Diagnostic:
        """What is said of an island of which only the white space is wrong."""
        name, start, end = island
        wording, span = name.wording, Span(start, end)
        wrong = gaps(wording, source.plain[start:end])
        message = f"in '{wording}' {', '.join(map(_spacing, wrong))}"
        edit = Edit(span, wording)
        return _fault(source, message, span, wording, edit, Severity.WARNING)


def decided_before(source: Source, span: Span) -> Diagnostic:
    """What is said of decisions that stand before one another; the last one was taken."""
    shown = _shown(source, span)
    message = f"two decisions stand here, of which the last one is taken: '{shown}'"
    return _doubtful(source, message, span, "leave the one that was made")


def decided_inside(source: Source, span: Span) -> Diagnostic:
    """What is said of a decision in the middle of a request."""
    message = f"the decision '{_shown(source, span)}' stands inside a request"
    hint = "if it is the decision of an issue, the labels after it are missing"
    return _doubtful(source, message, span, hint)


def _doubtful(source: Source, message: str, span: Span, hint: str) -> Diagnostic:
    severity = Severity.WARNING
    return codes.fault(codes.NO_DECISION, message, span, source, severity=severity, hint=hint)


def _shown(source: Source, span: Span) -> str:
    return " ".join(source.plain[slice(*span)].split())


def _spacing(gap: Gap) -> str:
    """What is wrong with the white space at a place, in words, since it is hardly seen."""
    word = gap.before.split()[-1]
    if not gap.given:
        return f"the space after '{word}' is missing"
    if gap.wanted:
        return f"there are {gap.given} spaces after '{word}', not one"
    return f"a space splits the word after '{word}'"


def _error(source: Source, span: Span, wording: str, edit: Edit) -> Diagnostic:
    message = f"'{_shown(source, span)}' is not as it should be written"
    return _fault(source, message, span, wording, edit, Severity.ERROR)


def _fault(
    source: Source, message: str, span: Span, wording: str, edit: Edit, severity: Severity
) -> Diagnostic:
    return codes.fault(
        codes.MISSPELT,
        message,
        span,
        source,
        severity=severity,
        hint=codes.did_you_mean([wording]),
        fixes=(codes.written(wording, (edit,), source, Of.WORDING),),
    )
