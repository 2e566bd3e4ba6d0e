"""What the analysis of a text returns."""

from __future__ import annotations

from attrs import frozen

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.text.decoration.view import Decoration
from imrparse.tree.letter import Determination


@frozen
class Analysis:
    """The letter in a text, and the text's faults."""

    determination: Determination
    """The letter as if its faults were mended. The text of a missing part is empty; a value of the
    header or a decision that can't be read is None, and so are the outcome and the generation where
    nothing tells them. `imrparse.unparse` gives the source text back."""
    diagnostics: tuple[Diagnostic, ...]
    """Every fault, in the order of the text."""
    decoration: tuple[Decoration, ...] = ()
    """What carriers added to the text (quotation marks, line numbers, running lines...), which was
    not read, in the order of the text."""
