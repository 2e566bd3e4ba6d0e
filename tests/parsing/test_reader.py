"""Texts as a whole: those that are no letters, and how far one is read after a fault."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from random import Random

import pytest

from helpers.carriers import CARRIERS, LINE_ENDS
from helpers.faults.fault_kinds import KINDS, single
from helpers.faults.injection import apply, in_order
from helpers.faults.letter_parts import letters
from helpers.in_turn import in_turn
from helpers.layouts.dialects import DIALECTS
from helpers.letters import PLAIN, SOUND, SOUND_2014, SOUND_2015, sample_names, sample_text

import imrparse
from imrparse import Source
from imrparse.parsing.reader import Reader, Reading
from imrparse.parsing.suspicions import Suspicions
from imrparse.parsing.walk import Walk
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.line_scan import Lines, LineScan

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


class WatchedWalk(Walk):
    """A walk that says whether it read a letter."""

    has_read = False

    def letter(self, source: Source, lines: Lines) -> imrparse.Determination | None:
        letter = super().letter(source, lines)
        self.has_read = self.has_read or letter is not None
        return letter


@cache
def _readers() -> tuple[Reader, WatchedWalk, Reader]:
    """A reader that has learned from every sample, its walk, and a reader that learns nothing."""
    walking = Reader()
    walking.walk = walk = WatchedWalk(letter_parser(), _suspicions())
    for text in map(sample_text, sample_names()):
        for _ in range(3):  # the shape of a header is learned when it comes a second time
            walking.read(Source(text))
    return walking, walk, Reader(walks=False)


def read_in_both_ways(text: str) -> None:
    """Read a text in both ways, and compare all that can be seen of the letters.

    A text that the walk refuses is read in one way only.
    """
    walking, walk, parsing = _readers()
    walk.has_read = False
    walked = walking.read(Source(text))
    if not walk.has_read:
        return
    parsed = parsing.read(Source(text))
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


@pytest.mark.parametrize("dialect", in_turn(DIALECTS, 2))
def test_both_ways_read_each_dialect(dialect: str) -> None:
    for letter in letters():
        if letter.dialect == dialect:
            read_in_both_ways(letter.text)


@pytest.mark.parametrize("carrier", in_turn(CARRIERS, 3))
def test_both_ways_read_what_carriers_lay_over_letters(carrier: str) -> None:
    for text in (SOUND, SOUND_2015, SOUND_2014):
        read_in_both_ways(CARRIERS[carrier](text))


@pytest.mark.parametrize("kind", KINDS)
def test_both_ways_find_each_fault(kind: str) -> None:
    rng = Random(f"both ways {kind}")
    for letter, fault in [single(kind, rng) for _ in range(2)]:
        read_in_both_ways(apply(letter.text, in_order([fault])))


def test_the_walk_reads_what_it_has_learned() -> None:
    """Otherwise the tests here would compare the parser with itself."""
    walk = _readers()[1]
    for name in sample_names():
        source = Source(sample_text(name))
        islands = letter_parser().finder.find(source.plain)
        pieces = letter_parser().lexer.pieces(source, islands)
        may_hide_a_fault = _suspicions().has_any(source.plain, islands, pieces)
        lines = LineScan(letter_parser().finder, _suspicions().signs)(source.plain)
        assert bool(walk.letter(source, lines)) is not may_hide_a_fault


@pytest.mark.parametrize(
    "behind", [":", ";", "_", "2 ", " Decision rationale:", " \u2192", "Acute", ""]
)
@pytest.mark.parametrize("before", ["Decision rationale:", "set forth below:"])
def test_the_pass_over_the_lines_sees_each_sign_behind_them(before: str, behind: str) -> None:
    """It has the signs in its pattern; a letter of which it sees none is not looked at again."""
    plain = Source(PLAIN.replace(before, before + behind)).plain
    lines = LineScan(letter_parser().finder, _suspicions().signs)(plain)
    has_any = _suspicions().has_any_beside(plain, lines.islands)
    assert lines.has_sign or _suspicions().has_any_again(plain, lines.islands) is has_any


@cache
def _suspicions() -> Suspicions:
    return Suspicions(letter_parser().terminals)


# The signs of a hidden fault in a letter that a strict parse accepts.

LABEL, ACUPUNCTURE, SPECIALTY = (
    "MAXIMUS guideline:",
    "Acupuncture for",
    "Physical Medicine & Rehabilitation",
)


def are_suspicious(old: str, texts: Sequence[str], letter: str = PLAIN) -> list[str]:
    """The texts that are a sign of a hidden fault, in place of another one in a letter."""
    assert old in letter
    return [text for text in texts if _has_sign(letter.replace(old, text, 1))]


def _has_sign(text: str) -> bool:
    source, parser = Source(text), letter_parser()
    islands = parser.finder.find(source.plain)
    return _suspicions().has_any(source.plain, islands, parser.lexer.pieces(source, islands))


def test_what_is_suspicious_behind_a_label() -> None:
    """A mark at once; a sign, a symbol or the beginning of a label within 20 code points."""
    signs = '-;=>/\u2013\u2014|<["\u2192\u21d2)]\u2190\u21ff\U0001f600'
    wrong = [
        *(
            *signs.replace(";", ""),
            *".,_(\u218a1",
            "Rationale:",
            *(f" {sign}" for sign in f"{signs}:"),
        ),
        *(" Claims Admin", " State(s) of x", " Rationale: x", " guideline: x", " Licensure: x"),
        *(" " * 19 + ":", "\n" * 19 + "\u2190", " " * 8 + "Claims Admin"),
    ]
    right = [
        *("", "123", "x", "\u00e9", " 1", " x:", " .", " ,", " _", " (", " \u2022", " \u218a"),
        *(" Claims Admix", " State(s) ofx", " guidelines: x", " specialty: x"),
        *(" " * 20 + ":", "\n" * 20 + "\u2190", " " * 9 + "Claims Admin"),
    ]
    found = are_suspicious(LABEL, [f"{LABEL}{behind}" for behind in wrong + right])
    assert found == [f"{LABEL}{behind}" for behind in wrong]


def test_what_is_suspicious_behind_a_fixed_sentence() -> None:
    """A mark at once. Between the last one and the first request any sign is."""
    sentence = "including all medical records:"
    wrong = [f"{sentence}{mark}" for mark in ":._\u2190"]
    right = [f"{sentence}{text}" for text in ("", "x", "1", " .", " :")]
    assert are_suspicious(sentence, wrong + right) == wrong


def test_wording_again_is_suspicious() -> None:
    """The beginning of a heading, anywhere below it; the last label, anywhere below its last."""
    wrong = ["CLINICAL CAS", "HOW THE IMR ", "IMR ISSUES, ", "Decision rationale: x"]
    right = ["CLINICAL CA", "HOW THE IMRx", "IMR ISSUESx", "Decision rationale x", f"{LABEL} x"]
    again = are_suspicious("Opioids are", [f"see {text} Opioids are" for text in wrong + right])
    assert again == [f"see {text} Opioids are" for text in wrong]
    assert not are_suspicious("The injured", ["IMR ISSUES, The injured"])


def test_what_is_suspicious_at_the_end_of_a_request() -> None:
    """A sign, a word that introduces a decision, or a decision; a name of the request before it."""
    signs = [f"MRI {sign}: Upheld" for sign in (*"-;:=(&", "\u2713")]
    wrong = [
        *signs,
        *("MRI;: Upheld", "MRI decision: Upheld", "MRI Upheld: Upheld", "MRI Upheld knee: Upheld"),
        *("MRI Overturned of knee: Upheld", "MRI: Denied: Upheld"),
        *(": Denied: Upheld", "Request: MRI: Upheld", "1. MRI: Upheld"),
        f"MRI:{' ' * 23}Denied: Upheld",
    ]
    ends = [f"MRI {sign}: Upheld" for sign in ")]%.,\"'\u201d\u2019"]
    right = [
        *ends,
        *("MRI): Upheld", "MRI decisionx: Upheld", "MRI: Deniedx: Upheld", "MRI: Upheld."),
        *("MRI upheld knee: Upheld", "MRI;x: Upheld", "MRI:Denied: Upheld", "MRI; Denied: Upheld"),
        *("MRI: x Denied: Upheld", "MRI: knee: Upheld", "MRI Request: x: Upheld", "Denied: Upheld"),
        f"MRI:{' ' * 24}Denied: Upheld",
    ]
    assert are_suspicious("Tramadol 50mg #60: Upheld", wrong + right) == wrong


def test_a_line_in_capitals_above_the_first_request_is_suspicious() -> None:
    wrong = [f"{line}{ACUPUNCTURE}" for line in ("MRI\n", "KNEE 1\n\n", "KNEE\nMRI or\n")]
    right = [f"{line}{ACUPUNCTURE}" for line in ("", "Knee\n", "12\n", "MRI ", "MRi\n")]
    assert are_suspicious(ACUPUNCTURE, wrong + right) == wrong
    assert not are_suspicious("Tramadol 50mg", ["MRI\nTramadol 50mg"])
    assert not are_suspicious(f"{ACUPUNCTURE} the right shoulder, 6 sessions", ["MRI OF THE KNEE"])


def test_which_prose_beside_fixed_wording_is_suspicious() -> None:
    """Any below the first heading; below the specialties, and among them, what is no list."""
    listed = ["Pain Medicine,\nHand Surgery", "Pain Medicine, Hand\n  Surgery", "Pain, Spine"]
    others = ["Pain Medicine,\nHand Surgeries", "Pain Medicine,\n,", "Pain Medicine\n\nThanks."]
    assert are_suspicious(SPECIALTY, listed + others) == others
    assert are_suspicious("MAXIMUS Federal", ["It was.\nMAXIMUS Federal"])
    certified = "is Board Certified in "
    names = [f"{certified}{name}" for name in ("Pain Medicine", "Pain, with a sub-specialty of ")]
    assert are_suspicious(certified, names, SOUND_2014) == names[1:]


REFUSED = {
    "a decision in a rationale": (
        "Decision rationale:",
        "Decision rationale: so: Upheld\nMAXIMUS guideline:",
    ),
    "a decision before a label": ("MAXIMUS guideline:", "is why: Upheld\nMAXIMUS guideline:"),
    "a doubled cell": ("Case Number:", "Case Number: CM16-0900000\nCase Number:"),
    "a date that is none": ("Date of Injury:", "Date of Injury: 13/"),
    "a second licensure": (
        "CLINICAL CASE SUMMARY",
        "State(s) of Licensure: Ohio\nCLINICAL CASE SUMMARY",
    ),
    "a licensure in both forms": (
        "CLINICAL CASE SUMMARY",
        "and is licensed to practice in Ohio.\nCLINICAL CASE SUMMARY",
    ),
    "a guideline on the next line": (
        "Claims Administrator guideline:",
        "Claims Administrator guideline:\n\n",
    ),
    "signs behind a label": ("Decision rationale:", "Decision rationale: :"),
    "a label behind a label": ("MAXIMUS guideline:", "MAXIMUS guideline: Decision rationale"),
    "a label's last word behind it": ("Decision rationale:", "Decision rationale: Rationale"),
    "a decision that is mangled": (": Upheld", " Uphelt: Upheld"),
    "a sign after a request": (": Upheld", " -: Upheld"),
    "a decision in a request": (": Upheld", " decision: Upheld"),
    "prose below the first heading": ("MAXIMUS Federal", "It was so made.\n\nMAXIMUS Federal"),
    "prose below the credentials": (
        "CLINICAL CASE SUMMARY",
        "The reviewer is thanked.\n\nCLINICAL CASE SUMMARY",
    ),
    "a heading in prose": ("Decision rationale:", "Decision rationale: CLINICAL CASE SUMMARY of"),
    "a heading again": ("Decision rationale:", "Decision rationale: \nCLINICAL CASE SUMMARY\nof"),
    "a number above a request": ("disputed items/services:", "disputed items/services:\nIssue 1\n"),
}
"""Changes of sound letters that a strict parse would accept, or nearly: an old text and a new."""


@pytest.mark.parametrize("change", REFUSED)
def test_both_ways_refuse_what_hides_a_fault(change: str) -> None:
    old, new = REFUSED[change]
    for text in (SOUND, SOUND_2015, SOUND_2014):
        read_in_both_ways(text.replace(old, new, 1))
        read_in_both_ways(text.replace(old, new))


@pytest.mark.parametrize("seed", in_turn(range(50), 50))
def test_both_ways_read_mutated_letters(seed: int) -> None:
    """Each text has a few changes of the kinds that matter to the structure."""
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
