"""Finds decisions that are misspelt, mangled, or several where one is expected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import itemgetter

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.parsing.recovery.wrapped_decisions import LETTERS, Nearest, WrappedDecisions
from imrparse.syntax.islands import Island
from imrparse.syntax.sentence_ends import ends_sentence
from imrparse.syntax.terminals import Terminal, Terminals
from imrparse.syntax.tokens import NO_DECISION, SPLIT_DECISION
from imrparse.text.edit_distance import edits
from imrparse.text.spans import text_before

_WORD = regex(r"[^\s:;]+")
_SIGNS = regex(r"[^\w\s]+")  # "???", "___"
_STOPS = ":;.,"
_MOST_PIECES = 4  # of a decision word that an extractor split
_TAIL = 80  # code points before a label in which the decision of its issue stands
_MOST_EDITS = 2
_MARGIN = 8  # code points before a word in which its colon stands
_PREFIX = 2  # letters of the shortest prefix that makes another word ("unupheld")


_COLON = regex(r"[:;]\s*|\s(?P<word>colon\s+)")
_LONGEST_PLACE = 100  # code points from the colon to the label, with all that may be there
_LONGEST_REQUEST = 600  # code points, with its decision before it
_BEHIND = regex(r"[^\S\n]*(?:[:;\-\u2013\u2014]|\n)\s*")  # a decision before its request
_MOST_WORDS = 8
_SENTENCE = 8  # code points that show whether a line ends a sentence


class WordedDecisions:
    """Finds the one decision among other words and signs, or the one that is ticked."""

    def __init__(self, terminals: Terminals, nearest: Nearest) -> None:
        patterns = {
            name: terminals[f"{name}_MANGLED"].pattern
            for name in ("TICKED", "RETRACTED", "LEADING", "CHANGING", "NECESSITY", "OBJECT")
        }
        self._nearest = nearest
        self._upheld = terminals["UPHELD_DECISION"]
        self._ticked = regex(rf"(?:{patterns['TICKED']})\s*\Z")
        self._retracted = regex(rf"(?:{patterns['RETRACTED']})\Z")
        self._leading = regex(rf"(?:{patterns['LEADING']}|{patterns['TICKED']})+")
        self._changing = regex(rf"\b{patterns['CHANGING']}")
        self._necessity = re.compile(patterns["NECESSITY"])
        self._object = re.compile(patterns["OBJECT"])

    def find(self, plain: str, start: int, end: int, *, marked: bool) -> Island | None:
        """The decision at the end of a stretch; None if there is none or it is not certain.

        With `marked`, choose among several decisions by their marks; otherwise accept only one.
        """
        first = _paragraph_start(plain, max(start, end - _LONGEST_PLACE), end)
        text = plain[first:end].rstrip()
        words = [
            (word, decision)
            for word in LETTERS.finditer(text)
            if (decision := self._nearest(word[0], 1))
        ]
        if not words or marked != (len(words) > 1):
            return None
        place = self._place(text, words[0][0].start())
        if place is None:
            return None
        chosen = self._chosen(text, words) if marked else self._sure(text, place, *words[0])
        return (chosen, first + place, first + len(text)) if chosen else None

    def _place(self, text: str, word: int) -> int | None:
        """The offset at which the decision's text begins, after the colon that introduces it."""
        for colon in _COLON.finditer(text, 0, word):
            lead = text[colon.end() : word]
            if not lead or self._leading.fullmatch(lead):
                return colon.start("word") if colon["word"] else colon.end()
        return None

    def _chosen(
        self, text: str, words: Sequence[tuple[re.Match[str], Terminal]]
    ) -> Terminal | None:
        """The decision that is ticked, or the only one that is not retracted.

        None if there is a colon between decisions: the first is then part of the request.
        """
        before = [text[: word.start()].rstrip("*_") for word, _ in words]
        ends = [word.end() for word, _ in words]
        if any(
            ":" in self._retracted.sub("", b[e:]) for e, b in zip(ends, before[1:], strict=False)
        ):
            return self._said_again(text, words)
        ticked = {d for (_, d), b in zip(words, before, strict=True) if self._ticked.search(b)}
        left = [
            decision
            for (_, decision), text_before in zip(words, before, strict=True)
            if not self._retracted.search(text_before)
        ]
        chosen = ticked or (set(left) if len(left) < len(words) else set())
        return chosen.pop() if len(chosen) == 1 else self._said_again(text, words)

    def _said_again(
        self, text: str, words: Sequence[tuple[re.Match[str], Terminal]]
    ) -> Terminal | None:
        """The decision that a sentence behind it says again, or that another one is to replace."""
        (first, decision), *others = words
        between = text[first.end() : others[-1][0].start()]
        after = text[others[-1][0].end() :]
        if any(other != decision for _, other in others):
            is_remark = between.lstrip().startswith(("(", "[")) and after.rstrip(_STOPS) in ")]"
            return SPLIT_DECISION if is_remark else None
        sentence = between.strip(_STOPS + " \n")
        is_one = between.startswith(".") and self._leading.fullmatch(f"{sentence} ")
        return decision if is_one and not after.strip(_STOPS) else None

    def _sure(
        self, text: str, place: int, word: re.Match[str], decision: Terminal
    ) -> Terminal | None:
        """The decision, unless another word next to it may change its meaning."""
        beside = f"{text[place : word.start()]} {text[word.end() :]}"
        after = text[word.end() :].strip(_STOPS + " ")
        if word[0][0].islower() and after and not self._object.fullmatch(after):
            return None  # a sentence on something else
        necessity = self._necessity.search(beside)
        if necessity:
            if (necessity["not"] is not None) != (decision == self._upheld):
                return None
            beside = beside.replace(necessity[0], "")
        if self._changing.search(beside) or len(beside.split()) > _MOST_WORDS:
            return None
        return decision


def _paragraph_start(plain: str, start: int, end: int) -> int:
    """The start of the last paragraph: after the last line that ends a sentence."""
    line = start + len(plain[start:end].rstrip())
    while (line := plain.rfind("\n", start, line)) >= 0:
        if ends_sentence(text_before(plain, line, _SENTENCE, start).rstrip()):
            return line + 1
    return start


class Decisions:
    """Finds decisions that the strict patterns do not match."""

    def __init__(self, terminals: Terminals) -> None:
        self._decisions = terminals.decisions
        forms = table("other_names")["decisions"]
        self._other_forms = {form: terminals[name] for name, some in forms.items() for form in some}
        self._lengths = {
            len(decision.wording) + more
            for decision in terminals.decisions
            for more in range(-_MOST_EDITS, _MOST_EDITS + 1)
        }
        """Of the words that may be meant as a decision."""
        self._nearest = lru_cache(maxsize=4096)(self._nearest_of)  # words recur
        self._no_decision, self._half_decision, self._joining = (
            regex(terminals[name].pattern)
            for name in ("DECISION_MANGLED", "HALF_MANGLED", "JOINING_MANGLED")
        )
        self._unfilled = regex(rf"[(\[]?(?:{terminals['UNFILLED_MANGLED'].pattern})[)\]]?\.?")
        self._wrapped = WrappedDecisions(terminals, self._nearest)
        self._worded = WordedDecisions(terminals, self._nearest)

    def before_label(self, plain: str, start: int, end: int) -> Island | None:
        """The decision, or an unreadable one, at the end of a stretch before a label; else None."""
        return self._beside_others(plain, start, end) or self._alone(plain, start, end)

    def above_request(self, plain: str, start: int, end: int) -> Island | None:
        """The decision that a paragraph before a label begins with, above or before its request."""
        begin = _paragraph_start(plain, max(start, end - _LONGEST_REQUEST), end)
        text = plain[begin:end]
        first = begin + len(text) - len(text.lstrip())
        for decision in self._decisions:
            sign = _BEHIND.match(plain, first + len(decision.wording), end)
            word = plain[first : first + len(decision.wording)]
            is_said = word in (decision.wording, decision.wording.upper())
            if sign and is_said and plain[sign.end() : end].strip():
                return decision, first, first + len((decision.wording + sign[0]).rstrip())
        return None

    def _beside_others(self, plain: str, start: int, end: int) -> Island | None:
        """The decision at the end of a stretch, with words or signs around it."""
        if marked := self._worded.find(plain, start, end, marked=True):
            return marked
        wrapped = self._wrapped.find(plain, start, end)
        worded = self._worded.find(plain, start, end, marked=False)
        is_sure = wrapped is not None and wrapped[0] in self._decisions
        if wrapped and worded and is_sure and wrapped[0] == worded[0]:
            return min(wrapped, worded, key=itemgetter(1))
        return worded if worded and not is_sure else wrapped

    def _alone(self, plain: str, start: int, end: int) -> Island | None:
        """A misspelt or split decision at the end of a stretch, or the words in its place."""
        start = max(start, end - _TAIL)
        tail = plain[start:end].rstrip()
        words = tail.split()
        if ":" not in tail and all(word[0].islower() for word in words[-_MOST_PIECES:]):
            return None  # most text ends with lower-case words
        after = tail[tail.rfind(":") + 1 :].strip() if ":" in tail else ""
        at, end = plain.rindex(after, start, end), start + len(tail)
        half = self._half_decision.fullmatch(after)
        if not half and (near := self._last_word(tail)):
            name, place, near_end = near
            first = self._first(plain, start, start + place)
            if first < start + place:
                return self._of_several(plain, first, end)
            return name, start + place, start + near_end
        if after and not half and self._is_split(plain, at, end):
            return SPLIT_DECISION, at, end
        word = LETTERS.match(after)
        if word and self._nearest(word[0], 1):
            return NO_DECISION, at, end  # with words that may change it
        no_decision = (self._no_decision.fullmatch(after.rstrip(_STOPS)), _SIGNS.fullmatch(after))
        if half or any(no_decision) or self._unfilled.fullmatch(after):
            return NO_DECISION, at, end
        return None

    def wrapped(self, plain: str, start: int, island: Island) -> Island | None:
        """The decision of an island, with the words and signs before it that belong to it.

        `start` is where the request, or text before it, begins. None if there are no such words.
        """
        _, at, end = island
        marked = self._worded.find(plain, start, end, marked=True)
        if marked and marked[1] < at:
            return marked
        colon = at - len(plain[start:at]) + len(plain[start:at].rstrip(": \t\n"))
        has_colon = plain[colon:at].count(":") > 1
        if not has_colon and not self._wrapped.is_wrapped(plain, start, colon):
            return None
        found = self._wrapped.find(plain, start, end)
        # Without a sign before it, such a word may be the end of the request.
        if not found or found[1] >= at:
            return None
        decided = tuple(decision.wording for decision in self._decisions)
        is_second = plain.startswith(decided, found[1])
        is_told = plain[start : found[1]].rstrip().endswith((":", ";"))
        return found if is_told or not is_second else None

    def _last_word(self, tail: str) -> Island | None:
        """The decision that the last word is meant as, even if split into several pieces."""
        for word in list(_WORD.finditer(tail))[: -_MOST_PIECES - 1 : -1]:
            at, text = word.start(), tail[word.start() :]
            bare = text.rstrip(_STOPS)
            colon = tail[:at].rstrip().endswith(tuple(_STOPS))
            # Prose says "the decision is overturned." without a colon.
            told = colon or (text[0].isupper() and not text.endswith("."))
            near = self._nearest(bare, _MOST_EDITS if colon else 1)
            if near and told:
                return near, at, len(tail)
            if colon:
                break
        return None

    def _first(self, plain: str, start: int, at: int) -> int:
        """The start of the first of several adjacent decisions, the last of which is at `at`."""
        first = at
        joining: list[int] = []
        for word in reversed(list(LETTERS.finditer(plain, start, at))):
            if self._joining.fullmatch(word[0]):
                joining.append(word.start())
            elif self._decides(plain, word):
                first, joining = word.start(), []
            else:
                break
        # "partially" and the like belong to the first decision if a colon precedes them.
        told = [place for place in joining if first < at and _is_after_colon(plain, place)]
        return min([first, *told])

    def _decides(self, plain: str, word: re.Match[str]) -> bool:
        """Whether a word before a decision is another decision, or is used as one."""
        colon = _is_after_colon(plain, word.start())
        if not colon and word[0].islower():
            return False
        if self._nearest(word[0], _MOST_EDITS if colon else 1):
            return True
        return colon and bool(self._no_decision.fullmatch(word[0]))

    def _is_split(self, plain: str, start: int, end: int) -> bool:
        """Whether a stretch after a colon begins with a decision and contains another one."""
        first, *others = LETTERS.findall(plain, start, end) or [""]
        if not plain.startswith(first, start) or not self._nearest(first, _MOST_EDITS):
            return False
        return any(self._nearest(other, 1) for other in others)

    def _of_several(self, plain: str, start: int, end: int) -> Island:
        """The island of several words in the place of one decision.

        The same decision twice counts as one that is misspelt.
        """
        words = LETTERS.findall(plain, start, end)
        decided = [name for word in words if (name := self._nearest(word, _MOST_EDITS))]
        if len(decided) < 2:
            return NO_DECISION, start, end
        alike = len(set(decided)) == 1 and len(decided) == len(words)
        return decided[0] if alike else SPLIT_DECISION, start, end

    def _nearest_of(self, text: str, most: int) -> Terminal | None:
        given = text if text.isalpha() else "".join(text.split())
        if other := self._other_forms.get(given.lower()):
            return other
        if len(given) not in self._lengths:
            return None  # as most words
        found = [
            (n, decision)
            for decision in self._decisions
            if _may_be(decision.wording, given) and (n := edits(decision.wording, text)) <= most
        ]
        return min(found)[1] if found else None


def _may_be(wording: str, given: str) -> bool:
    """Whether a text without spaces can be a misspelt decision; a cheap filter before edit
    distance.

    A word with a prefix before the decision ("unupheld") is another word.
    """
    wording, letters = _lower(wording)
    longer = len(given) - len(wording)
    if abs(longer) > _MOST_EDITS:
        return False
    given = given.lower()
    if longer >= _PREFIX and given.endswith(wording):
        return False
    return len(letters.intersection(given)) * 2 >= len(letters)


@cache
def _lower(wording: str) -> tuple[str, frozenset[str]]:
    """A wording in small letters, and its letters."""
    return wording.lower(), frozenset(wording.lower())


def _is_after_colon(plain: str, place: int) -> bool:
    return text_before(plain, place, _MARGIN).rstrip().endswith((":", ";"))
