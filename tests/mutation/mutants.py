"""What a mutant is, which ones a file has, and how a sample of them is drawn."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from data_operators import data_mutations
from python_operators import Mutation, mutations
from statements import statements

DATA = (".lark", ".toml")


@dataclass(frozen=True)
class Mutant:
    """A file with one small change, which a test should notice."""

    path: str
    """The file, relative to the root of the project, with slashes."""
    start: int
    end: int
    """The code points that are replaced."""
    text: str
    operator: str
    """The kind of change."""
    scope: str
    """The dotted name of the class or function around the change."""
    lines: tuple[int, int]
    """The first and last line of the statement that is changed, from 1."""
    at_import: bool
    """Whether the statement runs when its module is imported."""
    defines: tuple[str, ...]
    """The names that such a statement defines."""

    def apply(self, source: str) -> str:
        """The file's text with the change made."""
        return source[: self.start] + self.text + source[self.end :]

    def line(self, source: str) -> str:
        """The line of the change, stripped."""
        first = source.rfind("\n", 0, self.start) + 1
        return source[first:].partition("\n")[0].strip()

    def change(self, source: str) -> str:
        """What is replaced by what, on one line."""
        before = " ".join(source[self.start : self.end].split())
        return f"{before} -> {' '.join(self.text.split()) or '(nothing)'}"

    def place(self, source: str) -> str:
        """The path and line of the change, from 1."""
        return f"{self.path}:{source.count(chr(10), 0, self.start) + 1}"


def mutants_of(path: str, source: str) -> Iterator[Mutant]:
    """The mutants of a file, in order. Those of Python may not all compile."""
    if path.endswith(DATA):
        for mutation in data_mutations(path, source):
            lines = (0, 0)
            yield _mutant(path, mutation, scope="", lines=lines, at_import=False, defines=())
        return
    for statement in statements(ast.parse(source)):
        for mutation in mutations(statement, source):
            yield _mutant(
                path,
                mutation,
                scope=statement.scope,
                lines=(statement.first, statement.last),
                at_import=statement.function is None,
                defines=statement.defines,
            )


def _mutant(
    path: str,
    mutation: Mutation,
    *,
    scope: str,
    lines: tuple[int, int],
    at_import: bool,
    defines: tuple[str, ...],
) -> Mutant:
    start, end, text, operator = mutation
    return Mutant(path, start, end, text, operator, scope, lines, at_import, defines)


def made_by_hand(path: str, source: str, old: str, new: str) -> Mutant:
    """The mutant that has one stretch of a file replaced. Raises ValueError if it is not unique."""
    if source.count(old) != 1:
        raise ValueError(f"{old!r} stands {source.count(old)} times in {path}")
    start = source.index(old)
    end = start + len(old)
    first, last = (source.count("\n", 0, place) + 1 for place in (start, end))
    changed = Mutation(start, end, new, "by hand")
    scope, at_import = "", False
    defines: tuple[str, ...] = ()
    for statement in statements(ast.parse(source)) if path.endswith(".py") else ():
        if statement.first <= last and first <= statement.last:
            at_import, defines = statement.function is None, statement.defines
            scope, first, last = statement.scope, statement.first, statement.last
            break
    return _mutant(
        path, changed, scope=scope, lines=(first, last), at_import=at_import, defines=defines
    )


def files(root: Path, paths: Iterable[str], suffixes: Collection[str]) -> list[str]:
    """The files that some paths stand for, relative to the root: of a folder, those of a suffix.

    Raises FileNotFoundError for a path that does not exist.
    """
    found: set[str] = set()
    for path in paths:
        place = root / path
        if not place.exists():
            raise FileNotFoundError(f"there is no {place}")
        inside = (each for each in place.rglob("*") if each.suffix in suffixes)
        kept = inside if place.is_dir() else [place]
        found.update(each.relative_to(root).as_posix() for each in kept)
    return sorted(found)


def sample(sources: dict[str, str], count: int, seed: int) -> list[Mutant]:
    """A random sample of the mutants of some files: the same each time for the same seed."""
    every = [mutant for path in sorted(sources) for mutant in mutants_of(path, sources[path])]
    Random(seed).shuffle(every)
    chosen: list[Mutant] = []
    for mutant in every:
        if len(chosen) == count:
            break
        if _differs(mutant, sources[mutant.path]):
            chosen.append(mutant)
    return chosen


def _differs(mutant: Mutant, source: str) -> bool:
    """Whether the changed file is another program. One that does not compile says nothing."""
    if mutant.path.endswith(DATA):
        return True
    try:
        return ast.dump(ast.parse(mutant.apply(source))) != ast.dump(ast.parse(source))
    except SyntaxError:
        return False
