"""The rules of the group *text*: what they find in a sentence of the summary, and what not."""

from __future__ import annotations

from pathlib import Path

import pytest

import imrparse
from imrparse import Diagnostic, LintConfig

SOUND = (Path(__file__).parents[1] / "letters" / "sound.txt").read_text("utf-8")
PLACE = "An MRI of 08/02/2016 showed"

FOUND = {
    "unbalanced-quotation-marks": [
        ('He said "it hurts, and went.', '"'),
        ('He said it hurts" and went.', '"'),
        ('The "knee" and the "hip are sore.', '"'),
        ("He said \u201cit hurts, and went.", "\u201c"),
        ('A 3" scar, and "it hurts.', '"'),
    ],
    "unbalanced-brackets": [
        ("He has pain (worse at night.", "("),
        ("He has pain worse at night).", ")"),
        ("He has [severe pain.", "["),
        ("He has pain (at rest (and at night).", "("),
        ("He can 1) walk, 2) sit and 3) stand (for an hour.", "("),
        ("He has pain at rest], and (worse) at night.", "]"),
    ],
    "doubled-word": [
        ("He said the the pain is worse.", "the the"),
        ("The the pain is worse.", "The the"),
        ("He has pain in his\nknee knee.", "knee knee"),
        ("He went to\n\nto the clinic.", "to\n\nto"),
        ("The pain pain, he says, is worse.", "pain pain"),
        ("He had had had pain.", "had had had"),
    ],
    "broken-word": [
        ("He was seen on 12- 31-15.", "12- 31-15"),
        ("He was seen on 12- 31- 15.", "12- 31- 15"),
        ("He was seen on 12-31- 2015.", "12-31- 2015"),
        ("He needs skilled- nursing care.", "skilled- nursing"),
        ("The request was non- certified.", "non- certified"),
        ("The request was non -certified.", "non -certified"),
        ("He was given an x- ray.", "x- ray"),
        ("He had a 12- week course.", "12- week"),
        ("He is a 44 -year-old male.", "44 -year-old"),
        ("He had 6- 8 visits.", "6- 8"),
        ("It is based on Non- MTUS guidance.", "Non- MTUS"),
    ],
    "impossible-date": [
        ("He was seen on 13/31/2015.", "13/31/2015"),
        ("He was seen on February 30, 2016.", "February 30, 2016"),
        ("He was seen on December 9, 3026.", "December 9, 3026"),
        ("He was seen on 10/3/2019.", "10/3/2019"),
    ],
    "date-after-decision": [
        ("He was seen on 12/24/2016.", "12/24/2016"),
        ("He was seen on October 3, 2017.", "October 3, 2017"),
    ],
    "lost-character": [
        ("It\ufffds worse.", "\ufffd"),
        ("\uf0b7 It is worse.", "\uf0b7"),
        ("It\u0092s worse.", "\u0092"),
        ("It\u00e2\u20ac\u2122s worse.", "\u00e2\u20ac\u2122"),
        ("Flexion is 40\u00c2\u00b0.", "\u00c2\u00b0"),
        ("It is\x07 worse.", "\x07"),
    ],
    "invisible-character": [
        ("It is\u00a0worse.", "\u00a0"),
        ("It is \u200bworse.", "\u200b"),
        ("It is inflam\u00admation.", "\u00ad"),
        ("He \ufb01rst fell.", "\ufb01"),
    ],
}

LEFT = [
    'He is 5\'9" tall, and his scar is 3" long.',
    'He said "it hurts" and "a lot."',
    'The ODG says, "the \u201cfade\u201d of therapy."',
    "He has pain (at rest (and at night)).",
    "He can 1) walk, 2) sit, and 3) stand.",
    "He can a) walk, (b) sit, and iii) stand.",
    "He has (mostly 1) back pain, 2) knee pain).",
    "He had surgery (grade 2) and [sic] therapy {two}.",
    "He had had pain, and said that that was so.",
    "The pain is worse. Worse is the swelling.",
    "He has pain, pain at rest too.",
    "He had 2 2 mg doses at L4 L4-5.",
    "It was in May may be.",
    "He had pre- and post-operative, and two- or three-level studies.",
    "He had one-\nto two-week, twenty-\nfour and non-\ncertified visits.",
    "He had 4- strength of 5, and 5-/5 in the right.",
    "Neck- full motion. Back- tender. Knee- stable.",
    "He has pain - worse at night - and swelling.",
    "He has numbness- the worst yet.",
    "He was seen on 02/29/2016 and 12-14-16.",
    "Flexion is 40\u00b0, Voltaren\u00ae, 2\u00d74, a \u201cpop\u201d, 3\u20134, it\u2019s \u00bd.",
    "He is to return on 1/9/2017, and is off work until 2/1/2017.",
    "Pe\u00f1a and caf\u00e9 are words.",
    "Strength- normal, sensation- intact, reflexes- equal, gait- normal.",
]


def findings(sentence: str) -> list[tuple[str, str]]:
    """The rules of the group that object to a sentence of the summary, and to what words."""
    text = with_sentence(sentence)
    rules = {rule: lint(text, rule) for rule in FOUND}
    return [(rule, text[slice(*one.span)]) for rule, found in rules.items() for one in found]


def with_sentence(sentence: str) -> str:
    return SOUND.replace(PLACE, f"{sentence} {PLACE}")


def lint(text: str, rule: str = "text") -> tuple[Diagnostic, ...]:
    return imrparse.lint(text, LintConfig(select=(rule,)))


@pytest.mark.parametrize(
    ("rule", "sentence", "words"),
    [(rule, *case) for rule, cases in FOUND.items() for case in cases],
)
def test_found(rule: str, sentence: str, words: str) -> None:
    assert findings(sentence) == [(rule, words)]


@pytest.mark.parametrize("sentence", LEFT)
def test_left(sentence: str) -> None:
    assert findings(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "fixed"),
    [
        ("He was seen on 12- 31- 15.", "He was seen on 12-31-15."),
        ("The request was non- certified.", "The request was non-certified."),
        ("It\u00e2\u20ac\u2122s worse.", "It\u2019s worse."),
        ("It\u0092s worse.", "It\u2019s worse."),
        ("It is\u00a0worse.", "It is worse."),
        ("It is inflam\u00admation.", "It is inflammation."),
        ("He had an e\ufb03cient \ufb01x.", "He had an efficient fix."),
    ],
)
def test_safe_fix(sentence: str, fixed: str) -> None:
    text = with_sentence(sentence)
    edits = [edit for one in lint(text) for fix in one.fixes if fix.safe for edit in fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == with_sentence(fixed)


def test_unsure_fixes_are_unsafe() -> None:
    for sentence in (
        "He has pain pain.",
        "He said the the pain is worse.",
        "He needs skilled- nursing care.",
        "He had 6- 8 visits.",
        "He took \u202e05\u202c tablets.",
    ):
        fixes = [fix for found in lint(with_sentence(sentence)) for fix in found.fixes]
        assert fixes
        assert not any(fix.safe for fix in fixes)


def test_a_word_may_end_one_part_and_begin_the_next() -> None:
    text = SOUND.replace(
        "is not medically necessary.\n\nAssociated", "is denied. Associated\n\nAssociated"
    )
    assert text != SOUND
    assert lint(text) == ()


def test_dates_are_judged_by_the_letters_own() -> None:
    """An impossible one is told of even where no header says when the letter was decided."""
    header, _, body = with_sentence("He was seen on May 3, 2971.").partition("HOW THE IMR")
    assert [one.code for one in lint("HOW THE IMR" + body)] == ["IMR705"]
    assert header.startswith("Case Number")
