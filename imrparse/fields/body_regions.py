"""The regions of the body, by which two body parts are compared."""

from __future__ import annotations

from functools import cache

from imrparse.data import table


def region_of(name: str) -> str:
    """The canonical name of the region that a body part belongs to."""
    return _regions().get(name, name)


@cache
def _regions() -> dict[str, str]:
    regions = table("body_parts")["regions"]
    return {name: region for region, names in regions.items() for name in names}
