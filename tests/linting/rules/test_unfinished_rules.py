"""Lint rules on what an edit left behind: lost verbs, open choices, sentences cut short."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test, sentences

# IMR726: a lost verb.

test_missing_verb = rule_test(
    "IMR726",
    *sentences(
        "«There no» documentation of a trial.",
        "«The patient not» seen since.",
        "«The injured worker been» treated before.",
        "Therefore, «the request a» knee brace is open.",
        "There is no documentation of a trial.",
        "Is there no documentation?",
        "The records are not complete.",
    ),
    *edits(
        "The request for Norco is not",
        "The request for «Norco not medically necessary». The request for Norco is not",
        "The request is therefore not medically necessary. The request for Norco is not",
        "The request, as written, is considered not medically necessary. The request for Norco "
        "is not",
    ),
)


# IMR713: sentences cut short.

test_cut_short = rule_test(
    "IMR713",
    *sentences(
        "In this case, the treating provider «has».",
        "There is no documentation of a trial «of».",
        "Ten sessions of physical therapy and naproxen «have not».",
        "He reported more relief than he had.",
        "He asked whether it was what he was looking for.",
    ),
)


# IMR717: placeholders of other forms.

test_open_choice = rule_test(
    "IMR717",
    *sentences(
        "He returned to work on «XX-XX-2016».",
        "The last visit was in «(month?)» and showed no change.",
        "The provider noted «()» tenderness.",
        "The guideline recommends «[insert\ncriteria]» before this.",
        "It «is/is not» documented.",
        "He wore a size XXL/XL brace (medium before).",
        "It is documented (and was in June).",
    ),
)


# IMR723: "then" for "than", and words that no letter has.

test_compared = rule_test(
    "IMR723",
    *sentences(
        "He reported less relief «then=?>than» before.",
        "«The patience=?>The patient» had locking.",
        "He had neck «pane=?>pain».",
        "The provider should document «there=?>their» assessments.",
        "The provider found no evidence of there being a tear.",
        "He did more exercises then he rested.",
        "He had more pain and then rested.",
    ),
)


# IMR724: commas for full stops, and sentences behind a figure.

test_comma_for_stop = rule_test(
    "IMR724",
    *sentences(
        "The MTUS is silent on this «issue The=?>issue. The» ODG supports it.",
        "The knee was stable, the provider agreed.",
        "The pain was rated 6 out of 10. The knee was stable.",
        "The pain was rated 6 out of «10 The=?>10. The» knee was stable.",
        "The knee is stable«, The=?>. The» provider agreed.",
    ),
)


# IMR703 and IMR716: "no no", misplaced doubled letters, joined words.

test_doubled_no = rule_test(
    "IMR703",
    *sentences(
        "He had «no no=?>no» locking.",
        "There was «no no=?>no» swelling.",
        "He had no locking, no swelling.",
        "He had had no locking.",
    ),
)

test_doubled_letters = rule_test(
    "IMR716",
    *sentences(
        "It was «reccomended=?>recommended» to him.",
        "He was treated for pain «andmedication=?>and medication» was given.",
        "It was recommended to him.",
        "He showed incoordination.",
    ),
)


# IMR720: disagreement told by an ending.

test_disagreement_by_ending = rule_test(
    "IMR720",
    *sentences(
        "«There is no red flags» in this case.",
        "The knee is stable, and «no red flags was» found.",
        "The pain is mild, «his mood have» improved.",
        "Utilization review denied the «three request».",
        "«The injured worker have» not failed it.",
        "There is no loss of motion.",
        "There is no evidence of red flags.",
        "The knee is stable, the staff have left.",
    ),
)


# IMR704: dates that a space breaks.

test_broken_date = rule_test(
    "IMR704",
    *sentences(
        "A report of «11/ 18/2015=>11/18/2015» is old.",
        "A report of «11/18/ 2015=>11/18/2015» is old.",
        "A report of 11/18/2015 is old.",
        "The pain was rated 4/ 10 then.",
    ),
)


# IMR714: a pronoun behind the worker, where only the sentence before names somebody else.

test_pronoun_of_the_worker = rule_test(
    "IMR714",
    *sentences(
        "The surgeon agreed. The injured worker had pain that bothers «her» daily.",
        "The surgeon agreed. The patient rated «her» pain.",
        "The surgeon agreed. She noted pain.",
        "The surgeon noted that the patient rated her pain.",
    ),
)
