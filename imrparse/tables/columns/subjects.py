"""The subjects of the rows of the tables."""

from __future__ import annotations

from hashlib import blake2b

from attrs import frozen

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.fields.details import Citation
from imrparse.text.visible import file_name
from imrparse.tree.letter import Determination, Issue

_ID_BYTES = 10  # digits; two of a billion paths collide with a probability of one in a million


def letter_id(path: str) -> str:
    """The key of a file: a digest of its path as it is written in the tables, so that it is the
    same in every run."""
    return blake2b(file_name(path).encode(), digest_size=_ID_BYTES).hexdigest()


class UniqueNames:
    """Makes each name unique, since keys are made from names: a second ``a`` is ``a#2``."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def __call__(self, name: str) -> str:
        """The name, with a number if it was given before."""
        unique = name
        while unique in self._seen:  # also where a name was given that is made here
            self._seen[name] += 1
            unique = f"{name}#{self._seen[name]}"
        self._seen[unique] = 1
        return unique


@frozen
class File:
    """A file, read or unreadable."""

    id: str
    path: str
    """The path below the input, with ``/`` between its parts."""
    kind: str | None = None
    """The format: "text", "pdf", "docx", "odt" or "html"; None for an unreadable file."""

    @classmethod
    def at(cls, path: str, kind: str | None = None) -> File:
        """A file at a path."""
        return cls(letter_id(path), file_name(path), kind)


@frozen
class LetterSubject:
    """A row of `letters`."""

    file: File
    letter: Determination
    warnings: int = 0


@frozen
class IssueSubject:
    """A row of `issues`."""

    file: File
    number: int
    issue: Issue


@frozen
class CitationSubject:
    """A row of `citations`."""

    file: File
    issue_number: int
    side: str
    number: int
    issue: Issue
    citation: Citation


@frozen
class FaultSubject:
    """A row of `faults`: a diagnostic of a file, or the reason why a file could not be read."""

    file: File
    number: int
    code: str
    severity: str
    message: str
    diagnostic: Diagnostic | None = None
    case_number: str | None = None
