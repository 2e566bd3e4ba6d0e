"""Limited processes: their limits, how they end, and that they affect nothing else."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from helpers import limited_calls as calls
from helpers.made_files import SAMPLES, letter_of, pdf, word_draft

import imrparse
from imrparse import UnreadableError
from imrparse.files import limited, limits
from imrparse.files.limited import LimitedProcess

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
PDF = pdf("Dear Sir")


@pytest.fixture
def process() -> Iterator[LimitedProcess]:
    made = LimitedProcess()
    yield made
    made.close()


def pid(process: LimitedProcess) -> int:
    number: int = process.call(calls.pid)[0]
    return number


def is_there(pid: int) -> bool:
    """Whether a process exists, including one that has ended but was not waited for."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def gone(pid: int) -> None:
    """Wait until a process is gone."""
    for _ in range(1_000):
        if not is_there(pid):
            return
        time.sleep(0.01)
    raise AssertionError(f"process {pid} is still there")


# Calls and their results


def test_values_and_bytes_are_returned(process: LimitedProcess) -> None:
    data = bytes(range(256)) * 4_000  # more than a pipe holds
    assert process.call(calls.echo, data, text="\udcff\u20ac") == ("\udcff\u20ac", data)


def test_a_process_is_kept(process: LimitedProcess) -> None:
    assert pid(process) == pid(process) != os.getpid()


def test_errors_are_returned_and_the_process_is_kept(process: LimitedProcess) -> None:
    before = pid(process)
    with pytest.raises(UnreadableError, match=r"^no letter$"):
        process.call(calls.refuse)
    with pytest.raises(RuntimeError, match=r"^KeyError: 'no such thing'") as raised:
        process.call(calls.fail)
    assert "in fail" in raised.value.__notes__[0]
    assert pid(process) == before


def test_standard_streams_are_not_the_pipes(process: LimitedProcess) -> None:
    assert process.call(calls.write_to_standard_output) == ("", b"")


# Limits


@posix
def test_memory(process: LimitedProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pid(process)
    monkeypatch.setattr(limits, "LARGEST_MEMORY", 200_000_000)
    assert process.call(calls.allocate, megabytes=100)[0] == 100_000_000
    with pytest.raises(UnreadableError, match=r"^reading it takes more than 200 MB of memory$"):
        process.call(calls.allocate, megabytes=300)
    assert not is_there(before)
    monkeypatch.undo()
    assert process.call(calls.allocate, megabytes=300)[0] == 300_000_000


@posix
@pytest.mark.parametrize(("name", "limit"), [("compute", "COMPUTING"), ("wait", "WAIT")])
def test_time(
    name: str, limit: str, process: LimitedProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = pid(process)
    monkeypatch.setattr(limits, f"LONGEST_{limit}", 0.2)
    with pytest.raises(UnreadableError, match=r"^reading it takes more than [\d.]+ seconds"):
        process.call(getattr(calls, name))
    assert not is_there(before)
    monkeypatch.undo()
    assert process.call(calls.echo, b"x") == ("", b"x")


def test_the_watch_of_systems_without_timers(
    process: LimitedProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid(process)
    monkeypatch.delattr(signal, "setitimer")
    monkeypatch.setattr(limits, "LONGEST_WAIT", 0.2)
    with pytest.raises(UnreadableError, match=r"more than 0\.2 seconds"):
        process.call(calls.wait)


def test_a_crash(process: LimitedProcess) -> None:
    before = pid(process)
    with pytest.raises(UnreadableError, match="or crashes the library that reads it"):
        process.call(calls.crash)
    assert pid(process) != before


def test_earlier_files_have_no_influence(process: LimitedProcess) -> None:
    """A call that crashes a reused process is repeated in a new one."""
    first = process.call(calls.crash_if_used)
    assert process.call(calls.crash_if_used) != first


@posix
def test_a_process_that_was_killed_while_idle(process: LimitedProcess) -> None:
    before = pid(process)
    os.kill(before, signal.SIGKILL)
    assert pid(process) != before


def test_it_cannot_be_started(process: LimitedProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(RuntimeError, match="could not be started: No such file or directory"):
        pid(process)
    monkeypatch.undo()
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(RuntimeError, match=r"not be started: ModuleNotFoundError: .*imrparse"):
        pid(process)
    monkeypatch.undo()
    assert pid(process)


# Signals, ends, threads, other processes


@posix
def test_signals_of_the_group_are_left_to_the_parent(process: LimitedProcess) -> None:
    before = pid(process)
    assert process.call(calls.get_signals)[0] == before == pid(process)


@posix
def test_an_interrupt_while_it_reads(process: LimitedProcess, tmp_path: Path) -> None:
    """The reply to the interrupted call is not mistaken for that of the next one."""
    os.mkfifo(pipe := tmp_path / "pipe")

    def interrupt() -> None:
        with pipe.open("rb"):  # once the call has begun
            signal.pthread_kill(reader, signal.SIGINT)

    before, reader = pid(process), threading.get_ident()
    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        process.call(calls.wait_and_tell, pipe=str(pipe))
    thread.join()
    assert not is_there(before)
    assert process.call(calls.echo, b"x") == ("", b"x")


def test_threads(process: LimitedProcess) -> None:
    texts = [str(number) for number in range(100)]
    with ThreadPoolExecutor(8) as threads:
        replies = list(threads.map(lambda text: process.call(calls.echo, text=text), texts))
    assert [text for text, _ in replies] == texts


def python(program: str, *arguments: object) -> subprocess.Popen[str]:
    """A program in which any warning is an error."""
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", program, *map(str, arguments)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


_READ = """
import sys, imrparse
from imrparse.files import limited
print(imrparse.load(sys.argv[1]).text)
print(limited.shared._process._process.pid, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "letter.pdf"
    path.write_bytes(PDF)
    return path


@posix
def test_it_ends_without_a_message(path: Path) -> None:
    program = python(_READ, path)
    output, errors = program.communicate(timeout=60)
    assert (program.returncode, errors) == (0, "")
    text, number = output.split("\n")[:2]
    assert text == "Dear Sir"
    gone(int(number))


@posix
def test_it_ends_with_its_parent(path: Path) -> None:
    program = python(_READ + "sys.stdin.read()", path)
    assert program.stdout
    _, number = program.stdout.readline(), int(program.stdout.readline())
    assert is_there(number)
    program.kill()
    program.communicate()
    gone(number)


@pytest.mark.slow
@posix
def test_it_ends_with_its_parent_in_the_middle_of_a_call(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    path = [str(Path(calls.__file__).parent)]
    program = python(
        f"import sys; sys.path += {path}\n"
        "import limited_calls\n"
        "from imrparse.files import limited\n"
        "print(limited.shared.call(limited_calls.pid)[0], flush=True)\n"
        f"limited.shared.call(limited_calls.wait_and_tell, pipe={str(pipe)!r})"
    )
    assert program.stdout
    number = int(program.stdout.readline())
    with pipe.open("rb"):
        program.kill()
        program.communicate()
    gone(number)


@posix
def test_a_fork_has_a_process_of_its_own(process: LimitedProcess) -> None:
    before = pid(process)
    read, write = os.pipe()
    if not (child := os.fork()):
        try:
            os.write(write, b"%d" % pid(process))
            process.close()
        finally:
            os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert int(os.read(read, 100)) != before == pid(process)
    os.close(read)
    os.close(write)


def _read_in_a_daemon(path: Path, queue: Any) -> None:
    queue.put(imrparse.load(path).text)
    queue.put(pid(limited.shared))


@posix
@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_in_multiprocessing_workers(method: str, path: Path) -> None:
    context: Any = multiprocessing.get_context(method)
    queue = context.Queue()
    daemon = context.Process(target=_read_in_a_daemon, args=(path, queue), daemon=True)
    daemon.start()
    assert queue.get(timeout=60) == "Dear Sir"
    number = queue.get(timeout=60)
    daemon.join()
    assert daemon.exitcode == 0
    gone(number)


def test_a_program_without_a_guard_is_not_run_again(path: Path, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(f"import imrparse\nprint(imrparse.load({str(path)!r}).text)\n")
    output = subprocess.run([sys.executable, program], capture_output=True, text=True, check=True)
    assert output.stdout == "Dear Sir\n"


def test_modules_of_the_current_folder_are_not_imported(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("imrparse", "pypdfium2", "json", "attrs"):
        Path(f"{name}.py").write_text("raise SystemExit('imported')")
    process = LimitedProcess()
    monkeypatch.setattr(limited, "shared", process)
    assert imrparse.load(path).text == "Dear Sir"
    process.close()


# Reading files in a limited process


def test_the_result_is_the_same_without_limits() -> None:
    letter = letter_of(SAMPLES[6])
    for data in (pdf(imrparse.format(letter, width=80)), word_draft(letter)):
        one, other = imrparse.load(data), imrparse.load(data, limited=False)
        assert one == other
        assert one.locator == other.locator
        assert imrparse.read(data) == imrparse.read(data, limited=False) == letter


def test_texts_and_html_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "shared", None)
    assert imrparse.load(b"Dear Sir").text == "Dear Sir"
    assert imrparse.load(b"<html>Dear Sir").text == "Dear Sir"
    assert imrparse.load(PDF, limited=False).text == "Dear Sir"


def test_on_systems_without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    process = LimitedProcess()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert pid(process) == os.getpid()


def test_importing_the_package_does_not_import_it() -> None:
    program = "import sys, imrparse; imrparse.load(b'x'); print('subprocess' in sys.modules)"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert output.stdout == "False\n"
