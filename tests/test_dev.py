"""The script that sets up a checkout, and the promises of pyproject.toml to those who install."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from helpers.letters import sample_text

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
Main = Callable[[Sequence[str]], int]


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Main:
    """The script's main function, in an empty folder, with this Python as the one it set up."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec
    assert spec.loader
    dev = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(dev)
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    monkeypatch.setattr(dev, "_set_up", lambda _: None)
    monkeypatch.chdir(tmp_path)
    found: Main = dev.main
    return found


def test_try_reads_a_file_of_the_current_folder(
    main: Main, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_bytes(sample_text("2017-pdfplumber-norco").encode())
    (tmp_path / "imrparse.py").write_text("raise SystemExit('the wrong imrparse')")
    assert main(["try", "letter.txt"]) == 0
    assert capfd.readouterr().out.startswith("letter.txt\n")


def test_try_shows_a_sample_in_any_folder(main: Main, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["try"]) == 0
    assert "CM16-0900123" in capfd.readouterr().out


def test_tests_run_in_the_checkout(main: Main, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["test", "-n0", "--collect-only", "-q", "tests/test_docs.py"]) == 0
    assert "tests/test_docs.py::test_error" in capfd.readouterr().out


def test_the_extra_all_includes_every_other_one() -> None:
    extras = dict(PROJECT["optional-dependencies"])
    assert extras.pop("all") == [f"imrparse[{','.join(sorted(extras))}]"]


def test_supported_python_versions() -> None:
    """CI tests the listed versions."""
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert PROJECT["requires-python"] == f">={named[0]}"
    assert named == [f"3.{minor}" for minor in range(11, 11 + len(named))]
