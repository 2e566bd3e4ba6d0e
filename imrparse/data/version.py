"""The version of the package, those of what it writes, and the warning before something goes."""

import warnings

__version__ = "0.2.0"

TREE_VERSION = 1
"""The version of a letter's plain values: of `imrparse.to_dict` and `determination.schema.json`. A
new key leaves it as it is; a key that goes, or has other values, raises it."""

TABLES_VERSION = 1
"""The version of the tables of `imrparse extract`, by the same rule for columns."""

_WARNED_FOR = 2  # minor versions


def warn_deprecated(name: str, *, since: str, instead: str, stacklevel: int = 3) -> None:
    """Warn the caller of the caller that a public name goes away.

    `since` is the first version that warns, "0.3". The name stays in that version and the next.
    """
    major, minor = map(int, since.split("."))
    end = f"{major}.{minor + _WARNED_FOR}"
    text = f"{name} is deprecated since imrparse {since}, and gone in {end}: use {instead}"
    warnings.warn(text, DeprecationWarning, stacklevel=stacklevel)
