"""The template generations of the letter."""

from __future__ import annotations

from enum import Enum


class Template(Enum):
    """A template generation of the letter, by the names of this project's grammar."""

    G2A = "G2a"
    """2014: the reviewer's credentials inside the opening paragraph."""
    G2B = "G2b"
    """2015: the credentials as a block."""
    G2C = "G2c"
    """2016-2017: as 2015, with newer wording of citations."""
