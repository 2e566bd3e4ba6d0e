"""Changes the sources a little, many times over, and shows which changes no test notices.

    python tests/mutation/mutate.py --seed 1             # 300 mutants of the default paths
    python tests/mutation/mutate.py imrparse/syntax/layout.py   # of one file or folder
    python tests/mutation/mutate.py --change imrparse/syntax/layout.py 0.75 0.82   # by hand

What was found out is kept in `.mutation/`: a run that was interrupted goes on where it was, and a
mutant that a test has killed is not tried again while its file is the same. docs/mutation.md says
more. Needs POSIX, since each mutant is tried in a forked process.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from mutants import Mutant, files, made_by_hand, sample
from reach import Reach
from recording import preload, record, say, warm_up
from trials import KILLED, SURVIVED, UNREACHED, Outcome, Tree, Trials

# What is changed, and how long tests run on it, unless the command line says otherwise.

PATHS = (
    "imrparse/syntax",
    "imrparse/parsing",
    "imrparse/fields",
    "imrparse/linting/rules",
)
"""The files and folders that are changed: where a letter is read, mended and judged."""

SUFFIXES = (".py",)
"""Which files of a folder are changed. Most entries of a grammar or list can only be tested by
repeating them, so these files are changed only where they are named."""

SECONDS = 10.0
"""The processor time of the tests that are run on one mutant at most, the likeliest first."""

_EQUIVALENTS = Path(__file__).parent / "equivalents.toml"


@dataclass(frozen=True)
class Result:
    """A mutant, and what became of it."""

    mutant: Mutant
    outcome: Outcome
    why: str = ""
    """Why no test can notice a mutant that survived, where that is known."""


def main(arguments: Sequence[str]) -> int:
    """Run the command. Returns 0, or 1 if a mutant survived that is not known to be equivalent."""
    options = _options(arguments)
    os.nice(10)
    if options.slow:
        os.environ["PYTEST_ADDOPTS"] = "-m ''"  # after the project's own, which leaves them out
    root = options.root.resolve()
    paths = [path for path, _, _ in options.change] if options.change else options.paths
    sources = {path: (root / path).read_bytes().decode() for path in files(root, paths, SUFFIXES)}
    if options.change:
        mutants = [made_by_hand(path, sources[path], old, new) for path, old, new in options.change]
    else:
        mutants = sample(sources, options.count, options.seed)
    results = list(_results(root, options, sources, mutants))
    text = "\n".join(report(results, sources))
    (root / ".mutation" / f"report-{options.seed}.txt").write_text(text + "\n", "utf-8")
    sys.stdout.write(text + "\n")
    return int(any(_is_open(result) for result in results))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("paths", nargs="*", default=PATHS, help="files and folders to change")
    parser.add_argument("--count", type=int, default=300, help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="which random sample is drawn")
    parser.add_argument(
        "--change",
        nargs=3,
        action="append",
        metavar=("PATH", "OLD", "NEW"),
        help="try this change in place of a sample",
    )
    parser.add_argument("--jobs", type=int, default=1, help="how many are tried at a time")
    parser.add_argument(
        "--budget",
        type=float,
        default=SECONDS,
        help="seconds of tests that are run on a mutant at most, the likeliest first",
    )
    parser.add_argument("--slow", action="store_true", help="run tests that are marked slow, too")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2], help="the project")
    parser.add_argument("--package", default="imrparse", help="the folder of the package")
    return parser.parse_args(arguments)


def _results(
    root: Path, options: argparse.Namespace, sources: dict[str, str], mutants: Sequence[Mutant]
) -> Iterator[Result]:
    store = root / ".mutation"
    notes = record(root, store, options.package, options.jobs)
    paths = files(root, [options.package], (".py",))
    code = {path: (root / path).read_text("utf-8") for path in paths}
    known = Known(store / "outcomes.jsonl", sources, [*notes, str(options.budget)])
    equivalents = load_equivalents(_EQUIVALENTS)
    waiting = [mutant for mutant in mutants if known.outcome(mutant) is None]
    reach = Reach(notes, code, options.budget)
    preload(json.loads((store / "modules.json").read_text("utf-8")))
    warm_up(root, options.package)
    fork = get_context("fork")
    numbers = fork.Value("i", 0)
    with ProcessPoolExecutor(options.jobs, fork, _start, (options, store, reach, numbers)) as pool:
        for mutant, outcome in zip(waiting, pool.map(_try, waiting), strict=True):
            known.keep(mutant, outcome)
            source = sources[mutant.path]
            place, change = mutant.place(source), mutant.change(source)[:80]
            say(f"{outcome.verdict:9} {outcome.seconds:5.1f} s  {place} {change}")
    for mutant in mutants:
        outcome = known.outcome(mutant) or Outcome(UNREACHED)
        why = "" if outcome.verdict == KILLED else equivalents.get(_name(mutant, sources), "")
        yield Result(mutant, outcome, why)


_trials: list[Trials] = []  # of this process


def _start(
    options: argparse.Namespace, store: Path, reach: Reach, numbers: Synchronized[int]
) -> None:
    with numbers.get_lock():
        number = numbers.value
        numbers.value += 1
    tree = Tree(options.root.resolve(), store / f"tree-{number}")
    _trials.append(Trials(tree, reach, options.package))


def _try(mutant: Mutant) -> Outcome:
    return _trials[0].outcome(mutant)


class Known:
    """The outcomes of earlier runs that still hold, in a file."""

    def __init__(self, path: Path, sources: dict[str, str], notes: Sequence[str]) -> None:
        self._path = path
        self._sources = sources
        self._tests = _digest("\n".join(notes))
        self._outcomes: dict[str, Outcome] = {}
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            key, tests, verdict, by, seconds = json.loads(line)
            # New tests may kill what others did not.
            if verdict == KILLED or tests == self._tests:
                self._outcomes[key] = Outcome(verdict, by, seconds)

    def outcome(self, mutant: Mutant) -> Outcome | None:
        """What is known to become of a mutant."""
        return self._outcomes.get(self._key(mutant))

    def keep(self, mutant: Mutant, outcome: Outcome) -> None:
        """Keep what became of a mutant."""
        key = self._key(mutant)
        self._outcomes[key] = outcome
        entry = [key, self._tests, outcome.verdict, outcome.by, round(outcome.seconds, 1)]
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    def _key(self, mutant: Mutant) -> str:
        return _digest(f"{mutant.path}\n{mutant.apply(self._sources[mutant.path])}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def load_equivalents(path: Path) -> dict[tuple[str, str, str], str]:
    """The mutants that no test can kill, by scope, line and change, and why."""
    entries = tomllib.loads(path.read_text("utf-8")).get("equivalent", ()) if path.exists() else ()
    return {(one["scope"], one["line"], one["change"]): one["why"] for one in entries}


def _name(mutant: Mutant, sources: dict[str, str]) -> tuple[str, str, str]:
    """What tells a mutant from others although files are moved, and lines around it change."""
    source = sources[mutant.path]
    return mutant.scope, mutant.line(source), mutant.change(source)


def _is_open(result: Result) -> bool:
    return result.outcome.verdict != KILLED and not result.why


def report(results: Sequence[Result], sources: dict[str, str]) -> Iterator[str]:
    """The figures, and each mutant that was not killed."""
    for result in results:
        if result.outcome.verdict != KILLED:
            yield from _shown(result, sources)
    for title, some in (
        ("Python", [one for one in results if one.mutant.path.endswith(".py")]),
        ("data", [one for one in results if not one.mutant.path.endswith(".py")]),
        ("all", results),
    ):
        if some:
            yield f"{title}: {_figures(some)}"


def _shown(result: Result, sources: dict[str, str]) -> Iterator[str]:
    mutant, source = result.mutant, sources[result.mutant.path]
    yield f"{result.outcome.verdict}: {mutant.place(source)} in {mutant.scope or 'the module'}"
    yield f"    {mutant.line(source)}"
    yield f"    {mutant.operator}: {mutant.change(source)}"
    if result.why:
        yield f"    equivalent: {result.why}"
    yield ""


def _figures(results: Iterable[Result]) -> str:
    verdicts = Counter("equivalent" if result.why else result.outcome.verdict for result in results)
    total = verdicts.total()
    counts_text = ", ".join(
        f"{verdicts[verdict]} {verdict}" for verdict in (KILLED, SURVIVED, UNREACHED, "equivalent")
    )
    share = verdicts[KILLED] / max(1, total - verdicts["equivalent"])
    return f"{total} mutants: {counts_text}; {share:.1%} of those not equivalent are killed"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
