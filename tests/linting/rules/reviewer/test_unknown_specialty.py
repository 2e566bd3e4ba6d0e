"""IMR304: items listed as specialties that are not known specialties."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test

test_unknown_specialty = rule_test(
    "IMR304",
    *edits(
        "Orthopedic Surgery, Sports Medicine",
        "«Orthopedic Surgrey=>Orthopedic Surgery»",
        "«Anesthesiolgy=>Anesthesiology», Pain Management",
        "«Physcial Medicine & Rehabilitation=>Physical Medicine & Rehabilitation»",
        "«PM&R=?>Physical Medicine & Rehabilitation»",
        "Chiropractor, «Crystal Healing»",
        "«Astrology»",
        "Pain Medicine, «MD»",
        "Physical Medicine and Rehabilitation",
        "Physical Medicine & Rehabilitation, Pain Medicine",
        "Physical Medicine and Rehabilitation, Interventional Spine",
        "Chiropractor",
        "Public Health & General Preventive\nMedicine",
        "Orthopedic Surgery and Sports Medicine",
        "Orthopaedic Surgery, Hand Surgery (Orthopedic Surgery)",
        "Sports Medicine, Orthopedic Surgery of the Spine",
        "Pain Medicine (Anesthesiology)",
        "PAIN MANAGEMENT",
    ),
)
