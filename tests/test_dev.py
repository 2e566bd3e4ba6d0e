"""What developers rely on: the script that sets up a checkout, what pyproject.toml promises to
those who install, and the hooks for pre-commit."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.letters import NAMED, ROOT, SOUND, sample_text

from imrparse import cli

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


def test_the_lock_has_what_pyproject_asks_for() -> None:
    """`python3 dev.py lock` brings it in line."""
    text = (ROOT / "requirements-dev.txt").read_text("utf-8")
    locked: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)(?= .*\\\n    --hash=sha256:)", text, re.M):
        locked.setdefault(name, []).append(version)
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = data["dependency-groups"]
    wanted = [*data["build-system"]["requires"], *PROJECT["dependencies"], *groups["release"]]
    for group in groups["dev"]:
        wanted += groups[group["include-group"]]
    for requirement in map(Requirement, wanted):
        versions = locked[canonicalize_name(requirement.name)]
        assert all(map(requirement.specifier.contains, versions)), requirement


@pytest.mark.slow
def test_tests_run_in_the_checkout(
    main: Main, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert main(["test", "-n0", "--collect-only", "-q", "tests/test_docs.py"]) == 0
    assert "tests/test_docs.py::test_error" in capfd.readouterr().out
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ  # or each process compiles the package


def test_the_extra_all_includes_every_other_one() -> None:
    extras = dict(PROJECT["optional-dependencies"])
    assert extras.pop("all") == [f"imrparse[{','.join(sorted(extras))}]"]


def test_supported_python_versions() -> None:
    """CI tests the listed versions."""
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert PROJECT["requires-python"] == f">={named[0]}"
    assert named == [f"3.{minor}" for minor in range(11, 11 + len(named))]


# The hooks for pre-commit: their commands exist, and accept files.

HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
KEYS = {
    hook.partition("\n")[0]: dict(re.findall(r"^  (\w+): (.*)$", hook, re.MULTILINE))
    for hook in HOOKS.split("- id: ")[1:]
}


def test_hooks() -> None:
    assert list(KEYS) == ["imrparse-lint", "imrparse-format"]
    wanted = {"name", "entry", "language", "types_or", "files"}
    assert all(wanted <= keys.keys() for keys in KEYS.values())


@pytest.mark.parametrize("hook", KEYS)
def test_entries_run(hook: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "imrparse.toml").touch()
    program, *entry = KEYS[hook]["entry"].split()
    assert program == cli.main.name
    for name, text in (("good.txt", SOUND), ("named.txt", NAMED)):
        Path(name).write_bytes(text.encode())
    args = [*entry, "good.txt", "named.txt"]
    first, second = (CliRunner().invoke(cli.main, args) for _ in range(2))
    assert (first.exit_code, second.exit_code) == {
        "imrparse-lint": (1, 1),
        "imrparse-format": (0, 0),
    }[hook]
    if hook == "imrparse-format":
        assert "2 files left unchanged" in second.stderr


@pytest.mark.parametrize("hook", KEYS)
@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("drafts/a.txt", True),
        ("x/letters/2017/a.md", True),
        ("drafts.txt", False),
        ("requirements.txt", False),
        ("mydrafts/a.txt", False),
        ("drafts/a.txt.orig", False),
    ],
)
def test_files(hook: str, path: str, wanted: bool) -> None:
    assert bool(re.search(KEYS[hook]["files"], path)) == wanted
