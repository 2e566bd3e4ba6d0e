"""The data for the categories of requests is consistent."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from helpers.letters import read_prose

from imrparse import Request
from imrparse.data import table
from imrparse.fields.category import load, split
from imrparse.text.folding import fold

DATA: dict[str, Any] = table("categories")
GROUPS: list[dict[str, Any]] = DATA["group"]


def test_the_data_uses_listed_categories() -> None:
    assert {group["category"] for group in GROUPS} <= set(DATA["categories"])
    assert len(DATA["categories"]) == len(set(DATA["categories"]))


def test_each_independent_term_decides_alone() -> None:
    terms = [(g["category"], term) for g in GROUPS if "with" not in g for term in g["terms"]]
    seldom = {term for group in GROUPS if "with" in group for term in group["terms"]}
    for listed, term in terms:
        if term not in seldom:
            category = Request(term).category
            assert category is not None, term
            assert category.term == term
            levels = [level.strip() or None for level in listed.split("*")]
            found = [category.category, category.subcategory, category.drug_class]
            assert found == [*levels, None, None][:3]


def test_no_term_is_listed_twice_under_the_same_conditions() -> None:
    listed = [
        (split(term, DATA["spellings"]), str(group.get("with")), str(group.get("without")))
        for group in GROUPS
        for term in group["terms"]
    ]
    assert len(listed) == len(set(listed))


def test_the_data_uses_declared_names() -> None:
    named = [name for g in GROUPS for name in (*g.get("with", ()), *g.get("without", ()))]
    assert set(named) == set(DATA["company"])
    strengths = {group.get("strength", DATA["usual_strength"]) for group in GROUPS}
    assert strengths == set(DATA["strengths"])
    assert set(DATA["links"]) <= strengths | {"any"}


def test_no_word_of_the_data_is_a_plural_of_another() -> None:
    forms = load().forms
    written = {word for group in GROUPS for term in group["terms"] for word in split(term, {})}
    both = {word for word in written if len(word) > 3 and word.removesuffix("s") in forms.values()}
    assert {word for word in both if word.endswith("s")} == {"meds"}


WORDS = st.sampled_from([*sorted(load().forms), ",", "/", "#60", "10mg", "(", "\u0130", "\xdf"])


@given(st.text() | st.lists(WORDS, max_size=30).map(" ".join))
def test_any_text_is_parsed(text: str) -> None:
    request = read_prose(Request, text)
    category = request.category
    if category is not None:
        assert category.span is not None
        assert fold(text[slice(*category.span)]) == category.term
        assert category.category in DATA["categories"]
