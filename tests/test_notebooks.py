"""The notebooks of docs/notebooks run, and give the outputs that are kept in them.

PYTHONPATH=tests python tests/test_notebooks.py

The command runs them, and stores their outputs.
"""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from helpers.letters import ROOT

FOLDER = ROOT / "docs/notebooks"
TEXT = "text/plain"


def run(path: Path) -> Any:
    """A notebook with the outputs of a run, in its folder and with this Python."""
    client = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.read(path, as_version=4)
    commands = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    resources = {"metadata": {"path": str(path.parent)}}
    runner = client.NotebookClient(notebook, timeout=600, resources=resources, record_timing=False)
    runner.execute(env={**os.environ, "PATH": commands})
    return notebook


def outputs(notebook: Any) -> list[str]:
    """What each cell shows, without pictures, which differ from one machine to another."""
    return [
        "".join(map(shown, cell.outputs)) for cell in notebook.cells if cell.cell_type == "code"
    ]


def shown(output: Any) -> str:
    """The text of an output, without addresses; of stderr, to which libraries write as they like,
    only what this project has to do with."""
    text: str = output.get("text") or output.get("data", {}).get(TEXT, "")
    if output.get("name") == "stderr":
        text = "".join(filter(is_ours, text.splitlines(keepends=True)))
    return re.sub(r"0x[0-9a-f]+", "0x", text)


def is_ours(line: str) -> bool:
    """Whether a line tells of this project, or of a failure; libraries may lie in its folder."""
    words = re.sub(r"\S*site-packages\S*", "", line)
    return bool(re.search(r"imrparse|ipykernel_\d+|Traceback", words))


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("/x/imrparse/imrparse/tables/frames.py:9: DeprecationWarning: old\n", True),
        ("/tmp/ipykernel_7/1.py:2: DeprecationWarning: imrparse.old\n", True),
        ("Traceback (most recent call last):\n", True),
        ("/x/imrparse/.venv/lib/python3.11/site-packages/ray/a.py:3: FutureWarning: new\n", False),
        ("2026-11-30 12:00:00 INFO worker.py:1 -- Started a local instance.\n", False),
    ],
)
def test_what_libraries_write_is_left_out(line: str, ours: bool) -> None:
    output = {"name": "stderr", "text": f"{line}line of a library\n"}
    assert shown(output) == (line if ours else "")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebook(path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    kept = nbformat.read(path, as_version=4)
    assert any(outputs(kept))
    assert outputs(run(path)) == outputs(kept)


if __name__ == "__main__":
    write: Any = import_module("nbformat").write
    for notebook in sorted(FOLDER.glob("*.ipynb")):
        write(run(notebook), notebook)
        sys.stdout.write(f"{notebook.name}\n")
