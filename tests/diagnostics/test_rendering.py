"""How diagnostics are printed: carets are below their text, whatever the text contains."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import accumulate

import click
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from imrparse import Diagnostic, Edit, Fix, Related, Severity, Source, Span
from imrparse.diagnostics.rendering import concise, full, to_json, unplaced_to_json

HERE = "\u00a7"
"""Marks the span in the texts below: one mark for an empty span, two around any other."""

FIRST = Related("the first one is here", Span(0, 9))


def marked(text: str) -> Diagnostic:
    """A fault at the marked span of a text."""
    start = text.index(HERE)
    end = max(start, text.rindex(HERE) - 1)
    source = Source(text.replace(HERE, ""))
    span = Span(start, end)
    return Diagnostic("IMR009", Severity.ERROR, "this is misspelt", span, source=source)


def evolved(diagnostic: Diagnostic, *related: Related, fix: Fix | None = None) -> Diagnostic:
    return Diagnostic(
        diagnostic.code,
        diagnostic.severity,
        diagnostic.message,
        diagnostic.span,
        source=diagnostic.source,
        hint="did you mean 'Decision rationale:'?",
        related=related,
        fixes=(fix,) if fix else (),
    )


def fix(*edits: tuple[int, int, str], safe: bool = True) -> Fix:
    return Fix("put it right", tuple(Edit(Span(a, b), text) for a, b, text in edits), safe)


LONG = "".join(f"word{number} " for number in range(100))

TEXTS = {
    "plain": "before\nthe §decison§ word\nafter",
    "tabs": "\tName:\tx\t§value§\tmore",
    "span over a tab": "a §b\tc§ d",
    "wide": "漢字 §漢字§ 漢字",
    "emoji": "👍🏽 ❤️ 👨‍👩‍👧 🇺🇸 §word§ 👍",
    "combining marks": "e\u0301e\u0301 §e\u0301e\u0301§ x",
    "start of a long line": f"§word§ {LONG}",
    "middle of a long line": f"{LONG}§word§ {LONG}",
    "end of a long line": f"{LONG}§word§",
    "after a long line": f"{LONG}end§",
    "long span in a long line": f"{LONG}§{LONG}§{LONG}",
    "wide characters at the cuts": f"{'漢' * 60}§x§{'字' * 60}",
    "long line before": f"{LONG}\nthe §decison§",
    "end of the text": "the text ends§",
    "end of the text after a line end": "the text ends\n§",
    "end of a blank text": " \n§",
    "empty text": "§",
    "crlf": "before\r\nthe §decison§ word\r\nafter\r\n",
    "end of a crlf line": "before\r\nthe§\r\nafter\r\n",
    "cr": "before\rthe §decison§ word\rafter\r",
    "encoding mark": "\ufeff§Decison§ rationale",
    "no-break spaces": "\u00a0\u00a0§Decison§ rationale",
    "controls": "\x1b[31m\x07\x9b \u202e \u2028 \x85 \u200b §word§ \x0c\ud800",
    "hyphens": "a lum-\ufffe a so\u00adft §word§",
    "over lines": "before\nthe §first line\n\nand the§ last",
    "to a line's end": "before\nthe §whole line\n\n§after",
    "line before blank": "\ufeff \nbefore\n \n\f\nthe §decison§",
    "line before far": "before\n\n\n\n\n\n\nthe §decison§",
    "line numbers of two widths": "\n" * 8 + "before\nthe §decison§",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_excerpt(text: str, snapshot: SnapshotAssertion) -> None:
    shown = full(marked(text), width=60)
    assert shown == snapshot
    assert all(sum(map(cell_len, line)) <= 60 for line in shown.split("\n"))
    assert not set(shown) & set("\t\r\x1b\x07\x9b\u202e\u2028\x85\ufeff")


OTHERS = {
    "related on another line": ((FIRST,), None),
    "related on the same line": ((Related("the first one is here", Span(12, 15)),), None),
    "two related": ((FIRST, Related("it belongs here", Span(25, 25))), None),
    "fix of the place": ((), fix((16, 23, "decision"))),
    "fix of another place": ((), fix((12, 15, "this"))),
    "fix that inserts": ((), fix((16, 16, "the\r\nlong"))),
    "fix that removes": ((), fix((0, 11, ""))),
    "fix of much": ((), fix((16, 23, "decision " * 20))),
    "fix of several places": ((), fix((12, 15, "a"), (16, 23, "decision"))),
    "unsafe fix": ((), fix((16, 23, "decision"), safe=False)),
    "both": ((FIRST,), fix((16, 23, "decision"))),
}


@pytest.mark.parametrize(("related", "mended"), OTHERS.values(), ids=OTHERS)
def test_remarks(
    related: tuple[Related, ...], mended: Fix | None, snapshot: SnapshotAssertion
) -> None:
    diagnostic = marked("first line.\nthe §decison§\nlast")
    assert full(evolved(diagnostic, *related, fix=mended), path="a.txt") == snapshot


def test_without_a_path_places_are_in_words(snapshot: SnapshotAssertion) -> None:
    assert full(evolved(marked("first line.\nthe §decison§"), FIRST)) == snapshot


@pytest.mark.parametrize(
    ("severity", "style"),
    [(Severity.ERROR, "\x1b[31m"), (Severity.WARNING, "\x1b[33m"), (Severity.NOTE, "\x1b[36m")],
)
def test_color(severity: Severity, style: str) -> None:
    source = Source("the decison")
    found = Diagnostic("IMR009", severity, "m", Span(4, 11), source=source, related=(FIRST,))
    colored = full(found, path="a.txt", color=True)
    assert colored.startswith(f"\x1b[1ma.txt:1:5\x1b[0m: {style}\x1b[1mIMR009\x1b[0m m\n")
    assert f"{style}^^^^^^^\x1b[0m" in colored
    assert "\x1b[2m 1 |\x1b[0m the decison" in colored
    assert click.unstyle(colored) == full(found, path="a.txt")


def test_concise() -> None:
    diagnostic = marked("one\ntwo §three§")
    assert concise(diagnostic, "a.txt") == "a.txt:2:5: IMR009 this is misspelt"
    assert concise(diagnostic, "a\x1b\n.txt") == "a␛␊.txt:2:5: IMR009 this is misspelt"
    assert concise(diagnostic) == "line 2, column 5: IMR009 this is misspelt"


def test_json(snapshot: SnapshotAssertion) -> None:
    diagnostic = evolved(marked("first line.\r\nthe §decison§"), FIRST, fix=fix((17, 24, "x")))
    rendered = to_json(diagnostic, "a.txt")
    assert json.loads(json.dumps(rendered)) == rendered
    assert json.dumps(rendered, indent=1) == snapshot
    assert to_json(diagnostic)["path"] is None


def test_plain_values() -> None:
    """The same as in the formats for programs, without the file."""
    diagnostic = evolved(marked("first line.\r\nthe §decison§"), FIRST, fix=fix((17, 24, "x")))
    plain = diagnostic.to_dict()
    assert {"path": "a.txt", **plain} == to_json(diagnostic, "a.txt")
    assert plain["place"] == {"line": plain["line"], "column": plain["column"]}
    assert plain["fixes"][0]["edits"][0]["place"] == {"line": 2, "column": 5}
    assert plain.keys() == to_json(diagnostic).keys() - {"path"}
    assert unplaced_to_json("IMR000", "no such file", "a.txt").keys() == {"path", *plain}


PIECES = "a \t\n\r漢e\u0301🙂\ufeff\u00a0\u200d\x1b\u2028\u00ad\u1100\u1161-."
RANGES = [(0, 0x2FF), (0x370, 0x3FF), (0x3041, 0x30FF), (0x4E00, 0x4FFF), (0x1F600, 0x1F64F)]
"""Characters of undisputed width. The mark is one of them, but is removed."""

characters = st.one_of(
    *(st.characters(min_codepoint=a, max_codepoint=b, exclude_categories=["Cn"]) for a, b in RANGES)
)
texts = st.text(PIECES, max_size=80) | st.text(characters, max_size=200)


@given(texts, texts, st.integers(0, 100), st.integers(20, 90))
@example("a" * 500, "漢" * 500, 300, 40)
@example("\u0301" * 500, "\u0301" * 500, 300, 40)
@example("\t" * 90, "\t" * 90, 3, 20)
def test_carets_stand_under_the_place(before: str, after: str, length: int, width: int) -> None:
    """Measured on the output, with an independent definition of character width."""
    before, after = before.replace(HERE, ""), after.replace(HERE, "")
    text = before + HERE + after
    span = Span(len(before), min(len(text), len(before) + 1 + length))
    diagnostic = Diagnostic("X", Severity.ERROR, "m", span, source=Source(text))
    lines = [
        line for line in full(diagnostic, width=width).split("\n")[1:] if line.split()[0] != "="
    ]
    column = cell_len(lines[-1].partition("^")[0])
    shown = lines[-2]
    assert (column, HERE) in zip(accumulate(map(cell_len, shown), initial=0), shown, strict=False)
    assert lines[-1].endswith("^")
    assert all(sum(map(cell_len, line)) <= max(width, 28) for line in lines)


@given(texts, st.data())
def test_any_place_can_be_shown(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    diagnostic = Diagnostic("X", Severity.NOTE, "m", Span(start, end), source=Source(text))
    assert len(re.findall(r"^ +\| +\^+$", full(diagnostic), re.MULTILINE)) == 1
    assert len(concise(diagnostic).split("\n")) == 1
    json.dumps(to_json(diagnostic))


def test_a_long_line_is_fast() -> None:
    """Only text near the place is examined; otherwise this would take minutes."""
    source = Source("a漢\t" * 300_000)
    for start in range(0, 900_000, 3_000):
        full(Diagnostic("X", Severity.NOTE, "m", Span(start, 900_000), source=source))


def test_plain_printing_needs_neither_click_nor_rich() -> None:
    code = (
        "import sys, imrparse\n"
        "try: imrparse.parse('no letter')\n"
        "except imrparse.ParseError as error: print(error)\n"
        "assert not {'click', 'rich'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "IMR001" in done.stdout
