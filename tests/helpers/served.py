"""The page of `imrparse serve` in a process of its own, and a browser that looks at it."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import frozen

from helpers.letters import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(os.environ.get("IMRPARSE_AXE", ROOT / ".browser/node_modules/axe-core/axe.min.js"))
"""axe-core, as `.ci/browser` installs it."""
_WAIT = 120.0


@frozen
class Server:
    """A server that runs."""

    port: int
    process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def processes(self) -> list[int]:
        """The ids of the server and its child processes, from Linux."""
        found = [self.process.pid]
        for one in found:
            children = Path(f"/proc/{one}/task/{one}/children").read_text()
            found += map(int, children.split())
        return found

    def computed(self) -> float:
        """The seconds of processor time that the server and its children have used."""
        stats = (Path(f"/proc/{one}/stat").read_text() for one in self.processes())
        ticks = (stat.rpartition(")")[2].split()[11:13] for stat in stats)
        return sum(int(user) + int(system) for user, system in ticks) / os.sysconf("SC_CLK_TCK")

    def ask(
        self,
        path: str,
        body: bytes | None = None,
        *,
        to: str = "127.0.0.1",
        **headers: str | None,
    ) -> tuple[int, Mapping[str, str], bytes]:
        """The status, the headers and the body of an answer. By default the request is one of the
        server's own page; a header with the value None is left out, ``_`` in its name is ``-``."""
        host = f"localhost:{self.port}"
        wanted: dict[str, str | None] = {"Host": host, "Origin": f"http://{host}"}
        wanted |= {name.replace("_", "-").title(): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(to, self.port, timeout=_WAIT)
        try:
            connection.putrequest("GET" if body is None else "POST", path, skip_host=True)
            for name, value in wanted.items():
                if value is not None:
                    connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def check(self, text: str, path: str = "/check", **more: Any) -> Any:
        """The answer to a draft."""
        status, _, body = self.ask(path, json.dumps({"text": text, **more}).encode())
        assert status == 200, body
        return json.loads(body)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server on any free port, stopped by Ctrl-C. Its folder is also that of its temporary
    files."""
    command = [sys.executable, "-P", "-m", "imrparse", "serve", "--port", "0"]
    env = os.environ | {"TMPDIR": str(folder)}
    with subprocess.Popen(
        command, cwd=folder, env=env, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr
            found = re.match(r"http://localhost:(\d+)/ ", process.stderr.readline())
            assert found
            yield Server(int(found[1]), process)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 130


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window. Skips where it or Playwright is missing."""
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if not (path := shutil.which("chromium")):
        pytest.skip("needs Debian's chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def check_accessible(page: Page) -> None:
    """Assert that axe-core finds nothing against WCAG 2.2 AA. Skips where it is missing."""
    if not AXE.exists():
        pytest.skip("needs axe-core: .ci/browser")
    page.evaluate(AXE.read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
    told = [
        (one["id"], one["help"], [node["html"][:200] for node in one["nodes"][:3]])
        for one in found["violations"]
    ]
    assert told == []
    assert len(found["passes"]) > 10
