"""Optional packages that some formats need."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from imrparse.text.errors import ImrparseError

EXTRAS = {"pyarrow": "tables", "duckdb": "duckdb", "vl_convert": "charts"}
"""The extra of imrparse that brings each of these packages."""


class MissingExtraError(ImrparseError, ImportError):
    """An optional package is not installed."""

    def __init__(self, package: str, wanted_for: str) -> None:
        extra = EXTRAS[package]
        super().__init__(
            f"{wanted_for} needs {package}, which is not installed: "
            f"pip install 'imrparse[{extra}]'",
            name=package,
        )


def need(module: str, wanted_for: str) -> Any:
    """Import a module. Raises MissingExtraError if its package is not installed."""
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        raise MissingExtraError(package, wanted_for) from None


def check(form: str) -> None:
    """Raise MissingExtraError if a format needs a package that is not installed. Imports
    nothing."""
    for package in _NEEDED.get(form, ()):
        if find_spec(package) is None:
            raise MissingExtraError(package, f"the format {form}")


_NEEDED = {"parquet": ("pyarrow",), "duckdb": ("duckdb", "pyarrow")}
