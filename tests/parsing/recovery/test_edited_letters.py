"""One letter with one edit after another: what is told of each, and what is read nevertheless.

The snapshot of a family of edits has the text of each, the diagnostics with their places and fixes,
and the parts that are not read as in the sound letter. In such texts "¶" is a line end.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from syrupy.assertion import SnapshotAssertion

from helpers.letter_checks import outcome
from helpers.letters import PLAIN

HOW, SUMMARY, ISSUES = (
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "CLINICAL CASE SUMMARY",
    "IMR ISSUES, DECISIONS AND RATIONALES",
)
STATES, SPECIALTY = "State(s) of Licensure:", "Certification(s)/Specialty:"
CLAIMS, MAXIMUS, RATIONALE = (
    "Claims Administrator guideline:",
    "MAXIMUS guideline:",
    "Decision rationale:",
)
TRAMADOL = "Tramadol 50mg #60: Upheld"
CASE = "CM16-0901188"
HEADER = PLAIN[: PLAIN.index("\n\n")]
CELLS = [tuple(line.split(": ")) for line in HEADER.split("\n")]


def edited(old: str, new: Sequence[str]) -> dict[str, str]:
    """The letter with each text in place of another one, by that text."""
    before = old.replace("¶", "\n")
    assert before in PLAIN
    return {text: PLAIN.replace(before, text.replace("¶", "\n"), 1) for text in new}


def lines(old: str, listed: str) -> dict[str, str]:
    """As `edited`, for texts that are the lines of one."""
    return edited(old, listed.strip("\n").split("\n"))


def wordings(name: str, *others: str) -> dict[str, str]:
    """The letter with a heading or label in other spellings and surroundings, and without it."""
    bare, words = name.removesuffix(":"), name.split(" ")
    spelt = [
        *(name[:2] + name[4:], name.replace("i", "l").replace("I", "1"), name[:1] + name[2:9:2]),
        *(name.upper(), bare, f"{bare};", f"{bare} -", f"{words[0]}¶{' '.join(words[1:])}"),
        *(f"{name[:4]} {name[4:]}", "   ".join(words), "", bare[: len(bare) // 2]),
        *(f"{name} {name}", f"{name}¶{name}", f"({name})", f"Note: {name}", f"The {name}"),
        *(f"{name} Note", f"x{name}", f"A line¶{name}", f"{name}¶¶A sentence.¶¶", *others),
    ]
    return edited(name, spelt)


def part(start: str, end: str = "", after: str = "") -> str:
    """The letter from the first occurrence of one wording to the next of another, or to its end."""
    first = PLAIN.index(start, PLAIN.index(after))
    return PLAIN[first : PLAIN.index(end, first) if end else None]


PARTS = {
    "how": part(HOW, SUMMARY),
    "states": part(STATES, SPECIALTY),
    "specialty": part(SPECIALTY, SUMMARY),
    "summary": part(SUMMARY, ISSUES),
    "sentence": part("The expert reviewer developed", "The injured worker"),
    "text": part("The injured worker", ISSUES),
    "issues": part(ISSUES, "Acupuncture for"),
    "request": part("Acupuncture for", CLAIMS, ISSUES),
    "claims": part(CLAIMS, MAXIMUS),
    "maximus": part(MAXIMUS, RATIONALE),
    "rationale": part(RATIONALE, "Tramadol 50"),
}


def arranged(*orders: str) -> dict[str, str]:
    """The letter with some parts in place of others. One with "-" ends at its first colon."""
    letters = {}
    for order in orders:
        old, _, new = order.partition(" -> ")
        texts = {name: PARTS[name.removesuffix("-")] for name in new.split()}
        made = "".join(
            f"{text.partition(':')[0]}:\n\n" if name.endswith("-") else text
            for name, text in ((name, texts[name]) for name in new.split())
        )
        letters[order] = PLAIN.replace("".join(PARTS[name] for name in old.split()), made, 1)
    return letters


def tables(order: str) -> dict[str, str]:
    """The letter with a header in some order, with and without a fault in one cell."""
    found = {"sound": CELLS}
    for n, (name, value) in enumerate(CELLS):
        found |= {
            f"no value: {name}": [*CELLS[:n], (name, ""), *CELLS[n + 1 :]],
            f"no name: {name}": [*CELLS[:n], ("", value), *CELLS[n + 1 :]],
            f"no cell: {name}": [*CELLS[:n], *CELLS[n + 1 :]],
        }
    found["one more"] = [*CELLS[:3], ("Panel", "01/02/2016"), *CELLS[3:]]
    found["a value more"] = [*CELLS[:3], ("", "01/02/2016"), *CELLS[3:]]
    return {title: PLAIN.replace(HEADER, table(order, cells)) for title, cells in found.items()}


def table(order: str, cells: Sequence[tuple[str, ...]]) -> str:
    """A header table as an extractor may give it."""
    names, values = [f"{name}:" if name else "" for name, _ in cells], [v for _, v in cells]
    rows = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    return {
        "columns": "\n".join([*filter(None, names), *filter(None, values)]),
        "row": " ".join(rows),
        "halves": "\n".join(
            " ".join(half) for half in (names[:4], values[:4], names[4:], values[4:])
        ),
    }[order]


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
    "rationale": wordings(RATIONALE, "Rationale:", "Reasons:", "Decision:"),
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


@pytest.mark.parametrize("family", FAMILIES)
def test_edited_letters(family: str, snapshot: SnapshotAssertion) -> None:
    shown = [f"{title}\n{outcome(letter)}" for title, letter in FAMILIES[family].items()]
    assert "\n".join(shown) == snapshot
