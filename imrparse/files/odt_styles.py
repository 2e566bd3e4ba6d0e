"""How the styles of an OpenDocument text show it: hidden, in capitals, or in a symbol font."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias
from xml.etree.ElementTree import Element

from imrparse.files.symbols import symbol_fonts

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {name: f"{{{_OASIS}{name}:1.0}}" for name in ("office", "style", "text", "table")}
"""The namespaces of OpenDocument, as the beginnings of names."""
NAMES |= {
    "draw": f"{{{_OASIS}drawing:1.0}}",
    "fo": f"{{{_OASIS}xsl-fo-compatible:1.0}}",
    "svg": f"{{{_OASIS}svg-compatible:1.0}}",
    "xml": "{http://www.w3.org/XML/1998/namespace}",
}
_STYLE, _FO, _TEXT = NAMES["style"], NAMES["fo"], NAMES["text"]
_NAME, _FAMILY, _PARENT = (f"{_STYLE}{name}" for name in ("name", "family", "parent-style-name"))
_PROPERTIES = f"{_STYLE}text-properties"
_DISPLAY, _IS_HIDDEN = f"{_TEXT}display", f"{_TEXT}is-hidden"
_TRANSFORM, _VARIANT = f"{_FO}text-transform", f"{_FO}font-variant"
_FONT_NAME, _FONT = f"{_STYLE}font-name", f"{_FO}font-family"
_VISIBILITY = f"{NAMES['table']}visibility"
_PARTS = (_DISPLAY, _TRANSFORM, _VARIANT, _FONT_NAME, _FONT)
_MOST_PARENTS = 50  # styles that a style is based on, one upon another

_Values: TypeAlias = Mapping[str, str]

StyleNames: TypeAlias = tuple[tuple[str, str | None], ...]
"""The family and the name of each style, the outermost first."""


class Shown(NamedTuple):
    """How a text is shown."""

    hidden: bool
    capitals: bool
    font: str
    """The symbol font; empty for any other one."""


class Styles:
    """The styles of a document, as far as they hide text or change its characters."""

    def __init__(self, roots: Iterable[Element]) -> None:
        """`roots` are those of the XML files with styles; the last ones win."""
        self._styles: dict[tuple[str, str | None], Element] = {}
        self._fonts: dict[str, str] = {}
        self._known: dict[StyleNames, Shown] = {}
        for root in roots:
            for tag in (f"{_STYLE}default-style", f"{_STYLE}style"):
                for style in root.iter(tag):
                    self._styles[style.get(_FAMILY, ""), style.get(_NAME)] = style
            for font in root.iter(f"{_STYLE}font-face"):
                family = font.get(f"{NAMES['svg']}font-family", "")
                self._fonts[font.get(_NAME, "")] = family.strip("'\"")

    def shown(self, styles: StyleNames) -> Shown:
        """How a text is shown in these styles, given by family and name, the outermost first."""
        if styles not in self._known:
            values: dict[str, str] = {}
            for style in styles:
                values |= self._values(*style)
            font = self._fonts.get(values.get(_FONT_NAME, ""), values.get(_FONT, ""))
            self._known[styles] = Shown(
                values.get(_DISPLAY) == "none",
                values.get(_TRANSFORM) == "uppercase" or values.get(_VARIANT) == "small-caps",
                font if font in symbol_fonts() else "",
            )
        return self._known[styles]

    def _values(self, family: str, name: str | None) -> _Values:
        """The properties of a style, and of those that it is based on."""
        values: dict[str, str] = {}
        for _ in range(_MOST_PARENTS):
            style = self._styles.get((family, name))
            if style is not None:
                for properties in style.iter(_PROPERTIES):
                    own = {part: value for part in _PARTS if (value := properties.get(part))}
                    values = own | values
            if name is None:
                break
            name = None if style is None else style.get(_PARENT)
        return values

    def hides_section(self, section: Element) -> bool:
        """Whether a section is not shown."""
        display = section.get(_DISPLAY)
        return display == "none" or (display == "condition" and self.hides_field(section))

    def hides_field(self, field: Element) -> bool:
        """Whether a field, paragraph or section on a condition is not shown."""
        return field.get(_IS_HIDDEN) == "true"

    def hides_row(self, row: Element) -> bool:
        """Whether the row of a table is not shown."""
        return row.get(_VISIBILITY) in ("collapse", "filter")
