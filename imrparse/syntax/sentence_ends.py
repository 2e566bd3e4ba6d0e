"""Where a sentence ends, where a stop ends none, and the sentences of a partial authorization."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.syntax.islands import flexible
from imrparse.syntax.terminals import Kind, Terminals
from imrparse.text.spans import text_before

_STOPS = (".", "?", "!")
_CLOSERS = "\"')]\u201d\u2019"
_GOES_ON = (",", "-", "&", "/", "+")
_END = regex(r"[.?!][\"')\]\u201d\u2019]*(?=\s)")
_NEW_SENTENCE = regex(r"[.?!]\s+(?=\S)")
_JOINED = regex(r"(?<=[a-z])[.?!](?=[A-Z][A-Za-z])")
_LETTERS = regex(r"[^\W\d_]+")
_LAST_WORD = regex(r"(?:\A|[^\w.])(?P<word>[^\W\d_](?:[\w.]*\w)?)\.\Z")
_LONGEST = 14  # code points of an abbreviation, with its stop and what stands before it
_SENTENCE = 160  # code points of the end of a sentence in which it concludes


def ends_sentence(text: str) -> bool:
    """Whether a text, without white space after it, ends with a sentence."""
    return text.rstrip(_CLOSERS).endswith(_STOPS)


def ends_abbreviation(text: str) -> bool:
    """Whether the stop that a text ends with is that of an abbreviation or an initial."""
    word = _LAST_WORD.search(text[-_LONGEST:])
    if not word:
        return False
    small = word["word"].lower()
    return small in _abbreviations() or len(small) == 1


def is_open(before: str, after: str) -> bool:
    """Whether a bracket is open at the end of a text, and is closed in the text that follows."""
    if before.rfind("(") <= before.rfind(")"):
        return False
    closed, opened = after.find(")"), after.find("(")
    return closed >= 0 and not 0 <= opened < closed


def dangles(text: str) -> bool:
    """Whether a text ends with a word or sign after which it goes on."""
    if text.endswith(_GOES_ON):
        return True
    *_, last = text[-_LONGEST:].split() or [""]
    return last.lower() in _dangling()


def concludes(text: str) -> bool:
    """Whether a text ends with a sentence in which a rationale comes to its conclusion."""
    tail = text[-_SENTENCE:].lower()
    last = max((end.end() for end in _END.finditer(tail)), default=0)
    return _concluding().search(tail, last) is not None


def has_concluding_word(text: str) -> bool:
    """Whether a text has one of the words with which a rationale comes to its conclusion."""
    return _concluding().search(text.lower()) is not None


def is_fragment(text: str) -> bool:
    """Whether the end of a text is no sentence, but names a thing: it has no finite verb."""
    *_, last = _NEW_SENTENCE.split(text)
    verbs = _verbs()
    # Most sentences have a verb with no sign beside it.
    return verbs.isdisjoint(last.lower().split()) and not any(
        word.lower() in verbs for word in _LETTERS.findall(last)
    )


def behind_conclusion(plain: str, start: int, end: int) -> Iterator[int]:
    """Where text begins behind a concluding sentence in a stretch, the last place first.

    The sentence and the text may have no space between them.
    """
    text = plain[start:end].lower()
    final: Sequence[str] = table("sentences")["final"]
    if not any(word in text for word in final):
        return
    places = [*sentence_starts(plain, start, end)]
    places += [match.end() for match in _JOINED.finditer(plain, start, end)]
    for place in sorted(places, reverse=True):
        before = text_before(plain, place, _SENTENCE, start).rstrip()
        *_, sentence = _NEW_SENTENCE.split(before)
        words = {word.lower() for word in _LETTERS.findall(sentence)}
        if not words.isdisjoint(final) and not words.isdisjoint(_verbs()):
            yield place


def sentence_starts(plain: str, start: int, end: int) -> Iterator[int]:
    """Where sentences begin in a stretch of text, from the last one to the first.

    The first one, which begins the stretch, is left out.
    """
    for found in reversed(list(_END.finditer(plain, start, end))):
        stop = found.end()
        rest = plain[stop:end]
        text = rest.lstrip()
        if text and not text[0].islower() and not ends_abbreviation(plain[start:stop]):
            yield stop + len(rest) - len(text)


class Forms:
    """The fixed words of a partial authorization (``grammars/request.lark``)."""

    def __init__(self, terminals: Terminals) -> None:
        forms = {form: flexible(form.pattern) for form in terminals.of_kind(Kind.FORM)}
        self._opening = regex(forms[terminals["ORIGINAL_FORM"]])
        self._continuation = regex(
            "|".join(pattern for name, pattern in forms.items() if name.endswith("_CONTINUED_FORM"))
        )

    def opening_end(self, plain: str, start: int, end: int) -> int | None:
        """Where the words end that open such a request, if a stretch holds them."""
        found = self._opening.search(plain, start, end)
        return found.end() if found else None

    def lacks_opening(self, plain: str, start: int, end: int) -> bool:
        """Whether a stretch holds a later part of such a request without its beginning."""
        return bool(self._continuation.search(plain, start, end)) and not self._opening.search(
            plain, start, end
        )


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table("sentences")["abbreviations"])


@cache
def _dangling() -> frozenset[str]:
    return frozenset(table("sentences")["dangling"])


@cache
def _concluding() -> re.Pattern[str]:
    return regex(r"\b(?:" + "|".join(map(re.escape, table("sentences")["concluding"])) + r")\b")


@cache
def _verbs() -> frozenset[str]:
    return frozenset(table("sentences")["verbs"])
