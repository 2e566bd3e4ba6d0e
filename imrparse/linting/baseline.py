"""A list of findings that are known and not to be told of again, for taking over an old archive.

A finding is known by its rule, its file and the words it is about, not by its line, so that it is
still known when the text before it changes. Files are named as seen from the list's folder.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.linting.config import ConfigError
from imrparse.text.folding import fold

_VERSION = 1


class Baseline:
    """Known findings."""

    def __init__(self, path: Path) -> None:
        """Without any yet. `path` is the file that is to hold them."""
        self.path = path
        self._folder = os.path.abspath(path.parent)  # noqa: PTH100 - without dots
        self._known: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        """By file: how often a code is told of some words."""

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """A baseline from its file. Raises ConfigError if that is none."""
        baseline = cls(path)
        try:
            for entry in _entries(json.loads(path.read_bytes())):
                words = str(entry["code"]), str(entry["text"])
                baseline._known[str(entry["file"])][words] += int(entry["count"])
        except OSError as error:
            raise ConfigError(f"{path}: {error.strerror or error}") from None
        except (ValueError, KeyError, TypeError):
            raise ConfigError(f"{path}: this is no baseline of imrparse") from None
        return baseline

    def add(self, name: str, found: Sequence[Diagnostic]) -> None:
        """Know what was found in a file."""
        if found:
            self._known[self._file(name)].update(map(_key, found))

    def text(self) -> str:
        """What the file is to hold, in an order that does not change from time to time."""
        entries = [
            {"file": name, "code": code, "text": text, "count": count}
            for name, known in sorted(self._known.items())
            for (code, text), count in sorted(known.items())
        ]
        data = {"version": _VERSION, "findings": entries}
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"

    def __len__(self) -> int:
        return sum(known.total() for known in self._known.values())

    def unknown(self, name: str, found: Sequence[Diagnostic]) -> list[Diagnostic]:
        """The findings in a file that are not known. Each known one covers one of its kind."""
        left = Counter(self._known.get(self._file(name), {}))
        new = []
        for one in found:
            if left[_key(one)] > 0:
                left[_key(one)] -= 1
            else:
                new.append(one)
        return new

    def _file(self, name: str) -> str:
        """A file as seen from the folder that the list stands in."""
        if name.startswith("<"):
            return name  # the standard input
        try:
            return Path(os.path.relpath(name, self._folder)).as_posix()
        except ValueError:  # on another drive
            return Path(os.path.abspath(name)).as_posix()  # noqa: PTH100


def _entries(data: Any) -> list[dict[str, Any]]:
    if data["version"] != _VERSION:
        raise ValueError(data["version"])
    entries: list[dict[str, Any]] = data["findings"]
    return entries


def _key(one: Diagnostic) -> tuple[str, str]:
    return one.code, fold(one.source.text[slice(*one.span)])
