"""Grammar: articles, small letters after full stops, verbs that do not agree."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft, Text, follows
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.word_lists import words
from imrparse.syntax.field_parser import names_pattern
from imrparse.text.source import Span
from imrparse.text.spans import text_before

# The article before an abbreviation. "A" must begin a sentence: "hepatitis A" has no article.
_ARTICLE = regex(r"(?:(?<![\w.'\u2019-])a|(?<=[.?!]\s)A)\s+\Z")
_LONGEST_ARTICLE = 40  # code points
_UNDECIDED = regex(r"(?<!\w)(?P<article>(?P<a>[aA])\(n\))\s+(?P<next>[\w-]+)")


class WrongArticle(Rule):
    """The article is "a" before the sound of a vowel, or "an" before that of a consonant.

    ## Why

    The letter is published, and read by laypeople: "an MRI", "an x-ray", "an injection". Of
    abbreviations, only those whose pronunciation is known are reported. "a(n)", left over from a
    form, is reported too.

    ## Example

    ```text wrong
    A MRI of 08/02/2016 showed
    ```

    ```text right
    An MRI of 08/02/2016 showed
    ```
    """

    code: ClassVar[str] = "IMR709"
    name: ClassVar[str] = "wrong-article"
    severity: ClassVar[Severity] = Severity.WARNING
    by_text: ClassVar[bool] = True

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from _undecided(draft)
        yield from _before_words(draft)
        for found in sorted(_abbreviations(draft)):
            before = text_before(draft.plain, found.start, _LONGEST_ARTICLE)
            article = _ARTICLE.search(before)
            if not article:
                continue
            start = found.start - len(before) + article.start()
            text = draft.text_at(start)
            if text is None or found.end > text.start + len(text.plain):
                continue
            edit = Edit(Span(start + 1, start + 1), "n")
            right = f"{draft.plain[start]}n {draft.plain[slice(*found)]}"
            fix = safe_fixes.fix(f"write {right!r}", draft.source.text, (edit,), TextKind.TEXT)
            yield Finding(
                Span(start, found.end),
                f"{draft.plain[slice(*found)]!r} begins with a vowel sound",
                hint=f"did you mean {right!r}?",
                fixes=(fix,),
            )


def _undecided(draft: Draft) -> Iterator[Finding]:
    """Articles left undecided by a form: "a(n) 59 year old"."""
    if "(n)" not in draft.plain:
        return
    for text in draft.filled:
        for found in _UNDECIDED.finditer(text.plain):
            right = f"{found['a']}n" if _sounds_as_vowel(found["next"]) else found["a"]
            edit = Edit(text.span(*found.span("article")), right)
            fix = safe_fixes.fix(
                f"write {right!r}", draft.source.text, (edit,), TextKind.TEXT, sure=False
            )
            yield Finding(
                edit.span,
                "the article is left open",
                hint=f"did you mean '{right} {found['next']}'?",
                fixes=(fix,),
            )


# A word in small letters, or a number before one. What begins with two consonants may be an
# abbreviation.
_A_WORD = regex(
    r"(?P<article>(?<![\w.'\u2019-])a|(?<=[.?!]\s)A)\s+(?P<next>[aeiou][a-z-]{2,}|\d+(?=[\s-][a-z]))"
    r"(?![\w/.])"
)
_AN_WORD = regex(
    r"(?P<article>(?<![\w.'\u2019-])an|(?<=[.?!]\s)An)\s+"
    r"(?P<next>[bcdfghjklmnpqrstvwyz][lrhwy]?[aeiou][a-z-]{2,}|\d+(?=[\s-][a-z]))(?![\w/.])"
)


_AFTER_A, _AFTER_AN = follows("a"), follows("an")
# How the words begin that the two patterns find.
_MAY_FOLLOW_A = regex(r"[aeiou\d]")
_MAY_FOLLOW_AN = regex(r"[bcdfghjklmnpqrstvwyz][lrhwy]?[aeiou]|\d")


def _before_words(draft: Draft) -> Iterator[Finding]:
    """Articles that do not fit the word after them: "a injection", "an left knee", "an 66 year"."""
    for after, pattern in ((_AFTER_A, _A_WORD), (_AFTER_AN, _AN_WORD)):
        wants_vowel = pattern is _A_WORD
        may_be_next = _MAY_FOLLOW_A if wants_vowel else _MAY_FOLLOW_AN
        if not any(
            _is_vowel(word) is wants_vowel and may_be_next.match(word) and word in draft.plain
            for word in after.findall(draft.joined)
        ):
            continue
        for text in draft.prose:
            for found in pattern.finditer(text.plain):
                if _is_vowel(found["next"]) is wants_vowel and not _is_letter(text.plain, found):
                    yield _article(draft, text, found)


def _article(draft: Draft, text: Text, found: re.Match[str]) -> Finding:
    is_a = len(found["article"]) == 1
    right = f"{found['article']}n" if is_a else found["article"][0]
    edit = Edit(text.span(*found.span("article")), right)
    # "an" may be meant for "and".
    fix = safe_fixes.fix(f"write {right!r}", draft.source.text, (edit,), TextKind.TEXT, sure=is_a)
    return Finding(
        text.span(*found.span()),
        f"{found['next']!r} begins with the sound of a {'vowel' if is_a else 'consonant'}",
        hint=f"did you mean '{right} {found['next']}'?",
        fixes=(fix,),
    )


@lru_cache(4096)  # few words of letters follow an article
def _is_vowel(word: str) -> bool | None:
    """Whether a word begins with the sound of a vowel; None if it takes no article, or may not."""
    lists = words()["articles"]
    if word.isdigit():
        return word.startswith(tuple(lists["spoken_digits"])) or word in lists["spoken_numbers"]
    if word in lists["without"] or len(word) <= _SHORT:
        return None
    silent = word.startswith("h") and word.startswith(tuple(lists["silent"]))
    if word.startswith(tuple(lists["spoken_vowels"])):
        return True
    if word.startswith(tuple(lists["spoken_consonants"])):
        return False
    return None if silent else word[0] in "aeiou"


_SHORT = 2  # letters


def _is_letter(plain: str, found: re.Match[str]) -> bool:
    """Whether the article is a letter: "hepatitis a infection"."""
    before = text_before(plain, found.start(), _LONGEST_ARTICLE).lower().split()
    return bool(before) and before[-1] in words()["articles"]["lettered"]


def _sounds_as_vowel(word: str) -> bool:
    """Whether a word or a number begins with the sound of a vowel, as far as its spelling tells."""
    lists = words()["articles"]
    return word.startswith(tuple(lists["vowels"])) or word in lists["an"]


def _abbreviations(draft: Draft) -> Iterator[Span]:
    """The spans of the abbreviations that need "an", in their printed letter case.

    An article and a space stand before those that matter.
    """
    for first in _names().keys() & _AFTER_A.findall(draft.joined):
        for pattern in _names()[first]:
            for found in pattern.finditer(draft.plain, *draft.free_span):
                yield Span(*found.span())


@cache
def _names() -> Mapping[str, Sequence[re.Pattern[str]]]:
    """A pattern for each abbreviation, by its first word in small letters."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for one in words()["articles"]["an"]:
        first = re.split(r"\W", one.lower())[0]
        found.setdefault(first, []).append(regex(rf"{re.escape(one)}(?![\w/])"))
    return found


_SMALL = regex(r"\.(?<=[a-z]{3}\.)\s+(?P<next>[a-z]{3,})(?![\w/.@-])")
_LAST_WORD = regex(r"[\w./-]+\Z")
_MOST_SMALL = 3  # such letters; if there are more, the text was not typed in usual letter case


class SmallLetter(Rule):
    """A sentence begins with a small letter.

    ## Why

    Either the letter or the full stop is wrong: "range of motion. tenderness was noted". Nothing is
    reported after an abbreviation, or where a removed name has left a gap (IMR608).

    ## Example

    ```text wrong
    a positive McMurray test. the provider
    ```

    ```text right
    a positive McMurray test. The provider
    ```
    """

    code: ClassVar[str] = "IMR719"
    name: ClassVar[str] = "small-letter"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        found = [
            (text, one)
            for text in draft.prose
            for one in _SMALL.finditer(text.plain)
            if _begins_sentence(text.plain, one)
        ]
        if draft.has_stray_spaces:
            return
        for text, one in found if len(found) <= _MOST_SMALL else ():
            right = one["next"].capitalize()
            span = text.span(*one.span("next"))
            fix = safe_fixes.fix(
                f"write {right!r}",
                draft.source.text,
                (Edit(span, right),),
                TextKind.TEXT,
                sure=False,
            )
            yield Finding(span, "a sentence begins with a small letter", fixes=(fix,))


def _begins_sentence(plain: str, found: re.Match[str]) -> bool:
    """Whether the full stop before a word ends a sentence, and no name is missing after it."""
    lists = words()["stops"]
    before = _LAST_WORD.search(text_before(plain, found.start(), _LONGEST_ARTICLE))
    if before is None or "." in before[0] or before[0].lower() in lists["abbreviations"]:
        return False
    return before[0].lower() not in lists["shortened"] and found["next"] not in lists["predicates"]


class Agreement(Rule):
    """A verb does not agree with its subject in number.

    ## Why

    "NSAIDs is recommended" and "the patient were seen" make a reader wonder whether a word is
    missing. Only subjects that letters often have are known, and only where they begin a clause;
    another subject may stand before them ("the use of NSAIDs is"). So this is a note.

    ## Example

    ```text wrong
    The records
    gives no reason why ice packs would not do.
    ```

    ```text right
    The records
    give no reason why ice packs would not do.
    ```
    """

    code: ClassVar[str] = "IMR720"
    name: ClassVar[str] = "agreement"
    severity: ClassVar[Severity] = Severity.NOTE
    by_text: ClassVar[bool] = True

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from _other_disagreements(draft)
        pairs = list(_disagreeing_pairs(draft))
        for text in draft.prose if pairs else ():
            for clause in sorted({*_clauses(draft, text, pairs)}):
                for found in _disagreeing().finditer(text.plain, *clause):
                    subject = found["one"] or found["many"]
                    verb = found["one_verb"] or found["many_verb"]
                    yield Finding(
                        text.span(found.start("subject"), found.end()),
                        f"the verb {verb!r} does not agree with {subject!r}",
                    )


def _other_disagreements(draft: Draft) -> Iterator[Finding]:
    """Disagreements that are told by the ending of a noun: "there is no red flags", "no red flags
    was found", "her mood have", "the three request."."""
    lists = words()["agreement"]
    may_be = any(sign.search(draft.joined) for sign in _SIGNS) or any(
        f" {number} request " in draft.joined for number in lists["numbers"]
    )
    for text in draft.prose if may_be else ():
        for found in _by_ending().finditer(text.plain):
            noun = found["plural"] or found["found"] or found["single"] or found["counted"]
            others = (*lists["singular_with_s"], *lists["plural_without_s"], *lists["singular"])
            is_other = not found["counted"] and noun.lower() in others
            span = text.span(*found.span())
            if not is_other and not draft.is_quoted(span):
                verb = "" if found["counted"] else " the verb and"
                yield Finding(span, f"the number of{verb} {noun!r} does not agree")


_SIGNS = (
    regex(r" there (?:is|was) no (?:[a-z]+ ){0,2}?[a-z]+s "),
    regex(r" no (?:[a-z]+ ){0,2}?[a-z]+s (?:was|is|has|does) "),
    regex(r" h(?:is|er) [a-z]+ (?:have|were) "),
)
"""What the joined words of a draft have where the pattern below may match: a fast test."""


@cache
def _by_ending() -> re.Pattern[str]:
    lists = words()["agreement"]
    plural = r"[a-z]{3,}(?<![siu])s"
    between = r"(?:(?!of\b|or\b|and\b|for\b|in\b|that\b|to\b|the\b|with\b)[a-z-]+\s){0,2}?"
    numbers = names_pattern(lists["numbers"])
    return regex(
        rf"\b[Tt]here\s(?:is|was)\sno\s{between}(?P<plural>{plural})(?=[.,;]|\s(?:in|on|at|of)\b)"
        rf"|\b[Nn]o\s{between}(?P<found>{plural})\s(?:was|is|has|does)\b"
        r"|(?<=[.,;]\s)(?:[Hh]is|[Hh]er)\s(?P<single>[a-z]{3,}[^\Ws_])\s(?:have|were)\b"
        rf"|\b(?:{numbers})\s(?P<counted>request)(?=[.,;])"
    )


def _disagreeing_pairs(draft: Draft) -> Iterator[tuple[str, str]]:
    """The subjects of a draft that are followed by a verb with which they do not agree."""
    for noun in _subjects().keys() & draft.words:
        for verb in _subjects()[noun].findall(draft.joined):
            yield noun, verb


def _clauses(draft: Draft, text: Text, pairs: Iterable[tuple[str, str]]) -> Iterator[Span]:
    """The clauses of a text, from mark to mark, in which only white space stands between the words
    of a pair: to look at these is much faster than to search the text."""
    lower = draft.lowercase[slice(*text.span(0, len(text.plain)))]
    marks: list[int] = []
    for noun, verb in pairs:
        place = lower.find(noun)
        while place >= 0:
            end = place + len(noun)
            gap = _GAP.match(lower, end)
            if gap and lower.startswith(verb, gap.end()):
                marks = marks or [0, *(mark.start() for mark in _MARK.finditer(lower)), len(lower)]
                number = bisect_left(marks, end)
                yield Span(marks[number - 1], marks[number])
            place = lower.find(noun, end)


_GAP = regex(r"\s+")
_MARK = regex("[.?!,;]")  # no subject and verb have one between them


@cache
def _subjects() -> Mapping[str, re.Pattern[str]]:
    """The last words of subjects of either number, and what finds a verb behind them with which
    they do not agree."""
    lists = words()["agreement"]
    return {
        noun: follows(noun, lists[verbs])
        for nouns, verbs in (("singular", "plural_verbs"), ("plural", "singular_verbs"))
        for noun in (subject.split()[-1].lower() for subject in lists[nouns])
    }


@cache
def _disagreeing() -> re.Pattern[str]:
    lists = words()["agreement"]
    named = {name: names_pattern(names) for name, names in lists.items()}
    begins = rf"(?:(?<=[.?!,;]\s)|\A|\b{named['before']}\s)"
    return regex(
        rf"{begins}(?P<subject>(?:(?:the|this|that)\s+(?:injured\s+)?(?P<one>{named['singular']})\s+"
        rf"(?P<one_verb>{named['plural_verbs']})|(?:{named['determiners']}\s+)*"
        rf"(?P<many>{named['plural']})\s+(?P<many_verb>{named['singular_verbs']})))\b",
        re.IGNORECASE,
    )
