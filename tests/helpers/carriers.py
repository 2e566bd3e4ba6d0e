"""The carriers of letters, by name: each lays its marks over a text (``carrier_texts.py``)."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote, urlencode

from helpers.carrier_texts import (
    LABEL,
    Carrier,
    before_lines,
    between_parts,
    catalogue,
    counted,
    csv_field,
    highlighted,
    in_messages,
    in_words,
    labelled,
    latex,
    line_ended,
    lines,
    mailed,
    manual_page,
    numbered,
    of_kinds,
    on_pages,
    parted,
    quoted_printable,
    read_aloud,
    replaced,
    row,
    stamped,
    titled,
    watermarked,
    web_page,
    wide,
    with_attributes,
    with_catchwords,
)

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
    "letters of two alphabets": lambda text: LABEL.sub(
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
    "LaTeX": latex,
    "an address": quote,
    "a form": lambda text: urlencode({"id": 17, "text": text}),
    "marks of a forum": labelled("[b]", "[/b]"),
    "headings of a wiki": lambda text: re.sub(
        r"(?m)^([A-Z ,]{15,}[A-Z])(?=\s*$)", r"== \1 ==", text
    ),
    "pictures between pages": on_pages(lambda *_: "-", lambda n, _: f"![page {n}](page-{n}.png)"),
    "dots for spaces": replaced(" ", "\u00b7"),
    "signs for line ends": line_ended("\u00b6\n"),
    "wide labels": lambda text: LABEL.sub(lambda found: wide(found[0]), text),
    "letters twice": lambda text: LABEL.sub(lambda found: re.sub(r"(\S)", r"\1\1", found[0]), text),
    "NUL characters": replaced(": ", ":\x00 "),
    "strings added up": counted(lambda _, line: f"{line} +"),
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
