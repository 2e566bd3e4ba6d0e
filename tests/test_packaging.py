"""The promises of pyproject.toml to those who install the package."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))[
    "project"
]


def test_the_extra_all_includes_every_other_one() -> None:
    extras = dict(PROJECT["optional-dependencies"])
    assert extras.pop("all") == [f"imrparse[{','.join(sorted(extras))}]"]


def test_supported_python_versions() -> None:
    """CI tests the listed versions."""
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert PROJECT["requires-python"] == f">={named[0]}"
    assert named == [f"3.{minor}" for minor in range(11, 11 + len(named))]
