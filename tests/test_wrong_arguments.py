"""Arguments of the wrong types: a TypeError that says what to do."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.letters import sample_text

import imrparse
from imrparse import ImrparseError, Span

TEXT = sample_text("2016-pdfium-lumbar-mri")
LETTER = imrparse.parse(TEXT)
PATH = Path("letter.pdf")
api: Any = imrparse  # typed so that wrong values can be tried here

CALLS: list[tuple[Callable[[], object], str]] = [
    (lambda: api.parse(PATH), r"parse takes the text .*Path; imrparse.read and imrparse.load read"),
    (
        lambda: api.parse(b"text"),
        r"not a bytes \(b'text'\); decode it, or leave that to",
    ),
    (lambda: api.parse(io.StringIO("text")), "not a StringIO; imrparse.read and imrparse.load"),
    (lambda: api.parse(LETTER), "not a Determination, which is already parsed"),
    (lambda: api.analyze(None), "analyze takes the text of a letter, not None"),
    (lambda: api.analyze(["text"]), "analyze takes the text of a letter, not a list"),
    (lambda: api.lint(3), r"lint takes the text of a draft .*, not an int \(3\)"),
    (lambda: api.lint(PATH), "imrparse.load read a file"),
    (
        lambda: api.lint(TEXT, {"select": ["IMR6"]}),
        "config must be an imrparse.LintConfig or None, not",
    ),
    (lambda: api.fix(None), "fix takes the text of a draft .*, not None"),
    (
        lambda: api.fix(TEXT, config="IMR6"),
        r"config must be an imrparse.LintConfig or None, not a str",
    ),
    (
        lambda: api.unparse("text"),
        "unparse takes a Determination, not a str .*; imrparse.parse",
    ),
    (
        lambda: api.format("text"),
        "format takes a Determination, not a str .*; imrparse.parse",
    ),
    (lambda: api.format(LETTER, 3), "style must be a str, not an int"),
    (lambda: api.format(LETTER, line_end=None), "line_end must be a str, not None"),
    (
        lambda: api.format(LETTER, width="95"),
        "width must be a number of code points or None, not a str",
    ),
    (
        lambda: api.format(LETTER, width=True),
        "width must be a number of code points or None, not a bo",
    ),
    (lambda: api.to_dict("x"), r"to_dict takes a Determination, not a str \('x'\)"),
    (lambda: api.to_dict(LETTER.summary), "to_dict takes a Determination, not a Summary"),
    (
        lambda: api.from_dict(LETTER),
        "from_dict takes a dict made by to_dict, not a Det",
    ),
    (lambda: api.from_dict(PATH), "from_dict takes a dict made by to_dict, not a .*Path"),
    (lambda: api.read(3), r"a file must be a path or bytes, not an int \(3\)"),
    (lambda: api.load(io.BytesIO()), r"not a BytesIO; read\(\) it in binary mode"),
    (lambda: api.load(b"", encoding=8), "an encoding must be a str or None, not an int"),
    (lambda: api.walk("x"), r"walk takes a node, not a str \('x'\)"),
    (lambda: api.walk(None), "walk takes a node, not None"),
    (lambda: api.node_at(TEXT, 3), "node_at takes a Determination, not a str"),
    (lambda: api.node_at(LETTER, "3"), r"node_at takes an offset, an int, not a str \('3'\)"),
    (lambda: api.node_at(LETTER, Span(3, 4)), "node_at takes an offset, an int, not a Span"),
    (lambda: api.replace(TEXT, LETTER.summary), "replace takes a Determination, not a str"),
    (
        lambda: api.replace(LETTER, "summary", text="x"),
        "replace takes a part of the letter, such",
    ),
    (
        lambda: api.replace(LETTER, LETTER.issues[0], decison="Upheld"),
        "Issue has no 'decison'; it has request, decision, claims_administrator_guideline,",
    ),
    (lambda: api.replace(LETTER, LETTER.summary, text=None), "Summary.text takes a str, not None"),
]


@pytest.mark.parametrize(("call", "message"), CALLS, ids=[message[:40] for _, message in CALLS])
def test_types(call: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError, match=message) as error:
        call()
    assert isinstance(error.value, ImrparseError)
    assert len(str(error.value)) < 200


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: api.format(LETTER, "html"),
            "'html' is not a style; choose one of 'letter', 'markd",
        ),
        (lambda: api.format(LETTER, width=0), "a line can't be 0 wide"),
        (lambda: api.load(b"", encoding="klingon"), "'klingon' is not a text encoding"),
        (lambda: api.load(b"", encoding="base64"), "'base64' is not a text encoding"),
        (lambda: api.from_dict([]), "the letter: expected an object, not a list"),
        (lambda: api.from_dict("{}"), "the letter: expected an object, not a string"),
        (lambda: api.unparse(api.from_dict(api.to_dict(LETTER))), "was not parsed from a text"),
        (
            lambda: api.replace(LETTER, LETTER.issues[0].rationale.conclusion, text="x"),
            "a Conclusion is parsed from the text of a field; replace that text",
        ),
        (lambda: api.replace(LETTER, api.Summary("x"), text="y"), "is not a part of the letter"),
    ],
)
def test_values(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        call()
    assert isinstance(error.value, ImrparseError)


def test_an_impossible_path() -> None:
    with pytest.raises(imrparse.UnreadableError, match="null"):
        imrparse.read("letter\0.txt")
