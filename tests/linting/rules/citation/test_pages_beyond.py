"""IMR505: pages that a guideline does not have."""

from __future__ import annotations

from helpers.letters import SOUND_2015
from helpers.rule_cases import edits, rule_test

PAIN = "Decision based on MTUS Chronic Pain Treatment Guidelines"
TENS = f"{PAIN} TENS, chronic pain (transcutaneous electrical nerve stimulation)"

test_pages_beyond = rule_test(
    "IMR505",
    *edits(
        f"{PAIN} Massage therapy Page(s): 60.",
        f"{PAIN} Massage therapy Page(s): «160» of 127.",
        f"{TENS} Page(s): 114, «141».",
        f"{PAIN} Page(s): «98-129».",
        f"{PAIN} Page(s): 6 of «12».",
        "Decision based on MTUS Knee Complaints Page(s): «344» of 127.",
        f"{PAIN} Page(s): 60, 127.",
        f"{TENS} Page(s): 114-116 of 127.",
        "Decision based on MTUS Neck and Upper Back Complaints Page(s): 173-175. Decision based on "
        "Non-MTUS Citation ACOEM Practice Guidelines, page 607.",
        base=SOUND_2015,
    ),
)
