"""Findings and the diagnostics that are made of them."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from helpers.letters import NOTICE_SAMPLE, PLAIN, SOUND, sample_text

import imrparse
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


def test_the_first_of_two_missing_parts_tells_what_they_should_follow() -> None:
    parts = TERMINALS.decisions[0], TERMINALS["MAXIMUS_LABEL"]
    (missing,) = diagnose([Missing(18, parts, Span(0, 18))], SOURCE, TERMINALS)
    assert missing.related[0].message == "it should follow this request"


# The faults of a letter of two issues, each an edit of the sound letter

HOW = "HOW THE IMR FINAL DETERMINATION WAS MADE"
SUMMARY = "CLINICAL CASE SUMMARY"
ISSUES = "IMR ISSUES, DECISIONS AND RATIONALES"
STATES, SPECIALTY = "State(s) of Licensure:", "Certification(s)/Specialty:"
CLAIMS, MAXIMUS, RATIONALE = (
    "Claims Administrator guideline:",
    "MAXIMUS guideline:",
    "Decision rationale:",
)
FIRST = "Acupuncture for the right shoulder, 6 sessions: Overturned"
SECOND = "Tramadol 50mg #60: Upheld"


def part(start: str, end: str) -> str:
    """The plain letter from the first occurrence of one wording to the next of another."""
    first = PLAIN.index(start)
    return PLAIN[first : PLAIN.index(end, first)]


CREDENTIAL = part(STATES, SPECIALTY)
SPECIALTIES = part(SPECIALTY, SUMMARY)
OF_CLAIMS, OF_MAXIMUS, OF_RATIONALE = (
    part(CLAIMS, MAXIMUS),
    part(MAXIMUS, RATIONALE),
    part(RATIONALE, SECOND),
)


def told(text: str) -> list[tuple[int, str]]:
    """The line and the message of each fault."""
    return [(one.line, one.message) for one in imrparse.analyze(text).diagnostics]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (f"{HOW}\n\n", "", 9, f"the heading '{HOW}' is missing here"),
        (f"{SUMMARY}\n\n", "", 24, f"the heading '{SUMMARY}' is missing here"),
        (f"{ISSUES}\n\n", "", 36, f"the heading '{ISSUES}' is missing here"),
        (
            f"\n\n{part(SUMMARY, 'The injured worker')}",
            "\n",
            23,
            f"the heading '{SUMMARY}' is missing here",
        ),
        (f"{STATES} ", "", 21, f"the label '{STATES}' is missing here"),
        (f"{SPECIALTY} ", "", 22, f"the label '{SPECIALTY}' is missing here"),
        (f"{CLAIMS} ", "", 42, f"the label '{CLAIMS}' is missing here"),
        (f"{MAXIMUS} ", "", 45, f"the label '{MAXIMUS}' is missing here"),
        (f"{RATIONALE} ", "", 47, f"the label '{RATIONALE}' is missing here"),
        (CREDENTIAL, CREDENTIAL * 2, 22, f"the label '{STATES}' appears here a second time"),
        (OF_CLAIMS, OF_CLAIMS * 2, 45, f"the label '{CLAIMS}' appears here a second time"),
        (OF_MAXIMUS, OF_MAXIMUS * 2, 47, f"the label '{MAXIMUS}' appears here a second time"),
        (OF_RATIONALE, OF_RATIONALE * 2, 52, f"the label '{RATIONALE}' appears here a second time"),
        (CLAIMS, MAXIMUS, 42, f"'{MAXIMUS}' stands here in the place of '{CLAIMS}'"),
        (MAXIMUS, CLAIMS, 45, f"'{CLAIMS}' stands here in the place of '{MAXIMUS}'"),
        (RATIONALE, MAXIMUS, 47, f"'{MAXIMUS}' stands here in the place of '{RATIONALE}'"),
        (
            ISSUES,
            part(SUMMARY, ISSUES) + ISSUES,
            36,
            f"the heading '{SUMMARY}' appears here a second time",
        ),
        (
            part(HOW, ISSUES),
            part(SUMMARY, ISSUES) + part(HOW, SUMMARY),
            21,
            f"the heading '{HOW}' is out of order",
        ),
        (
            CREDENTIAL + SPECIALTIES,
            f"{SPECIALTIES.rstrip()}\n{CREDENTIAL}\n",
            22,
            f"the label '{STATES}' is out of order",
        ),
        (
            f"{ISSUES}\n",
            f"{ISSUES}\n\nSee below.\n",
            38,
            "text that belongs to no part of the letter",
        ),
        ("IMR FINAL", "IMR FINL", 9, f"'{HOW.replace('FINAL', 'FINL')}' is misspelt"),
        (RATIONALE, RATIONALE[:-1], 47, f"'{RATIONALE[:-1]}' is misspelt"),
        (
            RATIONALE,
            "Deci sion rationale:",
            47,
            f"in '{RATIONALE}' a space splits the word after 'Deci'",
        ),
        ("60: Upheld", "60; Upheld", 52, "the decision 'Upheld' has no colon before it"),
        ("60: Upheld", "60 Upheld", 52, "the decision 'Upheld' has no colon before it"),
        ("60: Upheld", "60: upheld", 52, "'upheld' is misspelt"),
        ("60: Upheld", "60: Uphled.", 52, "'Uphled.' is misspelt"),
    ],
)
def test_a_fault_that_loses_nothing(old: str, new: str, line: int, message: str) -> None:
    """It is told of once, and the letter is read as if it were mended."""
    assert old in PLAIN
    text = PLAIN.replace(old, new, 1)
    assert told(text) == [(line, message)]
    assert imrparse.analyze(text).determination == imrparse.parse(PLAIN)


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("California, Oregon", "", [(22, f"the label '{STATES}' has nothing after it")]),
        (CREDENTIAL, "", [(21, f"the label '{STATES}' is missing here")]),
        (part(HOW, SUMMARY), f"{HOW}\n\n", [(11, f"the heading '{HOW}' has nothing after it")]),
        (
            part(SUMMARY, ISSUES),
            f"{SUMMARY}\n\n",
            [(26, f"the heading '{SUMMARY}' has nothing after it")],
        ),
        (SPECIALTIES, "\n", [(23, f"the label '{SPECIALTY}' is missing here")]),
        (OF_CLAIMS, f"{CLAIMS}\n\n", [(44, f"the label '{CLAIMS}' has nothing after it")]),
        (OF_MAXIMUS, f"{MAXIMUS}\n\n", [(47, f"the label '{MAXIMUS}' has nothing after it")]),
        (OF_RATIONALE, f"{RATIONALE}\n\n", [(49, f"the label '{RATIONALE}' has nothing after it")]),
        (FIRST, ": Overturned", [(40, "the request is missing here")]),
        (SECOND, ": Upheld", [(52, "the request is missing here")]),
        (f"{FIRST}\n\n", "", [(40, "the request and 'Upheld' or 'Overturned' is missing here")]),
        (f"{SECOND}\n\n", "", [(52, "the request and 'Upheld' or 'Overturned' is missing here")]),
        (SECOND, "Tramadol 50mg #60", [(54, "'Upheld' or 'Overturned' is missing here")]),
        (SECOND, "Tramadol 50mg #60:", [(54, "'Upheld' or 'Overturned' is missing here")]),
        (SECOND, "Tramadol 50mg #60: Denied", [(52, "'Denied' is not a decision")]),
        (
            OF_CLAIMS + OF_MAXIMUS + OF_RATIONALE,
            OF_MAXIMUS,
            [
                (42, f"the label '{CLAIMS}' is missing here"),
                (44, f"the label '{RATIONALE}' is missing here"),
            ],
        ),
        (
            OF_CLAIMS + OF_MAXIMUS + OF_RATIONALE,
            "",
            [(40, "the decision 'Overturned' is inside a request")],
        ),
    ],
)
def test_a_fault_that_loses_a_part(old: str, new: str, faults: list[tuple[int, str]]) -> None:
    assert old in PLAIN
    assert told(PLAIN.replace(old, new, 1)) == faults


def test_words_like_a_label_behind_that_label_are_its_text() -> None:
    """What can't follow is not taken for a misspelt label, but no guideline begins with it."""
    text = PLAIN.replace(OF_MAXIMUS, f"{OF_MAXIMUS}MAXIMS guideline: Again.\n\n", 1)
    analysis = imrparse.analyze(text)
    (found,) = analysis.diagnostics
    assert (found.code, found.severity) == ("IMR014", Severity.WARNING)
    assert text[found.span.start : found.span.end] == "MAXIMS guideline: Again."
    assert "MAXIMS guideline: Again." in analysis.determination.issues[0].maximus_guideline.text


def test_a_text_before_a_missing_label_keeps_its_last_sign() -> None:
    text = PLAIN.replace("Initial Care.", "Initial Care:").replace(f"{MAXIMUS} ", "", 1)
    first = imrparse.analyze(text).determination.issues[0]
    assert first.claims_administrator_guideline.text.endswith("Initial Care:")
    assert first.maximus_guideline.text


@pytest.mark.parametrize("start", ["Case Number:", HOW])
def test_a_second_letter_begins_with_its_header(start: str) -> None:
    (found,) = imrparse.analyze(f"{PLAIN}\n{PLAIN[PLAIN.index(start) :]}").diagnostics
    assert found.message == "a second letter begins here"
    assert found.source.text[slice(*found.span)] == PLAIN[PLAIN.index(start) :].partition("\n")[0]
    assert (found.span.start, found.line) == (len(PLAIN) + 1, PLAIN.count("\n") + 2)


def test_one_name_of_a_cell_is_no_header_of_a_second_letter() -> None:
    line = "Date Assigned: 05/16/2016"
    (found,) = imrparse.analyze(f"{PLAIN}\n{line}\n{PLAIN[PLAIN.index(HOW) :]}").diagnostics
    assert found.message == "a second letter begins here"
    assert found.source.text[slice(*found.span)] == HOW


@pytest.mark.parametrize(
    ("last", "lacking"),
    [
        ("set forth below:", "the request"),
        ("6 sessions", "'Upheld' or 'Overturned'"),
        ("Overturned", f"the label '{CLAIMS}'"),
        ("Claims Administrator guideline", f"the label '{CLAIMS}'"),
        ("Initial Care.", f"the label '{MAXIMUS}'"),
        ("MAXIMUS guid", f"the label '{MAXIMUS}'"),
        ("Treatment 2007.", f"the label '{RATIONALE}'"),
        ("Decision ration", f"the label '{RATIONALE}'"),
    ],
)
def test_a_letter_that_ends_in_an_issue(last: str, lacking: str) -> None:
    text = PLAIN.replace("Section(s):\nInitial", "Section(s): Initial")
    end = text.index(last) + len(last)
    (found,) = imrparse.analyze(text[:end]).diagnostics
    assert found.message == f"the letter ends here, without {lacking}"
    assert found.span == (end, end)


# The faults of a letter of 2013

NOTICE = sample_text(NOTICE_SAMPLE)
TITLE = "Notice of Independent Medical Review Determination"
FILED = "An application for Independent Medical Review was filed on"
CREDENTIALS = "Medical Qualifications of the Expert Reviewer:"
OF_REVIEWER = NOTICE[NOTICE.index(CREDENTIALS) : NOTICE.index("Disclaimer")]
PARTIES = "11/4/2013\n\nEmployee: [redacted]\nClaims Administrator: [redacted]\n"
BLAND = "text that belongs to no part of the letter"
QUOTED = "the quotation mark of the summary is missing here"


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        (TITLE, f"Some words\n{TITLE}", [(2, BLAND)]),
        ("8/23/2013 disputing", "8/23/2013 by fax disputing", [(19, BLAND)]),
        ("8/23/2013", "a day", [(19, "'a day' is not a calendar date (MM/DD/YYYY)")]),
        ("11/4/2013", "soon", [(3, "'soon' is not a calendar date (MM/DD/YYYY)")]),
        ("August 9, 2013", "then", [(45, "'then.' is not a calendar date (MM/DD/YYYY)")]),
        ("8/23/2013 ", "", [(19, f"the sentence '{FILED}' has nothing after it")]),
        (PARTIES, "", [(3, "the label 'Dated:' has nothing after it")]),
        ("Family Practice ", "", [(36, "the words 'is Board Certified in' has nothing after it")]),
        (TITLE, f"{TITLE}\n{TITLE}", [(3, f"the heading '{TITLE}' appears here a second time")]),
        (
            OF_REVIEWER,
            OF_REVIEWER.removeprefix(f"{CREDENTIALS}\n") + f"{CREDENTIALS}\n",
            [
                (33, f"the label '{CREDENTIALS}' is missing here"),
                (43, f"the label '{CREDENTIALS}' does not belong here"),
            ],
        ),
        ("\u201cThe", "As follows: \u201cThe", [(47, BLAND)]),
        ("\u201cThe", "The", [(47, QUOTED)]),
        ("requested.\u201d", "requested.", [(50, QUOTED)]),
    ],
)
def test_a_fault_of_a_letter_of_2013(old: str, new: str, faults: list[tuple[int, str]]) -> None:
    """The decisions are read nevertheless, and the summary."""
    assert old in NOTICE
    text = NOTICE.replace(old, new, 1)
    assert told(text) == faults
    letter, sound = imrparse.analyze(text).determination, imrparse.parse(NOTICE)
    assert [one.decision for one in letter.issues] == [one.decision for one in sound.issues]
    assert letter.summary.text.startswith("The patient is a 41 year old male")


@pytest.mark.parametrize(
    ("last", "lacking"),
    [
        ("practice in", "the text of the words 'and is licensed to practice in'"),
        ("dated August", "the summary"),
        ("August 9, 2013.", "the summary"),
    ],
)
def test_a_letter_of_2013_that_ends_early(last: str, lacking: str) -> None:
    end = NOTICE.index(last) + len(last)
    (found,) = imrparse.analyze(NOTICE[:end]).diagnostics
    assert (found.message, found.span.start) == (f"the letter ends here, without {lacking}", end)


def test_a_letter_of_2013_is_read_up_to_a_limit() -> None:
    text = NOTICE.replace("requested.", f"requested. {'He walks. ' * 30_000}")
    assert [message for _, message in told(text)] == [
        QUOTED,
        "the text was not read from here on, so far behind its first fault",
    ]


def test_one_notation_all_over_the_header_is_one_fault() -> None:
    """A program wrote all of the dates; each is a place of the one diagnostic, with one fix."""
    text = re.sub(r"(\d\d)/(\d\d)/(\d{4})(?=\s)", r"\3-\1-\2", SOUND, count=5)
    (one,) = imrparse.analyze(text).diagnostics
    assert one.message.endswith("is not written as MM/DD/YYYY, and so in 4 other places")
    assert len(one.related) == 4
    assert imrparse.fix(text, unsafe=True).text == SOUND


def test_two_places_are_told_each() -> None:
    text = re.sub(r"(\d\d)/(\d\d)/(\d{4})(?=\s)", r"\3-\1-\2", SOUND, count=2)
    assert len(imrparse.analyze(text).diagnostics) == 2
