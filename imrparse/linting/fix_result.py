"""What comes of mending a draft."""

from __future__ import annotations

from attrs import field, frozen

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.text.short_forms import short


@frozen
class Fixed:
    """A draft after its faults were mended as far as may be."""

    text: str = field(repr=short)
    applied: tuple[Diagnostic, ...]
    """The diagnostics that were mended, as they were told of the text of their round."""
    left: tuple[Diagnostic, ...]
    """What there is to say of the text now."""
    taken_back: tuple[Diagnostic, ...] = ()
    """Those of what is left whose fix was taken back: with it the letter could not be read any
    more, or would lack some of its content, or another fix would undo it."""
