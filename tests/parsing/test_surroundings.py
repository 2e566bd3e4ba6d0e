"""Text before and after the letter."""

from __future__ import annotations

import pytest

from helpers.letters import PLAIN, SOUND

import imrparse
from imrparse import Severity

BARE = imrparse.parse(PLAIN)
BEFORE = (
    "MAXIMUS |\nFederal Services\n\n",
    "From: J. Doe\nSubject: CM16-0901188\n\nPlease see the letter below.\n\n",
    "01/09/2017 13:41 FAX 555 555 0100 @001/004\n",
    "Dear J. Doe:\n\nEnclosed is the final determination of your case.\n\n",
)
AFTER = (
    "\n-- \nJ. Doe\n",
    "\n\nSincerely,\n\nJ. Doe\n",
    "\ncc: Department of Industrial Relations\n",
    "\nCONFIDENTIALITY NOTICE: This is meant for its addressee alone.\n",
    "\nSent from my iPhone\n",
    "\n\n* See the determination of the same date.\n",
    "\n\n\u2020 By telephone.\n",
    "\n\nAssistant: This is a determination letter.\n",
    "\n\n\u00a9 2016 MAXIMUS Federal Services, Inc.\n",
)


@pytest.mark.parametrize("before", BEFORE)
def test_text_before_the_letter_is_one_warning(before: str) -> None:
    analysis = imrparse.analyze(before + PLAIN)
    assert analysis.determination == BARE
    assert analysis.determination.preamble == before.strip()
    (told,) = analysis.diagnostics
    assert (told.code, told.severity, told.line) == ("IMR014", Severity.WARNING, 1)


@pytest.mark.parametrize("after", AFTER)
def test_text_after_the_letter_is_one_warning(after: str) -> None:
    analysis = imrparse.analyze(PLAIN.rstrip() + after)
    assert analysis.determination == BARE
    assert analysis.determination.postscript == after.strip()
    (told,) = analysis.diagnostics
    assert (told.code, told.severity) == ("IMR014", Severity.WARNING)


AROUND = (
    ("Here it is:\n\n~~~\n", "\n~~~\n\nPlease list its decisions.\n", "Please list its decisions."),
    (
        "[1/12/17, 10:32:11 AM] Jane Roe: ",
        "\n[1/12/17, 10:33:02 AM] Clerk: Thanks, got it.\n",
        "[1/12/17, 10:33:02 AM] Clerk: Thanks, got it.",
    ),
    ("Subject: a letter\n\n--b1_77\n\n", "\n\n--b1_77--\n", "--b1_77--"),
    (
        "LETTER(7)          Manual          LETTER(7)\n\n",
        "\n\nDesk          2017-01-09          LETTER(7)\n",
        "Desk          2017-01-09          LETTER(7)",
    ),
)


@pytest.mark.parametrize(("before", "after", "postscript"), AROUND)
def test_what_opens_before_the_letter_closes_after_it(
    before: str, after: str, postscript: str
) -> None:
    letter = imrparse.analyze(before + PLAIN.rstrip() + after).determination
    assert letter == BARE
    assert letter.postscript == postscript


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Case Number: CM16-0901188", "Case Nunber: CM16-0901188"),
        ("Case Number: CM16-0901188", "Case Number: CM16-O9O1188"),
        ("Case Number: CM16-0901188", "Case Number: CM16-0901188\nCase Number: CM16-0901188"),
    ],
)
def test_a_header_with_faults_is_no_preamble(right: str, wrong: str) -> None:
    analysis = imrparse.analyze(PLAIN.replace(right, wrong))
    assert analysis.determination.preamble is None
    assert any(told.severity is Severity.ERROR for told in analysis.diagnostics)


@pytest.mark.parametrize("letter", [PLAIN, SOUND])
def test_the_end_of_a_sound_letter_is_its_own(letter: str) -> None:
    assert imrparse.parse(letter).postscript is None


def test_a_thank_you_before_the_conclusion_is_no_end() -> None:
    end = PLAIN.rstrip().rpartition("\n")[2]
    text = PLAIN.replace(end, f"The note says so.\nThanks to\nthe provider. {end}")
    assert imrparse.parse(text).postscript is None
