"""The tables of letters in files, as data frames."""

from __future__ import annotations

import datetime
import sys
from itertools import islice
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from helpers.extract_command import LUMBAR, NORCO, contents, extract, letters, put
from helpers.many_files import letter_texts, named_files, pack, write_files

import imrparse
from imrparse.frames import Frame, Tables
from imrparse.tables.columns.rows import TABLES


def rows(tables: Tables[Any]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of Arrow tables."""
    return {
        name: [tuple(row.values()) for row in table.to_pylist()]
        for name, table in tables._asdict().items()
    }


def test_the_tables_of_extract(tmp_path: Path) -> None:
    """In the order of the files, and with several processes too."""
    loose = write_files(tmp_path / "in", islice(named_files(letter_texts(), every=4), 24))
    pack(loose, loose / "packed")
    assert extract(loose, "-o", tmp_path / "out").exit_code == 1
    found = rows(imrparse.read_tables(loose, "arrow", jobs=2))
    assert found == rows(imrparse.read_tables([str(loose)], "arrow", jobs=1))
    for name, wanted in contents(tmp_path / "out").items():
        assert sorted(map(str, found[name])) == sorted(map(str, wanted))
    paths = [str(row[1]) for row in found["letters"]]
    in_folders = [path for path in paths if not path.startswith("packed")]
    assert in_folders == sorted(in_folders) == paths[: len(paths) // 2]


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_kinds_of_frames(kind: Frame, tmp_path: Path) -> None:
    pytest.importorskip(kind)
    put(tmp_path / "a.txt", NORCO)
    put(tmp_path / "b.txt", LUMBAR)
    put(tmp_path / "c.txt", "Dear Sir or Madam")
    found = imrparse.read_tables(tmp_path, kind, jobs=1)
    assert [len(table) for table in found] == [2, 2, 5, 1]
    assert list(found.letters["case_number"]) == ["CM17-0900502", "CM16-0900123"]
    assert list(found.letters["decision_date"]) == [
        datetime.date(2017, 3, 2),
        datetime.date(2017, 1, 5),
    ]
    assert list(found.issues["generic_names"][0]) == ["hydrocodone/acetaminophen"]
    assert found.issues["generic_names"].dtype != object
    assert [list(table.columns) for table in found] == [list(table.names) for table in TABLES]


def test_paths(tmp_path: Path) -> None:
    """A file that is not there is in `faults`, as in `extract`."""
    one, other = put(tmp_path / "one.txt", LUMBAR), put(tmp_path / "other.md", NORCO)
    found = rows(imrparse.read_tables([one, f"{tmp_path}/*.md", "gone.txt"], "arrow", jobs=1))
    assert len(found["letters"]) == 2
    ((_, path, _, code, *_),) = found["faults"]
    assert (Path(str(path)).name, code) == ("gone.txt", "IMR000")
    assert rows(imrparse.read_tables([], "arrow")) == {table.name: [] for table in TABLES}
    assert other.exists()


def test_wrong_arguments(tmp_path: Path) -> None:
    with pytest.raises(imrparse.WrongValueError, match="'arow' is not a kind of frame"):
        imrparse.read_tables(tmp_path, "arow")  # type: ignore[call-overload]
    for paths in (1, [1], None):
        with pytest.raises(imrparse.WrongTypeError, match="paths must be a path or several"):
            imrparse.read_tables(paths, "arrow")  # type: ignore[call-overload]


def test_progress_in_a_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One output of the cell, which is renewed, and is text in the end."""
    shown: list[dict[str, str]] = []

    def display(data: dict[str, str], *, raw: bool, display_id: bool) -> SimpleNamespace:
        assert raw
        assert display_id
        shown.append(data)
        return SimpleNamespace(update=lambda data, raw: shown.append(data if raw else {}))

    notebook, displaying = ModuleType("IPython"), ModuleType("IPython.display")
    monkeypatch.setattr(notebook, "get_ipython", lambda: SimpleNamespace(kernel=1), raising=False)
    monkeypatch.setattr(displaying, "display", display, raising=False)
    monkeypatch.setitem(sys.modules, "IPython", notebook)
    monkeypatch.setitem(sys.modules, "IPython.display", displaying)
    folder = letters(tmp_path, 12)
    imrparse.read_tables(folder, "arrow", jobs=1)
    assert [data["text/plain"] for data in shown] == [f"{n} of 15 files" for n in (0, 8, 15)]
    assert '<progress value="8" max="15">' in shown[1]["text/html"]
    assert shown[2]["text/html"] == "15 of 15 files"
    imrparse.read_tables(folder, "arrow", jobs=1, progress=False)
    assert len(shown) == 3


def test_progress_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = letters(tmp_path, 3)
    imrparse.read_tables(folder, "arrow", jobs=1)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    imrparse.read_tables(folder, "arrow", jobs=1)
    out, errors = capsys.readouterr()
    assert out == ""
    assert "100%" in errors
