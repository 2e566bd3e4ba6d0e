"""Letters of older template generations, which are told by their wording but not read yet."""

from __future__ import annotations

import re

from imrparse.diagnostics.codes import OLDER_GENERATION, fault
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.syntax.generations import OLDER_YEARS
from imrparse.syntax.islands import first_letters, flexible, named
from imrparse.syntax.terminals import Kind, Terminals
from imrparse.text.source import Source, Span


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
        generation = name.split("_")[-2].replace("B", "b")
        start, end = match.span(name)
        message = (
            f"this is a letter of an older generation ({generation}, {OLDER_YEARS[generation]}), "
            "which is not read yet"
        )
        return fault(OLDER_GENERATION, message, Span(start - 1, end - 1), source)
