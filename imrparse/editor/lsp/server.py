"""The server: which requests of an editor it answers, and when it checks a draft."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from imrparse.data.version import __version__
from imrparse.editor.lsp.checked import LONGEST, Checked
from imrparse.editor.lsp.completions import TRIGGERS, completions
from imrparse.editor.lsp.findings import FIX_ALL, actions, diagnostics
from imrparse.editor.lsp.formatting import formatting
from imrparse.editor.lsp.hovers import hover
from imrparse.editor.lsp.outline import definition, folds, symbols
from imrparse.linting import config_files

_LONG = 50_000
"""Code points of a text that is checked only when typing has paused."""
_PAUSE = 0.3
"""Seconds without a change that are a pause."""
_WATCHED = ("**/imrparse.toml", "**/pyproject.toml")

_Answer = TypeVar("_Answer")


class Server(LanguageServer):
    """A language server for drafts of letters."""

    def __init__(self) -> None:
        # Whole texts: a change of lines would be applied by other line ends than the protocol's.
        super().__init__(
            "imrparse", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full
        )
        self._drafts: dict[str, Checked] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}

    def draft(self, uri: str) -> Checked:
        """The current version of a draft. What was found in it is kept until it changes."""
        document = self.workspace.get_text_document(uri)
        known = self._drafts.get(uri)
        if known is None or known.text != document.source[:LONGEST]:
            encoding = self.server_capabilities.position_encoding or lsp.PositionEncodingKind.Utf16
            memory = known.memory if known else None
            known = Checked(document.source[:LONGEST], uri, encoding, document.version, memory)
            self._drafts[uri] = known
        return known

    def check(self, uri: str) -> None:
        """Send the diagnostics of a draft to an editor that does not ask for them.

        A long text is checked when typing has paused, so that each change cancels the check of the
        version before it.
        """
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        if self._are_pulled():
            return
        if len(self.workspace.get_text_document(uri).source) < _LONG:
            self._publish(uri)
        else:
            self._waiting[uri] = asyncio.ensure_future(self._check_later(uri))

    async def _check_later(self, uri: str) -> None:
        await asyncio.sleep(_PAUSE)
        self._waiting.pop(uri, None)
        self._publish(uri)

    def _publish(self, uri: str) -> None:
        draft = self.draft(uri)
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri, diagnostics(draft), draft.version)
        )

    def _are_pulled(self) -> bool:
        documents = self.client_capabilities.text_document
        return documents is not None and documents.diagnostic is not None

    def forget(self, uri: str) -> None:
        """Forget a draft that was closed."""
        self._drafts.pop(uri, None)
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def read_settings_again(self) -> None:
        """Check all open drafts with the settings as they are now."""
        config_files.clear_cache()
        self._drafts.clear()
        if self._are_pulled():
            self.workspace_diagnostic_refresh(None)
            return
        for uri in list(self.workspace.text_documents):
            self.check(uri)

    def watch_settings(self) -> None:
        """Ask the editor to tell of changed settings files, if it can."""
        workspace = self.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if not (watched and watched.dynamic_registration):
            return
        watchers = [lsp.FileSystemWatcher(pattern) for pattern in _WATCHED]
        self.client_register_capability(
            lsp.RegistrationParams(
                [
                    lsp.Registration(
                        "settings",
                        lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                        lsp.DidChangeWatchedFilesRegistrationOptions(watchers),
                    )
                ]
            )
        )


def make_server() -> Server:
    """A server that answers all requests below."""
    server = Server()

    def answer(request: str, options: Any = None) -> Callable[[Any], Any]:
        return server.feature(request, options)

    @answer(lsp.INITIALIZED)
    def initialized(_: lsp.InitializedParams) -> None:
        server.watch_settings()

    @answer(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.check(params.text_document.uri)

    @answer(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.check(params.text_document.uri)

    @answer(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @answer(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def settings_changed(_: lsp.DidChangeWatchedFilesParams) -> None:
        server.read_settings_again()

    _answer_about_drafts(server, answer)
    return server


def _answer_about_drafts(server: Server, answer: Callable[..., Callable[[Any], Any]]) -> None:
    """Answer what an editor asks about one draft."""

    @answer(
        lsp.TEXT_DOCUMENT_DIAGNOSTIC,
        lsp.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False),
    )
    def pulled(params: lsp.DocumentDiagnosticParams) -> lsp.RelatedFullDocumentDiagnosticReport:
        draft = server.draft(params.text_document.uri)
        return lsp.RelatedFullDocumentDiagnosticReport(items=diagnostics(draft))

    kinds = [lsp.CodeActionKind.QuickFix, FIX_ALL]

    @answer(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=kinds))
    def code_actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or []] or None
        return actions(server.draft(params.text_document.uri), params.range, only)

    @answer(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        return hover(server.draft(params.text_document.uri), params.position)

    @answer(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        return symbols(server.draft(params.text_document.uri))

    @answer(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folded(params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        return folds(server.draft(params.text_document.uri))

    @answer(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatted(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        return formatting(server.draft(params.text_document.uri))

    @answer(lsp.TEXT_DOCUMENT_RANGE_FORMATTING)
    def range_formatted(params: lsp.DocumentRangeFormattingParams) -> list[lsp.TextEdit]:
        return formatting(server.draft(params.text_document.uri), params.range)

    @answer(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=list(TRIGGERS)))
    def completed(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        return completions(server.draft(params.text_document.uri), params.position)

    @answer(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(params: lsp.DefinitionParams) -> lsp.Location | None:
        return definition(server.draft(params.text_document.uri), params.position)
