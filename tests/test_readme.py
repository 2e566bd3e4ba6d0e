"""What the README says is so."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from helpers.letters import ROOT

import imrparse

README = (ROOT / "README.md").read_text("utf-8")
EXAMPLE = "".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))


def test_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line of the example that has a comment comes to what the comment says."""
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {**vars(imrparse), "datetime": datetime}
    checked = 0
    for line in EXAMPLE.splitlines():
        code, comment = (part.strip() for part in f"{line}#".split("#")[:2])
        if comment and re.match(r"[A-Z'(d\d]\S", comment):
            assert eval(code, names) == eval(comment, names), line
            checked += 1
        else:
            exec(code, names)
    assert checked == len(re.findall("#", EXAMPLE)) - 4  # the four that only explain


def test_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = Path("samples/2016-pdfium-lumbar-mri.txt").read_bytes().decode()
    with pytest.raises(imrparse.ParseError) as error:
        imrparse.parse(
            text.replace("MAXIMUS guideline:", "MAXIMUS guidline:").replace("10/04/", "10/34/")
        )
    assert str(error.value) in README


def test_links() -> None:
    missing = [link for link in re.findall(r"\]\(([^):]+)\)", README) if not (ROOT / link).exists()]
    assert not missing
