"""What is said of wording that is not as it should be, and how it is mended."""

from __future__ import annotations

from collections.abc import Mapping

from imrparse.diagnostics import codes
from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Fix, Severity
from imrparse.syntax.islands import Island
from imrparse.syntax.near_misses import Gap, gaps
from imrparse.text.source import Source, Span

_LONGEST_GAP = 400  # code points of white space looked at between a colon and its decision


class Respelling:
    """Speaks of misspelt islands. `wordings` are the right ones, by terminal."""

    def __init__(self, wordings: Mapping[str, str]) -> None:
        self._wordings = wordings

    def misspelt(self, source: Source, island: Island) -> Diagnostic | None:
        """What is said of an island with letters or the colon wrong, if anything is."""
        name, start, end = island
        if name.endswith("_SENTENCE") or name == "NO_DECISION":
            # That a fixed sentence departs from its wording is for the linter to say, and of a
            # decision that is none the recovery speaks.
            return None
        if name.endswith("_DECISION"):
            return self._decision(source, island)
        wording = self._wordings[name]
        return _error(source, Span(start, end), wording, Edit(Span(start, end), wording))

    def _decision(self, source: Source, island: Island) -> Diagnostic | None:
        name, start, end = island
        wording = self._wordings[name]
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
            hint=f"did you mean ': {wording}'?",
            fixes=(Fix(f"write ': {wording}'", (edit,), safe=True),),
        )

    def spaced_wrongly(self, source: Source, island: Island) -> Diagnostic:
        """What is said of an island of which only the white space is wrong."""
        name, start, end = island
        wording, span = self._wordings[name], Span(start, end)
        wrong = gaps(wording, source.plain[start:end])
        message = f"in '{wording}' {', '.join(map(_spacing, wrong))}"
        edit = Edit(span, wording)
        return _fault(source, message, span, wording, edit, Severity.WARNING)


def _spacing(gap: Gap) -> str:
    """What is wrong with the white space at a place, in words, since it is hardly seen."""
    word = gap.before.split()[-1]
    if not gap.given:
        return f"the space after '{word}' is missing"
    if gap.wanted:
        return f"there are {gap.given} spaces after '{word}', not one"
    return f"a space splits the word after '{word}'"


def _error(source: Source, span: Span, wording: str, edit: Edit) -> Diagnostic:
    shown = " ".join(source.plain[slice(*span)].split())
    message = f"'{shown}' is not as it should be written"
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
        hint=f"did you mean '{wording}'?",
        fixes=(Fix(f"write '{wording}'", (edit,), safe=True),),
    )
