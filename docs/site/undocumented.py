"""Lists what of the public names has no docstring.

python docs/site/undocumented.py     exit 1 if there is anything
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import griffe

import imrparse


def undocumented() -> Iterator[str]:
    """Public names, and the public members of public classes, without a docstring."""
    package = griffe.load("imrparse")
    for name in imrparse.__all__:
        found = package[name]
        found = found.final_target if found.is_alias else found
        yield from _of(name, found)


def _of(name: str, found: griffe.Object | griffe.Alias) -> Iterator[str]:
    if not found.has_docstring and not name.startswith("__"):
        yield name
    if isinstance(found, griffe.Class):
        above = {member for base in found.mro() for member in base.members}
        for member, value in found.members.items():
            if not (member.startswith("_") or value.is_alias or member in above):
                yield from _of(f"{name}.{member}", value)


if __name__ == "__main__":
    missing = list(undocumented())
    sys.stdout.write("".join(f"{name}\n" for name in missing))
    sys.exit(bool(missing))
