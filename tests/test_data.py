"""Data files hold facts and plain lists, which are consistent; patterns belong to grammars."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from marshal import loads
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.letters import read_prose

from imrparse import Request
from imrparse.data import compiled, package_file, regexes, table
from imrparse.fields.category import load, split
from imrparse.storing import regex_code
from imrparse.syntax.compiling import folder
from imrparse.text.folding import fold

FILES = sorted(file.name for file in files("imrparse.data").iterdir())
TABLES = [name.removesuffix(".toml") for name in FILES if name.endswith(".toml")]

_PATTERN = re.compile(r"[\\|?^$<>{}\[\]]|\S\(|\)[^\s,]|\S[*+]|[*+]\S")
"""What a regular expression contains and a plain name does not. A name may have words in
parentheses, and signs that stand alone."""

_EXCEPTIONS = {
    # Marks that converters and mail programs write.
    "<!-- Start of picture text -->",
    "<!-- End of picture text -->",
    "**==> picture",
    "<==**",
    "???",  # where something is to be filled in
    "questions?",  # a line to the reader behind a letter
    "*** end",
    "[end of ",
    "[1]",
    "*see ",
    "** see ",
    "*note",
    "*this ",
    "<LF>",
    "<CR>",
    "<CRLF>",
    "[LF]",
    "<FF>",
    "[FF]",
    "^L",
    "^M",
    # Sections of the MTUS, as they are printed there.
    "Naproxen (Naprosyn, EC-Naprosyn, EC-Naprosyn, Anaprox, Anaprox DS [otc], Naprelan)",
    "Opioids, California Controlled Substance Utilization Review and Evaluation System (CURES) "
    "[DWC]",
}


@pytest.mark.parametrize("name", TABLES)
def test_stored_tables_are_those_of_the_files(name: str) -> None:
    source = (files("imrparse.data") / f"{name}.toml").read_bytes()
    assert compiled(f"{name}.toml", source) == tomllib.loads(source.decode("utf-8")) == table(name)
    assert compiled(f"{name}.toml", source + b"#") is None  # as soon as it is another


def strings(value: Any) -> Iterator[str]:
    """All strings in a table, the keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


@pytest.mark.parametrize("name", [name for name in TABLES if name != "symbols"])  # no words
def test_tables_hold_no_regular_expressions(name: str) -> None:
    assert [text for text in strings(table(name)) if is_pattern(text)] == []


def is_pattern(text: str) -> bool:
    """Whether a text is a regular expression. A single sign stands for itself."""
    return len(text) > 1 and text not in _EXCEPTIONS and bool(_PATTERN.search(text))


PATTERNS = [
    r"\bnow",
    "tabs?",
    "(?:a|b)",
    "days|weeks",
    "[a-z]",
    "no.+",
    "x{2}",
    "a(b)",
    "^it",
    "is$",
]


@pytest.mark.parametrize("text", PATTERNS)
def test_a_regular_expression_is_recognised(text: str) -> None:
    assert is_pattern(text)


# Regular expressions are made from stored code, which is that of `re`.


@pytest.fixture
def no_regexes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process that has made no regular expression so far."""
    monkeypatch.setattr(regexes, "used", {})
    regexes.stored.cache_clear()
    yield
    regexes.stored.cache_clear()


def stored_patterns() -> Iterator[tuple[Any, ...]]:
    records, places = regexes.stored()
    for place in places.values():
        yield loads(records[slice(*place)])


def test_stored_code_is_what_re_makes() -> None:
    for pattern, flags, *code in stored_patterns():
        assert regex_code(pattern, flags) == (pattern, flags, *code)


@pytest.mark.usefixtures("no_regexes")
def test_stored_patterns_are_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [(pattern, flags & ~re.UNICODE) for pattern, flags, *_ in stored_patterns()]
    compiled_ones = [re.compile(*key) for key in keys]
    monkeypatch.delattr(re, "compile")
    assert len(keys) > 200
    assert [regexes.regex(*key) for key in keys] == compiled_ones


def broken_files() -> dict[str, bytes]:
    """Files of stored code that are of no use."""
    whole = package_file(regexes.FILE)
    size = regexes.SIZE + int.from_bytes(whole[: regexes.SIZE], "little")
    version = regexes.version()[0].to_bytes(4, "little")
    return {
        "empty": b"",
        "cut in its head": whole[: size // 2],
        "cut behind its head": whole[:size],
        "of another Python": whole.replace(version, b"\0\0\0\0", 1),
        "with invalid code": whole[:size] + whole[size:].replace(b"\x18\0\0\0", b"\xff" * 4),
    }


@pytest.mark.usefixtures("no_regexes")
@pytest.mark.parametrize("name", broken_files())
def test_broken_code_is_not_used(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [(pattern, flags & ~re.UNICODE) for pattern, flags, *_ in stored_patterns()][:50]
    monkeypatch.setattr(regexes, "package_file", lambda _: broken_files()[name])
    regexes.stored.cache_clear()
    assert [regexes.regex(*key) for key in keys] == [re.compile(*key) for key in keys]


@pytest.mark.parametrize("seed", ["1", "2"])
def test_patterns_do_not_depend_on_the_order_of_sets(seed: str) -> None:
    program = (
        "import sys, imrparse\n"
        "from imrparse.data import regexes\n"
        "imrparse.lint(open(sys.argv[1], encoding='utf-8').read())\n"
        "places = regexes.stored()[1]\n"
        "assert [key for key in regexes.used if regexes.number(*key) not in places] == []\n"
    )
    sample = folder().parent / "samples/2016-pdfium-lumbar-mri.txt"
    env = os.environ | {"PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-c", program, str(sample)], check=True, env=env)


def test_other_patterns_are_compiled() -> None:
    assert regexes.regex("a pattern (?P<of>no letter)", re.IGNORECASE).fullmatch(
        "A pattern no LETTER"
    )


# The categories of requests.

CATEGORIES: dict[str, Any] = table("categories")
GROUPS: list[dict[str, Any]] = CATEGORIES["group"]


def test_the_data_uses_listed_categories() -> None:
    assert {group["category"] for group in GROUPS} <= set(CATEGORIES["categories"])
    assert len(CATEGORIES["categories"]) == len(set(CATEGORIES["categories"]))


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
        (split(term, CATEGORIES["spellings"]), str(group.get("with")), str(group.get("without")))
        for group in GROUPS
        for term in group["terms"]
    ]
    assert len(listed) == len(set(listed))


def test_the_data_uses_declared_names() -> None:
    named = [name for g in GROUPS for name in (*g.get("with", ()), *g.get("without", ()))]
    assert set(named) == set(CATEGORIES["company"])
    strengths = {group.get("strength", CATEGORIES["usual_strength"]) for group in GROUPS}
    assert strengths == set(CATEGORIES["strengths"])
    assert set(CATEGORIES["links"]) <= strengths | {"any"}


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
        assert category.category in CATEGORIES["categories"]
