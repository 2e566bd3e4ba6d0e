"""What a letter prints: its paragraphs, and its header table in the forms of the extractors."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from helpers.layouts.type_metrics import Paragraph, pick

Header = Mapping[str, str]


def printed_date(iso: str) -> str:
    """An ISO date as MM/DD/YYYY."""
    year, month, day = iso.split("-")
    return f"{month}/{day}/{year}"


def printed_header(content: Mapping[str, Any]) -> dict[str, str] | None:
    """The header with its dates as printed."""
    if content.get("header") is None:
        return None
    values = {key: value or "" for key, value in content["header"].items()}
    return {
        key: printed_date(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value
        for key, value in values.items()
    }


# The header in the forms of the extractors; a list of lines if two differ only a little.
ROWS = (
    "Case Number: {case_number}",
    "Date Assigned: {date_assigned} Date of Injury: {date_of_injury}",
    "Decision Date: {decision_date} UR Denial Date: {ur_denial_date}",
)
RAW_HEADER = (*ROWS, "Priority: {priority} Application", "Received:", "{application_received}")
PLUMBER_HEADER = (*ROWS, "Priority: {priority} Application {application_received}", "Received:")
STREAM_HEADER = (
    " \nCase Number: {case_number}  \n"
    "Date Assigned: {date_assigned} Date of Injury:  {date_of_injury} \n"
    "Decision Date: {decision_date} UR Denial Date:  {ur_denial_date} \n"
    "Priority:  {priority} Application \nReceived:  \n{application_received} \n"
)
CELL_HEADER = (
    " \nCase Number: \n{case_number} \n \nDate Assigned: \n{date_assigned} \n"
    "Date of Injury:  \n{date_of_injury} \nDecision Date: \n{decision_date} \n"
    "UR Denial Date:  \n{ur_denial_date} \nPriority:  \n{priority} \n"
    "Application \nReceived:  \n{application_received} \n"
)
COLUMN_HEADER = (
    "Case Number:\nDate Assigned:\nDecision Date:\nPriority:\n\n"
    "{case_number}\n{date_assigned}\n{decision_date}\n{priority}\n\n"
    "Date of Injury:\nUR Denial Date:\nApplication\nReceived:\n\n"
    "{date_of_injury}\n{ur_denial_date}\n{application_received}\n\n"
)
MINER_HEADER = (
    "Case Number: \nDate Assigned: \nDecision Date: \nPriority:  \n\n"
    "{case_number} \n{date_assigned} \n{decision_date} \n{priority} \n\n"
)
# Of the three forms of its other half, the first two are common.
MINER_HALVES = (
    "Date of Injury:  \n{date_of_injury} \nUR Denial Date:   {ur_denial_date} \n"
    "Application \n{application_received} \nReceived:  \n\n",
    "{date_of_injury} \nDate of Injury:  \nUR Denial Date:   {ur_denial_date} \n"
    "{application_received} \nApplication \nReceived:  \n\n",
    "Date of Injury:  \n{date_of_injury} \nUR Denial Date:   {ur_denial_date} \n"
    "{application_received} \nApplication \nReceived:  \n\n",
)
LAYOUT_HEADER = (
    "Case Number:|{case_number}||",
    "Date Assigned:|{date_assigned}|Date of Injury:|{date_of_injury}",
    "Decision Date:|{decision_date}|UR Denial Date:|{ur_denial_date}",
    "Priority:|{priority}|Application|{application_received}",
    "||Received:|",
)
MARKDOWN_HEADER = (
    "<b>Case Number:</b>\t{case_number}\t\t\n"
    "<b>Date Assigned:</b>\t{date_assigned}\t<b>Date of Injury:</b>\t{date_of_injury}\n"
    "<b>Decision Date:</b>\t{decision_date}\t<b>UR Denial Date:</b>\t{ur_denial_date}\n"
    "<b>Priority:</b>\t{priority}\t<b>Application Received:</b>\t{application_received}\n\n"
)


def fill(header: Header | None, form: str | Sequence[str], absent: str = "") -> str:
    """A header in a form, which is a text or a sequence of lines."""
    if header is None:
        return absent
    if isinstance(form, str):
        return form.format_map(header)
    return "".join(line.format_map(header) + "\n" for line in form)


def columns(header: Header | None, stops: Sequence[int]) -> str:
    """The header table in the form of the layout modes, with cells at the given columns."""
    if header is None:
        return ""
    lines = []
    for row in LAYOUT_HEADER:
        text = ""
        for cell, stop in zip(row.split("|"), stops, strict=True):
            text = f"{text:<{stop}}{cell.format_map(header)}" if cell else text
        lines.append(text)
    return "\n".join(lines) + "\n\n"


# The paragraphs below the header


@dataclass(frozen=True)
class Template:
    """The fixed wording of one generation of the form."""

    how_made: str = "HOW THE IMR FINAL DETERMINATION WAS MADE"
    opening: str = (
        "MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has "
        "no affiliation with the employer, employee, providers or the claims administrator. "
        "{reviewer}He/she has been in active clinical practice for more than five years and is "
        "currently working at least 24 hours a week in active practice. The expert reviewer was "
        "selected based on his/her clinical experience, education, background, and expertise in "
        "the same or similar specialties that evaluate and/or treat the medical condition and "
        "disputed {disputed}. He/she is familiar with governing laws and regulations, including "
        "the strength of evidence hierarchy that applies to Independent Medical Review "
        "determinations."
    )
    disputed: str = "items/Service"
    inline_credentials: bool = False
    credentials: str = "The Expert Reviewer has the following credentials:"
    licensure: str = "State(s) of Licensure:"
    specialty: str = "Certification(s)/Specialty:"
    case_summary: str = "CLINICAL CASE SUMMARY"
    summary_introduction: str = (
        "The expert reviewer developed the following clinical case summary based on a review of "
        "the case file, including all medical records:"
    )
    issues: str = "IMR ISSUES, DECISIONS AND RATIONALES"
    issues_introduction: str = (
        "The Final Determination was based on decisions for the disputed items/services set "
        "forth below:"
    )
    claims_administrator: str = "Claims Administrator guideline:"
    maximus: str = "MAXIMUS guideline:"
    rationale: str = "Decision rationale:"


TEMPLATES: dict[str, Template] = {
    "2014": Template(disputed="items/services", inline_credentials=True),
    "2015": Template(),
    "2016": Template(),
}


def reviewer_sentence(reviewer: Mapping[str, Sequence[str]]) -> str:
    """The credentials in the form of the 2014 opening paragraph."""
    subspecialties = reviewer.get("subspecialties", ())
    certified = ", ".join(reviewer["specialties"])
    subspecialty = f", has a subspecialty in {', '.join(subspecialties)}" if subspecialties else ""
    return (
        f"The expert reviewer is Board Certified {'' if subspecialties else 'in '}{certified}"
        f"{subspecialty} and is licensed to practice in {', '.join(reviewer['licensure'])}. "
    )


def doubled(text: str) -> str:
    """A text with two spaces between its sentences."""
    return re.sub(r"(?<=[.?!]) (?=[A-Z])", "  ", text)


def paragraphs(content: Mapping[str, Any], form: Template, *, two_spaces: bool) -> list[Paragraph]:
    """The letter below its header table, without blank lines."""
    prose: Callable[[str], str] = doubled if two_spaces else str
    reviewer = content["reviewer"]
    sentence = reviewer_sentence(reviewer) if form.inline_credentials else ""
    found = [
        Paragraph(form.how_made, "heading"),
        Paragraph(
            form.opening.format(reviewer=sentence, disputed=form.disputed), "opening", joined=True
        ),
    ]
    if not form.inline_credentials:
        if reviewer.get("subspecialties"):
            raise ValueError("only the 2014 template can print a subspecialty")
        states = reviewer["licensure"]
        comma = ("," if pick(str(states), 3) else ", ").join(states)
        found += [
            Paragraph(form.credentials, "credentials"),
            Paragraph(f"{form.licensure} {comma}", "credentials", joined=True),
            Paragraph(
                f"{form.specialty} {', '.join(reviewer['specialties'])}", "credentials", joined=True
            ),
        ]
    summary = prose(content["summary"])
    found += [
        Paragraph(form.case_summary, "heading"),
        Paragraph(form.summary_introduction, "introduction", joined=True),
        Paragraph(summary, "text", tail=1 + (pick(summary, 4) == 0)),
        Paragraph(form.issues, "heading"),
        Paragraph(form.issues_introduction, "introduction", joined=True),
    ]
    for issue in content["issues"]:
        gap = "  " if pick(issue["request"], 4) == 0 else " "
        request = f"{issue['request']}:{gap}{issue['decision']}"
        found.append(Paragraph(request, "request", bold=len(request)))
        for label, key in (
            (form.claims_administrator, "claims_administrator_guideline"),
            (form.maximus, "maximus_guideline"),
            (form.rationale, "rationale"),
        ):
            tail = 1 if key == "rationale" else 1 + pick(issue[key], 3, "tail")
            text = f"{label} {prose(issue[key])}"
            found.append(Paragraph(text, "field", bold=len(label), tail=tail))
    if pick(found[-1].text, 3, "end"):
        found[-1] = replace(found[-1], tail=0)
    return found
