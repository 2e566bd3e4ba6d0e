"""What was read of a file."""

from __future__ import annotations

from attrs import field, frozen

from imrparse.text.short_forms import short
from imrparse.text.source import Locator, Source


@frozen
class Loaded:
    """The text of a file, and how its places are told."""

    text: str = field(repr=short)
    """What is parsed. Of a text file it is all that stands there, line ends included."""
    kind: str
    """What the file is: "text", "pdf", "docx" or "html"."""
    locator: Locator | None = field(default=None, repr=False, kw_only=True)
    """What tells pages or paragraphs; without one, places are lines and columns of the text."""
    encoding: str | None = field(default=None, kw_only=True)
    """The encoding of a text file, named or detected."""

    def source(self) -> Source:
        """The text as it is parsed, with its places."""
        return Source(self.text, self.locator)
