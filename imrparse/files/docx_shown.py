"""How Word shows a run: hidden, in capitals, or in a symbol font, by itself or through styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from imrparse.files.symbols import symbol_fonts

_PROPERTIES, _PARAGRAPH_PROPERTIES = qn("w:rPr"), qn("w:pPr")
_VALUE, _TYPE, _ID = qn("w:val"), qn("w:type"), qn("w:styleId")
_DEFAULT, _BASE, _STYLE = qn("w:default"), qn("w:basedOn"), qn("w:style")
_DEFAULTS = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{_PROPERTIES}"
_TABLE, _ABOUT_TABLE = qn("w:tbl"), qn("w:tblPr")
_FONTS = qn("w:rFonts")
_FONT_NAMES = (qn("w:ascii"), qn("w:hAnsi"))
_CAPS, _SMALL_CAPS, _VANISH = map(qn, ("w:caps", "w:smallCaps", "w:vanish"))
_TOGGLES = (_CAPS, _SMALL_CAPS, _VANISH)
_OFF = frozenset({"0", "false", "off", "none"})
_DELETED = qn("w:del")
_MOST_BASES = 50  # styles that a style is based on, one upon another

_Values: TypeAlias = Mapping[str, bool | str]
"""The properties that matter here: toggles by their tag, and the font."""

Around: TypeAlias = tuple[str | None, ...]
"""The names of styles, the outermost first."""


class Shown(NamedTuple):
    """How a run is shown."""

    hidden: bool
    capitals: bool
    font: str
    """The symbol font; empty for any other one."""


class Styles:
    """The styles of a document, as far as they hide text or change its characters."""

    def __init__(self, styles: Element | None) -> None:
        """`styles` is the root of the document's part for styles, if it has one."""
        elements = [] if styles is None else list(styles.iterchildren(_STYLE))
        self._styles = {style.get(_ID): style for style in elements}
        self._usual = {
            style.get(_TYPE): style.get(_ID)
            for style in elements
            if _is_on(style.get(_DEFAULT, "0"))
        }
        self._defaults = _values(None if styles is None else styles.find(_DEFAULTS))
        self._known: dict[str | None, _Values] = {}
        self._plain: dict[Around, Shown] = {}

    def around(self, paragraph: Element) -> Around:
        """The styles that a paragraph and its table give to its runs."""
        about = paragraph.find(_PARAGRAPH_PROPERTIES)
        style = _style(about, "w:pStyle") or self._usual.get("paragraph")
        table = next(paragraph.iterancestors(_TABLE), None)
        return None if table is None else _style(table.find(_ABOUT_TABLE), "w:tblStyle"), style

    def of_run(self, run: Element, around: Around) -> Shown:
        """How a run is shown in a paragraph with these styles around it."""
        properties = run.find(_PROPERTIES)
        if properties is None:
            if around not in self._plain:
                self._plain[around] = self._shown({}, around)
            return self._plain[around]
        return self._shown(_values(properties), (*around, _style(properties, "w:rStyle")))

    def _shown(self, own: _Values, styles: Around) -> Shown:
        levels = [self._of(style) for style in styles]
        fonts = (values.get(_FONTS) for values in (own, *levels[::-1], self._defaults))
        font = next(filter(None, fonts), "")
        return Shown(
            self._toggle(_VANISH, own, levels),
            self._toggle(_CAPS, own, levels) or self._toggle(_SMALL_CAPS, own, levels),
            str(font) if font in symbol_fonts() else "",
        )

    def hides_end(self, paragraph: Element, around: Around) -> bool:
        """Whether the end of a paragraph is hidden or deleted, so that the next one follows on."""
        about = paragraph.find(_PARAGRAPH_PROPERTIES)
        mark = None if about is None else about.find(_PROPERTIES)
        if mark is None:
            return False
        levels = [self._of(style) for style in around]
        return mark.find(_DELETED) is not None or self._toggle(_VANISH, _values(mark), levels)

    def _toggle(self, name: str, own: _Values, levels: Iterable[_Values]) -> bool:
        """Whether a property is on. One that two levels of styles turn on is off again."""
        if name in own:
            return bool(own[name])
        return bool(self._defaults.get(name)) or sum(bool(v.get(name)) for v in levels) % 2 == 1

    def _of(self, style: str | None) -> _Values:
        """The properties of a style and of those that it is based on."""
        if style is None:
            return {}
        if style not in self._known:
            values: dict[str, bool | str] = {}
            for element in self._based(style):
                values = {**_values(element.find(_PROPERTIES)), **values}
            self._known[style] = values
        return self._known[style]

    def _based(self, style: str | None) -> Iterator[Element]:
        for _ in range(_MOST_BASES):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = _style(element, "w:basedOn")


def _style(parent: Element | None, tag: str) -> str | None:
    element = None if parent is None else parent.find(qn(tag))
    return None if element is None else element.get(_VALUE)


def _values(properties: Element | None) -> _Values:
    if properties is None:
        return {}
    values: dict[str, bool | str] = {}
    for child in properties:
        if child.tag in _TOGGLES:
            values[child.tag] = _is_on(child.get(_VALUE, "1"))
        elif child.tag == _FONTS and (font := next(filter(None, map(child.get, _FONT_NAMES)), "")):
            values[_FONTS] = font
    return values


def _is_on(value: str) -> bool:
    return value.lower() not in _OFF
