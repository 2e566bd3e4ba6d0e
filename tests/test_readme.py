"""The examples in the README and in docs/library.md are correct."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from helpers.letters import ROOT

import imrparse

README = (ROOT / "README.md").read_text("utf-8")
LIBRARY = (ROOT / "docs/library.md").read_text("utf-8")
EXAMPLE = "".join(re.findall(r"```python\n(.*?)```", README + LIBRARY, re.DOTALL))
EXPLAINED = 7  # lines whose comments only explain


def test_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line of the example with a comment has the result in the comment."""
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {name: getattr(imrparse, name) for name in imrparse.__all__}
    names["datetime"] = datetime
    explained = 0
    for line in EXAMPLE.splitlines():
        code, comment = (part.strip() for part in f"{line}#".split("#")[:2])
        if comment and re.match(r"[A-Z'(d\d]\S", comment):
            assert eval(code, names) == eval(comment, names), line
        elif comment.startswith("<"):
            exec(code, names)
            assert repr(eval(code.rpartition("= ")[2], names)) == comment, line
        else:
            exec(code, names)
            explained += bool(comment)
    assert explained == EXPLAINED


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
