"""Helpers for the tests of `imrparse lint`: files, and ways to run the command."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from click.testing import CliRunner, Result

from helpers.command_folder import write
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
