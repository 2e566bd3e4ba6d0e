"""Files in the current folder, for tests with the fixture `folder`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
