"""How often the slow tests try something: `TEST_EFFORT` times what they say."""

from __future__ import annotations

import os
from math import ceil

_EFFORT = float(os.environ.get("TEST_EFFORT", "1"))


def tries(usual: int) -> int:
    """How often a slow test tries something, at least once. CI takes the usual number."""
    return max(1, ceil(usual * _EFFORT))
