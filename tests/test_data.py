"""Data files hold facts and plain lists; patterns belong to grammars."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from marshal import loads
from typing import Any

import pytest

from imrparse.data import compiled, names, package_file, regexes, table
from imrparse.storing import regex_code

FILES = sorted(file.name for file in files("imrparse.data").iterdir())
TABLES = [name.removesuffix(".toml") for name in FILES if name.endswith(".toml")]
LISTS = [name.removesuffix(".txt") for name in FILES if name.endswith(".txt")]

_PATTERN = re.compile(r"[\\|?^$<>{}\[\]]|\S\(|\)[^\s,]|\S[*+]|[*+]\S")
"""What a regular expression contains and a plain name does not. A name may have words in
parentheses, and signs that stand alone."""

_EXCEPTIONS = {
    # Marks that converters and mail programs write.
    "<!-- Start of picture text -->",
    "<!-- End of picture text -->",
    "**==> picture",
    "<==**",
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


@pytest.mark.parametrize("name", LISTS)
def test_lists_hold_no_regular_expressions(name: str) -> None:
    assert [text for text in names(name) if is_pattern(text)] == []


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


def test_other_patterns_are_compiled() -> None:
    assert regexes.regex("a pattern (?P<of>no letter)", re.IGNORECASE).fullmatch(
        "A pattern no LETTER"
    )
