"""Many files made from the samples: letters with case numbers of their own, and broken files."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import count as numbers
from itertools import cycle
from pathlib import Path

from helpers.extract_command import FAULTY, LUMBAR, NO_LETTER
from helpers.hostile_documents import WORD
from helpers.letters import sample_names, sample_text
from helpers.made_files import pdf, scan

_CASE = re.compile(r"CM\d\d-\d{7}")
_FOLDER = 50  # letters
_PDF = pdf(LUMBAR)

BROKEN: dict[str, Callable[[], bytes]] = {
    "empty.txt": bytes,
    "blank.txt": lambda: b" \r\n\f\n" * 9,
    "half.txt": lambda: LUMBAR[: len(LUMBAR) // 2].encode(),
    "tail.txt": lambda: LUMBAR[len(LUMBAR) // 2 :].encode(),
    "none.txt": NO_LETTER.encode,
    "faulty.txt": FAULTY.encode,
    "noise.txt": lambda: bytes(range(256)) * 20,
    "zeros.txt": lambda: bytes(5_000),
    "utf16-cut.txt": lambda: LUMBAR.encode("utf-16")[:1001],
    "a-pdf.txt": lambda: _PDF[:2_000],
    "empty.pdf": bytes,
    "half.pdf": lambda: _PDF[: len(_PDF) // 2],
    "text.pdf": NO_LETTER.encode,
    "password.pdf": lambda: pdf(LUMBAR, password="secret"),
    "scan.pdf": scan,
    "empty.docx": bytes,
    "head.docx": lambda: b"PK\x03\x04",
    "text.docx": NO_LETTER.encode,
    "macros.docx": WORD["macros"],
    "noise.docx": WORD["parts of noise"],
    "head.odt": lambda: b"PK\x03\x04",
    "empty.html": bytes,
    "cut.html": lambda: b"<html><p>Case Number: CM16-",
    "picture.jpg": lambda: b"\xff\xd8\xff\xe0",
    "old.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "rich.rtf": lambda: b"{\\rtf1 Dear Sir or Madam}",
    "no-suffix": NO_LETTER.encode,
}
"""Files that are no letters, by kind. The last four are of kinds that `extract` skips."""


def letter_texts() -> Iterator[bytes]:
    """Letters without end, made from the samples, each with its own case number."""
    texts = [sample_text(name) for name in sample_names()]
    for number in numbers():
        case = f"CM{14 + number % 4}-{number:07}"
        yield _CASE.sub(case, texts[number % len(texts)]).encode()


def named_files(
    letters: Iterable[bytes], suffix: str = ".txt", *, every: int = 20
) -> Iterator[tuple[str, bytes]]:
    """Letters, and a broken file for so many of them, by turns of each kind."""
    kinds = cycle(BROKEN)
    for number, data in enumerate(letters):
        part = f"{number // _FOLDER:04}/{number:07}"
        if number % every == 0:
            kind = next(kinds)
            yield f"{part}-{kind}", _broken(kind)
        yield f"{part}{suffix}", data


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> Path:
    """Write files into a folder. Returns the folder."""
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


_broken = cache(lambda kind: BROKEN[kind]())


def add_odd_files(folder: Path) -> None:
    """Add what is no regular file: links to nothing, to a folder and to themselves, a pipe."""
    odd = folder / "odd"
    odd.mkdir()
    (odd / "gone.txt").symlink_to("nowhere.txt")
    (odd / "loop.txt").symlink_to("loop.txt")
    (odd / "folder.txt").symlink_to(".", target_is_directory=True)
    if sys.platform != "win32":
        os.mkfifo(odd / "pipe.txt")


def pack(folder: Path, to: Path) -> Path:
    """Pack each folder of a folder, by turns as a zip archive and two kinds of tar archives.
    Returns the folder of the archives."""
    to.mkdir()
    for number, part in enumerate(sorted(path for path in folder.iterdir() if path.is_dir())):
        kind = ("zip", "tar", "gztar")[number % 3]
        shutil.make_archive(str(to / part.name), kind, folder, part.name)
    return to


def damage(archive: Path, to: Path) -> None:
    """Write copies of an archive that are cut, empty, or something else."""
    data = archive.read_bytes()
    cut = {"cut": data[: len(data) // 2], "empty": b"", "text": NO_LETTER.encode()}
    for name, damaged in cut.items():
        (to / f"{name}-{archive.name}").write_bytes(damaged)
