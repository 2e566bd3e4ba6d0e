"""The hostile texts: pieces that are repeated, and the places of a letter in which they are put."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain, count, islice, product
from pathlib import Path
from re import _constants as ops
from re import _parser as parser
from typing import Any

import imrparse
from imrparse.syntax import compiling
from imrparse.syntax.letter_parser import letter_parser
from imrparse.text.node import Node
from imrparse.text.source import Span

Repeat = Callable[[int], str]
"""Makes a text of about a given length from whole pieces, so that texts of all sizes are parsed
alike."""

_FILE = Path(__file__).with_name("pieces.toml")
_LETTERS = "eatoinsrlc"


@cache
def pieces() -> Mapping[str, Repeat]:
    """The function that makes a text of each piece, by name."""
    data = tomllib.loads(_FILE.read_text("utf-8"))
    forms = data.pop("new")
    listed = dict.fromkeys([*chain.from_iterable(data.values()), *_wordings(), *repeated()])
    named = {repr(piece)[1:-1]: _of(piece) for piece in listed}
    return named | {f"new {name}": _new(form) for name, form in forms.items()}


def _of(piece: str) -> Repeat:
    return lambda length: piece * max(1, length // len(piece))


def _new(form: str) -> Repeat:
    """Makes a text by repeating a form with a different word of three or more letters each time."""

    def repeat(length: int) -> str:
        words = map("".join, chain.from_iterable(product(_LETTERS, repeat=n) for n in count(3)))
        parts: list[str] = []
        made = 0
        while made < length:
            parts.append(form.replace("<word>", next(words)))
            made += len(parts[-1])
        return "".join(parts)

    return repeat


def _wordings() -> Iterator[str]:
    """The fixed wordings of the letter's grammar, all on one line, and one per line."""
    for terminal in letter_parser().terminals.values():
        if terminal.is_literal:
            yield f"{terminal.wording} "
            yield f"{terminal.wording}\n"


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


Place = Callable[[str], str]
"""Puts a text in its place in a letter."""


def has_every_part(text: str) -> bool:
    """Whether a sound letter has all parts in which texts are put."""
    letter = imrparse.parse(text)
    return letter.header is not None and letter.template is not imrparse.Template.G2A


@cache
def places(text: str) -> Mapping[str, Place]:
    """The places by name, in a letter that has every part."""
    letter = imrparse.parse(text)
    issue = letter.issues[-1]
    header, summary = _span(letter.header, "case_number"), _span(letter.summary)
    request, rationale = _span(issue.request), _span(issue.rationale)
    guideline = _span(issue.maximus_guideline)
    offsets = {
        "before the header": 0,
        "header value": header.end,
        "credentials": _span(letter.reviewer, "specialties").start,
        "summary": text.index(" ", (summary.start + summary.end) // 2),
        "request": text.index(" ", request.start),
        "guideline": text.rindex(" ", guideline.start, guideline.end),
        "rationale": text.index(" ", (rationale.start + rationale.end) // 2),
        "end": len(text),
    }
    return {"alone": str} | {name: _at(text, offset) for name, offset in offsets.items()}


def _span(node: Node | None, field: str = "") -> Span:
    span = (node.span_of(field) if field else node.span) if node else None
    if span is None:
        raise ValueError("the letter lacks a part to put a text in")
    return span


def _at(text: str, offset: int) -> Place:
    return lambda hostile: f"{text[:offset]} {hostile}{text[offset:]}"
