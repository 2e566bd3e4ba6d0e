"""Inputs: folders, patterns, archives, lists; and faults in some of them."""

from __future__ import annotations

import io
import json
import os
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from helpers.extract_command import FAULTY, LUMBAR, NORCO, cells, extract, letters, put

from imrparse.files import limits
from imrparse.tables.inputs import listing
from imrparse.tables.inputs.listing import batches
from imrparse.tables.run import work

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: str | None = None) -> tuple[list[str], dict[str, str]]:
    """The paths of the letters that were read, and the messages about the other files."""
    done = extract(*arguments, "-o", "out", "--jobs", "1", "--overwrite", stdin=stdin)
    assert done.exit_code in (0, 1), done.output
    read = sorted(str(path) for (path,) in cells(Path("out"), "letters", "path"))
    return read, {str(p): str(m) for p, m in cells(Path("out"), "faults", "path", "message")}


def zipped(name: str, **texts: str) -> str:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in texts.items():
            archive.writestr(path, text)
    return name


def test_folders() -> None:
    put(Path("2016/a.txt"), LUMBAR)
    put(Path("2016/deep/b.md"), NORCO)
    for hidden in ("2016/.c.txt", "2016/.d/d.txt", "2016/e.jpg"):
        put(Path(hidden), LUMBAR)
    assert run("2016") == (["a.txt", "deep/b.md"], {})
    put(Path("2017/a.txt"), LUMBAR)
    assert run("2016", "2017") == (["2016/a.txt", "2016/deep/b.md", "2017/a.txt"], {})


def test_skipped_files_are_counted_by_suffix() -> None:
    put(Path("in/a.txt"), LUMBAR)
    for other in ("in/d.jpg", "in/D.JPG", "in/b/e.xyz", "in/README", "in/.hidden", "in/Dr. Smith"):
        put(Path(other), "x")
    zipped("in/c.zip", **{"f.txt": LUMBAR, "g.jpg": "x", "h/": "", "__MACOSX/i.jpg": "x"})
    done = extract("in", "./in", "in/b/*", "-o", "out", "--jobs", "1")
    assert done.exit_code == 0, done.output
    assert "  skipped              6  3 .jpg, 2 without a suffix, 1 .xyz\n" in done.stdout
    summary = json.loads(Path("out/summary.json").read_bytes())
    assert summary["skipped"] == {".jpg": 3, ".xyz": 1, "without a suffix": 2}


def test_skipped_files_are_listed_in_faults_if_asked_for() -> None:
    put(Path("in/a.txt"), LUMBAR)
    put(Path("in/d.jpg"), "x")
    zipped("in/c.zip", g="x")
    read, faults = run("in", "--list-skipped")
    assert read == ["a.txt"]
    assert faults == {
        "d.jpg": "not read from a folder or an archive: .jpg",
        "c.zip/g": "not read from a folder or an archive: without a suffix",
    }


def test_many_kinds_of_skipped_files_fit_the_summary() -> None:
    for number in range(12):
        put(Path(f"in/{number}.x{number:02}"), "x")
    done = extract("in", "-o", "out", "--jobs", "1")
    assert "1 .x07, 4 of 4 other kinds\n" in done.stdout


def test_a_file_named_twice_is_read_once() -> None:
    put(Path("in/a.txt"), LUMBAR)
    assert run("in", "in/a.txt", "./in/../in") == (["a.txt"], {})


def test_patterns() -> None:
    put(Path("in/a/1.txt"), LUMBAR)
    put(Path("in/b/2.txt"), LUMBAR)
    put(Path("in/b/2.jpg"), LUMBAR)
    assert run("in/**/*.txt") == (["a/1.txt", "b/2.txt"], {})
    assert run("in/b/*") == (["2.txt"], {})
    assert run("in/*.pdf")[1] == {"*.pdf": "no file matches this pattern"}
    put(Path("in/[1].txt"), LUMBAR)
    assert run("in/[1].txt") == (["[1].txt"], {})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\0"])
@pytest.mark.parametrize("name", ["-", "@-", "@list"])
def test_lists(end: str, name: str) -> None:
    put(Path("in/a.txt"), LUMBAR)
    put(Path("in/b/b.txt"), LUMBAR)
    text = f"in/a.txt{end}{end}in/b{end}in/c.txt"
    Path("list").write_bytes(text.encode())
    wanted = (["a.txt", "b/b.txt"], {"c.txt": "No such file or directory"})
    assert run(name, stdin=text) == wanted


def test_zip() -> None:
    texts = {"a.txt": LUMBAR, "b/c.txt": FAULTY, "__MACOSX/a.txt": "x", "d.jpg": "x"}
    zipped("letters.zip", **texts)
    read, faults = run("letters.zip")
    assert read == ["letters.zip/a.txt"]
    assert list(faults) == ["letters.zip/b/c.txt"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_zip_with_a_name_twice() -> None:
    with zipfile.ZipFile("a.zip", "w") as archive:
        archive.writestr("a.txt", LUMBAR)
        archive.writestr("a.txt", NORCO)
    assert run("a.zip") == (["a.zip/a.txt", "a.zip/a.txt#2"], {})


@pytest.mark.parametrize("kind", ["", ".gz", ".bz2", ".xz"])
def test_tar(kind: str, tmp_path: Path) -> None:
    letters(tmp_path / "in", 9)
    (tmp_path / "in" / "link.txt").symlink_to("faulty.txt")
    name = f"letters.tar{kind}"
    modes: dict[str, Any] = {"mode": f"w:{kind[1:]}"}
    with tarfile.open(name, **modes) as archive:
        archive.add("in")
    read, faults = run(name)
    assert len(read) == 9
    assert read[0] == f"{name}/in/0/letter-0000.txt"
    assert {Path(path).name for path in faults} == {
        "faulty.txt", "none.txt", "empty.txt", "link.txt",
    }  # fmt: skip


def tar(name: str, **texts: str) -> None:
    with tarfile.open(name, "w") as archive:
        for path, text in texts.items():
            info = tarfile.TarInfo(path)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))


@pytest.mark.parametrize("path", ["./a.txt", "a.txt", ".//./a.txt"])
def test_a_path_in_an_archive_has_one_form(path: str) -> None:
    tar("a.tar", **{path: LUMBAR})
    assert run("a.tar") == (["a.tar/a.txt"], {})


def test_names_made_for_equal_paths_are_unique() -> None:
    tar("a.tar", **{"a#2.txt": LUMBAR, "a.txt": LUMBAR, "./a.txt": NORCO, ".//a.txt": NORCO})
    tar("b.tar", **{"a.txt#2": "x", "a.txt": LUMBAR, "./a.txt": NORCO})
    assert run("a.tar")[0] == [
        "a.tar/a#2.txt", "a.tar/a.txt", "a.tar/a.txt#2", "a.tar/a.txt#3",
    ]  # fmt: skip
    assert run("b.tar")[0] == ["b.tar/a.txt", "b.tar/a.txt#3"]


def test_a_folder_in_an_archive_is_no_file() -> None:
    with tarfile.open("a.tar", "w") as archive:
        info = tarfile.TarInfo("b.txt")
        info.type = tarfile.DIRTYPE
        archive.addfile(info)
    assert run("a.tar") == ([], {})


def test_archives_in_folders_are_read() -> None:
    put(Path("in/a.txt"), LUMBAR)
    zipped("in/b.zip", **{"c.txt": LUMBAR})
    assert run("in") == (["a.txt", "b.zip/c.txt"], {})


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
def test_damaged_archives(name: str) -> None:
    Path(name).write_bytes(b"no archive")
    read, faults = run(name)
    assert read == []
    assert faults[name].startswith("a damaged")


def test_a_truncated_tar(tmp_path: Path) -> None:
    letters(tmp_path / "in", 30)
    with tarfile.open("a.tar.gz", "w:gz") as archive:
        archive.add("in")
    data = Path("a.tar.gz").read_bytes()
    Path("a.tar.gz").write_bytes(data[: len(data) * 2 // 3])
    read, faults = run("a.tar.gz")
    assert read
    assert "a.tar.gz" in faults


def test_a_zip_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_FILE", 2_000_000)
    zipped("bomb.zip", **{"a.txt": " " * 10_000_000, "b.txt": LUMBAR})
    assert run("bomb.zip") == (
        ["bomb.zip/b.txt"],
        {"bomb.zip/a.txt": "more than 2 MB; this is not a letter"},
    )


def test_an_encrypted_zip() -> None:
    zipped("a.zip", **{"a.txt": LUMBAR})
    data = bytearray(Path("a.zip").read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    Path("a.zip").write_bytes(bytes(data))
    assert "encrypted" in run("a.zip")[1]["a.zip/a.txt"]


def test_files_that_vanish_during_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    put(Path("in/a.txt"), LUMBAR)
    put(Path("in/b.txt"), LUMBAR)
    zipped("in/c.zip", **{"d.txt": LUMBAR})
    write = listing.Lister.write

    def writing(self: listing.Lister, file: io.StringIO) -> int:
        count = write(self, file)
        Path("in/b.txt").unlink()
        Path("in/c.zip").unlink()
        return count

    monkeypatch.setattr(listing.Lister, "write", writing)
    missing = "No such file or directory"
    assert run("in") == (["a.txt"], {"b.txt": missing, "c.zip/d.txt": missing})


@posix
def test_links_and_pipes() -> None:
    put(Path("in/a.txt"), LUMBAR)
    Path("in/loop").symlink_to(".")
    Path("in/self.txt").symlink_to("self.txt")
    Path("in/again.txt").symlink_to("a.txt")
    os.mkfifo("in/pipe.txt")
    read, faults = run("in")
    assert read == ["a.txt", "again.txt"]
    summary = json.loads(Path("out/summary.json").read_bytes())
    assert summary["skipped"] == {"link to a folder": 1}
    assert faults == {
        "self.txt": "Too many levels of symbolic links",
        "pipe.txt": "a pipe, not a regular file",
    }


def test_a_folder_without_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    put(Path("in/a.txt"), LUMBAR)
    put(Path("in/b/b.txt"), LUMBAR)
    scan = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("b"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert run("in") == (["a.txt"], {"b": "Permission denied"})


def test_an_internal_error_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"oh {object()!r}")

    put(Path("in/a.txt"), LUMBAR)
    monkeypatch.setattr(work, "rows", fail)
    done = extract("in", "-o", "out", "--jobs", "1")
    assert done.exit_code == 2
    assert "imrparse itself failed on 1 file" in done.stdout
    ((message,),) = cells(Path("out"), "faults", "message")
    assert message == "internal error: RuntimeError: oh <object object>"


def test_batches_are_limited_by_number_and_size(tmp_path: Path) -> None:
    items = [listing.Item(f"{n}.txt", "a.zip", n, 6_000_000 if n < 4 else 1) for n in range(9)]
    path = tmp_path / "listing"
    path.write_text("".join(item.to_line() for item in items))
    found = list(batches(path, 4))
    assert [(n, len(batch)) for n, batch in found] == [(0, 2), (1, 4), (2, 3)]
    assert [item for _, batch in found for item in batch] == items


def test_wrong_usage() -> None:
    assert extract("in").exit_code == 2
    assert extract("-o", "out").exit_code == 2
    assert extract("in", "-o", "out", "--format", "xls").exit_code == 2
    done = extract("@nowhere", "-o", "out")
    assert (done.exit_code, done.stderr) == (2, "imrparse: nowhere: No such file or directory\n")
    assert not Path("out/.imrparse-extract").exists()
