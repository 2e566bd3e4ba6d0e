"""A letter's content, laid out in any dialect, is parsed as the same content."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.layouts.dialects import DIALECTS, lay_out
from helpers.letter_checks import check_letter
from helpers.letter_strategies import contents

import imrparse

# Inserts spaces inside words, and removes some between sentences.
SPLITS_WORDS = ("pypdf-layout",)

each_dialect = pytest.mark.parametrize("dialect", DIALECTS)
each_template = pytest.mark.parametrize("template", ["2014", "2015", "2016"])


def texts_only(letter: imrparse.Determination) -> dict[str, Any]:
    """A letter's values in the flat form of the gold contents."""
    data = imrparse.to_dict(letter)
    issues = [
        {key: value["text"] if key != "decision" else value for key, value in issue.items()}
        for issue in data["issues"]
    ]
    summary = data["summary"]["text"]
    return {
        "header": data["header"],
        "reviewer": data["reviewer"],
        "summary": summary,
        "issues": issues,
    }


def comparable(value: Any, dialect: str) -> Any:
    """A value without what its dialect does not keep."""
    if isinstance(value, dict):
        return {key: comparable(part, dialect) for key, part in value.items()}
    if isinstance(value, list):
        return [comparable(part, dialect) for part in value]
    if isinstance(value, str):
        return re.sub(r"\s+", "", value) if dialect in SPLITS_WORDS else value
    return value


@each_template
@each_dialect
@settings(max_examples=3)
@given(data=st.data())
def test_content_is_restored(dialect: str, template: str, data: st.DataObject) -> None:
    content = data.draw(contents(template))
    page_lines = data.draw(st.integers(12, 60))
    text = lay_out(content, dialect, template=template, page_lines=page_lines, hyphen_breaks=False)
    letter = check_letter(text)
    assert comparable(texts_only(letter), dialect) == comparable(content, dialect)


@each_dialect
@settings(max_examples=100)
@given(data=st.data())
@pytest.mark.slow
def test_content_is_restored_for_many_letters(dialect: str, data: st.DataObject) -> None:
    template = data.draw(st.sampled_from(["2014", "2015", "2016"]))
    content = data.draw(contents(template))
    text = lay_out(content, dialect, template=template, hyphen_breaks=False)
    letter = check_letter(text)
    assert comparable(texts_only(letter), dialect) == comparable(content, dialect)
