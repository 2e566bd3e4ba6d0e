"""The letters that tests use: the samples, base letters of `tests/letters`, drafts with faults."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from imrparse import Prose, Span
from imrparse.text.node import NOWHERE, parsed

_Text = TypeVar("_Text", bound=Prose)

ROOT = Path(__file__).parents[2]
"""The root of the repository."""
SAMPLES = ROOT / "samples"
NOTICE_SAMPLE = "2013-notice-mri-chiropractic"
"""The sample letter of 2013, whose form is another one."""
SHARED = ROOT.parent / "shared"
"""Published letters, if available; never part of the repository."""


def sample_names() -> list[str]:
    """The names of the sample letters that have the form of 2014 and later, sorted."""
    names = sorted(path.stem for path in SAMPLES.glob("*.txt"))
    return [name for name in names if name != NOTICE_SAMPLE]


def sample_text(name: str) -> str:
    """The text of a sample letter, with the line ends of its file."""
    return (SAMPLES / f"{name}.txt").read_bytes().decode()


def sample_content(name: str) -> dict[str, Any]:
    """The content of a sample letter, from the JSON file beside it."""
    content: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return content


def base_letter(name: str) -> str:
    """The text of a letter in `tests/letters`."""
    return (ROOT / "tests" / "letters" / f"{name}.txt").read_bytes().decode()


PLAIN = base_letter("plain")
"""Two issues and a full header, without syntax faults."""
SOUND = base_letter("sound")
"""Five issues; no rule finds anything in it."""
SOUND_2015 = base_letter("sound-2015")
"""Like `SOUND`, for the template generation of 2015, with two issues."""
SOUND_2014 = base_letter("sound-2014")
"""Like `SOUND`, for the template generation of 2014, with one issue."""

NAMED = SOUND.replace("An MRI of 08/02/2016", "Dr. Okafor wrote that an MRI of 08/02/2016")
"""Names a person: IMR601, a warning without a fix, at 33:27."""
GAP = SOUND.replace("The provider noted", "Dr. noted")
"""Has a gap where a name was: IMR608, a note."""
MISSPELT = SOUND.replace("CLINICAL CASE SUMMARY", "CLINICAL CASE SUMARY")
"""Misspells a heading: IMR009, an error with a safe fix, at 24:1."""
STATE = SOUND.replace("California, Nevada", "Californa, Nevada")
"""Misspells a state: IMR015, a warning with a safe fix, at 21:24."""
LATE = SOUND.replace("Received: 11/07/2016", "Received: 11/21/2016").replace(
    "Assigned: 11/18/2016", "Assigned: 11/25/2016"
)
"""Applied for late: IMR103, a note, at 7:23."""


def read_prose(node: type[_Text], raw: str, start: int = 0) -> _Text:
    """A text as it is read from a letter, where it stands at an offset."""
    span = Span(start, start + len(raw))
    return parsed(node, span=span, places=NOWHERE, plain=" " * start + raw)
