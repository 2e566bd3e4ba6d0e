"""Prints the results for each kind of fault: `python tests/helpers/faults/injection_table.py`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, fields
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from helpers.faults.fault_kinds import KINDS, several, single
from helpers.faults.injection import Injected
from helpers.faults.letter_parts import Letter
from helpers.faults.verdicts import Judgement, judge, report

_SHARES = ("located", "column", "code")
_PARTS = 8

Drawn: TypeAlias = tuple[tuple[str, ...], Letter, tuple[Injected, ...]]
"""The kinds of the faults, the letter, and the faults in it."""


@dataclass
class Tally:
    """Counts for the letters with a kind of fault."""

    injected: int = 0
    located: int = 0
    """reported on the right line, or correctly not reported"""
    column: int = 0
    code: int = 0
    advice: int = 0
    """misspelt wordings with a wrong hint, span or fix"""
    silent: int = 0
    """correctly not reported"""
    other: int = 0
    """reported at an alternative place"""
    missed: int = 0
    cascades: int = 0
    """diagnostics without a fault"""
    changed: int = 0
    """letters in which a part without a fault was parsed differently"""
    whole: int = 0
    """letters with everything right"""

    def add(self, judgement: Judgement) -> None:
        """Add the results of a letter."""
        for verdict in judgement.verdicts:
            self.injected += 1
            self.located += verdict.silent or verdict.line
            self.column += verdict.silent or verdict.column
            self.code += verdict.silent or verdict.code
            self.advice += bool(verdict.advice)
            self.silent += verdict.silent
            self.other += verdict.found is not None and not verdict.as_asked
            self.missed += verdict.found is None and not verdict.silent
        self.cascades += len(judgement.extra)
        self.changed += bool(judgement.changed)
        self.whole += judgement.right

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def alone(kind: str, count: int, seed: int | str) -> Iterator[Drawn]:
    """This many letters with one fault of a kind each."""
    rng = Random(f"{seed} {kind}")
    for _ in range(count):
        letter, fault = single(kind, rng)
        yield (kind,), letter, (fault,)


def together(faults: int, count: int, seed: int | str) -> Iterator[Drawn]:
    """This many letters with several faults each."""
    rng = Random(f"{seed} {faults}")
    for _ in range(count):
        yield several(faults, rng)


def tally_kind(kind: str, count: int, seed: int | str) -> Tally:
    """The tally of letters with one fault of a kind each."""
    return _tally(alone(kind, count, seed))


def tally_several(faults: int, count: int, seed: int | str) -> Tally:
    """The tally of letters with several faults each."""
    return _tally(together(faults, count, seed))


def _tally(drawn: Iterable[Drawn]) -> Tally:
    tally = Tally()
    for _, letter, faults in drawn:
        tally.add(judge(letter, faults))
    return tally


def tallies(singles: int, letters: int, seed: int) -> Iterator[tuple[str, Tally]]:
    """The rows of the table: each kind, all kinds, and two and three faults in a letter."""
    each, part = -(-singles // len(KINDS)), -(-letters // _PARTS)
    with ProcessPoolExecutor() as pool:
        kinds = [pool.submit(tally_kind, kind, each, seed) for kind in KINDS]
        counts = {
            count: [pool.submit(tally_several, count, part, f"{seed}.{n}") for n in range(_PARTS)]
            for count in (2, 3)
        }
        total = Tally()
        for kind, future in zip(KINDS, kinds, strict=True):
            total += future.result()
            yield kind, future.result()
        yield "single faults", total
        for count, parts in counts.items():
            yield f"{count} faults in a letter", sum((p.result() for p in parts), Tally())


def table(rows: Iterable[tuple[str, Tally]]) -> str:
    """The tallies, one per line."""
    names = [field.name for field in fields(Tally)]
    lines = [f"{'kind':40}" + "".join(f"{name:>9}" for name in names)]
    for kind, tally in rows:
        numbers = "".join(f"{number:9}" for number in astuple(tally))
        lines.append(f"{kind:40}{numbers}")
    return "\n".join(lines)


def failures(wanted: str, singles: int, letters: int, seed: int) -> Iterator[str]:
    """Reports about the letters with wrong results."""
    if wanted in ("2", "3"):
        part = -(-letters // _PARTS)
        runs = [together(int(wanted), part, f"{seed}.{number}") for number in range(_PARTS)]
    else:
        each = -(-singles // len(KINDS))
        runs = [alone(kind, each, seed) for kind in KINDS if kind.startswith(wanted)]
    for kinds, letter, faults in chain.from_iterable(runs):
        judgement = judge(letter, faults)
        if not judgement.right:
            yield report(judgement, kinds)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or examples of wrong results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--singles", type=int, default=5000, help="faults, one at a time")
    parser.add_argument("--several", type=int, default=1000, help="letters with two, with three")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--show",
        nargs=2,
        metavar=("KIND", "N"),
        help="N failures of the table instead; KIND is a kind or its beginning, or 2 or 3 faults",
    )
    options = parser.parse_args(arguments)
    write = sys.stdout.write
    if options.show:
        wanted, count = options.show[0], int(options.show[1])
        found = failures(wanted, options.singles, options.several, options.seed)
        for shown in islice(found, count):
            write(shown + "\n\n")
        return 0
    rows = list(tallies(options.singles, options.several, options.seed))
    write(table(rows) + "\n\n")
    for name, tally in rows[-3:]:
        shares = (f"{s} {100 * getattr(tally, s) / max(1, tally.injected):.2f} %" for s in _SHARES)
        write(f"{name}: {', '.join(shares)}, {tally.cascades} cascades\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
