"""The hooks for pre-commit: their commands exist, and accept files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.letters import NAMED, ROOT, SOUND

from imrparse.cli import main

HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
KEYS = {
    hook.partition("\n")[0]: dict(re.findall(r"^  (\w+): (.*)$", hook, re.MULTILINE))
    for hook in HOOKS.split("- id: ")[1:]
}


def test_hooks() -> None:
    assert list(KEYS) == ["imrparse-lint", "imrparse-format"]
    wanted = {"name", "entry", "language", "types_or", "files"}
    assert all(wanted <= keys.keys() for keys in KEYS.values())


@pytest.mark.parametrize("hook", KEYS)
def test_entries_run(hook: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "imrparse.toml").touch()
    program, *entry = KEYS[hook]["entry"].split()
    assert program == main.name
    for name, text in (("good.txt", SOUND), ("named.txt", NAMED)):
        Path(name).write_bytes(text.encode())
    args = [*entry, "good.txt", "named.txt"]
    first, second = (CliRunner().invoke(main, args) for _ in range(2))
    assert (first.exit_code, second.exit_code) == {
        "imrparse-lint": (1, 1),
        "imrparse-format": (0, 0),
    }[hook]
    if hook == "imrparse-format":
        assert "2 files left unchanged" in second.stderr


@pytest.mark.parametrize("hook", KEYS)
@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("drafts/a.txt", True),
        ("x/letters/2017/a.md", True),
        ("drafts.txt", False),
        ("requirements.txt", False),
        ("mydrafts/a.txt", False),
        ("drafts/a.txt.orig", False),
    ],
)
def test_files(hook: str, path: str, wanted: bool) -> None:
    assert bool(re.search(KEYS[hook]["files"], path)) == wanted
