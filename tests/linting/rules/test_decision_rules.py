"""Lint rules of the group decision: their findings, and what they leave alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from attrs import evolve

from helpers.letters import SOUND
from helpers.rule_cases import KNEE, NORCO, Case, edits, issue, rule_test, twice

import imrparse
from imrparse import LintConfig

# IMR401: rationales whose plain conclusion is the opposite of the decision.

DENIED = "The request for left knee arthroscopy is not medically necessary."
GRANTED = "The request for left knee arthroscopy «is medically necessary»."

test_contradicted_decision = rule_test(
    "IMR401",
    *edits(
        DENIED,
        f"{GRANTED} This decision addresses the surgery only.",
        f"{GRANTED} He should go on with his exercises until then.",
        "The left knee arthroscopy «is thus medically necessary».",
        "As such, left knee arthroscopy «is medically necessary».",
        "As such, the UR «decision is overturned».",
        "Given the above, the request «is medically necessary» at this time.",
        "The guidelines support it, therefore the request «is medically necessary».",
        "It is deemed that the request for left knee arthroscopy «is medically necessary».",
        "«Medical necessity has been established».",
        "As he is not tolerating the brace, the arthroscopy «is medically necessary».",
        "«Medically necessary.»",
        "The «determination is for certification».",
        "While exercises should go on, the request for arthroscopy «is medically necessary».",
    ),
    issue(
        "Ibuprofen 600mg #60: Overturned",
        "He has taken it for a year without a note on what it does for him, and his blood pressure "
        "has risen. Therefore, the request for ibuprofen «is not medically necessary».",
    ),
    issue(
        "Hand therapy, eight visits: Upheld",
        "MTUS allows 8-10 visits for such conditions. The therapy notes show a gain of twenty "
        "degrees of flexion. The request «is medically necessary».",
    ),
    # The following are not plain conclusions about the request.
    *edits(
        DENIED,
        # statements by others, or about the past
        "The surgeon's report that the request is medically necessary was reviewed.",
        "Contrary to the AME, who wrote that the request is medically necessary, it is not.",
        "The request was medically necessary when it was first made.",
        # conceded, hypothetical, partial
        "A home program is medically necessary, supervised therapy before surgery is not.",
        "Were this the first request, it would be medically necessary.",
        f"If locking recurs, arthroscopy may be medically necessary. {DENIED}",
        "The request is partially medically necessary.",
        # about something else, retracted, quoted
        "«IMR405 A brace» is medically necessary. Surgery is not.",
        "The request is medically necessary in general. However, he has not had an injection.",
        "The letter of appeal says: the request is medically necessary. I do not share that view.",
    ),
    issue(
        "Norco 10/325mg #60: Upheld",
        "Nothing of this is in the records, although the medication was medically necessary right "
        "after the injury. As such, the request is not medically necessary. This decision "
        "addresses the medical necessity of opioids as they have been prescribed to this patient. "
        "«IMR204 This medical necessity decision should not be interpreted as a recommendation to "
        "stop long-term opioids abruptly and the patient is advised to speak with their treating "
        "physician.»",
    ),
    issue(
        "MRI of the lumbar spine without contrast: Overturned",
        "The utilization review found that the study was not medically necessary without a trial "
        "of therapy. Since then the worker has lost the reflex of the right ankle, and the foot "
        "has become weak. The requested MRI without contrast is medically necessary.",
    ),
    issue(
        "Acupuncture, six visits: Overturned",
        "It would not be medically necessary to go beyond that without an improvement of function, "
        "but this is a first course. He has cut down his medication because of his stomach. The "
        "request is medically necessary and appropriate.",
    ),
    issue(
        "Massage therapy, four visits: Upheld",
        "Had he kept up a program of exercises, a short course might be medically necessary. The "
        "records do not mention such a program. Medical necessity of the requested massage has not "
        "been established.",
    ),
)


# IMR402: rationales that do not say whether the treatment is medically necessary.

test_missing_conclusion = rule_test(
    "IMR402",
    *edits(
        "The request for a cold therapy unit is not medically necessary.",
        "Ice packs come at no cost.«»",
        "The ODG does not recommend such units.«»",
        "The notes say nothing of the medical necessity for a unit.«»",
        "Certification of the request is not recommended.",
        "I agree with the utilization review.",
        "A cold therapy unit is not medically indicated here.",
        "It seems hardly to be of any medical necessity to him.",
    ),
    issue(
        "Cold therapy unit, 7 day rental: Upheld",
        "The MTUS does not speak of such units. The «IMR508 ODG supports» them for up to seven "
        "days after an operation of the shoulder, but not where the wound is small. The surgeon "
        "plans two portals only. Ice packs will serve as well, and cost less.«»",
    ),
    issue(
        "Eight physical therapy sessions for the left ankle: Upheld",
        "The MTUS recommends active therapy that fades into exercises at home, with some ten "
        "visits for myalgia. He has been taught stretches for the calf and does them twice a day. "
        "No goal is stated that more supervision would help him to reach.«»",
    ),
    issue(
        "Lumbar epidural steroid injection, left L5-S1: Upheld",
        "Here the reflexes are equal and no image has been taken. Based on the above, "
        "certification cannot be recommended; the request is not supported by the guidelines.",
    ),
    issue(
        "Gabapentin 300mg #90: Overturned",
        "The worker has burning pain of the left leg, and has tried no such medication. Medical "
        "necessity of the requested gabapentin has been established.",
    ),
    issue(  # It begins with its conclusion.
        "Hand therapy, right, twelve visits: Upheld",
        "The request is not medically necessary. MTUS allows 8-10 visits for myalgia and "
        "neuralgia. The treater does not say why the patient could not go on with putty and tendon "
        "gliding at home.",
    ),
)


# IMR403: rationales that are too short to give reasons.

EVIDENCE = "The Expert Reviewer did not cite any medical evidence for its decision."
FIXED = (
    "As the requested surgical intervention is not medically necessary per the documentation, the "
    "requested ancillary service is not medically necessary."
)

test_short_rationale = rule_test(
    "IMR403",
    issue(
        "MRI of the cervical spine: Upheld",
        "«The request for an MRI of the cervical spine is not medically necessary.»",
    ),
    issue(
        "Right knee arthroscopy with chondroplasty: Upheld",
        "«Guidelines do not support it. The requested surgical intervention is not medically "
        "necessary.»",
    ),
    issue(
        "Custom orthotics: Upheld",
        "Inserts from a shop do as well as cast ones in plantar fasciitis, and none have been "
        "tried. The request is not medically necessary.",
    ),
    issue(
        "Custom orthotics: Upheld",
        "«Inserts from shops do as well. The request for orthotics is not medically necessary.»",
    ),
    issue(
        "Custom orthotics: Upheld",
        "Inserts from a shop do as well. The request for orthotics is not medically necessary.",
    ),
    issue("Associated surgical service: Assistant surgeon: Upheld", FIXED),
    # An extractor may split its words.
    issue("Associated surgical service: Sling: Upheld", FIXED.replace("surgical", "surg ical")),
    {
        EVIDENCE: f"«IMR501 {EVIDENCE}»",
        FIXED: "«It is not medically necessary.»",
    },
)


@pytest.mark.parametrize(("words", "found"), [(10, 0), (60, 3)])
def test_the_option(words: int, found: int) -> None:
    """The fixed sentence is complete however many words are required."""
    config = LintConfig(options={"short-rationale": {"words": words}})
    findings = imrparse.lint(SOUND, config)
    assert [one.code for one in findings] == ["IMR403"] * found
    assert not any("ancillary" in SOUND[slice(*one.span)] for one in findings)


# IMR404: requests that a letter has twice.

ARTHROSCOPY = "Left knee arthroscopy with partial medial meniscectomy: Upheld"
TABLETS = "Norco 10/325mg #60: Upheld"


def repeated_requests() -> Iterator[Case]:
    """Cases whose rationales stay those of other requests."""
    report = (
        "For the day in question the records hold no report, so that neither the pain nor the "
        "benefit of the medication can be known. The request is not medically necessary."
    )
    cases: tuple[Mapping[str, str] | Case, ...] = (
        *edits(
            TABLETS,
            "«Left knee arthroscopy with partial medial meniscectomy»: Upheld",
            "«LEFT KNEE arthroscopy  with partial medial\nmeniscectomy»: Upheld",
            "Right knee arthroscopy with partial medial meniscectomy: Upheld",
        ),
        {ARTHROSCOPY: "Acupuncture, 6 visits: Upheld", TABLETS: "«acupuncture, 6 visits»: Upheld"},
        {
            ARTHROSCOPY: "Brace for the left knee with hinges: Upheld",
            TABLETS: "«Left knee brace with hinges»: Upheld",
        },
        {
            ARTHROSCOPY: "MRI of the left knee without contrast: Upheld",
            TABLETS: "MRI of the right knee without contrast: Upheld",
        },
        {ARTHROSCOPY: "Norco 5/325mg #30: Upheld"},
        # Each of these differs by one detail of the treatment.
        *(
            {ARTHROSCOPY: f"{one}: Upheld", TABLETS: f"{other}: Upheld"}
            for one, other in (
                ("Norco 10/325mg #30", "Norco 10/325mg #30 with 2 refills"),
                ("Norco 10/325mg #30", "«Norco 10/325 mg #30»"),
                ("Massage 2 times a week", "Massage 3 times a week"),
                ("Massage for 6 weeks", "Massage for 4 weeks"),
                ("Massage on 9/2/16", "Massage on 9/3/16"),
                ("Massage", "«A massage»"),
                ("Brace for the left knee", "Brace for the knee"),
                (
                    "MRI of the left knee and the right hip",
                    "MRI of the right knee and the left hip",
                ),
            )
        ),
        {
            ARTHROSCOPY: "Norco 5/325mg #30: Upheld",
            **issue("Retrospective Norco 5/325mg #30 (DOS 9/2/16): Upheld", report).edits,
        },
    )
    for case in cases:
        yield evolve(case if isinstance(case, Case) else Case(case), config=ANYHOW)


ANYHOW = LintConfig(ignore=("IMR405", "IMR408"))

test_repeated_request = rule_test("IMR404", *repeated_requests())


# IMR405: rationales of another request.

COLD = SOUND[SOUND.index("The MTUS is silent on cold") : SOUND.index("\n\nPhysical therapy for")]


TRAMADOL = (
    "Opioids are continued only where pain and function improve. Tramadol also lowers the "
    "threshold for seizures, of which he had one as a boy. The request is not medically necessary."
)


IMAGED = "The knee locks once a week, and was never imaged since the injury. "


test_pasted_rationale = rule_test(
    "IMR405",
    twice(
        "The guidelines allow three to six treatments of acupuncture to show whether it helps. The "
        "worker has had none so far. Acupuncture may be used as an addition to exercise, or where "
        "medication is not tolerated. The request for acupuncture is medically necessary.",
        ("Acupuncture, six visits: Overturned", "Chiropractic care, six visits: Overturned"),
        found=True,
    ),
    *(
        twice(TRAMADOL, ("Tramadol 50mg #60: Upheld", "Gabapentin 300mg #90: Upheld"), found, more)
        for more, found in (
            ("", True),
            ("He has no nerve pain. ", True),
            ("He has no nerve pain, neither in the arms nor in the legs, and sleeps well. ", True),
            # It says that it is meant for several.
            ("It is so for both medications. ", False),
        )
    ),
    Case({NORCO: f"«{COLD}»"}, config=LintConfig(ignore=("IMR508",))),
    # That a rationale concludes on another part of the body is found by another rule.
    twice(
        f"{IMAGED}The request is not medically necessary.",
        ("MRI of the left knee: Upheld", "MRI of the left hip: Upheld"),
        found=True,
    ),
    {
        "Left knee arthroscopy with partial medial meniscectomy: Upheld": "MRI of the left knee: "
        "Upheld",
        KNEE: f"{IMAGED}The request for an MRI of the left knee is not medically necessary.",
        "Norco 10/325mg #60: Upheld": "MRI of the left hip: Upheld",
        NORCO: f"{IMAGED}The request for an MRI of the «IMR408 left knee» is not medically "
        "necessary.",
    },
    # It is not known what is in it.
    twice(TRAMADOL, ("Tramadol 50mg #60: Upheld", "Zybax 300mg #90: Upheld"), found=False),
    # One that names all of the requests, or none of them, may be meant for all.
    {NORCO: NORCO, COLD: COLD.replace("a cold therapy unit", "Norco and for a cold therapy unit")},
    twice(
        "No report compares what the worker could do before and after the nine visits that he has "
        "had. Neither acupuncture nor chiropractic care is extended by the guidelines without an "
        "improvement of function. The request is not medically necessary.",
        ("Acupuncture, six visits: Upheld", "Chiropractic care, six visits: Upheld"),
        found=False,
    ),
    # Tests may be treated together under a common name.
    *(
        twice(
            f"{name} studies tell a root from a nerve that is caught at the wrist. The worker has "
            "no numbness, and strength and reflexes are equal on both sides. The request is not "
            "medically necessary.",
            ("EMG: Upheld", "NCS: Upheld"),
            found,
        )
        for name, found in (("Electrodiagnostic", False), ("Needle EMG", True))
    ),
    # The words of a request may have been split.
    twice(
        "The guidelines allow three to six treatments of acupuncture or chiro practic care to show "
        "whether they help. The worker has had none so far, and exercises have not been enough. "
        "The request is medically necessary.",
        ("Acupuncture, six visits: Overturned", "Chiropractic, six visits: Overturned"),
        found=False,
    ),
    twice(
        "The operation for which this was asked is not supported at this time, since its criteria "
        "are not met. Nothing else in the records calls for it. The request is not medically "
        "necessary.",
        ("Sling: Upheld", "Pre-operative electrocardiogram: Upheld"),
        found=False,
    ),
    twice(
        "The records do not hold any report of the visit at which this was asked for, and so its "
        "reasons are not known to the reviewer. The request is not medically necessary.",
        ("Cane: Upheld", "Norco 10/325mg #60: Upheld"),
        found=False,
    ),
)
