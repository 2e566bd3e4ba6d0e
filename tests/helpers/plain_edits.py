"""Edits of the plain letter, each by a title: its wording, its parts and its header."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.letters import PLAIN

HOW, SUMMARY, ISSUES = (
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "CLINICAL CASE SUMMARY",
    "IMR ISSUES, DECISIONS AND RATIONALES",
)
STATES, SPECIALTY = "State(s) of Licensure:", "Certification(s)/Specialty:"
CLAIMS, MAXIMUS, RATIONALE = (
    "Claims Administrator guideline:",
    "MAXIMUS guideline:",
    "Decision rationale:",
)
TRAMADOL = "Tramadol 50mg #60: Upheld"
CASE = "CM16-0901188"
HEADER = PLAIN[: PLAIN.index("\n\n")]
CELLS = [tuple(line.split(": ")) for line in HEADER.split("\n")]


def edited(old: str, new: Sequence[str]) -> dict[str, str]:
    """The letter with each text in place of another one, by that text."""
    before = old.replace("¶", "\n")
    assert before in PLAIN
    return {text: PLAIN.replace(before, text.replace("¶", "\n"), 1) for text in new}


def lines(old: str, listed: str) -> dict[str, str]:
    """As `edited`, for texts that are the lines of one."""
    return edited(old, listed.strip("\n").split("\n"))


def wordings(name: str, *others: str) -> dict[str, str]:
    """The letter with a heading or label in other spellings and surroundings, and without it."""
    bare, words = name.removesuffix(":"), name.split(" ")
    spelt = [
        *(name[:2] + name[4:], name.replace("i", "l").replace("I", "1"), name[:1] + name[2:9:2]),
        *(name.upper(), bare, f"{bare};", f"{bare} -", f"{words[0]}¶{' '.join(words[1:])}"),
        *(f"{name[:4]} {name[4:]}", "   ".join(words), "", bare[: len(bare) // 2]),
        *(f"{name} {name}", f"{name}¶{name}", f"({name})", f"Note: {name}", f"The {name}"),
        *(f"{name} Note", f"x{name}", f"A line¶{name}", f"{name}¶¶A sentence.¶¶", *others),
    ]
    return edited(name, spelt)


def with_leads(lead: str, issue: int) -> str:
    """The letter with words before each label of an issue; without any, on the request's line."""
    first, mark, second = PLAIN.partition(TRAMADOL)
    old = first[first.index("Acupuncture for") :] if issue == 1 else second
    new = old
    for label in (CLAIMS, MAXIMUS, RATIONALE):
        new = new.replace(label, lead + label)
    if not lead:
        new = new.replace("\n\n", " ")
        return PLAIN.replace(old, new + ("\n\n" if issue == 1 else ""))
    return first + mark + new if issue == 2 else PLAIN.replace(old, new)


def part(start: str, end: str = "", after: str = "") -> str:
    """The letter from the first occurrence of one wording to the next of another, or to its end."""
    first = PLAIN.index(start, PLAIN.index(after))
    return PLAIN[first : PLAIN.index(end, first) if end else None]


PARTS = {
    "how": part(HOW, SUMMARY),
    "states": part(STATES, SPECIALTY),
    "specialty": part(SPECIALTY, SUMMARY),
    "summary": part(SUMMARY, ISSUES),
    "sentence": part("The expert reviewer developed", "The injured worker"),
    "text": part("The injured worker", ISSUES),
    "issues": part(ISSUES, "Acupuncture for"),
    "request": part("Acupuncture for", CLAIMS, ISSUES),
    "claims": part(CLAIMS, MAXIMUS),
    "maximus": part(MAXIMUS, RATIONALE),
    "rationale": part(RATIONALE, "Tramadol 50"),
}


def arranged(*orders: str) -> dict[str, str]:
    """The letter with some parts in place of others. One with "-" ends at its first colon."""
    letters = {}
    for order in orders:
        old, _, new = order.partition(" -> ")
        texts = {name: PARTS[name.removesuffix("-")] for name in new.split()}
        made = "".join(
            f"{text.partition(':')[0]}:\n\n" if name.endswith("-") else text
            for name, text in ((name, texts[name]) for name in new.split())
        )
        letters[order] = PLAIN.replace("".join(PARTS[name] for name in old.split()), made, 1)
    return letters


def tables(order: str) -> dict[str, str]:
    """The letter with a header in some order, with and without a fault in one cell."""
    found = {"sound": CELLS}
    for n, (name, value) in enumerate(CELLS):
        found |= {
            f"no value: {name}": [*CELLS[:n], (name, ""), *CELLS[n + 1 :]],
            f"no name: {name}": [*CELLS[:n], ("", value), *CELLS[n + 1 :]],
            f"no cell: {name}": [*CELLS[:n], *CELLS[n + 1 :]],
        }
    found["one more"] = [*CELLS[:3], ("Panel", "01/02/2016"), *CELLS[3:]]
    found["a value more"] = [*CELLS[:3], ("", "01/02/2016"), *CELLS[3:]]
    return {title: PLAIN.replace(HEADER, table(order, cells)) for title, cells in found.items()}


def table(order: str, cells: Sequence[tuple[str, ...]]) -> str:
    """A header table as an extractor may give it."""
    names, values = [f"{name}:" if name else "" for name, _ in cells], [v for _, v in cells]
    rows = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    return {
        "columns": "\n".join([*filter(None, names), *filter(None, values)]),
        "row": " ".join(rows),
        "halves": "\n".join(
            " ".join(half) for half in (names[:4], values[:4], names[4:], values[4:])
        ),
    }[order]
