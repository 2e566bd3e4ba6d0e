"""The header table of a letter, in the forms of the extractors."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

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
