"""Text before and after the letter."""

from __future__ import annotations

import pytest

from helpers.letters import PLAIN, SOUND

import imrparse
from imrparse import Severity
from imrparse.data import table

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
AROUND = {
    "a reply": (
        "From: Jane Roe <roe@example.com>\nSubject: FW: letter\n\nHi,\n\nsee below.\n\n",
        "\n\nJane Roe\nClaims Adjuster\nDirect: 555 0100\n\n"
        "CONFIDENTIALITY NOTICE: This is meant for its addressee alone.\n",
    ),
    "a signature without a notice": (
        "From: J. R.\nSubject: FW: letter\n\n",
        "\n\nJane Roe\nClaims Adjuster\n\nThis text was typed in the mail room.\n",
    ),
    "a name that the head has": (
        "From: Jane Roe <roe@example.com>\n\n",
        "\n\nJane Roe\n\nThis text was typed in the mail room.\n",
    ),
    "elements": (
        '<items>\n<item n="1">\n<from>letter.pdf</from>\n<words>\n',
        "\n</words>\n</item>\n</items>\n\nName the decisions of the letter.\n",
    ),
    "notes of a system": (
        f"NOTES   Claim: 12\n{'=' * 40}\nNote 7   Type: MEDICAL\n\n",
        f"\n\n{'=' * 40}\nNote 8   Type: DIARY\nCopy sent. Diary in 30 days.\n",
    ),
    "a note like the one above": (
        "Note 0007   Type: MEDICAL   By: Jane Roe\n\n",
        "\n\nNote 0008   Type: DIARY   By: Jane Roe\nCopy sent. Diary in 30 days.\n",
    ),
}


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


@pytest.mark.parametrize("name", AROUND)
def test_what_opens_before_the_letter_closes_behind_it(name: str) -> None:
    before, after = AROUND[name]
    analysis = imrparse.analyze(before + PLAIN.rstrip() + after)
    letter = analysis.determination
    assert letter == BARE
    assert (letter.preamble, letter.postscript) == (before.strip(), after.strip("=\n"))
    (told,) = analysis.diagnostics
    assert told.severity is Severity.WARNING
    assert "before and after" in told.message
    assert len(told.related) == 1


ENCLOSED = (
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


@pytest.mark.parametrize(("before", "after", "postscript"), ENCLOSED)
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


LONG = "He walks for as long as he is able to, and then he sits down for"
CONCLUSION = "The request is not\nmedically necessary."


def postscript(behind: str, letter: str = PLAIN) -> str | None:
    """The text after the letter, if lines stand below its last sentence."""
    return imrparse.analyze(f"{letter.rstrip()}\n{behind}\n").determination.postscript


@pytest.mark.parametrize(
    "behind",
    [
        *("J. Doe", "J. Doe\nThe brace was", "walks\nJ. Doe", "- he walks\nJ. Doe", f"-{LONG}"),
        *("and he walks to j@d\nJ. Doe", "The Brace was", "THE brace was", "The 2 braces"),
        *("=======", "========\nThe text says so.", "Sincerely", "Thank you"),
    ],
)
def test_short_lines_below_the_conclusion_are_no_part_of_it(behind: str) -> None:
    assert postscript(behind) == behind


@pytest.mark.parametrize(
    "behind",
    [
        *("The", "The brace", "and he walks", "the brace was", "and he walks\nJ. Doe"),
        *(LONG, LONG[:60], f'"{LONG}', f"({LONG}", f"'{LONG}", f"J. Doe\n{LONG}.\nJ. Roe"),
        *("It is so.\nJ. Doe", "Is it so?\nJ. Doe", "It is so!\nJ. Doe", "As follows:\nJ. Doe"),
        *("=======\nThe text says so.", "======== x\nThe text says so.", "See [1] for it."),
        *("Thank you for all of it, he said.", "He said:\nThank you"),
    ],
)
def test_a_rationale_may_go_on_below_its_conclusion(behind: str) -> None:
    assert postscript(behind) is None


def test_another_conclusion_is_the_end() -> None:
    assert postscript(f"It is cold. {CONCLUSION}\nJ. Doe") == "J. Doe"


@pytest.mark.parametrize("behind", ["J. Doe", "========", "Thank you", "Page 3\nThank you"])
@pytest.mark.parametrize("last", ["", "The request is not\nmedically necessary"])
def test_where_nothing_is_concluded_nothing_follows(last: str, behind: str) -> None:
    assert postscript(f"{last}\n{behind}", PLAIN.removesuffix(f"{CONCLUSION}\n")) is None


@pytest.mark.parametrize("page", ["Page 2", "Page 2 of 3"])
def test_a_page_number_may_stand_before_what_follows(page: str) -> None:
    assert postscript(f"{page}\nSincerely,\nJ. Doe") == "Sincerely,\nJ. Doe"


def test_a_line_from_above_the_letter_is_no_part_of_its_end() -> None:
    letter = f"Top line\n\nOther line\n\n{PLAIN}"
    behind = "Other line\nThe text says so."
    assert postscript(behind, letter) == behind
    assert postscript("The text says so. Other line.", letter) is None


def test_a_bullet_is_no_line_from_above() -> None:
    labels = ("Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:")
    letter = PLAIN
    for label in labels:
        letter = letter.replace(label, f"* {label}")
    assert postscript("*\nThe text says so.", letter) is None


@pytest.mark.parametrize("mark", ["[1]", "[a]"])
def test_a_note_to_a_mark_is_no_part_of_the_letter(mark: str) -> None:
    letter = PLAIN.replace("Opioids are not", f"See {mark}. Opioids are not")
    assert postscript(f"  {mark} The text says so.", letter) == f"{mark} The text says so."
    assert postscript(f"Then {mark} says so.", letter) is None


PHONE = "Sent from my Phone"
ITEMS = "<items>\n<item>\n\n"
NOTES = """Note 12   By: Jane Roe
02/03/2016 10:31
From: Jane Roe, JANE ROE
Type: MEDICAL
He was seen on 01/02/2016 by the staff.

"""
END = "The text is so."
RULE = "-" * 12
RULED = PLAIN.replace("CLINICAL", f"{RULE}\nCLINICAL")
BEHIND = {
    "no conclusion is needed before what is sure to follow": (
        PLAIN,
        [f"It is cold.|{PHONE}", f"It is cold.\nPage 2|{PHONE}", f"{'It is so. ' * 30}|{PHONE}"],
        ["It is cold.\nThank you", "It is cold.\nPage 2\nThank you", f"It is so. {PHONE}."],
    ),
    "a signature stands before it": (
        PLAIN,
        [f"|J. Doe\n{PHONE}", f"|J. Doe\nClerk\nDesk 2\n{PHONE}", "|J. Doe\nThank you"],
        [f"and he walks to\n{PHONE}", f"J. Doe\n{END}\nClerk\n{PHONE}", "It.\nJ. Doe\nThank you"],
    ),
    "a tag that was opened above": (
        ITEMS + PLAIN.replace("no screen", "<q>no</q> screen"),
        [f"|</item>\n{END}", f"|</items>\n{END}", f"</q>|</items>\n{END}"],
        [END, f"</q>\n{END}", f"</other>\n{END}", "</item>"],
    ),
    "a tag that was closed above": (
        ITEMS.replace("<item>", "<item>a<other></item>") + PLAIN,
        [f"|</items>\n{END}"],
        [f"</item>\n{END}", f"</other>\n{END}"],
    ),
    "a tag that was opened twice": (
        ITEMS.replace("<item>", '<item n="1" of="2">\n<other/>\n<item>') + PLAIN,
        [f"|</item>\n{END}"],
        [f"</other>\n{END}"],
    ),
    "short lines in a text with lines above": (
        f"Top line\n\n{PLAIN.replace('Opioids are', 'See [1]. Opioids are')}",
        [f"|\nJ. Doe\nClerk\n{END}", f"|[1]\n{END}"],
        [
            f"J. Doe\nClerk\n{END}",
            f"\nJ. Doe\n{END}",
            f"\nJ. Doe\n\nClerk\n{END}",
            f"Then [1]\n{END}",
        ],
    ),
    "a rule that the letter has": (
        f"Top line\n\n{RULED}",
        [f"{'_' * 12}|{END}"],
        [f"{RULE}\n{END}"],
    ),
    "a rule that the letter lacks": (
        PLAIN,
        [f"{RULE}|{END}", f"{RULE}|J. Doe\n{END}", f"|--------\nJ. Doe\n{END}"],
        [f"-----\nJ. Doe\n{END}", f"{'The knee   was fine and he walked. ' * 2}\nIt is so."],
    ),
    "a line like one above": (
        NOTES + PLAIN,
        [f"|Note 7   By: J. Doe\n{END}", f"|02/04/2016 11:32\n{END}", f"|Jane Roe\n{END}"],
        [
            *(f"He was seen on 03/04/2016 by the staff.\n{END}", f"Type: DIARY\n{END}"),
            *(f"{name}\n{END}" for name in ("Jane", "JANE ROE", "John Roe")),
        ],
    ),
}
"""What may stand behind a letter, where a text after it begins ("|"), and where there is none."""


@pytest.mark.parametrize("title", BEHIND)
def test_where_a_text_after_the_letter_begins(title: str) -> None:
    letter, others, own = BEHIND[title]
    for behind in others:
        _, _, other = behind.partition("|")
        assert postscript(behind.replace("|", "\n"), letter) == other.strip()
    for behind in own:
        assert postscript(behind, letter) is None, behind


FENCES = (
    *(("~~~", "~~~", True), ("~~~", "```", False), ("~~~", "-----", False)),
    *(("-----", "-----", True), ("-----", "=====", False), ("| --- | --- |",) * 2 + (False,)),
)


@pytest.mark.parametrize(("opening", "closing", "is_fence"), FENCES)
def test_a_fence_is_closed_by_one_of_its_kind(opening: str, closing: str, is_fence: bool) -> None:
    found = postscript(f"{closing}\n{END}", f"{opening}\n{PLAIN}")
    assert found == (END if is_fence else None)
    assert postscript(closing, f"{opening}\n{PLAIN}") is None


@pytest.mark.parametrize("kind", ["sure", "whole", "others", "alone"])
def test_each_beginning_of_a_text_after_the_letter(kind: str) -> None:
    """A line begins with it, or consists of it; what is sure needs no conclusion before it."""
    is_whole = kind in ("whole", "alone")
    is_sure = kind in ("sure", "whole")
    for begin in table("carriers")["postscripts"][kind]:
        line = begin[0].upper() + begin[1:] + ("" if is_whole else "x")
        if begin.capitalize() in table("carriers")["inserted"]:
            continue  # a program inserts such lines anywhere
        before = "It is cold.\n" if is_sure else ""
        assert postscript(f"{before}{line}\n{END}") == f"{line}\n{END}"
        assert not is_whole or postscript(f"{before}{line} x\n{END}") is None


def test_a_beginning_of_a_text_after_the_letter_stands_below_the_last_label() -> None:
    text = PLAIN.replace("The injured worker is", f"It is so.\n{PHONE}.\nThe injured worker is")
    assert imrparse.parse(text).postscript is None
