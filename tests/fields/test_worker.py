"""The opening of a summary: every way to mention the injured worker, and others."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers.letter_checks import text_at
from helpers.letters import PLAIN, sample_names, sample_text

import imrparse
from imrparse import Determination, InjuredWorker, Sex, Source, Summary
from imrparse.text.folding import fold

READ = imrparse.parse(PLAIN)
BEFORE, _, REST = PLAIN.partition("The injured worker is")
AFTER = REST[REST.index("IMR ISSUES") :]

F, M = Sex.FEMALE, Sex.MALE
INJURED = date(2015, 2, 3)


def worker(summary: str) -> InjuredWorker:
    """The worker according to a summary, in a letter of 2016."""
    return evolve(READ, summary=Summary(summary)).injured_worker


@pytest.mark.parametrize(
    ("opening", "age", "sex", "injured"),
    [
        ("The injured worker is a 48 year old male who sustained an injury on 2-3-15.",
         48, M, INJURED),
        ("The injured worker is a(n) 59 year old female, who sustained an industrial injury on"
         " 02-03-2015.", 59, F, INJURED),
        ("This case involves a now 45-year-old male with a history of an occupational claim from"
         " 02/03/2015.", 45, M, INJURED),
        ("The applicant is a 39-year-old male who has filed a claim for low back pain reportedly"
         " associated with an industrial injury of February 3, 2015.", 39, M, INJURED),
        ("The 52 year old female injured worker suffered an industrial-work injury on 2-3-15.",
         52, F, INJURED),
        ("This is a 39-year-old male with a 2/3/15 date of injury.", 39, M, INJURED),
        ("Injured worker is a female with date of injury 2/3/2015.", None, F, INJURED),
        ("The patient is a 66 year old with an injury date on 2/3/15.", 66, None, INJURED),
        ("The claimant is a forty-five year old woman with date of injury of February 3, 2015.",
         45, F, INJURED),
        ("The patient, a sixty year old man, sustained an industrial injury February 3, 2015.",
         60, Sex.MALE, INJURED),
        ("The employee, a sixty year old gentleman, was injured on or about 3 February 2015.",
         60, M, INJURED),
        ("IW is a 31 y/o M, DOI: 02/03/15.", 31, M, INJURED),
        ("Patient is a 31 yo F. DOI 2/3/15.", 31, F, INJURED),
        ("The patient is a 31 y.o. female (DOI: 2/3/15) with neck pain.", 31, F, INJURED),
        ("The patient is a 31-year-old, right-handed, obese lady. Date of injury: 2/3/15.",
         31, F, INJURED),
        ("The injured worker is a man aged 61 years. He was hurt on 2/3/15.", 61, M, INJURED),
        ("The patient was injured on 2/3/15. She is 48 years of age.", 48, F, INJURED),
        ("He was hurt on Feb. 3, 2015. He is 48 years old.", 48, M, INJURED),
        ("The worker, 61, a male, was hurt in an injury (2/3/15).", 61, M, INJURED),
        ("The underlying date of injury in this case is 2/3/2015. He is 59.", 59, M, INJURED),
        ("A 61 y/o man who fell from a ladder on 2/3/15 has pain.", 61, M, INJURED),
        ("A 61 year old man who on 2/3/15 injured his wrist.", 61, M, INJURED),
        ("A 61 year old man was in a work related car accident on 2/3/15.", 61, M, INJURED),
        ("A 61-year-old male claimant was injured on 2/3/15.", 61, M, INJURED),
        ("The 30 year old male patient was hurt at work 2/3/15.", 30, M, INJURED),
        ("The date of injury for this 44 year old female is 02-03-2015.", 44, F, INJURED),
        ("The patient is a 71 year old male s/p slip and fall at work on 2/3/15.", 71, M, INJURED),
        ("The patient is a 34 yo male who suffered a wrist fracture on 2/3/15.", 34, M, INJURED),
        ("On 2/3/15, the 50-year-old female cook slipped on a wet floor.", 50, F, INJURED),
        ("The worker sustained an injury to the neck, back and left knee on 2/3/15.",
         None, None, INJURED),
        ("The injured worker (IW) is a 48-year-oldfemale injured 2/3/15.", 48, F, INJURED),
        ("The worker has pain in the neck and was seen on 2/3/15.", None, None, None),
    ],
)  # fmt: skip
def test_openings(opening: str, age: int | None, sex: Sex | None, injured: date | None) -> None:
    assert worker(opening) == InjuredWorker(age, sex, injured)


@pytest.mark.parametrize(
    ("opening", "sex"),
    [
        ("The patient is a 40 year old who hurt his knee.", M),
        ("The patient is a 40 year old. She has knee pain.", F),
        ("The patient hurt a knee. He was seen by Dr. Lee. She asked for a brace.", M),
        # Pronouns that may refer to someone else.
        ("The patient hurt a knee. The doctor said that she would ask for a brace.", None),
        ("The patient told her that he hurt a knee.", None),
        ("The patient is a 40 year old woman who hurt his knee.", F),
    ],
)
def test_pronouns_determine_the_sex_without_a_noun(opening: str, sex: Sex | None) -> None:
    assert worker(opening).sex is sex


@pytest.mark.parametrize(
    "opening",
    [
        "The worker is a teacher who was struck by a 16 year old male student.",
        "The nurse sustained a strain when lifting a 90 year old woman.",
        "The worker has pain from a 20 year old injury.",
        "The worker is an aide with a 5 year old.",
        "The worker has pain. An MRI was read. The 48 year old film shows a break.",
        "The worker has pain. " * 3 + "The worker is a 48 year old female injured on 2/3/15.",
    ],
)
def test_statements_about_others_are_ignored(opening: str) -> None:
    assert worker(opening) == InjuredWorker()


@pytest.mark.parametrize(
    "opening",
    [
        "The patient was evaluated on 2/3/15.",
        "The patient had a prior injury on 2/3/15.",
        "The patient had a non-industrial injury on 2/3/15.",
        "The patient had an injury and was seen on 2/3/15.",
        "The patient has an injury. On 2/3/15 there was pain.",
        "On 2/3/15, the injured worker had pain. On 2/3/15, injured worker had an MRI.",
        "The patient is a 61 year old man who on 2/3/15 had an MRI.",
        "The patient has an injury. On 2/3/15 she was seen after she fell asleep.",
        "The patient suffered a fracture and was examined on 2/3/15.",
        "The patient filed a claim on 2/3/15.",
        "The patient had a prior injury 2/3/15.",
        "The patient had cumulative injury from 2/3/14 to 2/3/15.",
        "The patient was injured in February 2015.",
        "The patient was injured on 2/30/2015.",
    ],
)
def test_dates_of_other_things(opening: str) -> None:
    assert worker(opening).date_of_injury is None


@pytest.mark.parametrize(
    "opening",
    [
        "The patient was injured in February 2015.",
        "The patient hurt his back in Feb. of 2015, and was seen on 2/3/16.",
        "Date of injury: 02/2015.",
        "Date of injury: 02-2015.",
        "The patient is a man whose date of injury is February, 2015. He fell in May 2014.",
    ],
)
def test_a_month_of_injury(opening: str) -> None:
    found = worker(opening)
    assert found.month_of_injury == date(2015, 2, 1)
    assert found.date_of_injury is None


def test_a_day_of_injury_is_preferred_to_a_month() -> None:
    found = worker("The patient was injured in February 2015. Date of injury: 2/3/15.")
    assert (found.date_of_injury, found.month_of_injury) == (INJURED, None)


def test_the_first_date_of_injury_is_not_always_the_first_date() -> None:
    assert worker("Seen 5/6/16 for an injury of 2/3/15.").date_of_injury == INJURED


@pytest.mark.parametrize("age", [18, 20, 21, 30, 39, 47, 55, 64, 72, 86, 99])
def test_ages_in_digits_and_words(age: int) -> None:
    ones = "zero one two three four five six seven eight nine".split()  # noqa: SIM905
    teens = {16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen"}
    tens = " - twenty thirty forty fifty sixty seventy eighty ninety".split(" ")  # noqa: SIM905
    words = teens.get(age) or tens[age // 10] + (f"-{ones[age % 10]}" if age % 10 else "")
    for printed in (str(age), words, words.capitalize()):
        for unit in ("year old", "-year-old", "year-old", "years old", "years of age"):
            gap = "" if unit.startswith("-") else " "
            assert worker(f"She is a {printed}{gap}{unit} female.").age == age


@pytest.mark.parametrize(
    ("stated", "age"), [(13, None), (14, 14), (99, 99), (100, None), (140, None)]
)
def test_ages_of_workers(stated: int, age: int | None) -> None:
    """A child's or an impossible age belongs to somebody else, or is a typing error."""
    assert worker(f"The patient is a {stated} year old female.").age == age


@pytest.mark.parametrize(
    ("opening", "sex"),
    [
        ("The worker is a 40 year old female who cares for a male child.", F),
        ("The worker is a 40 year old male who cares for a female child.", M),
        ("The worker, a female, is a 40 year old male.", F),
    ],
)
def test_the_first_noun_determines_the_sex(opening: str, sex: Sex) -> None:
    assert worker(opening).sex is sex


def letter(summary: str) -> Determination:
    return imrparse.parse(f"{BEFORE}{summary}\n\n{AFTER}")


@given(st.data())
def test_places(data: st.DataObject) -> None:
    words = "The injured worker is a 48 year old male who sustained an injury on February 3, 2015."
    spaces = st.sampled_from([" ", " ", "\n", " \n", "  "])
    read = letter("".join(data.draw(spaces) if sign == " " else sign for sign in words))
    plain = Source(read.source or "").plain
    found = read.injured_worker
    assert found == InjuredWorker(48, M, INJURED)
    assert [fold(text_at(plain, found, name)) for name in found.places] == [
        "48 year old",
        "male",
        "February 3, 2015",
    ]
    assert found.span is not None
    stated = fold(plain[slice(*found.span)])
    assert stated == words[words.index("48") : -1]


@settings(max_examples=50)
@given(st.lists(st.sampled_from(
    "The patient is a 48 year old male female injured on 2/3/15 of DOI : . he her who 9 -".split()  # noqa: SIM905
) | st.text(max_size=5), max_size=30))  # fmt: skip
def test_any_opening_is_parsed(words: list[str]) -> None:
    try:
        summary = Summary(" ".join(words))
    except ValueError:
        assume(False)
    found = evolve(READ, summary=summary).injured_worker
    assert found.span is None
    assert found.age is None or 14 <= found.age < 100


@pytest.mark.parametrize("name", sample_names())
def test_samples_are_parsed_alike_without_line_breaks(name: str) -> None:
    read = imrparse.parse(sample_text(name))
    assert read.injured_worker == evolve(read, summary=Summary(read.summary.text)).injured_worker
    if read.injured_worker.date_of_injury and read.header:
        assert read.injured_worker.date_of_injury == read.header.date_of_injury
