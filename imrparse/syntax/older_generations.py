"""Letters of older template generations, which are told by their wording but not read yet."""

from __future__ import annotations

import re

from imrparse.diagnostics.codes import OLDER_GENERATION, fault
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.syntax.islands import first_letters, flexible, named
from imrparse.syntax.terminals import Kind, Terminals
from imrparse.text.source import Source, Span

_YEARS = {"G0": "2013", "G0B": "2013", "G1": "2013-2014"}


class OlderGenerations:
    """Tells them by the wording that the grammar has for each (``*_G0_OLDER``…)."""

    def __init__(self, terminals: Terminals) -> None:
        patterns = {mark: flexible(mark.pattern) for mark in terminals.of_kind(Kind.OLDER)}
        marks = named(patterns)
        self._marks = re.compile(rf"\n[^\S\n]*+{first_letters(patterns)}(?:{marks})")

    def find(self, source: Source) -> Diagnostic | None:
        """What there is to say of a letter of an older generation; None if it is none."""
        match = self._marks.search("\n" + source.plain)
        if not match:
            return None
        name = str(match.lastgroup)
        generation = name.split("_")[-2]
        start, end = match.span(name)
        shown = generation.replace("B", "b")
        message = (
            f"this is a letter of an older generation ({shown}, {_YEARS[generation]}), "
            "which is not read yet"
        )
        return fault(OLDER_GENERATION, message, Span(start - 1, end - 1), source)
