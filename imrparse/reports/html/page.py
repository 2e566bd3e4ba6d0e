"""One self-contained HTML file for letters, which loads nothing from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.reports.html.article import Letter, Look, about, article, unreadable
from imrparse.reports.html.cards import groups
from imrparse.text.visible import visible


@cache
def asset(name: str) -> str:
    """A file of this package: ``page.css``, ``page.js``."""
    return files(__package__).joinpath(name).read_text("utf-8")


class Page:
    """The page of several letters, which are added one after another."""

    def __init__(self, title: str, *, opens_trees: bool = False) -> None:
        self._title = title
        self._opens_trees = opens_trees
        self._articles: list[str] = []
        self._entries: list[str] = []
        self._groups: Counter[str] = Counter()

    def add(self, letter: Letter) -> None:
        """Add a letter. Only its HTML is kept."""
        prefix = self._enter(letter.name, about(letter))
        self._groups += groups(letter.findings)
        self._articles.append(article(letter, Look(prefix, self._opens_trees)))

    def add_unreadable(self, name: str, message: str) -> None:
        """Add a file that can't be read."""
        prefix = self._enter(name, "could not be read")
        self._articles.append(unreadable(name, message, prefix))

    def _enter(self, name: str, about: str) -> str:
        """The prefix of a letter, which is listed."""
        prefix = f"l{len(self._entries) + 1}-"
        link = f'<a href="#{prefix}title">{escape(visible(name))}</a>'
        self._entries.append(f"<li>{link} <span>{about}</span></li>")
        return prefix

    def html(self) -> str:
        """The file."""
        count = len(self._entries)
        listed = "".join(self._entries)
        index = f'<nav aria-label="Letters"><ol>{listed}</ol></nav>' if count != 1 else ""
        head = f"<h1>{escape(self._title)}</h1>{index}{filters(self._groups)}"
        body = (
            f'<header class="top">{head}</header><main id="main">{"".join(self._articles)}</main>'
        )
        return document(self._title, body, asset("page.js"))


def filters(found: Counter[str]) -> str:
    """A box to check for each group of findings. It is shown where scripts run."""
    if not found:
        return ""
    boxes = "".join(
        f'<label><input type="checkbox" value="{group}" checked> {group} '
        f'<span class="count">{count}</span></label>'
        for group, count in found.most_common()
    )
    return (
        f'<form class="filters" hidden><fieldset><legend>Show findings of</legend>{boxes}'
        '</fieldset><p class="filtered" role="status"></p></form>'
    )


def all_groups(findings: Sequence[Diagnostic]) -> str:
    """The filters for the findings of one letter."""
    return filters(groups(findings))


def document(title: str, body: str, script: str) -> str:
    """A whole HTML file. Its policy allows its own style and script, and nothing else."""
    style = asset("page.css")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        "<!doctype html>\n"
        '<html lang="en">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>{style}</style>\n</head>\n"
        f'<body>\n<a class="skip" href="#main">Skip to the letters</a>\n{body}\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
