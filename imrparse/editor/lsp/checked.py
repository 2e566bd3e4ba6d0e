"""One version of a draft, and what was found in it. Everything that an editor asks for is in it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from lsprotocol.types import PositionEncodingKind
from pygls.uris import to_fs_path

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.editor.lsp.places import Places
from imrparse.linting import config_files
from imrparse.linting.config import Config, ConfigError
from imrparse.linting.engine import Linter, LintResult, linter
from imrparse.linting.memory import Memory
from imrparse.text.source import Source
from imrparse.tree.letter import Determination

LONGEST = 2_000_000
"""Code points of a text that is checked. A letter has some 6,000."""


class Checked:
    """A text, its letter and its diagnostics, each made when it is first asked for."""

    def __init__(
        self,
        text: str,
        uri: str,
        encoding: PositionEncodingKind | str = PositionEncodingKind.Utf16,
        version: int | None = None,
        memory: Memory | None = None,
    ) -> None:
        """`memory` is that of the version before it."""
        self.uri = uri
        self.version = version
        self.memory: Memory = memory or Memory()
        """What was found in each of its texts, for the next version."""
        self.source: Source = Source(text)
        self.places: Places = Places(self.source, encoding)
        path = to_fs_path(uri)
        self.path: Path | None = Path(path) if path else None
        """The file; None for a text that was not saved yet."""

    @property
    def text(self) -> str:
        """The text."""
        return self.source.text

    @cached_property
    def wrong_settings(self) -> str | None:
        """What is wrong with the settings of the draft's folder, if anything is."""
        try:
            self._linter_of(self._settings())
        except ConfigError as error:
            return str(error)
        return None

    @cached_property
    def linter(self) -> Linter:
        """The linter with the settings of the draft's folder, or with none if these are wrong."""
        return self._linter_of(Config() if self.wrong_settings else self._settings())

    def _settings(self) -> Config:
        return config_files.settings_for(self.path).config if self.path else Config()

    def _linter_of(self, config: Config) -> Linter:
        return linter(config)

    @cached_property
    def result(self) -> LintResult:
        """What was found."""
        return self.linter.examine(self.text, self.path, self.memory)

    @property
    def letter(self) -> Determination:
        """The letter as if its faults were fixed."""
        return self.result.letter

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The faults and the findings, in text order."""
        return self.result.diagnostics
