"""Baselines: how known findings are listed, what they cover, and what they do not."""

from __future__ import annotations

import json
import os
import re
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from helpers.commands import write
from helpers.letters import GAP, MISSPELT, NAMED, SOUND

import imrparse
from imrparse import ConfigError
from imrparse.cli import main
from imrparse.linting.baseline import Baseline

BOTH = GAP.replace("An MRI of 08/02/2016", "Dr. Okafor wrote that an MRI of 08/02/2016")


pytestmark = pytest.mark.usefixtures("folder")


def put(name: str, text: str = NAMED) -> str:
    return write(name, text)


def lint(*args: str) -> Result:
    return CliRunner().invoke(main, ["lint", "--format", "concise", *args])


def listed(path: str = "known.json") -> list[dict[str, object]]:
    data = json.loads(Path(path).read_bytes())
    assert data["version"] == 2
    entries: list[dict[str, object]] = data["findings"]
    return entries


def test_written_and_read() -> None:
    put("in/b.txt", BOTH)
    put("in/a.txt")
    written = lint("--write-baseline", "known.json", "in")
    assert (written.exit_code, written.stdout) == (0, "")
    assert written.stderr == "3 findings listed in known.json\n"
    assert [(entry["file"], entry["code"], entry["count"]) for entry in listed()] == [
        ("in/a.txt", "IMR601", 1),
        ("in/b.txt", "IMR601", 1),
        ("in/b.txt", "IMR608", 1),
    ]
    assert all(re.fullmatch("[0-9a-f]{5}", str(entry["digest"])) for entry in listed())
    read = lint("--baseline", "known.json", "in")
    assert (read.exit_code, read.stdout) == (0, "")
    assert read.stderr == "2 letters: 3 hidden by the baseline\n"


def test_known_findings_may_move() -> None:
    put("a.txt")
    lint("--write-baseline", "known.json", "a.txt")
    put("a.txt", "\n\n" + NAMED.replace("Dr. Okafor", "Dr.\nOkafor"))
    assert lint("--baseline", "known.json", "a.txt").stdout == ""


def test_new_findings_are_reported() -> None:
    put("a.txt")
    lint("--write-baseline", "known.json", "a.txt")
    twice = NAMED.replace("The provider noted", "Dr. Okafor noted").replace("loading", "the the")
    put("a.txt", twice)
    put("b.txt")
    result = lint("--baseline", "known.json", "--select", "privacy", "a.txt", "b.txt")
    places = [line.split(" ")[0] for line in result.stdout.splitlines()]
    assert places == ["a.txt:36:50:", "b.txt:33:27:"]
    assert result.exit_code == 1
    assert result.stderr == "2 letters: 2 warnings, 1 hidden by the baseline\n"


def test_file_names_are_relative_to_the_baseline(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("in/a.txt")
    put("lists/x")
    lint("--write-baseline", "lists/known.json", "in")
    assert listed("lists/known.json")[0]["file"] == "../in/a.txt"
    monkeypatch.chdir(folder / "in")
    assert lint("--baseline", "../lists/known.json", "a.txt").exit_code == 0
    assert lint("--baseline", "../lists/known.json", str(folder / "in")).exit_code == 0


def test_the_list_is_reproducible() -> None:
    for name, text in (("z.txt", BOTH), ("a.txt", MISSPELT), ("m.txt", NAMED)):
        put(name, text)
    lint("--write-baseline", "one.json", "z.txt", "a.txt", "m.txt")
    before = Path("one.json").read_bytes()
    lint("--write-baseline", "one.json", "m.txt", "a.txt", "z.txt")
    assert Path("one.json").read_bytes() == before
    mode, all_listed = Path("one.json").stat().st_mode, listed("one.json")
    assert lint("--write-baseline", "one.json", "m.txt").exit_code == 0
    assert listed("one.json") == [entry for entry in all_listed if entry["file"] == "m.txt"]
    assert Path("one.json").stat().st_mode == mode


def test_errors_of_syntax_can_be_known() -> None:
    put("a.txt", MISSPELT)
    assert lint("--write-baseline", "known.json", "a.txt").exit_code == 0
    assert lint("--baseline", "known.json", "a.txt").exit_code == 0


def test_files_that_can_not_be_read_are_not_known() -> None:
    assert lint("--write-baseline", "known.json", "none.txt").exit_code == 1
    assert listed() == []
    assert lint("--baseline", "known.json", "none.txt").exit_code == 1


def test_only_findings_left_after_fixing_are_listed() -> None:
    put("a.txt", MISSPELT)
    assert lint("--fix", "--write-baseline", "known.json", "a.txt").exit_code == 0
    assert listed() == []
    assert Path("a.txt").read_text("utf-8") == SOUND


def test_standard_input() -> None:
    result = CliRunner().invoke(main, ["lint", "--write-baseline", "b.json", "-"], input=NAMED)
    assert result.exit_code == 0
    assert listed("b.json")[0]["file"] == "<stdin>"
    again = CliRunner().invoke(main, ["lint", "--baseline", "b.json", "-"], input=NAMED)
    assert (again.exit_code, again.stdout) == (0, "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        "{}",
        '{"version": 3, "findings": []}',
        '{"version": 2, "findings": []}',
        '{"version": 2, "salt": "0", "findings": []}',
        f'{{"version": 2, "salt": "{"0" * 32}"}}',
        f'{{"version": 2, "salt": "{"0" * 32}", "findings": [{{"file": "a", "code": "IMR601", '
        '"digest": "Dr. Okafor", "count": 1}]}',
        '{"version": 1}',
        '{"version": 1, "findings": 3}',
        '{"version": 1, "findings": [3]}',
        '{"version": 1, "findings": [{"file": "a", "code": "IMR601", "text": ""}]}',
        '{"version": 1, "findings": [{"file": "a", "code": "x", "text": "", "count": "n"}]}',
    ],
)
def test_invalid_baselines(text: str) -> None:
    put("known.json", text)
    with pytest.raises(ConfigError, match="this is not a baseline written by imrparse"):
        Baseline.read(Path("known.json"))


def test_list_that_can_not_be_read_or_written() -> None:
    put("a.txt")
    result = lint("--baseline", "none.json", "a.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "\nError: none.json: No such file or directory\n" in result.stderr
    result = lint("--write-baseline", "no/known.json", "a.txt")
    assert result.exit_code == 2
    assert result.stderr == "no/known.json: not written: No such file or directory\n"


def test_lone_surrogates_come_back() -> None:
    text = NAMED.replace("Dr. Okafor", "Dr. Oka\udc80for")
    baseline = Baseline(Path("known.json"))
    found = imrparse.lint(text)
    baseline.add("a.txt", found)
    Path("known.json").write_bytes(baseline.text().encode(errors="backslashreplace"))
    assert Baseline.read(Path("known.json")).unknown("a.txt", found) == []
    assert len(baseline) == len(found)


# Privacy of the list

NUMBER = "078-05-1120"
PRIVATE = SOUND.replace("An MRI of 08/02/2016", f"SSN {NUMBER}. An MRI of 08/02/2016")


def test_no_word_of_a_letter_is_in_the_list() -> None:
    put("a.txt", PRIVATE)
    put("b.txt", BOTH)
    lint("--write-baseline", "known.json", "a.txt", "b.txt")
    text = Path("known.json").read_text("utf-8")
    assert [entry["code"] for entry in listed()] == ["IMR603", "IMR601", "IMR608"]
    assert set(listed()[0]) == {"file", "code", "digest", "count"}
    for word in (NUMBER, NUMBER.replace("-", ""), "1120", "Okafor", "Dr."):
        assert word not in text
    assert lint("--baseline", "known.json", "a.txt", "b.txt").exit_code == 0


def test_the_digest_covers_more_than_the_number() -> None:
    """Otherwise all numbers could be tried: the digest covers the context, and is cut so that many
    match."""
    put("a.txt", PRIVATE)
    put("b.txt", PRIVATE.replace("the medial", "a medial").replace("SSN", "His SSN was"))
    lint("--write-baseline", "known.json", "a.txt", "b.txt")
    data = json.loads(Path("known.json").read_bytes())
    digests = [entry["digest"] for entry in data["findings"]]
    assert len(set(digests)) == 2
    for digested in (NUMBER, f"IMR603{NUMBER}", f"{data['salt']}{NUMBER}"):
        assert not sha256(digested.encode()).hexdigest().startswith(tuple(digests))
    assert len(digests[0]) * 4 < (10**9).bit_length()


def test_two_lists_can_not_be_compared() -> None:
    put("a.txt", PRIVATE)
    for name in ("one.json", "two.json"):
        lint("--write-baseline", name, "a.txt")
    one, two = (json.loads(Path(name).read_bytes()) for name in ("one.json", "two.json"))
    assert one["salt"] != two["salt"]
    assert one["findings"][0]["digest"] != two["findings"][0]["digest"]


def test_another_number_in_the_same_place_is_new() -> None:
    put("a.txt", PRIVATE)
    lint("--write-baseline", "known.json", "a.txt")
    put("a.txt", PRIVATE.replace(NUMBER, "219-09-9999"))
    result = lint("--baseline", "known.json", "a.txt")
    assert (result.exit_code, result.stdout.count("IMR603")) == (1, 1)


def test_distant_changes_do_not_matter() -> None:
    put("a.txt", PRIVATE)
    lint("--write-baseline", "known.json", "a.txt")
    far = PRIVATE.replace("44 year old", "54 year old").replace("rental: Upheld", "rent: Upheld")
    put("a.txt", far.replace("\n", "\r\n"))
    assert lint("--baseline", "known.json", "--select", "privacy", "a.txt").exit_code == 0


def test_lists_of_older_versions_are_read_and_rewritten() -> None:
    put("a.txt", PRIVATE)
    known = [{"file": "a.txt", "code": "IMR603", "text": NUMBER, "count": 1}]
    put("known.json", json.dumps({"version": 1, "findings": known}))
    old = lint("--baseline", "known.json", "a.txt")
    assert (old.exit_code, old.stdout) == (0, "")
    assert old.stderr.startswith(
        "known.json: this baseline has an old format that contains the words of findings; "
        "--write-baseline writes one that does not\n"
    )
    assert lint("--write-baseline", "known.json", "a.txt").exit_code == 0
    assert NUMBER not in Path("known.json").read_text("utf-8")
    assert (
        lint("--baseline", "known.json", "a.txt").stderr == "1 letter: 1 hidden by the baseline\n"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_list_may_come_from_a_pipe() -> None:
    put("a.txt", PRIVATE)
    lint("--write-baseline", "known.json", "a.txt")
    os.mkfifo("pipe")
    writer = Thread(target=lambda: Path("pipe").write_bytes(Path("known.json").read_bytes()))
    writer.start()
    assert lint("--baseline", "pipe", "a.txt").exit_code == 0
    writer.join()
