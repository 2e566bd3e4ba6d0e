"""The blocks of text of a printed letter, independent of the style.

The order of the parts and the fixed wording are those of the letter's generation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol, TypeAlias

from attrs import frozen

from imrparse.data import names
from imrparse.syntax.generations import Template
from imrparse.syntax.older_generations import notice_terminals
from imrparse.syntax.structure import Cell, structure
from imrparse.syntax.terminals import Terminals
from imrparse.text.errors import UnprintableError
from imrparse.text.node import value_fields
from imrparse.tree.letter import Decision, Determination, Header, Issue, Priority, Reviewer

_DATES_OF_2013 = ("decision_date", "application_received", "ur_denial_date", "date_assigned")
"""The fields of a header that letters of 2013 have."""


@frozen
class Heading:
    """A heading, alone on its line."""

    text: str


@frozen
class Table:
    """The cells of the header, each a name and a value, in rows."""

    rows: tuple[tuple[tuple[str, str], ...], ...]


@frozen
class Paragraph:
    """Prose, with an optional label before it."""

    text: str
    label: str = ""


@frozen
class Request:
    """A request and its decision."""

    text: str
    decision: str


@frozen
class Lines:
    """A sentence with labelled lines below it."""

    sentence: str
    fields: tuple[tuple[str, str], ...]


Block: TypeAlias = Heading | Table | Paragraph | Request | Lines


def cell_value(value: str | date | Priority) -> str:
    """A value of the header as letters write it."""
    if isinstance(value, date):
        return f"{value.month:02}/{value.day:02}/{value.year:04}"
    return value.value if isinstance(value, Priority) else value


class Blocks:
    """Makes the blocks of letters."""

    def __init__(self, terminals: Terminals) -> None:
        self._terminals = terminals

    def of(self, letter: Determination) -> Iterator[Block]:
        """The blocks of a letter. Raises UnprintableError if it lacks a part."""
        if letter.template and not letter.template.has_reasons:
            yield from self._notice(letter)
            return
        if letter.parties or letter.remainder:
            raise UnprintableError("parties and a remainder are printed only in letters of 2013")
        word = self._terminals.wording
        if letter.header:
            yield self.table(letter.header)
        yield Heading(word("HOW_HEADING"))
        yield from self._reviewer(letter.reviewer, letter.template)
        yield Heading(word("SUMMARY_HEADING"))
        yield Paragraph(word("SUMMARY_SENTENCE"))
        yield Paragraph(_wanted(letter.summary.text, "summary"))
        yield Heading(word("ISSUES_HEADING"))
        yield Paragraph(word("ISSUES_SENTENCE"))
        if not letter.issues:
            raise UnprintableError("a letter without issues can't be printed")
        for number, issue in enumerate(letter.issues):
            yield from self._issue(issue, f"issues[{number}]")

    def table(self, header: Header) -> Table:
        """The header table."""
        return Table(tuple(tuple(_cells(header, row)) for row in structure().rows))

    def _reviewer(self, reviewer: Reviewer, template: Template | None) -> Iterator[Block]:
        """The opening paragraph and the credentials."""
        if template is None:
            for field in ("licensure", "specialties"):
                _listed(reviewer, field)  # report what is missing, not its consequences
            raise UnprintableError(
                "the letter's template generation is not known, so the letter can't be printed"
            )
        if template.has_inline_credentials:
            yield self._opening_2014(reviewer)
        else:
            yield Paragraph(self._terminals.wording("OPENING_2015_SENTENCE"))
            yield self._credentials(reviewer)

    def _notice(self, letter: Determination) -> Iterator[Block]:
        """The blocks of a letter of 2013."""
        word = notice_terminals().wording
        dates = self._dates(letter.header)
        yield Heading(word("TITLE_HEADING"))
        yield Heading(word("NOTICE_HEADING"))
        yield Paragraph(dates.shown("decision_date"), word("DATED_LABEL"))
        if letter.parties:
            yield Paragraph(letter.parties.text)
        decisions = list(self._listed_decisions(letter, notice_terminals()))
        yield from decisions
        yield Heading(word("RATIONALE_HEADING"))
        yield Paragraph(
            f"{word('APPLIED_SENTENCE')} {dates.shown('application_received')} "
            f"{word('DENIED_PHRASE')} {dates.shown('ur_denial_date')}. "
            f"{word('ASSIGNED_SENTENCE')} {dates.shown('date_assigned')}. {word('EACH_SENTENCE')}"
        )
        yield from decisions
        yield Paragraph(
            f"{word('AFFILIATION_SENTENCE')} {self._credentials_2014(letter.reviewer)} "
            f"{word('PRACTICE_SENTENCE')} {word('SELECTED_SENTENCE')}",
            word("QUALIFICATIONS_LABEL"),
        )
        yield Paragraph(
            f"{word('DISCLAIMER_SENTENCE')} {dates.in_words('ur_denial_date')}.",
            word("SUMMARY_LABEL"),
        )
        yield Paragraph(f"\u201c{_wanted(letter.summary.text, 'summary')}\u201d")
        if letter.remainder:
            yield Paragraph(letter.remainder.text)

    def _opening_2014(self, reviewer: Reviewer) -> Paragraph:
        word = self._terminals.wording
        return Paragraph(
            f"{word('OPENING_2014_SENTENCE')} {self._credentials_2014(reviewer)} "
            f"{word('CLOSING_2014_PHRASE')}"
        )

    def _credentials_2014(self, reviewer: Reviewer) -> str:
        """The credentials as the part of a paragraph."""
        word = self._terminals.wording
        certified = word("CERTIFIED_PHRASE")
        subspecialty = ""
        if reviewer.subspecialties:
            _, certified, *_ = self._terminals["CERTIFIED_PHRASE"].wordings
            subspecialty = f"{word('SUBSPECIALTY_PHRASE')} {_listed(reviewer, 'subspecialties')}"
        return (
            f"{certified} {_listed(reviewer, 'specialties')}{subspecialty} "
            f"{word('LICENSED_PHRASE')} {_listed(reviewer, 'licensure')}."
        )

    def _credentials(self, reviewer: Reviewer) -> Lines:
        if reviewer.subspecialties:
            raise UnprintableError("a subspecialty is printed only in letters of 2014")
        word = self._terminals.wording
        return Lines(
            word("CREDENTIALS_SENTENCE"),
            (
                (word("LICENSURE_LABEL"), _listed(reviewer, "licensure")),
                (word("SPECIALTY_LABEL"), _listed(reviewer, "specialties")),
            ),
        )

    def _issue(self, issue: Issue, place: str) -> Iterator[Block]:
        decision = self._decision(issue, place, {one: one.value for one in Decision})
        yield Request(_wanted(issue.request.text, f"{place}.request"), decision)
        for label in structure().issue_labels:
            name = structure().field_of[label]
            text = _wanted(getattr(issue, name).text, f"{place}.{name}")
            yield Paragraph(text, label.wording)

    def _listed_decisions(self, letter: Determination, terminals: Terminals) -> Iterator[Paragraph]:
        """The decisions of a letter of 2013, numbered."""
        if not letter.issues:
            raise UnprintableError("a letter without issues can't be printed")
        words = {d: terminals.wording(f"{d.name}_DECISION") for d in Decision}
        for number, issue in enumerate(letter.issues):
            place = f"issues[{number}]"
            for name in value_fields(Issue):
                if name not in ("request", "decision") and getattr(issue, name).text:
                    raise UnprintableError(f"{place}.{name} is not printed in a letter of 2013")
            request = _wanted(issue.request.text, f"{place}.request")
            decision = self._decision(issue, place, words)
            label = f"{number + 1}) {terminals.wording('DETERMINED_SENTENCE')}"
            yield Paragraph(f"{request} {decision}.", label)

    def _decision(self, issue: Issue, place: str, words: Mapping[Decision, str]) -> str:
        """The decision on an issue in the words of a generation."""
        return words[_decided(issue, place)]

    def _dates(self, header: Header | None) -> Dates:
        """The dates of a letter of 2013."""
        return _DatesOf2013(header)


class Dates(Protocol):
    """The dates in the prose of a letter, by the fields of its header."""

    def shown(self, name: str) -> str:
        """A date in figures."""

    def in_words(self, name: str) -> str:
        """A date with the name of its month."""


class _DatesOf2013:
    """The dates of a letter of 2013. Each raises UnprintableError if it is missing."""

    def __init__(self, header: Header | None) -> None:
        for name in value_fields(Header) if header else ():
            if name not in _DATES_OF_2013 and getattr(header, name) is not None:
                raise UnprintableError(f"header.{name} is not printed in a letter of 2013")
        self._header = header

    def shown(self, name: str) -> str:
        """A date in figures, without leading zeros."""
        value = self._value(name)
        return f"{value.month}/{value.day}/{value.year:04}"

    def in_words(self, name: str) -> str:
        """A date with the name of its month."""
        value = self._value(name)
        return f"{names('months')[value.month - 1]} {value.day}, {value.year:04}"

    def _value(self, name: str) -> date:
        value = getattr(self._header, name, None)
        if value is None:
            raise UnprintableError(f"header.{name} is missing, so the letter can't be printed")
        assert isinstance(value, date), "the other cells of a header are refused"
        return value


def _decided(issue: Issue, place: str) -> Decision:
    if issue.decision is None:
        raise UnprintableError(f"{place}.decision is missing, so the letter can't be printed")
    return issue.decision


def _cells(header: Header, row: Iterable[Cell]) -> Iterator[tuple[str, str]]:
    """The cells of a row, each a name and a value."""
    for cell in row:
        value = getattr(header, cell.field)
        if value is not None:
            yield cell.wording, cell_value(value)
        elif not cell.is_optional:
            message = f"header.{cell.field} is missing, so the letter can't be printed"
            raise UnprintableError(message)


def _wanted(text: str, place: str) -> str:
    if not text:
        raise UnprintableError(f"{place} is empty, so the letter can't be printed")
    return text


def _listed(reviewer: Reviewer, field: str) -> str:
    items: tuple[str, ...] = getattr(reviewer, field)
    return _wanted(", ".join(items), f"reviewer.{field}")
