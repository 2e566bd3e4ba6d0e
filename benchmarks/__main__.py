"""``python -m benchmarks``: runs benchmarks, and prints tables."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import imrparse
from benchmarks import (
    counting,
    extracting,
    hostile,
    inside,
    keystrokes,
    linting,
    memory,
    parsing,
    slips,
    startup,
)
from benchmarks.letters import SAMPLES, Letter, NoLettersError, load

_LONG = ("extract", "listing", "rules", "stats")
"""Parts that only run if named."""
_Report = Callable[[], tuple[str, bool]]
"""Makes the tables of a part. Returns them, and whether the results are acceptable."""
_PARTS = (
    *_LONG, "parse", "steps", "inside", "lint", "keystrokes",
    "scaling", "hostile", "startup", "memory",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the given parts of the benchmark.

    The exit status is 1 if a hostile text takes too long, and 2 if there are no letters.
    """
    options = _options().parse_args(arguments)
    start = perf_counter()
    status = 0
    try:
        letters, unread = load(options.letters)
        _say(f"imrparse {imrparse.__version__}, {_machine()}, {date.today().isoformat()}\n")
        for name in unread:
            _say(f"left out, imrparse does not read it: {name}")
        for part, report in _reports(letters, options).items():
            if options.part == part or (options.part == "all" and part not in _LONG):
                text, is_sound = report()
                _say(text)
                status = status if is_sound else 1
    except NoLettersError as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return 2
    _say(f"({perf_counter() - start:.0f} seconds)")
    return status


def _reports(letters: list[Letter], options: argparse.Namespace) -> dict[str, _Report]:
    cores = os.cpu_count() or 1
    tables: dict[str, Callable[[], str]] = {
        "extract": lambda: extracting.report(
            letters, options.count, options.jobs or cores, options.pdfs
        ),
        "stats": lambda: counting.report(letters, options.count),
        "parse": lambda: parsing.report(
            letters, options.rounds, options.slow_letters, gold=options.gold
        ),
        "steps": lambda: inside.steps(letters, options.rounds),
        "inside": lambda: inside.report(letters, options.rounds),
        "lint": lambda: linting.report(letters, options.rounds, options.jobs or 2),
        "keystrokes": lambda: keystrokes.report(letters),
        "scaling": lambda: parsing.growth_report(letters, options.rounds),
        "rules": lambda: slips.report(letters, write=options.write),
        "startup": lambda: startup.report(letters),
        "memory": lambda: memory.report(letters),
        "listing": lambda: memory.listing_report(options.count),
    }
    reports: dict[str, _Report] = {part: partial(_sound, table) for part, table in tables.items()}
    hostility = hostile.Options(options.sizes, options.only, jobs=options.jobs or cores)
    return reports | {"hostile": lambda: hostile.report(letters, hostility)}


def _sound(table: Callable[[], str]) -> tuple[str, bool]:
    """A table whose results are always acceptable."""
    return table(), True


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures imrparse.")
    parser.add_argument("part", nargs="?", default="all", choices=[*_PARTS, "all"])
    parser.add_argument(
        "--letters",
        type=Path,
        default=SAMPLES,
        metavar="DIR",
        help="folder of letters, searched to the bottom for *.txt (default: the samples)",
    )
    parser.add_argument(
        "--rounds",
        type=_count,
        default=15,
        metavar="N",
        help="how often each candidate takes its turn (default: %(default)s)",
    )
    parser.add_argument(
        "--slow-letters",
        type=_count,
        default=5,
        metavar="N",
        help="how many letters the slow comparators read (default: %(default)s)",
    )
    parser.add_argument(
        "--gold",
        action="store_true",
        help="count as right what the JSON file beside a letter says, not what parse reads",
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="store what `rules` measured, for the pages of the rules",
    )
    _add_options_of_parts(parser)
    return parser


def _add_options_of_parts(parser: argparse.ArgumentParser) -> None:
    """The options that only some parts use."""
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=hostile.SIZES,
        metavar="N,N...",
        help="code points of the hostile texts, each four times the one before "
        f"(default: {','.join(map(str, hostile.SIZES))})",
    )
    parser.add_argument(
        "--only",
        default="",
        metavar="WORDS",
        help="the hostile texts, places or entry points with these words in their names",
    )
    parser.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        help="processes that lint (default: 2), or extract and read hostile texts (default: all)",
    )
    parser.add_argument(
        "--count",
        type=_count,
        default=100_000,
        metavar="N",
        help="how many letters are extracted or counted, or files listed (default: %(default)s)",
    )
    parser.add_argument(
        "--pdfs", type=Path, metavar="DIR", help="folder of PDFs, to be extracted as well"
    )


def _sizes(value: str) -> tuple[int, ...]:
    sizes = tuple(map(_count, value.split(",")))
    if len(sizes) < 2 or any(4 * one != other for one, other in pairwise(sizes)):
        raise argparse.ArgumentTypeError("must be two or more, each four times the one before")
    return sizes


def _count(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
