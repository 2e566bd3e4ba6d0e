"""Rules of other packages, which are found by their entry points.

A package names its rules in its `pyproject.toml`, each as a class or as a module with classes:

    [project.entry-points."imrparse.rules"]
    house = "house_rules"
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from imrparse.data.regexes import regex
from imrparse.linting.config import ALL, ConfigError
from imrparse.linting.rule import Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "imrparse.rules"
"""The group of the entry points."""

_CODE = regex(rf"(?!{ALL}\d)[A-Z]{{2,10}}\d{{3}}")
_NAME = regex(r"[a-z]+(?:-[a-z]+)*")


def rules_of_other_packages() -> Iterator[type[Rule]]:
    """The rules of all installed packages, in the order of their entry points' names.

    Raises ConfigError for rules that can't be imported, or that are none.
    """
    if not _has_any():
        return
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        found = [*_rules_in(_loaded(entry))]
        if not found:
            raise ConfigError(f"{_described(entry)} has no rule")
        for rule in found:
            if fault := _fault_of(rule):
                raise ConfigError(f"{_described(entry)}: the rule {rule.__name__} {fault}")
            yield rule


def _has_any() -> bool:
    """Whether any installed package may have rules.

    It looks into the files itself, since importing `importlib.metadata` takes as long as reading
    several letters.
    """
    sign = f"[{GROUP}]".encode()
    for folder in sys.path:
        for file in Path(folder or ".").glob("*-info/entry_points.txt"):
            if sign in file.read_bytes():
                return True
    return False


def _loaded(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except Exception as error:  # whatever the code of another package raises
        reason = f"{type(error).__name__}: {error}"
        raise ConfigError(f"{_described(entry)} can't be imported: {reason}") from error


def _rules_in(found: object) -> Iterator[type[Rule]]:
    """The rules that an entry point leads to: one class, or those that a module defines."""
    if isinstance(found, ModuleType):
        for _, member in inspect.getmembers(found, inspect.isclass):
            if member.__module__ == found.__name__:
                yield from _rules_in(member)
    elif inspect.isclass(found) and issubclass(found, Rule) and not inspect.isabstract(found):
        yield found


def _fault_of(rule: type[Rule]) -> str | None:
    """What makes a rule unusable, if anything does."""
    if not _CODE.fullmatch(getattr(rule, "code", "")):
        return f"needs a `code` of capitals and three digits, and of other capitals than {ALL}"
    if not _NAME.fullmatch(getattr(rule, "name", "")):
        return "needs a `name` of hyphenated words in small letters"
    if not _NAME.fullmatch(rule.group):
        return "needs a `group`, one word in small letters"
    if not hasattr(rule, "severity"):
        return "needs a `severity`"
    return None


def _described(entry: EntryPoint) -> str:
    package = f" of the package {entry.dist.name}" if entry.dist else ""
    return f"the entry point {entry.name!r}{package} ({entry.value})"
