"""What carriers do to the text of a letter: the functions that the carriers are made of."""

from __future__ import annotations

import csv
import html
import io
import itertools
import json
import quopri
import re
from collections.abc import Callable, Iterator

import imrparse

Carrier = Callable[[str], str]

_LINE_END = re.compile(r"\r\n|\r|\n")
LABEL = re.compile(
    r"(?m)^(?:HOW THE IMR FINAL DETERMINATION WAS MADE|CLINICAL CASE SUMMARY"
    r"|IMR ISSUES, DECISIONS AND RATIONALES|Claims Administrator guideline:|MAXIMUS guideline:"
    r"|Decision rationale:)"
)
_INDENTED_LABEL = re.compile(LABEL.pattern.replace("^", r"^[^\S\n]*", 1))
_PAGE = 30  # lines
_WORD = re.compile(r"[^\W\d_]{7,}")


def lines(text: str) -> list[str]:
    """The lines of a text, whatever ends them."""
    return _LINE_END.split(text)


def before_lines(prefix: Callable[[int], str]) -> Carrier:
    """Something before each line, which depends on the line's number (from 1)."""
    return lambda text: "\n".join(prefix(n) + line for n, line in enumerate(lines(text), 1))


def on_pages(
    foot: Callable[[int, int], str], head: Callable[[int, int], str] | None = None
) -> Carrier:
    """Lines at the foot and the head of each page: `foot(page, pages)`.

    Pages end inside sentences, where no request can begin.
    """

    def carry(text: str) -> str:
        pages = list(_pages(lines(text.rstrip())))
        printed = []
        for number, page in enumerate(pages, 1):
            if head:
                printed.append(head(number, len(pages)))
            printed += page
            printed.append(foot(number, len(pages)))
        return "\n".join(line for line in printed if line != "-")

    return carry


def _pages(all_lines: list[str]) -> Iterator[list[str]]:
    page: list[str] = []
    for number, line in enumerate(all_lines):
        page.append(line)
        following = next((other for other in all_lines[number + 1 :] if other.strip()), "")
        inside = line.strip()[-1:].isalpha() and following.strip()[:1].islower()
        if len(page) >= _PAGE and inside and "\f" not in line:
            yield page
            page = []
    yield page


def replaced(old: str, new: str) -> Carrier:
    """One text written for another."""
    return lambda text: text.replace(old, new)


def line_ended(end: str) -> Carrier:
    """Lines ended by something else."""
    return lambda text: _LINE_END.sub(end, text)


def in_words(sign: str) -> Carrier:
    """A sign in the middle of each long word."""
    return lambda text: _WORD.sub(lambda word: word[0][:4] + sign + word[0][4:], text)


def one_line(text: str) -> str:
    """A text without line ends."""
    return " ".join(text.split())


def csv_field(text: str) -> str:
    """A text as a field of a CSV file."""
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["id", "text"], ["17", text]])
    return file.getvalue()


def web_page(text: str) -> str:
    """A text as a page whose lines are broken where they were."""
    body = "<br>\n".join(html.escape(line) for line in lines(text.replace("\f", "\n")))
    return f"<html><head><title>A letter</title></head>\n<body><p>{body}</p></body></html>\n"


def quoted_printable(text: str) -> str:
    """A text as it is sent in mail."""
    plain = "\n".join(lines(text.replace("\f", "\n")))
    return quopri.encodestring(plain.encode()).decode()


def labelled(before: str, after: str = "") -> Carrier:
    """Marks around each label and heading."""
    return lambda text: LABEL.sub(lambda found: f"{before}{found[0]}{after}", text)


def with_attributes(text: str) -> str:
    """A text whose headings have the attributes that Pandoc writes."""
    return re.sub(r"(?m)^([^\S\n]*[A-Z, ]{20,})$", r"\1 {#part .heading}", text)


def numbered(before: str) -> Carrier:
    """The issues of a letter numbered, before each request."""

    def carry(text: str) -> str:
        letter = imrparse.parse(text)
        starts = [issue.request.span.start for issue in letter.issues if issue.request.span]
        for number, start in sorted(enumerate(starts, 1), reverse=True):
            text = text[:start] + before.format(number) + text[start:]
        return text

    return carry


def parted(line: str) -> Carrier:
    """A line above the last request, with a blank line on either side of it."""

    def carry(text: str) -> str:
        span = imrparse.parse(text).issues[-1].request.span
        start = text.rfind("\n", 0, span.start if span else 0) + 1
        return f"{text[:start].rstrip()}\n\n{line}\n\n{text[start:]}"

    return carry


def titled(text: str, title: str = "{}") -> str:
    """A text with the letter's case number above it."""
    header = imrparse.parse(text).header
    return f"{title.format(header.case_number)}\n\n{text.lstrip()}" if header else text


def stamped(text: str) -> str:
    """A text with a stamp between its header and its first heading."""
    if not imrparse.parse(text).header:
        return text
    return text.replace("HOW THE IMR", "RECEIVED JAN 09 2017 - MAIL ROOM\n\nHOW THE IMR", 1)


def watermarked(text: str) -> str:
    """A text of two pages, each of which has a watermark between two parts of the letter."""
    text = re.sub(r"(?m)^(?=.*IMR ISSUES)", "\f", text.replace("\f", ""), count=1)
    letter = imrparse.parse(text)
    spans = letter.issues[-1].rationale.span, letter.summary.span
    for start in (text.rfind("\n", 0, span.start) + 1 for span in spans if span):
        text = f"{text[:start]}UNOFFICIAL COPY\n{text[start:]}"
    return text


def of_kinds(before: str) -> Carrier:
    """A text as a list of its elements, with the kind of each before it."""

    def carry(text: str) -> str:
        parts = imrparse.format(imrparse.parse(text)).strip().split("\n\n")
        kinds = ["Title" if part.strip().isupper() else "NarrativeText" for part in parts]
        each = zip(kinds, parts, strict=True)
        return "\n\n".join(before.format(kind) + " ".join(part.split()) for kind, part in each)

    return carry


def mailed(text: str) -> str:
    """A text in a mail, with a signature."""
    head = "From: J. Doe <jdoe@example.com>\nTo: a@example.org\nSubject: Fwd: determination"
    return f"{head}\n\nHi,\n\nsee the letter below.\n\n{text.rstrip()}\n\n-- \nJ. Doe\nOffice\n"


def counted(line: Callable[[int, str], str]) -> Carrier:
    """Each line written anew, by its number (from 1) and its text; form feeds are no part of it."""
    return lambda text: "\n".join(
        line(n, one) for n, one in enumerate(lines(text.replace("\f", "")), 1)
    )


def row(number: int, line: str) -> str:
    """A line as a row of a CSV file, with its number."""
    file = io.StringIO()
    csv.writer(file).writerow([number, line.strip()])
    return file.getvalue().rstrip()


def catalogue(text: str) -> str:
    """A text as the messages of a translation: each line is a string in a program's notation."""
    strings = [
        f'#: letter.txt\nmsgid ""\n{json.dumps(line)}\nmsgstr ""' if line.strip() else ""
        for line in lines(text.replace("\f", ""))
    ]
    return "\n".join(strings)


def with_catchwords(text: str) -> str:
    """A text whose pages end with the first word of the next one, far to the right."""
    pages = list(_pages(lines(text.rstrip())))
    words = [next(line for line in page if line.strip()).split()[0] for page in pages[1:]]
    for page, word in zip(pages, words, strict=False):
        page.append(f"{' ' * 60}/{word}...")
    return "\n".join(line for page in pages for line in page)


def between_parts(line: str) -> Carrier:
    """A line before the issues, and before the first rationale."""
    before = re.compile(r"(?m)^(?=[^\S\n]*(?:IMR ISSUES|Decision rationale:))")
    return lambda text: before.sub(f"{line}\n", text, count=2)


def manual_page(text: str) -> str:
    """A text as the source of a manual page."""
    return ".TH LETTER 7\n" + _INDENTED_LABEL.sub(
        lambda found: f'.SH "{found[0].strip()}"' if found[0].isupper() else f".PP\n{found[0]}",
        text,
    )


def read_aloud(text: str) -> str:
    """A text as a screen reader writes it down."""
    named = re.sub(r"(?m)^([^\S\n]*)([A-Z, ]{20,})$", r"\1heading level 2  \2", text)
    blank = "blank" if lines(text).count("") > _PAGE / 2 else ""
    return "\n".join(line if line.strip() else blank for line in lines(named))


def in_messages(text: str) -> str:
    """A text sent in several messages of a chat."""
    return labelled("13/02/2017, 10:32 - Jane Roe: ")(
        f"13/02/2017, 10:31 - Jane Roe: {text.lstrip()}"
    )


def highlighted(text: str) -> str:
    """A text whose parts have the name of their place before them."""
    places = itertools.count(100, 7)
    return "\n".join(
        f"Highlight - Location {next(places)}\n{line}"
        if n == 0 or _INDENTED_LABEL.match(line)
        else line
        for n, line in enumerate(lines(text.lstrip()))
    )


def latex(text: str) -> str:
    """The text as LaTeX, with its labels in bold letters."""
    escaped = re.sub(r"([%&#_$])", r"\\\1", text)
    marked = LABEL.sub(r"\\textbf{\g<0>}", escaped)
    begin = "\\documentclass[12pt]{article}\n\\begin{document}\n"
    return f"{begin}{marked}\n\\end{{document}}\n"


def wide(text: str) -> str:
    """Text in the wide characters of East Asian fonts."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def load_file(text: str) -> str:
    """A text in a load file of documents that are to be reviewed."""
    body = "\u00ae".join(line.rstrip() for line in lines(text.replace("\f", "")))
    return f"\u00feID\u00fe\x14\u00feTEXT\u00fe\n\u00fe12\u00fe\x14\u00fe{body}\u00fe\n"
