"""What the rows of the tables are about."""

from __future__ import annotations

from hashlib import blake2b

from attrs import frozen

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.fields.details import Citation
from imrparse.tree.letter import Determination, Issue

_ID_BYTES = 10  # two of a billion paths are alike with a probability of one in a million


def letter_id(path: str) -> str:
    """The key of a file, made of its path alone, so that it is the same in every run."""
    return blake2b(path.encode(errors="surrogatepass"), digest_size=_ID_BYTES).hexdigest()


@frozen
class File:
    """A file that was read, or could not be."""

    id: str
    path: str
    """The path within what was read, with ``/`` between its parts."""
    kind: str | None = None
    """What it is: "text", "pdf", "docx" or "html"; None if it could not be read."""


@frozen
class OfLetter:
    """A row of `letters`."""

    file: File
    letter: Determination
    warnings: int = 0


@frozen
class OfIssue:
    """A row of `issues`."""

    file: File
    number: int
    issue: Issue


@frozen
class OfCitation:
    """A row of `citations`."""

    file: File
    issue_number: int
    side: str
    number: int
    issue: Issue
    citation: Citation


@frozen
class OfFault:
    """A row of `faults`: a diagnostic of a file, or words about a file that could not be read."""

    file: File
    number: int
    code: str
    severity: str
    message: str
    diagnostic: Diagnostic | None = None
    case_number: str | None = None
