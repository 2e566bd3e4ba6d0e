"""Which template generation a letter is of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lark.lexer import TerminalDef

from imrparse.syntax.islands import flexible
from imrparse.tree.letter import Guideline, Header, Template

_FIRST_YEAR_OF_G2C = 2016


class Generations:
    """Tells the generations by the wording that the grammar marks (``*_2015_MARK``…)."""

    def __init__(self, terminals: Iterable[TerminalDef]) -> None:
        marks = [t for t in terminals if t.name.endswith("_MARK")]
        self._marks = re.compile(
            "|".join(f"(?P<{t.name}>{flexible(t.pattern.to_regexp())})" for t in marks)
        )

    def of(
        self, *, credentials_inline: bool, header: Header | None, guidelines: Iterable[Guideline]
    ) -> Template:
        """The generation of a letter.

        The credentials' place tells 2014. What tells 2015 from 2016-2017 is the first guideline
        field that is worded in one of the two ways, or else the year of the decision.
        """
        if credentials_inline:
            return Template.G2A
        for guideline in guidelines:
            if mark := self._marks.search(guideline.text):
                return Template.G2C if str(mark.lastgroup).endswith("_2016_MARK") else Template.G2B
        if header and header.decision_date and header.decision_date.year >= _FIRST_YEAR_OF_G2C:
            return Template.G2C
        return Template.G2B
