"""Nearly correct wording: how similar it has to be, and where it ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrparse.syntax.near_misses import Gap, Wordings, gaps, nearly
from imrparse.text.edit_distance import distances, edits, nearest, only

LABEL = "Decision rationale:"
HEADING = "CLINICAL CASE SUMMARY"


@pytest.mark.parametrize(
    ("wording", "text", "far"),
    [
        ("Upheld", "Upheld", 0),
        ("Upheld", "Uphld", 1),  # a missing letter
        ("Upheld", "Upheeld", 1),  # an extra one
        ("Upheld", "Upherd", 1),  # a wrong one
        ("Upheld", "Uphedl", 1),  # two swapped
        ("Upheld", "pUhled", 2),
        ("ab", "ba", 1),
        ("abc", "bca", 2),
        ("Upheld", "uph eld", 0),  # white space and case do not count
        ("I0|!;", "lo1i:", 0),  # nor do characters that OCR confuses
        ("summary", "surnmary", 0),
        ("summary", "sumrnary", 0),
        ("summary", "sumnary", 1),
        ("Journal", "Joumal", 0),
        ("Journal", "Jour nal", 0),
        ("arm", "arrx", 2),
        ("", "abc", 3),
        ("abc", "", 3),
    ],
)
def test_number_of_wrong_letters(wording: str, text: str, far: int) -> None:
    assert edits(wording, text) == far


FEW_LETTERS = st.text("abrn ", max_size=12)


@given(wording=FEW_LETTERS | st.just("ab" * 40), text=FEW_LETTERS | st.just("ba" * 50))
def test_distances_to_each_prefix(wording: str, text: str) -> None:
    """They are those of the table that defines them."""
    wanted, given_, row = distances(wording, text)
    assert row == [row_by_row(wanted, given_[:end]) for end in range(len(given_) + 1)]


def row_by_row(wanted: list[str], given: list[tuple[str, int]]) -> int:
    rows = [list(range(len(given) + 1))]
    for i, letter in enumerate(wanted, 1):
        rows.append([i])
        for j, (other, _) in enumerate(given, 1):
            least = min(rows[-2][j] + 1, rows[-1][-1] + 1, rows[-2][j - 1] + (letter != other))
            swapped = i > 1 < j and letter == given[j - 2][0] and other == wanted[i - 2]
            rows[-1].append(min(least, rows[-3][j - 2] + 1) if swapped else least)
    return rows[-1][-1]


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("Decision rationale: It", "Decision rationale:"),
        ("Decision rationale It", "Decision rationale"),
        ("Decision rationaleis so", "Decision rationale"),
        ("Decision rationales: It", "Decision rationales:"),
        ("Decision ratonale: It", "Decision ratonale:"),
        ("Decison ratinale: It", "Decison ratinale:"),
        ("Deciso ratinale: It", "Deciso ratinale:"),
        ("Deciso ratinal: It", None),  # four letters are wrong: one in five is allowed
        # without a colon two are allowed, and the colon counts as one
        ("Decison ratinale It", None),
        ("DECISION\nRATIONALE: It", "DECISION\nRATIONALE:"),
        ("Dec1sion rationa1e; It", "Dec1sion rationa1e;"),
        # something in place of the colon, or beside it
        ("Decision rationale:: It", "Decision rationale::"),
        ("Decision rationale . It", "Decision rationale ."),
        ("Decision rationale\u2013 It", "Decision rationale\u2013"),
        ("Decision rationale = It", "Decision rationale ="),
        ("Decision rationale,", "Decision rationale,"),
        ("Decision rationale=It", "Decision rationale"),
        ("Decision rationale\n- It", "Decision rationale"),
        ("Decision", None),
        (" ", None),
        ("", None),
    ],
)
def test_nearly_a_label(text: str, stretch: str | None) -> None:
    near = nearly(LABEL, text)
    assert (near and text[: near.end]) == stretch


@pytest.mark.parametrize(
    ("text", "stretch", "far"),
    [
        ("Application Received", "Application", 0),
        ("Applications Received", "Applications", 1),
        ("Applicationes Received", "Applicationes", 2),
        ("Applicationess Received", "Application", 0),  # the word ends too late
    ],
)
def test_a_wording_without_a_colon_ends_with_a_word(text: str, stretch: str, far: int) -> None:
    assert nearly("Application", text) == (len(stretch), far)


def test_a_wording_of_two_words_ends_with_a_word() -> None:
    assert nearly("Clinical Case", "Clinical Cases of 2016") == (len("Clinical Cases"), 1)


def test_more_errors_are_allowed_if_the_meaning_is_clear() -> None:
    text = "Deciso ratinal: It"
    near = nearly(LABEL, text, 1)
    assert near == (text.index(" It"), 4)
    assert nearly(LABEL, "Deciso rtinal: It", 1) is None


@pytest.mark.parametrize(
    ("wording", "text", "far"),
    [
        (LABEL, "Decisio rationl:", 3),
        (LABEL, "ecisio rtional:", 4),
        (LABEL, "ecisio rtionl:", None),
        ("Modern burn corner:", "Modem bum comer:", 0),
        ("Modern burn corner:", "odem bm cmer:", 3),
        ("Modern burn corner:", "odem b cer:", None),
    ],
)
def test_as_many_letters_may_be_missing_as_may_be_wrong(
    wording: str, text: str, far: int | None
) -> None:
    """Here four, where rn is read as m too."""
    found = Wordings({"it": wording}, more=1).at_start(text)
    assert (found and found[1].edits) == far
    near = nearly(wording, text, 1)
    assert (near and near.edits) == far


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("Standard", "Standard"),
        ("Standrad", "Standard"),
        ("Stndrd", None),
        ("Expidited", "Expedited"),
        ("Expditd", None),
        ("Urgent", None),
    ],
)
def test_the_intended_choice(text: str, choice: str | None) -> None:
    assert only(nearest(text, ("Standard", "Expedited"))) == choice


def test_the_nearest_of_several_choices() -> None:
    choices = ("abcdefghij", "abcdefghik", "abcdefghxy")
    assert only(nearest("abcdefghik", choices)) == "abcdefghik"
    assert nearest("abcdefghxk", choices) == ("abcdefghik", "abcdefghxy")


def test_gaps() -> None:
    """Each with the wording up to it, the expected white space, and the actual one."""
    wording = "Claims Administrator guideline:"
    assert gaps(wording, "Claims Administrator\nguideline:") == []
    assert gaps(wording, "Claims  Administratorguide line:") == [
        Gap("Claims", 1, 2),
        Gap("Claims Administrator", 1, 0),
        Gap("Claims Administrator guide", 0, 1),
    ]


# Lines that begin with nearly a wording

WORDINGS = Wordings({"LABEL": LABEL, "HEADING": HEADING}, whole=["HEADING"])


def found(text: str, start: int = 0) -> list[tuple[str, str]]:
    """The lines of a text that are nearly one of the two wordings."""
    names = ("LABEL", "HEADING")
    lines = WORDINGS.lines(text, start, len(text), names)
    return [(name, text[first:last]) for name, first, last in lines]


def test_lines_and_where_they_end() -> None:
    text = (
        "It is so.\n  Decison rationale: No.\nX\nCLINICAL CASE SUMARY.\nHe\nDecision ratonale: Yes."
    )
    assert found(text) == [
        ("LABEL", "Decison rationale:"),
        ("HEADING", "CLINICAL CASE SUMARY"),
        ("LABEL", "Decision ratonale:"),
    ]
    assert found(text, text.index("CLINICAL")) == found(text)[1:]
    assert found(text, text.index("LINICAL")) == found(text)[2:]


@pytest.mark.parametrize(
    "line",
    [
        "CLINICAL CASE SUMMARY",
        "CLNICAL CSE SUMARY",
        "CLIINICAL CCASE SUMMMARY:",
        "C L I N I C A L C A S E S U M M A R Y",
    ],
)
def test_a_heading_may_have_three_letters_wrong(line: str) -> None:
    assert found(f"{line}\nHe was seen.") == [("HEADING", line.rstrip(":"))]


def test_three_pairs_of_letters_may_be_swapped() -> None:
    assert found("Decsiion rtaionael: No") == [("LABEL", "Decsiion rtaionael:")]


def test_the_nearest_of_several_wordings() -> None:
    wordings = Wordings(
        {"ONE": "Date Assigned:", "TWO": "Date Assignee:", "THREE": "Date Assignee:"}
    )
    assert [
        wordings.at_start(text) for text in ("Date Asigned: x", "Date Asignee: x", "Name: x")
    ] == [
        ("ONE", (13, 1)),
        ("TWO", (13, 1)),
        None,
    ]
    assert wordings.at_start("Date Asignee: x", ["ONE"]) == ("ONE", (13, 2))


@pytest.mark.parametrize(
    "line",
    [
        "CLNICAL CSE SUARY",
        "His own Decision rationale: No.",
        "CLINICAL CASE SUMARY of the records",
        "CLINICAL CASE SUMARY " * 3,
        "CLINICAL",
        "A reason.",
    ],
)
def test_lines_that_are_not_wording(line: str) -> None:
    """A label is at the start of its line, and a heading alone on it."""
    assert found(f"It is so.\n{line}\nIt is.") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Decision\nDecision rationale: No", "Decision rationale:"),
        ("Decision rationale: No\nrationale:", "Decision rationale:"),
        ("Dec\nDecision rationale:", "Decision rationale:"),
    ],
)
def test_an_extra_line_is_not_included(text: str, right: str) -> None:
    heading = "CLINICAL CASE SUMARY"
    assert found(f"{heading}\n{text}") == [("HEADING", heading), ("LABEL", right)]


def test_two_consecutive_labels() -> None:
    text = "Decison rationale:\nDecison rationale:\nDecision ratonale:"
    assert [name for name, _ in found(text)] == ["LABEL"] * 3
