"""Reads California Independent Medical Review determination letters into a typed tree.

import imrparse

letter = imrparse.parse(text)
letter.header.decision_date, letter.outcome, letter.issues[0].request.text
"""

from imrparse.api import Analysis, analyze, parse, unparse
from imrparse.convert import from_dict, to_dict
from imrparse.diagnostics import Diagnostic, Edit, Fix, ParseError, Related, Severity
from imrparse.schema import json_schema
from imrparse.source import Position, Source, Span
from imrparse.tree import (
    Decision,
    Determination,
    Guideline,
    Header,
    Issue,
    Node,
    Outcome,
    Priority,
    Prose,
    Rationale,
    Request,
    Reviewer,
    Summary,
    Template,
)

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Decision",
    "Determination",
    "Diagnostic",
    "Edit",
    "Fix",
    "Guideline",
    "Header",
    "Issue",
    "Node",
    "Outcome",
    "ParseError",
    "Position",
    "Priority",
    "Prose",
    "Rationale",
    "Related",
    "Request",
    "Reviewer",
    "Severity",
    "Source",
    "Span",
    "Summary",
    "Template",
    "__version__",
    "analyze",
    "from_dict",
    "json_schema",
    "parse",
    "to_dict",
    "unparse",
]
