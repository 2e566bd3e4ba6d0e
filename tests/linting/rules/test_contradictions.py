"""Lint rules on contradictions between a request, its parts and its rationale."""

from __future__ import annotations

from helpers.rule_cases import edits, issue, partly_authorized, rule_test, sentences

# IMR414: a brand beside another drug.

test_brand_differs = rule_test(
    "IMR414",
    *sentences(
        "He takes «Flexeril (tizanidine» 4mg) at night.",
        "He takes «tizanidine (Flexeril»).",
        "He takes Flexeril (cyclobenzaprine) and Vicodin (hydrocodone).",
        "He takes Flexeril (for spasms) and an NSAID (naproxen).",
    ),
    issue(
        "Norco (hydrocodone) 10/325mg #60: Upheld",
        "The records show no pain contract, and no drug screen. The request for Norco is not "
        "medically "
        "necessary.",
    ),
)


# IMR415: a part that is another treatment.

_THERAPY = "Physical therapy for the lumbar spine, 12 sessions"
_REASONS = (
    "The MTUS recommends therapy that fades into exercises. The remaining 4 sessions of physical "
    "therapy are medically necessary."
)
_TABLETS = (
    "The MTUS recommends it for a short time. The remaining tablets are not medically necessary."
)


def _parted(authorized: str, remaining: str) -> str:
    return partly_authorized(_THERAPY, authorized, remaining) + ": Overturned"


test_other_part = rule_test(
    "IMR415",
    issue(_parted("«Acupuncture, 8 sessions»", "Physical therapy, 4 sessions"), _REASONS),
    issue(
        partly_authorized("Norco 5/325mg #60", "«Flexeril 5mg #40»", "Norco 5/325mg #20")
        + ": Upheld",
        _TABLETS,
    ),
    issue(_parted("Physical therapy, 8 sessions", "Physical therapy, 4 sessions"), _REASONS),
    issue(_parted("8 sessions", "4 sessions of therapeutic exercises"), _REASONS),
)


# IMR409: numbers of units beside refills.


def _refilled(authorized: str, remaining: str) -> str:
    asked = "Voltaren 75mg #60 with 3 refills"
    return partly_authorized(asked, authorized, remaining) + ": Upheld"


_NSAID = (
    "The MTUS recommends NSAIDs for a short time. The request for Voltaren is not medically "
    "necessary."
)

test_refilled_remainder = rule_test(
    "IMR409",
    issue(_refilled("Voltaren 75mg #60", "Three refills of Voltaren 75mg «#65»"), _NSAID),
    issue(_refilled("Voltaren 75mg «#240»", "Three refills of Voltaren 75mg #60"), _NSAID),
    issue(_refilled("Voltaren 75mg #60", "Three refills of Voltaren 75mg #60"), _NSAID),
    issue(_refilled("Voltaren 75mg #60", "Voltaren 75mg #180"), _NSAID),
)


# IMR416: what was authorized in part, and is said to be denied.

test_wholly_denied = rule_test(
    "IMR416",
    *edits(
        "Eight sessions for",
        "Utilization review denied it «altogether». Eight sessions for",
        "Utilization review non-certified the therapy «in full». Eight sessions for",
        "Utilization review denied four of them. Eight sessions for",
        "Utilization review did not certify it in full. Eight sessions for",
    ),
    # The other requests were denied.
    *sentences("Utilization review denied the surgery in full."),
)


# IMR401: a ruling before the conclusion.

test_ruling_before_the_conclusion = rule_test(
    "IMR401",
    *edits(
        "The request for Norco is not",
        "«Based on these findings, the request is medically necessary and is certified». The "
        "request for Norco is not",
        "«Therefore, the request is certified as medically necessary». The request for Norco is "
        "not",
        "Based on these findings, the request is not medically necessary. The request for Norco "
        "is not",
        "If a contract is signed, the request is medically necessary. The request for Norco is not",
        "«I disagree with the denial by utilization review». The request for Norco is not",
        "I agree with the denial by utilization review. The request for Norco is not",
        "«Therefore, the request is medically necessary and is non-certified». The request is not",
    ),
)


# IMR405: another drug, beside words that both requests have.

test_other_drug = rule_test(
    "IMR405",
    issue(
        "Compound ketoprofen 20% cream, 240 grams: Upheld",
        "It is not recommended where other treatment has not failed. The request for «compound "
        "nabumetone 20% cream, 240 grams» is not medically necessary.",
    ),
    issue(
        "Lidoderm patch #30: Upheld",
        "It is not recommended where other treatment has not failed. The request for «baclofen "
        "patch #30» is not medically necessary.",
    ),
    issue(
        "Compound ketoprofen 20% cream, 240 grams: Upheld",
        "It is not recommended where other treatment has not failed. The request for compound "
        "ketoprofen is not medically necessary.",
    ),
    issue(
        "Lidoderm patch #30: Upheld",
        "It is not recommended where other treatment has not failed. The request for lidocaine "
        "patches is not medically necessary.",
    ),
)


# IMR407 and IMR408: a conclusion that names nothing but a number or a body part.

_LAST = "The remaining 4 sessions of physical therapy are"

test_bare_number = rule_test(
    "IMR407",
    *edits(
        _LAST,
        "Therefore, the request for «nine sessions» is",
        "Therefore, the request for «15 visits» is",
        "Therefore, the request for four sessions is",
        "Therefore, the request for therapy is",
    ),
)

test_bare_part = rule_test(
    "IMR408",
    *edits(
        "However, the records do",
        "The request concerns the «elbow». However, the records do",
        "This request concerns the «right knee». However, the records do",
        "The request concerns the left knee. However, the records do",
        "The request concerns an arthroscopy. However, the records do",
    ),
)


# IMR408: a side that the rest of the letter does not have.

_SURE = (
    "The records do not show what else was tried. The requested study is not medically necessary."
)

test_side_of_the_rest = rule_test(
    "IMR408",
    issue("MRI of the right knee: Upheld", f"The McMurray test was positive. {_SURE}"),
    issue("Brace for the «right» knee: Upheld", f"He has pain in the left knee. {_SURE}"),
    issue(
        "MRI of the left knee: Upheld",
        f"The findings at the «right» knee do not call for a study. {_SURE}",
    ),
    issue("MRI of the left knee: Upheld", f"The McMurray test was positive. {_SURE}"),
    issue(
        "MRI of the left knee: Upheld",
        f"The left knee is stable compared with the right knee. {_SURE}",
    ),
    issue("MRI of the right knee: Upheld", f"There is pain in both knees now. {_SURE}"),
)


# IMR407: the words of a passage are no part of a longer number.

test_part_of_a_number = rule_test(
    "IMR407",
    *edits("The request for Norco is", "The request for Norco 10/325mg «#6» is"),
    *edits("The request for Norco is", "The request for Norco 10/325mg «#30» is"),
    *edits("The request for Norco is", "The request for Norco 10/325mg #60 is"),
    *edits("The request for Norco is", "The request for Norco 10/325mg is"),
)


# IMR402: a decision that is put off.

_ICE = (
    "The records give no reason why ice packs would not do. The request for a cold therapy unit is "
    "not medically necessary."
)

test_decision_put_off = rule_test(
    "IMR402",
    *edits(
        _ICE,
        "The records give no reason why ice packs would not do. A determination of the medical "
        "necessity of this request will be made once the records are received.«»",
        "The records give no reason why ice packs would not do. Whether it is necessary can only "
        "be "
        "decided after the surgery.«»",
        _ICE,
        "The records give no reason why ice packs would not do. The unit is not medically "
        "necessary.",
    ),
)
