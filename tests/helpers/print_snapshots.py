"""Snapshots of printed letters, byte for byte."""

from __future__ import annotations

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class BytesExtension(SingleFileSnapshotExtension):
    """A file for each snapshot, with the line ends that the text has."""

    _write_mode = WriteMode.BINARY
    file_extension = "txt"


class MarkdownExtension(BytesExtension):
    """As `BytesExtension`, for what is Markdown."""

    file_extension = "md"
