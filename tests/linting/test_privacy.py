"""The rules of the group *privacy*: what they find in a sentence of the summary, and what not."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND

import imrparse
from imrparse import LintConfig

PLACE = "An MRI of 08/02/2016 showed"

FOUND = {
    "named-person": [
        ("He was seen by Dr. Okafor on 9/1/2016.", "Dr. Okafor"),
        ("He was seen by Dr. Amara\nOkafor on 9/1/2016.", "Dr. Amara\nOkafor"),
        ("He was seen by Dr. A. B. Okafor.", "Dr. A. B. Okafor"),
        ("Dr Okafor recommended surgery.", "Dr Okafor"),
        ("Doctor Okafor recommended surgery.", "Doctor Okafor"),
        ("DR. OKAFOR recommended surgery.", "DR. OKAFOR"),
        ("He was seen by Dr. de la Torre.", "Dr. de la Torre"),
        ("He was seen by Dr. O'Hara-Smith.", "Dr. O'Hara-Smith"),
        ("He was seen by Dr. McIntyre.", "Dr. McIntyre"),
        ("Mr. Lindqvist reported pain.", "Mr. Lindqvist"),
        ("Ms. Lindqvist, his case manager, called.", "Ms. Lindqvist"),
        ("Mrs. Lindqvist drove him.", "Mrs. Lindqvist"),
        ("He was seen by Amara Okafor, M.D., on 9/1/2016.", "Amara Okafor, M.D."),
        ("He was seen by Amara N. Okafor MD.", "Amara N. Okafor MD"),
        ("He was seen by A. Okafor, D.C.", "A. Okafor, D.C."),
        ("He was seen by Amara Okafor, DO, on 9/1/2016.", "Amara Okafor, DO"),
        ("He was seen by Amara Okafor, PhD.", "Amara Okafor, PhD"),
        ("He was seen by Okafor MD.", "Okafor MD"),
        ("He was seen by Okafor, MD.", "Okafor, MD"),
        ("He was seen by Amara Okafor, PA-C.", "Amara Okafor, PA-C"),
        ("He was seen by Amara Petrosian, M.D.", "Amara Petrosian, M.D."),
    ],
    "telephone-number": [
        ("Call 559-555-0142.", "559-555-0142"),
        ("The office is at (559) 555-0142.", "(559) 555-0142"),
        ("The office is at 559.555.0142.", "559.555.0142"),
        ("The office is at 1-800-555-0142.", "1-800-555-0142"),
        ("Phone: 555-0142.", "Phone: 555-0142"),
        ("The fax number is 559 555 0142.", "fax number is 559 555 0142"),
    ],
    "social-security-number": [
        ("He (078-05-1120) was seen.", "078-05-1120"),
        ("His SSN is XXX-XX-1120.", "SSN is XXX-XX-1120"),
        ("His social security number ends in 1120.", "social security number ends in 1120"),
    ],
    "email-address": [
        ("Write to a.okafor+x@clinic.example.org.", "a.okafor+x@clinic.example.org"),
    ],
    "street-address": [
        ("He lives at 2210 N. Alder Street.", "2210 N. Alder Street"),
        (
            "He lives at 14 Los Robles Ave., Apt. 3, Fresno, CA 93721.",
            "14 Los Robles Ave., Apt. 3, Fresno, CA 93721",
        ),
        ("Mail goes to P.O. Box 1120.", "P.O. Box 1120"),
        ("The clinic is in San Luis Obispo, CA 93401.", "San Luis Obispo, CA 93401"),
        ("He works on 800 W 5th St., on the dock.", "800 W 5th St."),
    ],
    "birth-date": [
        ("He (DOB: 3-2-1972) was seen.", "DOB: 3-2-1972"),
        ("His date of birth is March 2, 1972.", "date of birth is March 2, 1972"),
        ("He was born on 03/02/72.", "born on 03/02/72"),
        ("D.O.B. 03/02/1972 was on file.", "D.O.B. 03/02/1972"),
    ],
    "claim-number": [
        ("Claim number: 0654-22107.", "Claim number: 0654-22107"),
        ("He has claim no. WX40817.", "claim no. WX40817"),
        ("The claim # is 40817.", "claim # is 40817"),
        ("Policy number 88-1200-X.", "Policy number 88-1200-X"),
        ("MRN: 00412345.", "MRN: 00412345"),
        ("Medical record number 412345 was sent.", "Medical record number 412345"),
        ("The file says ADJ1234567.", "ADJ1234567"),
    ],
    "redaction-gap": [
        ("He saw Dr.  on 10/3.", "Dr."),
        ("Ms. , who drives him, agrees.", "Ms."),
        ("A report by  , MD, was read.", "  , MD"),
        ("A report by  M.D. was read.", "  "),
        ("The report provided by  on 10/3 was read.", "  "),
        ("The report provided by \n the diagnoses are sprains.", " \n "),
        ("There was a flare-up.  is requesting massage.", ".  "),
        ("There was a flare-up. \n requested massage.", " \n "),
        ("As noted by , he limps.", " ,"),
        ("The report of 's office was read.", " 's"),
        ("He saw [REDACTED] on 10/3.", "[REDACTED]"),
        ("He saw ______ on 10/3.", "______"),
    ],
}

LEFT = [
    "He wears Dr. Scholl's insoles.",
    "He takes MS Contin and Ms Contin.",
    "The Doctor's First Report was read.",
    "The McMurray, Lachman, Hawkins and Patrick-Faber tests were negative.",
    "The chiropractic and MD/DO visits were paid.",
    "He was seen by the Treating Physician, M.D.",
    "He was referred to Orthopedic Surgery, MD, and Pain Management, MD.",
    "He had Physical Therapy, PT and OT.",
    "An Agreed Medical Evaluator, MD, was asked (Colorado, 2005).",
    "He saw the Dr. on 10/3, and an M.D. on 10/5.",
    "It states that an M. D. \nshould refer him.",
    "Dates were 10-13-2016, 10-14-16 and 2016-10-13.",
    "The ICD codes are 847.2, 724.4 and 722.10; CPT 97110-97140.",
    "Pages 100-110 of 127-1120 were read.",
    "He rates pain 4-5/10 (2-3 times per week).",
    "He called 3 times in 2016, and faxed 12 pages.",
    "One tablet @ bedtime, 2 @ 10mg.",
    "He walks 12 steps and 3 blocks to Alder Street.",
    "He can Drive 20 miles, with 3 Different Drivers.",
    "He was born with a club foot. Births were normal.",
    "His claim of 10/13/2016 was denied; the claim number is not stated.",
    "The medical records of 10/13/2016 were read.",
    "Social Security Disability was granted in 2016.",
    "As time goes by, he limps.  The knee is worse.",
    "Relief was approx. is not known.",
    "He uses a brace (see p. 12).  He works.",
    "Treatment was provided by the physician \nwho denied it.",
    "See www.example.org/docs/559-555-0142.",
]

each_found = pytest.mark.parametrize(
    ("rule", "sentence", "words"),
    [(rule, *case) for rule, cases in FOUND.items() for case in cases],
)


def findings(sentence: str) -> list[tuple[str, str]]:
    """The rules of the group that object to a sentence of the summary, and to what words."""
    text = SOUND.replace(PLACE, f"{sentence} {PLACE}")
    rules = {rule: imrparse.lint(text, LintConfig(select=(rule,))) for rule in FOUND}
    return [(rule, text[slice(*one.span)]) for rule, found in rules.items() for one in found]


@each_found
def test_found(rule: str, sentence: str, words: str) -> None:
    assert findings(sentence) == [(rule, words)]


@pytest.mark.parametrize("sentence", LEFT)
def test_left(sentence: str) -> None:
    assert findings(sentence) == []


def test_authors_of_cited_literature_are_no_secret() -> None:
    cited = "Knee &\nLeg Chapter, Continuous-flow cryotherapy"
    text = SOUND.replace(cited, f"{cited}, by Amara Okafor, MD")
    assert text != SOUND
    assert imrparse.lint(text, LintConfig(select=("privacy",))) == ()


def test_named_worker() -> None:
    text = SOUND.replace("The injured worker is a 44", "Piotr Lindqvist is a 44")
    found = imrparse.lint(text, LintConfig(select=("privacy",)))
    assert [text[slice(*one.span)] for one in found] == ["Piotr Lindqvist"]


def test_gaps_of_an_extractor_are_none() -> None:
    """In a text that is stretched, gaps tell nothing."""
    text = SOUND.replace("working at least 24", "working at least       24")
    text = text.replace("The provider noted", "As noted by  on 10/3, the provider said")
    assert imrparse.lint(text, LintConfig(select=("privacy",))) == ()
