"""The defaults of the command line: what is mutated, and which tests run for how long."""

from __future__ import annotations

_LISTS = "amounts citation decision privacy text"

PATHS = (
    "imrparse/text",
    "imrparse/syntax",
    "imrparse/parsing",
    "imrparse/fields",
    "imrparse/linting",
    "grammars",
    *(f"imrparse/data/{name}.toml" for name in _LISTS.split()),
)
"""The files and folders that are mutated. Plain lists of names are left out."""

DATA_SHARE = 0.1
"""The share of grammars and lists in a sample. They have nearly as many mutants as the Python."""

SKIPPED_TESTS = (
    *("cli", "files", "mutation", "processes", "reports", "stats", "tables"),
    *(f"test_{name}.py" for name in ("dev", "docs", "packaging", "readme")),
)
"""Folders and modules of `tests` that are not run: tests of commands, files and tables. They take
long, and do not test the mutated sources."""

SECONDS = 40.0
"""The limit on the processor time of the tests per mutant; the fastest tests run first."""
