"""Lists what the docstrings of the public names do not say.

python docs/site/undocumented.py     exit 1 if there is anything

Each public name has a docstring. That of a function names each parameter, or a function that has
the same ones; it says what is returned, and names the exceptions that the function itself raises.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from contextlib import suppress

import griffe

import imrparse

_MODULES = ("linting", *imrparse._MODULES)
"""Modules whose names are public, too."""
_TELLS_RESULT = re.compile(
    r"(?:The|An?|Each|All|Whether|Where|How|What|Two|Plain) |.*\b(?:[Rr]eturns?|[Yy]ields?)\b", re.S
)


def undocumented() -> Iterator[str]:
    """What the docstrings of public names, and of their public members, do not say."""
    package = griffe.load("imrparse")
    for name in imrparse.__all__:
        yield from _of(name, package[name])
    for module in _MODULES:
        for name, found in package[module].members.items():
            if found.is_public and not found.is_module:
                yield from _of(f"{module}.{name}", found)


def _of(name: str, found: griffe.Object | griffe.Alias) -> Iterator[str]:
    found = found.final_target if isinstance(found, griffe.Alias) else found
    if not found.has_docstring and not name.startswith("__"):
        yield f"{name}: no docstring"
    if isinstance(found, griffe.Function):
        yield from (f"{name}: {what}" for what in _unsaid(found))
    elif isinstance(found, griffe.Class):
        above = {member for base in found.mro() for member in base.members}
        for member, value in found.members.items():
            if not (member.startswith("_") or value.is_alias or member in above):
                yield from _of(f"{name}.{member}", value)


def _unsaid(function: griffe.Function) -> Iterator[str]:
    """What the docstring of a function does not say."""
    said = function.docstring.value if function.docstring else ""
    whole = "\n".join([said, *_of_others(said, function.package)])
    for parameter in function.parameters:
        name = parameter.name.lstrip("*")
        if name not in ("self", "cls") and not re.search(rf"`{name}\b", whole):
            yield f"the parameter `{name}`"
    if str(function.returns) != "None" and not _TELLS_RESULT.match(said):
        yield "what it returns"
    for error in _raised(function):
        if error.removeprefix("Wrong") not in whole:
            yield f"that it raises {error}"


def _of_others(said: str, package: griffe.Module) -> Iterator[str]:
    """The docstrings of the functions that a docstring names."""
    for name in re.findall(r"`(?:imrparse\.)?([a-z_.]+)`", said):
        with suppress(KeyError):
            found = package[name]
            if found.is_function and found.docstring:
                yield found.docstring.value


def _raised(function: griffe.Function) -> Iterator[str]:
    """The exceptions that the body of a function raises by their names."""
    for node in ast.walk(ast.parse(_dedented(function.source))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = ast.unparse(node.exc.func).rpartition(".")[2]
            if name[0].isupper():
                yield name


def _dedented(source: str) -> str:
    lines = source.split("\n")
    indent = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[indent:] for line in lines)


if __name__ == "__main__":
    missing = list(undocumented())
    sys.stdout.write("".join(f"{name}\n" for name in missing))
    sys.exit(bool(missing))
