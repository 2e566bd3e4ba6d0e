"""Edited letters: only the edited parts of their text differ, and it is parsed back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from helpers.in_turn import in_turn
from helpers.letter_edits import Editor, check_edit, check_rest
from helpers.letters import SHARED, sample_names, sample_text

import imrparse
from imrparse import (
    Decision,
    Determination,
    Guideline,
    Header,
    Issue,
    Priority,
    Rationale,
    Request,
    Template,
    UnprintableError,
)

SAMPLES = sample_names()

each_sample = pytest.mark.parametrize("name", SAMPLES)

NEW = Issue(
    Request("Magnetic resonance imaging of the left knee"),
    Decision.OVERTURNED,
    Guideline("Decision based on MTUS Knee Complaints 2004."),
    Guideline("Decision based on MTUS Knee Complaints 2004, Section(s): Special Studies."),
    Rationale(
        "The knee has locked twice since the injury, and radiographs were normal. Imaging would "
        "tell whether the meniscus is torn, and so whether surgery is to be considered. The "
        "request is medically necessary."
    ),
)
HEADER = Header(
    "CM16-0900999",
    date(2016, 12, 7),
    date(2016, 10, 4),
    date(2017, 1, 5),
    date(2016, 11, 15),
    Priority.EXPEDITED,
    date(2016, 12, 1),
)

LINE_ENDS: dict[str, Callable[[str], str]] = {
    "same": str,
    "crlf": lambda text: lf(text).replace("\n", "\r\n"),
    "cr": lambda text: lf(text).replace("\n", "\r"),
    "bom": lambda text: "\ufeff" + text,
    "form-feeds": lambda text: lf(text).replace("\n", "\n\f", 40).replace("\n\f", "\n", 39),
}


def lf(text: str) -> str:
    return text.replace("\r\n", "\n")


def read(name: str) -> Determination:
    return imrparse.parse(sample_text(name))


# In general


def edit_at_random(texts: list[str], seed: int, edits: int) -> None:
    """An edit is parsed back as it is. Of a hundred edits, one at most is refused instead.

    The editor's texts name decisions and labels, and a few of them would be taken for faults.
    """
    editor, refused = Editor(seed), 0
    for _ in range(edits):
        text = LINE_ENDS[editor.random.choice(list(LINE_ENDS))](editor.random.choice(texts))
        letter = imrparse.parse(text)
        other = imrparse.parse(editor.random.choice(texts))
        try:
            check_edit(letter, editor.edit(letter, other))
        except UnprintableError:
            refused += 1
    assert refused <= -(-edits // 100)


@pytest.mark.parametrize("seed", in_turn(range(4), 2))
def test_random_edits(seed: int) -> None:
    edit_at_random(list(map(sample_text, SAMPLES)), seed, 60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 104))
def test_many_random_edits(seed: int) -> None:
    edit_at_random(list(map(sample_text, SAMPLES)), seed, 500)


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="needs the published letters")
@pytest.mark.parametrize("seed", range(200, 204))
def test_random_edits_of_published_letters(seed: int) -> None:
    paths = [*SHARED.glob("letters/*/*.txt"), *SHARED.glob("seeds/*.txt")]
    edit_at_random([path.read_bytes().decode() for path in sorted(paths)], seed, 500)


def spoilt(text: str, random: Random) -> str:
    """A text with a few faults."""
    for _ in range(random.randint(1, 3)):
        start = random.randrange(len(text))
        end = start + random.randint(1, 60)
        text = text[:start] + random.choice(["", "x", text[start:end][::-1]]) + text[end:]
    return text


@pytest.mark.parametrize("seed", in_turn(range(4), 2))
def test_edits_of_faulty_letters(seed: int) -> None:
    """An edit is parsed back or refused; mostly the former."""
    editor, refused = Editor(seed), 0
    for _ in range(60):
        text = spoilt(sample_text(editor.random.choice(SAMPLES)), editor.random)
        letter = imrparse.analyze(text).determination
        edited = editor.edit(letter, read(editor.random.choice(SAMPLES)))
        try:
            again = imrparse.analyze(imrparse.unparse(edited)).determination
        except UnprintableError:
            refused += 1
        else:
            assert again == edited
    assert refused <= 12


# In each dialect


@each_sample
def test_added_issue(name: str, snapshot: SnapshotAssertion) -> None:
    """Before the last one, and with inserted text laid out like the letter."""
    letter = read(name)
    issues = (*letter.issues[:-1], NEW, letter.issues[-1])
    edited = evolve(letter, issues=issues)
    text = check_edit(letter, edited)
    source = sample_text(name)
    assert letter.issues[-1].span
    start = letter.issues[-1].span.start
    assert text[:start] == source[:start]
    added = len(text) - len(source)
    put_in = text[start : start + added]
    assert text == source[:start] + put_in + source[start:]
    assert "\n".join(map(repr, put_in.splitlines(keepends=True))) == snapshot


@each_sample
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "bom"])
def test_header_removed_and_added(name: str, mark: str) -> None:
    letter = imrparse.parse(mark + sample_text(name))
    without = evolve(letter, header=None)
    bare = check_edit(letter, without)
    assert bare.startswith(mark)
    with_header = evolve(imrparse.parse(bare), header=HEADER)
    text = check_edit(imrparse.parse(bare), with_header)
    assert text.startswith(mark)
    assert "\ufeff" not in text[1:]
    crlf = sample_text(name).count("\r\n") > 5
    assert ("\r\n" in text) == crlf


@each_sample
def test_each_single_value(name: str) -> None:
    """The text is the source with the range of this value replaced."""
    letter = read(name)
    source = sample_text(name)
    for number, issue in enumerate(letter.issues):
        other = next(d for d in Decision if d is not issue.decision)
        edited = imrparse.replace(letter, letter.issues[number], decision=other)
        place = issue.span_of("decision")
        assert place
        wanted = source[: place.start] + other.value + source[place.end :]
        assert check_edit(letter, edited) == wanted
    if letter.header:
        place = letter.header.span_of("decision_date")
        assert place
        header = evolve(letter.header, decision_date=date(2018, 1, 2))
        wanted = source[: place.start] + "01/02/2018" + source[place.end :]
        assert imrparse.unparse(evolve(letter, header=header)) == wanted


@each_sample
def test_subspecialty(name: str) -> None:
    """Inserted, and removed again; from 2015 on there is no place for one."""
    letter = read(name)
    if letter.template is Template.G2A:
        bare = imrparse.replace(letter, letter.reviewer, subspecialties=())
        letter = imrparse.parse(check_edit(letter, bare))
        edited = imrparse.replace(letter, letter.reviewer, subspecialties=("Spine", "Hand Surgery"))
        text = " ".join(check_edit(letter, edited).split())
        assert ", has a subspecialty in Spine, Hand Surgery and is licensed" in text
    else:
        edited = imrparse.replace(letter, letter.reviewer, subspecialties=("Hand Surgery",))
        with pytest.raises(UnprintableError, match="only in letters of 2014"):
            imrparse.unparse(edited)


# Difficult edits


def bare_lines() -> Determination:
    """A letter without blank lines, with three issues."""
    return read("2016-pdfium-stress-no-header-three-issues")


@pytest.mark.parametrize(
    "text",
    [
        "No",
        "It was not tried",
        "The records do not show that physical therapy was tried before, nor why it was not tried",
        "The records do not show that it was tried " * 5 + "before the request",
        "x" * 50 + " and " + "y" * 40 + " so",
        "The request is not necessary (see above.)",
    ],
)
def test_rationale_before_another_issue(text: str) -> None:
    """Only the end of a sentence or a short line shows the end of the rationale."""
    letter = bare_lines()
    edited = imrparse.replace(letter, letter.issues[0].rationale, text=text)
    check_edit(letter, edited)


def test_rationale_that_shows_no_end() -> None:
    letter = bare_lines()
    text = f"{'x' * 95}. {'y' * 95}"
    edited = imrparse.replace(letter, letter.issues[0].rationale, text=text)
    with pytest.raises(UnprintableError, match="a full stop or a short line") as error:
        imrparse.unparse(edited)
    assert "issues[0].rationale.text" in str(error.value)


def test_request_with_sentences() -> None:
    """None of its lines ends like the paragraph before it."""
    letter = bare_lines()
    text = "Therapy of the neck by Dr. Smith. " * 12 + "Then therapy of the back"
    edited = imrparse.replace(letter, letter.issues[1].request, text=text)
    printed = check_edit(letter, edited)
    request = imrparse.parse(printed).issues[1].request
    assert request.span
    lines = printed[slice(*request.span)].split("\r\n")
    assert len(lines) > 4
    assert not any(line.rstrip().endswith(".") for line in lines)


def test_request_with_sentences_is_moved() -> None:
    """The first request may contain any line; after another issue it may not."""
    letter = bare_lines()
    text = "Therapy of the neck by Dr. Smith. " * 12 + "Then therapy of the back"
    source = imrparse.unparse(imrparse.replace(letter, letter.issues[0].request, text=text))
    start = source.index("Therapy of the neck")
    end = source.index("Then therapy")
    broken = source[start:end].replace("\r\n", "").replace("Smith. ", "Smith. \r\n")
    letter = imrparse.parse(source[:start] + broken + source[end:])
    assert letter.issues[0].request.text == text
    check_edit(letter, evolve(letter, issues=letter.issues[::-1]))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("2016-pypdf-knee-arthroscopy-ten-issues", "State(s) of Licensure: Ohio, Iowa"),
        ("2016-pdfminer-wrist-emg-splint", "State(s) of Licensure: Ohio,Iowa"),
        ("2017-pdfplumber-norco", "State(s) of Licensure: Ohio, Iowa"),
    ],
)
def test_list_keeps_its_commas(name: str, wanted: str) -> None:
    letter = read(name)
    edited = imrparse.replace(letter, letter.reviewer, licensure=("Ohio", "Iowa"))
    assert wanted in check_edit(letter, edited)


def test_last_rationale_without_a_full_stop_is_moved() -> None:
    """It ends with a full line, so it is wrapped differently before another issue."""
    letter = bare_lines()
    texts = ["The request is one " + "that was tried " * number for number in range(20, 40)]
    sources = [
        imrparse.unparse(imrparse.replace(letter, letter.issues[-1].rationale, text=text))
        for text in texts
    ]
    source = max(sources, key=lambda text: len(text.rstrip().rpartition("\n")[2]))
    assert len(source.rstrip().rpartition("\n")[2]) > 80
    letter = imrparse.parse(source)
    edited = evolve(letter, issues=letter.issues[::-1])
    text = imrparse.unparse(edited)
    assert imrparse.parse(text) == edited
    check_rest(letter, edited, text)


def test_equal_letters_give_the_same_source() -> None:
    for name in SAMPLES:
        letter = read(name)
        same = evolve(letter, summary=evolve(letter.summary, text=letter.summary.text + "\n"))
        assert imrparse.unparse(same) == sample_text(name)
        other = evolve(letter, issues=tuple(evolve(issue) for issue in letter.issues))
        assert imrparse.unparse(other) == sample_text(name)


def test_other_layout_of_a_new_text_makes_no_difference() -> None:
    letter = bare_lines()
    one, other = (
        imrparse.replace(letter, letter.summary, text=text)
        for text in ("A sprain\n of  the\r\nknee.", "A sprain of the knee.")
    )
    assert one == other
    assert imrparse.unparse(one) == imrparse.unparse(other)


# replace


def test_replace_reaches_any_part() -> None:
    letter = read("2016-pypdf-knee-arthroscopy-ten-issues")
    edited = imrparse.replace(letter, letter.issues[7].request, text="Cold therapy unit")
    edited = imrparse.replace(edited, edited.reviewer, specialties=("Pain Medicine",))
    edited = imrparse.replace(edited, edited, issues=edited.issues[5:])
    assert edited.issues[2].request.text == "Cold therapy unit"
    assert edited.issues[2].rationale == letter.issues[7].rationale
    assert edited.reviewer.specialties == ("Pain Medicine",)
    check_edit(letter, edited)


def test_replace_needs_a_part_of_the_letter() -> None:
    letter, other = read("2017-pdfplumber-norco"), read("2016-pdfium-lumbar-mri")
    with pytest.raises(ValueError, match="this Summary is not a part of the letter"):
        imrparse.replace(letter, other.summary, text="A sprain.")
    with pytest.raises(TypeError, match="texd"):
        imrparse.replace(letter, letter.summary, texd="A sprain.")  # type: ignore[call-overload]
