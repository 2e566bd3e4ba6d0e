"""The rules: a folder for each group, and in it a module for each rule or for a few of one kind.

`rule_classes` finds every subclass of `Rule` that a module here defines, and the rules of other
packages (`plugins.py`). The docstring of the class is the page of the rule.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from imrparse.linting.config import ALL, ConfigError
from imrparse.linting.plugins import rules_of_other_packages
from imrparse.linting.rule import Rule


@cache
def rule_classes() -> tuple[type[Rule], ...]:
    """All rule classes, sorted by code. Raises ConfigError if two share a code or a name, or if the
    rules of another package can't be used."""
    own = [*_own()]
    groups = {rule.group for rule in own}
    found: dict[str, type[Rule]] = {}
    for rule in [*own, *rules_of_other_packages()]:
        if rule.code in found:
            raise ConfigError(f"two rules have the code {rule.code}")
        if rule.group in groups and not rule.code.startswith(ALL):
            raise ConfigError(f"the group {rule.group!r} of {rule.code} is one of imrparse")
        found[rule.code] = rule
    if len({rule.name for rule in found.values()}) < len(found):
        raise ConfigError("two rules have one name")
    return tuple(found[code] for code in sorted(found))


def _own() -> Iterator[type[Rule]]:
    """The rules of this package."""
    for module in walk_packages(__path__, f"{__name__}."):
        if module.ispkg:
            continue
        for member in list(vars(import_module(module.name)).values()):
            # What it imports is passed over first: to ask for a subclass of `Rule` takes longer.
            is_own = isinstance(member, type) and member.__module__ == module.name
            if is_own and issubclass(member, Rule) and not inspect.isabstract(member):
                yield member
