"""What the pages of other sites in the same browser can do with the server: nothing."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.served import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow
pytest.importorskip("uvicorn", reason="needs uvicorn")
pytest.importorskip("starlette", reason="needs starlette")


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The address of another site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{other.server_address[1]}"
        finally:
            other.shutdown()
            thread.join()


ATTACK = """
<iframe name="frame" src="{own}/"></iframe>
<form method="post" action="{own}/check" target="frame" enctype="text/plain">
<input name='{{"text": "' value='"}}'></form>
<script src="{own}/edit.js" onload="loaded = true"></script>
"""
TRY = """async (own) => {
  const told = {};
  const attempt = async (name, path, options) => {
    try {
      const answer = await fetch(own + path, options);
      told[name] = answer.type === "opaque" ? "opaque" : await answer.text();
    } catch (error) { told[name] = "refused"; }
  };
  await attempt("read", "/", {});
  await attempt("post", "/check", {method: "POST", body: '{"text": ""}'});
  await attempt("json", "/check", {method: "POST", body: '{"text": ""}', headers: {"X-Name": "a"}});
  await attempt("blind", "/check", {method: "POST", mode: "no-cors", body: '{"text": ""}'});
  document.forms[0].submit();
  return {...told, script: Boolean(window.loaded)};
}"""


def test_another_site_can_neither_read_nor_post(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "attack.html").write_text(ATTACK.format(own=server.address), "utf-8")
    page = browser.new_page()
    answers: list[tuple[str, int]] = []
    page.on("response", lambda one: answers.append((one.url, one.status)))
    with site(tmp_path) as address:
        page.goto(f"{address}/attack.html")
        told = page.evaluate(TRY, server.address)
        page.wait_for_timeout(500)
        framed = page.frames[1].content()
    page.close()
    assert told.pop("blind") in ("opaque", "refused")  # it sees nothing in either case
    assert told == {"read": "refused", "post": "refused", "json": "refused", "script": False}
    posted = {status for url, status in answers if url == f"{server.address}/check"}
    assert posted <= {403}
    assert 'id="draft"' not in framed


def test_a_name_of_another_site_for_this_machine(browser: Browser, server: Server) -> None:
    """DNS rebinding: the site's own name leads to the server, so that it has the same origin."""
    rebound = browser.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--host-resolver-rules=MAP evil.example 127.0.0.1"],
    )
    with closing(rebound):
        page = rebound.new_page()
        answer = page.goto(f"http://evil.example:{server.port}/")
        assert answer
        assert answer.status == 403
        body = "fetch('/check', {method: 'POST', body: '{\"text\": \"\"}'}).then(a => a.status)"
        assert page.evaluate(body) == 403
