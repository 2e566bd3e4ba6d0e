"""The grammar files can be read by people, and mean what they seem to mean."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, Token, Tree, UnexpectedToken

from imrparse import data
from imrparse.syntax import grammar_tables as grammars
from imrparse.syntax import tokens
from imrparse.syntax.automaton import Automaton, UnexpectedTokenError
from imrparse.syntax.compiling import STARTS, compile_grammar, folder, names, read_lark
from imrparse.syntax.grammar import read, text
from imrparse.syntax.patterns import Wording
from imrparse.syntax.terminals import Terminal
from imrparse.syntax.tokens import END

NAMES = sorted(str(p.relative_to(folder()).with_suffix("")) for p in folder().rglob("*.lark"))
_LONGEST = 120
_TOKEN = re.compile(
    r"""
    //.*  # a comment
    | \\\n  # a line that goes on
    | (?P<text>"(?:\\.|[^"\\\n])*")
    | /(?P<pattern>(?:\\.|[^/\\\n])+)/(?P<flags>[imslux]*)
    | (?P<name>\w+)
    | (?P<sign>[:|()\n])
    """,
    re.VERBOSE,
)


def literals(grammar: str) -> Iterator[tuple[str, re.Match[str], str]]:
    """The regular expressions of a grammar, each with the tokens before and after it."""
    found = [token for token in _TOKEN.finditer(grammar) if token.lastgroup]
    for (before, token), (_, after) in pairwise(pairwise(found)):
        if token["pattern"]:
            yield before.group(), token, after.group()


def is_whole(pattern: str) -> bool:
    """Whether a regular expression is one by itself, with as many parentheses closed as opened."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def has_bare_alternatives(pattern: str) -> bool:
    """Whether "|" stands outside of all parentheses, so that "x" before it is not for all."""
    grouped = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "", pattern)
    while (inner := re.sub(r"\([^()]*\)", "", grouped)) != grouped:
        grouped = inner
    return "|" in grouped and pattern != "|" and is_whole(pattern)


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_short(name: str) -> None:
    assert [line for line in read(name).splitlines() if len(line) > _LONGEST] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_flag_is_for_a_whole_pattern(name: str) -> None:
    """Lark puts a group around a pattern with flags, which would close too early."""
    flagged = [token for _, token, _ in literals(read(name)) if token["flags"]]
    assert [token.group() for token in flagged if not is_whole(token["pattern"])] == []


def bare_alternatives(grammar: str) -> list[str]:
    """The patterns whose alternatives are not grouped where they stand in a sequence."""
    return [
        token.group()
        for before, token, after in literals(grammar)
        if has_bare_alternatives(token["pattern"])
        and (
            before not in {":", "|", "("} or after not in {"|", ")", "\n"} or before + after == "()"
        )
    ]


@pytest.mark.parametrize("name", NAMES)
def test_alternatives_in_a_sequence_are_grouped(name: str) -> None:
    """Lark puts no group around a pattern: `/a|b/ /c/` is "a" or "bc"."""
    assert bare_alternatives(read(name)) == []


@pytest.mark.parametrize(
    "bare", ["/a|b/ /c/", '"c" /a|b/', "_D /a|b/", "(/a|b/) _D", "/a|b/ \\\n _D"]
)
def test_bare_alternatives_are_found(bare: str) -> None:
    assert bare_alternatives(f"A: {bare}\n") == ["/a|b/"]


@pytest.mark.parametrize("sound", ["/a|b/", "(/a|b/ | /c/) _D", "/(?:a|b)/ _D", r"/[|]\|/ _D"])
def test_grouped_alternatives_are_no_matter(sound: str) -> None:
    assert bare_alternatives(f"A: {sound}\n") == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("lint/")])
def test_patterns_of_lint_rules_compile(name: str) -> None:
    wording = Wording(name, {"BETWEEN": "(?:hcl)", "SAME": "(?:neck)"})
    for terminal in wording:
        assert wording[terminal].pattern


@pytest.mark.parametrize("name", names())
def test_stored_tables_are_those_that_lark_makes(name: str) -> None:
    stored = data.compiled(f"{name}.lark", text(name).encode())
    assert stored == json.loads(json.dumps(compile_grammar(name)))
    tables = grammars.grammar_tables if name in STARTS else grammars.phrase_tables
    assert tables(name) == stored


def test_tables_of_a_changed_grammar_are_made_by_lark(monkeypatch: pytest.MonkeyPatch) -> None:
    before = grammars.phrase_tables("denial")
    changed = text("denial") + '\nADDED: "added"\n'
    monkeypatch.setattr(grammars, "text", lambda _: changed)
    monkeypatch.setattr("imrparse.syntax.compiling.text", lambda _: changed)
    after = grammars.phrase_tables("denial")
    assert after["terminals"].keys() - before["terminals"].keys() == {"ADDED"}


def test_a_sound_letter_is_read_without_lark() -> None:
    program = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "import imrparse\n"
        "letter = imrparse.parse(open(sys.argv[1], encoding='utf-8').read())\n"
        "assert letter.issues[0].maximus_guideline.citations\n"
        "assert not {'lark', 'tomllib'} & (set(sys.modules) - before)\n"
    )
    sample = folder().parent / "samples/2016-pdfium-lumbar-mri.txt"
    subprocess.run([sys.executable, "-c", program, str(sample)], check=True)


# The automaton makes the same trees as lark, and knows what lark could accept.


@cache
def grammar(name: str) -> tuple[Lark, Automaton, list[Terminal]]:
    """A grammar in lark's form, its automaton, and its terminals."""
    tables = grammars.grammar_tables(name)
    terminals = {terminal: Terminal(terminal) for terminal, _, _ in tables["terminals"]}
    return read_lark(name), Automaton(tables, terminals), sorted(terminals.values())


def lark_tree(lark: Lark, start: str, kinds: list[Terminal]) -> Any:
    parser = lark.parse_interactive(start=start)
    for number, kind in enumerate(kinds):
        parser.feed_token(Token(kind, str(number)))
    return parser.feed_eof()  # type: ignore[no-untyped-call]


def plain(tree: Any) -> Any:
    """A tree of either kind as tuples, with the numbers of its tokens."""
    if isinstance(tree, Token):
        return int(tree)
    if isinstance(tree, tokens.Token):
        return tree.start_pos
    data, children = (tree.data, tree.children) if isinstance(tree, Tree) else tree
    return str(data), [plain(child) for child in children]


@pytest.mark.parametrize("name", STARTS)
@given(data=st.data())
def test_trees_are_those_of_lark(name: str, data: st.DataObject) -> None:
    """For tokens from a walk through the automaton, with one that does not fit now and then."""
    lark, automaton, terminals = grammar(name)
    kinds: list[Terminal] = []
    stack = automaton.start
    for _ in range(data.draw(st.integers(0, 24))):
        expected = [kind for kind in automaton.expected(stack) if kind != END]
        fits = data.draw(st.integers(0, 30)) and expected
        kinds.append(data.draw(st.sampled_from(expected if fits else terminals)))
        stack = automaton.after(stack, kinds[-1]) or stack
    given_tokens = [tokens.Token(kind, "", n, n + 1) for n, kind in enumerate([*kinds, END])]
    try:
        wanted = plain(lark_tree(lark, STARTS[name][0], kinds))
    except UnexpectedToken:
        with pytest.raises(UnexpectedTokenError):
            automaton.parse(given_tokens)
    else:
        assert plain(automaton.parse(given_tokens)) == wanted
        assert plain(automaton.parse(given_tokens)) == wanted  # from the cached shape
