"""Texts as a whole: those that are no letters, and how far one is read after a fault."""

from __future__ import annotations

import re
from functools import cache
from random import Random

import pytest

from helpers.carriers import CARRIERS, LINE_ENDS
from helpers.letters import SOUND, SOUND_2014, SOUND_2015, sample_names, sample_text

import imrparse
from imrparse import Source
from imrparse.parsing.reader import Reader, Reading

FARTHEST = 100_000
"""Code points after the first fault that are read."""


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_text(text: str) -> None:
    (found,) = imrparse.analyze(text).diagnostics
    assert (found.message, found.span) == ("the text is empty", (0, 0))


@pytest.mark.parametrize(
    ("text", "first_line", "where"),
    [
        ("Dear Sir,  \nhello", "Dear Sir,", "in the text"),
        (" \n Dear Sir\nhello", "Dear Sir", "in the text"),
        ("x" * FARTHEST + " \n", "x" * FARTHEST, "in the text"),
        ("x" * (FARTHEST + 1), "x" * FARTHEST, "at the beginning of the text"),
    ],
)
def test_a_text_that_is_no_letter(text: str, first_line: str, where: str) -> None:
    """The fault stands on its first line."""
    (found,) = imrparse.analyze(text).diagnostics
    assert found.message == (
        f"this is not a determination letter: no heading or label of one is {where}"
    )
    assert text[slice(*found.span)] == first_line


@pytest.mark.parametrize(("more", "is_cut"), [(0, False), (1, True), (2, True)])
def test_how_far_a_text_is_read_after_its_first_fault(more: int, is_cut: bool) -> None:
    text = SOUND.rstrip().replace("MAXIMUS guideline: ", "", 1) + " It is so." * FARTHEST
    last = text.index("Decision rationale:") + FARTHEST + more
    missing, *others = imrparse.analyze(text[:last]).diagnostics
    assert missing.message == "the label 'MAXIMUS guideline:' is missing here"
    rest = text[last - more : last].lstrip()
    told = [
        one.span.start
        for one in others
        if one.message.startswith("the text was not read from here on")
    ]
    assert told == [last - len(rest)] * is_cut


# The two ways to read a sound letter: over the learned steps, and by the LALR parser.


@cache
def _readers() -> tuple[Reader, Reader]:
    """A reader that has learned from every sample, and one that learns nothing."""
    walking = Reader()
    for text in map(sample_text, sample_names()):
        for _ in range(3):  # the shape of a header is learned when it comes a second time
            walking.read(Source(text))
    return walking, Reader(walks=False)


def read_in_both_ways(text: str) -> None:
    """Read a text in both ways, and compare all that can be seen of the letters."""
    walked, parsed = (each.read(Source(text)) for each in _readers())
    assert walked.letter == parsed.letter
    assert hash(walked.letter) == hash(parsed.letter)
    assert _seen(walked) == _seen(parsed)


def _seen(reading: Reading) -> list[object]:
    letter = reading.letter
    nodes = [
        (type(node), repr(node), node.span, dict(node.places), getattr(node, "raw", None))
        for node in imrparse.walk(letter)
    ]
    found = [(one.code, one.message, one.span, one.fixes) for one in reading.diagnostics]
    beside = (letter.source, letter.preamble, letter.postscript, letter.template)
    return [nodes, found, beside, list(reading.islands), reading.source.plain]


each_sample = pytest.mark.parametrize("name", sample_names())


@each_sample
def test_both_ways_read_each_sample_in_each_layout(name: str) -> None:
    for change in LINE_ENDS.values():
        read_in_both_ways(change(sample_text(name)))


@pytest.mark.parametrize("carrier", CARRIERS)
def test_both_ways_read_what_carriers_lay_over_letters(carrier: str) -> None:
    for text in (SOUND, SOUND_2015, SOUND_2014):
        read_in_both_ways(CARRIERS[carrier](text))


def test_the_walk_reads_what_it_has_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the tests above would compare the parser with itself."""
    walking, _ = _readers()
    monkeypatch.setattr(walking, "_parsed", None)
    for name in sample_names():
        walking.read(Source(sample_text(name)), with_warnings=False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Decision rationale:", "Decision rationale: so: Upheld\nMAXIMUS guideline:"),
        ("MAXIMUS guideline:", "is why: Upheld\nMAXIMUS guideline:"),
        ("Case Number:", "Case Number: CM16-0900000\nCase Number:"),
        ("Date of Injury:", "Date of Injury: 13/"),
        ("CLINICAL CASE SUMMARY", "State(s) of Licensure: Ohio\nCLINICAL CASE SUMMARY"),
        ("CLINICAL CASE SUMMARY", "and is licensed to practice in Ohio.\nCLINICAL CASE SUMMARY"),
        ("Claims Administrator guideline:", "Claims Administrator guideline:\n\n"),
    ],
)
def test_both_ways_refuse_what_is_no_sound_letter(old: str, new: str) -> None:
    for text in (SOUND, SOUND_2015, SOUND_2014):
        read_in_both_ways(text.replace(old, new, 1))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(50))
def test_both_ways_read_mutated_letters(seed: int) -> None:
    """In all 5,000 texts, each with a few changes of the kinds that matter to the structure."""
    random = Random(seed)
    texts = [sample_text(name) for name in sample_names()]
    pieces = [piece for text in texts[::5] for piece in re.findall(r"[^\n]*\n", text)]
    for _ in range(100):
        text = random.choice(texts)
        for _ in range(random.randint(1, 3)):
            start = random.randrange(len(text))
            end = start + random.choice([0, 0, 1, 5, 200])
            new = random.choice(["", "\n", " ", "\n\n", "\f", ": Upheld\n", random.choice(pieces)])
            text = text[:start] + new + text[end:]
        read_in_both_ways(text)
