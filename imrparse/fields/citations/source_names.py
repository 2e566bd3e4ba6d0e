"""Names of guidelines, chapters and sources: ``data/mtus.toml`` and ``data/sources.toml``.

The patterns of ``grammars/citation.lark`` contain these names; this module looks up their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from attrs import frozen

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.text.edit_distance import nearest, only

_CONTENT = regex(r"[^\W_]+")
_MOST_WORDS = 12  # of a name
_PARENTHESES = regex(r"\([^()]*\)")


@frozen
class GuidelineNames:
    """The names of guidelines, of their chapters and sections, and of sources."""

    names: Mapping[str, tuple[str, ...]]
    """The names that replace each `<NAME>` in the grammar."""
    sources: Mapping[str, str]
    """The usual short name of a source or journal, by the key of any of its names."""
    chapters: Mapping[tuple[str, str], str]
    """The usual name of a chapter, by its source's short name and the key of any of its names."""
    sites: tuple[tuple[str, str], ...]
    """Web sites and the sources that publish there, the longest address first."""


def content(name: str) -> list[str]:
    """The words of a name in lower case, without "and", which may also be written "&"."""
    return [word for word in _CONTENT.findall(name.lower()) if word != "and"]


def key(name: str) -> str:
    """A key that is the same for names that differ in letter case, punctuation or "&" for "and"."""
    return "".join(content(name))


@cache
def load() -> GuidelineNames:
    """The names, read once."""
    cited = table("sources")
    sources, journals = cited["source"], cited["journal"]
    chapters = {
        (source["name"], key(name)): usual
        for source in sources
        for usual, names in source.get("chapters", {}).items()
        for name in [usual, *names]
    }
    listed = {
        **_mtus_names(table("mtus")),
        "HEAD": _each(sources, "heads", only="anywhere"),
        "SOURCE": _each(sources, "heads"),
        "JOURNAL": _each([one for one in journals if not one.get("common")], "names"),
        "COMMON": _each(journals, "names", only="common"),
        "CHAPTER": [
            name for source in sources for c in source.get("chapters", {}).values() for name in c
        ],
        "QUALIFIER": cited["qualifiers"],
        "PUBLISHER": _each(sources, "publishers"),
    }
    listed["LONG"] = [name for name in listed["CHAPTER"] if re.search(r" (?:&|and) ", name)]
    return GuidelineNames(
        {name: tuple(values) for name, values in listed.items()},
        {key(head): source["name"] for source in sources for head in source["heads"]}
        | {key(name): journal["name"] for journal in journals for name in journal["names"]},
        chapters,
        tuple(
            sorted(
                ((site, source["name"]) for source in sources for site in source.get("sites", ())),
                key=lambda site: -len(site[0]),
            )
        ),
    )


@lru_cache(maxsize=256)
def source_of(named: str) -> str | None:
    """The short name of the source or journal that a text begins with."""
    sources = load().sources
    return next(filter(None, map(sources.get, _beginnings(named))), None)


@lru_cache(maxsize=256)
def chapter_of(source: str, named: str) -> str | None:
    """The usual name of the chapter of a source that a text begins with ("Knee Chapter")."""
    chapters = load().chapters
    return next(filter(None, (chapters.get((source, k)) for k in _beginnings(named))), None)


@cache
def common_parts() -> frozenset[str]:
    """The chapters that have no subject of their own, by their usual names."""
    return frozenset(table("sources")["common_parts"])


@lru_cache(maxsize=1024)
def usual_chapter(named: str) -> str:
    """The name that the MTUS gives a chapter; a chapter that it lacks is returned as it is."""
    chapters = _usual_chapters()
    usual = chapters.get(key(named))
    if usual is None:
        usual = chapters.get(key(only(nearest(named, _chapter_names())) or named), named)
    return usual


@cache
def _usual_chapters() -> Mapping[str, str]:
    """The chapters of the MTUS by the keys of all their names."""
    fields = ("undated", "also")
    return {
        key(name): chapter["name"]
        for chapter in table("mtus")["chapter"]
        for name in (
            *(name for field in fields for name in chapter.get(field, ())),
            chapter["name"],
        )
    }


@cache
def _chapter_names() -> tuple[str, ...]:
    return tuple({chapter["name"]: None for chapter in table("mtus")["chapter"]})


def _beginnings(text: str) -> Iterator[str]:
    """The keys of the text, of the text without its last word, and so on."""
    words = text.split()[:_MOST_WORDS]
    return (key(" ".join(words[:end])) for end in range(len(words), 0, -1))


def publisher_of(url: str) -> str | None:
    """The short name of the source that publishes at an address."""
    address = url.lower()
    return next((name for site, name in load().sites if site in address), None)


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of the names as whole words, the longest first.

    Letter case counts only in names that are all capitals. Names are grouped by their first letter,
    so that most positions in a text are rejected at once.
    """
    groups: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        first = name[0] if name.isupper() else name[0].upper() + name[0].lower()
        groups.setdefault(first, []).append(_flexible(name[1:], cased=name.isupper()))
    firsts = "".join(sorted(set("".join(groups))))
    alternatives = (f"[{first}](?:{'|'.join(rest)})" for first, rest in groups.items())
    return rf"(?<!\w)(?=[{firsts}])(?:{'|'.join(alternatives)})(?!\w)"


def _flexible(name: str, *, cased: bool) -> str:
    """A pattern for a name: as it is, with "&" for "and", and with a line's end after a hyphen."""
    pattern = re.escape(name).replace(r"\ ", " ")
    pattern = re.sub(r"\\&|(?<= )and(?= )", "(?:and|&)", pattern).replace(", (?:and", ",? (?:and")
    pattern = (
        pattern.replace(r" \- ", r" ?[-\u2013] ?").replace(r"\-", "- ?").replace("'", r"['\u2019]?")
    )
    return pattern if cased else f"(?i:{pattern})"


def _mtus_names(data: Mapping[str, Any]) -> dict[str, Iterable[str]]:
    chapters = data["chapter"]
    sections = [name for group in data["sections"].values() for name in group]
    return {
        "MTUS": [name for c in chapters for name in (c["name"], *c.get("also", ()))],
        "UNDATED": _each(chapters, "undated"),
        "SECTION": [name for name in sections if "," in _PARENTHESES.sub("", name)],
    }


def _each(entries: Iterable[Mapping[str, Any]], field: str, only: str | None = None) -> list[str]:
    """The names listed under a field of all entries, or of those that have the flag `only`."""
    return [
        name
        for entry in entries
        if only is None or entry.get(only)
        for name in entry.get(field, ())
    ]
