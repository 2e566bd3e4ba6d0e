"""IMR703: repeated words."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test, sentences

test_doubled_word = rule_test(
    "IMR703",
    *sentences(
        "He said «the the=?>the» pain is worse.",
        "He said «the the the=?>the» pain is worse.",
        "«The the=?>The» pain is worse.",
        "He went «to\n\nto=?>to» the clinic.",
        "He has pain in his\n«knee knee=?>knee».",
        "The «pain pain=?>pain», he says, is worse.",
        "He «had had had=?>had» pain.",
        "He had had pain, and said that that was so. So is the rest. Rest is best.",
        "He drops cups, cups of any size.",
        "The pain is worse. Worse is the swelling.",
        "He has pain, pain at rest too.",
        "He had 2 2 mg doses at L4 L4-5.",
        "It was in May may be.",
    ),
    *edits(
        "Eight sessions for the lumbar spine were authorized.",
        "It is documented that that ibuprofen «upsets upsets=?>upsets» his stomach.",
    ),
    # A word may end one part and begin the next.
    *edits(
        "arthroscopy is not medically necessary.",
        "arthroscopy is not medically necessary. Associated",
    ),
)
