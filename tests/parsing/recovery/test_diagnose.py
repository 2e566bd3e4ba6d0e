"""Findings and the diagnostics that are made of them."""

from __future__ import annotations

from typing import get_args

import pytest

from imrparse.diagnostics.diagnostic import Severity
from imrparse.parsing.recovery.diagnose import _Findings, diagnose
from imrparse.parsing.recovery.findings import Doubled, Finding, Missing, Stray
from imrparse.syntax.letter_parser import letter_parser
from imrparse.text.source import Source, Span

TERMINALS = letter_parser().terminals
SOURCE = Source("MAXIMUS guideline: MAXIMUS guideline: text")


@pytest.mark.parametrize("kind", get_args(Finding))
def test_every_finding_has_words(kind: type[Finding]) -> None:
    assert kind in vars(_Findings)["diagnostic"].dispatcher.registry


def test_diagnostics_come_in_the_order_of_the_text() -> None:
    label = TERMINALS["MAXIMUS_LABEL"]
    found: list[Finding] = [Stray(Span(38, 42)), Doubled(label, Span(19, 37), Span(0, 18))]
    doubled, stray = diagnose(found, SOURCE, TERMINALS)
    assert doubled.message == "the label 'MAXIMUS guideline:' appears here a second time"
    assert [related.span for related in doubled.related] == [Span(0, 18)]
    assert (stray.span, stray.severity) == (Span(38, 42), Severity.ERROR)


def test_any_decision_will_do_where_one_is_missing() -> None:
    found = Missing(18, (TERMINALS.decisions[0],), Span(0, 18))
    (missing,) = diagnose([found], SOURCE, TERMINALS)
    assert missing.message == "'Upheld' or 'Overturned' is missing here"
    assert missing.span == (18, 18)
    assert missing.related[0].message == "it should follow this request"
