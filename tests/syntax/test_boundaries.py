"""Where a request begins, behind each end of a rationale: in three layouts of one letter.

Each line of the snapshots has the words around the boundary, the request that is read, and what is
told of the letter.
"""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from helpers.line_edits import boundaries

import imrparse


def shown(layout: str) -> str:
    lines = []
    for words, letter in boundaries(layout):
        analysis = imrparse.analyze(letter)
        read = analysis.determination.issues[-1].request.text
        told = " ".join(
            f"{found.code}@{found.line}:{found.column}" for found in analysis.diagnostics
        )
        lines.append(f"{words} -> {read} {told}".rstrip())
    return "\n".join(lines)


def test_blank_lines(snapshot: SnapshotAssertion) -> None:
    assert shown("blank lines") == snapshot


def test_no_blank_lines(snapshot: SnapshotAssertion) -> None:
    assert shown("no blank lines") == snapshot


def test_double_spaced(snapshot: SnapshotAssertion) -> None:
    assert shown("double spaced") == snapshot
