"""The table `citations`."""

from __future__ import annotations

from attrs import evolve

from imrparse.fields.citations.source_names import usual_chapter
from imrparse.fields.details import CitationKind
from imrparse.tables.columns.column import Column, Table, Type
from imrparse.tables.columns.issues import DECISION, ISSUE
from imrparse.tables.columns.letters import LETTER_ID
from imrparse.tables.columns.subjects import CitationSubject


def _usual_chapter(row: CitationSubject) -> str | None:
    citation = row.citation
    if citation.chapter is None or citation.kind is not CitationKind.MTUS:
        return citation.chapter
    return usual_chapter(citation.chapter)


CITATIONS = Table(
    "citations",
    "One row for each guideline, article or page that one of the sides cites.",
    ("letter_id", "issue", "side", "number"),
    (
        LETTER_ID,
        evolve(ISSUE, source="issue_number"),
        Column(
            "side",
            Type.TEXT,
            "side",
            "The citing side: `claims administrator` or `MAXIMUS`.",
            required=True,
        ),
        Column(
            "number",
            Type.INTEGER,
            "number",
            "The number of the citation in its field, from 1.",
            required=True,
        ),
        DECISION,
        Column(
            "kind",
            Type.TEXT,
            "citation.kind",
            "The body of guidelines: `MTUS`, `Non-MTUS` or `Other`.",
            required=True,
        ),
        Column("text", Type.TEXT, "citation.text", "The citation as it is printed."),
        Column(
            "source",
            Type.TEXT,
            "citation.source",
            "The body that issued it, by its usual short name: `MTUS`, `ODG`, `ACOEM`.",
        ),
        Column("chapter", Type.TEXT, "citation.chapter", "The chapter."),
        Column(
            "usual_chapter",
            Type.TEXT,
            "citation.chapter",
            "The chapter by its usual name, whatever its spelling in the letter.",
            derive=_usual_chapter,
        ),
        Column(
            "year",
            Type.INTEGER,
            "citation.year",
            "The year of the chapter's edition, if it is printed.",
            "calendar year",
        ),
        Column(
            "sections",
            Type.TEXTS,
            "citation.sections",
            "The sections listed after the label `Section(s):`.",
            required=True,
        ),
        Column(
            "topic",
            Type.TEXT,
            "citation.topic",
            "The topic of the citation, if it is not given by sections.",
        ),
        Column(
            "pages",
            Type.TEXTS,
            "citation.pages",
            "Pages and ranges of pages: `60`, `98-99`.",
            required=True,
        ),
        Column(
            "page_count",
            Type.INTEGER,
            "citation.page_count",
            "The length of the guideline, if it is printed.",
            "pages",
        ),
        Column("url", Type.TEXT, "citation.url", "The address of a web page."),
        Column(
            "known",
            Type.BOOLEAN,
            "citation.known",
            "Whether the chapter of the MTUS, or else the source, is known to imrparse.",
            required=True,
        ),
    ),
)
