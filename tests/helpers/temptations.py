"""Prose of sound letters that looks like the marks of carriers."""

from __future__ import annotations

TEMPTING: dict[str, str] = {
    "numbers at line ends": (
        "Flexion was 40\nextension 10\nand rotation 30\nof the expected degrees."
    ),
    "a number alone on a line": (
        "The visits that were approved came to\n12\nin all, over six weeks."
    ),
    "numbers that rise alone on lines": (
        "The levels were\n1\nlumbar\n2\nthoracic\n3\ncervical in this order."
    ),
    "a page of a report": "This is on\nPage 3 of the report\nof the agreed medical examiner.",
    "a page of a guideline": "The MTUS says so on\npage 12\nof the chapter named.",
    "a page at the start of a line": "The ODG is cited, see\npage 607. It asks for a trial first.",
    "pages that are cited": "See page 1 of the ODG, then page 2 of it,\nand page 3 of the MTUS.",
    "pages of a report by number": (
        "It is described on\nPage 2 of 4\nof the report, and not disputed."
    ),
    "comparisons": "Pain was\n> 7 of 10 before, and\n> 3 of 10 after the injection.",
    "comparisons on every line": "> 4 sessions\n> 6 weeks\n> 50% relief are wanted.",
    "a list with hyphens": "The criteria are:\n- failure of therapy\n- a positive test\n- imaging.",
    "a list with stars": "The criteria are:\n* failure of therapy\n* a positive test\n* imaging.",
    "a list with numbers": (
        "The criteria are:\n1. failure of therapy\n2. a positive test\n3. imaging."
    ),
    "a list with letters": (
        "The criteria are:\na) failure of therapy\nb) a positive test\nc) imaging."
    ),
    "a table of measurements": (
        "Range   left   right\nflexion   40   50\nextension   10   20\nwere found."
    ),
    "a table with pipes": "Test | left | right\nSpurling | + | -\nHoffman | - | - were found.",
    "pipes before lines": "| flexion 40\n| extension 10\nwere measured.",
    "dates before lines": (
        "01/02/2017 seen by the provider\n01/09/2017 seen again,\nwithout change."
    ),
    "times before lines": "9:15 pain rated 7\n9:45 pain rated 4\nafter the block.",
    "quoted labels": (
        'The form has a field "Decision rationale:" that\nwas empty, and "MAXIMUS guideline:" too.'
    ),
    "a quoted heading": "The section CLINICAL CASE SUMMARY of the earlier letter\nsays the same.",
    "a quoted decision": 'The earlier letter said "MRI: Upheld" and\nno more.',
    "a case number": "An earlier review, IMR CM15-0900001, was upheld,\nand so was CM14-0900002.",
    "a case number alone on a line": "An earlier review is\nCM15-0900001\nof the same request.",
    "bold that is none": "** stands for p<0.01 in the study\nthat was cited.",
    "stars in prose": "2*3 sessions, or 4 * 2, were\nasked for under_score and __init__.",
    "hashes in prose": "Norco #60 and\n# 30 of Soma were prescribed.",
    "an angle bracket": "A level of p<0.01 and a body mass index <b were given, x>3 too.",
    "an ampersand": "Physical therapy & rehabilitation by A&B; the chart R&D was seen.",
    "equals signs": "The score =\n20 and the total =\n40 were given.",
    "backslashes": "The path C:\\new\\reports was given\nin the note.",
    "an address": "See https://www.example.org/odg 1/3 of the way down,\nas cited.",
    "an address alone on a line": "It is said at\nhttps://www.example.org/odg/neck\nas cited.",
    "draft in prose": "The report was a\nDRAFT\nof the final one, as its author says.",
    "a copy in prose": "The record has a\ncopy\nof the report.",
    "a title in prose": "This was the subject of an\nIndependent Medical Review\nlast year.",
    "a rule of a list's footer": (
        "A discussion was copied.\n_______________\nspine mailing list\nIt is of no weight."
    ),
    "pages in a row": "There is an intake form, Page 1 of 2, and a diagram, Page 2 of 2, of pain.",
    "a stamp in brackets": "The form says\n[page 2 of the intake is blank]\nin two places.",
    "tags that are none": "A level <b was flagged, the <em> sign and </em too, as </b said.",
    "a thank-you": "The provider wrote: thank you for\nthe referral of this patient.",
    "words of a notice": "This determination addresses the\nrequest alone.",
    "a signature in prose": "The note was signed\nelectronically by the provider.",
    "roman numerals": "II. The second criterion is\nmet. III. The third is not.",
    "a rule of hyphens": "The form has a line\n-----\nwhere a name should stand.",
    "dashes in dates": "Visits of 10\u201313\u201316 and 10-20-16\nare on file \u2013 both.",
    "quotation marks": "\u201cNo relief\u201d was\nnoted, and the patient\u2019s pain went on.",
    "signs of degrees": "Flexion of 40\u00b0 and\n\u00b1 5\u00b0 was measured \u00d7 2.",
    "fractions at line ends": "Strength was 4/5\non the left and 5/5\non the right side.",
    "a unit alone": "The dose was 30\nmg\nonce a day.",
    "initials": "It was seen by J. Q.\nPublic, M.D., at 3 p.m.\nof that day.",
    "abbreviations": "He takes it t.i.d. with meals, p.r.n.\nfor pain, approx. 3 times\na day.",
    "a footnote mark": "The trial is not recommended [1]\nby the guideline (2).",
    "a checklist": "[x] failed therapy\n[ ] imaging\nare ticked.",
    "stamps that are quoted": (
        "The report bears the stamp\nRECEIVED NOV 21 2016\nand no signature, and another bears\n"
        "RECEIVED NOV 28 2016\nand one."
    ),
    "a code block": "The note has `abc` and\nthe letters ``` in it.",
}
"""Prose that is read as it stands, by name."""
