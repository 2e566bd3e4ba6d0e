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
    *("cli", "files", "mutation", "printing", "processes", "reports", "stats", "tables", "text"),
    "tree",
    "linting/test_linear_time.py",
    *(f"test_{name}.py" for name in ("dev", "docs", "readme", "wrong_arguments")),
)
"""Folders and modules of `tests` that are not run. They take long, and are not where the sources
that are changed are tested."""

SECONDS = 10.0
"""The processor time of the tests that are run on one mutant at most, the likeliest first."""
