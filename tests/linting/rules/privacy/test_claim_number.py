"""IMR607: numbers of claims, policies and records."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_claim_number = rule_test(
    "IMR607",
    *sentences(
        "«Claim number: 0654-22107».",
        "X-rays are normal («claim number 2014-66310-B»).",
        "He has «claim no. WX40817».",
        "The «claim # is 40817».",
        "«Policy number 88-1200-X».",
        "«MRN: 00412345».",
        "«Medical record number 412345» was sent.",
        "The «medical record #7731902» was sent.",
        "The file says «ADJ1234567».",
        "His claim of 10/13/2016 was denied; the claim number is not stated.",
        "The medical records of 10/13/2016 were read.",
        "The medical records number 127 pages, and the claim form is of 6/1/2016.",
        "A policy of rest was kept for 10 days.",
    ),
)
