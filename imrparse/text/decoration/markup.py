"""Markup in a text: HTML, Markdown and other light markup, LaTeX, the rules of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.text.decoration.view import FILLER, DecorationKind, Mask, View, blank, filled
from imrparse.text.spans import text_before

_START = r"(?:\A|(?<=\n))[^\S\n]*+"
_END = r"[^\S\n]*+(?=\n|\Z)"
# Searching for a line end first is much faster than trying each place.
_HEADING_BEGINS = regex(r"\n[^\S\n]*+(?:[#=]|h[1-6]\.)")
_RULE_BEGINS = regex(r"\n[^\S\n]*+(?:[-*_=~\u2500\u2550\u2014][^\S\n]?){3}")
_POD_COMMAND = regex(r"\n=(?:pod|cut|head[1-6]|over|back|item|begin|end|for|encoding)\b[^\S\n]*")
_POD_MARK = regex(r"\b[BCFILSX]<(?P<text>[^<>]{1,200})>")
_FENCE_BEGINS = regex(r"\n[^\S\n]*+(?:```|~~~|\"\"\"|'''|[\[{])")
_BOLD = regex(r"\*\*+|__+|'''")
_HEADING = regex(
    rf"{_START}(?P<mark>#{{1,6}}|={{1,6}}|h[1-6]\.)(?=[^\S\n]+[\W_]{{0,4}}[A-Z])"
    r"(?:[^\n]*[^\S\n](?P<end>(?P=mark))[^\S\n]*(?=\n|\Z))?"
)
_EMPTY_HEADING = regex(rf"{_START}#{{2,6}}{_END}")
_ITALIC = regex(r"(?<![\w*_])(?P<open>[*_])(?=\S)[^*_\n]{1,120}:\s?(?P<close>[*_])(?![\w*_])")
_WHOLE_LINE = regex(rf"{_START}(?P<open>[*_]{{1,3}})(?=\w)[^*_\n]+(?P<close>(?P=open)){_END}")
# A decision, in bold or italics.
_LAST_WORD = regex(rf"(?<=:)[^\S\n]*(?P<open>[*_]{{1,3}})[A-Za-z]+(?P<close>(?P=open)){_END}")
_BRACKETED = regex(
    r"\[/?(?:[bius*]|color|colour|size|font|url|center|h[1-6]|list|indent)(?:=[^\]\n]{0,80})?\]",
    re.IGNORECASE,
)
_LATEX = regex(r"\\(?:documentclass|begin|(?:sub)*section|textbf|textit)\b")
_COMMAND = regex(
    r"\\\\(?P<line>)(?:\[[^\]\n]{0,20}\])?|\\(?P<sign>[%&#_$\{\}~^])(?:\{\})?|\\(?P<name>[A-Za-z]+)\*?"
    r"|\\[,;:! /@]|(?P<brace>[{}])|(?P<quotation>``|'')|[~&]|(?<=\n)%[^\n]*"
)
_ARGUMENTS = regex(r"(?:\[[^\]\n]{0,200}\]|\{[^{}\n]{0,200}\})+")
_ESCAPE = regex(r"\\(?=[!-/:-@\[-`{-~])|\\(?=\n)")
_ATTRIBUTES = regex(r"(?<=\S)[^\S\n]*\{[#.][\w .#=\"-]{1,80}\}(?=[^\S\n]*(?:\n|\Z))")
_IMAGE = regex(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)")
_RULE = regex(rf"{_START}(?:[-*_=~\u2500\u2550\u2014][^\S\n]?){{3,}}{_END}")
_LONG_RULE = regex(rf"{_START}(?:\{{\d{{1,4}}\}})?([-*_=~])\1{{9,}}{_END}")
_SHORT_RULE = regex(rf"{_START}([-*=])\1{{4,}}{_END}")
_ROW = regex(rf"{_START}\|[^\n]*")
_DIVIDER = regex(rf"{_START}[|+][-:=|+\s]*[-=][-:=|+ \t]*{_END}")
_FRAME = regex("[\u2500-\u257f]+")
_JOIN = regex(r"(?<= )\|(?= )")
_FENCE = regex(
    r"(?:\A|(?<=\n))[^\S\n]*+(?:`{3,}[\w+-]*|~{3,}[\w+-]*|\"{3}|'{3}|\[/?(?:quote|code)[^\]\n]*\]"
    r"|\{(?:code|noformat|quote|panel)(?::[^}\n]*)?\})[^\S\n]*+(?=\n|\Z)"
)
_FEWEST_JOINS = 20  # rules between lines
_FEWEST = 4  # marks that show that a text is Markdown
_FEWEST_ESCAPES = 2
_REQUEST = regex(
    r"(?:\A|(?<=\n))\.(?:(?P<text>SH|SS|B|I|BI|BR|IR|SM)[^\S\n]+(?P<open>\"?)[^\n]*?(?P<close>\"?)"
    r"|\\\"[^\n]*|[A-Za-z]{1,2}\b[^\n]*)[^\S\n]*(?=\n|\Z)"
)

_BLOCK = (
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|fieldset|footer|form|h[1-6]|head"
    "|header|hr|html|li|main|meta|nav|ol|p|pre|section|table|tbody|tfoot|thead|title|tr|ul|page"
)
_INLINE = (
    "a|abbr|acronym|b|big|cite|code|col|colgroup|del|em|figure|font|i|img|ins|input|kbd|label|link"
    "|mark|q|s|samp|small|span|strike|strong|sub|sup|svg|path|td|th|time|tt|u|var|wbr|[a-z]+:[a-z]+"
)
_TAG_ATTRIBUTES = r"""(?:\s[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+)?/?"""
_TAG = regex(
    rf"<(?P<closing>/?)(?:(?P<block>{_BLOCK})|(?P<inline>{_INLINE}))\b{_TAG_ATTRIBUTES}>",
    re.IGNORECASE,
)
# A label in bold is the letter's own: "<b>Priority:</b>"; tags beside a decision are a fault.
_HIGHLIGHT = regex(
    r"(?<!:)(?<!: )<(?P<name>em|mark|strong|span|font|i|u|b)\b[^<>]{0,80}>"
    r"(?P<text>[^<>]{1,300}(?<![:\s]))</(?P=name)>(?!\s*:)"
)
# What begins again before it has ended is not looked for from there, in linear time.
_COMMENT = regex(
    r"<!--(?:(?!<!--).)*?-->|<!doctype[^<>]*>|<\?xml[^<>]*\?>|<!\[CDATA\[|\]\]>",
    re.IGNORECASE | re.DOTALL,
)
_HIDDEN = regex(
    r"<(?P<name>style|script|head|svg)\b[^<>]*>(?:(?!<(?P=name)\b).)*?</(?P=name)\s*>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = regex(rf"&{FILLER}*(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,8}});")
_ELEMENT = regex(rf"</?[A-Za-z][\w:.-]*{_TAG_ATTRIBUTES}>")
_ROOT = regex(
    r"\A\s*(?:<\?xml[^>]*>\s*)?<(?P<root>[A-Za-z][\w:.-]*)[^>]*>(?=.*</(?P=root)\s*>\s*\Z)",
    re.DOTALL,
)
_CONTROLS = str.maketrans({"\u00a0": " ", "\u00ad": FILLER, "\r": " "})
_STRING = tuple("\"'[{(")
_STRING_SIGNS = ("\\n", "\\u", '\\"')
_DATA = regex(r"""\s*[\[{(]\s*["']""")
_FEWEST_TAGS = 3
_CELL = frozenset({"td", "th"})
_SMALL = regex(r"\s*[a-z]")
_STOPS = (".", "?", "!")
_LONGEST_GAP = 200  # code points of white space before a rule


def markdown(view: View) -> Iterable[Mask]:
    """The marks of light markup in a text."""
    plain = view.plain
    bold = list(_BOLD.finditer(plain)) if _BOLD.search(view.signs) else []
    if len(bold) >= _FEWEST:
        yield from (filled(*found.span(), DecorationKind.MARKDOWN) for found in bold)
    headings = list(_HEADING.finditer(plain)) if _HEADING_BEGINS.search(f"\n{plain}") else []
    for found in _EMPTY_HEADING.finditer(plain) if "##" in plain else ():
        yield blank(*found.span(), DecorationKind.MARKDOWN)
    for found in headings:
        if found["end"] or "=" not in found["mark"]:
            yield blank(*found.span("mark"), DecorationKind.MARKDOWN)
        if found["end"]:
            yield blank(*found.span("end"), DecorationKind.MARKDOWN)
    for pattern in (_ITALIC, _WHOLE_LINE, _LAST_WORD) if "*" in plain or "_" in plain else ():
        for found in pattern.finditer(plain):
            yield blank(*found.span("open"), DecorationKind.MARKDOWN)
            yield blank(*found.span("close"), DecorationKind.MARKDOWN)
    tags = list(_BRACKETED.finditer(plain)) if "[" in plain else []
    if len(tags) >= _FEWEST:
        yield from (filled(*tag.span(), DecorationKind.MARKDOWN) for tag in tags)
    yield from _images_and_escapes(plain)


def fences(view: View) -> Iterable[Mask]:
    """The lines that are nothing but a fence around a text: code fences, and their like."""
    if not _FENCE_BEGINS.search(f"\n{view.plain}"):
        return []
    return [
        blank(*found.span(), DecorationKind.CODE_FENCE) for found in _FENCE.finditer(view.plain)
    ]


def latex(view: View) -> Iterator[Mask]:
    """The commands of LaTeX: their arguments are text, but for those that set something."""
    plain = view.plain
    if "\\" not in plain or not _LATEX.search(plain):
        return
    for found in _COMMAND.finditer(plain):
        start, end = found.span()
        if found["sign"]:
            yield Mask(start, found["sign"].rjust(end - start, FILLER), DecorationKind.MARKDOWN)
        elif found["quotation"]:
            yield filled(start, end, DecorationKind.MARKDOWN, '"')
        elif found["line"] or found["name"] in _latex_words("line_ends"):
            yield Mask(start, "\n".ljust(end - start), DecorationKind.MARKDOWN)
        elif found["name"] in _latex_words("settings"):
            rest = _ARGUMENTS.match(plain, end)
            yield blank(start, rest.end() if rest else end, DecorationKind.MARKDOWN)
        elif found["brace"] and not plain[start - 1 : start].isspace():
            yield filled(start, end, DecorationKind.MARKDOWN)
        else:
            yield blank(start, end, DecorationKind.MARKDOWN)


def _latex_words(kind: str) -> list[str]:
    words: list[str] = table("carriers")["latex"][kind]
    return words


def troff(view: View) -> Iterator[Mask]:
    """The requests of troff, as of a manual page: some have text of the letter behind them."""
    plain = view.plain
    found = list(_REQUEST.finditer(plain)) if "\n." in plain else []
    if len(found) < _FEWEST:
        return
    for request in found:
        if not request["text"]:
            yield blank(*request.span(), DecorationKind.MARKDOWN)
            continue
        yield blank(request.start(), request.end("open"), DecorationKind.MARKDOWN)
        if request["close"]:
            yield blank(*request.span("close"), DecorationKind.MARKDOWN)


def pod(view: View) -> Iterator[Mask]:
    """The commands of Perl's documentation, and its marks of bold and italics: ``B<label:>``."""
    plain = view.plain
    if len(commands := list(_POD_COMMAND.finditer(f"\n{plain}"))) < _FEWEST:
        return
    for command in commands:
        yield blank(max(0, command.start()), command.end() - 1, DecorationKind.MARKDOWN)
    for mark in _POD_MARK.finditer(plain):
        yield filled(mark.start(), mark.start("text"), DecorationKind.MARKDOWN)
        yield filled(mark.end("text"), mark.end(), DecorationKind.MARKDOWN)


def attributes(view: View) -> Iterable[Mask]:
    """The attributes that Pandoc adds after headings: ``{#summary}``."""
    return [
        blank(*found.span(), DecorationKind.MARKDOWN) for found in _ATTRIBUTES.finditer(view.plain)
    ]


def _images_and_escapes(plain: str) -> Iterator[Mask]:
    """Images, and the backslashes before signs that would be marks of Markdown without."""
    for image in _IMAGE.finditer(plain):
        yield blank(*image.span(), DecorationKind.MARKDOWN)
    found = list(_ESCAPE.finditer(plain)) if "\\" in plain else []
    if len(found) >= _FEWEST_ESCAPES:
        yield from (filled(*escape.span(), DecorationKind.MARKDOWN) for escape in found)


def rules(view: View) -> Iterator[Mask]:
    """Tables of Markdown and other programs, and lines that consist of a rule."""
    plain = view.plain
    if "|" in plain:
        yield from _tables(plain)
        if plain.count(" | ") > max(_FEWEST_JOINS, plain.count("\n") * _FEWEST):
            for found in _JOIN.finditer(plain):
                yield Mask(found.start(), "\n", DecorationKind.TABLE_RULE)
    rules = list(_RULE.finditer(plain)) if _RULE_BEGINS.search(f"\n{plain}") else []
    for found in rules:
        if len(rules) > 1 or _underlines(plain, found.start()):
            yield blank(*found.span(), DecorationKind.TABLE_RULE)
    if not plain.isascii():
        for found in _FRAME.finditer(plain):
            yield blank(*found.span(), DecorationKind.TABLE_RULE)


def long_rules(view: View) -> Iterable[Mask]:
    """Lines that consist of a rule that is too long for prose.

    A page ends between two sentences or within one, so a rule between the end of one and a line
    in small letters is the letter's own.
    """
    return [
        blank(*rule.span(), DecorationKind.TABLE_RULE)
        for rule in _LONG_RULE.finditer(view.plain)
        if not (
            _SMALL.match(view.plain, rule.end())
            and text_before(view.plain, rule.start(), _LONGEST_GAP).rstrip()[-1:] in _STOPS
        )
    ]


def short_rules(view: View) -> list[Mask]:
    """Lines that consist of a short rule, which prose may have too."""
    return [
        blank(*rule.span(), DecorationKind.TABLE_RULE) for rule in _SHORT_RULE.finditer(view.plain)
    ]


def _underlines(plain: str, start: int) -> bool:
    """Whether a rule stands at the edge of a text, or under a line in capitals."""
    above = plain[:start].rstrip()
    line = above[above.rfind("\n") + 1 :]
    return line.isupper() or not line or not plain[start:].strip("-*_=~ \n")


def _tables(plain: str) -> Iterator[Mask]:
    """The rules of tables. A row of one begins and ends with a rule, and holds another."""
    dividers = [found.span() for found in _DIVIDER.finditer(plain)]
    for start, end in dividers:
        yield blank(start, end, DecorationKind.TABLE_RULE)
    for row in _ROW.finditer(plain):
        if row[0].count("|") > 1 and row[0].rstrip().endswith("|"):
            for sign in re.finditer(r"\|", row[0]):
                start = row.start() + sign.start()
                yield blank(start, start + 1, DecorationKind.TABLE_RULE)


def html(view: View) -> Iterable[Mask]:
    """The tags and comments of a text, and what is not shown."""
    plain = view.plain
    if "<" not in plain:
        return []
    masks = [blank(*found.span(), DecorationKind.HTML) for found in _pictures().finditer(plain)]
    if masks:
        return masks
    # What is the whole text is no part of a page that is not shown.
    hidden = (span for span in map(re.Match.span, _HIDDEN.finditer(plain)) if _is_part(plain, span))
    masks = [blank(*span, DecorationKind.HTML) for span in hidden]
    masks += [blank(*found.span(), DecorationKind.HTML) for found in _COMMENT.finditer(plain)]
    tags = list(_TAG.finditer(plain))
    if len(tags) >= _FEWEST_TAGS or any(tag["block"] for tag in tags):
        masks += map(_of_tag, tags)
    if root := _ROOT.search(plain):
        # A document of some kind of XML, of whose elements nothing is known.
        begin = root.start()
        masks += [
            Mask(tag.start(), "\n".ljust(len(tag[0])), DecorationKind.HTML)
            for tag in _ELEMENT.finditer(plain, begin)
        ]
    return masks


def highlights(view: View) -> Iterator[Mask]:
    """The pairs of tags around words of a text, as around those that were searched for."""
    for pair in _HIGHLIGHT.finditer(view.plain):
        yield filled(pair.start(), pair.start("text"), DecorationKind.HTML)
        yield filled(pair.end("text"), pair.end(), DecorationKind.HTML)


def _is_part(plain: str, span: tuple[int, int]) -> bool:
    return (span[1] - span[0]) * 2 < len(plain)


def _of_tag(tag: re.Match[str]) -> Mask:
    start, end = tag.span()
    if tag["block"]:
        return Mask(start, "\n".ljust(end - start), DecorationKind.HTML)
    if tag["inline"].lower() in _CELL:
        return blank(start, end, DecorationKind.HTML)
    return filled(start, end, DecorationKind.HTML)


def entities(view: View) -> Iterable[Mask]:
    """The entities of HTML in a text: ``&amp;``, ``&nbsp;``, ``&#8217;``."""
    plain = view.plain
    in_string = plain.lstrip()[:1] in _STRING and any(sign in plain for sign in _STRING_SIGNS)
    if "&" not in plain or in_string or _DATA.match(plain):
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
