"""The language server with the clients of `pytest-lsp`, which can do what editors can.

Run by `test_neovim.py` in a pytest of its own, since pytest-lsp warns at each start of pytest.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types as lsp

from helpers.letters import SOUND

import imrparse
from imrparse.editor.lsp.places import Places
from imrparse.linting.fixing import apply
from imrparse.text.source import Source

COMMAND = [sys.executable, "-m", "imrparse", "lsp"]
DRAFT = (
    SOUND.replace("MAXIMUS guideline:", "MAXIMUS guidline:", 1)
    .replace("Priority: Standard\n", "Priority: Standard\nPriority: Standard\n")
    .replace("a crate in his arms.", "a \U0001f4e6 crate in his arms..")
    .replace("An MRI of 08/02/2016", "é\U0001f4e6 Dr. Okafor's MRI of 08/02/2016")
)
"""Two safe fixes, a doubled part, and a finding behind characters of one to four units."""
CODES = ["IMR007", "IMR710", "IMR601", "IMR009"]
RAGGED = SOUND.replace("twice a week", "twice\na week").replace("has had none", "has\nhad none")
_PATIENCE = 60.0


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    config=pytest_lsp.ClientServerConfig(server_command=COMMAND),
    params=["neovim@0.9", "emacs"],
)
async def client(
    request: pytest.FixtureRequest, lsp_client: pytest_lsp.LanguageClient, tmp_path: Path
) -> AsyncIterator[None]:
    """An editor that is sent the diagnostics."""
    await begin(lsp_client, pytest_lsp.client_capabilities(request.param), tmp_path)
    yield
    await lsp_client.shutdown_session()


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    config=pytest_lsp.ClientServerConfig(server_command=COMMAND),
    params=["utf-8", "utf-16", "utf-32"],
)
async def pulling(
    request: pytest.FixtureRequest, lsp_client: pytest_lsp.LanguageClient, tmp_path: Path
) -> AsyncIterator[None]:
    """An editor that asks for the diagnostics, and counts in these units."""
    able = pytest_lsp.client_capabilities("visual-studio-code")
    able.general = lsp.GeneralClientCapabilities(
        position_encodings=[lsp.PositionEncodingKind(request.param)]
    )
    assert able.text_document
    able.text_document.diagnostic = lsp.DiagnosticClientCapabilities()
    answer = await begin(lsp_client, able, tmp_path)
    assert answer.capabilities.position_encoding == request.param
    yield
    await lsp_client.shutdown_session()


async def begin(client: Any, able: lsp.ClientCapabilities, folder: Path) -> lsp.InitializeResult:
    client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(lambda _: None)  # files to watch
    answer: lsp.InitializeResult = await client.initialize_session(
        lsp.InitializeParams(capabilities=able, root_uri=folder.as_uri())
    )
    client.units = answer.capabilities.position_encoding or "utf-16"
    client.uri = (folder / "draft.txt").as_uri()
    return answer


def opened(client: Any, text: str) -> lsp.TextDocumentIdentifier:
    item = lsp.TextDocumentItem(client.uri, "plaintext", 1, text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    return lsp.TextDocumentIdentifier(client.uri)


def typed(client: Any, text: str, version: int = 2) -> None:
    changed = lsp.VersionedTextDocumentIdentifier(version, client.uri)
    whole = lsp.TextDocumentContentChangeWholeDocument(text)
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(changed, [whole]))


def codes(found: Any) -> list[Any]:
    return [one.code for one in found]


async def told(client: Any, wanted: list[str]) -> None:
    """Wait until these are the diagnostics that the editor shows."""
    async with asyncio.timeout(_PATIENCE):
        while (
            client.uri not in client.diagnostics or codes(client.diagnostics[client.uri]) != wanted
        ):
            await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)


def position(client: Any, text: str, words: str) -> lsp.Position:
    return Places(Source(text), client.units).position(text.rindex(words))


def words_at(client: Any, text: str, where: lsp.Range) -> str:
    return text[slice(*Places(Source(text), client.units).span(where))]


def applied(client: Any, text: str, edits: Any) -> str:
    places = Places(Source(text), client.units)
    return apply(text, [imrparse.Edit(places.span(one.range), one.new_text) for one in edits])


@pytest.mark.asyncio
async def test_pushed_diagnostics(client: Any) -> None:
    document = opened(client, DRAFT)
    await told(client, CODES)
    found = {one.code: one for one in client.diagnostics[client.uri]}
    assert words_at(client, DRAFT, found["IMR601"].range) == "Dr. Okafor's"
    typed(client, SOUND)
    await told(client, [])
    typed(client, DRAFT, 3)
    await told(client, CODES)
    client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))
    await told(client, [])


@pytest.mark.asyncio
async def test_pulled_diagnostics(pulling: Any) -> None:
    document = opened(pulling, DRAFT)
    asked = lsp.DocumentDiagnosticParams(document)
    report = await pulling.text_document_diagnostic_async(asked)
    assert codes(report.items) == CODES
    words = [words_at(pulling, DRAFT, one.range) for one in report.items]
    assert words == ["Priority:", "..", "Dr. Okafor's", "MAXIMUS guidline:"]
    typed(pulling, SOUND)
    assert not (await pulling.text_document_diagnostic_async(asked)).items
    assert not pulling.diagnostics.get(pulling.uri)  # nothing is pushed to an editor that asks


@pytest.mark.asyncio
async def test_fixes(client: Any) -> None:
    document = opened(client, DRAFT)
    place = position(client, DRAFT, "guidline:")
    where = lsp.Range(place, place)

    async def actions(*only: str) -> Any:
        context = lsp.CodeActionContext([], only=list(only) or None)
        return await client.text_document_code_action_async(
            lsp.CodeActionParams(document, where, context)
        )

    (fix,) = await actions("quickfix")
    assert fix.title == "Write 'MAXIMUS guideline:'"
    changed = applied(client, DRAFT, fix.edit.changes[client.uri])
    assert changed == DRAFT.replace("guidline", "guideline")
    (every,) = await actions("source.fixAll")
    assert every.title == "Apply all safe fixes (2)"
    changed = applied(client, DRAFT, every.edit.changes[client.uri])
    assert changed == imrparse.fix(DRAFT).text
    assert [one.title for one in await actions()] == [fix.title, every.title]


@pytest.mark.asyncio
async def test_hover_outline_and_folds(client: Any) -> None:
    document = opened(client, DRAFT)
    for words, shown in (("guidline:", "misspelt-part"), ("Knee Complaints 2004", "in force from")):
        place = position(client, DRAFT, words)
        found = await client.text_document_hover_async(lsp.HoverParams(document, place))
        assert shown in found.contents.value
    outline = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
    assert [one.name for one in outline[:3]] == ["Header", "Reviewer", "Summary"]
    folds = await client.text_document_folding_range_async(lsp.FoldingRangeParams(document))
    lines = {(one.start_line, one.end_line) for one in folds}
    assert {(one.range.start.line, one.range.end.line) for one in outline} <= lines


@pytest.mark.asyncio
async def test_completion(client: Any) -> None:
    text = SOUND + "\nState(s) of Licensure: Cal"
    document = opened(client, text)
    place = Places(Source(text), client.units).position(len(text))
    found = await client.text_document_completion_async(lsp.CompletionParams(document, place))
    assert "California" in [one.label for one in getattr(found, "items", found)]


@pytest.mark.asyncio
async def test_the_first_of_two_parts(client: Any) -> None:
    document = opened(client, DRAFT)
    asked = lsp.DefinitionParams(document, position(client, DRAFT, "Priority:"))
    found = await client.text_document_definition_async(asked)
    assert found.range.start == Places(Source(DRAFT), client.units).position(
        DRAFT.index("Priority:")
    )


@pytest.mark.asyncio
async def test_formatting(client: Any) -> None:
    document, options = opened(client, RAGGED), lsp.FormattingOptions(4, insert_spaces=True)
    edits = await client.text_document_formatting_async(
        lsp.DocumentFormattingParams(document, options)
    )
    whole = applied(client, RAGGED, edits)
    assert whole == imrparse.format(imrparse.parse(RAGGED))
    place = position(client, RAGGED, "had none")
    edits = await client.text_document_range_formatting_async(
        lsp.DocumentRangeFormattingParams(document, lsp.Range(place, place), options)
    )
    part = applied(client, RAGGED, edits)
    assert part not in (RAGGED, whole)
    assert "twice\na week" in part  # elsewhere
    assert "has\nhad none" not in part


@pytest.mark.asyncio
async def test_settings_that_change(client: Any, tmp_path: Path) -> None:
    opened(client, DRAFT)
    await told(client, CODES)
    (tmp_path / "imrparse.toml").write_text('[lint]\nignore = ["IMR601", "IMR710"]\n')
    changed_settings(client, tmp_path)
    await told(client, ["IMR007", "IMR009"])


@pytest.mark.asyncio
async def test_settings_that_change_for_an_editor_that_asks(pulling: Any, tmp_path: Path) -> None:
    document = opened(pulling, DRAFT)
    asked = lsp.DocumentDiagnosticParams(document)
    assert codes((await pulling.text_document_diagnostic_async(asked)).items) == CODES
    (tmp_path / "imrparse.toml").write_text('[lint]\nignore = ["IMR601", "IMR710"]\n')
    changed_settings(pulling, tmp_path)
    report = await pulling.text_document_diagnostic_async(asked)
    assert codes(report.items) == ["IMR007", "IMR009"]
    async with asyncio.timeout(_PATIENCE):
        while not pulling.diagnostic_refresh_count:
            await asyncio.sleep(0.05)


def changed_settings(client: Any, folder: Path) -> None:
    event = lsp.FileEvent((folder / "imrparse.toml").as_uri(), lsp.FileChangeType.Changed)
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))


@pytest.mark.asyncio
async def test_typing_cancels_the_check_of_a_long_text(client: Any) -> None:
    """Of ten changes of a long text, the last one is checked."""
    long = DRAFT + "\n\nHe walks.\n" * 10_000
    document = opened(client, long)
    for version in range(2, 12):
        typed(client, long + "He walks.\n" * version, version)
    async with asyncio.timeout(_PATIENCE):
        told = await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert told.version == 11
    place = position(client, long, "guidline:")
    assert await client.text_document_hover_async(lsp.HoverParams(document, place))
