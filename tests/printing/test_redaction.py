"""Copies of letters without personal data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from textwrap import wrap

import pytest
from click.testing import CliRunner

from helpers.faults.fault_kinds import KINDS, single
from helpers.faults.injection import apply
from helpers.letters import ROOT, SOUND

import imrparse
from imrparse.cli import main
from imrparse.parsing.reader import reader
from imrparse.printing import redaction
from imrparse.printing.redaction import NotAlikeError, redact
from imrparse.text.source import Source

SAMPLES = sorted(ROOT.glob("samples/*.txt"))
EACH = [pytest.param(n, marks=pytest.mark.slow if n % 4 else ()) for n in range(len(KINDS))]


def copy_of(text: str, salt: bytes = b"salt") -> str:
    return redact(Source(text), salt)


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Three words in a row, at each place of the prose."""
    letter = imrparse.analyze(text).determination
    for prose in [letter.summary, *(issue.rationale for issue in letter.issues)]:
        words = re.findall(r"[^\W\d_]+", prose.text.lower())
        yield from zip(words, words[1:], words[2:], strict=False)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_copy_is_read_alike_and_holds_no_prose(path: Path) -> None:
    text = path.read_bytes().decode()
    copy = copy_of(text)
    before, after = imrparse.analyze(text), imrparse.analyze(copy)
    assert [d.code for d in after.diagnostics] == [d.code for d in before.diagnostics]
    one, other = before.determination, after.determination
    assert [issue.decision for issue in other.issues] == [issue.decision for issue in one.issues]
    assert other.template is one.template
    assert copy.count("\n") == text.count("\n")
    assert not set(runs(text)) & set(runs(copy))


def test_what_stays_and_what_does_not() -> None:
    text = SOUND.replace("MAXIMUS guideline:", "MAXIMUS guidline:", 1)
    copy = copy_of(text)
    for stays in (
        "State(s) of Licensure: California, Nevada",
        "MAXIMUS guidline:",
        "MTUS Knee Complaints 2004",
        "Priority: Standard",
        ": Upheld",
    ):
        assert stays in copy
    for goes in ("0902277", "05/09/2014", "crate", "meniscus", "ibuprofen", "44 year old"):
        assert goes in text
        assert goes not in copy


def test_words_have_one_replacement_which_the_salt_decides() -> None:
    assert copy_of(SOUND) == copy_of(SOUND)
    assert copy_of(SOUND) != copy_of(SOUND, b"other")
    twice = SOUND.replace("He has been treated", "He has been treated. He has been treated", 1)
    assert re.search(r"(\S+ \S+ \S+ \S+)\.\s\1", copy_of(twice))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He was seen on 05/09/2014", r"\d\d/\d\d/2014"),
        ("He was seen on 5-9-14", r"\d-\d+-14"),
        ("He was seen on May 9, 2014", r"May \d+, 2014"),
    ],
)
def test_dates_keep_their_notation(before: str, after: str) -> None:
    given = before.removeprefix("He was seen on ")
    copy = copy_of(SOUND.replace("An MRI of 08/02/2016", f"{before}. An MRI of 08/02/2016", 1))
    found = re.findall(after, copy)
    assert found
    assert given not in found


@pytest.mark.parametrize("number", EACH)
def test_the_fault_of_a_letter_stays(number: int) -> None:
    kind = [*KINDS][number]
    letter, fault = single(kind, Random(kind))
    text = apply(letter.text, fault.edits)
    wanted = [d.code for d in imrparse.analyze(text).diagnostics]
    assert [d.code for d in imrparse.analyze(copy_of(text)).diagnostics] == wanted


PARTIAL = "8 sessions was authorized by the Claims Administrator"


def test_a_running_line_inside_the_form_of_a_request_is_replaced() -> None:
    """So are the dates in it; the numbers of pages stay."""
    text = SOUND
    for page, before in enumerate(("He has been", PARTIAL, "portion of"), start=1):
        line = f"Jane Roe 01/02/1960 Page {page} of 3"
        text = text.replace(before, f"\n{line}\n\f{before}", 1)
    assert not imrparse.analyze(text).diagnostics
    copy = copy_of(text)
    assert re.findall(r"\d of 3", copy) == ["1 of 3", "2 of 3", "3 of 3"]
    assert "portion of the original request" in copy
    for goes in ("Jane", "Roe", "01/02/1960"):
        assert goes not in copy


def test_numbers_before_the_letter_are_replaced() -> None:
    copy = copy_of(f"From: Jane Roe\nSubject: Claim 7751 of 01/02/1960\n\n{SOUND}")
    for goes in ("Jane", "Roe", "7751", "01/02/1960"):
        assert goes not in copy


@pytest.mark.parametrize("cased", [str.upper, str.lower])
def test_a_letter_in_another_case_keeps_no_number_and_no_prose(
    cased: Callable[[str], str],
) -> None:
    """The form of a request is kept in requests only."""
    text = cased(SOUND.replace("He has been treated", f"{PARTIAL}. He has been treated", 1))
    copy = copy_of(text)
    assert "0902277" not in copy
    assert not set(runs(text)) & set(runs(copy))


def test_words_may_hold_invisible_characters() -> None:
    text = SOUND.replace("original", "orig\xadinal").replace("session", "ses\xad\u200bsion")
    copy = copy_of(text)
    assert copy.count("orig\xadinal request") == text.count("orig\xadinal request")
    assert copy.count("\xad\u200b") == text.count("\xad\u200b")
    assert "ses\xad" not in copy


def test_a_torn_sentence_of_the_form_stays() -> None:
    """Scans show the lines of a page in another order."""
    rest = "case file, including all medical records:\n"
    text = SOUND.replace(rest, "", 1).replace("CLINICAL", f"{rest}\nCLINICAL", 1)
    assert "The expert reviewer developed the following" in copy_of(text)


def test_a_line_that_its_sentence_needs_stays_one() -> None:
    """What the lines beside it end and begin with tells that it is no mark of a page."""
    letter = imrparse.parse(SOUND)
    end = "Medical necessity has not been established. The request for"
    needed = f"{end}\nMRI of the knee without contrast\nis determined to not be necessary."
    wrapped = "\n".join("\n".join(wrap(line, 60)) for line in SOUND.split("\n"))
    last = wrapped.rindex(letter.issues[-1].rationale.text.split()[-1])
    text = f"{wrapped[:last]}\n{needed}\n"
    assert imrparse.analyze(text).diagnostics == ()
    assert copy_of(text).count("\n") == text.count("\n")


def test_numbers_between_words_do_not_part_them() -> None:
    """Of "on October 21, 2016, the" not all words stay, whatever the attempt."""
    said = "The pain began on October 21, 2016, the day before July 4, 2017, with the work"
    text = SOUND.replace("An MRI of", f"{said}. An MRI of", 1)
    for attempt in range(redaction._ATTEMPTS):
        pieces = redaction._Redaction(reader().read(Source(text)), b"salt", attempt).pieces()
        copy = redaction._applied(text, list(pieces))
        assert not set(runs(text)) & set(runs(copy))


def test_any_text_has_a_copy_or_none() -> None:
    assert copy_of("") == ""
    assert copy_of("Jane Roe, of 12 Main St.") != "Jane Roe, of 12 Main St."


def test_a_copy_that_is_read_otherwise_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "kept", lambda _: [])
    monkeypatch.setattr(redaction, "_ATTEMPTS", 2)
    with pytest.raises(NotAlikeError, match="no copy was found"):
        copy_of(SOUND)
    done = CliRunner().invoke(main, ["redact", "-"], input=SOUND)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "please describe the letter in words" in done.stderr


def test_command() -> None:
    done = CliRunner().invoke(main, ["redact", "-"], input=SOUND)
    assert done.exit_code == 0
    assert imrparse.parse(done.stdout).outcome is imrparse.parse(SOUND).outcome
    assert "meniscus" not in done.stdout
    again = CliRunner().invoke(main, ["redact", "-"], input=SOUND)
    assert again.stdout != done.stdout
    assert CliRunner().invoke(main, ["redact", "gone.txt"]).exit_code == 1
