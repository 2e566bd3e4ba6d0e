"""IMR202: wording of another template generation than the letter's."""

from __future__ import annotations

from helpers.letters import SOUND, SOUND_2014, SOUND_2015
from helpers.rule_cases import Case, edits, rule_test

HEADER = SOUND[: SOUND.index("HOW THE IMR")]
OUTSIDE = "{} based their decision on recommendation(s) outside of the MTUS Guidelines."
NOT_ON_MTUS = "{} did not base their decision on the MTUS."
BY_REVIEWER = "The Expert Reviewer"
BY_ADMINISTRATOR = "The Claims Administrator"
NEWER_REVIEWER = f"«{NOT_ON_MTUS}=?>{OUTSIDE}»".format(BY_REVIEWER, BY_REVIEWER)
OLDER_ADMINISTRATOR = f"«{OUTSIDE}=?>{NOT_ON_MTUS}»".format(BY_ADMINISTRATOR, BY_ADMINISTRATOR)

test_mixed_generations = rule_test(
    "IMR202",
    *edits("items/Service.", "«items/services.=>items/Service.»"),
    *edits("items/services.", "«items/Service.=>items/services.»", base=SOUND_2014),
    *edits(OUTSIDE.format(BY_REVIEWER), NEWER_REVIEWER),
    *edits(NOT_ON_MTUS.format(BY_ADMINISTRATOR), OLDER_ADMINISTRATOR, base=SOUND_2015),
    # Without a header the letter has the generation of most of its wordings.
    {HEADER: "«IMR101 »", OUTSIDE.format(BY_REVIEWER): NEWER_REVIEWER},
    *edits(
        "Decision based on MTUS Opioid Treatment 2016.",
        "Decision based on MTUS «Low Back Complaints Page(s): 298-301».",
        "Decision based on MTUS «Chronic Pain Treatment Guidelines Massage therapy».",
        "Decision based on MTUS Knee Complaints, Section(s): Surgical Considerations.",
        f"{OUTSIDE.format(BY_ADMINISTRATOR)} Decision based on Non-MTUS Citation ODG, page 60.",
        f"{OUTSIDE.format(BY_ADMINISTRATOR)} Decision based on Non-MTUS Citation ACOEM Practice "
        "Guidelines, Knee Disorders, Page(s): 60, and Other Medical Treatment Guidelines of 2015.",
    ),
    Case({}, SOUND_2014),
    Case({}, SOUND_2015),
)
