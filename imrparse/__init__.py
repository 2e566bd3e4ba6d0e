"""Reads California Independent Medical Review determination letters into a typed tree.

import imrparse

letter = imrparse.parse(text)
letter.header.decision_date, letter.outcome, letter.issues[0].request.text
"""

from imrparse.api import (
    analyze,
    fix,
    format,  # noqa: A004
    lint,
    parse,
    read,
    replace,
    unparse,
)
from imrparse.data.version import __version__
from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from imrparse.diagnostics.errors import ParseError
from imrparse.fields.details import (
    BodyPart,
    Category,
    Citation,
    CitationKind,
    Conclusion,
    DateMention,
    Duration,
    Frequency,
    InjuredWorker,
    PartialAuthorization,
    Prefix,
    Quantity,
    Sex,
    Side,
    Treatment,
    Verdict,
)
from imrparse.files import Loaded, UnreadableError, load
from imrparse.linting.config import Config as LintConfig
from imrparse.linting.config import ConfigError
from imrparse.linting.fix_result import Fixed
from imrparse.syntax.generations import Template
from imrparse.text.errors import ImrparseError, WrongTypeError, WrongValueError
from imrparse.text.node import Node
from imrparse.text.source import Position, Source, Span
from imrparse.tree.analysis import Analysis
from imrparse.tree.errors import UnprintableError
from imrparse.tree.json_schema import json_schema
from imrparse.tree.letter import (
    Decision,
    Determination,
    Guideline,
    Header,
    Issue,
    Outcome,
    Priority,
    Prose,
    Rationale,
    Request,
    Reviewer,
    Summary,
)
from imrparse.tree.plain_values import from_dict, to_dict
from imrparse.tree.walking import node_at, walk

__all__ = [
    "Analysis",
    "BodyPart",
    "Category",
    "Citation",
    "CitationKind",
    "Conclusion",
    "ConfigError",
    "DateMention",
    "Decision",
    "Determination",
    "Diagnostic",
    "Duration",
    "Edit",
    "Fix",
    "Fixed",
    "Frequency",
    "Guideline",
    "Header",
    "ImrparseError",
    "InjuredWorker",
    "Issue",
    "LintConfig",
    "Loaded",
    "Node",
    "Outcome",
    "ParseError",
    "PartialAuthorization",
    "Position",
    "Prefix",
    "Priority",
    "Prose",
    "Quantity",
    "Rationale",
    "Related",
    "Request",
    "Reviewer",
    "Severity",
    "Sex",
    "Side",
    "Source",
    "Span",
    "Summary",
    "Template",
    "Treatment",
    "UnprintableError",
    "UnreadableError",
    "Verdict",
    "WrongTypeError",
    "WrongValueError",
    "__version__",
    "analyze",
    "fix",
    "format",
    "from_dict",
    "json_schema",
    "lint",
    "load",
    "node_at",
    "parse",
    "read",
    "replace",
    "to_dict",
    "unparse",
    "walk",
]
