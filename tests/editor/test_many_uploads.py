"""The server under many uploads at once, some of them broken: an answer to each, flat memory, and
nothing written.

IMRPARSE_UPLOADS=1000 makes it more.
"""

from __future__ import annotations

import json
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from helpers.letters import SAMPLES, SOUND, sample_names, sample_text
from helpers.made_files import letter_of, pdf, word_draft
from helpers.served import Server, serving

pytestmark = pytest.mark.slow
pytest.importorskip("uvicorn", reason="needs uvicorn")
pytest.importorskip("starlette", reason="needs starlette")

UPLOADS, AT_ONCE = int(os.environ.get("IMRPARSE_UPLOADS", "200")), 50
GROWTH = 40_000_000  # bytes between the first uploads and the last
_LOG = logging.getLogger(__name__)


def good_files() -> list[tuple[str, bytes]]:
    texts = [(f"{name}.txt", sample_text(name).encode()) for name in sample_names()]
    document = word_draft(letter_of(SAMPLES / "2016-pdfium-lumbar-mri.txt"))
    printed = pdf(sample_text("2017-pdfplumber-norco"))
    return [*texts, ("draft.docx", document), ("letter.pdf", printed)]


def broken_files(good: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Files that are cut, that are not what their names say, or of a kind that is not read."""
    *_, (_, document), (_, printed) = good
    return [
        ("cut.docx", document[: len(document) // 2]),
        ("cut.pdf", printed[:200]),
        ("none.pdf", b"no PDF"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("empty.docx", b""),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    ]


def memory(server: Server) -> int:
    """The memory of the server and its children, in bytes."""
    kilobytes = (
        int(line.split()[1])
        for one in server.processes()
        for line in Path(f"/proc/{one}/status").read_text().splitlines()
        if line.startswith("VmRSS:")
    )
    return 1024 * sum(kilobytes)


def upload(server: Server, file: tuple[str, bytes]) -> tuple[int, str]:
    """The status of the answer to a file, and the reason why it could not be read."""
    status, _, body = server.ask("/read", file[1], x_name=file[0])
    return status, json.loads(body).get("error", "")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_many_uploads(tmp_path: Path) -> None:
    good = good_files()
    broken, chance = broken_files(good), Random(1)
    files = [chance.choice(broken if n % 10 == 9 else good) for n in range(UPLOADS)]
    with serving(tmp_path) as server, ThreadPoolExecutor(AT_ONCE) as senders:
        answers = senders.map(lambda file: upload(server, file), files)
        found = list(islice(answers, UPLOADS // 4))
        early = memory(server)
        found += answers
        grown = memory(server) - early
        assert server.check(SOUND)["status"] == "no findings"
    told = {reason for _, reason in found}
    _LOG.info("%d uploads, grown by %d bytes: %s", len(found), grown, sorted(told))
    for file, (status, reason) in zip(files, found, strict=True):
        assert (status, bool(reason)) == ((422, True) if file in broken else (200, False)), file[0]
    assert grown < GROWTH
    assert list(tmp_path.iterdir()) == []
