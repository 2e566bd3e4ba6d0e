"""IMR602: telephone and fax numbers."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_telephone_number = rule_test(
    "IMR602",
    *sentences(
        "Call «559-555-0142».",
        "The provider (phone «559-555-0187») asked for more visits.",
        "The office is at «(559) 555-0142».",
        "The office is at «559.555.0142».",
        "The office is at «1-800-555-0142».",
        "«Phone: 555-0142».",
        "The «fax number is 559 555 0142».",
        "He works full time, and can be reached at «(209) 555-0164».",
        "Codes 64483-59 and 72148 were billed.",
        "The ICD codes are 847.2, 724.4 and 722.10; CPT 97110-97140.",
        "Dates were 10-13-2016, 10-14-16 and 2016-10-13.",
        "The home has four steps (2-3-4-5 inches high).",
        "He rates pain 4-5/10 (2-3 times per week).",
        "He called 3 times in 2016, and faxed 12 pages.",
        "See www.example.org/docs/559-555-0142.",
    ),
)
