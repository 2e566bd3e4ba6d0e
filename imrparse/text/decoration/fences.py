"""Lines that fence a text in: code fences of Markdown, and their like."""

from __future__ import annotations

import re
from collections.abc import Iterable

from imrparse.text.decoration.view import DecorationKind, Mask, View, blank

_FENCE = re.compile(
    r"(?:\A|(?<=\n))[^\S\n]*+(?:`{3,}[\w+-]*|~{3,}[\w+-]*|\"{3}|'{3}|\[/?(?:quote|code)[^\]\n]*\]"
    r"|\{(?:code|noformat|quote)(?::[^}\n]*)?\})[^\S\n]*+(?=\n|\Z)"
)


def look(view: View) -> Iterable[Mask]:
    """The lines that are nothing but a fence."""
    return [
        blank(*found.span(), DecorationKind.CODE_FENCE) for found in _FENCE.finditer(view.plain)
    ]
