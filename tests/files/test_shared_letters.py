"""The published letters, if available: their PDFs are parsed into their gold content."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from helpers.letters import SHARED

import imrparse

LETTERS = sorted((SHARED / "letters").glob("*/letter.pdf"))
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
FIELDS = ("request", "decision", "claims_administrator_guideline", "maximus_guideline", "rationale")

pytestmark = pytest.mark.skipif(not LETTERS, reason="needs the published letters")


def squeezed(value: Any) -> Any:
    """Texts without white space and hyphens, in which extractors differ."""
    if isinstance(value, dict) and "text" in value:
        value = value["text"]
    if isinstance(value, dict):
        return {key: squeezed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [squeezed(item) for item in value]
    if isinstance(value, str):
        return re.sub("[\\s\\-\u00ad\u2010\u2011]+", "", value).casefold()
    return value


@pytest.mark.parametrize(
    "path", [*LETTERS, *SEEDS], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_exact(path: Path) -> None:
    beside = (
        path.with_name("gold.json") if path.suffix == ".pdf" else path.with_suffix(".gold.json")
    )
    gold = json.loads(beside.read_text("utf-8"))
    letter = imrparse.read(path)
    values = imrparse.to_dict(letter)
    issues = [{field: issue[field] for field in FIELDS} for issue in values["issues"]]
    assert squeezed(issues) == squeezed(
        [{key: one[key] for key in FIELDS} for one in gold["issues"]]
    )
    assert squeezed(values["summary"]) == squeezed(gold["summary"])
    reviewer = {key: values["reviewer"][key] for key in gold["reviewer"]}
    assert squeezed(reviewer) == squeezed(gold["reviewer"])
    header = values["header"] and {
        key: values["header"][key] for key in gold["header"] or values["header"]
    }
    assert squeezed(header) == squeezed(gold.get("header"))
