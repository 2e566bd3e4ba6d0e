"""The result of analyzing a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import frozen

from imrparse.text.decoration.view import Decoration
from imrparse.tree.letter import Determination

if TYPE_CHECKING:
    from imrparse.diagnostics.diagnostic import Diagnostic


@frozen
class Analysis:
    """The letter in a text, and the text's faults."""

    determination: Determination
    """The letter as if its faults were fixed. The text of a missing part is empty; a header value
    or decision that can't be parsed is None, and so are the outcome and the generation if unknown.
    `imrparse.unparse` returns the source text."""
    diagnostics: tuple[Diagnostic, ...]
    """All faults, in the order of the text."""
    decoration: tuple[Decoration, ...] = ()
    """What carriers added to the text (quotation marks, line numbers, running lines...), which was
    not read, in the order of the text."""

    def _repr_html_(self) -> str:
        """The representation in notebooks: the letter in short, and its faults."""
        if _shown_by is None:
            return self.determination._repr_html_()  # pyright: ignore[reportPrivateUsage]
        return _shown_by(self)


_shown_by: Callable[[Analysis], str] | None = None


def show_by(renderer: Callable[[Analysis], str]) -> None:
    """Set what makes the representation in notebooks, which is on a higher floor than this."""
    global _shown_by
    _shown_by = renderer
