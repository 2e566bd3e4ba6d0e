"""The literal texts that every match of a pattern has, and what a search saves by them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.letters import sample_names, sample_text

from imrparse.syntax.compiling import STARTS, names
from imrparse.syntax.literals import needed_texts
from imrparse.syntax.patterns import Wording


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        (r"\bmtus\b[^.]{0,40} silent", [" silent"]),
        (r"\b(?:odg|official disability)\b", ["odg", "official disability"]),
        (r"(?:criteria|the criteria) \d", ["criteria"]),
        (r"(?:guideline)+s", ["guideline"]),
        (r"\d(?=guideline)", ["guideline"]),
        (r"(?:guideline)?s", []),
        (r"(?:guideline)*s", []),
        (r"(?!guideline)s", []),
        (r"(?:guideline|\d)s", []),
        (r"(?i:guideline)s", []),
        (r"(?i)guidelines", []),
        (r"guide[sl]ine", ["guide"]),
        (r"of \d", ["of "]),
        (r"of\d", []),
        ("<MONTH> of letters", []),
        ("|".join(f"{first}ord" for first in "abcdefghi"), []),
    ],
)
def test_texts_of_a_pattern(pattern: str, texts: list[str]) -> None:
    assert needed_texts(pattern) == texts


_PIECES = st.sampled_from(["abc", "abd", "x", " ", "[xy]", "\\d", "\\b", "."])


def _patterns(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
        st.tuples(inner, st.sampled_from("?*+")).map(lambda both: f"(?:{both[0]}){both[1]}"),
        inner.map("(?={})".format),
        inner.map("(?!{})".format),
    )


@given(st.recursive(_PIECES, _patterns, max_leaves=8), st.text("abcdxy 1", max_size=30))
def test_every_match_has_one_of_the_texts(pattern: str, text: str) -> None:
    texts = needed_texts(pattern)
    if texts and re.search(pattern, text):
        assert any(one in text for one in texts)


def _terminals() -> Iterator[tuple[str, str]]:
    for name in names():
        if name in STARTS:
            continue
        wording = Wording(name)
        yield from ((name, terminal) for terminal in wording if wording.needs_text(terminal))


@pytest.mark.parametrize(("name", "terminal"), [*_terminals()])
def test_a_search_finds_what_the_pattern_finds(name: str, terminal: str) -> None:
    wording = Wording(name)
    for sample in sample_names():
        text = sample_text(sample)
        for searched in (text, text.lower(), *text.lower().split(". ")):
            found, wanted = wording.search(terminal, searched), wording[terminal].search(searched)
            assert (found and found.span()) == (wanted and wanted.span())


def test_the_terminals_that_are_searched_for_need_a_text() -> None:
    assert {"ADDITIONAL", "WARRANTING"} <= {terminal for _, terminal in _terminals()}
    assert {"RELIES_ON_ODG", "MTUS_SILENT"} <= {terminal for _, terminal in _terminals()}
