"""Misspelt English words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from string import ascii_lowercase
from typing import ClassVar, NamedTuple

from imrparse.data import package_file
from imrparse.data.regexes import regex
from imrparse.diagnostics import codes, safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.fields.drug_names import is_drug_word, meant_drug
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.word_lists import words
from imrparse.text.source import Span
from imrparse.tree.letter import free_texts

_SHORTEST = 6  # letters of a word that is looked up
_MOST_MEANT = 3  # a word near to more words than that is a name or a term
_MOST_UNKNOWN = 1000  # words; a letter with more is not written in English
_MOST_SOUND = 20_000
_RULE = "---"
"""The line between the two parts of the list of words."""


class MisspeltWord(Rule):
    """A word is misspelt.

    ## Why

    A reader who finds a misspelt word doubts the rest, and a search does not find it. A word is
    reported if no list has it, if it becomes a common English word by changing, adding, removing or
    swapping one letter after the first, and if its text has it once: a word that occurs again is
    probably a term. Names, drugs, words of fewer than six letters and what is cited are left alone.
    A misspelling that is a word itself ("form" for "from") is not found.

    ## Example

    ```text wrong
    On examination there was tendernes of the
    ```

    ```text right
    On examination there was tenderness of the
    ```
    """

    code: ClassVar[str] = "IMR716"
    name: ClassVar[str] = "misspelt-word"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        unknown = draft.words - _sound
        if len(unknown) > _MOST_UNKNOWN:
            return
        misspelt = {word: meant for word in unknown if (meant := _meant(word))}
        if len(_sound) > _MOST_SOUND:
            _sound.clear()
        _sound.update(unknown - misspelt.keys())
        if misspelt:
            for span, meant in sorted(_places(draft, misspelt)):
                yield _finding(draft, span, meant)


_sound: set[str] = set()
"""Words of the last letters that are not misspelt: to take them away is faster than to look each of
them up."""


def _places(
    draft: Draft, misspelt: dict[str, tuple[str, ...]]
) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Where the texts have misspelt words. A word that is broken at a line's end is whole here."""
    for field, prose in free_texts(draft.letter):
        if prose.span is None or field.endswith("guideline"):
            continue
        text = prose.folded.text
        lower = text.lower()
        for word, meant in misspelt.items():
            if lower.count(word) == 1 and (found := _word().match(text, lower.find(word))):
                span = prose.folded.span(*found.span())
                if found[0].lower() == word and span and not _is_broken(lower, found):
                    yield span, meant


@cache
def _word() -> re.Pattern[str]:
    """A word in lower case, or at the start of a sentence, that is no part of an address, and of a
    compound only after a prefix."""
    prefixes = "|".join(rf"(?<={prefix}-)" for prefix in words()["spelling"]["prefixes"])
    return re.compile(
        rf"(?<![\w/@.'\u2019])(?:(?<!-)|{prefixes})(?:[a-z]+|(?<![^.?!:] )[A-Z][a-z]+)"
        r"(?![\w@/\u2019']| ?-|\.\w)"
    )


def _is_broken(lower: str, found: re.Match[str]) -> bool:
    """Whether a word makes another one with the word beside it: an extractor put a space in it."""
    before = _BEFORE.search(lower, max(0, found.start() - _LONGEST), found.start())
    after = _AFTER.match(lower, found.end())
    word = found[0].lower()
    whole = (before[0].rstrip() + word if before else "", word + after[1] if after else "")
    return any(map(_known().know, whole))


_BEFORE = regex(r"[a-z]+ \Z")
_AFTER = regex(r" ([a-z]+)")
_LONGEST = 30  # letters of a word


def _finding(draft: Draft, span: Span, meant: tuple[str, ...]) -> Finding:
    printed = draft.plain[slice(*span)]
    spelled = [word.capitalize() if printed.istitle() else word for word in meant]
    fixes = tuple(
        safe_fixes.fix(
            f"write {word!r}", draft.source.text, (Edit(span, word),), TextKind.TEXT, sure=False
        )
        for word in (spelled if len(spelled) == 1 else ())
    )
    message = f"the word {printed!r} is probably misspelt"
    return Finding(span, message, hint=codes.did_you_mean(spelled), fixes=fixes)


def _meant(word: str) -> tuple[str, ...]:
    """The common words of which a lower-case word may be a misspelling; none if it is known."""
    if word in _joined():
        return (_joined()[word],)
    if not (_SHORTEST <= len(word) <= _LONGEST and word.isascii() and word.isalpha()):
        return ()
    if _known().know(word) or is_drug_word(word):
        return ()
    drug = meant_drug(word)
    if drug and not is_nearer_word(word, drug):
        return ()
    meant = tuple(sorted(_known().common.intersection(_one_letter_off(word))))
    meant = meant or _single_letters().get(_TWICE.sub(r"\1", word), ()) or _parted(word)
    return meant if len(meant) <= _MOST_MEANT else ()


_TWICE = regex(r"(.)\1+")


@cache
def _single_letters() -> Mapping[str, tuple[str, ...]]:
    """The common words by what they are without doubled letters, which are often misplaced."""
    found: dict[str, tuple[str, ...]] = {}
    for word in _known().common:
        if len(word) >= _SHORTEST and (single := _TWICE.sub(r"\1", word)) != word:
            found[single] = (*found.get(single, ()), word)
    return found


def _parted(word: str) -> tuple[str, ...]:
    """The two words that a word is if a small word stands at its beginning: "onfile"."""
    small = [one for one in words()["joined"]["small"] if one not in words()["joined"]["prefixes"]]
    parted = ((one, word[len(one) :]) for one in small if word.startswith(one))
    return tuple(f"{one} {rest}" for one, rest in parted if len(rest) > _SHORT and is_common(rest))


_SHORT = 3  # letters of the rest of a word that begins with a small one


@cache
def _joined() -> Mapping[str, str]:
    """Two words, by what they become without the space between them, if that is no word."""
    lists = words()["joined"]
    pairs = [f"{one} {other}" for one in lists["small"] for other in lists["small"]]
    joined = {pair.replace(" ", ""): pair for pair in (*pairs, *lists["pairs"])}
    return {
        word: pair
        for word, pair in joined.items()
        if len(word) >= _FIVE and not _known().know(word)
    }


def is_common(word: str) -> bool:
    """Whether a lower-case word is a common English word."""
    return word in _known().common


_FIVE = 5  # letters of two joined words


def is_nearer_word(word: str, drug: str) -> bool:
    """Whether a misspelt word is one letter off a common word, which is not the drug that it is
    near to: "syndrom" is meant for "syndrome", not for "Syndros"."""
    near = _known().common.intersection(_one_letter_off(word))
    return bool(near) and drug not in near


def _one_letter_off(word: str) -> Iterator[str]:
    """What a word becomes by one slip of the pen, its first letter kept."""
    for place in range(1, len(word) + 1):
        head, tail = word[:place], word[place:]
        rest = tail[1:]
        for letter in ascii_lowercase:
            yield f"{head}{letter}{tail}"
            yield f"{head}{letter}{rest}"
        yield head + rest
        if rest:
            yield f"{head}{rest[0]}{tail[0]}{rest[1:]}"


class _Words(NamedTuple):
    """The words that are right."""

    common: frozenset[str]
    """Those that a misspelt word may stand for."""
    others: frozenset[str]
    prefixes: tuple[str, ...]
    """What is put before a word without a hyphen."""

    def know(self, word: str) -> bool:
        """Whether a word, its singular, or either without a prefix is right."""
        return any(map(self._has, self._stems(word)))

    def _has(self, word: str) -> bool:
        return word in self.common or word in self.others

    def _stems(self, word: str) -> Iterator[str]:
        bare = next((p for p in self.prefixes if word.startswith(p)), "")
        singular = word if word.endswith("ss") else word.removesuffix("s")
        for form in (word, singular):
            yield form
            yield form[len(bare) :]


@cache
def _known() -> _Words:
    lines = package_file("data/words.txt").decode().splitlines()
    place = lines.index(_RULE)
    prefixes = tuple(words()["spelling"]["prefixes"])
    return _Words(_words_in(lines[:place]), _words_in(lines[place:]), prefixes)


def _words_in(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())
