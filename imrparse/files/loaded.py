"""The result of loading a file."""

from __future__ import annotations

from attrs import field, frozen

from imrparse.text.node import short
from imrparse.text.source import LeftOut, Locator, Source


@frozen
class Loaded:
    """The text of a file, and the numbering of its places."""

    text: str = field(repr=short)
    """The text to be parsed. For a text file it is the whole content, line ends included."""
    kind: str
    """The kind of file: "text", "pdf", "docx", "odt" or "html"."""
    locator: Locator | None = field(default=None, repr=False, kw_only=True)
    """Maps offsets to pages or paragraphs; without one, places are lines and columns of the
    text."""
    left_out: tuple[LeftOut, ...] = field(default=(), repr=False, kw_only=True)
    """The parts of the file that are not in the text: hidden and deleted text, and the headers and
    footers of a PDF."""
    encoding: str | None = field(default=None, kw_only=True)
    """The encoding of a text file, given or detected."""

    def source(self) -> Source:
        """The text as a source for parsing, with its places."""
        return Source(self.text, self.locator, left_out=self.left_out)
