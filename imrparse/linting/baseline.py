"""A baseline: findings that are already known and not reported again, e.g. those of an old archive.

A finding is identified by its rule, its file, and its words with some words of context; not by its
line, so that it is still recognised when the text before it changes. File names are relative to the
folder of the baseline.

The words may include a social security number, and a baseline is often committed to a repository
that must not hold letters, so the baseline holds digests. A digest of the number alone would hide
nothing: there are only a billion numbers, and no affordable number of hashing rounds keeps an
attacker from trying them all. Therefore

- the digest also covers the words around the number, so that an attacker who lacks the letter has
  to guess those too;
- the digest is cut to 20 bits, so that even for an attacker who knows those words, a thousand
  numbers match. 20 bits are enough to distinguish the findings of one rule in one file: a new
  finding is mistaken for a known one once in a million times;
- the digest is salted, with a random salt for each baseline, so that no table of digests can be
  computed in advance, and no two baselines can be compared.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.linting.config import ConfigError
from imrparse.text.folding import fold

_VERSION = 2
_WITH_WORDS = 1  # the version that held the words themselves
_SALT = 16  # bytes
_DIGITS = 5  # hexadecimal digits of a digest, four bits each
_AROUND = 8  # words of context before, and as many after
_REACH = 200  # code points in which the context is looked for

_IS_SALT = regex(rf"[0-9a-f]{{{2 * _SALT}}}")
_IS_DIGEST = regex(rf"[0-9a-f]{{{_DIGITS}}}")


class Baseline:
    """Known findings."""

    def __init__(self, path: Path) -> None:
        """Create an empty baseline that will be written to `path`.

        If the file already exists, its salt is kept, so that digests of known findings stay the
        same.
        """
        self.path = path
        self.contains_words = False
        """Whether the file holds the words of findings, as older versions wrote them."""
        self._folder = os.path.abspath(path.parent)  # noqa: PTH100 - without dots
        self._known: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        """By file: how often each pair of a code and a digest (or words) was found."""

    @cached_property
    def _salt(self) -> str:
        return _salt_of(self.path) or secrets.token_hex(_SALT)

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Read a baseline from its file. Raises ConfigError if the file is not a baseline."""
        baseline = cls(path)
        try:
            data = json.loads(path.read_bytes())
            baseline.contains_words = _contains_words(data)
            words_key = "text" if baseline.contains_words else "digest"
            baseline._salt = str(data.get("salt"))
            for entry in data["findings"]:
                key = str(entry["code"]), str(entry[words_key])
                baseline._known[str(entry["file"])][key] += int(entry["count"])
        except OSError as error:
            raise ConfigError(f"{path}: {error.strerror or error}") from None
        except (ValueError, KeyError, TypeError):
            raise ConfigError(f"{path}: this is not a baseline written by imrparse") from None
        return baseline

    def add(self, name: str, found: Sequence[Diagnostic]) -> None:
        """Add the findings in a file to the baseline."""
        if found:
            self._known[self._file(name)].update(map(self._key, found))

    def text(self) -> str:
        """The content of the file, in a stable order."""
        entries = [
            {"file": name, "code": code, "digest": digest, "count": count}
            for name, known in sorted(self._known.items())
            for (code, digest), count in sorted(known.items())
        ]
        data = {"version": _VERSION, "salt": self._salt, "findings": entries}
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"

    def __len__(self) -> int:
        return sum(known.total() for known in self._known.values())

    def unknown(self, name: str, found: Sequence[Diagnostic]) -> list[Diagnostic]:
        """The findings in a file that are not in the baseline. Each entry covers one finding."""
        left = Counter(self._known.get(self._file(name), {}))
        new = []
        for one in found:
            key = self._key(one)
            if left[key] > 0:
                left[key] -= 1
            else:
                new.append(one)
        return new

    def _key(self, one: Diagnostic) -> tuple[str, str]:
        if self.contains_words:
            return one.code, fold(one.source.text[slice(*one.span)])
        words = "\n".join([self._salt, one.code, *_words(one)])
        digest = hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()
        return one.code, digest[:_DIGITS]

    def _file(self, name: str) -> str:
        """The name of a file, relative to the folder of the baseline."""
        if name.startswith("<"):
            return name  # standard input
        try:
            return Path(os.path.relpath(name, self._folder)).as_posix()
        except ValueError:  # on another drive
            return Path(os.path.abspath(name)).as_posix()  # noqa: PTH100


def _words(one: Diagnostic) -> tuple[str, str, str]:
    """The words of a finding, and the context before and after it."""
    text, (start, end) = one.source.text, one.span
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return (
        " ".join(before.split()[-_AROUND:]),
        fold(text[start:end]),
        " ".join(after.split()[:_AROUND]),
    )


def _contains_words(data: Any) -> bool:
    """Whether a baseline is of the version that holds words. Raises ValueError if it is invalid."""
    if data["version"] == _WITH_WORDS:
        return True
    if data["version"] != _VERSION or not _IS_SALT.fullmatch(data["salt"]):
        raise ValueError(data["version"])
    if not all(_IS_DIGEST.fullmatch(entry["digest"]) for entry in data["findings"]):
        raise ValueError("not a digest")
    return False


def _salt_of(path: Path) -> str | None:
    """The salt of an existing baseline, or None."""
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_bytes())
        return None if _contains_words(data) else str(data["salt"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
