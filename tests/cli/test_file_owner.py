"""Rewritten files keep their owner."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from imrparse.cli.files import replace


def _another_group() -> int | None:
    """A group other than that of new files, to which a file may be assigned."""
    if os.name != "posix":
        return None
    if os.geteuid() == 0:
        return os.getegid() + 1
    return next((group for group in os.getgroups() if group != os.getegid()), None)


@pytest.mark.skipif(_another_group() is None, reason="there is no other group to give a file to")
def test_a_file_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")
    owner = 4242 if os.geteuid() == 0 else os.geteuid()
    group = _another_group()
    assert group is not None
    os.chown(path, owner, group)
    replace(path, b"after")
    assert path.read_bytes() == b"after"
    assert (path.stat().st_uid, path.stat().st_gid) == (owner, group)
