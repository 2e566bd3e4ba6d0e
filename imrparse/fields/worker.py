"""The injured worker in the opening of a summary, by ``grammars/opening.lark``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypeAlias

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.fields.details import DateMention, InjuredWorker, Precision, Sex
from imrparse.syntax.patterns import Wording
from imrparse.text.folding import Folded
from imrparse.text.node import unchecked
from imrparse.text.source import Span

_new_injured_worker = unchecked(InjuredWorker)


_LONGEST_OPENING = 400  # code points
_SENTENCES = 3
_AGES = range(14, 100)
_WORDS = ("AGE", "FEMALE", "MALE", "FEMALE_PRONOUN", "MALE_PRONOUN", "WORKER", "EVENT")
_SEXES = {"FEMALE": Sex.FEMALE, "MALE": Sex.MALE}
_PRONOUNS = {"FEMALE_PRONOUN": Sex.FEMALE, "MALE_PRONOUN": Sex.MALE}
_WORD_OF_NUMBER = regex(r"[a-z]+")
_DIGITS = regex(r"\d+")

_Words: TypeAlias = dict[str, re.Match[str]]
"""The first word of each kind in a span of text."""


def read_worker(summary: Folded, dates: Iterable[DateMention]) -> InjuredWorker:
    """The injured worker of a summary. A value that its opening does not state is None.

    `dates` are all dates of the letter, in order, so those of the summary come first.
    """
    opening = summary.text[:_LONGEST_OPENING]
    sentences = _sentences(opening)
    descriptions = list(_descriptions(opening, sentences))
    places: dict[str, Span] = {}
    age = sex = injured = month = None
    if stated := _age(descriptions):
        age = _number(stated.group())
        _put(places, "age", summary.span(*stated.span()))
    if stated := _sex(opening, sentences, descriptions):
        sex = (_SEXES | _PRONOUNS)[str(stated.lastgroup)]
        _put(places, "sex", summary.span(*stated.span()))
    if mention := _date_of_injury(dates, opening, sentences):
        if mention.precision is Precision.DAY:
            injured = mention.value
            _put(places, "date_of_injury", mention.span)
        else:
            month = mention.value
            _put(places, "month_of_injury", mention.span)
    span = None
    if places:
        span = Span(min(p.start for p in places.values()), max(p.end for p in places.values()))
    return _new_injured_worker(age, sex, injured, month, span=span, places=places)


def _put(places: dict[str, Span], name: str, span: Span | None) -> None:
    if span:
        places[name] = span


def _sentences(opening: str) -> list[Span]:
    """The spans of the first sentences."""
    sentences: list[Span] = []
    start = 0
    for end in _patterns().sentence_end.finditer(opening):
        sentences.append(Span(start, end.start()))
        start = end.end()
        if len(sentences) == _SENTENCES:
            return sentences
    return [*sentences, Span(start, len(opening))]


def _descriptions(opening: str, sentences: Iterable[Span]) -> Iterator[_Words]:
    """For each sentence about the worker, the words before it tells what happened."""
    for sentence in sentences:
        words: _Words = {}
        for word in _patterns().words.finditer(opening, *sentence):
            if word.lastgroup == "EVENT":
                break
            words.setdefault(str(word.lastgroup), word)
        if sentence.start == 0 or words.keys() & {"WORKER", *_PRONOUNS}:
            yield words
        if "AGE" in words and words.keys() & _SEXES.keys():
            return


def _age(descriptions: Iterable[_Words]) -> re.Match[str] | None:
    """The words that state the age."""
    for words in descriptions:
        if "AGE" in words and _number(words["AGE"].group()) in _AGES:
            return words["AGE"]
    return None


def _sex(
    opening: str, sentences: Sequence[Span], descriptions: Iterable[_Words]
) -> re.Match[str] | None:
    """The word that states the sex: the first noun, or else a pronoun.

    A pronoun refers to the worker in the first sentence, and at the start of the second.
    """
    for words in descriptions:
        nouns = [words[kind] for kind in _SEXES if kind in words]
        if nouns:
            return min(nouns, key=re.Match.start)
    pattern = _patterns().words
    found = list(pattern.finditer(opening, *sentences[0]))
    if len(sentences) > 1 and (second := pattern.match(opening, *sentences[1])):
        found.append(second)
    pronouns = [word for word in found if word.lastgroup in _PRONOUNS]
    return pronouns[0] if len({word.lastgroup for word in pronouns}) == 1 else None


def _date_of_injury(
    dates: Iterable[DateMention], opening: str, sentences: Sequence[Span]
) -> DateMention | None:
    """The first date that the opening gives as the date of injury; of two, that with a day."""
    patterns = _patterns()
    end = 0
    month = None
    for mention in dates:
        start = opening.find(mention.text, end, sentences[-1].end)
        if mention.field != "summary" or start < 0:
            break
        end = start + len(mention.text)
        begins = max(sentence.start for sentence in sentences if sentence.start <= start)
        if patterns.range.match(opening, end):
            continue
        if (
            patterns.injured_on.search(opening, begins, start)
            or patterns.injured_after.match(opening, end)
            or patterns.happened(opening[begins:start], opening, end)
        ):
            if mention.precision is Precision.DAY:
                return mention
            month = month or mention
    return month


def _number(text: str) -> int:
    """The number of an age, in digits or in words."""
    if digits := _DIGITS.search(text):
        return int(digits.group())
    numbers = _patterns().numbers
    return sum(numbers.get(word, 0) for word in _WORD_OF_NUMBER.findall(text.lower()))


class _Patterns:
    """The patterns of openings."""

    def __init__(self) -> None:
        wording = Wording("opening")
        self.sentence_end = wording["SENTENCE_END"]
        # The group comes last in each alternative, so that its first letters stay visible to `re`.
        words = "|".join(f"(?:{wording.source(name)})(?P<{name}>)" for name in _WORDS)
        self.words = regex(rf"(?=\w)(?:\b|(?<=old))(?:{words})")
        self.injured_on = regex(rf"\b(?=\w)(?:{wording.source('INJURED_ON')})\Z")
        self.injured_after = wording["INJURED_AFTER"]
        self.range = wording["RANGE"]
        self._happened_on = wording["HAPPENED_ON"]
        self._happened = wording["HAPPENED"]
        amounts = table("amounts")
        self.numbers: dict[str, int] = {**amounts["numbers"], **amounts["tens"]}

    def happened(self, before: str, opening: str, end: int) -> bool:
        """Whether a date begins a sentence, and what follows it tells how the worker was hurt."""
        return bool(self._happened_on.match(before) and self._happened.match(opening, end))


@cache
def _patterns() -> _Patterns:
    return _Patterns()
