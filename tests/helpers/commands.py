"""Files in the current folder, and ways to run `imrparse lint`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from helpers.letters import SOUND

from imrparse.cli import main


def put(name: str, text: str | bytes = SOUND) -> str:
    return write(name, text)


def run(*args: str, stdin: str | bytes | None = None, **env: str) -> Result:
    return CliRunner().invoke(main, ["lint", *args], input=stdin, env=env)


def concise(*args: str, stdin: str | bytes | None = None) -> Result:
    return run("--format", "concise", *args, stdin=stdin)


def process(*args: str, **kwargs: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "imrparse", "lint", *args]
    return subprocess.Popen(command, **{"stderr": subprocess.PIPE, **kwargs})


def rules(*args: str) -> Result:
    return CliRunner().invoke(main, ["rules", *args])


posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def write(name: str, text: str | bytes) -> str:
    """Write a file, creating its folders. Returns its name."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    return name


def content(name: str) -> str:
    """The text of a file, with its line ends."""
    return Path(name).read_bytes().decode()
