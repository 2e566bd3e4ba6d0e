"""Lint rules of the group wording: their findings, and what they leave alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from helpers.in_turn import in_turn
from helpers.letters import SOUND, SOUND_2014, SOUND_2015, sample_names, sample_text
from helpers.rule_cases import Case, edits, partly_authorized, rule_test, sentences

import imrparse
from imrparse import Diagnostic, LintConfig
from imrparse.linting.fixing import fix
from imrparse.parsing.reader import reader
from imrparse.syntax.terminals import Kind
from imrparse.text.source import Source

# IMR201: fixed sentences with changed wording.

EVERY = 20  # words of a sentence from one that is changed to the next; each sample changes others
OPENING = SOUND[SOUND.index("MAXIMUS Federal") : SOUND.index("\n\nThe Expert Reviewer has")]

HOW = "HOW THE IMR FINAL DETERMINATION WAS MADE"

test_departed_wording = rule_test(
    "IMR201",
    # The heading above is the parser's, and is told once.
    {HOW: f"«IMR009 HOW THE IMR DETERMINATION WAS MADE=>{HOW}»", "five": "«four=?>five»"},
    *edits(  # the last sentence of a partial authorization
        "Norco 10/325mg #60: Upheld",
        partly_authorized("Norco #60", "Norco #20", "Norco #40") + ": Upheld",
        partly_authorized("Norco #60", "Norco #20", "Norco «#40=?>#40 is»").removesuffix(" is")
        + ": Upheld",
    ),
    *edits("working at least 24 hours", "working at least «20=?>24» hours"),
    *edits(
        "summary based on a review of the case file, including all medical records:",
        "summary based on« the case file and on some of the=?> a review of the case file, "
        "including all» medical records:",
        "summary based on a review of the case file, including all «of the=?>» medical records:",
    ),
    *edits("the strength of evidence", "the«=> strength of» evidence", base=SOUND_2014),
    *edits(
        "The Final Determination was based on decisions",
        "The« Determination was based on the=?> Final Determination was based on» decisions",
        base=SOUND_2015,
    ),
    *edits(
        "administrator. He/she has been",
        "administrator. «It took him a week.=?>» He/she has been",
    ),
    # White space does not count, and the content of the summary is not a fixed sentence.
    *edits(OPENING, " \n".join(OPENING.split())),
    *edits("working at least 24 hours", "working at least              24 hours"),
    *sentences(
        "The expert reviewer has read that he has been in active practice as a nurse for more than "
        "four years."
    ),
    Case({}, SOUND_2014),
)


@pytest.mark.parametrize(
    ("right", "wrong", "part"),
    [
        ("more than five years", "more than ten years", "'ten' instead of 'five'"),
        ("more than five years", "more than fi ve six years", "'fi ve six' instead of 'five'"),
        ("He/she has no\naffiliation", "He has no\naffiliation", "'He' instead of 'He/she'"),
        ("working at least 24 hours", "working at least 24", "'hours' is missing after '24'"),
        ("an expert reviewer. He/she", "an expert reviewer He/she", "'reviewer' instead of"),
        ("all medical records:", "all of the medical records:", "'of the' does not belong here"),
        ("Final Determination was", "final determination was", "'final determination' instead of"),
        ("has the following cred", "has these cred", "'these' instead of 'the following'"),
    ],
)
def test_message(right: str, wrong: str, part: str) -> None:
    (found,) = lint(SOUND.replace(right, wrong))
    assert found.code == "IMR201"
    assert part in found.message


def test_words_before_the_first_sentence_are_added_to_that() -> None:
    (found,) = lint(SOUND.replace("MAXIMUS Federal", "In short: MAXIMUS Federal"))
    assert (found.line, found.message.partition(": ")[2]) == (
        11,
        "'In short:' does not belong here",
    )
    assert (found.hint or "").startswith("the sentence is 'MAXIMUS Federal Services sent")


def test_a_message_lists_three_differences() -> None:
    """How many more there are is said after them."""
    told = []
    text = SOUND
    for right, wrong in (
        ("clinical experience,", "practical experience,"),
        ("similar specialties", "like specialties"),
        ("the medical condition", "the health condition"),
        ("evaluate and/or", "assess and/or"),
        ("disputed items", "contested items"),
    ):
        text = text.replace(right, wrong)
        found, *_ = lint(text)
        told.append(found.message.partition(": ")[2])
    three = "'practical' instead of 'clinical'; 'like' instead of 'similar'; "
    assert told[2] == f"{three}'health' instead of 'medical'"
    assert told[3] == f"{three}'assess' instead of 'evaluate'; and 1 more"
    assert told[4] == f"{three}'assess' instead of 'evaluate'; and 2 more"


@pytest.mark.parametrize("shift", [0, pytest.param(EVERY // 2, marks=pytest.mark.slow)])
@pytest.mark.parametrize(("number", "name"), in_turn(enumerate(sample_names()), 4))
def test_any_word_of_any_fixed_sentence(number: int, name: str, shift: int) -> None:
    """A word that is missing, replaced or added is found, alone, and the fix mends it.

    The fix is safe only for a missing word that is no negation; the others are words of the draft.
    """
    text = sample_text(name)
    for start, end in fixed_sentences(text):
        words = [match.span() for match in WORD.finditer(text, start, end)]
        for at, after in list(pairwise(words))[(number + shift) % EVERY :: EVERY]:
            missing = text[: at[0]] + text[after[0] :]
            replaced = text[: at[0]] + "other" + text[at[1] :]
            added = text[: at[1]] + " more" + text[at[1] :]
            for changed in (missing, replaced, added):
                assert [found.code for found in lint(changed)] == ["IMR201"], at
                mended = fix(changed, lint, unsafe=True).text
                assert without_space(mended) == without_space(text)
                is_safe = changed == missing and text[slice(*at)] != "no"
                left = text if is_safe else changed
                assert without_space(fix(changed, lint).text) == without_space(left)


@pytest.mark.parametrize(
    ("right", "wrong", "safe"),
    [
        ("more than five years", "more than fvie years", True),
        ("evaluate and/or treat", "evalaute and/or terat", True),
        ("Final Determination was", "final determination was", True),
        ("more than five years", "more than nine years", False),
        ("He/she has no\naffiliation", "He/she has\naffiliation", False),
        ("with the employer, employee,", "with the employee, employer,", False),
        ("in the same or similar", "in similar", True),
        ("in the same or similar", "in the same or very similar", False),
    ],
)
def test_only_a_misspelt_word_is_safely_replaced(right: str, wrong: str, safe: bool) -> None:
    assert right in SOUND
    (found,) = lint(SOUND.replace(right, wrong))
    assert [fix.safe for fix in found.fixes] == [safe]


def lint(text: str) -> tuple[Diagnostic, ...]:
    return imrparse.lint(text, LintConfig(select=("wording",)))


# IMR202: wording of another template generation than the letter's.

HEADER = SOUND[: SOUND.index("HOW THE IMR")]
OUTSIDE = "{} based their decision on recommendation(s) outside of the MTUS Guidelines."
NOT_ON_MTUS = "{} did not base their decision on the MTUS."
BY_REVIEWER = "The Expert Reviewer"
BY_ADMINISTRATOR = "The Claims Administrator"
NEWER_REVIEWER = f"«{NOT_ON_MTUS}=?>{OUTSIDE}»".format(BY_REVIEWER, BY_REVIEWER)
OLDER_ADMINISTRATOR = f"«{OUTSIDE}=?>{NOT_ON_MTUS}»".format(BY_ADMINISTRATOR, BY_ADMINISTRATOR)

test_mixed_generations = rule_test(
    "IMR202",
    *edits("items/Service.", "«items/services.=>items/Service.»"),
    *edits("items/services.", "«items/Service.=>items/services.»", base=SOUND_2014),
    *edits(OUTSIDE.format(BY_REVIEWER), NEWER_REVIEWER),
    *edits(NOT_ON_MTUS.format(BY_ADMINISTRATOR), OLDER_ADMINISTRATOR, base=SOUND_2015),
    # Without a header the letter has the generation of most of its wordings.
    {HEADER: "«IMR101 »", OUTSIDE.format(BY_REVIEWER): NEWER_REVIEWER},
    *edits(
        "Decision based on MTUS Opioid Treatment 2016.",
        "Decision based on MTUS «Low Back Complaints Page(s): 298-301».",
        "Decision based on MTUS «Chronic Pain Treatment Guidelines Massage therapy».",
        "Decision based on MTUS «IMR512 Knee Complaints», Section(s): Surgical Considerations.",
        f"{OUTSIDE.format(BY_ADMINISTRATOR)} Decision based on Non-MTUS Citation ODG, page 60.",
        f"{OUTSIDE.format(BY_ADMINISTRATOR)} Decision based on Non-MTUS Citation ACOEM Practice "
        "Guidelines, Knee Disorders, Page(s): 60, and Other Medical Treatment Guidelines of 2015.",
    ),
    Case({}, SOUND_2014),
    Case({}, SOUND_2015),
)


# IMR203: fixed sentences that are missing.

CREDENTIALS = "The Expert Reviewer has the following credentials:\n"
SUMMARY = (
    "The expert reviewer developed the following clinical case summary based on a review of the "
    "case\nfile, including all medical records:\n\n"
)
ISSUES = (
    "The Final Determination was based on decisions for the disputed items/services set forth "
    "below:\n\n"
)
INTRODUCED = SOUND[SOUND.index("MAXIMUS Federal") : SOUND.index(CREDENTIALS)]

test_missing_introduction = rule_test(
    "IMR203",
    *edits(CREDENTIALS, f"«=>{CREDENTIALS}»"),
    *edits(SUMMARY, f"«=>{SUMMARY}»"),
    *edits(ISSUES, f"«=>{ISSUES}»"),
    # Text in place of an introduction is reported, and only removed by an unsafe fix.
    *edits(
        INTRODUCED,
        f"«The case was looked at by somebody else.=?>{' '.join(INTRODUCED.split())}»\n\n",
    ),
    *edits(
        "The patient is a 57 year old male",
        "The following summary was drawn from the case file: the patient is a 57 year old male",
        base=SOUND_2014,
    ),
    Case({}, SOUND_2014),
)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if number % 3 == 0 else pytest.mark.slow)
        for number, name in enumerate(sample_names())
    ],
)
def test_a_missing_introduction_is_restored(name: str) -> None:
    text = sample_text(name)
    for start, end in fixed_sentences(text):
        without = text[:start] + text[end:]
        assert [found.code for found in lint(without)] == ["IMR203"], text[start:end]
        assert without_space(fix(without, lint).text) == without_space(text)


def test_a_difference_across_two_wordings() -> None:
    """Each of the two is found once."""
    end = SOUND.index(CREDENTIALS) + len(CREDENTIALS.rstrip())
    text = SOUND[: SOUND.index("He/she is familiar")] + SOUND[end:]
    assert sorted(found.code for found in lint(text)) == ["IMR201", "IMR203"]
    assert without_space(fix(text, lint).text) == without_space(SOUND)


WORD = re.compile(r"\S+")


def fixed_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each fixed sentence of a letter."""
    for terminal, start, end in reader().read(Source(text)).islands:
        if terminal.kind is Kind.SENTENCE or terminal == "CLOSING_2014_PHRASE":
            yield start, end


def without_space(text: str) -> str:
    """The text without its white space."""
    return "".join(text.split())


@pytest.mark.parametrize(
    "missing",
    [
        "State(s) of Licensure: California, Nevada\n",
        "The Expert Reviewer has the following credentials:\n",
        "HOW THE IMR FINAL DETERMINATION WAS MADE\n\n",
    ],
)
def test_a_missing_part_beside_the_opening_hides_no_departure(missing: str) -> None:
    text = SOUND.replace(missing, "").replace("at least 24 hours", "at least 20 hours")
    found = [one.message for one in imrparse.lint(text) if one.code == "IMR201"]
    assert found == [
        "the opening paragraph is not worded as in letters of 2016-2017: '20' instead of '24'"
    ]


# IMR204: the passage on opioids.

FIRST, SECOND, THIRD = (
    "This decision addresses the medical necessity of opioids as they have been prescribed to this "
    "patient.",
    "This medical necessity decision should not be interpreted as a recommendation to stop "
    "long-term opioids abruptly and the patient is advised to speak with their treating physician.",
    "The treating physician and the patient are advised to consult the MTUS Opioids Treatment "
    'Guidelines ("Tapering opioids"), and if necessary, other relevant guidelines, regarding the '
    "most appropriate method for weaning and terminating opioids for this patient.",
)

test_altered_passage = rule_test(
    "IMR204",
    *edits(
        "The request for Norco is not medically necessary.",
        f"The request for Norco is not medically necessary. {FIRST} {SECOND} {THIRD}",
        f"The request for Norco is not medically necessary. {FIRST} «{SECOND}»",
        "The request for Norco is not medically necessary. "
        + f"{FIRST} {SECOND} {THIRD}".replace('"T', "\u201cT").replace('s")', "s\u201d)"),
        f"The request for Norco is not medically necessary. {FIRST} "
        f"{SECOND.replace('stop', '«continue=?>stop»')} {THIRD}",
        f"The request for Norco is not medically necessary. {FIRST} {SECOND} "
        f"{THIRD.replace('method', '«way=?>method»')}",
        "The request for Norco is not medically necessary. The medical necessity of opioids is "
        "not shown.",
    ),
)
