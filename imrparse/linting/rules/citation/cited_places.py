"""Sections and pages that a guideline does not have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import ClassVar

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Severity
from imrparse.fields.citations.source_names import content, key
from imrparse.fields.details import Citation
from imrparse.linting.draft import Draft
from imrparse.linting.near_names import advice, misspelt_name, nearest_name
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.citation.editions import (
    Cited,
    Edition,
    edition_of,
    editions,
    is_misread,
    mtus_citations,
)
from imrparse.text.source import Span

# letters that suffice to identify a section whose heading is printed longer or shorter
_MIN_LETTERS = 6
_SECTION_NUMBER = regex(r"\s*\(?\d")
_PARENTHESES = regex(r"\([^()]*\)")


class UnknownSection(Rule):
    """A section is cited that the chapter does not have.

    ## Why

    A reader must be able to find what the decision is based on in the MTUS (8 CCR 9792.10.6(d)).
    Misspelt section names can be neither searched for nor counted. Sections cited by number, and
    those of the opioid guidelines, are not checked. A section that resembles none seen in published
    letters is only a note, as the chapter may still have it.

    ## Example

    ```text wrong
    Section(s): Physical Mehtods,
    ```

    ```text right
    Section(s): Physical Methods,
    ```
    """

    code: ClassVar[str] = "IMR503"
    name: ClassVar[str] = "unknown-section"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for cited in mtus_citations(draft):
            citation = cited.citation
            edition = (citation.sections or citation.topic) and _edition(citation)
            if not edition or edition.name not in _sections():
                continue
            for place, section in _section_names(citation):
                span = citation.span_of(place)
                if not span or key(section) in _keys() or is_misread(cited.guideline):
                    continue
                meant = _misspelt(section, edition.name)
                if meant or (citation.sections and not _is_known(section)):
                    yield _finding(draft, section, span, edition, meant)


def _edition(citation: Citation) -> Edition | None:
    """The edition that is cited; without a year, the last one of that name."""
    if citation.year:
        return edition_of(citation)
    named = editions().named.get(key(citation.chapter or ""), ())
    return edition_of(citation) or max(named, key=lambda one: one.year, default=None)


def _section_names(citation: Citation) -> Iterator[tuple[str, str]]:
    """The paths and names of sections; if none are listed, the topic is the section."""
    if not citation.sections and citation.topic:
        yield "topic", citation.topic
    for number, section in enumerate(citation.sections):
        yield f"sections[{number}]", section


def _finding(
    draft: Draft, section: str, span: Span, edition: Edition, meant: tuple[str, ...]
) -> Finding:
    message = f"'{section}' is not a known section of '{edition.name} {edition.year}'"
    meant = meant or nearest_name(section, _sections()[edition.name])
    if not meant:
        hint = "cite a section by its heading in the chapter"
        return Finding(span, message, hint=hint, severity=Severity.NOTE)
    return Finding(span, message, *advice(draft, span, meant))


@lru_cache(maxsize=1024)
def _misspelt(section: str, chapter: str) -> tuple[str, ...]:
    return misspelt_name(section, _sections()[chapter])


@lru_cache(maxsize=1024)
def _is_known(section: str) -> bool:
    """Whether a section is a number, or a section of any chapter up to its ending."""
    name = key(_PARENTHESES.sub("", section)) or key(section)
    if _SECTION_NUMBER.match(section) or name in _keys():
        return True
    said = content(section)
    begins = ("".join(said[:count]) for count in range(1, len(said) + 1))
    return any(len(words) >= _MIN_LETTERS and words in _keys() for words in begins) or (
        len(name) >= _MIN_LETTERS and any(known.startswith(name) for known in _keys())
    )


@cache
def _keys() -> frozenset[str]:
    every = {name for names in _sections().values() for name in names}
    return frozenset(key(n) for name in every for n in (name, _PARENTHESES.sub("", name)))


@cache
def _sections() -> dict[str, tuple[str, ...]]:
    """The sections of each chapter whose sections are known."""
    data, listed = table("citation"), table("mtus")["sections"]
    return {
        chapter: tuple(listed[group] + data["more_sections"].get(group, []))
        for chapter, group in data["sections_in"].items()
    }


_PAGE_NUMBER = regex(r"\d{1,9}")


class PagesBeyond(Rule):
    """A page is cited that the guideline does not have.

    ## Why

    A reader must be able to find what the decision is based on (8 CCR 9792.10.6(d)). The chronic
    pain guidelines of 2009 have 127 pages; for other guidelines the length is known only if the
    citation states it ("Page(s): 60 of 127"). What the claims administrator cited is only a note.

    ## Example

    ```text wrong
    MTUS Opioid Treatment 2016 Page(s): 160 of 127.
    ```

    ```text right
    MTUS Opioid Treatment 2016, Section(s): 1.4 Opioids for Acute
    Pain: Opioids for Post-operative Pain.
    ```
    """

    code: ClassVar[str] = "IMR505"
    name: ClassVar[str] = "pages-beyond"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for cited in mtus_citations(draft):
            citation = cited.citation
            edition = edition_of(citation)
            length = edition.pages if edition else None
            yield from _beyond(cited, length or citation.page_count)
            count = citation.span_of("page_count") if citation.page_count else None
            if length and count and citation.page_count != length:
                message = f"the guideline has {length} pages"
                yield Finding(count, message, severity=cited.severity)


def _beyond(cited: Cited, length: int | None) -> Iterator[Finding]:
    """Report pages after the last one."""
    citation = cited.citation
    for number, pages in enumerate(citation.pages):
        last = max(map(int, _PAGE_NUMBER.findall(pages)), default=0)
        span = citation.span_of(f"pages[{number}]")
        if length and last > length and span:
            message = f"the guideline has {length} pages, so there is no page {last}"
            yield Finding(span, message, severity=cited.severity)
