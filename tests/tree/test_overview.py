"""How nodes are shown: by `repr`, in notebooks and by rich."""

from __future__ import annotations

import json
import subprocess
import sys
from html.parser import HTMLParser

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from helpers.letters import sample_names, sample_text

import imrparse
from imrparse import Determination, Issue, Request, Summary
from imrparse.text.node import NOWHERE, parsed

LETTER = imrparse.parse(sample_text("2016-pdfium-lumbar-mri"))
FIVE = imrparse.parse(sample_text("2017-pymupdf-topicals-five-issues"))
NOTHING = imrparse.analyze("hello").determination
ISSUE = LETTER.issues[0]


def with_request(text: str) -> Determination:
    """The letter with any text as its request, as if it had been parsed so."""
    request = parsed(Request, text=text, span=None, places=NOWHERE, plain=None)
    return attrs.evolve(LETTER, issues=(attrs.evolve(ISSUE, request=request),))


# By repr


@pytest.mark.parametrize(
    ("node", "shown"),
    [
        (LETTER, "<Determination CM16-0900123: 1 issue, Upheld>"),
        (NOTHING, "<Determination without a case number: no issues, no outcome>"),
        (LETTER.header, "<Header CM16-0900123, decided 2017-01-05>"),
        (LETTER.reviewer, "<Reviewer licensure=['California'] specialties=['Emergency Medicine']>"),
        (NOTHING.reviewer, "<Reviewer without values>"),
        (ISSUE, "<Issue 'MRI of the lumbar spine without contrast, open un…' Upheld>"),
        (attrs.evolve(ISSUE, decision=None, request=Request("MRI")), "<Issue 'MRI' undecided>"),
        (Request("MRI"), "<Request 'MRI'>"),
        (NOTHING.summary, "<Summary ''>"),
        (ISSUE.rationale.conclusion, "<Conclusion verdict=NOT_NECESSARY text='is determined to"),
        (imrparse.BodyPart("knee", imrparse.Side.LEFT), "<BodyPart name='knee' side=LEFT>"),
        (imrparse.Quantity(2, 3, "box"), "<Quantity least=2 most=3 unit='box'>"),
        (
            imrparse.PartialAuthorization(*(imrparse.Treatment(t, t) for t in ("A, B", "A", "B"))),
            "<PartialAuthorization original='A, B' authorized='A' remaining='B'>",
        ),
    ],
)
def test_repr(node: imrparse.Node, shown: str) -> None:
    assert repr(node).startswith(shown)


def test_long_lists_are_shown_in_part() -> None:
    reviewer = attrs.evolve(LETTER.reviewer, licensure=("Ohio", "Texas", "Iowa", "Maine"))
    assert "licensure=['Ohio', 'Texas', 'Iowa', … 4 in all]" in repr(reviewer)


@pytest.mark.parametrize("name", sample_names())
def test_repr_is_short_and_on_one_line(name: str) -> None:
    for node in imrparse.walk(imrparse.parse(sample_text(name))):
        shown = repr(node)
        assert len(shown) < 400
        assert "\n" not in shown
        assert " at 0x" not in shown


def test_nodes_with_text_show_its_beginning() -> None:
    text = sample_text("2016-pdfium-lumbar-mri")
    for holding in (imrparse.Loaded(text, "text"), imrparse.Fixed(text, (), ()), LETTER):
        assert len(repr(holding)) < 200


# In notebooks


class Cells(HTMLParser):
    """The texts of a page's cells, and the tags that are open at its end."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: object) -> None:  # noqa: ARG002
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_html() -> None:
    cells = Cells(FIVE._repr_html_())
    assert cells.open == []
    assert cells.texts[0] == f"{FIVE.case_number}: {FIVE.outcome and FIVE.outcome.value}"
    at = cells.texts.index("Decision date")
    assert FIVE.header
    assert cells.texts[at + 1] == str(FIVE.header.decision_date)
    at = cells.texts.index("Decision")
    rows = [part for issue in FIVE.issues for part in (issue.request.text, issue.decision.value)]  # type: ignore[union-attr]
    assert cells.texts[at + 1 :] == rows


def test_html_of_missing_values() -> None:
    assert Cells(NOTHING._repr_html_()).texts == ["Determination: no outcome"]
    undecided = attrs.evolve(LETTER, issues=(attrs.evolve(ISSUE, decision=None),))
    assert Cells(undecided._repr_html_()).texts[-1] == "undecided"


@given(st.text(st.sampled_from("<>&\"'/ ab\x1b\udcff\u200e") | st.characters(), min_size=1))
def test_text_is_escaped_in_html(text: str) -> None:
    request = "<script>alert('x')</script> & " + text
    html = with_request(request)._repr_html_()
    html.encode()
    cells = Cells(html)
    assert "script" not in cells.open
    assert "<script>" not in html
    assert "<script>alert('x')</script> & " in "".join(cells.texts)


def test_html_has_no_colours_of_its_own() -> None:
    html = LETTER._repr_html_()
    assert "color" not in html
    assert "background" not in html


# By rich


def printed(letter: Determination, width: int = 100) -> str:
    console = Console(width=width, force_terminal=False)
    with console.capture() as captured:
        console.print(letter)
    return captured.get()


def test_rich() -> None:
    title, *lines = printed(FIVE, width=200).splitlines()
    assert title == f"{FIVE.case_number}: {FIVE.outcome and FIVE.outcome.value}"
    assert FIVE.header
    assert ["Decision", "date", str(FIVE.header.decision_date)] in map(str.split, lines)
    *_, last = FIVE.issues
    assert lines[-1].split() == [*last.request.text.split(), last.decision.value]  # type: ignore[union-attr]


def test_rich_does_not_read_markup_in_a_text() -> None:
    assert "[bold]MRI[/bold] \u241b[31m" in printed(with_request("[bold]MRI[/bold] \x1b[31m"))


def test_rich_is_imported_when_it_asks() -> None:
    program = (
        "import sys, json, imrparse; letter = imrparse.analyze('x').determination; "
        "letter._repr_html_(); before = 'rich' in sys.modules; letter.__rich__(); "
        "print(json.dumps([before, 'rich' in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert json.loads(done.stdout) == [False, True]


def test_issues_and_texts_are_shown_by_their_repr() -> None:
    """A letter is shown as a whole; its parts, and lists of letters, in one line each."""
    assert not hasattr(Issue, "_repr_html_")
    assert not hasattr(Summary, "__rich__")
