"""CONTRIBUTING.md's recipes for a header cell and a labelled part, tried on a copy of the package.

The copy has an optional cell and two optional parts that no letter has, one of them at the end,
made by the changes that the recipes name and no others.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

ROOT = Path(__file__).parents[1]

CHANGES = {
    "grammars/header.lark": [
        ("header: ( ", "header: ( PANEL_NUMBER_FIELD | PANEL_NUMBER_VALUE | "),
        ("case_row: case_number\n", "case_row: case_number panel_number?\n"),
        (
            "CASE_NUMBER_VALUE: ",
            "panel_number: PANEL_NUMBER_FIELD PANEL_NUMBER_VALUE\n"
            'PANEL_NUMBER_FIELD: "Panel Number:"\n'
            "PANEL_NUMBER_VALUE: /(?<![\\w\\/.\\-])[0-9]{7}(?![\\w\\/\\-])/\n"
            "PANEL_NUMBER_MANGLED: /(?<![\\w\\/.\\-])[\\dOoIlSB]{3}[ \\-]?[\\dOoIlSB]{4}\\b/\n"
            "CASE_NUMBER_VALUE: ",
        ),
        ("mangled_value: ", "mangled_value: PANEL_NUMBER_MANGLED | "),
    ],
    "grammars/letter.lark": [
        (
            "reviewer summary issues\n",
            "reviewer _documents_reviewed? summary issues _addendum?\n",
        ),
        (
            "\nSUMMARY_HEADING: ",
            "\n_documents_reviewed: DOCUMENTS_REVIEWED_LABEL PROSE\n"
            'DOCUMENTS_REVIEWED_LABEL: "Documents Reviewed:"\n'
            "_addendum: ADDENDUM_LABEL PROSE\n"
            'ADDENDUM_LABEL: "Addendum to the Letter:"\n'
            "SUMMARY_HEADING: ",
        ),
    ],
    "imrparse/tree/letter.py": [
        (
            '    """When the application for review was received."""\n',
            '    """When the application for review was received."""\n'
            "    panel_number: str | None = None\n",
        ),
        (
            '    """The credentials of the reviewer."""\n',
            '    """The credentials of the reviewer."""\n'
            "    documents_reviewed: Prose | None = field(default=None, kw_only=True)\n",
        ),
        (
            '    """The disputed treatments, in text order."""\n',
            '    """The disputed treatments, in text order."""\n'
            "    addendum: Prose | None = field(default=None, kw_only=True)\n",
        ),
    ],
    "imrparse/printing/blocks.py": [
        (
            '        yield Heading(word("SUMMARY_HEADING"))\n',
            "        if part := letter.documents_reviewed:\n"
            '            yield Paragraph(part.text, word("DOCUMENTS_REVIEWED_LABEL"))\n'
            '        yield Heading(word("SUMMARY_HEADING"))\n',
        ),
        (
            '            yield from self._issue(issue, f"issues[{number}]")\n',
            '            yield from self._issue(issue, f"issues[{number}]")\n'
            "        if part := letter.addendum:\n"
            '            yield Paragraph(part.text, word("ADDENDUM_LABEL"))\n',
        ),
    ],
}

SCRIPT = """
import imrparse
from pathlib import Path

sound = Path("sound.txt").read_text()

def parsed(old, new):
    return imrparse.parse(sound.replace(old, new, 1))

def said(old, new):
    found = imrparse.analyze(sound.replace(old, new, 1)).diagnostics
    return [f"{one.code} {one.message} {one.hint or ''}".strip() for one in found]

def replaced(letter, part, **values):
    return imrparse.unparse(imrparse.replace(letter, part, **values))

def refused(make, *args, **values):
    try:
        make(*args, **values)
    except ValueError as error:
        return str(error)

"""

CELL = """
DATE = "Date Assigned:"
letter = parsed(DATE, "Panel Number: 1234567\\nDate Assigned:")
assert letter.header.panel_number == "1234567"
assert imrparse.parse(imrparse.format(letter)) == letter
assert imrparse.from_dict(imrparse.to_dict(letter)) == letter
assert "Panel Number: 7654321" in replaced(letter, letter.header, panel_number="7654321")
without = replaced(letter, letter.header, panel_number=None)
assert "Panel" not in without and imrparse.parse(without) == imrparse.parse(sound)
bare = imrparse.parse(sound)
added = imrparse.parse(replaced(bare, bare.header, panel_number="1234567"))
assert added == letter
table, body = sound[: sound.index("HOW")], sound[sound.index("HOW") :]
names, values = zip(*(line.split(": ") for line in table.split("\\n") if line))
alone = "\\n".join(values) + "\\n\\n"
assert imrparse.analyze(alone + body).determination.header == bare.header
column = "".join(f"{name}:\\n" for name in names if name != "Date of Injury")
(message,) = [one.message for one in imrparse.analyze(column + alone + body).diagnostics]
assert message == "the header's 'Date of Injury:' is missing here"
assert refused(imrparse.replace, letter, letter.header, panel_number="12") == (
    "'12' is not a panel number"
)
assert said(DATE, "Panel Number: pending\\nDate Assigned:") == [
    "IMR014 'pending' is not a value of the header's 'Panel Number:'"
]
assert said(DATE, "Panel Number: 123-45O7\\nDate Assigned:") == [
    "IMR014 '123-45O7' is not a value of the header's 'Panel Number:' did you mean '1234507'?"
]
"""

PART = """
HEADING = "CLINICAL CASE SUMMARY"
TEXT = "A letter of Dr. Amara Okafor of 10/15/2016."
letter = parsed(HEADING, f"Documents Reviewed: {TEXT}\\n\\n{HEADING}")
part = letter.documents_reviewed
assert part.text == TEXT
assert letter.dates[0].field == "documents_reviewed"
assert imrparse.parse(imrparse.format(letter)) == letter
assert imrparse.from_dict(imrparse.to_dict(letter)) == letter
assert imrparse.parse(sound).documents_reviewed is None
assert "Reviewed: A fax.\\n" in replaced(letter, part, text="A fax.")
bare = imrparse.parse(sound)
assert replaced(letter, letter, documents_reviewed=None) == sound
assert replaced(bare, bare, documents_reviewed=part) == letter.source
assert refused(replaced, bare, bare, documents_reviewed=imrparse.Prose("")) == (
    "documents_reviewed can't be empty"
)
added = imrparse.parse(replaced(letter, letter, addendum=imrparse.Prose("A page was lost.")))
assert added.source.endswith("necessary.\\n\\nAddendum to the Letter: A page was lost.\\n")
assert imrparse.parse(imrparse.format(added)) == added
assert replaced(added, added, addendum=None) == letter.source
markdown = imrparse.format(letter, style="markdown")
letter = imrparse.parse(markdown)
assert replaced(letter, letter, documents_reviewed=None) == imrparse.format(bare, style="markdown")
bare = imrparse.parse(imrparse.format(bare, style="markdown"))
assert replaced(bare, bare, documents_reviewed=part) == markdown
one_line = imrparse.parse(" ".join(sound.split()))
with_part = imrparse.parse(replaced(one_line, one_line, documents_reviewed=part))
assert with_part.documents_reviewed.text == TEXT
assert replaced(with_part, with_part, documents_reviewed=None).split() == sound.split()
assert [one.code for one in imrparse.lint(letter)] == ["IMR601"]
assert said(HEADING, f"Documents Reviwed: {TEXT}\\n\\n{HEADING}") == [
    "IMR009 'Documents Reviwed:' is misspelt did you mean 'Documents Reviewed:'?"
]
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a changed copy of the package."""
    copy = tmp_path_factory.mktemp("changed")
    for folder in ("imrparse", "grammars"):
        copytree(ROOT / folder, copy / folder)
    for name, changes in CHANGES.items():
        text = (copy / name).read_text()
        for old, new in changes:
            assert old in text, f"{name} has no {old!r}"
            text = text.replace(old, new, 1)
        (copy / name).write_text(text)
    sound = (ROOT / "tests/letters/sound.txt").read_text()
    (copy / "sound.txt").write_text(sound)
    return copy


@pytest.mark.parametrize("script", [CELL, PART], ids=["cell", "part"])
def test_a_recipe_needs_no_other_change(changed: Path, script: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT + script],
        cwd=changed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
