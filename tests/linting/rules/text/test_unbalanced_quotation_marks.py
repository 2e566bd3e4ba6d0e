"""IMR701: quotation marks without a partner."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_unbalanced_quotation_marks = rule_test(
    "IMR701",
    *sentences(
        'He said «"»it hurts, and went.',
        'He said it hurts«"» and went.',
        'He could reach a shelf at the height of his chin, and nothing above it.«"»',
        'He has trouble in finding words («"»the small ones).',
        'The "knee" and the «"»hip are sore.',
        "He said «\u201c»it hurts, and went.",
        'A 3" scar, and «"»it hurts.',
        'He is 5\'9" tall, and his scar is 3" long.',
        'He is 5\'11" tall, and has a scar of 2" on the shin.',
        'He said "it hurts" and "a lot."',
        'The strap is "too tight," he says, "by noon."',
        'The ODG says, "the \u201cfade\u201d of therapy."',
    ),
)
