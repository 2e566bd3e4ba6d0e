"""The islands that a text means but does not word as it should."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from lark.lexer import PatternStr, TerminalDef

from imrparse.syntax.islands import Island, IslandFinder
from imrparse.syntax.near_misses import Wordings, edits, gaps

_KINDS = ("HEADING", "LABEL", "SENTENCE")

# The order of a letter's parts; those of an issue come again with each issue.
_LETTER = (
    *("HOW_HEADING", "OPENING_2014_SENTENCE", "OPENING_2015_SENTENCE", "CREDENTIALS_SENTENCE"),
    *("LICENSURE_LABEL", "SPECIALTY_LABEL"),
    *("SUMMARY_HEADING", "SUMMARY_SENTENCE"),
    *("ISSUES_HEADING", "ISSUES_SENTENCE"),
)
_ISSUE = ("DECISION", "CLAIMS_ADMINISTRATOR_LABEL", "MAXIMUS_LABEL", "RATIONALE_LABEL")
_RANKS = {name: rank for rank, name in enumerate((*_LETTER, *_ISSUE))}
_RANKED = {*_RANKS, "UPHELD_DECISION", "OVERTURNED_DECISION"}
_START, _END = "", "$END"
_SHORTEST = 4  # code points in which nothing can be meant

_SPACED_OUT = re.compile(r"\S {4,}\S")  # an extractor that puts spaces where it likes
_WORD = re.compile(r"[^\s:;]+")
_STOPS = ":;.,"
_MOST_PIECES = 4  # of a decision word that an extractor split
_TAIL = 80  # code points before a label in which its issue's decision stands
_DECISION_EDITS = 2


class Misspellings:
    """Finds wording that nearly is a letter's, where the letter lacks it."""

    def __init__(self, terminals: Collection[TerminalDef], finder: IslandFinder) -> None:
        self.wordings = {
            terminal.name: terminal.pattern.value
            for terminal in terminals
            if isinstance(terminal.pattern, PatternStr)
        }
        self._finder = finder
        lines = {n: w for n, w in self.wordings.items() if n.endswith(_KINDS) and n in _RANKS}
        self._lines = Wordings(lines, whole={n for n in lines if n.endswith("_HEADING")})
        self._decisions = {n: w for n, w in self.wordings.items() if n.endswith("_DECISION")}
        self._between: dict[tuple[str, str], tuple[str, ...]] = {}
        self._spaced = {
            name: wording
            for name, wording in self.wordings.items()
            if name.endswith(("_HEADING", "_LABEL", "_DECISION", "_FIELD"))
        }
        self._no_decision, self._half_decision = (
            re.compile(next(t for t in terminals if t.name == name).pattern.to_regexp())
            for name in ("DECISION_MANGLED", "HALF_MANGLED")
        )

    def find(self, plain: str, islands: Iterable[Island]) -> list[Island]:
        """The misspelt headings, labels, sentences and decisions of a text, in order.

        `islands` are those that are worded as they should be.
        """
        known = [island for island in islands if island[0] in _RANKED]
        lines = self._misspelt_lines(plain, known)
        known = sorted(known + lines, key=_start)
        return sorted(lines + self._misspelt_decisions(plain, known), key=_start)

    def spaced_wrongly(self, plain: str, islands: Sequence[Island]) -> list[Island]:
        """The islands that are worded right, but with white space too much or too little.

        Where an extractor puts spaces into words, those with such a space are left out.
        """
        found = []
        is_spaced_out = cache(lambda: _is_spaced_out(plain, islands))
        for island in islands:
            name, start, end = island
            wording = self._spaced.get(name)
            if wording and (text := plain[start:end]) != wording and _same_letters(text, wording):
                wrong = gaps(wording, text)
                splits = any(not gap.wanted for gap in wrong)
                if wrong and not (splits and is_spaced_out()):
                    found.append(island)
        return found

    def _wanted(self, before: str, after: str) -> tuple[str, ...]:
        """The lines that are wanted between two islands."""
        key = before, after
        if key not in self._between:
            self._between[key] = tuple(n for n in self._lines.wordings if _fits(before, n, after))
        return self._between[key]

    def _misspelt_lines(self, plain: str, known: Sequence[Island]) -> list[Island]:
        found: list[Island] = []
        last = len(plain.rstrip())
        for before, start, end, after in _stretches(plain, known):
            latest = before
            wanted = self._wanted(before, after)
            if not wanted or end - start < _SHORTEST:
                continue
            for name, at, near_end in self._lines.lines(plain, start, end, wanted):
                if near_end >= last and self._is_cut(name, plain[at:near_end]):
                    continue
                if near_end <= end and _fits(latest, name, after):
                    found.append((name, at, near_end))
                    latest = name
        return found

    def _misspelt_decisions(self, plain: str, known: Sequence[Island]) -> list[Island]:
        found: list[Island] = []
        for before, start, end, after in _stretches(plain, known):
            if end - start < _SHORTEST or not _fits(before, "DECISION", after):
                continue
            if (before, after) == (_START, _END):
                continue  # a text without any of a letter's parts
            if anyhow := self._finder.decisions_anyhow(plain, start, end):
                found.append(anyhow[-1])
            elif _rank(after) > _RANKS["DECISION"] and (near := self._decision(plain, start, end)):
                found.append(near)
        return found

    def _is_cut(self, name: str, text: str) -> bool:
        """Whether a text ends in the middle of a wording."""
        return "".join(self.wordings[name].split()).startswith("".join(text.split()))

    def _decision(self, plain: str, start: int, end: int) -> Island | None:
        """The misspelt decision that a stretch before a label ends with."""
        start = max(start, end - _TAIL)
        tail = plain[start:end]
        words = tail.split()
        if ":" not in tail and all(word[0].islower() for word in words[-_MOST_PIECES:]):
            return None  # as most text does
        after = plain[plain.rfind(":", start, end) + 1 : end].strip() if ":" in tail else ""
        at = plain.rindex(after, start, end)
        half = self._half_decision.fullmatch(after)
        if not half and (near := self._last_word(tail)):
            name, at, near_end = near
            return name, start + at, start + near_end
        if half or self._no_decision.fullmatch(after.rstrip(_STOPS)):
            return "NO_DECISION", at, at + len(after)
        return None

    def _last_word(self, tail: str) -> Island | None:
        """The decision that the last word of a stretch is meant for, in several pieces maybe."""
        for word in list(_WORD.finditer(tail))[: -_MOST_PIECES - 1 : -1]:
            at, text = word.start(), tail[word.start() :].rstrip()
            bare = text.rstrip(_STOPS)
            colon = tail[:at].rstrip().endswith(tuple(_STOPS))
            # Prose says "the decision is overturned." without a colon.
            told = colon or (text[0].isupper() and not text.endswith("."))
            near = self._nearest_decision(bare, _DECISION_EDITS if colon else 1)
            if near and told:
                return near, at, at + len(text)
            if colon:
                break
        return None

    def _nearest_decision(self, text: str, most: int) -> str | None:
        found = [(n, name) for name, w in self._decisions.items() if (n := edits(w, text)) <= most]
        return min(found)[1] if found else None


def _same_letters(text: str, wording: str) -> bool:
    return "".join(text.split()) == "".join(wording.split())


def _is_spaced_out(plain: str, islands: Iterable[Island]) -> bool:
    """Whether a text has wide gaps in its lines. A header table has them in any layout."""
    body = next((end for name, _, end in islands if name.endswith("_HEADING")), 0)
    return _SPACED_OUT.search(plain, body) is not None


def _start(island: Island) -> int:
    return island[1]


def _stretches(plain: str, known: Sequence[Island]) -> Iterator[tuple[str, int, int, str]]:
    """What stands between two islands: the one before, the stretch's ends, the one after."""
    ends = [(_START, 0, 0), *known, (_END, len(plain), len(plain))]
    for (before, _, start), (after, end, _) in pairwise(ends):
        yield before, start, end, after


def _rank(name: str) -> int:
    if name in (_START, _END):
        return -1 if name == _START else len(_RANKS)
    return _RANKS["DECISION" if name.endswith("DECISION") else name]


@cache
def _fits(before: str, name: str, after: str) -> bool:
    """Whether a part is wanted between two that stand in the text."""
    steps = _steps(before, name)
    return 0 < steps < (_steps(before, after) or len(_ISSUE))


def _steps(before: str, after: str) -> int:
    """How many parts on from one another is; issues come round again. 0 if it never is."""
    steps = _rank(after) - _rank(before)
    if steps < 0 and _rank(after) >= len(_LETTER):
        return steps + len(_ISSUE)
    return max(steps, 0)
