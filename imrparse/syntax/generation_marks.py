"""Which template generation a letter is of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from imrparse.syntax.generations import Template
from imrparse.syntax.islands import flexible, named
from imrparse.syntax.terminals import Kind, Terminals

_FIRST_YEAR_OF_G2C = 2016


class Generations:
    """Tells the generations by the wording that the grammar marks (``*_2015_MARK``…)."""

    def __init__(self, terminals: Terminals) -> None:
        marks = {mark: flexible(mark.pattern) for mark in terminals.of_kind(Kind.MARK)}
        self._marks = re.compile(named(marks))

    def of(
        self, *, credentials_inline: bool, year: int | None, guidelines: Iterable[str]
    ) -> Template:
        """The generation of a letter.

        Credentials inside the opening paragraph mean 2014. The first guideline field worded in one
        of the two later ways tells 2015 from 2016-2017; without one, the year of the decision does.
        """
        if credentials_inline:
            return Template.G2A
        for guideline in guidelines:
            if mark := self._marks.search(guideline):
                return Template.G2C if str(mark.lastgroup).endswith("_2016_MARK") else Template.G2B
        if year is not None and year >= _FIRST_YEAR_OF_G2C:
            return Template.G2C
        return Template.G2B
