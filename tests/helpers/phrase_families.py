"""Phrases of a letter's fields: each family combines some words in every way that may matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product


def combined(template: str, **words: Iterable[str]) -> list[str]:
    """The texts that a template gives with each choice of its words."""
    return [
        template.format(**dict(zip(words, chosen, strict=True)))
        for chosen in product(*words.values())
    ]


def listed(text: str) -> list[str]:
    """The lines of a text."""
    return text.strip("\n").split("\n")


AMOUNTS = listed(
    """
12 sessions
12 visits (12)
12 sessions (twelve sessions)
12 sessions, 12 sessions
6-8 visits
eight (8)
eight (9)
1
two
#60
Qty: 9
x 12
x1 week
(x3)
2x4
8x4
2x4 weeks
twice a week for 3 weeks
2 times a week for 4 weeks (8 sessions)
2 times a week for 4 weeks (9 sessions)
two times four visits (8)
two times four visits (9)
weekly
daily for 5 days
twice daily
1 tablet twice daily
10/325mg
0.5% 30 grams
with 2 refills
refills: one to two
DOS: 3/4/15
DOS: 13/4/15
3-month rental
"""
)

REQUESTS: dict[str, Sequence[str]] = {
    "an amount behind": combined("Massage {amount}", amount=AMOUNTS),
    "an amount before": combined("{amount} massage of the knee", amount=AMOUNTS),
    "an amount set off": combined("Gel wraps, {amount}, for the left knee", amount=AMOUNTS),
    "an amount in brackets": combined("Massage sessions ({amount}) for pain", amount=AMOUNTS),
    "two amounts": combined(
        "Balm {one}, {other}",
        one=["#60", "6 sessions", "5mg", "twice a week", "times 6", "for 3 weeks", "1 tablet"],
        other=["#60", "(6)", "8 sessions", "weekly", "x 6", "3 weeks", "10mg", "1 refill", "R 1"],
    ),
    "before a thing": combined(
        "{count} {thing}",
        count=["1", "One", "2", "Six (6)", "60", "9", "10", "2-3", "Tooth #19 and #3,"],
        thing=[
            *("arm brace", "arm braces", "deep massage sessions", "deep massage session, now"),
            *(
                "Norco 10/325mg",
                "extractions",
                "leg bus",
                "wraps for the knee and hips",
                "of massage",
            ),
        ],
    ),
    "parts of the body": combined(
        "MRI of {parts}",
        parts=listed(
            """
the left knee
both knees and hips
the knee, right
the knee (right) and hip
knee and hip, left
the left and right knee
left knee, hip, neck, foot
left neck and back
the neck, left side
left side of the neck
the knee and the right hip
the knee and hip; left
bilateral
the lumbar spine at L4-5
L4-5 and L5-S1 of the lumbar spine
L5-S1, right L4
C7-T1
C7-T1 and the neck
L5 and S1
right L5 and left S1
the left C5-6 and the arm
the leg, the left knee, the knee
the shoulder, left shoulder, right shoulder
bilateral lower extremities
the knees / ankles
left (the worse one) knee
the left more than ever before seen painful and swollen knee
the left very sore knee
the knee without contrast, left
the knee, hip; right
"""
        ),
    ),
    "drugs": combined(
        "{one}{between}{other}",
        one=["Flurbiprofen 20%", "Ketamine", "Etodolac 400mg", "Norco", "10% ketamine", "Tramadol"],
        between=[" and ", ", ", "/", " (", " cream, ", " #30, "],
        other=["lidocaine 5%", "menthol", "Lodine", "Soma 350mg #30", "ketamine 10% cream"],
    ),
    "strengths of drugs": combined(
        "{drug} {strength}",
        drug=["Norco", "Oxycodone", "Lidocaine/menthol", "Tizandine", "Balm"],
        strength=[
            *("5/325mg", "5mg/325mg", "5-325 mg", "5/200mg", "5mg/5ml", "1/2/3mg", "4%/5%", "5"),
            *("10 mg patch", "5% #30", "tablets", "IM", "by mouth", "compounded", "gel"),
        ],
    ),
    "categories": combined(
        "{one}{between}{other}",
        one=["MRI of the knee", "Physical therapy", "Norco", "Knee brace", "Urine drug screen"],
        between=[" and ", " with ", ", ", " for ", "/", " after "],
        other=["surgery", "acupuncture", "Soma", "X-ray", "injections", "a consultation", "sleep"],
    ),
    "words of categories": listed(
        """
Acupunture visits
Acupunctures
Physcial therapies
Arthoscopy
Batteries for a TENS unit
Unknown
Naproxn
zzz
"""
    ),
    "partial authorizations": combined(
        "{asked} was the original request. {given} was authorized by the Claims Administrator. The "
        "remaining IMR eligible portion of the original request, {left} is",
        asked=["12 visits of massage", "Soma #60"],
        given=["6 visits of massage", "Soma 350mg #20"],
        left=["6 visits of massage", "Soma, 40 tablets for the left knee"],
    ),
}

CONCLUSIONS: dict[str, Sequence[str]] = {
    "before a statement": combined(
        "{before} {statement}.",
        before=listed(
            """
Therefore,
If he is better,
Although he is better,
Until he is better,
Without an MRI,
The reviewer said that
The guidelines state that
Utilization review found that
There is no evidence that
There is no doubt that
Nobody said that
He is better and
Unless it fails, he is better and thus
"""
        ),
        statement=listed(
            """
the request is medically necessary
the request is not medically necessary
it is not medically necessary
a brace would be medically necessary
the request would not be medically necessary
the request may be medically necessary
a brace could not be necessary
the request is recommended
the request was not recommended
the request is denied
medical necessity is established
medical necessity has not been established
the requested brace is partially certified
"""
        ),
    ),
    "after a statement": combined(
        "The {thing} is {verdict} {after}",
        thing=["request", "MRI", "UR decision"],
        verdict=["medically necessary", "not medically necessary", "supported", "not recommended"],
        after=[
            *("if he is better.", "unless he is better.", ", as he is better.", "until he is."),
            *(
                "by the guidelines.",
                "against advice.",
                "and is denied.",
                "according to the reviewer.",
            ),
            *("; it may help.", "but not now.", "for a brace.", "and not indicated."),
        ],
    ),
    "two statements": combined(
        "{one}. {other}.",
        one=[
            *("The request is not medically necessary", "The MRI is medically necessary"),
            *("It is recommended", "A brace is necessary", "The request is not supported"),
        ],
        other=[
            *("It may be necessary later", "A brace is not medically necessary", "He is better"),
            *("Thus the request is certified", "The request is supported", "Not necessary"),
        ],
    ),
    "of another": combined(
        "{subject} {says}.",
        subject=["The request and surgery", "Surgery in the request", "He", "It", "The treatment"],
        says=["is recommended", "is not recommended against", "was denied", "is not certified"],
    ),
}

DATES = listed(
    """
2/3/15
02-03-2015
13/3/15
2/30/15
2/30/2015
2015-02-03
2015-02-30
Feb 3, 2015
3 February 2015
February 2015
2/2015
13/2015
2/15
02/1899
3/4/2100
3/4/1900
3/4/49
3/4/16
3/4/17
3/4/18
May 5\u201306, 2015
12\u201331\u201315
3/4/15-5/6/15
12/31 to 1/2/16
L4/5/15
1/2/3
"""
)

WORKERS: dict[str, Sequence[str]] = {
    "age": combined(
        "The {who} is {age} who fell on 2/3/15.",
        who=["injured worker", "patient", "doctor"],
        age=listed(
            """
a 13 year old male
a 14 year old male
a 99 year old male
a 100 year old male
a forty-five year old woman
a 45 y/o
a man of 45
a 45-year-old, right-handed F
a woman, aged 31,
a male with a female friend
"""
        ),
    ),
    "sex": combined(
        "{one} {two}",
        one=[
            *("The patient is 40 years old.", "He is a patient.", "She said that he fell."),
            *("The patient was hurt.", "His doctor saw the patient."),
        ],
        two=["He fell on 2/3/15.", "She and he fell.", "The woman fell.", "It hurt. She fell.", ""],
    ),
    "injury": combined(
        "The patient is a 40 year old male{event} {date}.",
        event=listed(
            """
 who was injured on
. The date of injury was
. DOI:
 seen on 1/2/16, hurt on
 whose mother fell on
 with a date of injury of
. Since
 who was injured from
"""
        ),
        date=["2/3/15", "February 2015", "2/3/15 to 3/4/15", "2/2015 and on 3/4/2015", "2/30/15"],
    ),
    "what happened": combined(
        "{before}On 2/3/15, {event}. {before}",
        before=["", "The patient is a 40 year old male. ", "One. Two. "],
        event=["he fell", "she was seen", "the patient was injured when he fell"],
    ),
    "far behind": combined(
        "The patient was seen{words}. He was injured on 2/3/15.",
        words=[", and seen" * count for count in (0, 10, 31, 32, 33, 40)],
    ),
    "in the next sentence": combined(
        "{one} {who} is {what}. He was injured on 2/3/15.",
        one=["Seen today.", "A 40 year old friend came.", "She came. So did he."],
        who=["The patient", "The claimant", "He", "The doctor", "A 50 year old"],
        what=["a 40 year old male", "40 years old", "a woman", "hurt, a 40 year old female"],
    ),
}

CITED = listed(
    """
MTUS Knee Complaints 2004
MTUS Knee Complaints
MTUS Knee Complaints 2004, Section(s): Summary, and Eye 2004
MTUS Knee Complaints 2004, Section(s): Summary, Lamps, Initial Care
MTUS Knee Complaints Page(s): 5, 7-9
MTUS Lamps 2007
MTUS Lamps, Page(s): 5
MTUS Opioids, page 5 of 9
MTUS Chronic Pain Medical Treatment 2009 Opioids Page(s): 78-80
MTUS
ODG
ODG, Knee
ODG, Knee, MRI
ODG, Knee Chapter, Knee, MRI
ODG, Knee, Shoulder, MRI
ODG, MRI, Knee
Knee Chapter, ODG
Knee Chapter, MRI, ODG
MRI, Knee Chapter, ODG
Knee Chapter, ODG, MRI
Knee Chapter, ODG, Shoulder Chapter
Knee Chapter, MRI, ODG, Preface
Knee, MRI
Knee.
Low Back (Imaging)
ODG 2015, Knee 2014, MRI 2013
ODG, Knee, MRI 2013, 2014
ODG, Knee, 2013 MRI
ODG (2015), Knee, pages 4, 6-7
ODG, Pain; Knee; ODG, Pain, Opioids
ACOEM 2nd Edition 2004, Chapter 12, page 308
ACOEM; ODG; Lamps
Gout, accessed from UpToDate
Spine J. 2010
Spine (2010), 2011
www.example.org
www.example.org/a b, www.example.com
www.odg-twc.com, Knee
ODG, www.odg-twc.com, Knee
ODG, Knee, www.acoem.org
Other: the FDA
CMS, Medicare Benefit Policy Manual
Lamps, 2010, page 5
"""
)

GUIDELINES: dict[str, Sequence[str]] = {
    "alone": combined("{cited}", cited=CITED),
    "based on": combined("Decision based on {cited}.", cited=CITED),
    "not of the MTUS": combined("Decision based on Non-MTUS Citation {cited}.", cited=CITED),
    "behind another": combined(
        "Decision based on MTUS Knee Complaints 2004, and Non-MTUS Citation {cited}", cited=CITED
    ),
}
