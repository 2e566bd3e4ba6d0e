"""The cost of linting: all rules relative to parsing, each rule alone, and many files at once."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, sleep

import imrparse
from benchmarks.extractors.regexes import plain
from benchmarks.letters import ROOT, Letter, size
from benchmarks.timing import Candidate, Times, measure, ratio, table
from imrparse.linting.config import Config
from imrparse.linting.draft import Draft
from imrparse.linting.engine import linter
from imrparse.linting.rule import Rule
from imrparse.linting.rules import rule_classes
from imrparse.parsing.reader import reader
from imrparse.syntax.structure import structure
from imrparse.text.source import Source

_PARSE = "imrparse.parse"
_LINT = "all rules"
_NONE = "no rules"
_COUNTS = (1_000, 10_000)
_LOOK = 0.05  # seconds between memory samples


def report(letters: Sequence[Letter], rounds: int, jobs: int) -> str:
    """The three tables."""
    return "\n".join([_costs(letters, rounds), _rules(letters, rounds), _many(letters, jobs)])


def _costs(letters: Sequence[Letter], rounds: int) -> str:
    label = structure().issue_labels[-1].wording
    texts = [letter.text for letter in letters if label in letter.text]
    misspelt = [text.replace(label, label[:3] + label[4:], 1) for text in texts]
    without = [text.replace(label, "", 1) for text in texts]
    candidates = {
        _PARSE: Candidate(imrparse.parse, texts),
        "plain regular expressions": Candidate(_tried(plain()), texts),
        "imrparse.analyze": Candidate(imrparse.analyze, texts),
        "imrparse.analyze, a label misspelt": Candidate(imrparse.analyze, misspelt),
        "imrparse.analyze, a label missing": Candidate(imrparse.analyze, without),
        "parse and format": Candidate(lambda text: imrparse.format(imrparse.parse(text)), texts),
        _NONE: Candidate(linter(Config(select=())).lint, texts),
        _LINT: Candidate(linter(Config()).lint, texts),
    }
    times = measure(candidates, rounds)
    rows = [[name, *_figures(each, times[_PARSE])] for name, each in times.items()]
    title = f"Linting, per letter ({size(letters)}, {rounds} rounds)"
    return table(title, ("", "best us", "median us", "x parse, best", "x parse, median"), rows)


def _tried(extract: Callable[[str], object]) -> Callable[[str], object]:
    """An extractor that may fail, as at a layout that it doesn't know."""

    def tried(text: str) -> object:
        with suppress(ValueError):
            return extract(text)
        return None

    return tried


def _figures(mine: Times, parse: Times) -> list[str]:
    best, median = mine.best(), mine.median()
    return [
        f"{best * 1e6:.0f}",
        f"{median * 1e6:.0f}",
        ratio(best / parse.best()),
        ratio(median / parse.median()),
    ]


def _rules(letters: Sequence[Letter], rounds: int) -> str:
    """The cost of each rule in a draft of its own, and after the rules before it.

    Rules share cached facts about a draft, and the first to use one pays for it.
    """
    texts = [letter.text for letter in letters]
    rules = [rule() for rule in rule_classes()]
    alone: dict[Rule, list[float]] = {rule: [] for rule in rules}
    after: dict[Rule, list[float]] = {rule: [] for rule in rules}
    for number in range(min(rounds, 5) + 1):
        for rule in rules:
            seconds = sum(_check(rule, _draft(text)) for text in texts)
            alone[rule] += [seconds] if number else []
        spent = dict.fromkeys(rules, 0.0)
        for draft in map(_draft, texts):
            for rule in rules:
                spent[rule] += _check(rule, draft)
        for rule in rules:
            after[rule] += [spent[rule]] if number else []
    per_letter = 1e6 / len(texts)
    whole = sum(map(min, after.values()))
    rows = [
        [
            f"{rule.code} {rule.name}",
            f"{min(alone[rule]) * per_letter:.1f}",
            f"{min(after[rule]) * per_letter:.1f}",
            f"{min(after[rule]) / whole:.1%}",
        ]
        for rule in sorted(rules, key=lambda rule: -min(after[rule]))
    ]
    columns = ("rule", "us alone", "us after the others", "of all rules")
    return table("Each rule, per letter", columns, rows)


def _draft(text: str) -> Draft:
    return Draft(reader().read(Source(text)))


def _check(rule: Rule, draft: Draft) -> float:
    start = perf_counter()
    for _ in rule.check(draft):
        pass
    return perf_counter() - start


def _many(letters: Sequence[Letter], jobs: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        rows = [_run(Path(folder), letters, count, jobs) for count in _COUNTS]
    columns = ("files", "processes", "seconds", "letters/s", "peak MiB of all", "of the first")
    return table("imrparse lint --format jsonl: many files", columns, rows)


def _run(folder: Path, letters: Iterable[Letter], count: int, jobs: int) -> list[str]:
    for number, letter in enumerate(islice(cycle(letters), count)):
        (folder / f"{number:05}.txt").write_bytes(letter.text.encode("utf-8", "replace"))
    command = [sys.executable, "-m", "imrparse", "lint", "--isolated", "--format", "jsonl"]
    command += ["--encoding", "utf-8", "--jobs", str(jobs), str(folder)]
    start = perf_counter()
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, stdout=nowhere, stderr=nowhere) as running:
        every, first = _peaks(running)
    seconds = perf_counter() - start
    figures = [f"{count:,}", str(jobs), f"{seconds:.1f}", f"{count / seconds:,.0f}"]
    return [*figures, *(f"{mib:.0f}" if mib else "unknown" for mib in (every, first))]


def _peaks(running: subprocess.Popen[bytes]) -> tuple[float, float]:
    """The peak memory in MiB of a process and its children together, and of itself.

    Shared pages are counted once (Linux only).
    """
    every = first = 0.0
    while running.poll() is None:
        mine = _held(running.pid)
        every = max(every, mine + sum(map(_held, _children(running.pid))))
        first = max(first, mine)
        sleep(_LOOK)
    return every, first


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")  # each thread has its own children
    return [int(child) for task in tasks for child in _read(str(task)).split()]


def _held(pid: int) -> float:
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""  # the process is gone, or this is not Linux
