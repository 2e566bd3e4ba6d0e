"""Chooses the random edits that lead the program where no test does, for `test_telling_edits.py`.

    python tests/mutation/choose_edits.py tests/fields tests/parsing   # the tests that are compared
    python tests/mutation/choose_edits.py tests/fields --one-sided     # show conditions instead

It makes a copy of the project in `.mutation/`, in which each condition, comparison and slice notes
how it came out. It runs the tests there, then reads random edits, and prints the numbers of those
with the most outcomes that the tests lack for the time that they take. With `--one-sided` it shows
the conditions that come out in one way only: code that does nothing, or that no test is about.
"""

from __future__ import annotations

import argparse
import ast
import os
import pickle
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from mutants import files
from mutate import PATHS
from trials import Tree

_ROOT = Path(__file__).parents[2]
_WANTED = 3  # edits for each outcome
_ALONE = 4  # times that an outcome counts more than one of them behind another
_LEAST = 0.004  # seconds below which it does not matter how quick an edit is read
_NOTES = "mutation_notes"
_NOTING = """
import builtins
outcomes = set()
latest = {}
def noted(place, scope, value):
    outcome = place, bool(value)
    outcomes.add((None, outcome))
    outcomes.add((latest.get(scope), outcome))
    latest[scope] = outcome
    return value
def compared(place, one, other):
    try:
        outcomes.add((None, (place, max(-2, min(2, one - other)))))
    except TypeError:
        outcomes.add((None, (place, one == other)))
def ordered(place, scope, how, one, other):
    compared(place, one, other)
    return how(one, other)
def cut(place, text, start, end):
    part = text[start:end]
    others = text[:end], text[start:]
    if isinstance(text, (str, list, tuple)):
        others += text[None if start is None else start + 1 : end],
        others += text[start : None if end is None else end + 1],
    outcomes.add((None, (place, *[part == other for other in others])))
    return part
for function in (noted, ordered, cut):
    setattr(builtins, f"mutation_{function.__name__}", function)
def pytest_sessionfinish():
    import os, pickle
    with open(os.environ["OUTCOMES"], "wb") as file:
        pickle.dump(outcomes, file)
"""
_HOW = {ast.Lt: "a < b", ast.LtE: "a <= b", ast.Gt: "a > b", ast.GtE: "a >= b"}


_Outcome: TypeAlias = tuple[object, tuple[Any, ...]]
"""What a condition, comparison or slice came out as, behind another condition or in any case."""


class _Noting(ast.NodeTransformer):
    """Makes functions note how their conditions, comparisons and slices come out."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._scope: list[str] = []

    def _call(self, name: str, node: ast.expr, *arguments: ast.expr) -> ast.expr:
        place = ast.Constant(f"{self._path}:{node.lineno}:{node.col_offset}:{name}")
        return ast.copy_location(
            ast.Call(ast.Name(f"mutation_{name}"), [place, *arguments], []), node
        )

    def _noted(self, node: ast.expr) -> ast.expr:
        scope = ast.Constant(f"{self._path}:{self._scope[-1] if self._scope else ''}")
        return self._call("noted", node, scope, node) if self._scope else node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self._scope.append(f"{node.name}:{node.lineno}")
        node.body = [self.visit(one) for one in node.body]
        self._scope.pop()
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.value = self.visit(node.value) if node.value else None
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        node.test = self._noted(node.test)
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        self.generic_visit(node)
        node.test = self._noted(node.test)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        node.test = self._noted(node.test)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        node.values = [self._noted(value) for value in node.values]
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.ifs = [self._noted(test) for test in node.ifs]
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) > 1 or not self._scope:
            return node
        if how := _HOW.get(type(node.ops[0])):
            function = ast.parse(f"lambda a, b: {how}", mode="eval").body
            nothing = ast.Constant(None)
            sides = node.left, node.comparators[0]
            return self._call("ordered", node, nothing, function, *sides)
        return self._noted(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        bounds = node.slice
        is_read = isinstance(node.ctx, ast.Load) and bool(self._scope)
        if not is_read or not isinstance(bounds, ast.Slice) or bounds.step:
            return node
        nothing = ast.Constant(None)
        return self._call("cut", node, node.value, bounds.lower or nothing, bounds.upper or nothing)


class _Read(NamedTuple):
    """A random edit that was read."""

    seconds: float
    outcomes: frozenset[int]


def main(arguments: Sequence[str]) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("tests", nargs="+", help="the tests that the edits are compared with")
    parser.add_argument("--count", type=int, default=5000, help="how many edits are read")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long the chosen ones take")
    parser.add_argument("--one-sided", action="store_true", help="show conditions, choose nothing")
    options = parser.parse_args(arguments)
    tree = Tree(_ROOT, _ROOT / ".mutation" / "tree-noting").root
    for path in files(_ROOT, PATHS, (".py",)):
        module = _Noting(path).visit(ast.parse((_ROOT / path).read_text("utf-8")))
        (tree / path).write_text(ast.unparse(ast.fix_missing_locations(module)), "utf-8")
    (tree / f"{_NOTES}.py").write_text(_NOTING, "utf-8")
    package = tree / "imrparse" / "__init__.py"
    first, future, rest = package.read_text("utf-8").partition("from __future__ import annotations")
    package.write_text(f"{first}{future}\nimport {_NOTES}\n{rest}", "utf-8")
    known = _of_tests(tree, options.tests)
    if options.one_sided:
        sys.stdout.writelines(f"{line}\n" for line in _one_sided(known))
        return
    sys.path[:0] = [str(tree), str(tree / "tests")]
    chosen = _chosen(_of_edits(options.count, known), options.seconds)
    sys.stdout.write(" ".join(map(str, sorted(chosen))) + "\n")


def _of_tests(tree: Path, tests: Sequence[str]) -> set[_Outcome]:
    """The outcomes that tests have."""
    place = tree / "outcomes.pickle"
    environment = {**os.environ, "PYTHONPATH": str(tree), "OUTCOMES": str(place), "CI": "true"}
    command = [sys.executable, "-m", "pytest", "-p", _NOTES, "-n0", "-q", "-s", *tests]
    subprocess.run(command, cwd=tree, env=environment, stdout=sys.stderr, check=False)
    with place.open("rb") as file:
        found: set[_Outcome] = pickle.load(file)
    return found


def _one_sided(known: Iterable[_Outcome]) -> Iterator[str]:
    """The places of the conditions that come out in one way only, each with that way."""
    ways: dict[str, set[bool]] = {}
    for before, (place, *ended) in known:
        if before is None and place.endswith(":noted"):
            ways.setdefault(place, set()).add(ended[0])
    for place, some in sorted(ways.items()):
        if len(some) == 1:
            path, line, column, _ = place.split(":")
            yield f"{path}:{line}:{int(column) + 1}: always {next(iter(some))}"


def _of_edits(count: int, known: set[_Outcome]) -> Iterator[tuple[int, _Read]]:
    """Each random edit, with the outcomes that are not known. Those of one condition alone are
    even."""
    notes, package = import_module(_NOTES), import_module("imrparse")
    random_edit = import_module("helpers.random_edits").random_edit
    numbers: dict[_Outcome, int] = {}
    for number in range(count):
        _, text = random_edit(number)
        notes.outcomes.clear()
        notes.latest.clear()
        start = time.process_time()
        package.lint(text)
        seconds = time.process_time() - start
        new = notes.outcomes - known
        read = [2 * numbers.setdefault(one, len(numbers)) + (one[0] is not None) for one in new]
        yield number, _Read(seconds, frozenset(read))


def _chosen(edits: Iterator[tuple[int, _Read]], seconds: float) -> Iterator[int]:
    """The edits with the most outcomes that are wanted, for the time that they take."""
    waiting: Mapping[int, _Read] = dict(edits)
    have: Counter[int] = Counter()

    def gain(number: int) -> float:
        read = waiting[number]
        wanted = (one for one in read.outcomes if have[one] < _WANTED)
        worth = sum((1 if one % 2 else _ALONE) / (1 + have[one]) ** 2 for one in wanted)
        return worth / max(_LEAST, read.seconds)

    rest = set(waiting)
    while rest and seconds > 0:
        best = max(rest, key=gain)
        rest.discard(best)
        seconds -= waiting[best].seconds
        have.update(waiting[best].outcomes)
        yield best


if __name__ == "__main__":
    main(sys.argv[1:])
