"""What carriers do to a letter's text: functions that lay one decoration over it."""

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
_LABEL = re.compile(
    r"(?m)^(?:HOW THE IMR FINAL DETERMINATION WAS MADE|CLINICAL CASE SUMMARY"
    r"|IMR ISSUES, DECISIONS AND RATIONALES|Claims Administrator guideline:|MAXIMUS guideline:"
    r"|Decision rationale:)"
)
_INDENTED_LABEL = re.compile(_LABEL.pattern.replace("^", r"^[^\S\n]*", 1))
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
    return lambda text: _LABEL.sub(lambda found: f"{before}{found[0]}{after}", text)


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


def load_file(text: str) -> str:
    """A text in a load file of documents that are to be reviewed."""
    body = "\u00ae".join(line.rstrip() for line in lines(text.replace("\f", "")))
    return f"\u00feID\u00fe\x14\u00feTEXT\u00fe\n\u00fe12\u00fe\x14\u00fe{body}\u00fe\n"


CARRIERS: dict[str, Carrier] = {
    "quoted": before_lines(lambda _: "> "),
    "quoted without a space": before_lines(lambda _: ">"),
    "quoted twice": before_lines(lambda _: "> > "),
    "quoted thrice": before_lines(lambda _: ">>> "),
    "ruled": before_lines(lambda _: "| "),
    "commented": before_lines(lambda _: "# "),
    "of a patch": before_lines(lambda _: "+"),
    "a patch": lambda text: (
        "diff --git a/a.txt b/a.txt\nnew file mode 100644\nindex 0000000..3f1c2ab\n--- /dev/null\n"
        "+++ b/a.txt\n@@ -0,0 +1,60 @@\n" + CARRIERS["of a patch"](text)
    ),
    "parted by a rule": parted("________________"),
    "parted by a page's number and a rule": parted("{1}" + "-" * 48),
    "a title": titled,
    "the name of a file": lambda text: titled(text, "---\nname: {}.pdf"),
    "a stamp below the header": stamped,
    "of a file": before_lines(lambda n: f"letter.txt:{n}:"),
    "legal paper": before_lines(lambda n: f"{(n - 1) % 28 + 1:2} "),
    "cat -n": before_lines(lambda n: f"{n:6}\t"),
    "numbered with colons": before_lines(lambda n: f"{n}: "),
    "numbered without spaces": before_lines(lambda n: f"{n}:"),
    "numbered with arrows": before_lines(lambda n: f"{n:6}\u2192"),
    "blamed": before_lines(lambda n: f"3b18e5{n % 7}a (Jane Roe 2017-02-13 10:02 {n:3}) "),
    "numbered behind": counted(lambda n, line: f"{line.rstrip():99} {n:4}"),
    "every fifth numbered": counted(lambda n, line: f"{'' if n % 5 else n:>4}  {line}"),
    "numbers between lines": counted(lambda n, line: f"{n}\n{line}"),
    "sentences numbered": counted(lambda n, line: f"[S{n}] {line}"),
    "rows": counted(row),
    "kinds of elements": of_kinds("{}: "),
    "kinds of elements in brackets": of_kinds("[{}] "),
    "a catalogue": catalogue,
    "of a chat": before_lines(lambda n: f"[1/12/17, 10:{n % 60:02} AM] Jane Roe: "),
    "in messages": in_messages,
    "hunks of a patch": counted(
        lambda n, line: f" {line}" if n % 40 != 1 else f"@@ -{n},40 +{n},40 @@\n {line}"
    ),
    "a manual page": manual_page,
    "read aloud": read_aloud,
    "highlights": highlighted,
    "letters of two alphabets": lambda text: _LABEL.sub(
        lambda found: found[0].translate({65: 0x410, 73: 0x406, 97: 0x430, 101: 0x435}), text
    ),
    "colours": labelled("\x1b[1m", "\x1b[0m"),
    "CDATA": lambda text: f"<?xml version='1.0'?>\n<a><t><![CDATA[{text}]]></t></a>\n",
    "JSON": json.dumps,
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)),
    "an object of JSON": lambda text: json.dumps({"id": 12, "text": text, "pages": 2}, indent=1),
    "a list of lines": lambda text: json.dumps(lines(text)),
    "Python": repr,
    "CSV": csv_field,
    "SQL": lambda text: (
        "INSERT INTO letters (id, body, at) VALUES\n(17, '"
        + text.replace("'", "''")
        + "', '2017-03-02 11:20:07');\n"
    ),
    "carets for line ends": lambda text: "".join(f"{line}^M\n" for line in lines(text)),
    "carets for all controls": lambda text: "".join(f"{line}^M\n" for line in lines(text)).replace(
        "\f", "^L"
    ),
    "misread spaces": replaced(": ", ":\u00c2\u00a0"),
    "a web page": web_page,
    "entities": html.escape,
    "quoted-printable": quoted_printable,
    "Markdown headings": labelled("## "),
    "empty headings": labelled("###\n\n### "),
    "bullets": labelled("- "),
    "bullets of another font": labelled("o\t"),
    "numbers before labels": labelled("1. "),
    "attributes of headings": with_attributes,
    "issues numbered": numbered("Issue {}: "),
    "issues numbered on lines": numbered("Issue #{}\n"),
    "a mail": mailed,
    "a logo": lambda text: f"MAXIMUS |\nFederal Services\n\n{text}",
    "code fence": lambda text: f"```text\n{text}\n```\n",
    "soft hyphens": in_words("\u00ad"),
    "zero-width spaces": lambda text: re.sub(r"(?<=\w)/(?=\w)", "/\u200b", text),
    "no-break spaces": replaced(": ", ":\u00a0"),
    "line separators": line_ended("\u2028"),
    "vertical tabs": line_ended("\v"),
    "next lines": line_ended("\u0085"),
    "page numbers": on_pages(lambda n, _: f"Page {n}"),
    "page numbers of all": on_pages(lambda n, pages: f"Page {n} of {pages}"),
    "bare page numbers": on_pages(lambda n, _: f"{n}"),
    "page numbers between dashes": on_pages(lambda n, _: f"- {n} -"),
    "running lines": on_pages(
        lambda n, _: f"Final Determination Letter for IMR Case Number CM16-0900000 {n}"
    ),
    "page marks of a converter": on_pages(lambda *_: "-", lambda n, _: f"--- Page {n} ---"),
    "notices": on_pages(lambda *_: "CONFIDENTIAL: do not disclose"),
    "notices that end a sentence": on_pages(
        lambda _, pages: "Do not copy this page, nor any\npart of it." if pages > 1 else "-"
    ),
    "pages continued": on_pages(
        lambda n, pages: "(continued on next page)" if n < pages else "-",
        lambda n, _: "(continued)" if n > 1 else "-",
    ),
    "heads of three lines": on_pages(
        lambda *_: "-", lambda n, _: f"CM16-0900000\nPage {n}\nMay 9, 2017" if n > 1 else "-"
    ),
    "catchwords": with_catchwords,
    "notes of an editor": between_parts("Formatted: Font: Bold"),
    "notes between parts": between_parts("Reviewed by the desk"),
    "marks of chunks": on_pages(lambda *_: "-", lambda n, _: f"--- chunk {n} (score 0.8{n}) ---"),
    "documents of a list": on_pages(
        lambda *_: "-", lambda n, _: f"{'-' * 60 if n > 1 else ''}\nDocument {n}:\n"
    ),
    "nodes of an index": on_pages(
        lambda *_: "-----",
        lambda n, _: f"[Excerpt]\npage_label: {n}\nfile_path: /data/17.pdf\nExcerpt:\n-----",
    ),
    "nodes with the feet of a fax": on_pages(
        lambda n, pages: f"PAGE {n}/{pages} * RCVD AT 2/3/2017 2:11:4{n} PM * CSID:555 010{n}",
        lambda n, _: f"[Excerpt]\npage_label: {n}\nfile_path: /data/17.pdf\nExcerpt:",
    ),
    "texts of pictures": on_pages(lambda *_: "-", lambda *_: "Machine generated text:"),
    "watermarks": on_pages(lambda *_: "DRAFT"),
    "a watermark in mid-page": watermarked,
    "browser print": on_pages(
        lambda n, pages: f"https://example.org/letters/1.html {n}/{pages}",
        lambda *_: "1/9/2017 IMR letter",
    ),
}
"""What is laid over letters, by name."""

LINE_BY_LINE = ("quoted", "quoted twice", "cat -n", "legal paper", "of a file", "ruled")
"""Those that leave every line where it is."""

MIXTURES = (
    ("page numbers", "quoted"),
    ("page numbers of all", "cat -n"),
    ("running lines", "JSON"),
    ("running lines", "CSV"),
    ("quoted", "JSON"),
    ("quoted", "quoted-printable"),
    ("a web page", "JSON"),
    ("page numbers", "a mail"),
    ("a mail", "quoted twice"),
    ("soft hyphens", "quoted"),
    ("bullets", "page numbers"),
    ("Markdown headings", "code fence"),
    ("a logo", "page numbers of all"),
    ("watermarks", "quoted"),
    ("cat -n", "Python"),
    ("zero-width spaces", "a web page"),
)
"""Carriers inside carriers: the first one is laid over the letter first."""


def lf(text: str) -> str:
    return text.replace("\r\n", "\n")


def with_form_feeds(text: str) -> str:
    """The text with a page break after every seventeenth line."""
    lines = lf(text).split("\n")
    return "".join(
        line + ("\n\f" if number % 17 == 0 else "\n") for number, line in enumerate(lines, 1)
    )


LINE_ENDS: dict[str, Carrier] = {
    "lf": lf,
    "crlf": lambda text: lf(text).replace("\n", "\r\n"),
    "cr": lambda text: lf(text).replace("\n", "\r"),
    "bom": lambda text: "\ufeff" + text,
    "bom-crlf": lambda text: "\ufeff" + lf(text).replace("\n", "\r\n"),
    "form-feeds": with_form_feeds,
    "no-end": str.rstrip,
    "long-end": lambda text: text + "\n\n \n\f\n",
    "blank-start": lambda text: "\n \n\t\n" + text,
    "no-break-spaces": lambda text: text.replace(": ", ":\u00a0"),
}
"""The ways in which the lines of a letter may end, none of which makes a difference."""
