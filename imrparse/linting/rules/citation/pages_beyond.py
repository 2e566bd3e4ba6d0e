"""IMR505."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Severity
from imrparse.fields.details import Citation
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.citation.editions import edition_of, mtus_citations

_NUMBER = re.compile(r"\d{1,9}")


class PagesBeyond(Rule):
    """A page is cited that the guideline does not have.

    ## Why

    A reader must be able to find what the decision is based on (8 CCR 9792.10.6(d)). The chronic
    pain guidelines of 2009 have 127 pages; for other guidelines the length is known only if the
    citation states it ("Page(s): 60 of 127").

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
            if not citation.pages:
                continue
            edition = edition_of(citation)
            length = edition.pages if edition else None
            yield from _beyond(citation, length or citation.page_count)
            count = citation.span_of("page_count") if citation.page_count else None
            if length and count and citation.page_count != length:
                yield Finding(count, f"the guideline has {length} pages")


def _beyond(citation: Citation, length: int | None) -> Iterator[Finding]:
    """Report pages after the last one."""
    for number, pages in enumerate(citation.pages):
        last = max(map(int, _NUMBER.findall(pages)), default=0)
        span = citation.span_of(f"pages[{number}]")
        if length and last > length and span:
            yield Finding(span, f"the guideline has {length} pages, so there is no page {last}")
