"""How a browser shows the elements of a page: not at all, in capitals, or in a symbol font."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from html import unescape
from typing import NamedTuple, TypeAlias

from imrparse.files.symbols import symbol_fonts
from imrparse.text.source import LeftOutKind

_SIGNS = re.compile(
    r"hidden|display|<del\b|uppercase|small-caps|symbol|wingdings|webdings|<dialog", re.IGNORECASE
)
"""What a page contains that does not show its text as it is written."""

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr", "source"}
)
_ENDS_PARAGRAPH = frozenset(
    {"address", "article", "blockquote", "div", "dl", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "footer", "hr", "main", "ol", "p", "pre", "section", "table", "ul"}
)
_IMPLIED: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(_ENDS_PARAGRAPH, (frozenset({"p"}), frozenset({"div", "td", "th", "li"}))),
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
}
"""The elements that the start of another one ends, and those beyond which it ends none."""
_FARTHEST = 30  # elements that are searched for one that ends
_MOST_KEPT = 10_000  # tags whose style is kept

_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_COMMENT = re.compile(r"/\*(?:(?!\*/).)*+\*/|<!--|-->", re.DOTALL)
_CONDITIONAL = re.compile(r"@[^{};@]*+(?:;|\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\})")
_RULE = re.compile(r"([^{}]*+)\{([^{}]*+)\}")
_SELECTOR = re.compile(r"(?P<tag>[\w-]+|\*)?(?P<named>(?:[.#][\w-]+)*)")
_NAMED = re.compile(r"[.#][\w-]+")
_LARGEST_SHEET = 1_000_000  # code points

_Style: TypeAlias = Mapping[str, str]
_Rule: TypeAlias = tuple[str, frozenset[str], _Style]


class Shown(NamedTuple):
    """How the text in an element is shown."""

    left_out: LeftOutKind | None = None
    invisible: bool = False
    """Whether it takes place, but can't be seen."""
    capitals: bool = False
    font: str = ""
    """The symbol font; empty for any other one."""


class Elements:
    """The open elements of a page, and how text in the innermost one is shown."""

    def __init__(self) -> None:
        self.shown: Shown = Shown()
        self._tags: list[str] = []
        self._outside: list[Shown] = []  # how text is shown around each of them
        self._open: Counter[str] = Counter()
        self._rules: list[_Rule] = []
        self._styles: dict[str, _Style] = {}

    def start(self, tag: str, text: str) -> None:
        """Begin an element. `text` is its whole tag."""
        if tag == "style":
            text, _, sheet = text.partition(">")
            self._rules += _rules(sheet[:_LARGEST_SHEET])
            self._styles.clear()
        if tag in _IMPLIED:
            self._end_implied(*_IMPLIED[tag])
        if tag in _VOID or text.endswith("/>"):
            return
        self._tags.append(tag)
        self._outside.append(self.shown)
        self._open[tag] += 1
        self.shown = _inside(self.shown, self._style(tag, text))

    def end(self, tag: str) -> None:
        """End an element, and those in it that are still open."""
        while self._open[tag]:
            last = self._pop()
            if last == tag:
                return

    def _pop(self) -> str:
        tag = self._tags.pop()
        self._open[tag] -= 1
        self.shown = self._outside.pop()
        return tag

    def _end_implied(self, ended: frozenset[str], beyond: frozenset[str]) -> None:
        for back, tag in enumerate(self._tags[: -_FARTHEST - 1 : -1], start=1):
            if tag in beyond:
                return
            if tag in ended:
                for _ in range(back):
                    self._pop()
                return

    def _style(self, tag: str, text: str) -> _Style:
        """The style of an element, by its own attributes and by the page's style sheets."""
        if (found := self._styles.get(text)) is not None:
            return found
        found = _style(tag, text, self._rules)
        if len(self._styles) < _MOST_KEPT:
            self._styles[text] = found
        return found


def is_plain(page: str) -> bool:
    """Whether a page shows all of its text as it is written."""
    return not _SIGNS.search(page)


def _inside(around: Shown, style: _Style) -> Shown:
    left_out, invisible, capitals, font = around
    if style.get("display") == "none":
        left_out = left_out or LeftOutKind.HIDDEN
    if "deleted" in style:
        left_out = left_out or LeftOutKind.DELETED
    if visibility := style.get("visibility"):
        invisible = visibility in ("hidden", "collapse")
    if transform := style.get("text-transform"):
        capitals = transform == "uppercase"
    if variant := style.get("font-variant") or style.get("font-variant-caps"):
        capitals = "small-caps" in variant
    if family := style.get("font-family"):
        names = (name.strip(" \"'").casefold() for name in family.split(","))
        font = next(
            (known for name in names for known in symbol_fonts() if known.casefold() == name), ""
        )
    return Shown(left_out, invisible, capitals, font)


def _style(tag: str, text: str, rules: Iterable[_Rule]) -> _Style:
    attributes: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text[len(tag) + 1 :]):
        attributes.setdefault(name.lower(), unescape(value.strip("\"'")))
    style: dict[str, str] = {}
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        style["display"] = "none"
    if tag == "del":
        style["deleted"] = tag
    if tag == "font" and "face" in attributes:
        style["font-family"] = attributes["face"]
    names = {f".{name}" for name in attributes.get("class", "").split()}
    names.add(f"#{attributes.get('id')}")
    for wanted, named, declared in rules:
        if wanted in ("", "*", tag) and named <= names:
            style.update(declared)
    return {**style, **_declared(attributes.get("style", ""))}


def _declared(text: str) -> _Style:
    found = {}
    for declaration in text.split(";"):
        name, _, value = declaration.partition(":")
        found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def _rules(sheet: str) -> list[_Rule]:
    """The rules of a style sheet for elements by their tag, class and id, the weakest first.

    Rules for other relations between elements, and those under a condition, are ignored.
    """
    found = []
    plain = _CONDITIONAL.sub("", _COMMENT.sub(" ", sheet))
    for selectors, declarations in _RULE.findall(plain):
        for selector in selectors.split(","):
            if match := _SELECTOR.fullmatch(selector.strip()):
                named = frozenset(_NAMED.findall(match["named"]))
                found.append(((match["tag"] or "").lower(), named, _declared(declarations)))
    return sorted(
        found, key=lambda rule: (sum(10 if n[0] == "#" else 1 for n in rule[1]), rule[0] != "")
    )
