"""Hostile files in full size: no process takes a gigabyte, and each run ends."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.hostile_archives import LETTER, entry, tar
from helpers.measuring import files, measure

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]

LARGEST = 1_000  # MB of a process
LONGEST = 300  # seconds, on a machine that is also used for other things
INNARDS = re.compile(r"0x[0-9a-fA-F]{6,}|<[\w.]+[ :]|\bobject at\b|internal error")


# All of them take a quarter of an hour; set HOSTILE_FILES=all for that.
CHOSEN = list(files().items())[:: 1 if os.environ.get("HOSTILE_FILES") == "all" else 12]


@pytest.mark.parametrize(("name", "make"), CHOSEN, ids=[name for name, _ in CHOSEN])
def test_a_file(name: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "in" / name
    path.parent.mkdir()
    path.write_bytes(make())
    (path.parent / "letter.tar").write_bytes(tar(entry("sound.txt", LETTER)))
    found = measure(path.parent, tmp_path)
    assert found.largest < LARGEST
    assert found.seconds < LONGEST
    assert found.status == 1
    assert found.faults["letter.tar/sound.txt"].startswith("this is not a determination letter")
    assert not INNARDS.search(" ".join(found.faults.values()) + found.errors)
