"""One sound header table in the orders in which extractors give its cells."""

from __future__ import annotations

from datetime import date

from helpers.letters import sample_text

from imrparse import Header, Priority

REST = sample_text("2015-seed-double-back-brace")
"""A letter without a header."""
WANTED = Header(
    "CM17-0900001",
    date(2017, 2, 3),
    date(2016, 5, 6),
    date(2017, 3, 4),
    date(2017, 1, 2),
    Priority.EXPEDITED,
    date(2017, 1, 20),
)
ROWS = """\
Case Number: CM17-0900001
Date Assigned: 02/03/2017 Date of Injury: 05/06/2016
Decision Date: 03/04/2017 UR Denial Date: 01/02/2017
Priority: Expedited Application Received: 01/20/2017
"""
ORDERS = {
    "rows": ROWS,
    "value-last": ROWS.replace("Received: 01/20/2017", "\nReceived: \n01/20/2017"),
    "value-between": ROWS.replace("Received: 01/20/2017", "01/20/2017\n      Received:"),
    "a-cell-a-line": ROWS.replace(": ", ":\n").replace(" Date of", "\nDate of"),
    "columns": """\
Case Number:
Date Assigned:
Decision Date:
Priority:

CM17-0900001
02/03/2017
03/04/2017
Expedited

Date of Injury:
UR Denial Date:
Application
Received:

05/06/2016
01/02/2017
01/20/2017
""",
    "value-before-its-name": """\
Case Number:
Date Assigned:
Decision Date:
Priority:

CM17-0900001
02/03/2017
03/04/2017
Expedited

05/06/2016
Date of Injury:
UR Denial Date: 01/02/2017
01/20/2017
Application
Received:
""",
    "markdown": """\
<b>Case Number:</b>\tCM17-0900001\t\t
<b>Date Assigned:</b>\t02/03/2017\t<b>Date of Injury:</b>\t05/06/2016
<b>Decision Date:</b>\t03/04/2017\t<b>UR Denial Date:</b>\t01/02/2017
<b>Priority:</b>\tExpedited\t<b>Application Received:</b>\t01/20/2017
""",
    "one-line": " ".join(ROWS.split()) + "\n",
    "no-leading-zeros": ROWS.replace("/0", "/").replace(" 0", " "),
    "split-by-spaces": ROWS.replace("Date of", "Da te  of").replace("/2016", "/ 2016"),
}

NAMES = {
    "case_number": ["Case Number:"],
    "date_assigned": ["Date Assigned:"],
    "date_of_injury": ["Date of Injury:"],
    "decision_date": ["Decision Date:"],
    "ur_denial_date": ["UR Denial Date:"],
    "priority": ["Priority:"],
    "application_received": ["Application", "Received:"],
}
VALUES = {
    "case_number": "CM17-0900001",
    "date_assigned": "02/03/2017",
    "date_of_injury": "05/06/2016",
    "decision_date": "03/04/2017",
    "ur_denial_date": "01/02/2017",
    "priority": "Expedited",
    "application_received": "01/20/2017",
}
ORDERLY = [order for order in ORDERS if order not in ("no-leading-zeros", "split-by-spaces")]
