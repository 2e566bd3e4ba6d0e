"""What is changed, which tests are run on it, and how long, unless the command line says else."""

from __future__ import annotations

PATHS = (
    "imrparse/syntax",
    "imrparse/parsing",
    "imrparse/fields",
    "imrparse/linting/rules",
)
"""The files and folders that are changed: where a letter is read, mended and judged."""

SUFFIXES = (".py",)
"""Which files of a folder are changed. Most entries of a grammar or list can only be tested by
repeating them, so these files are changed only where they are named."""

SKIPPED_TESTS = (
    *("cli", "files", "mutation", "processes", "reports", "stats", "tables"),
    *(f"test_{name}.py" for name in ("dev", "docs", "packaging", "readme")),
)
"""Folders and modules of `tests` that are not run: tests of commands, files and tables. They take
long, and are not where the sources that are changed are tested."""

SECONDS = 15.0
"""The processor time of the tests that are run on one mutant at most, the likeliest first."""
