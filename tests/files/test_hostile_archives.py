"""Archives with false information: each of their files is read or reported, in a short time."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.hostile_archives import (
    ARCHIVES,
    LETTER,
    Zip,
    deflated,
    entry,
    large_dictionary,
    packed,
    tar,
    zipped,
)

from imrparse import UnreadableError
from imrparse.files import SUFFIXES, limits
from imrparse.tables.inputs import archives
from imrparse.tables.inputs.archives import Archives, members

READ = "read"
ARCHIVE = "the archive"

LARGE = "more than 100 MB; this is not a letter"
IMPOSSIBLE = "it is truncated, or contains impossible sizes"
TOO_MUCH = "an archive that unpacks to more than 500 MB; the rest is not read"
DAMAGED = "damaged in its archive"
LINK = "a link in an archive, which is not followed"
SPECIAL = "a pipe or a device in an archive, not a regular file"
OVERLAPS = "overlaps another file of its archive"
ENDS = {"a.txt": READ, "z.txt": READ}
BETWEEN = {"a.txt": READ, "caf\N{GREEK CAPITAL LETTER THETA}.txt": READ, "z.txt": READ}
"""A bad entry between two sound ones; the byte in its name is a letter in the oldest encoding."""


def outcomes(path: Path) -> dict[str, str]:
    """The result for each file in an archive, and for the archive itself if it is damaged."""
    found: dict[str, str] = {}
    for member in list(_members(path, found)):
        try:
            if member.fault:
                raise UnreadableError(member.fault)
            data = Archives().read(str(path), member.number)
            found[member.name] = READ if data == LETTER else f"{len(data)} bytes"
        except UnreadableError as error:
            found[member.name] = str(error)
    return found


def _members(path: Path, found: dict[str, str]) -> Iterator[archives.Member]:
    try:
        yield from members(str(path), SUFFIXES)
    except UnreadableError as error:
        found[ARCHIVE] = str(error)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("terabyte.tar", {"a.txt": READ, ARCHIVE: IMPOSSIBLE}),
        ("terabyte.tar.gz", {"a.txt": READ, ARCHIVE: TOO_MUCH}),
        ("terabyte.tar.bz2", {"a.txt": READ, ARCHIVE: TOO_MUCH}),
        ("terabyte.tar.xz", {"a.txt": READ, ARCHIVE: TOO_MUCH}),
        ("terabyte-letter.tar.gz", {"a.txt": READ, "b.txt": LARGE, ARCHIVE: TOO_MUCH}),
        ("negative.tar", {"a.txt": READ, ARCHIVE: IMPOSSIBLE}),
        ("pax-terabyte.tar", {"a.txt": READ, "b.txt": LARGE, ARCHIVE: IMPOSSIBLE}),
        ("pax-negative.tar", {"a.txt": READ, ARCHIVE: "the header of a file"}),
        ("pax-digits.tar.gz", {ARCHIVE: "the header of a file can't be read"}),
        ("pax-chain.tar.gz", {ARCHIVE: "a damaged"}),
        ("long-name.tar", {"a.txt": READ, ARCHIVE: IMPOSSIBLE}),
        ("sparse.tar", {"a.txt": LARGE, "z.txt": READ}),
        ("damaged-header.tar", {"a.txt": READ, ARCHIVE: "the header of a file"}),
        ("no-end.tar", {"a.txt": READ, ARCHIVE: "it is truncated"}),
        ("two.tar", {"a.txt": READ, ARCHIVE: "continues after its end; the rest is not"}),
        (
            "special.tar",
            {"fifo.txt": SPECIAL, "device.txt": SPECIAL, "other.txt": SPECIAL}
            | {"link.txt": LINK, "hard.txt": LINK, "a.txt": READ},
        ),
        (
            "names.tar",
            dict.fromkeys(("../up.txt", "/root.txt", "a/../b.txt", "here.txt", "a\nb.txt"), READ),
        ),
        (
            "names.zip",
            dict.fromkeys(("../up.txt", "/root.txt", "a/../b.txt", "C:\\a.txt", "a\nb.txt"), READ),
        ),
        ("name-in-no-utf8.zip", {**ENDS, "caf\udce9.txt": READ}),
        ("version.zip", BETWEEN),
        ("extra.zip", BETWEEN),
        ("encrypted.zip", BETWEEN | {"caf\N{GREEK CAPITAL LETTER THETA}.txt": "encrypted in its"}),
        (
            "method.zip",
            BETWEEN | {"caf\N{GREEK CAPITAL LETTER THETA}.txt": "unsupported method"},
        ),
        ("checksum.zip", BETWEEN | {"caf\N{GREEK CAPITAL LETTER THETA}.txt": DAMAGED}),
        ("lzma.zip", {"a.txt": "more than 768 MB of memory"}),
        ("dictionary.tar.xz", {ARCHIVE: "more than 768 MB of memory"}),
        ("bzip2.zip", {"a.txt": "compressed 863,636 to 1; this is not a letter"}),
        ("no-directory.zip", {ARCHIVE: "a damaged or truncated archive"}),
        ("zip-in-zip.zip", {"a.txt": READ}),
    ],
)
def test_each_file_has_its_outcome(name: str, wanted: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(ARCHIVES[name]())
    found = outcomes(path)
    assert found.keys() == wanted.keys()
    for member, outcome in wanted.items():
        assert outcome in found[member], member


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_a_packed_archive_with_a_huge_ratio(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LARGEST_UNPACKED", 1_000_000)
    monkeypatch.setattr(limits, "LARGEST_RATIO", 2)
    path = tmp_path / f"a.tar.{kind}"
    path.write_bytes(packed(kind, tar(entry("a.txt"), entry("b.bin", bytes(3_000_000)))))
    wanted = "an archive that unpacks to more than 1 MB; the rest is not read"
    assert outcomes(path) == {"a.txt": READ, ARCHIVE: wanted}
    path.write_bytes(packed(kind, tar(*[entry("b.bin", bytes(10_000))] * 300, entry("z.txt"))))
    assert outcomes(path) == {ARCHIVE: wanted}
    monkeypatch.undo()
    assert outcomes(path) == {"z.txt": READ}


def test_files_that_are_too_large_are_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LARGEST_FILE", 2_000_000)
    data = bytes(2_000_001)
    for name, made in (
        ("a.zip", zipped([("a.txt", data), ("z.txt", LETTER)], method=0)),
        ("a.tar", tar(entry("a.txt", data), entry("z.txt"))),
    ):
        path = tmp_path / name
        path.write_bytes(made)
        assert outcomes(path) == {"a.txt": "more than 2 MB; this is not a letter", "z.txt": READ}


@pytest.mark.parametrize(("stated", "outcome"), [(900_000, DAMAGED), (20_000_000, "compressed")])
def test_a_zip_with_a_wrong_size(stated: int, outcome: str, tmp_path: Path) -> None:
    made = Zip()
    made.add(b"a.txt", deflated(b" ", 10_000_000, raw=True), stated)
    path = tmp_path / "a.zip"
    path.write_bytes(made.whole())
    assert outcome in outcomes(path)["a.txt"]


def test_entries_that_overlap(tmp_path: Path) -> None:
    made = Zip()
    for name, nested in ((b"a.txt", b"b.txt"), (b"z.txt", b"")):
        at = len(made.data)
        inner = made.local(nested, LETTER, len(LETTER), method=0) if nested else at
        size = len(made.data) - inner
        made.central(name, size, size, at, method=0)
        if nested:
            made.central(nested, len(LETTER), len(LETTER), inner, method=0)
        else:
            made.local(name, LETTER, len(LETTER), method=0)
    path = tmp_path / "a.zip"
    path.write_bytes(made.whole())
    assert outcomes(path)["a.txt"] == OVERLAPS


def test_a_name_twice_and_names_in_other_encodings(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tar(entry("a.txt"), entry("a.txt"), entry("caf\udce9.txt")))
    assert outcomes(path) == {"a.txt": READ, "a.txt#2": READ, "caf\udce9.txt": READ}


def test_results_before_a_crash_are_kept(tmp_path: Path) -> None:
    """A process that crashes on an entry loses none of the earlier ones."""
    path = tmp_path / "a.tar.xz"
    names = [f"{number}.txt" for number in range(40)]
    path.write_bytes(packed("xz", tar(*map(entry, names), end=b"")) + large_dictionary())
    found = outcomes(path)
    assert found == {ARCHIVE: "reading it takes more than 768 MB of memory"} | dict.fromkeys(
        names, READ
    )


def test_files_that_vanish(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tar(entry("a.txt")))
    (member,) = members(str(path), SUFFIXES)
    path.write_bytes(tar())
    Archives().close()
    with pytest.raises(UnreadableError, match="no longer in its archive"):
        Archives().read(str(path), member.number)


def test_archives_written_by_python_are_sound(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(LETTER)
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT):
        with tarfile.open(tmp_path / "a.tar", "w", format=form) as archive:
            archive.add(tmp_path / "a.txt", "a.txt")
            long = f"{'a' * 90}/{'b' * 90}.txt"
            archive.add(tmp_path / "a.txt", long)
        assert outcomes(tmp_path / "a.tar") == {"a.txt": READ, long: READ}
