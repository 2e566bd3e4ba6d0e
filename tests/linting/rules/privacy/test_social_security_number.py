"""IMR603: social security numbers."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_social_security_number = rule_test(
    "IMR603",
    *sentences(
        "He («078-05-1120») was seen.",
        "His social security number is «219-09-9999».",
        "His «SSN is XXX-XX-1120».",
        "He («SSN XXX-XX-4420») works half days.",
        "His «social security number ends in 1120».",
        "Social Security Disability was granted in 2016.",
        "The bill lists 110-12-1 to 110-12-3.",
        "Pages 100-110 of 127-1120 were read.",
    ),
)
