"""IMR608: gaps where a name was removed."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_redaction_gap = rule_test(
    "IMR608",
    *sentences(
        "He saw «Dr.»  on 10/3.",
        "«Dr.» asked for nerve studies.",
        "«Ms.» , who drives him, agrees.",
        "A report by«  , MD», was read.",
        "Per the report by« , MD», a strap helps.",
        "A report by«  »M.D. was read.",
        "The report provided by«  »on 10/3 was read.",
        "The report provided by« \n »the diagnoses are sprains.",
        "There was a flare-up«.  »is requesting massage.",
        "There was a flare-up.« \n »requested massage.",
        "As noted by« ,» he limps.",
        "The report of« 's» office was read.",
        "He saw «[REDACTED]» on 10/3.",
        "He saw «______» on 10/3.",
        "He saw the Dr. on 10/3, and an M.D. on 10/5.",
        "As time goes by, he sees the Dr. less.",
        "It states that an M. D. \nshould refer him.",
        "As time goes by, he limps.  The knee is worse.",
        # Marks of Markdown are no gaps.
        "The report provided by **on call** staff was read.",
        "The report provided by <b></b> the staff was read.",
        "As noted by <b></b> he limps.",
        "Relief was approx. is not known.",
        "He uses a brace (see p. 12).  He works.",
        "As reported by the provider, diagnoses are a sprain and a strain.",
        "Treatment was provided by the physician \nwho denied it.",
    ),
    {  # In a stretched text, gaps mean nothing.
        "working at least 24": "working at least       24",
        "The provider noted": "As noted by  on 10/3, the provider said",
    },
)
