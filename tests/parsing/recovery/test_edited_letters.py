"""One letter with one edit after another: what is told of each, and what is read nevertheless.

The snapshot of a family of edits has the text of each, the diagnostics with their places and fixes,
and the parts that are not read as in the sound letter. In such texts "¶" is a line end.
"""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.letter_checks import outcome
from helpers.letters import SOUND
from helpers.plain_edits import (
    CASE,
    CLAIMS,
    HOW,
    ISSUES,
    MAXIMUS,
    NOTICE,
    NOTICES,
    PARTS,
    RATIONALE,
    SPECIALTY,
    STATES,
    SUMMARY,
    TRAMADOL,
    arranged,
    edited,
    lines,
    tables,
    with_leads,
    wordings,
)

FAMILIES = {
    "decision": lines(
        ": Upheld",
        """
: Uphled
: Upeh
: upheld
: Unupheld
: Non-upheld
: Up held
: Up hel d
: Overtruned
: Ovretrunde
: Denied
: Modified, Upheld
: Foo Upheld
: Partially Upheld
: Upheld in part
: not Upheld
: and Upheld
 and Upheld Overturned
: Upheld Denied
: Upheld Uphled
: Upheld;    Overturned
:          Upheld Overturned
:        denied Upheld
: Upheld, Overturned in part
 Overturned: Upheld
: Upheld¶See the note.
: Upheld: Upheld
: knee: Denied
 Upheld
. Upheld
, Upheld
; Upheld
:Upheld
::Upheld
 - Upheld
/Upheld
 => Upheld
 (Upheld)
: **Upheld**
: # Upheld
¶Upheld
¶¶: Upheld
: Decision: Upheld
¶Decision: Upheld
. The decision is upheld
 the decision is upheld
: UR decision - Upheld
 was upheld
 is Upheld
: is upheld
: Upheld (see below)
: Upheld - see the rationale
: Upheld to 6 visits
: ???
. It is so
 of the upper arm
 Review of what was Overturned
 for the knee and also for the hip, and for all else that was asked for in the same report Upheld
""",
    ),
    "decision without a request": lines(
        TRAMADOL,
        "Upheld\n: Upheld\n- Upheld\nDecision: Upheld\nDecision. Upheld\n"
        "Upheld - Overturned\nDenied",
    ),
    "request": lines(
        "Tramadol 50mg #60",
        """
1. MRI
#1 MRI
Request: MRI
Request
Issue 2 - MRI
- MRI
a. MRI
MRI.¶CT
MRI of the knee.¶Of both knees (and¶hips)
MRI per Dr.¶Smith
MRI (of the¶knee.¶hip)
MRI of the knee¶¶without contrast
MRI Overturned knee
MRI was the original request. CT was authorized by the Claims Administrator. The remaining¶\
IMR eligible portion of the original request, X is
MRI was the original request. The Claims Administrator authorized CT, leaving the original¶\
request IMR eligible. The original request, MRI
MRI was the orignal request. CT was authorized by the Claims Administrator. The remaining¶\
IMR eligible portion of the original request, X is
The remaining IMR eligible portion of the original request, X is
MAXIMUS guideline
Decision rationale
""",
    ),
    "boundary": lines(
        "necessary.¶¶Tramadol",
        """
necessary. Tramadol
necessary.Tramadol
necessary Tramadol
necessary.¶Tramadol
necessary¶¶Tramadol
necessary.¶ ¶Tramadol
necessary.¶¶It is so.¶¶Tramadol
necessary.¶Knee brace.¶Tramadol
necessary, e.g.¶¶Tramadol
necessary as said by Dr.¶Tramadol
NECESSARY TO HIM¶Tramadol
necessary.¶Norco and¶Tramadol
necessary.¶Norco 10mg,¶¶Tramadol
necessary. Norco 10mg,¶¶Tramadol
necessary.¶¶Norco¶¶Tramadol
necessary.¶¶norco (for pain.¶and) Tramadol
necessary. Norco: Upheld¶¶Tramadol
""",
    ),
    "how": wordings(HOW, "HOW THE DECISION WAS MADE", "How it was made:", f"{HOW} (continued)"),
    "summary": wordings(SUMMARY, "CASE SUMMARY", "Clinical summary:", "Clinical summary"),
    "states": wordings(STATES, "Licensure:", "State of License:", "Licensed in"),
    "claims": wordings(CLAIMS, "UR guideline:", "Administrator:"),
    "after a label": edited(
        CLAIMS, [f"{CLAIMS} {more}" for more in ("guideline:", "Guideline:", MAXIMUS, "-", "|")]
    ),
    "rationale": wordings(
        RATIONALE, "Rationale:", "Reasons:", "Decision:", "Decision x rationale:"
    ),
    "issues": edited(ISSUES, ["", "ISSUES AND DECISIONS", "IMR DECISIONS:", ISSUES.lower()]),
    "specialty": edited(SPECIALTY, ["", "Specialty:", "Board Certification:", "Certified in"]),
    "maximus": lines(
        MAXIMUS, "IMR guideline:\nGuideline:\nMAXIMUM guidelines:\n\nMAXIMUS gidelne: colon"
    ),
    "last rationale": edited(f"{RATIONALE} Opioids", ["Opioids", "Reasons: Opioids"]),
    "parts": arranged(
        *(f"{name} -> " for name in PARTS),
        *(f"{name} -> {name} {name}" for name in PARTS),
        *(f"{name} -> {name}-" for name in PARTS),
        "how summary -> summary how",
        "states specialty -> specialty states",
        "states specialty -> ",
        "claims maximus -> maximus claims",
        "maximus rationale -> rationale maximus",
        "maximus rationale -> ",
        "claims maximus rationale -> rationale maximus claims",
        "claims maximus rationale -> ",
    ),
    **{order: tables(order) for order in ("columns", "row", "halves")},
    "request out of order": arranged(
        "request claims maximus -> claims request maximus",
        "request claims maximus -> claims maximus request",
        "request claims maximus rationale -> rationale request claims maximus",
        "request claims -> claims request claims",
        "claims maximus rationale -> claims rationale maximus rationale",
    ),
    "issues before their heading": arranged(
        "issues request claims maximus -> request claims issues maximus",
        "issues request claims maximus rationale -> request claims maximus rationale issues",
        "summary issues -> summary rationale- issues",
        "sentence text -> text sentence",
        "text issues -> issues- text",
    ),
    "words before a label": edited(
        MAXIMUS, [f"{words} {MAXIMUS}" for words in ("2.2", "Step 2 \u2013", "AD:", "Applicable")]
    ),
    "above its request": edited(
        "Acupuncture for the right shoulder, 6 sessions: Overturned",
        [
            f"{decision}Acupuncture for the right shoulder, 6 sessions{colon}"
            for decision in ("Overturned¶¶", "Overturned: ", "Overturned \u2013 ")
            for colon in ("", ":")
        ],
    ),
    "a sentence for a decision": lines(
        ": Upheld",
        ": We have upheld the decision.\n: The denial was upheld by the reviewer.\n"
        ": It was upheld that tramadol helps.",
    ),
    "labels in a request or rationale": {
        **{
            f"{lead}{CLAIMS} {n}": with_leads(lead, n)
            for lead in ("1. ", "(a) ", "")
            for n in (1, 2)
        },
    },
    "a request twice": edited(TRAMADOL, [f"Tramadol 50mg #60:\u00b6{TRAMADOL}", f"II. {TRAMADOL}"]),
    "behind the last rationale": edited(
        "not\u00b6medically necessary.",
        ["not\u00b6medically necessary.\u00b6\u00b6Commented [JS2]: why 8?"],
    ),
    "before a request": edited(
        "Acupuncture for the",
        [
            *("[Insert disputed item here]¶¶Acupuncture for the", "Issue 2¶¶Acupuncture for the"),
            *("=======¶¶Acupuncture for the", "Case Number: CM15-0012345¶¶Acupuncture for the"),
            *("(resubmitted) Acupuncture for the", "Inserted: Acupuncture for the"),
            *("The following is in dispute: Acupuncture for the", "Knee MRI:¶¶Acupuncture for the"),
            "set forth below: Acupuncture for the",
        ],
    ),
    "before the second request": edited(
        "Tramadol 50", ["Issue 2¶¶Tramadol 50", "======¶¶Tramadol 50", "Knee MRI¶¶Tramadol 50"]
    ),
    "at a request's end": lines(
        ", 6 sessions: Over",
        ", 6 sessions,: Over\n, 6 sessions denied: Over\n, 6 sessions - denied: Over\n"
        ", 6 sessions, not medically necessary: Over\n, 6 sessions [AD1]: Over\n(: Over",
    ),
    "before a text": edited(
        "Opioids are", ["______ Opioids are", "¶---------¶Opioids are", f"{TRAMADOL}¶¶Opioids are"]
    ),
    "before the summary": edited(
        "The injured worker",
        [
            f"{words}¶¶The injured worker"
            for words in ("[INSERT SUMMARY]", "Reviewer to complete:", "Summary of the case file:")
        ],
    ),
    "before": edited(
        f"Case Number: {CASE}",
        [
            f"{before}Case Number: {CASE}"
            for before in (
                *("MAXIMUS |¶Federal¶", "Page 1 of 3¶", "01/02/2016¶", "Priority mail¶"),
                *("Date Asigned¶", "Case Number:¶", "Dear Sir or Madam:¶¶", "Re: 2016¶"),
                f"{CASE}¶",
            )
        ],
    ),
    "before a date that is missing": edited(
        f"Case Number: {CASE}¶Date Assigned: 05/16/2016",
        [
            f"{before}¶Case Number: {CASE}"
            for before in ("5/16/2016", "Dear Sir", "Dte Asigned", "")
        ],
    ),
    "two other names": edited(
        "Date Assigned: 05/16/2016¶Date of Injury:", ["First Assigned: 05/16/2016¶DOI:"]
    ),
    "behind": lines(
        "is not¶medically necessary.¶",
        """
is not necessary.¶Sincerely,¶J. Doe¶
is not necessary¶Sincerely,¶J. Doe¶
is not necessary.¶2/3¶Sincerely,¶J. Doe¶
is not necessary¶2/3¶Sincerely,¶J. Doe¶
is so. It is cold.¶Sincerely,¶J. Doe¶
is so. It is cold.¶Sent from my phone¶
is not necessary.¶thank you¶
is not necessary.¶thank you for it¶
is not necessary.¶Yours, sent from my phone¶
is not necessary.¶¶Brace: Upheld¶
is not necessary.¶¶CLINICAL CASE SUMMARY¶
""",
    ),
    "case number": lines(
        CASE,
        "CM16-901188\nCN16-O901188\n16-0901188\n0901188\nCM16-¶0901188\n#CM16-0901188\npending",
    ),
    "ticked priority": edited(
        "Standard", ["[ ] Standard [X] Expedited", "\u2612 Standard \u2610 Expedited"]
    ),
    "a value of another kind": edited(CASE, ["01/02/2016", "IMR16-0901188", "CM16-09 01188"]),
    "cells below the first heading": edited(
        f"Priority: Standard¶Application Received: 04/25/2016¶¶{HOW}",
        [f"Priority: Standard¶¶{HOW}¶¶Application Received: 04/25/2016"],
    ),
    "date": lines(
        "02/03/2015",
        "2/3/15\n2015-02-03\nFeb 3, 2015\nFebuary 3, 2015\nO2/03/20l5\n02/30/2015\n"
        "02/03/2015 03/03/2015\n02/03/2015 or so\n|\nI 02/03/2015\nRemark: 02/03/2015\n"
        "CM16-0901188",
    ),
    "name": lines(
        "Date of Injury:",
        "Date of Injry:\nDte of Ijury:\ndate of injury:\nDate of Injury\nDateofInjury:\n"
        "DOI:\nInjury:\nxDate of Injury:\nDate of Injury: Date of Injury:\nDate Assigned:",
    ),
    "priority": lines("Standard", "Standrd\nSTANDARD\nUrgent\nStandard Expedited\nN/A\n-\n"),
}


def test_requests_that_share_a_line(snapshot: SnapshotAssertion) -> None:
    """One or several of five, with the rationale before them."""
    starts = (
        "Associated surgical",
        "Physical therapy for the lumbar spine, 12",
        "Norco 10/325mg #60:",
    )
    shown = []
    for glued in (starts[:1], starts[1:2], starts[2:], starts[:2], starts):
        letter = SOUND
        for start in glued:
            letter = letter.replace(f"\n\n{start}", f"  {start}", 1)
        shown.append(f"{', '.join(glued)}\n{outcome(letter, SOUND)}".rstrip())
    assert "\n".join(shown) == snapshot


@pytest.mark.parametrize("family", FAMILIES)
def test_edited_letters(family: str, snapshot: SnapshotAssertion) -> None:
    shown = [f"{title}\n{outcome(letter)}" for title, letter in FAMILIES[family].items()]
    assert "\n".join(shown) == snapshot


@pytest.mark.parametrize("family", NOTICES)
def test_edited_letters_of_2013(family: str, snapshot: SnapshotAssertion) -> None:
    shown = [f"{title}\n{outcome(text, NOTICE)}" for title, text in NOTICES[family].items()]
    assert "\n".join(shown) == snapshot
