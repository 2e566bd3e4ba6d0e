"""Parse California Independent Medical Review determination letters into a typed tree.

import imrparse

letter = imrparse.parse(text)
letter.header.decision_date, letter.outcome, letter.issues[0].request.text
"""

from imrparse.data.version import __version__

TYPE_CHECKING = False  # type checkers take it for true; importing `typing` takes half a start
if TYPE_CHECKING:
    from imrparse import arrow as arrow
    from imrparse import engines as engines
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
        Drug,
        Duration,
        Frequency,
        Ingredient,
        InjuredWorker,
        PartialAuthorization,
        Precision,
        Prefix,
        Quantity,
        Sex,
        Side,
        Treatment,
        Verdict,
    )
    from imrparse.files import Loaded, UnreadableError, load
    from imrparse.frames import Tables, read_tables
    from imrparse.linting.config import Config as LintConfig
    from imrparse.linting.config import ConfigError
    from imrparse.linting.fixing import Fixed
    from imrparse.syntax.generations import Template
    from imrparse.text.decoration.view import Decoration, DecorationKind
    from imrparse.text.errors import (
        ImrparseError,
        UnprintableError,
        WrongTypeError,
        WrongValueError,
    )
    from imrparse.text.node import Node
    from imrparse.text.source import LeftOut, LeftOutKind, Position, Source, Span
    from imrparse.tree.analysis import Analysis
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
    from imrparse.tree.plain_values import from_dict, json_schema, to_dict
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
    "Decoration",
    "DecorationKind",
    "Determination",
    "Diagnostic",
    "Drug",
    "Duration",
    "Edit",
    "Fix",
    "Fixed",
    "Frequency",
    "Guideline",
    "Header",
    "ImrparseError",
    "Ingredient",
    "InjuredWorker",
    "Issue",
    "LeftOut",
    "LeftOutKind",
    "LintConfig",
    "Loaded",
    "Node",
    "Outcome",
    "ParseError",
    "PartialAuthorization",
    "Position",
    "Precision",
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
    "Tables",
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
    "read_tables",
    "replace",
    "to_dict",
    "unparse",
    "walk",
]

_HOMES = {
    "api": "analyze fix format lint parse read replace unparse",
    "data.version": "__version__",
    "diagnostics.diagnostic": "Diagnostic Edit Fix Related Severity",
    "diagnostics.errors": "ParseError",
    "fields.details": (
        "BodyPart Category Citation CitationKind Conclusion DateMention Drug Duration Frequency "
        "Ingredient InjuredWorker PartialAuthorization Precision Prefix Quantity Sex Side "
        "Treatment Verdict"
    ),
    "files": "Loaded UnreadableError load",
    "frames": "Tables read_tables",
    "linting.config": "LintConfig ConfigError",
    "linting.fixing": "Fixed",
    "syntax.generations": "Template",
    "text.decoration.view": "Decoration DecorationKind",
    "text.errors": "ImrparseError UnprintableError WrongTypeError WrongValueError",
    "text.node": "Node",
    "text.source": "LeftOut LeftOutKind Position Source Span",
    "tree.analysis": "Analysis",
    "tree.letter": (
        "Decision Determination Guideline Header Issue Outcome Priority Prose Rationale "
        "Request Reviewer Summary"
    ),
    "tree.plain_values": "from_dict json_schema to_dict",
    "tree.walking": "node_at walk",
}
"""The modules that define the public names. Each is imported when one of its names is first used,
so that the command can handle signals before anything large is imported."""

_MODULES = ("arrow", "engines")
"""Public modules, imported when they are first used."""

_RENAMED = {"LintConfig": "Config"}
"""Public names that differ from those in the defining module."""


def _module_of(name: str) -> str | None:
    return next((module for module, names in _HOMES.items() if name in names.split()), None)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES})


if not TYPE_CHECKING:  # with it, a type checker would accept any name

    def __getattr__(name: str) -> object:
        """Import a public name from its module."""
        from importlib import import_module

        if name in _MODULES:
            return import_module(f"{__name__}.{name}")
        module = _module_of(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{module}"), _RENAMED.get(name, name))
        globals()[name] = value
        return value
