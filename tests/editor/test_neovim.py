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


@pytest.mark.slow
@pytest.mark.skipif(not importlib.util.find_spec("pytest_lsp"), reason="needs pytest-lsp")
def test_sessions_in_other_editors(tmp_path: Path) -> None:
    """What is asked by clients that can do what other editors can; all are in `clients.py`."""
    settings = tmp_path / "pytest.ini"
    folder = Path(__file__).parents[1]
    settings.write_text(
        f"[pytest]\nasyncio_default_fixture_loop_scope = function\npythonpath = {folder}\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(settings), "--noconftest"]
    options = ["-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(tmp_path)]
    clients = str(SCRIPT.with_name("clients.py"))
    done = subprocess.run(
        [*command, *options, clients], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
