"""The details inside the fields of a letter: one module for each of their small languages.

Each takes folded texts and returns details (``imrparse/fields/details.py``). The tree calls them on
demand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imrparse.fields import details
else:

    def __getattr__(name: str) -> object:
        """Import the classes of the details when the type of a node's value is looked up.

        A letter is parsed without them.
        """
        if name != "details":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return import_module(f"{__name__}.details")


__all__ = ["details"]
