"""Lint rules of the group citation: whether what is cited fits the request and the rationale."""

from __future__ import annotations

from helpers.letters import SOUND_2015
from helpers.rule_cases import edits, issue, rule_test

# IMR506: chapters of other body parts than the request's.

test_other_body_part = rule_test(
    "IMR506",
    *(
        issue(
            f"{request}: Upheld",
            "The records name no examination that would call for this, and nothing was tried "
            "before. The request is not medically necessary.",
            f"Decision based on MTUS {chapters}.",
        )
        for request, chapters in (
            ("MRI of the left knee", "«Low Back Complaints» 2004"),
            ("MRI of the left shoulder", "«Knee Complaints» 2004, Section(s): Special Studies"),
            ("MRI of the cervical spine", "«Low Back Complaints» 2004"),
            ("Physical therapy for the left shoulder", "«Ankle and Foot Complaints» 2004"),
            ("MRI of the right shoulder", "«Neck and Upper Back Complaints» 2004"),
            ("Arthroscopy of the left elbow", "«Shoulder Complaints» 2004"),
            ("EMG/NCS of the right shoulder", "Neck and Upper Back Complaints 2004"),
            ("Chiropractic therapy, 6 visits", "«Elbow Complaints» 2007"),
            ("MRI of the left knee", "Low Back Complaints 2004, and Knee Complaints 2004"),
            ("MRI of the left knee", "Chronic Pain Medical Treatment 2016"),
            ("MRI of the thoracic spine", "Low Back Complaints 2004"),
            ("MRI of the left hip", "Low Back Complaints 2004"),
            ("EMG/NCS of the left lower extremity", "Low Back Complaints 2004"),
            ("EMG/NCS of the right upper extremity", "Shoulder Complaints 2004"),
            ("EMG/NCS of the bilateral upper extremities", "Neck and Upper Back Complaints 2004"),
            ("EMG/NCS of the right hand", "Neck and Upper Back Complaints 2004"),
            ("Therapy for the neck and left ankle", "Ankle and Foot Complaints 2004"),
            ("Pre-operative chest x-ray", "Low Back Complaints 2004"),
            ("Pre-operative x-ray of the left knee", "Low Back Complaints 2004"),
            ("X-ray of the chest and the left knee", "Low Back Complaints 2004"),
            ("MRI of the left knee and the right shoulder", "«Low Back Complaints» 2004"),
            (
                "MRI of the left knee",
                "«Low Back Complaints» 2004, and «Shoulder Complaints» 2004",
            ),
            ("Six sessions of aquatic therapy", "Knee Complaints 2004"),
        )
    ),
)


# IMR507: sources outside the MTUS, without the sentence that says so.

CITED = "Decision based on Non-MTUS Citation"
OUTSIDE = "based their decision on recommendation(s) outside of the MTUS Guidelines."

test_unstated_silence = rule_test(
    "IMR507",
    *edits(
        "Decision based on MTUS Opioid Treatment 2016.",
        f"«{CITED} ODG, Pain Chapter.=?>The Claims Administrator {OUTSIDE} {CITED} ODG, Pain "
        "Chapter.»",
        f"«{CITED} www.example.org.=?>The Claims Administrator {OUTSIDE} {CITED} www.example.org.»",
        f"Decision based on MTUS Knee Complaints 2004. {CITED} ODG, Pain Chapter.",
        f"The Claims Admini strator {OUTSIDE} {CITED} ODG, Pain Chapter.",
        "The Claims Administrator did not cite any medical evidence for its decision.",
    ),
    *edits(
        f"MAXIMUS guideline: The Expert Reviewer {OUTSIDE} {CITED} Official Disability Guidelines "
        "(ODG) Knee & Leg Chapter, Continuous-flow cryotherapy.",
        f"MAXIMUS guideline: «{CITED} ODG, Cryotherapy.=?>The Expert Reviewer {OUTSIDE} {CITED} "
        "ODG, Cryotherapy.»",
    ),
    *edits(
        f"The Claims Administrator did not base their decision on the MTUS. {CITED} Official "
        "Disability Guidelines (ODG) Pain Chapter.",
        f"«{CITED} ODG, Pain Chapter.=?>The Claims Administrator did not base their decision on "
        f"the MTUS. {CITED} ODG, Pain Chapter.»",
        f"The Claims Administrator did not base their decision on the MTUS. {CITED} ODG, page 60.",
        base=SOUND_2015,
    ),
)


# IMR508: sources that the rationale names, and the field does not.

test_sources_differ = rule_test(
    "IMR508",
    *edits(
        "The MTUS recommends active therapy",
        "The «ODG states» so. The MTUS recommends active therapy",
        "The «MTUS is silent» on it. The MTUS recommends active therapy",
        "«ACOEM Chapter 9» says so. The MTUS recommends active therapy",
        "The ACOEM guidelines, chapter 12, say so. The MTUS recommends active therapy",
        "The Low Back Complaints («2009») do. The MTUS recommends active therapy",
        "The Low Back Complaints (2004) do. The MTUS recommends active therapy",
        "The Chronic Pain Guidelines («2009») do. The MTUS recommends active therapy",
        "The Chronic Pain Guidelines (2016) and the ODG do. The MTUS recommends active therapy",
        "The ODG may say so. The MTUS recommends active therapy",
    ),
    *(
        issue(
            f"{drug} 20mg #60: Upheld",
            "It is for the stomach, which is well, and there was no bleeding. The request is not "
            "medically necessary.",
            f"The Expert Reviewer {OUTSIDE} {CITED} {cited}",
        )
        for drug, cited in (
            ("Famotidine", "«ODG, Pain Chapter, Proton pump inhibitors (PPIs)»."),
            ("Famotidine", "ODG, Pain Chapter, NSAIDs."),
            ("Omeprazole", "ODG, Pain Chapter, Proton pump inhibitors (PPIs)."),
        )
    ),
)


# IMR510: fields that cite what they say that they do not cite.

KNEE = "Decision based on MTUS Knee Complaints 2004, Section(s): Surgical Considerations."
NONE = "The Expert Reviewer did not cite any medical evidence for its decision."

test_contradictory_field = rule_test(
    "IMR510",
    *edits(
        f"MAXIMUS guideline: {KNEE}",
        f"MAXIMUS guideline: The Expert Reviewer {OUTSIDE} Decision based on MTUS «Knee Complaints "
        "2004».",
        f"MAXIMUS guideline: {NONE} Decision based on MTUS «Knee Complaints 2004».",
        f"MAXIMUS guideline: {NONE} {CITED} «ODG, Knee Chapter, Arthroscopy».",
        f"MAXIMUS guideline: The Expert Reviewer {OUTSIDE} {CITED} ODG, Knee Chapter, Arthroscopy.",
        f"MAXIMUS guideline: {KNEE} {CITED} ODG, Knee Chapter, Arthroscopy.",
    ),
)


# IMR511: what is cited twice.

test_repeated_citation = rule_test(
    "IMR511",
    *edits(
        f"MAXIMUS guideline: {KNEE}",
        f"MAXIMUS guideline: {KNEE[:-1]}, «Surgical considerations».",
        "MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004, and «Knee Complaints "
        "2004».",
        f"MAXIMUS guideline: {KNEE[:-1]}, and Knee Complaints 2004, Section(s): Special Studies.",
        f"MAXIMUS guideline: {KNEE} {CITED} ODG, Knee Chapter, Arthroscopy; ODG, Pain Chapter.",
    ),
)


# IMR512: chapters without the year of their edition.

test_missing_edition = rule_test(
    "IMR512",
    *edits(
        f"MAXIMUS guideline: {KNEE}",
        "MAXIMUS guideline: Decision based on MTUS «Knee Complaints», Section(s): Special Studies.",
        "MAXIMUS guideline: Decision based on MTUS «IMR202 Knee Complaints».",
        "MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.",
    ),
    *edits(
        "Claims Administrator guideline: Decision based on MTUS Opioid Treatment 2016.",
        "Claims Administrator guideline: Decision based on MTUS «Opioid Treatment», Section(s): "
        "Weaning off.",
    ),
    *edits("Massage therapy Page(s): 60.", "Massage therapy Page(s): 61.", base=SOUND_2015),
)
