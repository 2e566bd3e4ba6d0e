"""IMR604: e-mail addresses."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_email_address = rule_test(
    "IMR604",
    *sentences(
        "Write to «a.okafor+x@clinic.example.org».",
        "The provider («office@footclinic.example») asked for custom orthotics.",
        "Questions go to «r.castellano@payer.example.com».",
        "Norco is taken 1 @ 8 am, 1 @ 2 pm and 1 @ 8 pm.",
        "One tablet @ bedtime, 2 @ 10mg.",
        "The source is www.carpal.example/at/home.",
    ),
)
