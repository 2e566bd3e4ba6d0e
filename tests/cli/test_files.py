"""How commands write files: completely or not at all, and without changing the file's identity."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from helpers.letters import sample_text

from imrparse.cli import files, main

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
is_root = os.name == "posix" and os.geteuid() == 0

MESSY = sample_text("2017-pdfplumber-norco")
OLD, NEW = b"old content\n", b"new content, which is longer\n" * 3


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def names(where: str = ".") -> list[str]:
    return sorted(path.name for path in Path(where).iterdir())


def made(name: str, content: bytes = OLD) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


# The file keeps its identity


@posix
def test_hard_links_are_kept() -> None:
    path = made("a.txt")
    os.link(path, "b.txt")
    files.replace(path, NEW)
    assert Path("b.txt").read_bytes() == NEW
    assert path.samefile("b.txt")
    files.put(path, OLD)
    assert Path("b.txt").read_bytes() == OLD
    assert names() == ["a.txt", "b.txt"]


@posix
@pytest.mark.parametrize("args", [("format", "--write"), ("lint", "--isolated", "--fix")])
def test_hard_links_of_letters_are_kept(args: tuple[str, ...]) -> None:
    text = MESSY.replace("State(s) of", "State(s)  of", 1)
    path = made("a.txt", text.encode())
    os.link(path, "b.txt")
    run(*args, "a.txt")
    assert path.samefile("b.txt")
    assert path.read_bytes() != text.encode()


@posix
def test_the_target_of_a_symbolic_link_is_written() -> None:
    path = made("real/a.txt")
    Path("link.txt").symlink_to("real/a.txt")
    for write in (files.replace, files.put):
        write(Path("link.txt"), NEW)
        assert Path("link.txt").is_symlink()
        assert path.read_bytes() == NEW
    assert names("real") == ["a.txt"]


@posix
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_a_new_file_has_the_default_permissions(umask: int) -> None:
    before = os.umask(umask)
    try:
        files.put(Path("a.txt"), NEW)
    finally:
        assert os.umask(before) == umask
    assert stat.S_IMODE(Path("a.txt").stat().st_mode) == 0o666 & ~umask


@posix
@pytest.mark.parametrize("mode", [0o640, 0o755, 0o604, 0o200])
def test_permissions_are_kept(mode: int) -> None:
    path = made("a.txt")
    path.chmod(mode)
    files.replace(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(not is_root, reason="only root gives files to others")
def test_the_owner_is_kept() -> None:
    path = made("a.txt")
    os.chown(path, 1234, 2345)
    before = path.stat().st_ino
    files.replace(path, NEW)
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 2345)
    assert path.stat().st_ino != before


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
    files.replace(path, b"after")
    assert path.read_bytes() == b"after"
    assert (path.stat().st_uid, path.stat().st_gid) == (owner, group)


@posix
def test_a_file_is_overwritten_to_keep_its_owner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = made("a.txt")
    before = path.stat()
    stranger = os.stat_result((*before[:4], before.st_uid + 1, *before[5:]))
    with monkeypatch.context() as patched:
        patched.setattr(os, "chown", failing(errno.EPERM))
        patched.setattr(Path, "stat", lambda *_, **__: stranger)
        files.replace(path, NEW)
    assert (path.stat().st_ino, path.read_bytes()) == (before.st_ino, NEW)
    assert names() == ["a.txt"]


def with_attribute(name: str) -> Path:
    """A file with an extended attribute, if the system supports it."""
    path = made(name)
    try:
        os.setxattr(path, "user.note", b"checked")
    except (OSError, AttributeError):
        pytest.skip("no extended attributes here")
    return path


def test_extended_attributes_are_kept() -> None:
    path = with_attribute("a.txt")
    before = path.stat().st_ino
    files.replace(path, NEW)
    assert os.getxattr(path, "user.note") == b"checked"
    assert path.stat().st_ino != before


def test_a_file_is_overwritten_to_keep_its_attributes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = with_attribute("a.txt")
    before = path.stat().st_ino
    monkeypatch.setattr(os, "setxattr", failing(errno.EPERM))
    files.replace(path, NEW)
    assert (path.stat().st_ino, path.read_bytes()) == (before, NEW)
    assert os.getxattr(path, "user.note") == b"checked"


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EXDEV])
def test_a_mount_point_is_overwritten(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made("a.txt")
    monkeypatch.setattr(os, "replace", failing(code))
    files.replace(path, NEW)
    assert path.read_bytes() == NEW
    assert names() == ["a.txt"]


def failing(code: int) -> Callable[..., None]:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    return fail


# Files that are not written


@posix
def test_read_only_files_are_refused_even_to_root() -> None:
    path = made("a.txt")
    path.chmod(0o444)
    for write in (files.replace, files.put):
        with pytest.raises(files.UnwritableError, match="Permission denied"):
            write(path, NEW)
    assert (path.read_bytes(), names()) == (OLD, ["a.txt"])


@posix
def test_broken_and_circular_links_are_refused() -> None:
    Path("dangling").symlink_to("nowhere")
    Path("circle").symlink_to("circle")
    with pytest.raises(files.UnwritableError, match="the symbolic link is broken"):
        files.put(Path("dangling"), NEW)
    for write in (files.replace, files.put):
        with pytest.raises(files.UnwritableError):
            write(Path("circle"), NEW)
    assert names() == ["circle", "dangling"]


def test_folders_and_missing_folders() -> None:
    Path("in").mkdir()
    with pytest.raises(files.UnwritableError):
        files.put(Path("in"), NEW)
    with pytest.raises(files.UnwritableError, match="No such file"):
        files.put(Path("none/a.txt"), NEW)
    with pytest.raises(files.UnwritableError, match="No such file"):
        files.replace(Path("none.txt"), NEW)
    assert names() == ["in"]


@posix
def test_pipes_are_written_to() -> None:
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    files.put(Path("pipe"), NEW)
    assert os.read(reader, 1000) == NEW
    os.close(reader)
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)
