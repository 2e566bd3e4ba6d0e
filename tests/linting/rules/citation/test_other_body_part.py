"""IMR506: chapters of other body parts than the request's."""

from __future__ import annotations

from helpers.rule_cases import issue, rule_test

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
            ("Six sessions of aquatic therapy", "Knee Complaints 2004"),
        )
    ),
)
