"""Kills a run before each change that it makes to its files, one after another.

    python kill_extract.py FOLDER INPUT OUTPUT FORMAT EVERY

For each of these moments, or each EVERYth: tables are there, they are overwritten, that run is
killed (every other time it is one that overwrites an interrupted run), and another goes on with it.
Prints how many times it was killed, once a run came to its end before it was killed. Raises
AssertionError if the tables differ from those of an undisturbed run, be it after the kill or in the
end.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from helpers.extract_command import contents

from imrparse.tables.run.work import FileToRead, file_rows

_CHANGES = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate"}
_KILLED = 9


def in_child(what: Callable[[], object]) -> int:
    """Call a function in a process of its own. Returns the exit status."""
    child = os.fork()
    if not child:
        status = 1
        try:
            what()
            status = 0
        except SystemExit as stopped:
            status = stopped.code if isinstance(stopped.code, int) else 1
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed(folder: Path, moment: int) -> None:
    """End this process before it changes a file in the folder for the nth time."""
    count = itertools.count(1)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event not in _CHANGES or (event == "open" and arguments[1] in (None, "r", "rb")):
            return
        if str(arguments[0]).startswith(str(folder)) and next(count) == moment:
            os._exit(_KILLED)

    sys.addaudithook(hook)


def extract(*arguments: object, moment: int = 0) -> int:
    def run() -> None:
        from imrparse.cli import main

        killed(folder, moment)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        main(["extract", *map(str, arguments)])

    return in_child(run)


def check(output: Path, wanted: Path) -> None:
    def compare() -> None:
        assert contents(output) == contents(wanted)

    assert in_child(compare) == 0


if __name__ == "__main__":
    # Work shared by the processes is done before they start.
    for module in (
        "duckdb",
        "pyarrow",
        "imrparse.cli.extract_call",
        "imrparse.tables.run.databases",
    ):
        import_module(module)
    folder, given, output, form = *map(Path, sys.argv[1:4]), sys.argv[4]
    every = int(sys.argv[5])
    for text in given.rglob("*.txt"):
        file_rows(FileToRead(text.name, str(text)))
    whole = output.with_name(f"whole-{output.name}")
    call = (given, "--format", form, "--jobs", 1, "-o")
    assert extract(*call, whole) == 1
    assert extract(*call, output) == 1
    moments = random.Random(form)
    for number in itertools.count():
        moment = 1 + number * every
        if number % 2 == 0:
            extract(*call, output, "--overwrite", moment=moments.randint(1, moment))
        status = extract(*call, output, "--overwrite", moment=moment)
        if status != _KILLED:
            break
        check(output, whole)  # the tables that are being overwritten
        told = extract(*call, output, "--resume")
        assert told in (0, 1), (moment, told)
        check(output, whole)
    sys.stdout.write(f"{number}\n")
