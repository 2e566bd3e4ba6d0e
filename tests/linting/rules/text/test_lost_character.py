"""IMR707: characters that were lost, or decoded with the wrong encoding."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_lost_character = rule_test(
    "IMR707",
    *sentences(
        "It«\ufffd»s worse.",
        "Flexion was 115«\ufffd», abduction 100 degrees.",
        "«\uf0b7» It is worse.",
        "It«\u0092=>\u2019»s worse.",
        "It«\u00e2\u20ac\u2122=>\u2019»s worse.",
        "Phalen«\u00e2\u20ac\u2122=>\u2019»s test was positive.",
        "Flexion is 40«\u00c2\u00b0=>\u00b0».",
        "It is«\x07=>» worse.",
        "Flexion is 40\u00b0, Voltaren\u00ae, 2\u00d74, a \u201cpop\u201d, 3\u20134.",
        "It\u2019s \u00bd.",
        "He could bend the finger to within 2\u00bd inches of the palm.",
        "He takes gabapentin (Neurontin\u00ae), and rates the pain \u201c5\u201d.",
        "Pe\u00f1a and caf\u00e9 are words.",
    ),
)
