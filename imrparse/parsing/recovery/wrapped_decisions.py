"""Decisions with words and signs around them: "X: Decision: Upheld", "X (Upheld)", "X was upheld".

Only this module strips them, so that the request ends where it should. It also detects other
decisions in the same place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeAlias

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.syntax.islands import Island, flexible
from imrparse.syntax.sentence_ends import ends_sentence, is_fragment
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.syntax.tokens import NO_DECISION, SPLIT_DECISION

LETTERS = regex(r"[^\W\d_]+")
_TAIL = 160  # code points before a label that are searched for a decision and the words around it
_LONGEST = 1_000  # code points of a partial authorization
_LAST = 40  # code points before a decision that are checked for words around it
_SIGNS = ":;=>/\u2013\u2014-"
_STOPS = ".,"
_OPENERS = "([\"'\u201c\u2018#*"
_INTRODUCED_BY = (*_SIGNS, *_STOPS, "(", "\n")
_HYPHENATED = regex(r"\w-\Z")
# Signs that can't end a request: not a closing bracket, quotation mark, stop or unit.
_SIGNS_BEFORE = regex(
    r"(?<!\.)\s*\.{4,}\s*\Z|(?:</[a-zA-Z]{1,10}>\s*)*(?:[^\w\s)\]}\"'\u2019\u201d%.,!?\u00b0]|(?<=\s)_+|\s)*[^\w\s)\]}\"'\u2019\u201d%.,!?\u00b0]\Z"
)
_COLON = regex(r"\s*[:;]?\s*")

Nearest: TypeAlias = Callable[[str, int], Terminal | None]
"""Maps a word to the decision it spells with at most the given number of edits."""


class WrappedDecisions:
    """Finds the decision in the words and signs at the end of a stretch."""

    def __init__(self, terminals: Terminals, nearest: Nearest) -> None:
        patterns = {
            name: terminals[f"{name}_MANGLED"].pattern
            for name in ("INTRODUCING", "BEING", "FOLLOWING", "DECISION", "JOINING", "CHANGING")
        }
        self._nearest = nearest
        self._following = regex(patterns["FOLLOWING"])
        self._no_decision = regex(f"{patterns['DECISION']}|{patterns['JOINING']}")
        self._changing = regex(patterns["CHANGING"])
        self._introducing = regex(rf"(?<!\w)(?:{patterns['INTRODUCING']})\Z")
        self._being = re.compile(rf"(?<!\w)(?:{patterns['BEING']})\Z")
        decided = "|".join(re.escape(decision.wording) for decision in terminals.decisions)
        forms = (t for t in terminals.of_kind(Kind.FORM) if t.endswith("_CONTINUED_FORM"))
        self._form = re.compile("|".join(flexible(form.pattern) for form in forms))
        signs = re.escape(_SIGNS)
        self._around = regex(
            rf"(?:[{signs}]|[{signs}{_STOPS}(\n]\s*(?:{patterns['INTRODUCING']})"
            rf"|\b(?:{decided})|:\s*\w+)\s*\Z"
        )

    def is_wrapped(self, plain: str, start: int, end: int) -> bool:
        """Whether words before the colon of a decision, which is at `end`, may belong to it."""
        return self._around.search(plain, max(start, end - _LAST), end) is not None

    def find(self, plain: str, start: int, end: int) -> Island | None:
        """The decision at the end of a stretch, including the words and signs around it.

        None if there are no such words, or if they can be parsed otherwise.
        """
        least, start = start, max(start, end - _TAIL)
        text = plain[start:end].rstrip()
        word = self._last_decision(text)
        if word is None:
            return None
        form = self._form.search(plain, max(least, end - _LONGEST), end)
        unwrapped = _Unwrapped(text, word, has_form=form is not None)
        while self._step(unwrapped):
            pass
        request = unwrapped.before
        has_request = any(map(str.isalnum, request)) and not (
            ends_sentence(request) and "\n" in text[len(request) : unwrapped.place]
        )
        if not self._is_sure(unwrapped) or (len(unwrapped.words) > 1 and not has_request):
            return None
        gap = _COLON.match(text, unwrapped.place)
        first = gap.end() if gap else unwrapped.place
        return self._meant(unwrapped.words), start + first, start + len(text)

    def _last_decision(self, text: str) -> re.Match[str] | None:
        """The last decision in a text, if nothing but remarks follows it."""
        for word in reversed(list(LETTERS.finditer(text))):
            if self._nearest(word[0], 1) or (
                self._nearest(word[0], 2) and _is_after(text, word.start(), ":;")
            ):
                after = text[word.end() :]
                return word if not after or self._may_follow(after) else None
        return None

    def _may_follow(self, after: str) -> bool:
        if not self._following.fullmatch(after):
            return False
        reference = re.search(r"[^\W\d_]{2,}", after)
        if reference and reference[0].lower() in _references():
            return True
        return not any(self._no_decision.fullmatch(word) for word in LETTERS.findall(after))

    def _step(self, found: _Unwrapped) -> bool:
        """Strip the sign or words before the decision; False if there are none."""
        before = found.before
        if _HYPHENATED.search(before) and found.place == len(before):
            found.is_doubtful = True  # "non-upheld"
            return False
        if signs := _SIGNS_BEFORE.search(before):
            found.take(signs.start(), sign=True)
        elif words := self._introducing.search(before):
            if not words[0] or not before[: words.start()].rstrip(" ").endswith(_INTRODUCED_BY):
                return False
            found.take(words.start(), introduced=True)
        elif (words := self._being.search(before)) and self._is_being(found, words):
            found.take(words.start(), being=True)
        elif before.endswith(tuple(_STOPS)) and not found.stopped and not found.ends_with_sign:
            found.take(len(before) - 1, stopped=True)
        else:
            return self._other_decision(found, before)
        return True

    def _is_being(self, found: _Unwrapped, words: re.Match[str]) -> bool:
        """Whether the verb before a decision belongs to it, not to a partial authorization."""
        if found.is_something or found.signs:
            return False
        before = words.string[: words.start()]
        return words[0] != "is" or _is_after(before, len(before), ":") or not found.has_form

    def _other_decision(self, found: _Unwrapped, before: str) -> bool:
        word = _last_word(before)
        if word is None:
            return False
        is_told = word[0][0].isupper() or _is_after(before, word.start(), _SIGNS)
        if is_told and self._nearest(word[0], 1):
            found.words.append(word[0])
            found.take(word.start())
            return True
        if self._no_decision.fullmatch(word[0]):
            if not found.ends_with_sign:
                found.is_doubtful = True
            elif _is_after(before, word.start(), ":") and self._is_told(word[0]):
                found.words.append("")
                found.take(word.start())
                return True
        return False

    def _is_told(self, word: str) -> bool:
        """Whether a word is a decision that the letter does not know: "Denied", not "Received"."""
        return word[0].isupper() and self._changing.match(word) is not None

    def _is_sure(self, found: _Unwrapped) -> bool:
        if found.is_doubtful:
            return False
        if found.is_small and not found.signs and not found.is_enclosed:
            names = found.has_form or is_fragment(found.before)
            return (found.being or found.introduced) and names
        return found.is_something

    def _meant(self, words: Sequence[str]) -> Terminal:
        """The decision that all words mean; SPLIT_DECISION if they differ."""
        if not all(words):
            return NO_DECISION
        meant = {self._nearest(word, 2) or SPLIT_DECISION for word in words}
        return meant.pop() if len(meant) == 1 else SPLIT_DECISION


class _Unwrapped:
    """A decision word, and what was stripped before it."""

    def __init__(self, text: str, word: re.Match[str], *, has_form: bool) -> None:
        self._text = text
        self.has_form = has_form
        """Whether the request is a partial authorization, whose last word is a verb."""
        self.words = [word[0]]
        self.is_small = word[0][0].islower()
        self.place = self._without_openers(word.start())
        self.is_enclosed = self.place < word.start()
        """Where what belongs to the decision begins."""
        self.is_something = self.place < word.start() or word.end() < len(text)
        self.signs = self.being = self.introduced = self.stopped = False
        self.ends_with_sign = False
        self.is_doubtful = False

    @property
    def before(self) -> str:
        return self._text[: self.place].rstrip(" \t\n\f")

    def take(
        self,
        place: int,
        *,
        sign: bool = False,
        introduced: bool = False,
        being: bool = False,
        stopped: bool = False,
    ) -> None:
        """Record that the text from a place on belongs to the decision."""
        # Every decision has a colon before it, so a colon alone is no fault.
        taken = self._text[place : self.place].strip()
        self.is_something |= taken != ":"
        self.place = place if sign or stopped else self._without_openers(place)
        self.signs |= sign
        self.introduced |= introduced
        self.being |= being
        self.stopped |= stopped
        self.ends_with_sign = sign

    def _without_openers(self, place: int) -> int:
        return len(self._text[:place].rstrip(_OPENERS))


def _is_after(text: str, place: int, signs: str) -> bool:
    return text[:place].rstrip().endswith(tuple(signs))


def _last_word(text: str) -> re.Match[str] | None:
    """The word that a text ends with."""
    start = len(text)
    while start and text[start - 1].isalpha():
        start -= 1
    return LETTERS.match(text, start)


@cache
def _references() -> frozenset[str]:
    return frozenset(table("sentences")["references"])
