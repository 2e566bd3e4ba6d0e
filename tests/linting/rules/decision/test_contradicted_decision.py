"""IMR401: rationales whose plain conclusion is the opposite of the decision."""

from __future__ import annotations

from helpers.rule_cases import edits, issue, rule_test

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
        "A brace is medically necessary. Surgery is not.",
        "The request is medically necessary in general. However, he has not had an injection.",
        "The letter of appeal says: the request is medically necessary. I do not share that view.",
    ),
    issue(
        "Norco 10/325mg #60: Upheld",
        "Nothing of this is in the records, although the medication was medically necessary right "
        "after the injury. As such, the request is not medically necessary. This decision "
        "addresses the medical necessity of opioids as they have been prescribed to this patient. "
        "This medical necessity decision should not be interpreted as a recommendation to stop "
        "long-term opioids abruptly and the patient is advised to speak with their treating "
        "physician.",
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
