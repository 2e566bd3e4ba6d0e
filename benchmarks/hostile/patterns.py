"""The repeated parts of the patterns in the grammars and the data, for use in hostile texts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import chain, islice
from re import _constants as ops
from re import _parser as parser
from typing import Any

from imrparse.syntax import compiling

_FRAGMENT = re.compile(r"(?<![\w/])/((?:[^/\\\n]|\\.)+)/")
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_FEWEST = 8  # repetitions that a pattern must allow to be considered
_MOST_SAMPLES = 2  # of one repeated thing
_OF_CATEGORIES = {
    ops.CATEGORY_DIGIT: "1",
    ops.CATEGORY_WORD: "a1",
    ops.CATEGORY_SPACE: " \n",
    ops.CATEGORY_NOT_DIGIT: "a ",
    ops.CATEGORY_NOT_WORD: " ,",
    ops.CATEGORY_NOT_SPACE: "a,",
}
_OTHERS = "a 1,A-\n(."  # samples from outside a negated character class


def repeated() -> list[str]:
    """One or two texts for each repeated part of a pattern."""
    found: dict[str, None] = {}
    for pattern in chain(_of_grammars(), _of_data()):
        try:
            parsed = parser.parse(pattern)
        except re.error:  # a part of a pattern, or not a pattern at all
            continue
        found |= dict.fromkeys(_repeated(parsed))
    return [text for text in found if text and "<" not in text]  # "<NAME>" stands for a list


def _of_grammars() -> Iterator[str]:
    for file in compiling.folder().iterdir():
        if file.name.endswith(".lark"):
            lines = file.read_text("utf-8").split("\n")
            rules = "\n".join(line for line in lines if not line.startswith("//"))
            yield from _FRAGMENT.findall(rules)


def _of_data() -> Iterator[str]:
    for file in (files("imrparse") / "data").iterdir():
        if file.name.endswith(".toml"):
            yield from _strings(tomllib.loads(file.read_text("utf-8")))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _repeated(parsed: Iterable[Any]) -> Iterator[str]:
    """Samples of the repeated parts of a parsed pattern, at any depth."""
    for op, value in parsed:
        if op in _REPEATS and value[1] >= _FEWEST:
            yield from _samples(value[2])
        for part in _parts(op, value):
            yield from _repeated(part)


def _parts(op: Any, value: Any) -> list[Any]:
    """The patterns inside an element of a parsed pattern."""
    if op in _REPEATS:
        return [value[2]]
    if op is ops.BRANCH:
        return list(value[1])
    if op is ops.SUBPATTERN:
        return [value[3]]
    if op is ops.ATOMIC_GROUP:
        return [value]
    return [value[1]] if op in (ops.ASSERT, ops.ASSERT_NOT) else []


def _samples(parsed: Iterable[Any]) -> list[str]:
    """A few texts that match a parsed pattern, ignoring lookaheads and lookbehinds."""
    texts = [""]
    for op, value in parsed:
        each = list(islice(dict.fromkeys(_of_element(op, value)), _MOST_SAMPLES)) or [""]
        texts = [
            texts[n % len(texts)] + each[n % len(each)] for n in range(max(len(texts), len(each)))
        ]
    return texts


def _of_element(op: Any, value: Any) -> Iterator[str]:
    if op is ops.LITERAL:
        yield chr(value)
    elif op is ops.IN:
        yield from _of_class(value)
    elif op in (ops.ANY, ops.NOT_LITERAL):
        yield from (sign for sign in _OTHERS if op is ops.ANY or ord(sign) != value)
    elif op in _REPEATS:
        yield from (text * max(1, value[0]) for text in _samples(value[2]))
    elif op not in (ops.ASSERT, ops.ASSERT_NOT):
        yield from chain.from_iterable(map(_samples, _parts(op, value)))


def _of_class(members: Iterable[Any]) -> Iterator[str]:
    """Characters of a class, or some outside a negated one."""
    signs: list[str] = []
    for op, value in members:
        if op is ops.CATEGORY:
            signs += _OF_CATEGORIES[value]
        elif op is not ops.NEGATE:
            signs += map(chr, value if op is ops.RANGE else [value])
    is_negated = any(op is ops.NEGATE for op, _ in members)
    yield from (sign for sign in _OTHERS if sign not in signs) if is_negated else signs
