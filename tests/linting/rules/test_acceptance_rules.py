"""What was accepted in a draft, by a comment or in the settings, is not reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.letters import MISSPELT, NAMED, SOUND

import imrparse
from imrparse import LintConfig, Loaded, Span
from imrparse.linting.config import ConfigError
from imrparse.linting.config_files import load

SURE = "<!-- imrparse: ignore IMR703: as in the record -->"
TWICE = SOUND.replace("had had", "had").replace("has included\n", "has included included\n")
ALONE = TWICE.replace("The injured worker is", f"{SURE}\nThe injured worker is")


NAMES = {
    "needless-acceptance": "IMR801",
    "unreasoned-acceptance": "IMR802",
    "unknown-acceptance": "IMR803",
}


def codes(text: str | Loaded, **settings: object) -> list[str]:
    return [one.code for one in imrparse.lint(text, LintConfig(**settings))]  # type: ignore[arg-type]


def test_a_comment_accepts_what_is_in_its_paragraph() -> None:
    assert codes(TWICE) == ["IMR703"]
    assert codes(TWICE.replace("included included", f"included included {SURE}")) == []
    assert codes(TWICE.replace("on\nstairs", f"on\nstairs {SURE}")) == []
    assert codes(ALONE) == []
    assert codes(ALONE.replace(SURE, f"{SURE}\n")) == []
    elsewhere = TWICE.replace("MTUS is silent", f"MTUS is silent {SURE}")
    assert codes(elsewhere) == ["IMR703", "IMR801"]
    assert imrparse.parse(ALONE) == imrparse.parse(TWICE)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("ignore IMR703: as in the record", []),
        ("ignore doubled-word (as in the record)", []),
        ("Ignore IMR703 - as in the record", []),
        ("ignore IMR601, IMR703 \u2013 as in the record", ["IMR801"]),
        ("ignore IMR703", ["IMR802"]),
        ("ignore IMR999, IMR703: as in the record", ["IMR803"]),
        ("ignore IMR7: as in the record", ["IMR703", "IMR803"]),
        ("ignore text: as in the record", ["IMR703", "IMR803"]),
        ("ignore", ["IMR703", "IMR803"]),
        ("please", ["IMR703", "IMR803"]),
    ],
)
def test_how_an_acceptance_is_written(said: str, left: list[str]) -> None:
    text = ALONE.replace(SURE, f"<!-- imrparse: {said} -->")
    assert sorted(codes(text)) == left
    assert sorted(codes(text, select=("IMR8",))) == [code for code in left if code > "IMR8"]


@pytest.mark.parametrize("name", NAMES)
def test_rules_on_acceptances_can_be_ignored(name: str) -> None:
    comments = (f"<!-- imrparse: ignore {said} -->\n" for said in ("IMR601", "IMR999"))
    text = SOUND.replace("CLINICAL", f"{''.join(comments)}CLINICAL")
    assert codes(text) == ["IMR801", "IMR802", "IMR803"]
    assert codes(text, ignore=(name,)) == [code for code in NAMES.values() if code != NAMES[name]]


def test_errors_are_never_accepted() -> None:
    comment = "<!-- imrparse: ignore IMR009: we like it so -->\n"
    assert codes(MISSPELT.replace("CLINICAL", f"{comment}CLINICAL")) == ["IMR801", "IMR009"]


def test_a_fix_removes_what_nothing_needs() -> None:
    text = SOUND.replace("stairs", f"stairs {SURE}")
    assert imrparse.fix(text).text == text  # as it has words
    for text in (f"stairs {SURE}", f"stairs {SURE[:-4]}, IMR601 -->"):
        assert imrparse.fix(SOUND.replace("stairs", text), unsafe=True).text == SOUND
    assert imrparse.fix(SOUND.replace("CLINICAL", f"{SURE}\nCLINICAL"), unsafe=True).text == SOUND
    several = ALONE.replace("IMR703", "IMR601, IMR703, IMR704")
    assert imrparse.fix(several, unsafe=True).text == ALONE
    assert imrparse.fix(SOUND.replace("stairs", f"stairs {SURE}")).left == ()


def test_an_entry_of_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "imrparse.toml"
    entry = '[[lint.accept]]\ncase = "CM16-0902277"\ncode = "IMR601"\nreason = "a company"\n'
    path.write_text(entry)
    config = load(path).config
    assert imrparse.lint(NAMED, config) == ()
    assert [one.code for one in imrparse.lint(SOUND, config)] == ["IMR801"]
    assert imrparse.lint(SOUND.replace("CM16-0902277", "CM16-0902278"), config) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('reason = "a company"', "", "gives no reason"),
        ("IMR601", "IMR999", "unknown rule or code 'IMR999'"),
        ('case = "CM16-0902277"', "", "an entry needs the case number"),
        ("reason", "why", "unknown key 'why'"),
    ],
)
def test_wrong_entries(old: str, new: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "imrparse.toml"
    entry = '[[lint.accept]]\ncase = "CM16-0902277"\ncode = "IMR601"\nreason = "a company"\n'
    path.write_text(entry.replace(old, new))
    with pytest.raises(ConfigError, match=said):
        load(path)


def test_a_comment_of_a_word_file() -> None:
    start = NAMED.index("Dr. ")
    comment = (Span(start, start + 10), "imrparse: ignore IMR601: a company")
    assert codes(Loaded(NAMED, "docx", comments=(comment,))) == []
    assert codes(Loaded(NAMED, "docx", comments=((Span(0, 4), comment[1]),))) == [
        "IMR801",
        "IMR601",
    ]
    assert codes(Loaded(NAMED, "docx", comments=((comment[0], "please check"),))) == ["IMR601"]
