"""Lint rules on figures that can't be."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test, sentences

# IMR722: ages, scores, ranges of motion, levels of the spine.

test_impossible_figure = rule_test(
    "IMR722",
    *sentences(
        "Knee pain was rated «14/10».",
        "He rates pain as 5-«45 out of 10».",
        "The VAS score was «70 / 10» in the morning.",
        "Knee flexion was «1300 degrees», and extension -«210°».",
        "Motor strength was «7/5» on the left.",
        "There was spasm at «C9», «T4-T14», «L7-8» and «S8».",
        "The «L6»-S1 disc bulges.",
        "The disc at «L5-6» bulges.",
        "«His weight was 1,980 pounds».",
        "His «blood pressure was 1280/8»0.",
        "Pain was 10/10, at worst 8-10/10, at C7-T1, T12-L1, L5-S1 and C8; at S1 on the left.",
        "Pain has grown since 11/10, and again on 12/10. Strength was 5/5 on 10/5 and 5-/5 since.",
        "Flexion was 120 degrees at a fever of 101 degrees F, and 0-180 degrees passively.",
        "He attended 12 out of 10 visits. The ICD codes are S93.4, T14.90 and M54.16.",
        "T2 weighted images and a T-score of 2 were read; C15-30 lens. His BP was 128/80.",
        "He has a 7 year old injury, a 2-year-old son, and a box of a weight of 900 pounds.",
        "Vitamin B12, HCPCS L8680, L3-4-15 and C4-5-6 were coded.",
    ),
    *edits("is a 44 year old male", "is a «444 year old» male"),
    *edits("is a 44 year old male", "is a «4 year old male»"),
)
