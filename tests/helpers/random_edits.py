"""Random edits of letters: of words, lines, phrases and numbers, one to four in a letter.

An edit is the same each time for the same number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from helpers.header_tables import ORDERS, REST
from helpers.letters import PLAIN, SOUND, SOUND_2014, SOUND_2015
from helpers.line_edits import EDITS
from helpers.lint_letters import SHORT
from helpers.phrase_families import CONCLUSIONS, DATES, GUIDELINES, REQUESTS, WORKERS
from helpers.plain_edits import NOTICE

LETTERS = {
    "plain": PLAIN,
    "short": SHORT,
    "sound": SOUND,
    "2015": SOUND_2015,
    "2014": SOUND_2014,
    "2013": NOTICE,
    **{f"header in {name}": f"{cells}\n{REST}" for name, cells in ORDERS.items()},
}
"""The letters that are edited, by name."""

_NAMES = ["plain", "short", "2015", "2014", "2013", "sound"]
_WEIGHTS = [6, 6, 3, 3, 4, 1]
_PHRASES = {
    name: [text for family in families.values() for text in family]
    for name, families in {
        "request": REQUESTS,
        "conclusion": CONCLUSIONS,
        "guideline": GUIDELINES,
        "worker": WORKERS,
    }.items()
}
_PLACES = {
    "request": r"(?m)^\S.*(?=: (?:Upheld|Overturned)$)|(?<=request for )[^.]*?(?= is not)",
    "conclusion": r"The request (?:for \w+ )?is\s+(?:not\s)?\s*medically\s+necessary\.$",
    "guideline": r"Decision based on [^:]*?(?:\.|Section)",
    "worker": r"The (?:injured worker|patient) is a [^.]*\.",
}
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}")
_FIXED = re.compile(
    r"Date|Case N|Priority|Application|[A-Z]{4}|State\(s|Certif|guideline:|rationale:|Upheld"
    r"|Overturned|^\d\)|reviewer|Final Det|Employee|Dated|Summary:|MAXIMUS"
)
_SIGNS = [*",.:;()-*#\"/|&?'[", "\u2013", "\u201c", "\u00b0", "\f", "\t", "1)", "...", "<b>", "##"]
_SAID = """
    not Upheld Overturned Denied Dr. M.D. and or with for the left right knee MRI 12 #60 3/4/15
    California Texas Surgery MAXIMUS guideline: rationale: Decision Date: Case Number: Standard
    Expedited ODG MTUS ACOEM Chapter Page necessary medically was is. Norco 10mg weekly sessions
    Note: Upheld: he she 2016 IMR SUMMARY http://a.example.org N/A (see e.g. per request
""".split()  # noqa: SIM905

_Lines = list[str]


def random_edit(number: int) -> tuple[str, str]:
    """A letter's name, and its text with edits."""
    random = Random(number)
    if random.random() < 0.15:
        name = random.choice([name for name in LETTERS if name.startswith("header")])
    else:
        (name,) = random.choices(_NAMES, _WEIGHTS)
    text = LETTERS[name]
    if random.random() < 0.1:
        text = text.replace("\n\n", "\n") if random.random() < 0.5 else text.replace("\n", "\n\n")
    near: int | None = None
    for _ in range(random.choice([1, 1, 2, 2, 3, 4])):
        if random.random() < 0.25:
            text = _with_phrase(text, random)
        else:
            text, near = _with_edit(text, near, random)
    return name, text


def _with_phrase(text: str, random: Random) -> str:
    """A request, conclusion, citation, worker or date is another one."""
    kind = random.choice([*_PLACES, "date", "number"])
    if kind == "date":
        pattern, new = _DATE, random.choice(DATES)
    elif kind == "number":
        pattern, new = re.compile(r"\d+"), str(random.choice([0, 1, 2, 13, 32, 99, 2015, 2017]))
    else:
        pattern, new = re.compile(_PLACES[kind]), random.choice(_PHRASES[kind])
    places = list(pattern.finditer(text))
    if not places:
        return text
    place = random.choice(places)
    return text[: place.start()] + new + text[place.end() :]


def _with_edit(text: str, near: int | None, random: Random) -> tuple[str, int]:
    """An edit of a word or line, near another edit or anywhere. Returns the number of its line."""
    lines = text.split("\n")
    if near is not None and random.random() < 0.6:
        place = min(max(0, near + random.randint(-3, 3)), len(lines) - 1)
    else:
        weights = [4 if _FIXED.search(line) else 1 if line else 0.3 for line in lines]
        (place,) = random.choices(range(len(lines)), weights)
    if random.random() < 0.6:
        words = lines[place].split(" ")
        where = random.randrange(len(words))
        random.choice(_WORD_EDITS)(words, where, random)
        lines[place] = " ".join(words)
    else:
        random.choice(_LINE_EDITS)(lines, place, random)
    return "\n".join(lines), place


def _changed_letters(words: _Lines, where: int, random: Random) -> None:
    word = words[where]
    at = random.randrange(len(word) + 1)
    words[where] = random.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + random.choice("aeinorst") + word[at:],
            word[:at] + random.choice("aeinorstIl10O") + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            word[:at] + " " + word[at:],
            word[:at],
        ]
    )


def _other_case(words: _Lines, where: int, random: Random) -> None:
    words[where] = random.choice([str.upper, str.lower, str.title, str.swapcase])(words[where])


def _other_word(words: _Lines, where: int, random: Random) -> None:
    words[where] = random.choice(_SAID)


def _word_more(words: _Lines, where: int, random: Random) -> None:
    words.insert(where + random.randint(0, 1), random.choice([*_SAID, words[where]]))


def _pasted(words: _Lines, where: int, random: Random) -> None:
    other = random.choice(list(LETTERS.values())).split(" ")
    start = random.randrange(len(other))
    words[where:where] = other[start : start + random.randint(1, 8)]


def _sign(words: _Lines, where: int, random: Random) -> None:
    sign = random.choice(_SIGNS)
    words[where] = random.choice(
        [sign + words[where], words[where] + sign, sign, f"{words[where]} {sign}"]
    )


def _fewer_words(words: _Lines, where: int, random: Random) -> None:
    del words[where : where + random.choice([1, 1, 2, 3])]


def _swapped_words(words: _Lines, where: int, _: Random) -> None:
    words[where : where + 2] = reversed(words[where : where + 2])


def _glued_words(words: _Lines, where: int, random: Random) -> None:
    joint = random.choice(["", "", "\n", "\n\n", "  ", "-\n", ": ", ", "])
    words[where : where + 2] = [joint.join(words[where : where + 2])]


def _line_edit(lines: _Lines, place: int, random: Random) -> None:
    lines[place] = random.choice(list(EDITS.values()))(lines[place])


def _moved_line(lines: _Lines, place: int, random: Random) -> None:
    lines.insert(
        min(len(lines), max(0, place + random.choice([-6, -2, -1, 1, 2, 6]))), lines.pop(place)
    )


def _fewer_lines(lines: _Lines, place: int, random: Random) -> None:
    del lines[place : place + random.choice([1, 1, 1, 2, 3, 6, 99])]


def _blank_line(lines: _Lines, place: int, random: Random) -> None:
    lines.insert(
        place, random.choice(["", "", "", "\f", "Page 3", "2 of 5", "___", "See the file."])
    )


def _indented(lines: _Lines, place: int, random: Random) -> None:
    lines[place] = random.choice(["  ", " " * 20, "> ", "- ", "1. ", "# "]) + lines[place]


def _joined_line(lines: _Lines, place: int, random: Random) -> None:
    lines[place : place + 2] = [random.choice([" ", "", "  "]).join(lines[place : place + 2])]


def _copied_lines(lines: _Lines, place: int, random: Random) -> None:
    start = random.randrange(len(lines))
    lines[place:place] = lines[start : start + random.choice([1, 1, 2, 4, 12])]


_Edit = Callable[[_Lines, int, Random], None]
_WORD_EDITS: Sequence[_Edit] = (
    *(_changed_letters, _changed_letters, _other_case, _other_word, _word_more, _pasted, _sign),
    *(_fewer_words, _swapped_words, _glued_words),
)
_LINE_EDITS: Sequence[_Edit] = (
    *(_line_edit, _line_edit, _moved_line, _fewer_lines, _blank_line, _indented, _joined_line),
    _copied_lines,
)
