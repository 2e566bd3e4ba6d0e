"""The server of the page: whom it answers, what it answers, and what it refuses."""

from __future__ import annotations

import asyncio
import json
import socket
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import limited_calls
from helpers.letters import LATE, MISSPELT, SAMPLES, SOUND, STATE
from helpers.made_files import letter_of, word_draft
from helpers.served import serving

from imrparse import UnreadableError, load
from imrparse.cli import main
from imrparse.files import limits
from imrparse.linting.fixing import apply

pytest.importorskip("starlette", reason="needs starlette")
pytest.importorskip("uvicorn", reason="needs uvicorn")

from imrparse.editor.changes import edits_between
from imrparse.editor.web import running, work
from imrparse.editor.web.desk import Desk
from imrparse.editor.web.guard import Guard
from imrparse.editor.web.server import LARGEST_UPLOAD

HOST = "localhost:8517"
OWN = f"http://{HOST}"


async def _inside(_: Any, __: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"inside"})


def guarded(method: str = "POST", *, host: str | None = HOST, **named: str) -> tuple[int, set[str]]:
    """The status of a request that passes through the guard, and the names of its headers."""
    headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()]
    headers += [(b"host", host.encode())] if host is not None else []
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": method, "path": "/", "headers": headers}
    asyncio.run(Guard(_inside, [HOST, "127.0.0.1:8517"])(scope, receive, send))
    return sent[0]["status"], {name.decode() for name, _ in sent[0]["headers"]}


def test_the_own_page_is_answered() -> None:
    assert guarded(origin=OWN)[0] == 200
    assert guarded(origin=OWN, sec_fetch_site="same-origin", sec_fetch_mode="cors")[0] == 200
    assert guarded("GET", sec_fetch_site="none", sec_fetch_mode="navigate")[0] == 200
    assert guarded("GET", sec_fetch_site="cross-site", sec_fetch_mode="navigate")[0] == 200
    assert guarded("GET")[0] == 200
    assert "content-security-policy" in guarded("GET")[1]


@pytest.mark.parametrize(
    "host",
    [None, "", "evil.example:8517", "localhost", "localhost:80", "localhost:8517.evil.example"],
)
def test_other_hosts_are_refused(host: str | None) -> None:
    """A site may give its own name the address 127.0.0.1."""
    assert guarded("GET", host=host)[0] == 403
    assert guarded(host=host, origin=f"http://{host}")[0] == 403


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "https://evil.example",
        "http://localhost:80",
        "http://127.0.0.1:8517",
        f"https://{HOST}",
    ],
)
def test_other_origins_are_refused(origin: str) -> None:
    assert guarded(origin=origin)[0] == 403
    assert guarded("GET", origin=origin)[0] == 403


def test_requests_of_other_pages_are_refused() -> None:
    assert guarded()[0] == 403  # a POST that names no page
    for site in ("cross-site", "same-site"):
        assert guarded("GET", sec_fetch_site=site, sec_fetch_mode="no-cors")[0] == 403
        assert guarded(origin=OWN, sec_fetch_site=site, sec_fetch_mode="navigate")[0] == 403


def test_only_loopback_addresses_are_bound() -> None:
    sockets = running._sockets(0)
    try:
        addresses = [one.getsockname()[:2] for one in sockets]
        assert {address for address, _ in addresses} <= {"127.0.0.1", "::1"}
        assert len({port for _, port in addresses}) == 1
    finally:
        for one in sockets:
            one.close()


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["serve", "--port", str(port)])
    assert done.exit_code == 2
    assert f"port {port} can't be used: Address already in use" in done.output


def test_a_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imrparse.cli.serve.find_spec", lambda name: name == "starlette" or None)
    done = CliRunner().invoke(main, ["serve"])
    assert done.exit_code == 2
    assert "the page needs uvicorn: pip install 'imrparse[serve]'" in done.output


# What is answered


def asked(function: Any, text: str, **more: Any) -> Any:
    _, body = function(json.dumps({"text": text, "name": "a.txt", **more}).encode())
    return json.loads(body)


def test_findings_of_a_draft() -> None:
    found = asked(work.check, LATE)
    assert found["status"] == "1 note"
    assert "the application was received 32 days after the UR denial" in found["cards"]
    assert found["spans"] == [[LATE.index("11/21/2016"), LATE.index("11/21/2016") + 10]]
    assert found["letter"] is None
    assert "<article" in asked(work.check, LATE, reads=True)["letter"]


def test_spans_are_in_the_units_of_browsers() -> None:
    text = "\U0001f600\n" + LATE
    assert asked(work.check, text)["spans"][-1][0] == text.index("11/21/2016") + 1


def test_a_fix_is_taken() -> None:
    assert asked(work.fix, STATE, finding=1, fix=0)["text"] == SOUND
    both = MISSPELT.replace("California, Nevada", "Californa, Nevada")
    assert asked(work.fix, both)["text"] == SOUND


@pytest.mark.parametrize(("finding", "fix"), [(0, 0), (2, 0), (1, 1), (-1, 0), (1, -1)])
def test_a_fix_that_does_not_exist(finding: int, fix: int) -> None:
    with pytest.raises(UnreadableError, match="this finding is gone"):
        asked(work.fix, STATE, finding=finding, fix=fix)


def test_a_file_is_read_with_what_stands_beside_its_text() -> None:
    _, body = work.read(SOUND.replace("\n", "\r\n").encode(), name="a.txt")
    found = json.loads(body)
    assert (found["text"], found["line_end"], found["kind"]) == (SOUND, "\r\n", "text")
    beside = [["comment", "Dr. Jane Okafor called", False]]
    assert "in the comment" in asked(work.check, SOUND, beside=beside)["cards"]


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"text": 1}', b"\xff", b"[" * 99_999, b'{"text": "", "beside": [[[]]]}'],
)
def test_a_request_that_is_none(body: bytes) -> None:
    with pytest.raises(UnreadableError, match="not a request of the page"):
        work.check(body)


def test_a_draft_that_is_too_long() -> None:
    with pytest.raises(UnreadableError, match="it has 500,001 characters"):
        asked(work.check, "a" * (work.LARGEST_DRAFT + 1))


def test_exports() -> None:
    request = json.dumps({"text": SOUND, "name": "a.txt"}).encode()
    _, data = work.export(request, form="json")
    assert json.loads(data)["letter"]["header"]["case_number"] == "CM16-0902277"
    _, data = work.export(request, form="tables")
    with ZipFile(BytesIO(data)) as archive:
        lines = archive.read("issues.csv").decode().splitlines()
    assert (lines[0].split(",")[0], len(lines)) == ("letter_id", 6)
    _, data = work.export(request, form="html")
    assert data.startswith(b"<!doctype html>")


def test_changes_are_tracked_in_a_word_file() -> None:
    file = word_draft(letter_of(SAMPLES / "2016-pdfium-lumbar-mri.txt"))
    loaded = load(file)
    text = loaded.text.replace("female", "male").replace("10-4-16.", "10-4-16 and later.")
    value, data = work.mended(json.dumps({"text": text}).encode() + b"\n" + file)
    assert value == {}
    assert load(data).text == text
    assert [edit.text for edit in edits_between(loaded.text, text)][:1] == ["male "]
    with pytest.raises(UnreadableError, match="this is none"):
        work.mended(b'{"text": ""}\ntext')


@given(st.text("ab \r\n", max_size=30), st.text("ab \r\n", max_size=30))
@example("abc", "abc")
@example("", "x")
@example("aaa", "aa")
def test_edits_make_one_text_of_another(before: str, after: str) -> None:
    edits = edits_between(before, after)
    assert apply(before, edits) == after
    assert (edits == []) is (before == after)


# In limited processes


@pytest.mark.slow
def test_work_that_takes_too_much_ends_only_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LONGEST_COMPUTING", 0.2)

    async def calls() -> None:
        desk = Desk(1)
        try:
            for function, why in (
                (limited_calls.compute, "more than 0.2 seconds"),
                (limited_calls.crash, "crashes the library"),
                (limited_calls.refuse, "no letter"),
            ):
                with pytest.raises(UnreadableError, match=why):
                    await desk.call(function, b"")
            with pytest.raises(RuntimeError, match="no such thing"):
                await desk.call(limited_calls.fail, b"")
            assert await desk.call(limited_calls.echo, b"here") == ("", b"here")
            # Who asked is gone, and the process ends its work before it takes more.
            gone = asyncio.create_task(desk.call(limited_calls.compute, b""))
            await asyncio.sleep(0)
            gone.cancel()
            assert await desk.call(limited_calls.echo, b"again") == ("", b"again")
        finally:
            desk.close()

    asyncio.run(calls())


# Over the network


def test_the_whole_server(tmp_path: Path) -> None:
    draft = word_draft(letter_of(SAMPLES / "2016-pdfium-lumbar-mri.txt"))
    with serving(tmp_path) as server:
        assert server.check(LATE)["status"] == "1 note"
        status, headers, page = server.ask("/", origin=None)
        assert (status, b"<title>" in page, headers["cache-control"]) == (200, True, "no-store")
        for script in ("/edit.js", "/edit.css", "/page.css"):
            assert server.ask(script, sec_fetch_site="same-origin")[0] == 200
        assert server.ask("/etc/passwd")[0] == 404
        assert server.ask("/check")[0] == 405
        # A page of another origin, DNS rebinding, and the other address of this machine.
        assert server.ask("/check", b"{}", origin="https://evil.example")[0] == 403
        rebound = f"evil.example:{server.port}"
        assert server.ask("/check", b"{}", host=rebound, origin=f"http://{rebound}")[0] == 403
        own = f"[::1]:{server.port}"
        body = json.dumps({"text": "x"}).encode()
        if running._has_ipv6():
            assert server.ask("/check", body, to="::1", host=own, origin=f"http://{own}")[0] == 200
        # Files
        status, _, answer = server.ask("/read", draft, x_name="C%3A%5Ctmp%5Cdraft.docx")
        assert (status, json.loads(answer)["name"]) == (200, "draft.docx")
        status, _, answer = server.ask("/annotated.docx", draft)
        assert (status, answer[:2]) == (200, b"PK")
        for bad in (
            b"PK\x03\x04 no archive",
            b"%PDF-1.7 none",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ):
            status, _, answer = server.ask("/read", bad, x_name="a")
            assert (status, list(json.loads(answer))) == (422, ["error"])
        status, _, answer = server.ask("/read", bytes(LARGEST_UPLOAD + 1))
        assert (status, b"more than 25 MB" in answer) == (413, True)
        assert server.check(SOUND)["status"] == "no findings"
    assert list(tmp_path.iterdir()) == []
