"""The mutation runner distinguishes changes that a test notices from those that none does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MUTATE = Path(__file__).parent / "mutate.py"
SOURCE = """\
def grown_up(age: int) -> bool:
    return age >= 18


def unused() -> int:
    return 7
"""
TESTS = """\
from small import grown_up


def test_grown_up() -> None:
    assert grown_up(30)
    assert not grown_up(3)
"""


def mutate(root: Path) -> list[str]:
    """The lines of the report on every mutant of a project."""
    command = [sys.executable, str(MUTATE), "--root", str(root), "--package", "small", "small"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1, ended.stderr
    return ended.stdout.splitlines()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each mutant is tried in a forked process")
@pytest.mark.slow
def test_survivors_are_reported(tmp_path: Path) -> None:
    """An untested bound survives, a reversed comparison does not."""
    (tmp_path / "small").mkdir()
    module = tmp_path / "small" / "__init__.py"
    module.write_text(SOURCE, "utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_small.py").write_text(TESTS, "utf-8")
    report = mutate(tmp_path)
    changes = [line.strip() for line in report if "->" in line and ":" in line]
    assert "comparison: age >= 18 -> (age > 18)" in changes
    assert "comparison: age >= 18 -> (age < 18)" not in changes
    assert "constant: 7 -> 8" in changes
    assert "survived: small/__init__.py:6 in unused" in report
    assert module.read_text("utf-8") == SOURCE
    assert report[-1].startswith("all: 9 mutants: 3 killed, 6 survived")
