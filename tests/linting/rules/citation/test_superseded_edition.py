"""IMR504: editions that had been superseded, or were not yet in force."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.letters import SOUND
from helpers.rule_cases import edits, rule_test

import imrparse
from imrparse import LintConfig

test_superseded_edition = rule_test(
    "IMR504",
    *edits(
        "Decision based on MTUS Opioid Treatment 2016.",
        "Decision based on MTUS Chronic Pain Medical Treatment «2009».",
        "Decision based on MTUS Chronic Pain Medical Treatment «2009», Section(s): Cyclobenzaprine "
        "(Flexeril).",
        "Decision based on MTUS Postsurgical Treatment 2009.",
        "Decision based on MTUS Cervical and Thoracic Spine Disorders «2016».",
        # Outside of the MTUS the same chapter is another matter.
        "The Claims Administrator based their decision on recommendation(s) outside of the MTUS "
        "Guidelines. Decision based on Non-MTUS Citation ACOEM, Cervical and Thoracic Spine "
        "Disorders, 2016.",
        "Decision based on MTUS Postsurgical Treatment 2009, Section(s): Forearm, Wrist, & Hand.",
    ),
)


@pytest.mark.parametrize(
    ("denied", "judged", "found"),
    [
        ("10/20/2016", None, 1),
        ("07/20/2016", None, 0),  # the request was made before
        ("07/28/2016", None, 0),
        ("07/29/2016", None, 1),
        ("10/20/2016", date(2016, 7, 29), 1),
        ("10/20/2016", date(2016, 7, 28), 0),
        ("10/20/2016", date(2016, 7, 27), 3),
        ("10/20/2016", date(2016, 7, 1), 3),  # the others are not yet in force
        ("10/20/2016", date(2018, 1, 15), 1),
        ("11/28/2017", None, 1),
        ("12/08/2017", None, 7),  # the chapters of 2004, too
        ("12/20/2017", date(2018, 1, 15), 7),
    ],
)
def test_the_date_to_judge_by(denied: str, judged: date | None, found: int) -> None:
    text = SOUND.replace("UR Denial Date: 10/20/2016", f"UR Denial Date: {denied}")
    text = text.replace("Decision Date: 12/14/2016", "Decision Date: 01/23/2018")
    text = text.replace("Pain Medical Treatment 2016", "Pain Medical Treatment 2009", 1)
    config = LintConfig(select=("superseded-edition",), date=judged)
    assert [one.code for one in imrparse.lint(text, config)] == ["IMR504"] * found
