"""One edit after another of each line of a letter that holds fixed wording, and pairs of edits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from random import Random

from helpers.letters import PLAIN, SOUND_2014, SOUND_2015
from helpers.phrase_families import listed
from helpers.plain_edits import NOTICE

EDITS: dict[str, Callable[[str], str]] = {
    "gone": lambda _: "",
    "twice": lambda line: f"{line}\n{line}",
    "in capitals": str.upper,
    "broken": lambda line: f"{line[: len(line) // 2]}\n{line[len(line) // 2 :]}",
    "without its first word": lambda line: line.partition(" ")[2],
    "without its last word": lambda line: line.rpartition(" ")[0],
    "without a letter": lambda line: line[: len(line) // 2] + line[len(line) // 2 + 1 :],
    "behind a word": lambda line: f"Note: {line}",
    "before a line": lambda line: f"{line}\nSee the file.",
    "with a sign": lambda line: f"{line} *",
    "wide": lambda line: line.replace(" ", "   "),
    "glued": lambda line: line.replace(" ", ""),
}
"""What becomes of a line, by a name for it."""

_LINES = {
    "plain": (
        PLAIN,
        ("Case", "Date A", "Decision D", "Priority", "Appl", "HOW", "State(s)", "Certif", "CLIN"),
        ("The expert reviewer dev", "IMR ISS", "The Final", "Acup", "Claims", "MAXIMUS g", "Tram"),
    ),
    "2015": (SOUND_2015, ("State(s)", "Certif", "The Final"), ("Claims", "Decision r")),
    "2014": (
        SOUND_2014,
        ("Case", "Date A", "Priority", "HOW", "reviewer is Board", "CLIN", "file, incl"),
        ("Acup", "Claims", "MAXIMUS g"),
    ),
    "2013": (
        NOTICE,
        (
            "MAXIMUS F",
            "Notice",
            "Dated",
            "Claims A",
            "1) ",
            "#60",
            "INDEP",
            "the Util",
            "been made",
        ),
        ("Medical Q", "reviewer is", "Case S", "Disc", "review denial", "\u201cThe"),
    ),
}
"""Letters, and how the lines begin that are edited."""


def line_edits(name: str) -> Iterator[tuple[str, str]]:
    """A letter with each edit of each line, by a title."""
    letter, *beginnings = _LINES[name]
    for start, edit in product((one for some in beginnings for one in some), EDITS):
        yield f"{start}: {edit}", _edited(letter, start, edit)


def pairs_of_edits(name: str, count: int) -> Iterator[tuple[str, str]]:
    """A letter with two edits of different lines, drawn at random."""
    letter, *beginnings = _LINES[name]
    starts = [one for some in beginnings for one in some]
    random = Random(2)
    for _ in range(count):
        one, other = random.sample(starts, 2)
        first, second = random.choices(list(EDITS), k=2)
        title = f"{one}: {first}; {other}: {second}"
        yield title, _edited(_edited(letter, one, first), other, second)


def _edited(letter: str, start: str, edit: str) -> str:
    """The letter with an edit of the first line that begins so, if it has one."""
    lines = letter.split("\n")
    place = next((n for n, line in enumerate(lines) if line.lstrip().startswith(start)), None)
    if place is None:  # an edit before this one
        return letter
    lines[place] = EDITS[edit](lines[place])
    return "\n".join(lines)


# Where a request begins and ends.

_RATIONALE_ENDS = listed(
    """
The request is not medically necessary.
The request is not medically necessary
He was seen by Dr.
He has pain, e.g.
He was well (as said
He takes Norco, and
This is denied. It is so.
It is a line that goes on far enough to be as long as other lines of it are, and is full
Knee brace.
"""
)
_GAPS = ["\n", "\n\n", "\n\n\n", " ", "\n\f\n", "\n    \n"]
_REQUESTS = listed(
    """
Tramadol 50mg #60
tramadol 50mg #60
Tramadol 50mg (for pain.\u00b6and sleep)
Knee brace.\u00b6Tramadol 50mg
Tramadol 50mg,\u00b6#60
Tramadol for Dr.\u00b6Smith
Norco was the original request. Norco #5 was authorized by the Claims Administrator. The\u00b6\
remaining IMR eligible portion of the original request, Norco #6 is
"""
)
_SECOND = "The request is not\nmedically necessary.\n\nTramadol 50mg #60:"
_BREAKS = {
    "blank lines": lambda text: text,
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
    "double spaced": lambda text: text.replace("\n", "\n\n"),
}
"""How the paragraphs of a letter are set apart, by a name for it."""


def boundaries(name: str) -> Iterator[tuple[str, str]]:
    """The letter with other words and white space between a rationale and the next request."""
    first = PLAIN.replace("The request is\nmedically necessary.", "MARK.", 1)
    assert "MARK." in first
    for end, gap, request in product(_RATIONALE_ENDS, _GAPS, _REQUESTS):
        text = _BREAKS[name](first)
        start = text.index("MARK.")
        stop = text.index("Tramadol 50mg #60:", start) + len("Tramadol 50mg #60")
        added = f"{end}{gap}{request}".replace("\u00b6", "\n")
        shown = f"{end}{gap}{request}".replace("\n", "\u00b6").replace("\f", "^L")
        yield shown, text[:start] + added + text[stop:]


# What stands before and behind a letter.

_AROUND = listed(
    """
Sincerely,\u00b6J. Doe
Dear Sir or Madam:
Page 1 of 3
1/3
From: a@example.org\u00b6Sent: 1/2/2016
-----
********
```
[END]
<p>
</p>
RECEIVED 01/02/2016
Case Number: CM16-0901189
Date of Injury: 01/02/2015
01/02/2015
A line of prose that ends.
a line of prose that does not end
DECISION
cc: file\u00b6bcc: none
MAXIMUS Federal Services\u00b6P.O. Box 138009
John Smith, M.D.
\u2610 Standard
"""
)


def surrounded(where: str) -> Iterator[tuple[str, str]]:
    """The letter with lines before it, behind it, or both."""
    body = PLAIN[PLAIN.index("HOW THE") :]
    for number, lines in enumerate(_AROUND):
        one, other = lines.replace("\u00b6", "\n"), _AROUND[number - 1].replace("\u00b6", "\n")
        yield (
            lines,
            {
                "before": f"{one}\n\n{PLAIN}",
                "close before": f"{one}\n{PLAIN}",
                "before the heading": f"{one}\n\n{body}",
                "behind": f"{PLAIN.rstrip()}\n\n{one}\n",
                "close behind": f"{PLAIN.rstrip()}\n{one}\n",
                "behind a cut text": f"{PLAIN.rstrip()[:-22]}\n\n{one}\n",
                "both": f"{one}\n\n{PLAIN.rstrip()}\n\n{one}\n",
                "another on each side": f"{other}\n\n{PLAIN.rstrip()}\n\n{one}\n\n{other}\n",
            }[where],
        )


SIDES = (
    *("before", "close before", "before the heading", "behind", "close behind"),
    *("behind a cut text", "both", "another on each side"),
)
"""Where the lines stand."""


def pages_of_2013() -> Iterator[tuple[str, str]]:
    """The letter of 2013 on pages, with lines at their ends or beginnings, or none."""
    starts = [
        *({7, 23}, {8, 24}, {14, 30}, {10, 26, 32, 42}, {13, 18, 29, 42, 46}, {11, 27, 35, 42}),
        *({7, 10, 13, 23, 26, 29}, {7, 13, 23, 29, 32, 42}),
    ]
    marks = ["\f{line}", "Form {page}\n\f{line}", "\fForm {page}\n{line}", "\n{page}\n\f\n{line}"]
    for begins, mark in product(starts, marks):
        page, made = 1, []
        for number, line in enumerate(NOTICE.split("\n")):
            page += number in begins
            made.append(mark.format(page=page, line=line) if number in begins else line)
        yield f"{sorted(begins)} {mark!r}", "\n".join(made)
