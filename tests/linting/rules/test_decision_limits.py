"""Lint rules on decisions, at the limits of what they look at."""

from __future__ import annotations

import pytest

from helpers.letters import SOUND
from helpers.rule_cases import (
    FINDINGS,
    NORCO_RATIONALE,
    concluding,
    deciding,
    issue,
    naming,
    rule_test,
    telling,
)

from imrparse.fields.conclusion import states_both

# The group decision: borderline cases, on both sides of each limit.


test_contradicted_decisions = rule_test(
    "IMR401",
    *concluding(
        "Overturned",
        "The request «is not medically necessary».",
        "It «is not medically necessary».",
        "An MRI «is not medically necessary».",
        "«IMR405 A brace» is not medically necessary.",
        "As he is better, the request «is not medically necessary».",
        "He is better, and thus, the request «is not medically necessary».",
        "He said that he is better, and, therefore, the MRI «is not medically necessary».",
        "He said that, as requested, the MRI «is not medically necessary».",
        "The request is not medically necessary, but a brace is medically necessary.",
        "The request is not medically necessary. However, he may come back.",
        "The request is not medically necessary. However, he may come back. He was told so.",
        "The request «is not medically necessary». He may come back.",
        "The request is not medically necessary, however.",
        "The request «is not medically necessary» at this time.",
        "«Not medically necessary».",
        "Not medically necessary now.",
        "The MRI is not supported by guidelines, and «is not medically necessary».",
    ),
    # What is asked for may be in the words of the clause.
    issue(
        "Home aide when the wife is working: Overturned",
        f"{FINDINGS}The request for a home aide when the wife is working, «is not medically "
        "necessary».",
    ),
    # The words of the request itself make no conclusion doubtful.
    *(
        issue(f"Knee brace {which}: Overturned", f"{FINDINGS}The request for a {brace}.")
        for which, brace in (
            ("without hinges", "knee brace without hinges «is not medically necessary»"),
            ("with hinges", "knee brace without hinges is not medically necessary"),
        )
    ),
    *concluding(
        "Upheld",
        "The request «is medically necessary».",
        "An MRI «is medically necessary».",
        "An MRI «is medically necessary» as requested.",
        "An MRI is medically necessary in such cases.",
        # Where small letters are more than the capitals, places cannot be told.
        "The sign \u0130 was seen. The request is medically necessary.",
        "The requested MRI «is medically necessary» in such cases.",
        "There is little doubt that the MRI is medically necessary.",
        "The utilization review «decision is overturned».",
        "He should have a trial of it and the UR «decision is overturned».",
        "He should say that the UR decision is overturned.",
    ),
)

test_missing_conclusions = rule_test(
    "IMR402",
    *concluding(
        "Upheld",
        "The MRI is not necessary. None were reported. None were seen. None were found.«»",
        "None were reported. The MRI is not necessary. None were seen. None were found.",
        "The MRI is not medically necessary. None were reported. None were seen. None were found.",
        "The MRI is not indicated. None were reported at any of the visits.«»",
        "None were reported. The guidelines state that an MRI is not indicated.«»",
        # Judgements in other words, which are notes.
        "None were reported at any of the visits. The MRI is not indicated.«»",
        "The guidelines state much. It is not indicated.«»",
        "There is no clear rationale for it beside the previously authorized treatment.«»",
        "Therefore, the request is not supported.«»",
        "Therefore, the request is not supported, and not medically indicated.",
        "The need for the requested MRI is not clear.«»",
        "Therefore, the request is denied.",
        "Such imaging is unnecessary.",
        "The ODG says that such imaging is unnecessary.«»",
    ),
)

test_parts_of_the_body = rule_test(
    "IMR408",
    *naming(
        "MRI of the left knee",
        "an MRI of the left knee and the «right knee»",
        "an MRI of «both knees»",
        "an MRI of the knee",
        "an MRI of the leg",
        "an MRI of the left knee and hip",
        "an MRI of the «hip»",
        "an MRI of the «left hip»",
    ),
    # Of the findings, only what neither the request nor the summary has.
    *telling(
        "MRI of the left knee",
        "He has pain of the «right knee».",
        "No red flags warrant an MRI of the «right knee».",
        "On examination the «right knee» was swollen.",
        "He has pain of the «hip», and the left knee is stiff.",
        "He has a history of pain of the shoulder, and the left knee is stiff.",
        "He has pain of the left knee, which is stiffer than the right knee.",
        "He has pain of the low back, and the left knee is stiff.",
        "MRI of the «hip» is for red flags of the hip.",
    ),
    *telling("MRI of the neck", "He has pain of the right hand.", "The ankle is stiff."),
    # A conclusion names what stands in its own sentence.
    *(
        issue(
            "MRI of the left knee: Upheld",
            f"{FINDINGS}He has no MRI of the hip{sign} An MRI of the left knee is not medically "
            "necessary.",
        )
        for sign in ".;?!"
    ),
    # Its own words may name it.
    issue(
        "MRI of the left knee: Upheld",
        f"{FINDINGS}Medical necessity of an MRI of the «right knee» has not been established.",
    ),
    # The finding refers to what remains of the request.
    deciding(
        "Physical therapy for the left knee, 12 sessions",
        "Physical therapy for the left knee, 5 sessions",
        "Physical therapy for the left knee, 7 sessions",
        "physical therapy for the «right knee»",
    ),
    *naming("MRI of the spine", "an MRI of the low back", "an MRI of the «knee»"),
    *naming("MRI of the low back", "an MRI of the spine", "an MRI of the «cervical spine»"),
    *naming("MRI of both knees", "an MRI of the left knee", "an MRI of the right knee"),
    *naming("MRI of the knee", "an MRI of the left knee", "an MRI of the «left hip»"),
    *naming(
        "MRI of the left knee and the right hip",
        "an MRI of the left knee",
        "an MRI of the «right knee»",
        "an MRI of the «left hip»",
        "an MRI of the «ankle»",
        "an MRI of the left knee and «ankle»",
        "an MRI of the left knee and «both hips»",
    ),
)

test_levels_of_the_spine = rule_test(
    "IMR408",
    *naming(
        "L4-5 facet injection",
        "an L3-4 facet injection",
        "an L5 facet injection",
        "an L4-S1 facet injection",
        "a left L4-5 facet injection",
        "an «L2-3» facet injection",
        "a «C4-5» facet injection",
        "an «IMR408+IMR722 L8-9» facet injection",  # which nobody has
    ),
    # A range that continues into the next region
    *naming(
        "L3-S1 facet injection",
        "an L4-5 facet injection",
        "an S1 facet injection",
        "an «L1-2» facet injection",
        "an «S2» facet injection",
    ),
    *naming("C5-T2 facet injection", "a C7 facet injection", "a T1 facet injection"),
    *naming("Left C5-6 facet injection", "a «right C5-6» facet injection"),
    *naming("Facet injection L1-5", "an L3 facet injection", "a «T12» facet injection"),
)

test_quantities = rule_test(
    "IMR407",
    *naming(
        "Physical therapy, 12 sessions",
        "12 visits of physical therapy",
        "«10 visits» of physical therapy",
        "12 weeks of physical therapy",
        "physical therapy, 8-12 sessions",
        "physical therapy, 12-14 sessions",
        "physical therapy, «13-14 sessions»",
        "physical therapy, «10-11 sessions»",
    ),
    *naming(
        "Physical therapy 2 times a week for 6 weeks",
        "12 sessions of physical therapy",
        "«10 sessions» of physical therapy",
        "physical therapy «3 times a week» for 6 weeks",
        "physical therapy 2 times a week for «4 weeks»",
        "physical therapy 2 times a month for 6 weeks",
        "physical therapy, 12 weekly visits",
    ),
    *naming(
        "Physical therapy 2-3 times a week for 6 weeks",
        "physical therapy 2 times a week",
        "physical therapy «1 time a week»",
        "physical therapy «4 times a week»",
    ),
    deciding(
        "Acupuncture for 12 sessions",
        "Acupuncture for 5 sessions",
        "Acupuncture for 7 sessions",
        "«9 sessions» of acupuncture",
    ),
    *naming("Ketamine cream, 2 bottles", "ketamine cream, 2 bottles", "ketamine, «3 bottles»"),
    *naming("Norco 10/325mg #60", "Norco «#30»", "Norco, «90 tablets»", "Norco, one bottle"),
    *telling(
        "Norco 10/325mg #60",
        "Norco 10/325mg «#90» was asked for.",
        "Norco 10/325mg #90 was tried in 2014.",
        "He takes Norco 10/325mg #90 for the pain.",
        "Norco 10/325mg, 90 tablets, was asked for.",
    ),
)

test_strengths = rule_test(
    "IMR406",
    *naming(
        "Norco 10/325mg #60",
        "Norco 10mg",
        "Norco «5mg»",
        "Norco «5/325mg» #60",
        "Norco «5/500»",
        "«IMR405 Percocet 5/325mg #60»",
    ),
    *telling("Norco 10/325mg #60", "He takes Norco 5/325mg.", "Norco 10/325mg, not 5/325mg."),
    *telling("Norco 10mg #60", "Norco 5% was asked for.", "Norco «5mg» was asked for."),
    *telling("Norco 10mcg #60", "Norco «10mg» was asked for.", "Norco 0.01mg was asked for."),
    *(
        deciding("Tramadol 150mg", "Tramadol 50mg", "Tramadol 100mg", decided)
        for decided in ("tramadol 100mg", "tramadol 150mg", "tramadol «200mg»")
    ),
    deciding("Tramadol 150mg", "Tramadol 50mg", "Tramadol «50mg»", "tramadol"),
    *telling("Norco 10/325mg #60", "Xnorco 5/325mg was asked for."),
    *telling("Norco 10/325mg #60", "The sign \u0130 was seen. Norco 5/325mg was asked for."),
    # The name may begin a rationale, and end it.
    *(
        issue("Norco 10/325mg #60: Upheld", rationale)
        for rationale in (
            f"Norco «5/325mg» was asked for. {FINDINGS}The request is not medically necessary.",
            f"{FINDINGS}The request is not medically necessary. Norco «5/325mg» was asked for.",
            f"{FINDINGS}The request is not medically necessary. Norco 5/325mg was tried in 2014.",
        )
    ),
    # The name of the medication is the first word that may be one.
    *(
        case
        for request in ("Norco 10/325mg #60", "(Norco) tablets 10/325mg #60", "One Norco 10/325mg")
        for case in telling(request, "Norco «5/325mg» was asked for.", "Percocet 5/325mg was had.")
    ),
    *telling("Gel 5% #60", "Gel 3% was asked for."),
    *telling("Zyb 5mg #60", "Zyb 3mg was asked for."),  # which may be no name
    *telling("Zyba 5mg #60", "Zyba «3mg» was asked for."),
    # What other sentences say of the past does not count.
    *telling(
        "Norco 10/325mg #60",
        "Norco «5/325mg» was asked for. He had more in 2014. He was well.",
        "He had more in 2014. Norco «5/325mg» was asked for.",
        "Norco 5/325mg was tried in 2014. It was asked for.",
    ),
)


@pytest.mark.parametrize(
    ("sentence", "both"),
    [
        ("the surgery is medically necessary, but the brace is not medically necessary.", True),
        ("the surgery is medically necessary, the brace is not.", True),
        ("the surgery is medically necessary.", False),
        ("the surgery was done.", False),
    ],
)
def test_a_sentence_may_decide_two_things(sentence: str, both: bool) -> None:
    assert states_both(sentence) is both


# IMR405: rationales whose words tell that they decide on something else.

test_other_treatments = rule_test(
    "IMR405",
    *naming("Pantoprazole 20mg #60", "«Naproxen 500mg #60»", "a proton pump inhibitor"),
    *naming("Lumbar support", "«a TENS unit»", "a back brace", "this device"),
    *naming("Norco 10/325mg #60", "hydrocodone/acetaminophen", "the medication"),
    *naming("Zybax 20mg #60", "Qorval 500mg #60"),  # of which nothing is known
    # That it decides on another part of the body is told by another rule alone.
    {
        "Left knee arthroscopy with partial medial meniscectomy: Upheld": "MRI of the knee: Upheld",
        SOUND[SOUND.index("According to the ACOEM") : SOUND.index("\n\nAssociated surgical")]: (
            f"{FINDINGS}The request for an MRI of the «IMR408 hip» is not medically necessary."
        ),
        "Norco 10/325mg #60: Upheld": "MRI of the hip: Upheld",
        NORCO_RATIONALE: f"{FINDINGS}The request for an MRI of the hip is not medically necessary.",
    },
    # Rationales that changed places, though neither conclusion names the other request.
    {
        "Left knee arthroscopy with partial medial meniscectomy: Upheld": "Large gloves: Upheld",
        SOUND[SOUND.index("According to the ACOEM") : SOUND.index("\n\nAssociated surgical")]: (
            f"«{FINDINGS}Of wipes, no number is stated. The request is not medically necessary.»"
        ),
        "Norco 10/325mg #60: Upheld": "Hygiene wipes: Upheld",
        NORCO_RATIONALE: (
            f"«{FINDINGS}Of gloves, no number is stated. The request is not medically necessary.»"
        ),
    },
    # A request in its own words, of the same kind as the other.
    {
        "Left knee arthroscopy with partial medial meniscectomy: Upheld": (
            "Spinal manipulation therapy twice a week: Upheld"
        ),
        SOUND[SOUND.index("According to the ACOEM") : SOUND.index("\n\nAssociated surgical")]: (
            f"{FINDINGS}The request for spinal manipulation therapy twice a week is not medically "
            "necessary."
        ),
        "Norco 10/325mg #60: Upheld": "Re-exam with a chiropractor: Upheld",
        NORCO_RATIONALE: (
            f"{FINDINGS}The request for «spinal manipulation therapy twice a week» is not "
            "medically necessary."
        ),
    },
)


# IMR410: criteria that are met for a treatment that is not necessary.

test_criteria_met = rule_test(
    "IMR410",
    *telling(
        "Norco 10/325mg #60",
        "He «meets the criteria».",
        "All ODG «criteria for opioids are met».",
        "He meets none of the criteria.",
        "He does not meet the criteria.",
        "A patient who meets the criteria may have it.",
        "If he meets the criteria, it may be had.",
        "He meets the criteria, but took more than prescribed.",
    ),
    *concluding("Overturned", "He meets the criteria. The request is medically necessary."),
)
