"""The islands that a text means but does not word as it should."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lark.lexer import PatternStr, TerminalDef

from imrparse.islands import Island, IslandFinder
from imrparse.nearmiss import Wordings, nearly

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
_START, _END = "", "$END"

_LAST_WORD = re.compile(r"(?P<colon>[:;.,]?)\s*(?<!\w)(?P<word>[^\s:;]+)[.:;,]?\s*\Z")
_TAIL = 80  # code points before a label in which its issue's decision stands
_DECISION_EDITS = 2


class Misspellings:
    """Finds wording that nearly is a letter's, where the letter lacks it."""

    def __init__(self, terminals: Iterable[TerminalDef], finder: IslandFinder) -> None:
        self.wordings = {
            terminal.name: terminal.pattern.value
            for terminal in terminals
            if isinstance(terminal.pattern, PatternStr)
        }
        self._finder = finder
        self._lines = Wordings(
            {n: w for n, w in self.wordings.items() if n.endswith(_KINDS) and n in _RANKS}
        )
        self._decisions = {
            name: wording for name, wording in self.wordings.items() if name.endswith("_DECISION")
        }

    def find(self, plain: str) -> list[Island]:
        """The misspelt headings, labels, sentences and decisions of a text, in order."""
        known = sorted(self._finder.lines(plain) + self._finder.decisions(plain), key=_start)
        lines = self._misspelt_lines(plain, known)
        known = sorted(known + lines, key=_start)
        return sorted(lines + self._misspelt_decisions(plain, known), key=_start)

    def _misspelt_lines(self, plain: str, known: Sequence[Island]) -> list[Island]:
        found: list[Island] = []
        for before, start, end, after in _stretches(plain, known):
            latest = before
            for name, at, near_end in self._lines.lines(plain, start, end):
                if name.endswith("_HEADING"):
                    rest = plain[near_end : near_end + _TAIL].partition("\n")[0]
                    near_end += len(rest) - len(rest.lstrip(".:;"))
                    if rest.strip(" \t.:;"):
                        continue
                if near_end <= end and _fits(latest, name, after):
                    found.append((name, at, near_end))
                    latest = name
        return found

    def _misspelt_decisions(self, plain: str, known: Sequence[Island]) -> list[Island]:
        found: list[Island] = []
        for before, start, end, after in _stretches(plain, known):
            if not _fits(before, "DECISION", after):
                continue
            if anyhow := self._finder.decisions_anyhow(plain, start, end):
                found.append(anyhow[-1])
            elif _rank(after) > _RANKS["DECISION"] and (near := self._decision(plain, start, end)):
                found.append(near)
        return found

    def _decision(self, plain: str, start: int, end: int) -> Island | None:
        """The misspelt decision that a stretch before a label ends with."""
        start = max(start, end - _TAIL)
        match = _LAST_WORD.search(plain[start:end])
        if not match:
            return None
        word, at = match["word"].rstrip(".,"), start + match.start("word")
        most = _DECISION_EDITS if match["colon"] else 1
        found = [
            (near.edits, name)
            for name, wording in self._decisions.items()
            if (near := nearly(wording, word, most)) and near.end == len(word)
        ]
        return (min(found)[1], at, at + len(word)) if found else None


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
