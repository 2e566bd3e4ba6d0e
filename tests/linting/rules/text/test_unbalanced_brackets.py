"""IMR702: brackets without a partner."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test, sentences

test_unbalanced_brackets = rule_test(
    "IMR702",
    *sentences(
        "He has pain «(»worse at night.",
        "The scar was healed «(»no redness, no discharge.",
        "He has pain worse at night«)».",
        "He has «[»severe pain.",
        "He has pain «(»at rest (and at night).",
        "He can 1) walk, 2) sit and 3) stand «(»for an hour.",
        "He has pain at rest«]», and (worse) at night.",
        "He has pain (at rest (and at night)).",
        "He can 1) walk, 2) sit, and 3) stand.",
        "He can a) walk, (b) sit, and iii) stand.",
        "He has (mostly 1) back pain, 2) knee pain).",
        "He had surgery (grade 2) and [sic] therapy {two}.",
        "He has a) ibuprofen and b) a program (for stretching (daily) and for strength).",
    ),
    *edits(
        "The MTUS recommends active therapy that fades",
        "The MTUS recommends active therapy e.g. exercise«)», that fades",
    ),
)
