"""Files are written completely or not at all, on a full disk too."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result

from helpers.commands import content, posix, write
from helpers.in_turn import in_turn
from helpers.letters import sample_text

import imrparse
from imrparse.cli import files, main

pytestmark = pytest.mark.usefixtures("folder")

is_root = os.name == "posix" and os.geteuid() == 0

NORCO = sample_text("2017-pdfplumber-norco")
DEGREES = sample_text("2016-pdfium-lumbar-mri")  # has a degree sign, and CRLF
OLD, NEW = b"old content\n", b"new content, which is longer\n" * 3


def formatted(text: str, **options: Any) -> str:
    return imrparse.format(imrparse.parse(text), **options)


CLEAN = formatted(NORCO)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def put(name: str, text: str | bytes = NORCO) -> str:
    return write(name, text)


def made(name: str, text: str | bytes = OLD) -> Path:
    return Path(write(name, text))


def names(where: str = ".") -> list[str]:
    """The content of the folder, without the settings file."""
    return sorted(path.name for path in Path(where).iterdir() if path.suffix != ".toml")


def failing(code: int) -> Callable[..., None]:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    return fail


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
    for line in NORCO.splitlines():
        document.add_paragraph(line)
    document.save(name)
    return name


def tables(name: str) -> str:
    made("letters/a.txt", NORCO)
    assert run("extract", "letters", "-o", name, "--format", "jsonl", "--jobs", "1").exit_code == 0
    return name


COMMANDS: dict[str, Callable[[], tuple[str, ...]]] = {
    "annotate": lambda: ("lint", "--isolated", word_file("a.docx"), "--annotate", "out"),
    "track": lambda: ("lint", "--isolated", "--fix", word_file("a.docx"), "--track", "out"),
    "baseline": lambda: (
        *("lint", "--isolated", str(made("a.txt", NORCO.replace("the", "the the")))),
        *("--write-baseline", "out"),
    ),
    "statistics": lambda: ("stats", tables("tables"), "--html", "out"),
}
each_command = pytest.mark.parametrize("command", in_turn(COMMANDS.values(), 2), ids=COMMANDS)


@posix
@each_command
@pytest.mark.parametrize(
    ("before", "links"),
    in_turn([(OLD, 2), (OLD, 1), (None, 1)], 3),
    ids=["linked", "old", "new"],
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
    made("letters/a.txt", NORCO)
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
    text = NORCO.replace("State(s) of", "State(s)  of", 1).encode()
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


# Letters that are formatted


def test_write() -> None:
    put("a.txt", NORCO)
    put("b.txt", CLEAN)
    before = Path("b.txt").stat()
    result = run("format", "--write", "a.txt", "b.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "reformatted a.txt\n1 file reformatted, 1 file left unchanged\n"
    assert content("a.txt") == CLEAN
    after = Path("b.txt").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert names() == ["a.txt", "b.txt"]
    assert run("format", "-w", "a.txt").stderr == "1 file left unchanged\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "codec"),
    [
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("utf-8", b"", "utf-8"),
        ("utf-8-sig", codecs.BOM_UTF8, "utf-8"),
        ("utf-8-sig", b"", "utf-8"),
        ("latin-1", b"", "latin-1"),
        ("utf-16", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("utf-32", codecs.BOM_UTF32_BE, "utf-32-be"),
        ("utf-16-le", b"", "utf-16-le"),
    ],
)
def test_encoding_and_byte_order_mark_are_kept(encoding: str, mark: bytes, codec: str) -> None:
    put("a.txt", mark + DEGREES.encode(codec))
    wanted = mark + formatted(DEGREES, line_end="\r\n").encode(codec)
    assert run("format", "a.txt", "--encoding", encoding).stdout_bytes == wanted
    assert run("format", "--write", "a.txt", "--encoding", encoding).exit_code == 0
    assert Path("a.txt").read_bytes() == wanted


def test_utf_16_without_a_mark_has_native_byte_order() -> None:
    native = f"utf-16-{'le' if sys.byteorder == 'little' else 'be'}"
    assert files.encode("a", "utf-16", b"") == "a".encode(native)


@posix
def test_permissions_are_kept() -> None:
    put("a.txt", NORCO)
    for mode in (0o640, 0o755, 0o604):
        Path("a.txt").write_bytes(NORCO.encode())
        Path("a.txt").chmod(mode)
        assert run("format", "--write", "a.txt").exit_code == 0
        assert stat.S_IMODE(Path("a.txt").stat().st_mode) == mode


@posix
def test_links_stay_links() -> None:
    put("real/a.txt", NORCO)
    Path("link.txt").symlink_to("real/a.txt")
    Path("again.txt").symlink_to("link.txt")
    assert run("format", "--write", "again.txt").exit_code == 0
    assert Path("again.txt").is_symlink()
    assert Path("link.txt").is_symlink()
    assert content("real/a.txt") == CLEAN
    assert names("real") == ["a.txt"]


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_failure_leaves_the_file_as_it_was(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt", NORCO)
    put("b.txt", CLEAN)
    monkeypatch.setattr(os, step, failing(errno.ENOSPC))
    result = run("format", "--write", "a.txt", "b.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "a.txt: not written: No space left on device\n"
        "1 file left unchanged, 1 file could not be formatted\n"
    )
    assert content("a.txt") == NORCO
    assert names() == ["a.txt", "b.txt"]


def test_interrupt_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    put("a.txt", NORCO)
    monkeypatch.setattr(os, "fsync", interrupt)
    assert run("format", "--write", "a.txt").exit_code == 130
    assert (content("a.txt"), names()) == (NORCO, ["a.txt"])


def test_read_only_file_and_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system reports it; root may write anywhere."""
    put("a.txt", NORCO)
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda *_: False)
        assert "a.txt: not written: Permission denied\n" in run("format", "--write", "a.txt").stderr
    put("in/a.txt", NORCO)

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    result = run("format", "--write", "in/a.txt")
    assert result.exit_code == 2
    assert f"{Path('in/a.txt')}: not written: Permission denied\n" in result.stderr


@posix
def test_only_regular_files_are_written() -> None:
    os.mkfifo("pipe.txt")
    with pytest.raises(files.UnwritableError, match="not a regular file"):
        files.replace(Path("pipe.txt"), b"")
