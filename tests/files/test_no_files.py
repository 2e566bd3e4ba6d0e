"""Paths that are not regular files are reported at once, by every command."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpers.letters import sample_text

import imrparse
from imrparse import UnreadableError
from imrparse.cli import main
from imrparse.files import limits, opening

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")

LETTER = sample_text("2016-pdfium-lumbar-mri")
NO_WRITER = "a pipe that nothing writes to"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a pipe in it that nobody waits long for."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(opening, "WRITER_WAIT", 0.05)
    os.mkfifo("pipe")
    Path("letter.txt").write_bytes(LETTER.encode())
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def sock() -> Iterator[str]:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
        yield "socket"


@pytest.mark.parametrize(
    "arguments",
    [
        ("parse", "pipe"),
        ("lint", "--isolated", "pipe"),
        ("format", "pipe"),
        ("lint", "--config", "pipe", "letter.txt"),
        ("extract", "@pipe", "-o", "out"),
    ],
    ids=" ".join,
)
def test_a_pipe_that_nobody_writes_to(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code in (1, 2)
    assert NO_WRITER in done.stderr


def test_settings_that_are_found() -> None:
    os.mkfifo("imrparse.toml")
    assert NO_WRITER in run("lint", "letter.txt").stderr


def test_stats() -> None:
    assert "pipe: a pipe, not a regular file" in run("stats", "pipe").stderr


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.zip", "a.tar.gz"])
def test_extract(name: str) -> None:
    Path("in").mkdir()
    Path("pipe").rename(f"in/{name}")
    assert run("extract", "in", "-o", "out", "--format", "jsonl").exit_code == 1
    assert "a pipe, not a regular file" in Path("out/faults.jsonl").read_text()


def test_devices_and_sockets(sock: str) -> None:
    with pytest.raises(UnreadableError, match=r"^a socket, not a regular file$"):
        imrparse.load(sock)
    for device in ("/dev/zero", "/dev/null"):
        with pytest.raises(UnreadableError, match=r"^a device, not a regular file$"):
            imrparse.load(device)


def test_a_file_that_became_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    status = os.stat("letter.txt")  # noqa: PTH116
    monkeypatch.setattr(os, "stat", lambda _: status)
    with pytest.raises(UnreadableError, match=NO_WRITER):
        imrparse.load("pipe")
    with pytest.raises(UnreadableError, match="a pipe, not a regular file"):
        opening.open_file("pipe")


def written(data: bytes) -> threading.Thread:
    """Somebody who writes to the pipe."""
    thread = threading.Thread(target=lambda: Path("pipe").write_bytes(data))
    thread.start()
    return thread


def test_a_pipe_that_is_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WRITER_WAIT", 60)
    writer = written(LETTER.encode() * 50)  # more than a pipe holds
    assert imrparse.load("pipe").text == LETTER * 50
    writer.join()


def test_a_slow_writer() -> None:
    """A writer that has opened the pipe is waited for."""
    reading, writing = os.pipe()

    def write() -> None:
        with os.fdopen(writing, "wb") as file:
            file.write(LETTER.encode())

    threading.Timer(4 * opening.WRITER_WAIT, write).start()
    assert imrparse.load(f"/dev/fd/{reading}").text == LETTER
    os.close(reading)


def test_a_pipe_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_FILE", 3_000_000)
    zeros = subprocess.Popen(["cat", "/dev/zero"], stdout=subprocess.PIPE)
    assert zeros.stdout
    with zeros, zeros.stdout, pytest.raises(UnreadableError, match="more than 3 MB"):
        imrparse.load(f"/dev/fd/{zeros.stdout.fileno()}")


@pytest.mark.parametrize("command", ["parse --format json", "lint --isolated", "format"])
def test_process_substitution(command: str) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as file:
        file.write(LETTER.encode())
    assert run(*command.split(), f"/dev/fd/{reading}").exit_code == 0
    os.close(reading)


def test_a_list_from_a_process() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as file:
        file.write(b"letter.txt\nnone.txt\n")
    done = run("extract", f"@/dev/fd/{reading}", "-o", "out", "--format", "jsonl")
    os.close(reading)
    assert done.exit_code == 1
    assert '"letter.txt"' in Path("out/letters.jsonl").read_text()
    assert '"none.txt"' in Path("out/faults.jsonl").read_text()
