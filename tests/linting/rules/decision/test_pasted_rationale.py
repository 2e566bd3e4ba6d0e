"""IMR405: rationales of another request."""

from __future__ import annotations

from helpers.letters import SOUND
from helpers.rule_cases import Case, rule_test

KNEE = SOUND[SOUND.index("According to the ACOEM") : SOUND.index("\n\nAssociated surgical")]
COLD = SOUND[SOUND.index("The MTUS is silent on cold") : SOUND.index("\n\nPhysical therapy for")]
NORCO = SOUND[SOUND.index("The MTUS supports opioids") : SOUND.index("\n\nPost-operative crutches")]


TRAMADOL = (
    "Opioids are continued only where pain and function improve. Tramadol also lowers the "
    "threshold for seizures, of which he had one as a boy. The request is not medically necessary."
)


IMAGED = "The knee locks once a week, and was never imaged since the injury. "


def twice(rationale: str, requests: tuple[str, str], found: bool, more: str = "") -> Case:
    """The rationale under two requests: to be found where it stands for the second time, or not.

    `more` stands before it there.
    """
    again = f"«{more}{rationale}»" if found else more + rationale
    return Case(
        {
            "Left knee arthroscopy with partial medial meniscectomy: Upheld": requests[0],
            KNEE: rationale,
            "Norco 10/325mg #60: Upheld": requests[1],
            NORCO: again,
        }
    )


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
            # Of which too much is another's, it is not the same.
            ("He has no nerve pain, neither in the arms nor in the legs, and sleeps well. ", False),
            # It says that it is meant for several.
            ("It is so for both medications. ", False),
        )
    ),
    {NORCO: f"«{COLD}»"},
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
