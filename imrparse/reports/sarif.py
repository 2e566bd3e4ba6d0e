"""Findings as SARIF 2.1.0 (Static Analysis Results Interchange Format, an OASIS standard)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from imrparse.diagnostics.rendering import place_in_words
from imrparse.reports.results import Described, Failure, Result
from imrparse.text.source import Position, Source, Span
from imrparse.text.visible import original_file_name

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


class Sarif:
    """The log of a run."""

    def __init__(self, rules: Mapping[str, Described], version: str) -> None:
        """`rules` describes every code."""
        self._rules = rules
        self._version = version
        self._results: list[dict[str, Any]] = []
        self._failures: list[dict[str, Any]] = []

    def add(self, result: Result) -> None:
        """Add the findings in one file. Its text is not kept."""
        self._results += (_result(result.path, one) for one in result.diagnostics)
        if result.failure:
            self._failures.append(_notification(result.path, result.failure))

    def document(self) -> dict[str, Any]:
        """The log, ready for JSON."""
        codes = sorted({result["ruleId"] for result in self._results})
        places = {code: number for number, code in enumerate(codes)}
        driver = {
            "name": "imrparse",
            "version": self._version,
            "rules": [_rule(code, self._rules[code]) for code in codes],
        }
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "invocations": [
                {
                    "executionSuccessful": not self._failures,
                    "toolExecutionNotifications": self._failures,
                }
            ],
            "results": [{**one, "ruleIndex": places[one["ruleId"]]} for one in self._results],
        }
        return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, rule: Described) -> dict[str, Any]:
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
    }


def _notification(path: str, failure: Failure) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": failure.message},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}],
    }


def _result(path: str, one: Diagnostic) -> dict[str, Any]:
    hint = f" ({one.hint})" if one.hint else ""
    fields: dict[str, Any] = {
        "ruleId": one.code,
        "level": _LEVELS[one.severity],
        "message": {"text": one.message + hint},
        "locations": [_location(path, one.source, one.span)],
    }
    if one.related:
        related = (_related(path, one.source, related) for related in one.related)
        fields["relatedLocations"] = _distinct(related)
    if one.fixes and not one.source.locator:
        fields["fixes"] = _distinct(_fix(path, one.source, fix) for fix in one.fixes)
    return fields


def _distinct(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The places without duplicates, as the standard requires.

    All places in one paragraph of a Word file are the same.
    """
    kept: list[dict[str, Any]] = []
    for item in items:
        if item not in kept:
            kept.append(item)
    return kept


def _location(path: str, source: Source, span: Span) -> dict[str, Any]:
    if source.locator:  # the text has other lines than the file
        name = place_in_words(source, span.start, None)
        place = {"artifactLocation": _artifact(path)}
        return {"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": name}]}
    place = {"artifactLocation": _artifact(path), "region": _region(source, span)}
    return {"physicalLocation": place}


def _related(path: str, source: Source, related: Related) -> dict[str, Any]:
    return {**_location(path, source, related.span), "message": {"text": related.message}}


def _fix(path: str, source: Source, fix: Fix) -> dict[str, Any]:
    replacements = [_replacement(source, edit) for edit in fix.edits]
    change = {"artifactLocation": _artifact(path), "replacements": replacements}
    return {
        "description": {"text": fix.message},
        "artifactChanges": [change],
        "properties": {"safe": fix.safe},
    }


def _replacement(source: Source, edit: Edit) -> dict[str, Any]:
    return {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}}


def _region(source: Source, span: Span) -> dict[str, Any]:
    """Lines and columns. A byte order mark takes no column, since it is not content."""
    start, end = (_position(source, offset) for offset in span)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _position(source: Source, offset: int) -> Position:
    line, column = source.position(offset)
    marked = line == 1 and source.text.startswith("\ufeff")
    return Position(line, max(1, column - marked))


def _artifact(path: str) -> dict[str, Any]:
    """The file as a URI, relative where the path is. Its bytes are percent-encoded."""
    path = original_file_name(path)
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(os.fsencode(Path(path).as_posix()))}
