"""The language server in other programs: Neovim, as Debian has it, and a client for tests."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.letters import SOUND

import imrparse

NEOVIM = shutil.which("nvim")
SCRIPT = Path(__file__).with_name("neovim.lua")


@pytest.mark.slow
@pytest.mark.skipif(NEOVIM is None, reason="Neovim is not installed")
def test_a_session_in_neovim(tmp_path: Path) -> None:
    """A misspelt label is shown and fixed, and the draft is formatted."""
    pytest.importorskip("pygls")
    # Characters outside of the basic plane take two units before the finding.
    text = SOUND.replace("MAXIMUS guideline:", "MAXIMUS guidline:", 1)
    text = text.replace("a crate", "a \U0001f4e6 crate").replace("twice a week", "twice\na week")
    draft, seen = tmp_path / "draft.txt", tmp_path / "seen.json"
    draft.write_text(text, "utf-8")
    environment = {
        **os.environ,
        "PYTHON": sys.executable,
        "DRAFT": str(draft),
        "SEEN": str(seen),
        "HOME": str(tmp_path),
    }
    subprocess.run(
        [str(NEOVIM), "--headless", "--clean", "-n", "-S", str(SCRIPT)],
        cwd=tmp_path,
        env=environment,
        timeout=120,
        check=True,
        capture_output=True,
    )
    answer = json.loads(seen.read_text("utf-8"))
    assert "error" not in answer
    assert answer["code"] == "IMR009"
    assert text.splitlines()[answer["line"] - 1].startswith("MAXIMUS guidline:")
    assert answer["action"] == "Write 'MAXIMUS guideline:'"
    assert "misspelt-part" in answer["hover"]
    assert answer["outline"] == 3 + len(imrparse.parse(SOUND).issues)
    fixed = text.replace("guidline", "guideline")
    assert answer["text"] == imrparse.format(imrparse.parse(fixed))


# pytest-lsp warns at each start of pytest, so it is switched off but in this one.
OTHER_TEST = """
import sys
import pytest
import pytest_lsp
from lsprotocol import types as lsp

COMMAND = [sys.executable, "-m", "imrparse", "lsp"]

@pytest_lsp.fixture(config=pytest_lsp.ClientServerConfig(server_command=COMMAND))
async def client(lsp_client: pytest_lsp.LanguageClient):
    lsp_client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(lambda _: None)  # files to watch
    able = pytest_lsp.client_capabilities("visual-studio-code")
    await lsp_client.initialize_session(lsp.InitializeParams(capabilities=able))
    yield
    await lsp_client.shutdown_session()

@pytest.mark.asyncio
async def test_findings(client):
    uri = "untitled:draft"
    text = open("draft.txt", encoding="utf-8").read()
    item = lsp.TextDocumentItem(uri, "plaintext", 1, text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert [one.code for one in client.diagnostics[uri]] == ["IMR009"]
"""


@pytest.mark.slow
@pytest.mark.skipif(not importlib.util.find_spec("pytest_lsp"), reason="needs pytest-lsp")
def test_a_session_in_visual_studio_code(tmp_path: Path) -> None:
    """The server suits a client that can do what Visual Studio Code can."""
    text = SOUND.replace("MAXIMUS guideline:", "MAXIMUS guidline:", 1)
    (tmp_path / "draft.txt").write_text(text, "utf-8")
    (tmp_path / "test_other.py").write_text(OTHER_TEST, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_default_fixture_loop_scope = function")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
