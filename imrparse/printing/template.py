"""A drafting template: the fixed wording of a generation, with what is to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from imrparse.data import table
from imrparse.printing.blocks import Block, Blocks, Dates, Table
from imrparse.printing.canonical import islands_of_lines
from imrparse.printing.styles import WIDTH, Style, render
from imrparse.syntax.generations import GuidelineWording, Template
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.structure import Cell, structure
from imrparse.syntax.terminals import Terminals
from imrparse.tree.letter import (
    Decision,
    Determination,
    Guideline,
    Header,
    Issue,
    Rationale,
    Request,
    Reviewer,
    Summary,
)

_PLACE_IN_GUIDELINE = {
    GuidelineWording.OLDER: "PAGES_2015_MARK",
    GuidelineWording.NEWER: "SECTIONS_2016_MARK",
}


def template_text(template: Template, style: Style, issues: int = 1) -> str:
    """The text of a drafting template with this many issues, in lines of 95 code points."""
    return render(template_blocks(template, issues), style, WIDTH, islands_of_lines)


def template_blocks(template: Template, issues: int = 1) -> Iterator[Block]:
    """The blocks of a drafting template."""
    blocks = _TemplateBlocks(letter_parser().terminals, template)
    if template.has_reasons:
        yield blocks.header()
    yield from blocks.of(_unfilled(template, issues))


def placeholders() -> frozenset[str]:
    """All texts that stand where something is to be filled in."""
    values = chain(*(kind.values() for kind in table("placeholders").values()))
    texts = chain(*([value] if isinstance(value, str) else value for value in values))
    return frozenset([*_decisions(), *map(_gap, texts)])


def _gap(text: str) -> str:
    """A placeholder as it stands in a template."""
    return f"[{text}]"


def _decisions() -> tuple[str]:
    """What stands in the place of a decision."""
    return (" or ".join(decision.value for decision in Decision),)


def _unfilled(template: Template, issues: int) -> Determination:
    """A letter whose texts are placeholders."""
    placeholders = table("placeholders")
    texts, reviewer = placeholders["texts"], placeholders["reviewer"]
    reasons = template.guideline_wording
    guideline = Guideline(text=_guideline(reasons, placeholders) if reasons else "")
    issue = Issue(
        request=Request(text=_gap(texts["request"])),
        decision=None,
        claims_administrator_guideline=guideline,
        maximus_guideline=guideline,
        rationale=Rationale(text=_gap(texts["rationale"]) if reasons else ""),
    )
    return Determination(
        header=None,
        reviewer=Reviewer(
            licensure=(_gap(reviewer["licensure"]),), specialties=(_gap(reviewer["specialties"]),)
        ),
        summary=Summary(text=_gap(texts["summary"])),
        issues=(issue,) * issues,
        template=template,
    )


def _guideline(reasons: GuidelineWording, placeholders: Mapping[str, Any]) -> str:
    """The beginning of a guideline field, as most letters of a generation have it."""
    word = letter_parser().terminals.wording
    name, place = map(_gap, placeholders["guideline"][reasons.value])
    return f"{word('MTUS_BEGINS')} {name}, {word(_PLACE_IN_GUIDELINE[reasons])} {place}."


def _name_of(cell: Cell) -> str:
    """The placeholder for a value of a kind that has none of its own."""
    return cell.wording.rstrip(":").lower()


class _TemplateBlocks(Blocks):
    """Makes the blocks of a template from a letter whose texts are placeholders."""

    def __init__(self, terminals: Terminals, template: Template) -> None:
        super().__init__(terminals)
        self._template = template

    def header(self) -> Table:
        """The header table, with a placeholder for each value that every letter has."""
        values = table("placeholders")["header"]
        return Table(
            tuple(
                tuple(
                    (cell.wording, _gap(values.get(cell.kind) or _name_of(cell)))
                    for cell in row
                    if not cell.is_optional
                )
                for row in structure().rows
            )
        )

    def _decision(self, issue: Issue, place: str, words: Mapping[Decision, str]) -> str:  # noqa: ARG002
        if self._template.has_reasons:
            (decisions,) = _decisions()
            return decisions
        return _gap(table("placeholders")["texts"]["decision"])

    def _dates(self, header: Header | None) -> Dates:  # noqa: ARG002
        return _UnfilledDates()


class _UnfilledDates:
    """Placeholders for dates in prose."""

    def shown(self, name: str) -> str:  # noqa: ARG002
        return _gap(table("placeholders")["header"]["DATE_VALUE"])

    def in_words(self, name: str) -> str:
        return self.shown(name)
