"""What the page asks for, as functions that a limited process calls (`imrparse.files.limited`).

Each takes bytes and JSON-compatible arguments, and returns a JSON-compatible value and bytes. They
raise UnreadableError, whose message is shown to the user.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from attrs import evolve

import imrparse
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.editor.changes import edits_between
from imrparse.editor.web.sheet import sheet
from imrparse.files import Loaded, UnreadableError, load
from imrparse.files.formats import DOCX
from imrparse.files.loaded import Beside
from imrparse.linting import fixing
from imrparse.linting.config_files import settings_for
from imrparse.linting.engine import Linter, linter
from imrparse.linting.memory import Memory
from imrparse.reports.html.article import Letter, Look, about, article
from imrparse.reports.html.cards import cards, counted
from imrparse.reports.html.marked_text import numbered
from imrparse.reports.html.page import Page, all_groups
from imrparse.tables.columns.rows import TABLES, rows
from imrparse.tables.formats.text_form import write_csv

LARGEST_DRAFT = 500_000
"""Code points. A letter has some 6,000."""

Reply = tuple[dict[str, Any], bytes]


def prepare(**_: Any) -> None:
    """Import what the first call would, so that its memory counts as code."""
    _linter().lint("")


def read(data: bytes, *, name: str) -> Reply:
    """The text of a file, and what is found in it."""
    loaded = load(data, name=name, limited=False)
    text = _for_the_page(loaded.text)
    beside = [[one.name, one.text, one.is_name] for one in loaded.beside]
    answer = _found(name, evolve(loaded, text=text), reads=True)
    more = {"text": text, "line_end": _line_end(loaded.text), "kind": loaded.kind}
    return {}, _json(answer | more | {"beside": beside, "name": name})


def check(data: bytes) -> Reply:
    """What is found in the text of a draft, which is most often the last one after a keystroke."""
    name, loaded, request = _draft(data)
    reads = request.get("reads", False)
    return {}, _json(_found(name, loaded, reads=reads, memory=_last_draft))


def fix(data: bytes) -> Reply:
    """The draft after one fix, or after all safe ones, and what is found then.

    Raises UnreadableError for a fix after which the letter would lose something.
    """
    name, loaded, request = _draft(data)
    number = request.get("finding")
    if number is None:
        text = fixing.fix(loaded.text, _linter().lint).text
    else:
        text = _fixed(loaded, int(number), int(request.get("fix", 0)))
    answer = _found(name, evolve(loaded, text=text), reads=request.get("reads", False))
    return {}, _json(answer | {"text": text})


def export(data: bytes, *, form: str) -> Reply:
    """The draft's letter as JSON, as the rows of the tables, or as a page."""
    name, loaded, _ = _draft(data)
    letter = imrparse.analyze(loaded).determination
    if form == "json":
        values = {"path": name, "letter": imrparse.to_dict(letter)}
        return {}, json.dumps(values, indent=2).encode()
    if form == "tables":
        return {}, _tables(name, letter)
    page = Page("Findings in letters")
    linted = _linter().examine(loaded)
    page.add(Letter(name, loaded.source(), linted.letter, linted.diagnostics))
    return {}, page.html().encode(errors="backslashreplace")


def annotated(data: bytes) -> Reply:
    """A copy of a Word file with each finding as a comment."""
    loaded = load(data, limited=False)
    if loaded.kind != DOCX.kind:
        raise UnreadableError("comments go into a Word file, and this is none")
    from imrparse.files.docx_comments import annotate  # python-docx is slow to import

    return {}, annotate(data, _linter().lint(loaded))


def mended(data: bytes) -> Reply:
    """A copy of a Word file with the draft's changes as tracked ones.

    `data` is a request, a line feed, and the file. Changes that the file can't take are told.
    """
    request, _, file = data.partition(b"\n")
    _, draft, _ = _draft(request)
    loaded = load(file, limited=False)
    if loaded.kind != DOCX.kind:
        raise UnreadableError("tracked changes go into a Word file, and this is none")
    from imrparse.files.docx_tracking import track  # python-docx is slow to import

    changes = edits_between(_for_the_page(loaded.text), draft.text)
    tracked = track(file, [(edit,) for edit in changes])
    if not tracked.refused:
        return {}, tracked.data
    reasons = ", ".join(dict.fromkeys(tracked.refused.values()))
    count = f"{len(tracked.refused)} of {len(changes)} changes"
    return {"told": f"{count} could not be made in the Word file: {reasons}"}, tracked.data


def _linter() -> Linter:
    """The linter with the settings of the current folder."""
    return linter(settings_for(Path("letter")).config)


def _draft(data: bytes) -> tuple[str, Loaded, dict[str, Any]]:
    """The name and the text of a request's draft, and the request. Raises UnreadableError."""
    try:
        request = json.loads(data)
        beside = tuple(Beside(*map(_checked, one)) for one in request.get("beside", ()))
        loaded = Loaded(_text(request["text"]), "text", beside=beside)
        return _text(request.get("name", "draft")), loaded, request
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UnreadableError("this is not a request of the page") from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return _for_the_page(value)


def _checked(value: object) -> Any:
    if not isinstance(value, str | bool):
        raise TypeError
    return value


def _for_the_page(text: str) -> str:
    """A text as a browser holds it: every line ends in a line feed."""
    if len(text) > LARGEST_DRAFT:
        raise UnreadableError(
            f"it has {len(text):,} characters, and the page takes {LARGEST_DRAFT:,}; "
            "the command `imrparse lint` takes more"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line_end(text: str) -> str:
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


_last_draft = Memory()


def _found(
    name: str, loaded: Loaded, *, reads: bool, memory: Memory | None = None
) -> dict[str, Any]:
    """What the page shows of a draft."""
    findings, _, tree = _linter().examine(loaded, memory=memory)
    letter = Letter(name, loaded.source(), tree, findings)
    return {
        "sheet": sheet(letter),
        "cards": cards(numbered(findings), "l1-", interactive=True),
        "filters": all_groups(findings),
        "about": about(letter),
        "status": counted(findings),
        "spans": _in_units(loaded.text, findings),
        "letter": article(letter, Look("r1-")) if reads else None,
    }


def _in_units(text: str, findings: Sequence[Diagnostic]) -> list[list[int]]:
    """The spans of findings in UTF-16 code units, as browsers count."""
    ends = sorted({0, *(end for one in findings for end in one.span)})
    units, count = {0: 0}, 0
    for start, end in pairwise(ends):
        piece = text[start:end]
        count += (
            len(piece) if piece.isascii() else len(piece.encode("utf-16-le", "surrogatepass")) // 2
        )
        units[end] = count
    return [[units[one.span.start], units[one.span.end]] for one in findings]


def _fixed(loaded: Loaded, number: int, choice: int) -> str:
    """The text after a fix of the finding with this number."""
    findings = _linter().lint(loaded)
    if not (0 < number <= len(findings) and 0 <= choice < len(findings[number - 1].fixes)):
        raise UnreadableError("the draft has changed, and this finding is gone")
    chosen = findings[number - 1].fixes[choice]
    after = fixing.apply(loaded.text, chosen.edits)
    if not fixing.Content(loaded.text).is_kept_in(after, chosen.edits, safe=chosen.safe):
        raise UnreadableError("after this fix the letter would not parse, or would lose content")
    return after


def _tables(name: str, letter: imrparse.Determination) -> bytes:
    """The rows of the letter: an archive with a CSV file for each table."""
    found = rows(letter, name)
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as files:
        for table in TABLES:
            with (
                files.open(f"{table.name}.csv", "w") as raw,
                TextIOWrapper(raw, "utf-8", "backslashreplace", newline="") as file,
            ):
                write_csv(table, found[table.name], file)
    return archive.getvalue()


def _json(values: dict[str, Any]) -> bytes:
    return json.dumps(values).encode()
