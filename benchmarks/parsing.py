"""The time per letter: for finding the islands, for `imrparse.parse`, and for its comparators.

And how the time of `imrparse.parse` grows with the length of a letter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from textwrap import shorten
from typing import Any, NamedTuple

import imrparse
from benchmarks.extractors import EXTRACTORS, Extract, Run
from benchmarks.extractors.common import Fields
from benchmarks.letters import Letter, NoLettersError, parses, size
from benchmarks.timing import Candidate, Times, measure, ratio, table
from imrparse.syntax.islands import IslandFinder
from imrparse.syntax.letter_parser import LetterParser
from imrparse.text.source import Source

_ISLANDS = "bare scan for the fixed wording"
_PARSE = "imrparse.parse"
_TOUCHED = "imrparse.parse, every text read"
_KEPT = "imrparse.parse, trees kept"
_NOTE_WIDTH = 90  # columns
_COLUMNS = ("", "agrees", "timed on", "best ms", "median ms", "x parse, best", "x parse, median")


class _Comparator(NamedTuple):
    """A tested comparator: the letters on which it is timed, and on how many it agrees."""

    run: Run
    timed: list[str]
    agreed: int | None
    """None for one that returns no fields."""
    tried: int

    def agrees(self) -> str:
        """The cell of the table."""
        return "-" if self.agreed is None else f"{self.agreed}/{self.tried}"


def report(letters: Sequence[Letter], rounds: int, slow_letters: int, *, gold: bool) -> str:
    """The table of times per letter, and what the comparators got wrong.

    With `gold`, right is what stands in the JSON files beside the letters, for `imrparse.parse`
    as for the others; a letter without one is left out. Otherwise it is what `imrparse.parse`
    returns.
    """
    truth, letters = _truth(letters, gold)
    comparators: dict[str, _Comparator] = {}
    notes: list[str] = []
    faults = _faults(parsed, letters, truth)
    notes += _grouped(_PARSE, faults)
    agreed = len(letters) - len(faults)
    comparators[_PARSE] = _Comparator(imrparse.parse, _texts(letters), agreed, len(letters))
    for extractor in EXTRACTORS:
        tried = _spread(letters, slow_letters) if extractor.slow else letters
        try:
            extract, tree = extractor.build(), extractor.build_tree()
        except ImportError as error:
            notes.append(f"{extractor.name}: not measured, {error}")
            continue
        faults = _faults(extract, tried, truth)
        notes += _grouped(extractor.name, faults)
        timed = [letter.text for letter in tried if letter.name not in faults]
        comparators[extractor.name] = _Comparator(extract, timed, len(timed), len(tried))
        if tree:
            name = f"{extractor.name}, tree only"
            comparators[name] = _Comparator(tree, timed, None, len(tried))
    title = f"Time per letter ({size(letters)}, {rounds} rounds)"
    rows = _rows(letters, comparators, rounds)
    return "\n".join([table(title, _COLUMNS, rows), *(_note(note) for note in notes), ""])


def _truth(letters: Sequence[Letter], gold: bool) -> tuple[dict[str, Fields], Sequence[Letter]]:
    """What is right for each letter, by its name, and the letters for which it is known."""
    if not gold:
        return {letter.name: parsed(letter.text) for letter in letters}, letters
    found = {letter.name: fields(content) for letter in letters if (content := letter.gold())}
    if not found:
        raise NoLettersError("no letter has a JSON file beside it")
    return found, [letter for letter in letters if letter.name in found]


def _texts(letters: Sequence[Letter]) -> list[str]:
    return [letter.text for letter in letters]


def _spread(letters: Sequence[Letter], count: int) -> Sequence[Letter]:
    """A number of the letters, evenly distributed."""
    step = max(1, len(letters) // count)
    return letters[::step][:count]


def _faults(
    extract: Extract, letters: Sequence[Letter], truth: Mapping[str, Fields]
) -> dict[str, str]:
    """The letters on which a comparator differs from `imrparse.parse`, and how."""
    faults = {}
    for letter in letters:
        try:
            found = ", ".join(differences(extract(letter.text), truth[letter.name]))
        except ValueError as error:
            found = type(error.__cause__).__name__ if error.__cause__ else str(error)
        if found:
            faults[letter.name] = found
    return faults


def _grouped(comparator: str, faults: Mapping[str, str]) -> list[str]:
    """A note for each kind of fault, with the first letter that has it."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name, fault in faults.items():
        names[fault].append(name)
    return [
        f"{comparator}, {first}{f' and {len(others)} more' if others else ''}: {fault}"
        for fault, (first, *others) in names.items()
    ]


def _note(text: str) -> str:
    return "note: " + shorten(text, _NOTE_WIDTH, placeholder="…")


def _rows(
    letters: Sequence[Letter], comparators: Mapping[str, _Comparator], rounds: int
) -> list[list[str]]:
    texts = _texts(letters)
    candidates = {
        _ISLANDS: Candidate(_islands(), texts),
        _TOUCHED: Candidate(_touch, texts),
        _KEPT: Candidate(imrparse.parse, texts, keep=True),
    } | {name: Candidate(c.run, c.timed) for name, c in comparators.items() if c.timed}
    times = measure(candidates, rounds)
    rows = []
    for name, candidate in candidates.items():
        same = [texts.index(text) for text in candidate.texts]
        comparator = comparators.get(name)
        agrees = comparator.agrees() if comparator else "-"
        rows.append([name, agrees, *_figures(times[name], times[_PARSE].only(same))])
    rows += [
        [name, f"0/{c.tried}", "0", *["-"] * 4] for name, c in comparators.items() if not c.timed
    ]
    return rows


def _figures(times: Times, parse: Times) -> list[str]:
    """The figures of a candidate; `parse` are those of parse on the same letters."""
    ratios = [mine / theirs for mine, theirs in zip(times.means(), parse.means(), strict=True)]
    return [
        str(times.texts),
        f"{times.best() * 1e3:.3f}",
        f"{times.median() * 1e3:.3f}",
        ratio(times.best() / parse.best()),
        ratio(median(ratios)),
    ]


def _touch(text: str) -> None:
    """Parse a letter, and read every value in it, as a program that needs them all does."""
    letter = imrparse.parse(text)
    _ = letter.header, letter.reviewer.licensure, letter.reviewer.specialties, letter.summary.text
    for issue in letter.issues:
        _ = issue.request.text, issue.decision, issue.rationale.text
        _ = issue.claims_administrator_guideline.text, issue.maximus_guideline.text


def _islands() -> Callable[[str], int]:
    """Find and count the islands of a text: the work of the patterns without making tokens."""
    finder = IslandFinder(LetterParser().terminals)

    def count(text: str) -> int:
        return sum(1 for _ in finder.find(Source(text).plain))

    return count


_LEFT_OUT = re.compile(r"[\s\ufffe-]+")
_LISTS = ("licensure", "specialties", "subspecialties")
_PROSE = ("request", "claims_administrator_guideline", "maximus_guideline", "rationale")


def parsed(text: str) -> Fields:
    """The fields that `imrparse.parse` reads. Raises ParseError."""
    letter = imrparse.to_dict(imrparse.parse(text))
    return fields({**letter, "summary": letter["summary"]["text"]})


def fields(content: Mapping[str, Any]) -> Fields:
    """The fields of a letter's content, as `imrparse.to_dict` or a person wrote it."""
    issues: Any = [
        {"decision": issue["decision"]} | {name: _text(issue[name]) for name in _PROSE}
        for issue in content["issues"]
    ]
    reviewer = content["reviewer"]
    return {
        "header": content["header"],
        "licensure": reviewer["licensure"],
        "specialties": reviewer["specialties"],
        "subspecialties": reviewer.get("subspecialties", []),
        "summary": _text(content["summary"]),
        "issues": issues,
    }


def _text(prose: Any) -> str:
    return str(prose["text"] if isinstance(prose, Mapping) else prose)


def differences(mine: Fields, right: Fields) -> list[str]:
    """Names of the fields in which an extraction is wrong.

    White space and hyphens are left out of the comparison, since pdftotext takes hyphens at line
    ends away; everything else counts.
    """
    names = (*_LISTS, "summary")
    found = [name for name in names if _differ(mine.get(name), right.get(name))]
    if (mine["header"] or {}) != (right["header"] or {}):
        found.append("header")
    if len(mine["issues"]) != len(right["issues"]):
        return [*found, "issues"]
    for number, issues in enumerate(zip(mine["issues"], right["issues"], strict=True)):
        one, other = map(dict, issues)
        differing = [name for name in other if _differ(one.get(name), other[name])]
        found += [f"issues[{number}].{name}" for name in differing]
    return found


def _differ(mine: object, right: object) -> bool:
    return _squeezed(mine) != _squeezed(right)


def _squeezed(value: object) -> object:
    if isinstance(value, list):
        return [_squeezed(item) for item in value]
    return _LEFT_OUT.sub("", value) if isinstance(value, str) else value


_FACTORS = (1, 2, 4, 8, 16, 32, 64)
_GROWTH_RUNS = 32  # of the shortest text, in each of its turns
_INTRODUCTION_END = re.compile(r"set\s+forth\s+below:[^\S\n]*\n")
_GROWTH_COLUMNS = ("issues", "characters", "ms", "us per issue", "us per issue added", "ratio")


def growth_report(letters: Sequence[Letter], rounds: int) -> str:
    """The table of times of one letter with its issues repeated."""
    letter, texts = _growing(letters)
    candidates = {
        str(factor): Candidate(imrparse.parse, [text] * max(2, _GROWTH_RUNS // factor))
        for factor, text in zip(_FACTORS, texts, strict=True)
    }
    seconds = [times.fastest() for times in measure(candidates, rounds).values()]
    counts = [_issues(text) for text in texts]
    added = [
        (after - before) / (many - few)
        for (before, after), (few, many) in zip(pairwise(seconds), pairwise(counts), strict=True)
    ]
    growth = [("-", "-"), *((f"{each * 1e6:.0f}", ratio(each / added[0])) for each in added)]
    rows = [
        (f"{count:,}", f"{len(text):,}", f"{time * 1e3:.2f}", f"{time / count * 1e6:.0f}", *columns)
        for text, count, time, columns in zip(texts, counts, seconds, growth, strict=True)
    ]
    title = f"Growth: {letter.name}, its issues repeated (best of {rounds} rounds)"
    return table(title, _GROWTH_COLUMNS, rows)


def _growing(letters: Sequence[Letter]) -> tuple[Letter, list[str]]:
    """The first letter whose issues can be repeated, and its texts of growing length."""
    for letter in letters:
        texts = list(_repeated(letter.text))
        if texts and parses(texts[1]) and _issues(texts[1]) == 2 * _issues(texts[0]):
            return letter, texts
    raise NoLettersError("no letter whose issues can be repeated")


def _repeated(text: str) -> Iterator[str]:
    """The text with its issues once, twice, four times…, up to `_FACTORS`."""
    if found := _INTRODUCTION_END.search(text):
        head, issues = text[: found.end()], text[found.end() :].rstrip() + "\n\n"
        yield from (head + issues * factor for factor in _FACTORS)


def _issues(text: str) -> int:
    return len(imrparse.parse(text).issues)
