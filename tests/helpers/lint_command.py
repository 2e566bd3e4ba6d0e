"""What the tests of `imrparse lint` have in common: files, and ways to run the command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lint_drafts import SOUND

from imrparse.cli import main
from imrparse.linting import config_files

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one, and an environment that says nothing."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "IMRPARSE_TRACEBACK", "PYTHONUNBUFFERED"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "imrparse.toml").touch()
    config_files.forget()
    return tmp_path


def put(name: str, text: str | bytes = SOUND) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return name


def content(name: str) -> str:
    return Path(name).read_bytes().decode()


def run(*args: str, stdin: str | bytes | None = None, **env: str) -> Result:
    return CliRunner().invoke(main, ["lint", *args], input=stdin, env=env)


def concise(*args: str, stdin: str | bytes | None = None) -> Result:
    return run("--format", "concise", *args, stdin=stdin)


def process(*args: str, **kwargs: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "imrparse", "lint", *args]
    return subprocess.Popen(command, **{"stderr": subprocess.PIPE, **kwargs})


def rules(*args: str) -> Result:
    return CliRunner().invoke(main, ["rules", *args])
