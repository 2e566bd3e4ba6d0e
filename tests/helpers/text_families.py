"""Families of edited letters for the rules on texts, headers, citations and reviewers.

Each family gives letters by their titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from helpers.letters import SOUND, SOUND_2014, SOUND_2015
from helpers.lint_letters import decided, in_summary, replaced
from helpers.phrase_families import combined, listed
from helpers.rule_cases import FINDINGS

CHAPTERS = listed(
    """
Knee Complaints 2004
Knee Complaints 2005
Knee Complaints 2031
Knee Complaints
Knee Complaint 2004
Lamp Complaints 2004
Lamps
ODG 2016
Chronic Pain Medical Treatment 2009
Chronic Pain Medical Treatment 2016
Low Back Complaints 2004
Low Back Disorders 2020
Neck and Upper Back Complaints 2004, Section(s): Surgical Considerations
Shoulder Complaints 2004, and Knee Complaints 2004
Elbow Disorders 2007
Postsurgical Treatment 2009, Section(s): Knee
Opioid Treatment 2016, Section(s): Opoids for Acute Pain
Pain, Suffering and the Restoration of Function 2004
"""
)


def citations() -> Iterator[Mapping[str, str]]:
    """Cited chapters for several requests, and what a rationale says of its sources."""
    for request in (*("MRI of the left knee", "Norco 10/325mg #60", "Left shoulder arthroscopy"),):
        rationale = f"{FINDINGS}The request is not medically necessary."
        yield {
            f"{request}: {chapter}": decided(
                request, rationale, f"Decision based on MTUS {chapter}."
            )
            for chapter in CHAPTERS
        }
    outside = "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS "
    for field in (
        "Decision based on Non-MTUS Citation ODG, Knee.",
        f"{outside}Guidelines.",
        f"{outside}Guidelines. Decision based on Non-MTUS Citation .",
        f"{outside}Guidelines. Decision based on Non-MTUS Citation ODG, Kneee Chapter, MRI.",
        f"{outside}Guidelines. Decision based on MTUS Knee Complaints 2004.",
        "The Expert Reviewer did not cite any medical evidence for its decision.",
        "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): NSAIDs, GI "
        "symptoms (proton pump inhibitors).",
        "Decision based on MTUS Knee Complaints 2004, and Non-MTUS Citation ACOEM, Knee",
        "ODG, Knee.",
        "Decision based on",
    ):
        for request in ("Ranitidine 150mg #60",):
            yield {
                f"{request}: {field} {says}": decided(
                    request, f"{FINDINGS}{says} The request is not medically necessary.", field
                )
                for says in listed(
                    """
He is better.
The ODG recommends it.
The MTUS is silent on this.
The MTUS and ODG do not address it.
ACOEM, Chapter 12, recommends it.
ACOEM, Chapter 13, recommends it.
The chronic pain guidelines of 2009 recommend it.
The 2016 chronic pain guidelines recommend it.
Knee Complaints 2005 recommends it.
As the requested surgical intervention is not medically necessary per the documentation, it is \
not either.
"""
                )
            }


def texts() -> Iterator[Mapping[str, str]]:
    """Copy-editing faults of the summary."""
    yield in_summary(
        combined(
            "He said {one}hurts{two} and went.",
            one=["it ", '"it ', "(it ", "[it ", "\u201cit ", "{it "],
            two=["", '"', ")", "\u201d", ' (3" wide)', " 1)"],
        )
    )
    yield in_summary(
        combined(
            "{first} {second} seen{end}",
            first=["He he", "It was was", "the knee, the knee", "A a", "In the end in the end"],
            second=["was", "had had"],
            end=[". ", "..", " .", "...", ".He went.", ",he went."],
        ),
        together=6,
    )
    yield in_summary(
        combined(
            "{article} {noun} was seen.",
            article=["A", "an", "a", "Hepatitis a", "a(n)"],
            noun=[
                *("MRI", "UR", "injection", "unit", "hour", "knee", "EMG/NCS", "ulcer"),
                *("honest man", "one", "8-week course", "x-ray", "eye"),
            ],
        ),
        together=13,
    )
    yield in_summary(
        combined(
            "He had {one}{gap}{two}.",
            one=["12", "non", "pre", "FDA", "skilled", "guidelines", "L4", "12-3", "x", "ODG"],
            gap=["- ", " -"],
            two=["week", "nursing", "31", "15", "and post", "low", "certified"],
        ),
        together=7,
    )
    yield in_summary(
        combined(
            "{subject} {verb} seen.",
            subject=["The patient", "The records", "NSAIDs", "The use of NSAIDs", "This patient"],
            verb=["is", "are", "was", "were", "has", "have"],
        ),
        together=6,
    )
    yield in_summary(
        listed(
            """
He was well. the knee was stiff.
He was well (e.g. the knee). the hip vs. the knee.
It was so. a b. c d. the knee. the hip. the back. the neck. the arm.
The words go on. is it.
He was tendernes.
He had tendernes and tendernes.
Tendernes was found.
He was examinedd by the therapist.
The re-examinatoin was normal.
The MTUS does not address.
The MTUS, which the ODG does not address.
The ODG does not specifically recommend.
The patient was seen by .
He went to the end , and home .
She was seen. He was seen.
The wife said that she was well. She was well. She was seen.
She or he was seen.
This 38 year old woman was seen.
The 38 year old man was seen.
The 43 year old man was seen.
The 46 year old man was seen.
The 38 year old man was seen on 1/2/2012.
The 38 year old man was seen on 1/2/2015.
It hurt on examination of the left knee again and again today. It hurt on examination of the \
left knee again and again today.
It hurt then. It hurt then.
It hurt a lot then. It hurt a lot then.
It hurt a lot then. He went. It hurt a lot then.
"""
        )
    )


def dates() -> Iterator[Mapping[str, str]]:
    """Dates of the summary and the header, at the limits between them."""
    decided_on = date(2016, 12, 14)
    for days in (-1, 0, 1, 366, 367):
        ahead = f"{decided_on + timedelta(days):%m/%d/%Y}"
        yield in_summary(
            [
                f"He was seen on {ahead}.",
                f"He is to be seen on {ahead}.",
                f"He will be seen; {ahead}.",
            ]
        )
    yield in_summary(
        combined(
            "{words} {day}.",
            words=listed(
                """
An MRI of
An MRI dated
He had a history of an MRI of
He was seen on
The request for authorization of
The request was made again: request for authorization dated
Utilization Review denied it on
The utilization review decision of
On
The appeal was denied by utilization review on
He was injured on
"""
            ),
            day=[
                *("05/08/2014", "05/09/2014", "10/19/2016", "10/20/2016", "10/21/2016"),
                *(
                    "08/20/2016",
                    "08/21/2016",
                    "10/20/2015",
                    "12/14/2016",
                    "13/14/2016",
                    "5/6/20156",
                ),
            ],
            after=[
                "",
                ", the request for authorization was made",
                ", Utilization Review denied it",
            ],
        )
    )
    header = {
        "Date of Injury: 05/09/2014": ("1939", "1940", "2016", "2001"),
        "Decision Date: 12/14/2016": ("2012", "2013", "2014", "2040"),
        "UR Denial Date: 10/20/2016": ("2012", "2013", "2015", "2017"),
        "Application Received: 11/07/2016": ("2012", "2013", "2015", "2017"),
        "Date Assigned: 11/18/2016": ("2012", "2013", "2015", "2017"),
    }
    for cell, years in header.items():
        yield {f"{cell[:-4]}{y}": replaced((cell, cell[:-4] + y)) for y in years}
    for cell, day in (
        ("Decision Date", date(2016, 12, 14)),
        ("UR Denial Date", date(2016, 10, 20)),
        ("Application Received", date(2016, 11, 7)),
        ("Date Assigned", date(2016, 11, 18)),
    ):
        for days in (-60, -40, -29, -18, -12, -1, 1, 12, 13, 29, 33, 34, 45, 60):
            moved = f"{day + timedelta(days):%m/%d/%Y}"
            yield {f"{cell}: {moved}": replaced((f"{day:%m/%d/%Y}", moved))}
    for age in (9, 13, 15, 16, 17, 44, 91, 92, 93, 94):
        yield {f"aged {age}": replaced(("44 year old", f"{age} year old"))}


def reviewers() -> Iterator[Mapping[str, str]]:
    """Lists of states and specialties."""
    states = "State(s) of Licensure: California, Nevada"
    specialties = "Certification(s)/Specialty: Orthopedic Surgery, Sports Medicine"
    yield {
        f"states: {text}": replaced((states, f"State(s) of Licensure: {text}"))
        for text in listed(
            """
CA, Nevada
California; Nevada
California and Nevada
California/Nevada, Ohio
MD
California, Californa
N/A
-
None
California, California
california, Nevada
Calif., NV
New York, York
"""
        )
    }
    yield {
        f"specialties: {text}": replaced((specialties, f"Certification(s)/Specialty: {text}"))
        for text in listed(
            """
Orthopedic Sugery
orthopedic surgery, Sports Medicine
Orthopedic Surgery; Sports Medicine
Orthopedic Surgery and Sports Medicine
Orthopedic Surgery / Lamps
1. Orthopedic Surgery
Orthopedic Surgery (board certified)
Orthopedic Surgery (Sports Medicine)
Orthopedic Surgery.
PM&R
Physical Medicine & Rehabilitation
Physical Medicine and Rehabilitation, Pain Management
Not stated
Lamps
Chiropractor, Acupuncturist
Orthopedic Surgery, Orthopedic Surgery
"""
        )
    }


def wordings() -> Iterator[Mapping[str, str]]:
    """Changed and missing paragraphs of each generation."""
    edits = listed(
        """
more than five years -> more than four years
no affiliation -> affiliation
He/she has no -> He/she has
the complete case file -> the complete case file, as received,
He/she is familiar with governing laws -> He/she is familar with governing laws
in active clinical practice -> in practice
at least 24 hours -> at least 42 hours
The expert reviewer was selected based on his/her clinical experience -> Dr. Okafor was selected
medical records: -> records:
set forth below: -> set out below:
including all medical records -> including all the medical records that were sent to us here
MAXIMUS Federal Services sent -> Maximus sent
"""
    )
    for name, letter in (("2016", SOUND), ("2015", SOUND_2015), ("2014", SOUND_2014)):
        flat = " ".join(letter.split(" "))
        for one in edits:
            old, _, new = one.partition(" -> ")
            if old in flat:
                yield {f"{name}: {one}": flat.replace(old, new, 1)}
    for name, letter in (("2016", SOUND), ("2015", SOUND_2015), ("2014", SOUND_2014)):
        paragraphs = letter.split("\n\n")
        for n, paragraph in enumerate(paragraphs[:9]):
            rest = [*paragraphs[:n], *paragraphs[n + 1 :]]
            yield {f"{name}, no paragraph {n}: {paragraph[:30]}": "\n\n".join(rest)}
            half = " ".join(paragraph.split()[: len(paragraph.split()) // 2])
            cut = [*paragraphs[:n], half, *paragraphs[n + 1 :]]
            yield {f"{name}, half of paragraph {n}: {paragraph[:30]}": "\n\n".join(cut)}


def private() -> Iterator[Mapping[str, str]]:
    """Names, numbers and addresses of persons."""
    yield in_summary(
        combined(
            "He {says} {what}.",
            says=["gave", "was seen by", "lives at", "said that"],
            what=listed(
                """
Dr. Okafor
Dr.
John Smith, M.D.
J. Smith, MD, wrote
a 555-12-3456
(916) 555-0123
916-555-0123 ext. 4
a@example.org
12 Main Street, Sacramento, CA 95814
SSN 123-45-6789
MRN: 1234567
claim number AB-123456
DOB: 01/02/1970
born on 1/2/1970
the XXXX clinic
[REDACTED]
[name]
Mr. Doe
www.example.org
"""
            ),
        )
    )
