"""What a keystroke costs the language server: its processor time until it tells what it found.

A real server runs, and is sent a draft again and again, one character longer each time (Linux only:
the time is that of the kernel's scheduler).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import process_time
from typing import IO, Any

from attrs import evolve

import imrparse
from benchmarks.letters import Letter
from benchmarks.timing import table
from imrparse.syntax.structure import structure

_KEYS = 30
_LONG = 100_000  # code points
_URI = "file:///draft.txt"
_COLUMNS = ("", "characters", "median CPU ms", "most CPU ms", "x parse")


def report(letters: Sequence[Letter]) -> str:
    """The table of keystrokes."""
    usual = sorted(letters, key=lambda letter: len(letter.text))[len(letters) // 2].text
    long = _long(letters)
    label = structure().issue_labels[-1].wording
    drafts = {
        "a letter": usual,
        "…, a label misspelt": usual.replace(label, label[:3] + label[4:], 1),
        "a long letter": long,
        "…, a label misspelt ": long.replace(label, label[:3] + label[4:], 1),
    }
    rows = []
    for name, text in drafts.items():
        start = process_time()
        imrparse.analyze(text)  # its first call fills the caches
        start = process_time()
        imrparse.analyze(text)
        parse = process_time() - start
        spent = _typed(text)
        figures = f"{median(spent) * 1e3:.1f}", f"{max(spent) * 1e3:.1f}"
        rows.append([name, f"{len(text):,}", *figures, f"{median(spent) / parse:.1f}"])
    return table(f"From keystroke to diagnostics, {_KEYS} keystrokes", _COLUMNS, rows)


def _long(letters: Sequence[Letter]) -> str:
    """A letter with the issues of all that have its form and a worker of the same sex, repeatedly
    if they are few."""
    parsed = [imrparse.parse(letter.text) for letter in letters]
    kinds = Counter(map(_kind, parsed))
    usual = [one for one in parsed if _kind(one) == kinds.most_common(1)[0][0]]
    first, alike = usual[0], [issue for one in usual for issue in one.issues]
    count, text = len(alike), ""
    while len(text) < _LONG:
        count += max(1, count // 10)
        text = imrparse.format(evolve(first, issues=tuple(islice(cycle(alike), count))))
    while len(text) > _LONG:
        count -= max(1, int(count * (len(text) - _LONG) / len(text)))
        text = imrparse.format(evolve(first, issues=tuple(islice(cycle(alike), count))))
    return text


def _kind(letter: imrparse.Determination) -> tuple[object, object]:
    return letter.template, letter.injured_worker.sex


def _typed(text: str) -> list[float]:
    """The seconds of each keystroke, at the end of a draft."""
    spent = []
    with _server() as (process, send):
        send("textDocument/didOpen", _opened(text))
        _told(process.stdout)
        for number in range(1, _KEYS + 1):
            before = _seconds(process.pid)
            send("textDocument/didChange", _changed(text, number))
            _told(process.stdout)
            spent.append(_seconds(process.pid) - before)
    return spent


def _opened(text: str) -> dict[str, Any]:
    return {"textDocument": {"uri": _URI, "languageId": "text", "version": 0, "text": text}}


def _changed(text: str, number: int) -> dict[str, Any]:
    longer = f"{text.rstrip()[:-1]}{'x' * number}.\n"
    return {
        "textDocument": {"uri": _URI, "version": number},
        "contentChanges": [{"text": longer}],
    }


@contextmanager
def _server() -> Iterator[tuple[subprocess.Popen[bytes], Any]]:
    """A language server, and what sends it messages."""
    command = [sys.executable, "-m", "imrparse", "lsp"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        pipe = process.stdin

        def send(method: str, params: dict[str, Any], **more: Any) -> None:
            body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more})
            data = body.encode()
            pipe.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
            pipe.flush()

        send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, id=1)
        _message(process.stdout)
        send("initialized", {})
        try:
            yield process, send
        finally:
            process.kill()


def _told(pipe: IO[bytes] | None) -> None:
    """Wait for the diagnostics."""
    while _message(pipe).get("method") != "textDocument/publishDiagnostics":
        pass


def _message(pipe: IO[bytes] | None) -> dict[str, Any]:
    assert pipe
    length = 0
    while line := pipe.readline().strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    message: dict[str, Any] = json.loads(pipe.read(length))
    return message


def _seconds(process: int) -> float:
    """The processor time of all threads of a process."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9
