"""What a letter decides, and how soon it has to: the values of fields that have few."""

from __future__ import annotations

from enum import Enum


class Decision(Enum):
    """The reviewer's decision on a disputed treatment."""

    UPHELD = "Upheld"
    """The claims administrator's denial stands."""
    OVERTURNED = "Overturned"
    """The treatment is medically necessary."""


class Outcome(Enum):
    """The overall result of a letter's decisions."""

    UPHELD = "Upheld"
    """Every denial stands."""
    OVERTURNED = "Overturned"
    """Every treatment is medically necessary."""
    PARTIALLY_OVERTURNED = "Partially overturned"
    """Some denials stand, and others do not."""


class Priority(Enum):
    """The time limit for the review."""

    STANDARD = "Standard"
    """A standard review."""
    EXPEDITED = "Expedited"
    """An expedited review, for an imminent and serious threat to health."""
