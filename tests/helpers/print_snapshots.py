"""Snapshots of printed letters, byte for byte."""

from __future__ import annotations

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class BytesExtension(SingleFileSnapshotExtension):
    """One file per snapshot, with the line ends of the text."""

    _write_mode = WriteMode.BINARY
    file_extension = "txt"


class MarkdownExtension(BytesExtension):
    """Like `BytesExtension`, for Markdown."""

    file_extension = "md"
