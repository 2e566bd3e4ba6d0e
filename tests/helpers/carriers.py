"""What carriers do to a letter's text: functions that lay one decoration over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Carrier = Callable[[str], str]

_LINE_END = re.compile(r"\r\n|\r|\n")
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


CARRIERS: dict[str, Carrier] = {
    "quoted": before_lines(lambda _: "> "),
    "quoted without a space": before_lines(lambda _: ">"),
    "quoted twice": before_lines(lambda _: "> > "),
    "quoted thrice": before_lines(lambda _: ">>> "),
    "ruled": before_lines(lambda _: "| "),
    "commented": before_lines(lambda _: "# "),
    "of a patch": before_lines(lambda _: "+"),
    "of a file": before_lines(lambda n: f"letter.txt:{n}:"),
    "legal paper": before_lines(lambda n: f"{(n - 1) % 28 + 1:2} "),
    "cat -n": before_lines(lambda n: f"{n:6}\t"),
    "numbered with colons": before_lines(lambda n: f"{n}: "),
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
    "watermarks": on_pages(lambda *_: "DRAFT"),
    "browser print": on_pages(
        lambda n, pages: f"https://example.org/letters/1.html {n}/{pages}",
        lambda *_: "1/9/2017 IMR letter",
    ),
}
"""What is laid over letters, by name."""
