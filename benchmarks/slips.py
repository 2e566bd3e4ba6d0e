"""What each lint rule finds: in letters as they are, and in the same letters with a slip.

    python -m benchmarks rules --letters DIR [--write]

A slip is an edit that makes one rule's problem in a letter: another decision, a side exchanged. It
counts as found if the rule has a finding more than in the letter as it is. `--write` stores the
figures in ``imrparse/data/measured.toml``, from where the pages of the rules take them. Whether
the findings in letters as they are are true is for people to judge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import imrparse
from benchmarks.letters import ROOT, Letter, size
from benchmarks.timing import table
from imrparse import Decision, Determination, Issue, Rationale
from imrparse.data import names
from imrparse.data import table as data
from imrparse.fields.drug_names import meant_drug
from imrparse.linting.rules import rule_classes

MEASURED = ROOT / "imrparse" / "data" / "measured.toml"
_COLUMNS = ("", "findings", "letters with one", "slips", "found")


class _Edit(NamedTuple):
    """A stretch of a letter's text, and what replaces it."""

    start: int
    end: int
    new: str


_Slips = Callable[[str, Determination], Iterator[Sequence[_Edit]]]
_Kind = tuple[str, str, _Slips]


class _Figures(NamedTuple):
    """What one rule found."""

    findings: int
    letters: int
    slips: Mapping[str, tuple[int, int]]
    """For each kind of slip: how many were found, of how many."""


def report(letters: Sequence[Letter], *, write: bool) -> str:
    """The table of what each rule found."""
    figures = _measure(letters)
    if write:
        MEASURED.write_text(_toml(letters, figures), "utf-8")
    rows = [
        [code, str(one.findings), str(one.letters), kind, f"{found} of {tried}" if tried else ""]
        for code, one in figures.items()
        for kind, (found, tried) in (one.slips or {"": (0, 0)}).items()
    ]
    return table(f"Rules ({size(letters)})", _COLUMNS, rows)


def _measure(letters: Sequence[Letter]) -> dict[str, _Figures]:
    before = [_found(letter.text) for letter in letters]
    slips: dict[str, dict[str, tuple[int, int]]] = {}
    for code, kind, make in _KINDS:
        tried = found = 0
        for letter, usual in zip(letters, before, strict=True):
            for edits in make(letter.text, imrparse.parse(letter.text)):
                tried += 1
                found += _found(_edited(letter.text, edits))[code] > usual[code]
        if tried:
            slips.setdefault(code, {})[kind] = found, tried
    return {
        rule.code: _Figures(
            sum(one[rule.code] for one in before),
            sum(rule.code in one for one in before),
            slips.get(rule.code, {}),
        )
        for rule in rule_classes()
        if rule.default
    }


def _found(text: str) -> Counter[str]:
    return Counter(finding.code for finding in imrparse.lint(text))


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _toml(letters: Sequence[Letter], figures: Mapping[str, _Figures]) -> str:
    """The content of the stored file."""
    parsed = [imrparse.parse(letter.text) for letter in letters]
    decided = sorted(
        one.header.decision_date for one in parsed if one.header and one.header.decision_date
    )
    lines = [
        "# What each rule found; made by `python -m benchmarks rules --letters DIR --write`.",
        "# For each kind of slip: how many were found, of how many.",
        f"letters = {len(letters)}",
        f"issues = {sum(len(one.issues) for one in parsed)}",
        f"first = {decided[0]}",
        f"last = {decided[-1]}",
    ]
    for code, one in figures.items():
        lines += ["", f"[{code}]", f"findings = {one.findings}", f"letters = {one.letters}"]
        kinds = [f'    "{kind}" = [{found}, {tried}]' for kind, (found, tried) in one.slips.items()]
        if kinds:
            lines += [f"[{code}.slips]", *(kind.strip() for kind in kinds)]
    return "\n".join(lines) + "\n"


# The slips.


def _decisions(_: str, letter: Determination) -> Iterator[Sequence[_Edit]]:
    for issue in letter.issues:
        span = issue.span_of("decision")
        if span and issue.decision:
            (other,) = set(Decision) - {issue.decision}
            yield [_Edit(*span, other.value)]


def _conclusions(_: str, letter: Determination) -> Iterator[Sequence[_Edit]]:
    """Rationales without all sentences that conclude."""
    for issue in letter.issues:
        sentences = re.split(r"(?<=[.?!]) (?=[A-Z(\"\u201c])", issue.rationale.text)
        while (said := Rationale(" ".join(sentences)).conclusion.text) and sentences:
            last = max((n for n, one in enumerate(sentences) if said in one), default=None)
            if last is None:
                break
            del sentences[last]
        if issue.rationale.conclusion.text and not said and len(sentences) > 1:
            yield [_in_rationale(issue, " ".join(sentences))]


def _in_rationale(issue: Issue, new: str) -> _Edit:
    span = issue.rationale.span
    assert span
    return _Edit(*span, new)


def _exchanged(text: str, letter: Determination) -> Iterator[Sequence[_Edit]]:
    """The first two rationales in each other's place."""
    if len(letter.issues) > 1:
        one, other = (issue.rationale for issue in letter.issues[:2])
        if one.text != other.text and one.span and other.span:
            yield [
                _Edit(*one.span, text[slice(*other.span)]),
                _Edit(*other.span, text[slice(*one.span)]),
            ]


_SIDES = {"left": "right", "right": "left"}
_PARTS = {
    "knee": "shoulder", "shoulder": "knee", "lumbar": "cervical", "cervical": "lumbar",
    "low back": "neck", "neck": "low back", "wrist": "elbow", "elbow": "wrist",
    "ankle": "hip", "hip": "ankle", "hand": "foot", "foot": "hand",
}  # fmt: skip


def _swapped(words: Mapping[str, str]) -> _Slips:
    """Rationales with words exchanged that the request has too, all of one kind."""
    pattern = re.compile(rf"\b(?:{'|'.join(words)})\b(?!-| to\b)", re.IGNORECASE)

    def swap(found: re.Match[str]) -> str:
        new = words[found[0].lower()]
        return new.capitalize() if found[0][0].isupper() else new

    def slips(_: str, letter: Determination) -> Iterator[Sequence[_Edit]]:
        for issue in letter.issues:
            asked = {word.lower() for word in pattern.findall(issue.request.text)}
            said = {word.lower() for word in pattern.findall(issue.rationale.text)}
            if len(asked) == 1 and asked <= said:
                yield [_in_rationale(issue, pattern.sub(swap, issue.rationale.text))]

    return slips


_NUMBER = r"(?<![\w./-]){}(?![\w./%-])"


def _amounts(_: str, letter: Determination) -> Iterator[Sequence[_Edit]]:
    """Conclusions with another number where the request has one."""
    for issue in letter.issues:
        said, treatment = issue.rationale.conclusion.text, issue.request.treatment
        quantity, often, long = treatment.quantity, treatment.frequency, treatment.duration
        numbers = [one.most for one in (quantity, often, long) if one is not None]
        for sentence in re.split(r"(?<=\.) ", issue.rationale.text) if said else ():
            for most in numbers:
                number = re.compile(_NUMBER.format(f"{most:g}"))
                if said in sentence and number.search(sentence):
                    new = number.sub(f"{most + 4:g}", sentence)
                    yield [_in_rationale(issue, issue.rationale.text.replace(sentence, new))]
                    break


def _chapters(text: str, letter: Determination) -> Iterator[Sequence[_Edit]]:
    """Another chapter of the same year that the reviewer cites."""
    own = data("citation")["own"]["parts"]
    chapters = [(c["name"], c["year"]) for c in data("mtus")["chapter"] if c["name"] in own]
    for number, issue in enumerate(letter.issues):
        for citation in issue.maximus_guideline.citations:
            span, year = citation.span_of("chapter"), citation.year
            others = [name for name, of in chapters if of == year and name != citation.chapter]
            if (citation.chapter, year) in chapters and span and others:
                yield [_Edit(*span, others[(len(text) + number) % len(others)])]
                break


def _shifted(field: str) -> _Slips:
    """A date of the header, a day later, that the summary gives too."""

    def slips(_: str, letter: Determination) -> Iterator[Sequence[_Edit]]:
        header = letter.header
        value, span = (getattr(header, field), header.span_of(field)) if header else (None, None)
        stated = {one.value for one in letter.dates if one.field == "summary"}
        if isinstance(value, date) and span and value in stated:
            yield [_Edit(*span, f"{value + timedelta(days=1):%m/%d/%Y}")]

    return slips


def _first(pattern: str, new: Callable[[re.Match[str]], str | None]) -> _Slips:
    """An edit of the first match in each summary and rationale for which there is one."""
    compiled = re.compile(pattern)

    def slips(text: str, letter: Determination) -> Iterator[Sequence[_Edit]]:
        for part in (letter.summary, *(issue.rationale for issue in letter.issues)):
            for found in compiled.finditer(text, *part.span) if part.span else ():
                if (word := new(found)) is not None:
                    yield [_Edit(*found.span(), word)]
                    break

    return slips


def _without_a_letter(found: re.Match[str]) -> str | None:
    word = found[0]
    short = word[: len(word) // 2] + word[len(word) // 2 + 1 :]
    return short if meant_drug(short.lower()) == word.lower() else None


_MONTHS = "|".join(name for name in names("months") if len(name) > 3)
_KINDS: tuple[_Kind, ...] = (
    ("IMR106", "the header's date of injury a day later", _shifted("date_of_injury")),
    ("IMR107", "the header's UR denial date a day later", _shifted("ur_denial_date")),
    ("IMR401", "the other decision", _decisions),
    ("IMR402", "all sentences that conclude deleted", _conclusions),
    ("IMR405", "the first two rationales exchanged", _exchanged),
    ("IMR407", "another number in the sentence that concludes", _amounts),
    ("IMR408", "the other side in the rationale", _swapped(_SIDES)),
    ("IMR408", "another body part in the rationale", _swapped(_PARTS)),
    ("IMR506", "another ACOEM chapter", _chapters),
    ("IMR602", "a telephone number", _first(r"(?<=[a-z])\. ", lambda _: ", 555-214-0199. ")),
    ("IMR603", "a social security number", _first(r"(?<=[a-z])\. ", lambda _: ", 219-09-9999. ")),
    ("IMR703", "a word repeated", _first(r"\b[a-z]{4,}\b", lambda m: f"{m[0]} {m[0]}")),
    ("IMR705", "a year of five figures", _first(rf"(?:{_MONTHS}) \d\d?, 20", lambda m: m[0] + "1")),
    ("IMR709", "a wrong article", _first(r"\ban (?=MRI|EMG)", lambda _: "a ")),
    ("IMR710", "two full stops", _first(r"(?<=[a-z]{3})\.(?= [A-Z])", lambda _: "..")),
    (
        "IMR711",
        "no space after a full stop",
        _first(r"(?<=[a-z]{3})\. (?=[A-Z][a-z]+ )", lambda _: "."),
    ),
    (
        "IMR715",
        "a letter of a drug's name left out",
        _first(r"\b[A-Za-z]{8,}\b", _without_a_letter),
    ),
)
