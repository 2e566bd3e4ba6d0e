"""Some cases of a test by default, and all of them in the slow run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def in_turn(values: Iterable[Any], every: int) -> list[Any]:
    """Parameters: each `every`-th value, beginning with the first, and the others as slow ones.

    A value that is a tuple stands for several parameters.
    """
    return [
        pytest.param(
            *(value if isinstance(value, tuple) else (value,)),
            marks=() if number % every == 0 else pytest.mark.slow,
        )
        for number, value in enumerate(values)
    ]
