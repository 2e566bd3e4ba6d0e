"""Lay out a letter's content as text, in the way of each extractor.

`lay_out` sets the content in pages of lines like the printed letter, then writes these lines with
the line ends, gaps, page breaks and header of one dialect. The shapes come from published letters
in eleven extractions and from five older ones. Random variations of real letters (one or two spaces
before the decision, trailing spaces, words split by an extractor) depend on a checksum of the text,
so that the same content always gives the same text.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from helpers.layouts.printed_parts import (
    CELL_HEADER,
    COLUMN_HEADER,
    MARKDOWN_HEADER,
    MINER_HALVES,
    MINER_HEADER,
    PLUMBER_HEADER,
    RAW_HEADER,
    STREAM_HEADER,
    TEMPLATES,
    Header,
    columns,
    fill,
    paragraphs,
    printed_header,
)
from helpers.layouts.type_metrics import (
    BLANK,
    TEXT_WIDTH,
    Line,
    Page,
    paginate,
    pick,
    width,
)


def printed(page: Page) -> list[Line]:
    """The lines of a page that are not blank."""
    return [line for line in page if line.text]


def pypdf(pages: list[Page], header: Header | None) -> str:
    """Lines and blank lines with a trailing space; an empty line ends page one."""
    texts = ["\n".join(line.spaced for line in page) for page in pages]
    if len(texts) > 1:
        texts[0] += "\n"
    return fill(header, STREAM_HEADER, " ") + "\n".join(texts) + "\n "


def double_spaced(pages: list[Page], header: Header | None) -> str:
    """Like pypdf, with an empty line after every line."""
    return pypdf(pages, header).replace("\n", "\n\n")


def pymupdf(pages: list[Page], header: Header | None) -> str:
    """One header cell per line; no marks between pages."""
    lines = [line.spaced + "\n" for page in pages for line in page]
    return fill(header, CELL_HEADER) + "".join(lines) + " \n"


def pdfium(pages: list[Page], header: Header | None) -> str:
    """CRLF, no blank lines, U+FFFE for a hyphen at a line break inside a word."""
    texts = []
    for page in pages:
        text = ""
        lines = printed(page)
        for number, line in enumerate(lines):
            follows = lines[number + 1].text if number + 1 < len(lines) else ""
            if re.search(r"[A-Za-z]-$", line.text) and not line.last and follows[:1].isalpha():
                text += line.folded[:-1] + "\ufffe"
                continue
            bare = line.last or line.text[-1] in "-/" or (line.text[-1] == "." and line.chance(3))
            text += line.folded + ("" if bare else " ") + ("\r\n" if follows else "")
        texts.append(text)
    rows = fill(header, RAW_HEADER).replace("Application\n", "Application \n")
    return rows.replace("Received:\n", "Received: \n").replace("\n", "\r\n") + "\n\x0c".join(texts)


def pdfminer(pages: list[Page], header: Header | None) -> str:
    """Blocks separated by an empty line; the blank lines of a page gathered at its end."""
    text = ""
    if header is not None:
        half = MINER_HALVES[(0, 0, 0, 0, 1, 1, 1, 2)[pick(header["case_number"], 8)]]
        text = fill(header, MINER_HEADER + half)
    for number, page in enumerate(pages):
        after_heading = False
        for place, line in enumerate(printed(page)):
            block = line.first and (after_heading or not line.paragraph.joined)
            text += ("\n" if block and place else "") + line.spaced + "\n"
            after_heading = line.heading
        blanks = sum(line.blank for line in page) + (number == len(pages) - 1)
        blanks += 2 * (number == 0 and header is not None)  # two empty cells of the table
        text += "\n" + " \n" * blanks + "\x0c"
    return text


def pdfplumber(pages: list[Page], header: Header | None) -> str:
    """Bare lines; nothing separates paragraphs or pages."""
    lines = [line.folded for page in pages for line in printed(page)]
    return fill(header, PLUMBER_HEADER) + "\n".join(lines)


def pdftotext_raw(pages: list[Page], header: Header | None) -> str:
    """Bare lines, a form feed after every page."""
    texts = ["".join(line.folded + "\n" for line in printed(page)) for page in pages]
    return fill(header, RAW_HEADER) + "".join(text + "\x0c" for text in texts)


def pdftotext(pages: list[Page], header: Header | None) -> str:
    """Like raw, with the header in columns; a line that ends with a hyphen is joined to the
    next."""
    text = fill(header, COLUMN_HEADER)
    for page in pages:
        lines = printed(page)
        for number, line in enumerate(lines):
            joins = re.search(r"\w-$", line.text) and not line.last and number + 1 < len(lines)
            text += line.folded[:-1] if joins else line.folded + "\n"
        text += "\n\x0c"
    return text


def indent(line: Line, column: float) -> str:
    """Indentation that centres a heading in a layout mode with columns of this width in points."""
    if not line.heading:
        return ""
    return " " * int((TEXT_WIDTH - width(line.text, bold=True)) / 2 / column)


def pdftotext_layout(pages: list[Page], header: Header | None) -> str:
    """The header as a table, centred headings, blank lines kept except at page edges."""
    text = columns(header, (0, 22, 54, 74))
    for page in pages:
        lines = "\n".join(indent(line, 4.78) + line.folded for line in page)
        text += lines.strip("\n") + "\n\x0c"
    return text


def stretched(line: Line) -> str:
    """A line with the spaces that pypdf's layout mode inserts where a text run ends."""
    text = indent(line, 3.95) + line.text
    kind = line.paragraph.kind
    if kind == "opening":
        return text.replace("at least 24", "at least" + " " * 14 + "24")
    if kind == "field" and line.first and line.chance(5):
        text = re.sub(r"^([\w ]+):", r"\1 :", text)
    if kind == "request" and line.last:
        text = re.sub(r"Upheld$", "Uph eld", text) if line.chance(15) else text
        return re.sub(r":( +\S+)$", r"    :\1", text) if line.chance(12) else text
    if kind in ("text", "field"):
        if line.chance(2):
            text = re.sub(r"(?<=\d-)(\d+)-(?=\d)", rf"{' ' * (4 + pick(text, 9))}\1-    ", text)
            text = text.replace("Non-MTUS", "Non-" + " " * (5 + pick(text, 5)) + "MTUS")
        if line.chance(9):
            text = re.sub(r"(?<=[a-z])-(?=[a-z])", " " * (1 + pick(text, 9)) + "-", text)
        if line.chance(16):
            gap = " " * (1 + pick(text, 20))
            text = re.sub(r" ([a-z]{3})([a-z]{3,}) (?=\S+ \S+$)", rf" \1{gap}\2 ", text)
    return text


def pypdf_layout(pages: list[Page], header: Header | None) -> str:
    """Like pdftotext -layout without form feeds, and with spaces where text runs end."""
    texts = ["\n".join(stretched(line) for line in page).lstrip("\n") for page in pages]
    return columns(header, (0, 27, 65, 90)) + "\n".join(texts) + "\n"


def markdown(pages: list[Page], header: Header | None) -> str:
    """Unwrapped paragraphs, with the headings, labels and requests marked."""
    lines = [line for page in pages for line in printed(page)]
    blocks = []
    for paragraph in [line.paragraph for line in lines if line.first]:
        text = re.sub(r" +", " ", paragraph.text)
        if paragraph.kind == "heading":
            text = "### " + text
        elif paragraph.kind == "credentials":
            text = re.sub(r",(?=\S)", ", ", text)
        elif paragraph.kind == "request":
            text = f"**{text}**"
        elif paragraph.kind == "field":
            text = f"**{text[: paragraph.bold]}**{text[paragraph.bold :]}"
        blocks.append(text)
    return fill(header, MARKDOWN_HEADER) + "\n\n".join(blocks) + "\n"


def seed_double(pages: list[Page], header: Header | None) -> str:
    """Like double-spaced, with the gap of page one at every page."""
    texts = ["\n".join(line.spaced for line in page) for page in pages]
    text = fill(header, STREAM_HEADER, " ") + "\n\n".join(texts) + "\n"
    return text.replace("\n", "\n\n") + "\n"


def seed_half(pages: list[Page], header: Header | None) -> str:
    """Single lines; a wider gap between paragraphs and around pages."""
    text = fill(header, STREAM_HEADER, " ")
    for number, page in enumerate(pages):
        inner = page[bool(number) and page[0].blank :]
        if number < len(pages) - 1 and inner and inner[-1].blank:
            inner = inner[:-1]
        for line, before in zip(inner, [BLANK, *inner], strict=False):
            if not line.blank:
                text += line.spaced + ("\n\n" if line.heading else "\n")
            elif before.paragraph.kind in ("introduction", "request"):
                text += " \n\n"
            else:
                text += "\n \n"
        text += "\n\n\n" if number < len(pages) - 1 else " "
    return text


def seed_markdown(pages: list[Page], header: Header | None) -> str:
    """Like markdown, except at the ends of the file."""
    return "\n\n" + markdown(pages, header).rstrip("\n")


WRITERS: dict[str, Callable[[list[Page], Header | None], str]] = {
    "double-spaced": double_spaced,
    "markdown": markdown,
    "pdfium": pdfium,
    "pdfminer": pdfminer,
    "pdfplumber": pdfplumber,
    "pdftotext-layout": pdftotext_layout,
    "pdftotext-raw": pdftotext_raw,
    "pdftotext": pdftotext,
    "pymupdf": pymupdf,
    "pypdf-layout": pypdf_layout,
    "pypdf": pypdf,
    "seed-double": seed_double,
    "seed-half": seed_half,
    "seed-markdown": seed_markdown,
}
DIALECTS = tuple(WRITERS)


def lay_out(
    content: Mapping[str, Any],
    dialect: str,
    *,
    template: str = "2016",
    page_lines: int = 46,
    hyphen_breaks: bool = True,
    two_spaces: bool = False,
) -> str:
    """The text of a letter with this content, in the dialect of an extractor.

    The content has the shape of a gold file. Without `hyphen_breaks` no line breaks after a hyphen
    inside a word, so that only pypdf-layout splits words; a hyphen that ends a word of the content
    may still end a line, and be marked or lost there. With `two_spaces`, sentences are separated by
    two spaces if the dialect keeps them. Raises KeyError for an unknown dialect or template,
    ValueError for a subspecialty outside template 2014.
    """
    header = printed_header(content)
    pages = paginate(
        paragraphs(content, TEMPLATES[template], two_spaces=two_spaces),
        page_lines,
        header=header is not None,
        at_hyphens=hyphen_breaks,
    )
    return WRITERS[dialect](pages, header)
