"""How commands write files: completely or not at all, and without changing the file's identity."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
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


# A disk that is full

WITH_LIMIT = """
import resource, sys
from imrparse.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
main()
"""


def limited(size: int, *args: str) -> subprocess.CompletedProcess[bytes]:
    """A command that can't write files larger than this.

    It writes no bytecode: some versions of Python keep a file of bytecode that the limit cut off.
    """
    command = [sys.executable, "-B", "-c", WITH_LIMIT, str(size), *args]
    return subprocess.run(command, capture_output=True, check=False)


def word_file(name: str) -> str:
    document = docx.Document()
    for line in MESSY.splitlines():
        document.add_paragraph(line)
    document.save(name)
    return name


def tables(name: str) -> str:
    made("letters/a.txt", MESSY.encode())
    assert run("extract", "letters", "-o", name, "--format", "jsonl", "--jobs", "1").exit_code == 0
    return name


COMMANDS: dict[str, Callable[[], tuple[str, ...]]] = {
    "annotate": lambda: ("lint", "--isolated", word_file("a.docx"), "--annotate", "out"),
    "baseline": lambda: (
        *("lint", "--isolated", str(made("a.txt", MESSY.replace("the", "the the").encode()))),
        *("--write-baseline", "out"),
    ),
    "statistics": lambda: ("stats", tables("tables"), "--html", "out"),
}
each_command = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)


@posix
@each_command
@pytest.mark.parametrize(
    ("before", "links"),
    [(None, 1), pytest.param(OLD, 1, marks=pytest.mark.slow), (OLD, 2)],
    ids=["new", "old", "linked"],
)
def test_a_full_disk_leaves_existing_files_intact(
    command: Callable[[], tuple[str, ...]], before: bytes | None, links: int
) -> None:
    args = command()
    if before:
        made("out", before)
    if links == 2:
        os.link("out", "other")
    there = names()
    done = limited(500, *args)
    assert done.returncode == 2
    assert b"out: not written: File too large" in done.stderr
    assert names() == there
    assert not before or Path("out").read_bytes() == before
    assert run(*args).exit_code in (0, 1)
    assert Path("out").stat().st_size > 500


@posix
@each_command
def test_no_command_writes_through_a_broken_link(command: Callable[[], tuple[str, ...]]) -> None:
    args = command()
    Path("out").symlink_to("secret")
    result = run(*args)
    assert result.exit_code == 2
    assert "out: not written: the symbolic link is broken" in result.stderr
    assert not Path("secret").exists()


@posix
def test_extract_refuses_a_broken_link_and_keeps_another_one() -> None:
    made("letters/a.txt", MESSY.encode())
    Path("out.sqlite").symlink_to("real.sqlite")
    result = run("extract", "letters", "-o", "out.sqlite")
    assert (result.exit_code, names()) == (2, ["letters", "out.sqlite"])
    assert "out.sqlite: not written: the symbolic link is broken" in result.stderr
    made("real.sqlite")
    assert run("extract", "letters", "-o", "out.sqlite", "--overwrite").exit_code == 0
    assert Path("out.sqlite").is_symlink()
    assert Path("real.sqlite").read_bytes().startswith(b"SQLite")


@posix
@pytest.mark.parametrize("args", [("format", "--write"), ("lint", "--isolated", "--fix")])
@pytest.mark.parametrize("links", [pytest.param(1, marks=pytest.mark.slow), 2])
def test_a_letter_is_left_unchanged(args: tuple[str, ...], links: int) -> None:
    text = MESSY.replace("State(s) of", "State(s)  of", 1).encode()
    path = made("a.txt", text)
    if links == 2:
        os.link(path, "b.txt")
    there = names()
    done = limited(1000, *args, "a.txt")
    assert done.returncode == 2
    assert b"a.txt: not written: File too large" in done.stderr
    assert (path.read_bytes(), names()) == (text, there)


@pytest.fixture
def broken_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """posix_fallocate succeeds although there is not enough space."""
    monkeypatch.setattr(files, "_reserve_space", lambda *_: None)


@contextmanager
def limit(size: int) -> Iterator[None]:
    """Limit the size of files. Write no bytecode meanwhile, as in `limited`."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    writes_no_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        sys.dont_write_bytecode = writes_no_bytecode
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@posix
@pytest.mark.usefixtures("broken_room")
def test_a_partly_overwritten_file_is_restored() -> None:
    path = made("a.txt")
    os.link(path, "b.txt")
    with limit(len(OLD) + 5), pytest.raises(files.UnwritableError, match="File too large"):
        files.replace(path, NEW)
    assert (path.read_bytes(), names()) == (OLD, ["a.txt", "b.txt"])


@posix
def test_a_copy_is_kept_if_a_file_can_not_be_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    path = made("a.txt")
    os.link(path, "b.txt")
    monkeypatch.setattr(files, "_write_over", failing(errno.EIO))
    with pytest.raises(files.UnwritableError) as raised:
        files.replace(path, NEW)
    message, _, kept = str(raised.value).partition("; its old content is in ")
    assert message == os.strerror(errno.EIO)
    assert Path(kept).read_bytes() == OLD
    assert names() == sorted([Path(kept).name, "a.txt", "b.txt"])


@pytest.mark.skipif(not is_root, reason="only root mounts")
def test_a_disk_that_is_full() -> None:
    Path("disk").mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "disk")
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        path = made("disk/a.txt")
        os.link(made("disk/b.txt"), "disk/c.txt")
        big = b"x" * 100_000
        for where in (path, Path("disk/b.txt"), Path("disk/new.txt")):
            with pytest.raises(files.UnwritableError, match="No space left on device"):
                files.put(where, big)
        assert names("disk") == ["a.txt", "b.txt", "c.txt"]
        assert path.read_bytes() == Path("disk/c.txt").read_bytes() == OLD
    finally:
        subprocess.run(["umount", "disk"], check=True)


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
