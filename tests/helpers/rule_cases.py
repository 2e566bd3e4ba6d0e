"""Test cases of a lint rule: edits of a sound letter, in which the findings are marked.

«words»           the rule finds these words and offers no fix
«words=>right»    it finds these words, and its fix, which is safe, replaces them by `right`
«words=>»         a safe fix removes these words, and one of the spaces beside them
«words=?>right»   the same with an unsafe fix
«IMR706 words»    another rule finds these words

Unmarked text is not found, by any rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

import pytest
from attrs import field, frozen
from syrupy.assertion import SnapshotAssertion

from helpers.letters import SOUND

import imrparse
from imrparse import Diagnostic, Fix, LintConfig, Span

_MARK = re.compile(r"«(?:(IMR\d{3}(?:\+IMR\d{3})*) )?(.*?)(?:=(\?)?>(.*?))?»", re.DOTALL)
_DEFAULT = LintConfig()

NORCO_GUIDELINE, NORCO_RATIONALE = re.findall(
    r"MAXIMUS guideline: (.*?)\n\nDecision rationale: (.*?)\n\n", SOUND, re.DOTALL
)[-1]

Edits: TypeAlias = Mapping[str, str]
"""A text that occurs once in a letter, in any line breaks, and the marked text that replaces it."""


@frozen
class Case:
    """A letter with edits, and the settings for linting it."""

    edits: Edits
    base: str = SOUND
    config: LintConfig = field(default=_DEFAULT, repr=False)

    def marked_letter(self) -> str:
        """The edited letter, with its marks. Raises ValueError unless an edit matches exactly
        once."""
        letter = self.base
        for old, new in self.edits.items():
            words = r"\s+".join(map(re.escape, re.split(r"\s+", old)))
            places = [match.span() for match in re.finditer(words, letter)]
            if len(places) != 1:
                raise ValueError(f"stands {len(places)} times in the letter: {old!r}")
            ((start, end),) = places
            letter = letter[:start] + new + letter[end:]
        return letter


@frozen
class Mark:
    """The expected finding at one place of a letter."""

    code: str
    start: int
    words: str
    right: str | None
    """The replacement by the fix; None if there is no fix."""
    safe: bool


def edits(old: str, *new: str, base: str = SOUND) -> Iterator[Case]:
    """A case for each of the marked texts, which replaces a text of the letter."""
    return (Case({old: one}, base) for one in new)


def sentences(*marked: str) -> Iterator[Case]:
    """A case for each sentence, which is added to the summary."""
    before = "An MRI of 08/02/2016 showed"
    return edits(before, *(f"{one} {before}" for one in marked))


def issue(request: str, rationale: str, guideline: str | None = None) -> Case:
    """A case with another request, decision and rationale in the last issue but one.

    `guideline` replaces the text of its MAXIMUS guideline.
    """
    replaced = {"Norco 10/325mg #60: Upheld": request, NORCO_RATIONALE: rationale}
    return Case(replaced | ({NORCO_GUIDELINE: guideline} if guideline else {}))


def partly_authorized(asked: str, authorized: str, remaining: str) -> str:
    """The fixed form of a partially authorized request, up to its decision."""
    return (
        f"{asked} was the original request. {authorized} was authorized by the Claims "
        f"Administrator. The remaining IMR eligible portion of the original request, {remaining} is"
    )


def rule_test(code: str, *cases: Case | Edits) -> Callable[[Case, SnapshotAssertion], None]:
    """A test of a rule. At least two of its cases are findings, and at least two are not.

    The messages of each finding are kept in a snapshot (`pytest --snapshot-update` renews it).
    """
    every = [case if isinstance(case, Case) else Case(case) for case in cases]
    wrong = [case for case in every if any(mark.code == code for mark in read_marks(case, code)[1])]
    assert min(len(wrong), len(every) - len(wrong)) >= 2, f"too few cases of {code}"

    @pytest.mark.parametrize("case", every, ids=_name)
    def test(case: Case, snapshot: SnapshotAssertion) -> None:
        if found := check(code, case):
            assert "\n\n".join(map(told, found)) == snapshot

    return test


def check(code: str, case: Case) -> Sequence[Diagnostic]:
    """Lint a letter: exactly the marked words are found, and fixes do what the marks say.

    After a fix all other findings remain, and the text differs only by the fix.
    """
    text, marks = read_marks(case, code)
    found = imrparse.lint(text, case.config)
    assert list(map(_shown, found)) == [_expected(text, mark) for mark in marks]
    for number, (one, mark) in enumerate(zip(found, marks, strict=True)):
        if mark.right is None:
            assert one.fixes == ()
            continue
        (fix,) = one.fixes
        assert fix.safe is mark.safe
        fixed = _fixed(text, fix)
        assert fixed == _wanted(text, mark)
        left = [(other.code, other.words) for other in marks[:number] + marks[number + 1 :]]
        assert [(f.code, _words(f)) for f in imrparse.lint(fixed, case.config)] == left
    return found


def read_marks(case: Case, code: str) -> tuple[str, list[Mark]]:
    """The letter of a case without its marks, and the marks, with offsets in that letter.

    Raises ValueError for a mark that is not closed.
    """
    letter, text, end = case.marked_letter(), "", 0
    marks = []
    for found in _MARK.finditer(letter):
        text += letter[end : found.start()]
        codes = (found[1] or code).split("+")
        marks += [Mark(one, len(text), found[2], found[4], not found[3]) for one in codes]
        text += found[2]
        end = found.end()
    text += letter[end:]
    if {"«", "»"} & set(text):
        raise ValueError(f"a mark has no end: {_name(case)}")
    return text, marks


def _shown(found: Diagnostic) -> str:
    return f"{found.line}:{found.column} {found.code} {_words(found)!r}"


def _expected(text: str, mark: Mark) -> str:
    lines = text[: mark.start].split("\n")
    return f"{len(lines)}:{len(lines[-1]) + 1} {mark.code} {mark.words!r}"


def _words(found: Diagnostic) -> str:
    return found.source.text[slice(*found.span)]


def _fixed(text: str, fix: Fix) -> str:
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _wanted(text: str, mark: Mark) -> str:
    before, after = text[: mark.start], text[mark.start + len(mark.words) :]
    if mark.right == "" and after.startswith(" "):
        before = before.removesuffix(" ")
    return f"{before}{mark.right}{after}"


def _name(case: Case) -> str:
    return " ".join(" / ".join(case.edits.values()).split())[:70]


def told(found: Diagnostic) -> str:
    """A finding in lines: the words, what is said of them, and the words of each fix."""
    lines = [f"{words(found, found.span)}: {found.message}"]
    lines += [f"hint: {found.hint}"] if found.hint else []
    lines += [f"{one.message}: {words(found, one.span)}" for one in found.related]
    for fix in found.fixes:
        text = found.source.text
        edits = [f"{text[slice(*edit.span)]!r} -> {edit.text!r}" for edit in fix.edits]
        lines.append(f"{'safe' if fix.safe else 'unsafe'} fix, {fix.message}: {', '.join(edits)}")
    return "\n".join(lines)


def words(found: Diagnostic, span: Span) -> str:
    """What stands at a place, on one line."""
    return repr(" ".join(found.source.text[slice(*span)].split()))


FINDINGS = "The reflexes are equal on both sides, and the spine moves freely and without pain. "
"""A sentence that keeps a rationale from being short, and mentions no treatment."""


def naming(request: str, *treatments: str) -> Iterator[Case]:
    """A case for each way to name the treatment in the conclusion of a rationale."""
    return (
        issue(f"{request}: Upheld", f"{FINDINGS}The request for {one} is not medically necessary.")
        for one in treatments
    )


def telling(request: str, *sentences: str) -> Iterator[Case]:
    """A case for each sentence, which precedes the conclusion of a rationale."""
    return (
        issue(f"{request}: Upheld", f"{FINDINGS}{one} The request is not medically necessary.")
        for one in sentences
    )


def concluding(decision: str, *sentences: str) -> Iterator[Case]:
    """A case for each sentence, which ends the rationale of a request for an MRI."""
    request = f"MRI of the right knee without contrast: {decision}"
    return (issue(request, FINDINGS + sentence) for sentence in sentences)


def deciding(asked: str, authorized: str, remaining: str, decided: str) -> Case:
    """A partial authorization, and what the conclusion of its rationale names."""
    request = partly_authorized(asked, authorized, remaining)
    return next(naming(request, decided))


KNEE = SOUND[SOUND.index("According to the ACOEM") : SOUND.index("\n\nAssociated surgical")]
NORCO = SOUND[SOUND.index("The MTUS supports opioids") : SOUND.index("\n\nPost-operative crutches")]


def twice(rationale: str, requests: tuple[str, str], found: bool, more: str = "") -> Case:
    """The rationale under two requests: to be found where it stands for the second time, or not.

    `more` stands before it there.
    """
    again = f"«{more}{rationale}»" if found else more + rationale
    return Case(
        {
            "Left knee arthroscopy with partial medial meniscectomy: Upheld": requests[0],
            KNEE: rationale,
            "Norco 10/325mg #60: Upheld": requests[1],
            NORCO: again,
        }
    )
