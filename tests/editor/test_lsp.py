"""The language server: what an editor is told of a draft. Neovim itself is in `test_neovim.py`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from helpers.letters import SOUND

pytest.importorskip("pygls")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

import imrparse
from imrparse.editor.lsp.checked import Checked
from imrparse.editor.lsp.completions import completions
from imrparse.editor.lsp.findings import FIX_ALL, actions, diagnostics
from imrparse.editor.lsp.formatting import formatting
from imrparse.editor.lsp.hovers import hover
from imrparse.editor.lsp.outline import definition, folds, symbols
from imrparse.editor.lsp.places import Places
from imrparse.linting import config_files
from imrparse.linting.fixing import apply
from imrparse.text.source import Source, Span

URI = "untitled:draft"
ENCODINGS = list(lsp.PositionEncodingKind)
MISSPELT = SOUND.replace("MAXIMUS guideline:", "MAXIMUS guidline:", 1)


def at(draft: Checked, words: str, inside: int = 1) -> lsp.Position:
    """The position of some words, so many code points inside them."""
    return draft.places.position(draft.text.index(words) + inside)


# Places

ODD = "one\r\ntwo \U0001f600 x\rthr\u00e9e\f\u2028\nlast"
UNITS = {"utf-8": 4 + 4 + 1, "utf-16": 4 + 2 + 1, "utf-32": 4 + 1 + 1}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_places_are_mapped_there_and_back(encoding: lsp.PositionEncodingKind) -> None:
    source = Source(ODD)
    places = Places(source, encoding)
    for offset in range(len(ODD) + 1):
        if ODD[offset - 1 : offset + 1] == "\r\n":
            continue  # inside of a line's end
        assert places.offset(places.position(offset)) == offset
    x = places.position(ODD.index("x"))
    assert (x.line, x.character) == (1, UNITS[encoding.value])
    assert places.position(len(ODD)) == lsp.Position(3, 4)


def test_places_outside_of_the_text() -> None:
    places = Places(Source(ODD), "utf-16")
    assert places.offset(lsp.Position(0, 99)) == 3
    assert places.offset(lsp.Position(99, 0)) == len(ODD)
    assert ODD[places.offset(lsp.Position(1, 5))] == "\U0001f600"  # inside of a character
    assert places.span(lsp.Range(lsp.Position(0, 1), lsp.Position(0, 3))) == Span(1, 3)


# Findings and fixes


def test_diagnostics() -> None:
    draft = Checked(MISSPELT, URI)
    (found,) = diagnostics(draft)
    assert (found.code, found.severity) == ("IMR009", lsp.DiagnosticSeverity.Error)
    assert found.message == "'MAXIMUS guidline:' is misspelt\ndid you mean 'MAXIMUS guideline:'?"
    assert MISSPELT[slice(*draft.places.span(found.range))] == "MAXIMUS guidline:"


def test_a_fix_is_offered_at_its_finding_only() -> None:
    draft = Checked(MISSPELT, URI)
    place = at(draft, "MAXIMUS guidline:")
    found = actions(draft, lsp.Range(place, place))
    assert [(one.title, one.kind) for one in found] == [
        ("Write 'MAXIMUS guideline:'", lsp.CodeActionKind.QuickFix),
        ("Apply all safe fixes (1)", FIX_ALL),
    ]
    assert found[0].is_preferred
    assert all(changed(draft, one) == SOUND for one in found)
    elsewhere = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    assert [one.kind for one in actions(draft, elsewhere)] == [FIX_ALL]
    assert actions(draft, elsewhere, ["quickfix"]) == []
    assert [one.kind for one in actions(draft, elsewhere, ["source.fixAll"])] == [FIX_ALL]
    assert actions(Checked(SOUND, URI), elsewhere) == []


def changed(draft: Checked, action: lsp.CodeAction) -> str:
    """The draft after an action."""
    assert action.edit
    assert action.edit.changes
    return applied(draft, action.edit.changes[URI])


def applied(draft: Checked, edits: Any) -> str:
    made = [imrparse.Edit(draft.places.span(edit.range), edit.new_text) for edit in edits]
    return apply(draft.text, made)


def test_an_unsafe_fix_says_so() -> None:
    draft = Checked(SOUND.replace("twice a week", "twice a a week"), URI)
    place = at(draft, "a a week")
    (action,) = actions(draft, lsp.Range(place, place))
    assert action.title.endswith("(may change the meaning)")
    assert not action.is_preferred


def test_settings_of_the_folder(tmp_path: Path) -> None:
    uri = (tmp_path / "draft.txt").as_uri()
    text = SOUND.replace("An MRI of", "A MRI of", 1)
    settings = tmp_path / "imrparse.toml"
    for content, codes in (
        ("", ["IMR709"]),
        ('[lint]\nignore = ["IMR709"]\n', []),
        ('[lint]\nignore = ["IMR999"]\n', [None, "IMR709"]),
        ("[lint\n", [None, "IMR709"]),
    ):
        settings.write_text(content)
        config_files.clear_cache()
        assert [one.code for one in diagnostics(Checked(text, uri))] == codes
    config_files.clear_cache()


# What is shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("MAXIMUS guidline:", "**IMR009 misspelt-part**"),
        ("Knee Complaints 2004", "Knee Complaints 2004: in force from"),
        ("05/09/2014\nDecision", "**Date of injury**: 2014-05-09"),
        ("Left knee arthroscopy", "**Body part**: left knee  \n**Request**: Left knee"),
        ("California, Nevada", "**Licensure**: California"),
    ],
)
def test_hover(words: str, shown: str) -> None:
    draft = Checked(MISSPELT, URI)
    found = hover(draft, at(draft, words))
    assert found
    assert isinstance(found.contents, lsp.MarkupContent)
    assert shown in found.contents.value


def test_hover_over_nothing() -> None:
    draft = Checked("\n\n" + SOUND, URI)
    assert hover(draft, lsp.Position(0, 0)) is None


def test_outline_and_folds() -> None:
    draft = Checked(SOUND, URI)
    found = symbols(draft)
    letter = imrparse.parse(SOUND)
    assert [one.name for one in found[:3]] == ["Header", "Reviewer", "Summary"]
    assert [one.detail for one in found[3:]] == [
        one.decision.value for one in letter.issues if one.decision
    ]
    assert all(one.children for one in found[3:])
    lines = {(one.start_line, one.end_line) for one in folds(draft)}
    for one in found:
        assert (one.range.start.line, one.range.end.line) in lines


def test_definition_of_a_doubled_part() -> None:
    cell = "Priority: Standard\n"
    draft = Checked(SOUND.replace(cell, cell + cell), URI)
    second = draft.text.rindex("Priority:")
    found = definition(draft, draft.places.position(second + 2))
    assert found
    assert draft.places.offset(found.range.start) == draft.text.index("Priority:")
    assert definition(draft, lsp.Position(0, 0)) is None


def test_formatting() -> None:
    ragged = SOUND.replace("twice a week", "twice\na week").replace("of the knee", "of the\nknee")
    draft = Checked(ragged, URI)
    assert applied(draft, formatting(draft)) == imrparse.format(imrparse.parse(ragged))
    canonical = imrparse.format(imrparse.parse(SOUND))
    assert formatting(Checked(canonical, URI)) == []
    top = lsp.Range(lsp.Position(0, 0), lsp.Position(1, 0))
    assert formatting(draft, top) == [] or applied(draft, formatting(draft, top)) != ragged
    assert formatting(Checked("no letter", URI)) == []
    crlf = Checked(ragged.replace("\n", "\r\n"), URI)
    assert "\n" not in applied(crlf, formatting(crlf)).replace("\r\n", "")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("\nClin", "CLINICAL CASE SUMMARY"),
        ("\nmax", "MAXIMUS guideline:"),
        ("\nKnee brace: Up", "Upheld"),
        ("\nKnee brace: ", "Overturned"),
        ("\nState(s) of Licensure: Cal", "California"),
        ("\nState(s) of Licensure: California, Nev", "Nevada"),
        ("\nCertification(s)/Specialty: Orth", "Orthopedic Surgery"),
        ("\nMAXIMUS guideline: Decision based on MTUS Kne", "Knee Complaints 2004"),
    ],
)
def test_completion(typed: str, offered: str) -> None:
    draft = Checked(SOUND + typed, URI)
    found = completions(draft, draft.places.position(len(draft.text)))
    assert offered in [one.label for one in found]
    (item,) = (one for one in found if one.label == offered)
    assert applied(draft, [item.text_edit]).endswith(offered)


def test_no_completion_inside_prose() -> None:
    draft = Checked(SOUND + "\nHe walks", URI)
    assert completions(draft, draft.places.position(len(draft.text))) == []


# The server, as an editor talks to it


class Editor(LanguageClient):
    """A client that keeps the diagnostics that it is sent."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.told: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def told(params: lsp.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(params)


async def session(capabilities: lsp.ClientCapabilities) -> tuple[Editor, lsp.InitializeResult]:
    editor = Editor()
    await editor.start_io(sys.executable, "-m", "imrparse", "lsp")
    answer = await editor.initialize_async(lsp.InitializeParams(capabilities=capabilities))
    editor.initialized(lsp.InitializedParams())
    return editor, answer


def test_a_session_over_stdio() -> None:
    async def play() -> None:
        editor, answer = await session(lsp.ClientCapabilities())
        assert answer.server_info
        assert answer.server_info.version == imrparse.__version__
        item = lsp.TextDocumentItem(URI, "plaintext", 1, MISSPELT)
        editor.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        told = await asyncio.wait_for(editor.told.get(), 30)
        assert [one.code for one in told.diagnostics] == ["IMR009"]
        changed = lsp.VersionedTextDocumentIdentifier(2, URI)
        whole = lsp.TextDocumentContentChangeWholeDocument(SOUND)
        editor.text_document_did_change(lsp.DidChangeTextDocumentParams(changed, [whole]))
        told = await asyncio.wait_for(editor.told.get(), 30)
        assert (told.version, list(told.diagnostics)) == (2, [])
        document = lsp.TextDocumentIdentifier(URI)
        outline = await editor.text_document_document_symbol_async(
            lsp.DocumentSymbolParams(document)
        )
        assert outline
        editor.text_document_did_close(lsp.DidCloseTextDocumentParams(document))
        await editor.shutdown_async(None)
        editor.exit(None)
        await editor.stop()  # type: ignore[no-untyped-call]

    asyncio.run(play())


def test_every_question_of_an_editor_is_answered() -> None:
    """An editor that asks for the diagnostics, and tells of changed settings."""
    pulls = lsp.TextDocumentClientCapabilities(diagnostic=lsp.DiagnosticClientCapabilities())
    text = MISSPELT.replace("Nevada", "Nevda", 1)
    draft = Checked(text, URI)
    document = lsp.TextDocumentIdentifier(URI)
    label = at(draft, "MAXIMUS guidline")
    whole = lsp.Range(lsp.Position(0, 0), lsp.Position(draft.text.count("\n"), 0))

    async def play() -> None:
        editor, _ = await session(lsp.ClientCapabilities(text_document=pulls))
        editor.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(URI, "plaintext", 1, text))
        )
        for _ in range(2):
            report = await editor.text_document_diagnostic_async(
                lsp.DocumentDiagnosticParams(document)
            )
            assert isinstance(report, lsp.RelatedFullDocumentDiagnosticReport)
            assert {one.code for one in report.items} >= {"IMR009", "IMR015"}
            editor.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([]))
        told = await editor.text_document_hover_async(lsp.HoverParams(document, label))
        assert told
        assert "IMR009" in str(told.contents)
        offered = await editor.text_document_code_action_async(
            lsp.CodeActionParams(document, whole, lsp.CodeActionContext([]))
        )
        assert offered
        assert await editor.text_document_folding_range_async(lsp.FoldingRangeParams(document))
        assert await editor.text_document_completion_async(lsp.CompletionParams(document, label))
        place = lsp.DefinitionParams(document, label)
        await editor.text_document_definition_async(place)
        options = lsp.FormattingOptions(4, insert_spaces=True)
        for asked in (
            editor.text_document_formatting_async(lsp.DocumentFormattingParams(document, options)),
            editor.text_document_range_formatting_async(
                lsp.DocumentRangeFormattingParams(document, whole, options)
            ),
        ):
            await asked
        await editor.shutdown_async(None)
        editor.exit(None)
        await editor.stop()  # type: ignore[no-untyped-call]

    asyncio.run(play())
