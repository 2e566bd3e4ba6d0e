"""The template generations of the letter, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple


class GuidelineWording(Enum):
    """How guideline fields cite the MTUS, and how they say that they stand outside of it.

    The value is the year in the names of the grammar's terminals for it.
    """

    OLDER = "2015"
    NEWER = "2016"


class _Facts(NamedTuple):
    first_year: int
    last_year: int
    has_inline_credentials: bool
    guideline_wording: GuidelineWording | None


_FACTS = {
    "G0": _Facts(2013, 2013, True, None),
    "G2a": _Facts(2014, 2014, True, GuidelineWording.OLDER),
    "G2b": _Facts(2015, 2015, False, GuidelineWording.OLDER),
    "G2c": _Facts(2016, 2017, False, GuidelineWording.NEWER),
}
"""Everything that depends on the generation alone, in the order of the years."""


class Template(Enum):
    """A template generation of the letter, by the names of this project's grammar."""

    G0 = "G0"
    """2013: a notice that lists the decisions. Guideline fields and rationales are not known."""
    G2A = "G2a"
    """2014: the reviewer's credentials inside the opening paragraph."""
    G2B = "G2b"
    """2015: the credentials as a block."""
    G2C = "G2c"
    """2016-2017: as 2015, with newer wording of citations."""

    def __init__(self, name: str) -> None:
        facts = _FACTS[name]
        self.first_year: int = facts.first_year
        """The first year in which such letters were written, as far as is known."""
        self.last_year: int = facts.last_year
        """The last of these years."""
        self.has_inline_credentials: bool = facts.has_inline_credentials
        """Whether the reviewer's credentials stand inside the opening paragraph."""
        self.guideline_wording: GuidelineWording | None = facts.guideline_wording
        """None for a generation whose guideline fields are not known."""

    @property
    def has_reasons(self) -> bool:
        """Whether the issues of such a letter have guideline fields and a rationale."""
        return self.guideline_wording is not None

    @property
    def years(self) -> str:
        """The years in which such letters were written: "2014", "2016-2017"."""
        return _span_of_years(self.first_year, self.last_year)


OLDER_YEARS = {"G0b": "2013", "G1": "2013-2014"}
"""The years of the generations that are recognised but not read."""


def years_of_wording(wording: GuidelineWording) -> str:
    """The years in which guideline fields were worded so: "2014-2015"."""
    worded = [template for template in Template if template.guideline_wording is wording]
    return _span_of_years(worded[0].first_year, worded[-1].last_year)


def generation_of_year(year: int, among: Iterable[Template] = Template) -> Template | None:
    """The generation of the letters with reasons of a year: the last that had begun; None before
    the first."""
    begun = [known for known in among if known.has_reasons and known.first_year <= year]
    return begun[-1] if begun else None


def _span_of_years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
