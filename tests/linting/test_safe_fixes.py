"""Properties of every safe fix: no word of the draft is lost, and no value of the letter changes.

The words are compared here in another way than in the code that decides whether a fix is safe.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.effort import tries
from helpers.faults.fault_kinds import faulty_letters
from helpers.in_turn import in_turn
from helpers.letter_checks import nodes
from helpers.letters import SOUND, sample_names, sample_text

import imrparse
from imrparse import Diagnostic, LintConfig
from imrparse.linting.engine import linter
from imrparse.linting.fixing import apply, fix
from imrparse.linting.rule import Rule, page_of
from imrparse.linting.rules import rule_classes
from imrparse.text.node import value_fields

MISPLACED = "IMR008"
MANY = tries(1_000)
PARTS = 8
LEAST_ALIKE = 0.5  # of a word's letters, in the word that it became

_WORD = re.compile(r"[^\W_]+(?:\([^\W_]+)?|[^\x00-\x7f]")  # "State(s)"
_ALIKE = str.maketrans("0|!1ilIOsSB", "olllllloss8")  # characters that OCR confuses

# Text inserted in a place where it does not belong, or instead of the right one.
_WORDS = """
    Upheld Overturned Denied not no and or old new the partially four Kansas Texas 2009 7 Decision
    guideline Summary Standard June 06/31/2016 (s) / & - : , .
""".split()  # noqa: SIM905
_MISREAD = "\u00e2\u20ac\u2122"  # an apostrophe in UTF-8, read as Windows-1252
_SIGNS = ["\u00a0", "\u202e", "\u00ad", "\ufb01", _MISREAD, "\u0092", "\x0b", "  ", "\n", "x"]


@lru_cache(maxsize=8)
def lint(text: str) -> Sequence[Diagnostic]:
    return linter(LintConfig()).lint(text)


def check_safe_fixes(draft: str) -> int:
    """Check each safe fix of a draft separately, and all of them together. Returns their number."""
    safe = [(one, each) for one in lint(draft) for each in one.fixes if each.safe]
    for one, each in safe:
        after = apply(draft, each.edits)
        about = f"{one.code} {one.message}: {each}"
        assert not words_gone(draft, after, moved=one.code == MISPLACED), about
        assert not values_changed(draft, after), about
    for move in [each for one, each in safe if one.code == MISPLACED]:
        # What is then mended in the moved part has to be compared there.
        return len(safe) + check_safe_fixes(apply(draft, move.edits))
    mended = fix(draft, lint).text
    assert not words_gone(draft, mended)
    assert not values_changed(draft, mended)
    return len(safe)


def words_gone(before: str, after: str, *, moved: bool = False) -> list[str]:
    """The words of a text of which too few letters are left in their place.

    With `moved`, parts may have been moved, so the same word in another place is left too.
    """
    old, new = ([w.translate(_ALIKE).lower() for w in words(text)] for text in (before, after))
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    old, new = old[same:], new[same:]  # most words, which need no search for the like
    gone = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind not in ("equal", "insert"):
            gone += [word for word, share in _shares(old[a:b], "".join(new[c:d])) if not share]
    if moved:
        fewer = Counter(old) - Counter(new)
        gone = [word for word in gone if fewer[word]]
    # What nobody reads as a word: a wrongly decoded or invisible character.
    return [word for word in gone if word.isascii()]


def words(text: str) -> list[str]:
    """The words of a text as read by somebody who recognises wrong encodings."""
    return _WORD.findall(text.replace(_MISREAD, "\u2019").replace("\ufb01", "fi"))


def _shares(given: list[str], letters: str) -> Iterator[tuple[str, bool]]:
    """Each word, and whether enough of its letters occur among others, in order."""
    matcher = SequenceMatcher(None, "".join(given), letters, autojunk=False)
    left = {m.a + n for m in matcher.get_matching_blocks() for n in range(m.size)}
    start = 0
    for word in given:
        kept = sum(place in left for place in range(start, start + len(word)))
        yield word, kept >= (len(word) if word.isdigit() else LEAST_ALIKE * len(word))
        start += len(word)


def values_changed(before: str, after: str) -> list[tuple[Any, Any]]:
    """The values of a letter that differ in more than the spelling of their words."""
    old, new = values_of(before), values_of(after)
    if len(old) != len(new):
        return [(old, new)]
    return [pair for pair in zip(old, new, strict=True) if not same(*pair)]


@lru_cache(maxsize=2)
def values_of(text: str) -> list[Any]:
    return list(values(imrparse.analyze(text).determination))


def values(letter: imrparse.Determination) -> Iterator[Any]:
    """The values in a letter, in its order."""
    for node in nodes(letter):
        if isinstance(node, imrparse.Prose):
            yield node.text
            continue
        for name in value_fields(type(node)):
            value = getattr(node, name)
            values = value if isinstance(value, tuple) else [value]
            yield from (one for one in values if not isinstance(one, imrparse.Node))


def same(old: Any, new: Any) -> bool:
    if old != new and isinstance(old, str) and isinstance(new, str):
        return not words_gone(old, new) and not words_gone(new, old)
    return bool(old == new)


@st.composite
def drafts(draw: st.DrawFn) -> str:
    """A letter with inserted text that does not belong there."""
    text = draw(st.sampled_from([SOUND, *map(sample_text, sample_names())]))
    for _ in range(draw(st.integers(1, 3))):
        islands = [match.span() for match in _FIXED.finditer(text)]
        start, end = draw(st.sampled_from(islands))
        places = [match.span() for match in re.finditer(r"\S+", text[start:end])]
        at, stop = draw(st.sampled_from(places))
        at, stop = start + at, start + stop
        word = draw(st.sampled_from(_WORDS))
        ways = [f"{text[at:stop]} {word}", f"{word} {text[at:stop]}", word, ""]
        ways += [f"{text[at:stop]} {text[at:stop]}", draw(_misspelt(text[at:stop]))]
        text = text[:at] + draw(st.sampled_from(ways)) + text[stop:]
    return text


# Wording from the letter's grammar or a list, and text beside it.
_FIXED = re.compile(
    r"HOW THE IMR.*|MAXIMUS Federal[\s\S]{300}|State\(s\) of.*|Certification.*|CLINICAL CASE.*"
    r"|The expert reviewer developed[\s\S]{100}|Case Number:.*|Date Assigned:.*|Priority:.*"
    r"|.*: (?:Upheld|Overturned)|Claims Administrator guideline:.*|MAXIMUS guideline:.*"
    r"|Decision rationale:.*"
)


def _misspelt(word: str) -> st.SearchStrategy[str]:
    place = st.integers(0, len(word))
    put_in = st.builds(lambda n, c: word[:n] + c + word[n:], place, st.sampled_from(_SIGNS))
    left_out = st.builds(lambda n: word[:n] + word[n + 1 :], place)
    return st.one_of(put_in, left_out)


@settings(max_examples=20)
@given(drafts())
@example(SOUND.replace("meniscectomy: Upheld", "meniscectomy: Overturned Upheld"))
@example(SOUND.replace("meniscectomy: Upheld", "meniscectomy: Overturned Overturned"))
@example(SOUND.replace("MAXIMUS guideline:", "MAXIMUS old guideline:"))
@example(SOUND.replace("Claims Administrator guideline:", "Claims - guideline:"))
@example(SOUND.replace("twice a week", "twice a a week"))
@example(SOUND.replace("California, Nevada", "Akansas, California and NV"))
@example(SOUND.replace("than five years", "than four years"))
def test_drafts(draft: str) -> None:
    check_safe_fixes(draft)


@pytest.mark.slow(seconds=20)
@settings(max_examples=tries(600))
@given(drafts())
def test_many_drafts(draft: str) -> None:
    check_safe_fixes(draft)


@pytest.mark.parametrize("name", sample_names())
def test_samples(name: str) -> None:
    check_safe_fixes(sample_text(name))


@pytest.mark.parametrize("rule", in_turn(rule_classes(), 2), ids=lambda rule: rule.name)
def test_examples_of_rules(rule: type[Rule]) -> None:
    page = page_of(rule)
    check_safe_fixes(SOUND.replace(page.right, page.wrong))


def test_faults() -> None:
    assert sum(map(check_safe_fixes, faulty_letters(Random("safe"), 50))) > 12


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_many_faults(part: int) -> None:
    texts = faulty_letters(Random(f"safe {part}"), MANY // PARTS)
    assert sum(map(check_safe_fixes, texts)) > MANY // PARTS // 4
