"""Checks that a comparator finds the same as `imrparse.parse`: otherwise its time means nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import imrparse
from benchmarks.extractors.common import Fields

_LEFT_OUT = re.compile(r"[\s\ufffe-]+")
_LISTS = ("licensure", "specialties", "subspecialties")
_PROSE = ("request", "claims_administrator_guideline", "maximus_guideline", "rationale")


def parsed(text: str) -> Fields:
    """The fields that `imrparse.parse` reads. Raises ParseError."""
    letter = imrparse.to_dict(imrparse.parse(text))
    return fields({**letter, "summary": letter["summary"]["text"]})


def fields(content: Mapping[str, Any]) -> Fields:
    """The fields of a letter's content, as `imrparse.to_dict` or a person wrote it."""
    issues: Any = [
        {"decision": issue["decision"]} | {name: _text(issue[name]) for name in _PROSE}
        for issue in content["issues"]
    ]
    reviewer = content["reviewer"]
    return {
        "header": content["header"],
        "licensure": reviewer["licensure"],
        "specialties": reviewer["specialties"],
        "subspecialties": reviewer.get("subspecialties", []),
        "summary": _text(content["summary"]),
        "issues": issues,
    }


def _text(prose: Any) -> str:
    return str(prose["text"] if isinstance(prose, Mapping) else prose)


def differences(mine: Fields, right: Fields) -> list[str]:
    """Names of the fields in which an extraction is wrong.

    White space and hyphens are left out of the comparison, since pdftotext takes hyphens at line
    ends away; everything else counts.
    """
    names = (*_LISTS, "summary")
    found = [name for name in names if _differ(mine.get(name), right.get(name))]
    if (mine["header"] or {}) != (right["header"] or {}):
        found.append("header")
    if len(mine["issues"]) != len(right["issues"]):
        return [*found, "issues"]
    for number, issues in enumerate(zip(mine["issues"], right["issues"], strict=True)):
        one, other = map(dict, issues)
        differing = [name for name in other if _differ(one.get(name), other[name])]
        found += [f"issues[{number}].{name}" for name in differing]
    return found


def _differ(mine: object, right: object) -> bool:
    return _squeezed(mine) != _squeezed(right)


def _squeezed(value: object) -> object:
    if isinstance(value, list):
        return [_squeezed(item) for item in value]
    return _LEFT_OUT.sub("", value) if isinstance(value, str) else value
