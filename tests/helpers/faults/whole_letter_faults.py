"""Texts with less than a letter, more than one, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from helpers.faults.injection import ALL, END, Edit, Injected, Place, Reading, injected
from helpers.faults.letter_parts import Letter, Part, letters
from helpers.faults.wording_faults import Kind

from imrparse.diagnostics import codes

_PROSE = """
    The injured worker was seen on 10-13-16 for low back pain. | Dear Sir or Madam, | Thank you for
    your letter of May 3, 2016. | We regret that the item you ordered is out of stock. | She was
    advised to return in two weeks. | Physical therapy was helpful: the range of motion improved. |
    The request was upheld by the board. | Sincerely yours, | Invoice number 4471, payable within
    thirty days. | Please find enclosed the minutes of the meeting.
"""
_SENTENCES = [" ".join(sentence.split()) for sentence in _PROSE.split("|")]

_OLDER = {
    "2013, by profession": (
        "MEDICAL PROFESSIONAL REVIEWER DETERMINATION\n\nISSUE AT DISPUTE:\n{request}\n\n",
        "CASE SUMMARY:\n{summary}\n\nDOCUMENTS REVIEWED FOR DETERMINATION:\nMedical records\n\n",
        "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:\nMTUS\n\n"
        "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY:\n"
        "{rationale}\n\nMEDICAL REVIEWER QUALIFICATIONS:\nFamily Practice\n",
    ),
    "2014, early": (
        "MAXIMUS FEDERAL SERVICES, INC.\nIndependent Medical Review\n\n",
        "HOW THE IMR FINAL DETERMINATION WAS MADE\nThe file was sent to a reviewer.\n\n"
        "DOCUMENTS REVIEWED\nMedical records\n\nCLINICAL CASE SUMMARY\n{summary}\n\n",
        "IMR DECISION(S) AND RATIONALE(S)\n{rationale}\n",
    ),
}


def cut_off(letter: Letter, rng: Random) -> Injected | None:
    """Cut the text at a random place."""
    text = letter.text
    place = rng.randrange(1, len(text.rstrip()))
    left = text[:place]
    if not left.strip():
        return None
    last = [part for part in letter.parts if part.start < place][-1:]
    readings = [Reading(frozenset({codes.CUT_OFF, *_alternative_codes(last, place)}), END)]
    if place < letter.all("heading", "how")[0].end:
        blank = len(left) - len(left.lstrip())
        firsts = {blank, min(letter.parts[0].start, place - 1)}  # before the marks, and after them
        readings += [Reading(frozenset({codes.NO_LETTER}), Place(first)) for first in firsts]
    optional = bool(last) and _may_be_whole(last[0], left)
    edit = Edit(place, len(text), "")
    touched = frozenset(_touched_by_cut(letter, place))
    return Injected((edit,), tuple(readings), touched, optional)


def _touched_by_cut(letter: Letter, place: int) -> Iterator[int | str]:
    """The missing part, or the one that ends with a piece of the next."""
    for part, following in (("header", "how"), ("reviewer", "summary"), ("summary", "issues")):
        if letter.section(following)[0].end > place:
            yield part
    decisions = letter.all("decision")
    rationales = letter.all("text", "rationale")
    for number, rationale in enumerate(rationales):
        follows = letter.after(rationale)
        if rationale.end > place or (
            follows and follows.start < place and decisions[number + 1].end > place
        ):
            yield number


def _alternative_codes(last: Sequence[Part], place: int) -> Iterator[str]:
    """Codes that may also describe the end of a text: that of a label without text."""
    if last and last[0].kind == "label" and last[0].end <= place:
        yield codes.EMPTY


def _may_be_whole(last: Part, left: str) -> bool:
    """Whether a truncated text may be a complete letter: it ends with a sentence of a rationale.

    Only a following comma or letter distinguishes the full stop of an abbreviation from that of a
    sentence, so the text may also end in a request.
    """
    if not left.rstrip("\"')* \r\n\f").endswith((".", "?", "!")):
        return False
    return last.name in ("rationale", "request")


def two_letters(letter: Letter, rng: Random) -> Injected:
    """Another letter, from the same extractor, after the letter."""
    others = [other for other in letters() if other.dialect == letter.dialect]
    other = rng.choice(others)
    line_end = letter.line_end
    gap = rng.choice((line_end, line_end * 2, line_end * 3, line_end + "\f"))
    start = other.parts[0].start
    end = len(letter.text)
    edit = Edit(end, end, gap + other.text)
    inside = len(gap) + start
    return injected([edit], Place(end, inside), codes.SECOND_LETTER, touched=["more issues"])


def older_generation(letter: Letter, rng: Random) -> Injected:
    """A letter in a form from before 2014, with the same content."""
    issue = letter.content["issues"][0]
    form = "".join(_OLDER[rng.choice(sorted(_OLDER))])
    text = form.format(
        request=issue["request"], summary=letter.content["summary"], rationale=issue["rationale"]
    )
    return _instead(letter, text, codes.OLDER_GENERATION, [0])


def no_letter(letter: Letter, rng: Random) -> Injected:
    """Prose, or a letter of another kind."""
    blank = rng.choice(("", "\n", " \n\n", "\r\n \r\n"))
    length = rng.randint(1, 40)
    separator = rng.choice((" ", "\n", "\n\n", "\r\n"))
    prose = separator.join(rng.choice(_SENTENCES) for _ in range(length))
    return _instead(letter, blank + prose, codes.NO_LETTER, [len(blank)])


def _instead(letter: Letter, text: str, code: str, found: list[int]) -> Injected:
    """Another text, with the fault at any of the places."""
    places = [Place(0, inside=place) for place in found]
    edit = Edit(0, len(letter.text), text)
    return injected([edit], places[0], code, others=places[1:], touched=[ALL])


KINDS: dict[str, Kind] = {
    "cut off": cut_off,
    "two letters": two_letters,
    "older generation": older_generation,
    "no letter": no_letter,
}
