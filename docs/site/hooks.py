"""What mkdocs runs to build the site: pages made from the code, links into the repository.

A generated page is made in memory, so none of them can be stale.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import grammar_diagrams
import imports_drawing
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import imrparse
from imrparse.cli.rules import text_of
from imrparse.linting.rules import rule_classes

ROOT = Path(__file__).resolve().parents[2]
REPOSITORY = "https://example.org/imrparse/blob/main/"
"""A placeholder: the address of the repository's files, once it is published."""

_COPIED = {"project/changelog.md": "CHANGELOG.md", "project/contributing.md": "CONTRIBUTING.md"}
"""Files of the repository that are pages of the site."""

_MODULES = (*imrparse._MODULES, "linting")
"""Modules whose names are public, too."""

_GROUPS = {
    "api": "Functions",
    "tree.plain_values": "Functions",
    "tree.walking": "Functions",
    "files": "Files",
    "tree.letter": "The letter",
    "syntax.generations": "The letter",
    "text.node": "The letter",
    "fields.details": "Inside the fields",
    "tree.analysis": "Diagnostics",
    "diagnostics.diagnostic": "Diagnostics",
    "text.decoration.view": "Diagnostics",
    "linting.config": "Linting",
    "linting.fixing": "Linting",
    "text.source": "Positions",
    "diagnostics.errors": "Errors",
    "text.errors": "Errors",
    "frames": "Tables of files",
    "arrow": "Tables in memory",
    "engines": "Engines",
    "linting": "Rules of one's own",
}
"""The section of each module that defines public names, in the order of the page."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the pages of the rules into the navigation, behind the list of rules."""
    reference = next(part["Reference"] for part in config.nav or [] if "Reference" in part)
    place = next(n for n, part in enumerate(reference) if "Rules" in part)
    pages = [{f"{rule.code} {rule.name}": _rule_page(rule.code)} for rule in rule_classes()]
    reference[place] = {"Rules": [{"All rules": "rules.md"}, *pages]}
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for path, content in _generated():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(
    markdown: str,
    page: Page,
    config: MkDocsConfig,
    files: Files,
) -> str:
    """Let links to files of the repository lead there."""
    folder = (ROOT / "docs" / page.file.src_uri).parent
    if page.file.src_uri in _COPIED:
        folder = ROOT

    def link(found: re.Match[str]) -> str:
        target, anchor = found[1], found[2] or ""
        path = (folder / target).resolve()
        if not path.exists() or not path.is_relative_to(ROOT):
            return found[0]
        named = path.relative_to(ROOT).as_posix()
        copied = next((made for made, name in _COPIED.items() if name == named), None)
        if copied:
            return f"]({_relative(page, copied)}{anchor})"
        if named.startswith("docs/") and named.endswith((".md", ".svg", ".png")):
            return f"]({_relative(page, named.removeprefix('docs/'))}{anchor})"
        return f"]({REPOSITORY}{named}{anchor})"

    if page.file.src_uri == "architecture.md":
        markdown = markdown.replace("\n## ", f"\n{imports_drawing.drawing()}\n\n## ", 1)
    return re.sub(r"\]\((?!\w+:)([^)#\s]+)(#[^)\s]*)?\)", link, markdown)


def _relative(page: Page, path: str) -> str:
    return "../" * page.file.src_uri.count("/") + path


def _generated() -> Iterator[tuple[str, str]]:
    """The path and the text of each generated page."""
    for path, name in _COPIED.items():
        yield path, (ROOT / name).read_text("utf-8")
    for rule in rule_classes():
        yield _rule_page(rule.code), text_of([rule.code], "text")
    for path, make in _PAGES.items():
        yield path, make()


def _rule_page(code: str) -> str:
    return f"rules/{code}.md"


def _names() -> str:
    """The page of the public names: what their docstrings say."""
    homes = {name: home for home, names in imrparse._HOMES.items() for name in names.split()}
    sections: dict[str, list[str]] = {title: [] for title in _GROUPS.values()}
    for name in imrparse.__all__:
        if (home := homes.get(name)) in _GROUPS:
            sections[_GROUPS[home]].append(f"imrparse.{name}")
    for module in _MODULES:
        sections[_GROUPS[module]] += [f"imrparse.{module}.{name}" for name in _public(module)]
    return "\n".join([_NAMES_HEAD, *_sections(sections)])


def _public(module: str) -> list[str]:
    """The names that a public module lists, or else the functions that it defines, in order."""
    found = import_module(f"imrparse.{module}")
    return getattr(found, "__all__", None) or [
        name
        for name, value in vars(found).items()
        if inspect.isfunction(value) and value.__module__ == found.__name__ and name[0] != "_"
    ]


def _sections(sections: dict[str, list[str]]) -> Iterator[str]:
    for title, names in sections.items():
        yield f"## {title}\n"
        yield from (f"::: {name}\n" for name in names)


_NAMES_HEAD = """\
# Public names

Every name that `from imrparse import …` offers, and those of `imrparse.arrow`, `imrparse.engines`
and `imrparse.linting`. Offsets are code points of the text; lines and columns count from 1.
"""


def _schema() -> str:
    schema = json.dumps(imrparse.json_schema(), indent=2, ensure_ascii=False)
    return f"{_SCHEMA_HEAD}\n```json\n{schema}\n```\n"


_SCHEMA_HEAD = """\
# JSON Schema

The values of `imrparse.to_dict` and of `imrparse parse --format json`, as
[JSON Schema](https://json-schema.org). `imrparse.json_schema()` returns it, and `imrparse schema`
prints it.
"""

_PAGES: dict[str, Callable[[], str]] = {
    "reference/api.md": _names,
    "reference/schema.md": _schema,
    "reference/grammar.md": grammar_diagrams.page,
}
