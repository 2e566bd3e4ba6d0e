"""The table `letters`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from imrparse.fields.credentials import usual_specialty
from imrparse.tables.columns.column import Column, Table, Type
from imrparse.tables.columns.subjects import LetterSubject
from imrparse.tree.letter import Decision

LETTER_ID = Column(
    "letter_id",
    Type.TEXT,
    "file.id",
    "The key of the letter: 20 hexadecimal digits, computed from its `path` alone.",
    required=True,
)
PATH = Column(
    "path",
    Type.TEXT,
    "file.path",
    "The path of the file relative to the common folder of all inputs, with `/` as separator.",
    required=True,
)


def _days(first: str, last: str) -> Callable[[LetterSubject], int | None]:
    def days(row: LetterSubject) -> int | None:
        start: date | None = getattr(row.letter.header, first, None)
        end: date | None = getattr(row.letter.header, last, None)
        return (end - start).days if start and end else None

    return days


def _decided(decision: Decision) -> Callable[[LetterSubject], int]:
    return lambda row: sum(issue.decision is decision for issue in row.letter.issues)


def _header(name: str, about: str, type_: Type = Type.DATE) -> Column:
    return Column(name, type_, f"letter.header.{name}", about)


def _between(name: str, first: str, last: str, about: str) -> Column:
    source = f"{last} less {first}"
    return Column(name, Type.INTEGER, source, about, "days", derive=_days(first, last))


def _usual(name: str) -> Column:
    def derive(row: LetterSubject) -> list[str]:
        return list(dict.fromkeys(map(usual_specialty, getattr(row.letter.reviewer, name))))

    about = f"The `{name}` by their usual names, whatever their spelling in the letter."
    source = f"letter.reviewer.{name}"
    return Column(f"usual_{name}", Type.TEXTS, source, about, required=True, derive=derive)


LETTERS = Table(
    "letters",
    "One row for each letter that was parsed.",
    ("letter_id",),
    (
        LETTER_ID,
        PATH,
        Column(
            "kind",
            Type.TEXT,
            "file.kind",
            "The format of the file: `text`, `pdf`, `docx`, `odt` or `html`.",
            required=True,
        ),
        _header(
            "case_number",
            "The case number. Not a key: letters without a header have none, and a case may have "
            "more than one file.",
            Type.TEXT,
        ),
        Column(
            "template",
            Type.TEXT,
            "letter.template",
            "The template generation: `G0`, `G2a`, `G2b` or `G2c`.",
            required=True,
        ),
        _header("priority", "`Standard` or `Expedited`.", Type.TEXT),
        Column(
            "outcome",
            Type.TEXT,
            "letter.outcome",
            "The result of all decisions: `Upheld`, `Overturned` or `Partially overturned`.",
            required=True,
        ),
        _header("date_of_injury", "The date of injury in the header."),
        _header("ur_denial_date", "The date of the utilization review's denial."),
        _header("application_received", "The day on which the application was received."),
        _header("date_assigned", "The day on which the case was assigned."),
        _header("decision_date", "The day of the decision."),
        _between(
            "days_denial_to_application",
            "ur_denial_date",
            "application_received",
            "From the denial to the receipt of the application.",
        ),
        _between(
            "days_application_to_decision",
            "application_received",
            "decision_date",
            "From the receipt of the application to the decision.",
        ),
        _between(
            "days_assignment_to_decision",
            "date_assigned",
            "decision_date",
            "From the assignment to the decision.",
        ),
        Column(
            "licensure",
            Type.TEXTS,
            "letter.reviewer.licensure",
            "The states in which the reviewer is licensed.",
            required=True,
        ),
        Column(
            "specialties",
            Type.TEXTS,
            "letter.reviewer.specialties",
            "The reviewer's certifications or specialties.",
            required=True,
        ),
        Column(
            "subspecialties",
            Type.TEXTS,
            "letter.reviewer.subspecialties",
            "The reviewer's subspecialties.",
            required=True,
        ),
        _usual("specialties"),
        _usual("subspecialties"),
        Column(
            "age",
            Type.INTEGER,
            "letter.injured_worker.age",
            "The injured worker's age, according to the summary.",
            "years",
        ),
        Column(
            "sex",
            Type.TEXT,
            "letter.injured_worker.sex",
            "`female` or `male`, according to the summary.",
        ),
        Column(
            "stated_date_of_injury",
            Type.DATE,
            "letter.injured_worker.date_of_injury",
            "The date of injury in the summary.",
        ),
        Column("summary", Type.TEXT, "letter.summary.text", "The clinical case summary."),
        Column(
            "preamble",
            Type.TEXT,
            "letter.preamble",
            "The text before the letter that is no part of it, such as the head of a mail.",
        ),
        Column(
            "postscript",
            Type.TEXT,
            "letter.postscript",
            "The text after the letter that is no part of it, such as a signature.",
        ),
        Column(
            "issues",
            Type.INTEGER,
            "count of letter.issues",
            "The number of treatments decided on.",
            "issues",
            required=True,
            derive=lambda row: len(row.letter.issues),
        ),
        Column(
            "upheld",
            Type.INTEGER,
            "count of letter.issues",
            "The number of denials that were upheld.",
            "issues",
            required=True,
            derive=_decided(Decision.UPHELD),
        ),
        Column(
            "overturned",
            Type.INTEGER,
            "count of letter.issues",
            "The number of denials that were overturned.",
            "issues",
            required=True,
            derive=_decided(Decision.OVERTURNED),
        ),
        Column(
            "warnings",
            Type.INTEGER,
            "warnings",
            "The number of warnings about the letter.",
            "warnings",
            required=True,
        ),
    ),
)
