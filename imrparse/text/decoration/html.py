"""HTML in a text: tags, comments, entities."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.text.decoration.view import FILLER, DecorationKind, Mask, View, blank, filled

_BLOCK = (
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|fieldset|footer|form|h[1-6]|head"
    "|header|hr|html|li|main|meta|nav|ol|p|pre|section|table|tbody|tfoot|thead|title|tr|ul|page"
)
_INLINE = (
    "a|abbr|acronym|b|big|cite|code|col|colgroup|del|em|figure|font|i|img|ins|input|kbd|label|link"
    "|mark|q|s|samp|small|span|strike|strong|sub|sup|svg|path|td|th|time|tt|u|var|wbr|[a-z]+:[a-z]+"
)
_ATTRIBUTES = r"""(?:\s[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+)?/?"""
_TAG = regex(
    rf"<(?P<closing>/?)(?:(?P<block>{_BLOCK})|(?P<inline>{_INLINE}))\b{_ATTRIBUTES}>",
    re.IGNORECASE,
)
# What begins again before it has ended is not looked for from there, in linear time.
_COMMENT = re.compile(
    r"<!--(?:(?!<!--).)*?-->|<!doctype[^<>]*>|<\?xml[^<>]*\?>|<!\[CDATA\[|\]\]>",
    re.IGNORECASE | re.DOTALL,
)
_HIDDEN = re.compile(
    r"<(?P<name>style|script|head|svg)\b[^<>]*>(?:(?!<(?P=name)\b).)*?</(?P=name)\s*>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(
    rf"&{FILLER}*(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,8}});"
)
_ELEMENT = re.compile(rf"</?[A-Za-z][\w:.-]*{_ATTRIBUTES}>")
_ROOT = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?<(?P<root>[A-Za-z][\w:.-]*)[^>]*>(?=.*</(?P=root)\s*>\s*\Z)",
    re.DOTALL,
)
_CONTROLS = str.maketrans({"\u00a0": " ", "\u00ad": FILLER, "\r": " "})
_STRING = tuple("\"'[{(")
_FEWEST_TAGS = 3
_CELL = frozenset({"td", "th"})


def look(view: View) -> Iterable[Mask]:
    """The tags and comments of a text, and what is not shown."""
    plain = view.plain
    if "<" not in plain:
        return []
    masks = [blank(*found.span(), DecorationKind.HTML) for found in _pictures().finditer(plain)]
    if masks:
        return masks
    masks = [blank(*found.span(), DecorationKind.HTML) for found in _HIDDEN.finditer(plain)]
    masks += [blank(*found.span(), DecorationKind.HTML) for found in _COMMENT.finditer(plain)]
    tags = list(_TAG.finditer(plain))
    if len(tags) >= _FEWEST_TAGS or any(tag["block"] for tag in tags):
        masks += map(_mask, tags)
    if root := _ROOT.search(plain):
        # A document of some kind of XML, of whose elements nothing is known.
        begin = root.start()
        masks += [
            Mask(tag.start(), "\n".ljust(len(tag[0])), DecorationKind.HTML)
            for tag in _ELEMENT.finditer(plain, begin)
        ]
    return masks


def _mask(tag: re.Match[str]) -> Mask:
    start, end = tag.span()
    if tag["block"]:
        return Mask(start, "\n".ljust(end - start), DecorationKind.HTML)
    if tag["inline"].lower() in _CELL:
        return blank(start, end, DecorationKind.HTML)
    return filled(start, end, DecorationKind.HTML)


def entities(view: View) -> Iterable[Mask]:
    """The entities of HTML in a text: ``&amp;``, ``&nbsp;``, ``&#8217;``."""
    plain = view.plain
    if "&" not in plain or (plain.lstrip()[:1] in _STRING and ("\\n" in plain or "\\u" in plain)):
        return  # in a string, signs of their own would end it
    for found in _ENTITY.finditer(plain):
        text = unescape(found[0].replace(FILLER, "")).translate(_CONTROLS)
        if text == "<":  # the name of a tag may come right after it
            yield Mask(found.start(), text.rjust(len(found[0]), FILLER), DecorationKind.HTML)
        elif text != found[0]:
            yield filled(*found.span(), DecorationKind.HTML, text)


def _pictures() -> re.Pattern[str]:
    """What converters write around the text that they read in a picture, with that text."""
    pairs = table("carriers")["pictures"]
    escaped = [(re.escape(start), re.escape(end)) for start, end in pairs]
    pattern = "|".join(f"{start}(?:(?!{start}).)*?{end}" for start, end in escaped)
    return re.compile(pattern, re.DOTALL)
