"""The rules: a folder for each group, and in it a module for each rule or for a few of one kind.

`rule_classes` finds every subclass of `Rule` that a module here defines; the docstring of the class
is the rule's page.
"""

from __future__ import annotations

import inspect
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from imrparse.linting.rule import Rule


@cache
def rule_classes() -> tuple[type[Rule], ...]:
    """All rule classes, sorted by code. Raises ValueError if two share a code or a name."""
    found: dict[str, type[Rule]] = {}
    for module in walk_packages(__path__, f"{__name__}."):
        if module.ispkg:
            continue
        for _, rule in inspect.getmembers(import_module(module.name), _is_rule):
            if rule.__module__ == module.name:
                if rule.code in found:
                    raise ValueError(f"two rules have the code {rule.code}")
                found[rule.code] = rule
    if len({rule.name for rule in found.values()}) < len(found):
        raise ValueError("two rules have one name")
    return tuple(found[code] for code in sorted(found))


def _is_rule(member: object) -> bool:
    return inspect.isclass(member) and issubclass(member, Rule) and not inspect.isabstract(member)
