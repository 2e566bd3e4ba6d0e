"""IMR708: characters that are invisible, or look like others."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_invisible_character = rule_test(
    "IMR708",
    *sentences(
        "It is«\u00a0=> »worse.",
        "It is «\u200b=>»worse.",
        "It is «\u202e=?>»worse.",
        "He has a sacroiliac «\u200b=>»strain.",
        "It is inflam«\u00ad=>»mation.",
        "He reported swell«\u00ad=>»ing after work.",
        "He «\ufb01=>fi»rst fell.",
        "He had an e«\ufb03=>ffi»cient «\ufb01=>fi»x.",
        "He has a stretching program \u2013 daily \u2013 and a \u201cboot\u201d.",
        "Rotation is 60\u00b0.",
    ),
)
