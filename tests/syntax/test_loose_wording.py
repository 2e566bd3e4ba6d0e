"""Fixed wording in the middle of lines, behind bullets, and in another letter case."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.letters import PLAIN

import imrparse
from imrparse import Analysis, DecorationKind
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.loose_wording import _is_in_one_case, lead_before

BARE = imrparse.parse(PLAIN)
ONE_LINE = " ".join(PLAIN.split())
HEADINGS = (
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "CLINICAL CASE SUMMARY",
    "IMR ISSUES, DECISIONS AND RATIONALES",
)
CREDENTIALS = ("State(s) of Licensure:", "Certification(s)/Specialty:")
LABELS = ("Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:")
OTHER_CASE = "headings, labels and decisions are not in their usual letter case"
SHARES = "shares its line with other text"


def left_out(analysis: Analysis, kind: DecorationKind) -> list[str]:
    """The stretches of a text that are decoration of some kind."""
    text = imrparse.unparse(analysis.determination)
    return [text[slice(*one.span)] for one in analysis.decoration if one.kind is kind]


def messages(analysis: Analysis) -> list[str]:
    return [found.message for found in analysis.diagnostics]


def with_each(words: tuple[str, ...], change: Callable[[str], str], text: str = PLAIN) -> str:
    """A text with some of its wording changed, wherever it stands."""
    for word in words:
        text = text.replace(word, change(word))
    return text


@pytest.mark.parametrize(
    "bullet",
    [
        *("* ", "-- ", "--- ", "1. ", "12 ", "1.2. ", "1.2.3) ", "(1.2) "),
        *("Q) ", "a) ", "(a) ", "iv. ", "[x] ", "[ ] "),
    ],
)
def test_bullets_before_labels(bullet: str) -> None:
    analysis = imrparse.analyze(with_each(LABELS, lambda label: bullet + label))
    assert analysis.determination == BARE
    assert messages(analysis) == []
    assert left_out(analysis, DecorationKind.BULLET) == [bullet] * 6


@pytest.mark.parametrize("other", ["QQ) ", "123 ", "1 2 "])
def test_what_is_no_bullet(other: str) -> None:
    analysis = imrparse.analyze(with_each(LABELS, lambda label: other + label))
    assert analysis.determination == BARE
    assert left_out(analysis, DecorationKind.BULLET) == []
    assert messages(analysis) == [f"'{other}{label}' is misspelt" for label in LABELS] * 2


@pytest.mark.parametrize(
    ("mark", "marks"), [("", []), ("= ", ["= "] * 2), ("###### ", ["###### "] * 2)]
)
def test_a_letter_on_one_line(mark: str, marks: list[str]) -> None:
    """Each of its parts begins a line again, and each heading ends one."""
    analysis = imrparse.analyze(with_each(LABELS[1:2], lambda label: mark + label, ONE_LINE))
    assert analysis.determination == BARE
    assert messages(analysis) == []
    assert left_out(analysis, DecorationKind.BULLET) == marks
    assert left_out(analysis, DecorationKind.LOST_LINE_END) == [" "] * 15


@pytest.mark.parametrize("prose", ["See Decision rationale: above.", "the MAXIMUS guideline: it."])
def test_a_label_in_prose_is_no_part(prose: str) -> None:
    """It stands where the order of a letter wants no such label."""
    text = ONE_LINE.replace("Six sessions", f"{prose} Six sessions")
    analysis = imrparse.analyze(text)
    assert messages(analysis) == []
    assert prose in analysis.determination.issues[0].rationale.text
    assert len(left_out(analysis, DecorationKind.LOST_LINE_END)) == 15


@pytest.mark.parametrize(
    ("text", "change"), [(PLAIN, str.upper), (PLAIN, str.lower), (ONE_LINE, str.upper)]
)
def test_a_letter_in_one_case(text: str, change: Callable[[str], str]) -> None:
    """Its fixed wording, its header and its states are written as they should be."""
    analysis = imrparse.analyze(change(text))
    assert messages(analysis) == [OTHER_CASE]
    letter = analysis.determination
    assert letter.header == BARE.header
    assert letter.reviewer.licensure == BARE.reviewer.licensure
    assert [issue.decision for issue in letter.issues] == [one.decision for one in BARE.issues]
    requests = [change(issue.request.text) for issue in BARE.issues]
    assert [issue.request.text for issue in letter.issues] == requests


@pytest.mark.parametrize("inside", ["", "\u00ad", "\u200b"])
def test_states_in_capitals(inside: str) -> None:
    text = PLAIN.replace("Oregon", f"New York, Gu{inside}am").upper()
    letter = imrparse.analyze(text).determination
    assert letter.reviewer.licensure == ("California", "New York", "Guam")


def test_a_few_words_in_small_letters_leave_a_letter_in_capitals() -> None:
    """With more of them, a decision in capitals has a finding of its own."""
    capitals = PLAIN.upper()
    assert messages(imrparse.analyze(capitals[:-60] + PLAIN[-60:])) == [OTHER_CASE]
    told = messages(imrparse.analyze(capitals[:-600] + PLAIN[-600:]))
    assert told == [OTHER_CASE, "'OVERTURNED' is misspelt"]


def test_other_decoration_does_not_hide_that_a_label_shares_its_line() -> None:
    text = PLAIN.replace("\n\nDecision rationale:", " Decision rationale:")
    analysis = imrparse.analyze("".join(f"> {line}\n" for line in text.splitlines()))
    assert messages(analysis) == [f"the label 'Decision rationale:' {SHARES}"] * 2


def test_a_heading_in_another_case_has_a_line_of_its_own() -> None:
    text = with_each(HEADINGS, lambda heading: f"{heading.title()} of it is told here.")
    assert OTHER_CASE not in messages(imrparse.analyze(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Most headings, or most labels, in another case are a carrier's doing.
        (with_each(HEADINGS, str.title), [OTHER_CASE]),
        (with_each(HEADINGS[:2], str.title), [OTHER_CASE]),
        (
            with_each(HEADINGS[:1], str.title),
            ["'How The Imr Final Determination Was Made' is misspelt"],
        ),
        (with_each(LABELS[2:], str.upper), ["'DECISION RATIONALE:' is misspelt"] * 2),
        (
            with_each((*CREDENTIALS, *LABELS, "Upheld", "Overturned"), str.upper),
            [OTHER_CASE, "'OVERTURNED' is misspelt", "'UPHELD' is misspelt"],
        ),
        # A heading in another case has a line of its own.
        (
            with_each(HEADINGS, lambda heading: f"{heading.title()}:"),
            [
                "'How The Imr Final Determination Was Made:' is misspelt, and so in 2 other places",
            ],
        ),
        # Where most parts have lines of their own, one that has none is a fault.
        (
            PLAIN.replace("\n\nDecision rationale:", " Decision rationale:"),
            [f"the label 'Decision rationale:' {SHARES}"] * 2,
        ),
    ],
)
def test_parts_in_another_case_or_in_the_middle_of_a_line(text: str, told: list[str]) -> None:
    analysis = imrparse.analyze(text)
    assert messages(analysis) == told
    assert analysis.determination == BARE


@pytest.mark.parametrize("above", ["", "It is so.\n", "It is so.\n \n", "MRI: Upheld\n", '"So."\n'])
@pytest.mark.parametrize(
    ("before", "is_lead"),
    [
        *(
            ("The ", True),
            (" one of my own  ", True),
            ("x" * 29 + " ", True),
            ("x" * 30 + " ", False),
        ),
        *(("", False), (" ", False), ("one of my very own ", False), ("Upheld the ", False)),
        *(
            ("No. ", True),
            ("a12. ", True),
            ("b123. ", False),
            ("It is so. ", True),
            ("It hurts. ", False),
        ),
    ],
)
def test_words_before_a_part_on_its_line(above: str, before: str, is_lead: bool) -> None:
    """A few, which end no sentence, at the beginning of a line that goes on with none."""
    terminals = letter_parser().terminals
    part = len(above + before)
    found = lead_before(f"{above}{before}MAXIMUS guideline:", part, terminals)
    assert found == (part - len(before.lstrip()) if is_lead else None)
    for other in ("the knee is\n", "It is so:\n", f"It is so.{' ' * 120}\n"):
        inside = lead_before(f"{other}{before}MAXIMUS guideline:", len(other + before), terminals)
        assert (inside is not None) is (is_lead and len(other) > 100)


@pytest.mark.parametrize(
    ("text", "is_in_one"),
    [
        *(("A" * 97 + "b" * 3, True), ("A" * 96 + "b" * 4, False)),
        *(("a" * 997 + "B" * 3, True), ("a" * 996 + "B" * 4, False)),
        *(("\u00c9" * 97 + "b" * 3, True), ("\u00e9" * 996 + "B" * 4, False), ("1, 2", True)),
        *(("\u00e9" * 4 + "B" * 96, False), ("\u00c9" * 4 + "b" * 996, False)),
    ],
)
def test_a_text_in_one_case(text: str, is_in_one: bool) -> None:
    """Nearly all letters are capitals, or all but very few are small."""
    assert _is_in_one_case(text, text) is is_in_one
