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
    """What each cell shows: without pictures, which differ from one machine to another, and
    without stderr, to which libraries write as they like."""
    return [
        "".join(without_addresses(one) for one in cell.outputs if one.get("name") != "stderr")
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def without_addresses(output: Any) -> str:
    text = output.get("text") or output.get("data", {}).get(TEXT, "")
    return re.sub(r"0x[0-9a-f]+", "0x", text)


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
