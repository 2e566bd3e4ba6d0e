"""Edits of the plain letter, each by a title: its wording, parts and header. Edits of a notice."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.letters import NOTICE_SAMPLE, PLAIN, sample_text

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


def edited(old: str, new: Sequence[str], letter: str = PLAIN) -> dict[str, str]:
    """The letter with each text in place of another one, by that text."""
    before = old.replace("¶", "\n")
    assert before in letter
    return {text: letter.replace(before, text.replace("¶", "\n"), 1) for text in new}


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


NOTICE = sample_text(NOTICE_SAMPLE)
"""A letter of 2013, which lists its decisions twice."""


def noticed(old: str, *new: str) -> dict[str, str]:
    """As `edited`, of a letter of 2013."""
    return edited(old, new, NOTICE)


FIRST, DECISIONS = "3) MAXIMUS", "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE"
QUALIFIED = "Medical Qualifications of the Expert Reviewer:"
QUOTED = NOTICE[NOTICE.index("\u201cThe patient") :].rstrip()
NOTICES = {
    "dated": noticed(
        "Dated: 11/4/2013",
        *(
            "Dated: November 4, 2013",
            "Dated:",
            "Dated: soon",
            "Dated: 11/4/2013. By mail.",
            "Dated 1/2",
        ),
        *(
            "Dated: 11/4/2050",
            "11/4/2013",
            "Dated: on 11/4/2013",
            "Dated: 11/4/2013 Dated: 11/5/2013",
        ),
        f"Dated: {'some day or other of a ' * 3}year",
    ),
    "filed": noticed(
        "was filed on 8/23/2013 disputing",
        *(
            "was filed on soon disputing",
            "was filed on 8/23/2013, late, disputing",
            "was filed disputing",
        ),
        *(
            "was filed on 8/32/2013 disputing",
            "was fled on 8/23/2013 disputing",
            "was filed on disputing",
        ),
    ),
    "denied": noticed(
        "Denial dated 8/9/2013.",
        *(
            "Denial dated 8/9/2013 and 8/10/2013.",
            "Denial dated.",
            "Denial of 8/9/2013.",
            "Denial.",
        ),
        "Denial dated 8/9/2013.¶¶It was modified.",
    ),
    "request": noticed(
        "Naproxen 550mg¶#60 is",
        *(
            "Naproxen 550 mg #60 is",
            "Naproxen 500mg is",
            "Naproxen is",
            "is",
            ": is",
            "Naproxen: is not",
        ),
    ),
    "decision": noticed(
        "#60 is medically necessary and appropriate.",
        *("#60 is not medically necessary and appropriate.", "#60 is medically necessary.", "#60."),
        *(
            "#60 is medicaly necesary and apropriate.",
            "#60 is medically necessary and appropriate. See.",
        ),
        "#60 is medically necessary and appropriate.¶¶4) MAXIMUS Federal Services, Inc. has "
        "determined the request for a brace is medically necessary and appropriate.",
    ),
    "number": noticed(
        FIRST, "MAXIMUS", "3. MAXIMUS", "3333) MAXIMUS", "- MAXIMUS", "* * * MAXIMUS", "x MAXIMUS"
    ),
    "heading": noticed(
        f"{DECISIONS}¶¶An application",
        *(f"{DECISIONS}¶¶{DECISIONS}¶¶An application", f"{DECISIONS}¶¶It is so.¶¶An application"),
        *(
            "An application",
            "INDEPENDENT MEDICAL REVIEW DECISION¶¶An application",
            DECISIONS,
            "It is so.",
        ),
    ),
    "qualified": noticed(
        f"{QUALIFIED}¶The independent",
        *(
            "The independent",
            f"{QUALIFIED}¶It is so. The independent",
            f"{QUALIFIED} {QUALIFIED}¶The independent",
        ),
        *("Case Summary:¶The independent", f"{QUALIFIED[:-1]}¶The independent", f"{QUALIFIED}¶He"),
    ),
    "credentials": noticed(
        "is Board Certified in Family Practice and is licensed to practice in¶California.",
        *(
            "is Board Certified in Family Practice.",
            "is licensed to practice in¶California.",
            "is a doctor.",
        ),
        *(
            "is Board Certified in and is licensed to practice in¶California.",
            "is Board Certifed in Surgery.",
        ),
        "is Board Certified in Family Practice, and has a subspecialty in Pain and is licensed to"
        " practice in¶Califrnia and Ohio.",
    ),
    "summary": noticed(
        QUOTED,
        *(
            "",
            "\u201c",
            "\u201cHe fell.",
            "He fell.\u201d",
            "He fell.",
            '"He fell."',
            '"He "fell"."¶Thus.',
        ),
        *(
            "\u201cHe \u201cfell\u201d.",
            "\u201cHe fell.\u201d¶¶Documents Reviewed: \u201ca file\u201d",
            '"He fell.',
        ),
        *(
            '"He fell."¶"Or not."¶It is so.',
            "(1) \u201cHe fell.\u201d",
            f"{'It is so. ' * 5}\u201cHe fell.\u201d",
        ),
    ),
    "disclaimed": noticed(
        "dated August 9, 2013.¶¶\u201c",
        *(
            "dated August 9, 2013. Thus: \u201c",
            "dated August 9, 2013, \u201c",
            "dated August 39, 2013.¶¶\u201c",
        ),
        *("dated.¶¶\u201c", "\u201c", "dated soon.¶¶\u201c"),
    ),
    "whole": {
        "in capitals": NOTICE.upper(),
        "text before": f"Dear Sir,¶¶{NOTICE}".replace("¶", "\n"),
        "signs before": f"* * *\n{NOTICE}",
        "second list first": NOTICE[NOTICE.index(DECISIONS) :] + NOTICE[: NOTICE.index(DECISIONS)],
        "no second list": NOTICE[: NOTICE.index("An application")]
        + NOTICE[NOTICE.index(QUALIFIED) :],
        "no list": NOTICE[: NOTICE.index("1) ")] + NOTICE[NOTICE.index(QUALIFIED) :],
        "twice": NOTICE * 2,
    },
    "cut": {str(n): NOTICE[:n].rstrip() for n in range(150, len(NOTICE), 230)},
}
