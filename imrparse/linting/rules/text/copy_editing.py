"""Copy-editing errors: full stops, repeated sentences, missing objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Related, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.word_lists import BETWEEN_SENTENCES, is_cited, sentences, words
from imrparse.syntax.field_parser import names_pattern
from imrparse.text.decoration.view import FILLER
from imrparse.text.source import Span
from imrparse.text.spans import text_before

_DOUBLED_STOP = regex(r"\.\.(?<=\w\.\.)(?=\s|\Z)")


class DoubledFullStop(Rule):
    """A sentence ends with two full stops.

    ## Why

    This is a typing error, most often left by an edit. Three points are an ellipsis, and are not
    reported.

    ## Example

    ```text wrong
    a positive McMurray test..
    ```

    ```text right
    a positive McMurray test.
    ```
    """

    code: ClassVar[str] = "IMR710"
    name: ClassVar[str] = "doubled-full-stop"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        if ".." not in draft.plain:
            return
        for text in draft.filled:
            for found in _DOUBLED_STOP.finditer(text.plain):
                edit = Edit(text.span(found.start() + 1, found.end()), "")
                fix = safe_fixes.fix(
                    "remove the second full stop", draft.source.text, (edit,), TextKind.TEXT
                )
                span = text.span(*found.span())
                yield Finding(span, "the full stop is doubled", fixes=(fix,))


_NO_SPACE = regex(r"\.(?<=[a-z)]\.)(?=[A-Z])")
_NO_SPACE_AFTER_COMMA = regex(r",(?<=[a-z]{2},)(?=[a-z]{2})")
_SPACE_BEFORE = regex(r" (?:\.(?<=[\w)] \.)(?=\s|\Z)|,(?<=\w ,)(?=\s))")
_SPACE_BEFORE_COMMA = regex(r" ,(?<=[\w)] ,)(?=\s)")
_LAST_WORD = regex(r"(?<!\S)[(\"\u201c]?[A-Za-z'\u2019-]*[a-z]{2}\)?\Z")
_FIRST_WORD = regex(r"([A-Z][a-z'\u2019-]*)(?=,?\s)")
_LONGEST_WORD = 40  # code points
_MOST_SPACES = 3  # before full stops; if there are more, an extractor inserted them


class StopSpacing(Rule):
    """A full stop or a comma has no space after it, or one before it.

    ## Why

    A reader, and a program, can't see where a sentence or a word ends. Abbreviations, web
    addresses and guideline fields are left alone, and so is a gap that a removed name may have left
    (IMR608).

    ## Example

    ```text wrong
    a positive McMurray test.The provider
    ```

    ```text right
    a positive McMurray test. The provider
    ```
    """

    code: ClassVar[str] = "IMR711"
    name: ClassVar[str] = "stop-spacing"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        texts = draft.prose
        if draft.has_stray_spaces:
            return
        yield from _before_commas(draft)
        for text in texts:
            for found in _NO_SPACE.finditer(text.plain):
                if _ends_sentence(text.plain, found.start()):
                    edit = Edit(text.span(found.end(), found.end()), " ")
                    yield _misplaced(draft, text.span(*found.span()), edit, "no space after it")
            for found in _NO_SPACE_AFTER_COMMA.finditer(text.plain):
                if _is_between_words(text.plain, found.start()):
                    edit = Edit(text.span(found.end(), found.end()), " ")
                    yield _misplaced(draft, text.span(*found.span()), edit, "no space after it")
        before = [(text, found) for text in texts for found in _SPACE_BEFORE.finditer(text.plain)]
        if len(before) > _MOST_SPACES:
            return
        for text, found in before:
            if not _may_be_gap(text.plain, found.start()):
                edit = Edit(text.span(found.start(), found.start() + 1), "")
                yield _misplaced(draft, text.span(*found.span()), edit, "a space before it")


def _before_commas(draft: Draft) -> Iterator[Finding]:
    """Commas of guideline fields with a space before them."""
    if " ," not in draft.plain:
        return
    found = [
        text.span(*one.span())
        for text in draft.filled
        if is_cited(text)
        for one in _SPACE_BEFORE_COMMA.finditer(text.plain)
    ]
    for span in found if len(found) <= _MOST_SPACES else ():
        edit = Edit(Span(span.start, span.start + 1), "")
        yield _misplaced(draft, span, edit, "a space before it")


def _misplaced(draft: Draft, span: Span, edit: Edit, what: str) -> Finding:
    title = "insert a space" if edit.text else "remove the space"
    fix = safe_fixes.fix(title, draft.source.text, (edit,), TextKind.TEXT)
    mark = "comma" if "," in draft.plain[slice(*span)] else "full stop"
    return Finding(span, f"the {mark} has {what}", fixes=(fix,))


def _is_between_words(plain: str, comma: int) -> bool:
    """Whether a comma stands between two words of prose, and in no web address."""
    start = max(plain.rfind(" ", 0, comma), plain.rfind("\n", 0, comma)) + 1
    return plain[start:comma].lstrip('("\u201c').replace("-", "").isalpha()


def _ends_sentence(plain: str, stop: int) -> bool:
    """Whether a full stop without a space after it stands between two words of prose."""
    first = _FIRST_WORD.match(plain, stop + 1)
    before = text_before(plain, stop, _LONGEST_WORD)
    if not first or not _LAST_WORD.search(before):
        return False
    lists = words()["stops"]
    last = before.split()[-1].strip("()").lower()
    return first[1].lower() not in lists["domains"] and last not in lists["abbreviations"]


def _may_be_gap(plain: str, start: int) -> bool:
    """Whether a name may have been removed before a full stop: "was seen by ."."""
    before = text_before(plain, start, _LONGEST_WORD).split()
    return not before or before[-1].lower() in words()["stops"]["open"]


_FEWEST_WORDS = 10  # of a repeated sentence
_FEWEST_BESIDE = 4  # of a sentence that is repeated immediately


class RepeatedSentence(Rule):
    """A sentence occurs twice in one text.

    ## Why

    It was pasted twice, or it replaced another sentence. Short sentences are reported only if the
    second follows immediately: "Reflexes were normal" may be true of two visits.

    ## Example

    ```text wrong
    On examination there was tenderness of the medial joint line, and a positive McMurray test. On
    examination there was tenderness of the medial joint line, and a positive McMurray test.
    ```

    ```text right
    On examination there was tenderness of the
    medial joint line, and a positive McMurray test.
    ```
    """

    code: ClassVar[str] = "IMR712"
    name: ClassVar[str] = "repeated-sentence"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for text in draft.prose:
            if _differ(text.plain):
                continue
            seen: dict[tuple[str, ...], Span] = {}
            last: tuple[str, ...] = ()
            for span in sentences(text.plain):
                said = tuple(text.plain[slice(*span)].replace(FILLER, "").split())
                fewest = _FEWEST_BESIDE if said == last else _FEWEST_WORDS
                first = seen.setdefault(said, text.span(*span))
                place = text.span(*span)
                if first != place and len(said) >= fewest:
                    related = (Related("the first one", first),)
                    yield Finding(place, "the sentence is repeated", related=related)
                last = said


def _differ(plain: str) -> bool:
    """Whether no sentence occurs twice; much faster than finding their places."""
    if FILLER not in plain:
        flat = " ".join(plain.split()).replace("? ", "?. ").replace("! ", "!. ")
        pieces = flat.removesuffix(".").split(". ")
        if len(set(pieces)) == len(pieces):
            return True
    said = [tuple(one.replace(FILLER, "").split()) for one in BETWEEN_SENTENCES.split(plain)]
    return len(set(said)) == len(said)


class MissingObject(Rule):
    """A sentence ends with a verb whose object is missing, or with "due to".

    ## Why

    "The guidelines do not address." does not say what they are silent on, and a reader can't tell
    whether the treatment is meant (8 CCR 9792.10.6(d) requires reasons in plain language).

    ## Example

    ```text wrong
    The MTUS does not address. The ODG supports
    ```

    ```text right
    The MTUS is silent on cold therapy units. The ODG supports
    ```
    """

    code: ClassVar[str] = "IMR713"
    name: ClassVar[str] = "missing-object"
    severity: ClassVar[Severity] = Severity.WARNING
    by_text: ClassVar[bool] = True

    def check(self, draft: Draft) -> Iterator[Finding]:
        yield from _cut_off(draft)
        if draft.words.isdisjoint(words()["objects"]["verbs"]):
            return
        for text in draft.filled:
            for found in _without_object().finditer(text.plain):
                before = text_before(text.plain, found.start(), _LONGEST_SENTENCE)
                sentence = BETWEEN_SENTENCES.split(before)[-1].lower().split()
                if not set(sentence) & _relative():
                    yield Finding(
                        text.span(*found.span("verb")),
                        f"{found['verb']!r} has no object",
                        hint="name the treatment",
                    )


def _cut_off(draft: Draft) -> Iterator[Finding]:
    """What needs something after it, at the end of a sentence: "denied due to."."""
    lists = words()["objects"]
    if not any(f" {one}." in draft.lowercase for one in (*lists["cut"], *lists["auxiliaries"])):
        return
    for text in draft.prose:
        for found in _cut().finditer(text.plain):
            before = text_before(text.plain, found.start(), _LONGEST_SENTENCE)
            sentence = BETWEEN_SENTENCES.split(before)[-1].lower().split()
            is_verb = found["verb"] is not None
            if is_verb and (
                not set(sentence).isdisjoint(_relative()) or len(sentence) < _FEWEST_SAID
            ):
                continue
            span = text.span(*found.span("verb" if is_verb else "cut"))
            said = found["verb"] or found["cut"]
            yield Finding(span, f"nothing follows {said!r}", hint="end the sentence")


@cache
def _cut() -> re.Pattern[str]:
    lists = words()["objects"]
    cut, verbs = names_pattern(lists["cut"]), names_pattern(lists["auxiliaries"])
    return regex(rf"(?<![\w.'-])(?:(?P<cut>{cut})|(?P<verb>{verbs}))\.(?=\s|\Z)")


_FEWEST_SAID = 2  # words before such a verb


_LONGEST_SENTENCE = 400  # code points before the verb


@cache
def _without_object() -> re.Pattern[str]:
    """A negated verb that needs an object, at the end of a sentence."""
    lists = words()["objects"]
    auxiliaries, verbs = names_pattern(lists["negated"]), names_pattern(lists["verbs"])
    return regex(rf"\b{auxiliaries}\s+(?:[a-z]+ly\s+)?(?P<verb>{verbs})\.(?=\s|\Z)")


@cache
def _relative() -> frozenset[str]:
    """Words after which the object precedes its verb: "which it does not address"."""
    return frozenset(words()["objects"]["before"])
