"""Mutations of grammars (.lark) and lists of words and patterns (.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from python_operators import Mutation

_LARK = re.compile(
    r"""^[ ]*//[^\n]*  # a comment
    | "(?P<wording>(?:\\.|[^"\\\n])+)"
    | /(?P<pattern>(?:\\.|[^/\\\n])+)/
    | (?P<alternative>^[ ]+\|[^|\n]*[^|\s])(?=\s*$)
    """,
    re.MULTILINE | re.VERBOSE,
)
_TOML = re.compile(
    r"""^[ ]*[#\[][^\n]*(?<![,"'])$  # a comment, or the name of a table
    | '{3}(?P<long>.*?)'{3}
    | "(?P<basic>(?:\\.|[^"\\\n])*)"
    | '(?P<literal>[^'\n]*)'
    | (?<==[ ])(?P<number>\d+)(?=\n)
    | (?<==[ ])(?P<truth>true|false)
    """,
    re.MULTILINE | re.VERBOSE | re.DOTALL,
)
_ENTRY = re.compile(r"\s*,[^\S\n]*")


def data_mutations(path: str, source: str) -> Iterator[Mutation]:
    """The mutations of a file: shortened wording, omitted alternatives and entries."""
    return _of_grammar(source) if path.endswith(".lark") else _of_lists(source)


def _of_grammar(source: str) -> Iterator[Mutation]:
    for match in _LARK.finditer(source):
        if match["wording"]:
            yield Mutation(match.end("wording") - 1, match.end("wording"), "", "shorten a wording")
        elif match["pattern"]:
            yield from _of_pattern(match["pattern"], match.start("pattern"))
        elif match["alternative"]:
            yield Mutation(*match.span("alternative"), "", "drop an alternative")


def _of_lists(source: str) -> Iterator[Mutation]:
    for match in _TOML.finditer(source):
        kind = match.lastgroup
        if kind == "number":
            yield Mutation(*match.span(), str(int(match[0]) + 1), "constant")
        elif kind == "truth":
            other = "false" if match[0] == "true" else "true"
            yield Mutation(*match.span(), other, "constant")
        elif kind:
            yield from _of_pattern(match[kind], match.start(kind))
            before, after = source[: match.start()].rstrip(), _ENTRY.match(source, match.end())
            if before.endswith(("[", ",")) and after:
                yield Mutation(match.start(), after.end(), "", "drop an entry")


def _of_pattern(pattern: str, offset: int) -> Iterator[Mutation]:
    for start, end in _alternatives(pattern):
        yield Mutation(offset + start, offset + end, "", "drop an alternative")


def _alternatives(pattern: str) -> Iterator[tuple[int, int]]:
    """The parts of a regular expression that can be omitted: an alternative, with one of its bars.

    A terminal may consist of pieces with unbalanced brackets: `/a(?=/ B /)/`.
    """
    open_groups: list[list[int]] = [[0]]  # the starts of the alternatives of each group
    in_class = False
    place = 0
    while place < len(pattern):
        character = pattern[place]
        if character == "\\":
            place += 1
        elif in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
            place += pattern.startswith("^", place + 1)
        elif character == "(":
            open_groups.append([_group_start(pattern, place)])
        elif character == "|":
            open_groups[-1].append(place + 1)
        elif character == ")" and len(open_groups) == 1:
            open_groups = [[place + 1]]
        elif character == ")":
            yield from _pieces(open_groups.pop(), place)
        place += 1
    if len(open_groups) == 1:
        yield from _pieces(open_groups[0], len(pattern))


def _group_start(pattern: str, place: int) -> int:
    """The start of the first alternative of a group."""
    opening = re.compile(r"\((?:\?(?:[:=!>]|<[=!]|P?<\w+>|[a-z]+:))?").match(pattern, place)
    return opening.end() if opening else place + 1


def _pieces(starts: list[int], end: int) -> Iterator[tuple[int, int]]:
    if len(starts) < 2:
        return
    yield starts[0], starts[1]
    for start, following in zip(starts[1:], [*(each - 1 for each in starts[2:]), end], strict=True):
        yield start - 1, following
