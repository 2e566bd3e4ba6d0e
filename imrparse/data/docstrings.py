"""Docstrings that users read: the pages of rules, the help of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def docstring(documented: type[Any] | Callable[..., Any]) -> str:
    """The docstring of a class or a function, without its indentation.

    ``python -OO`` strips docstrings, so there it is read from the source. Empty if there is none.
    Raises OSError if there is no source either.
    """
    import inspect

    if documented.__doc__ is not None:
        return inspect.cleandoc(documented.__doc__)
    return _in_source(documented)


def _in_source(documented: type[Any] | Callable[..., Any]) -> str:
    import ast
    import inspect
    from textwrap import dedent

    source = dedent(inspect.getsource(documented))
    # Since Python 3.14, `ast.parse` strips docstrings under `-OO` too.
    match compile(source, "<source>", "exec", ast.PyCF_ONLY_AST, optimize=0):
        case ast.Module([ast.ClassDef() | ast.FunctionDef() as definition]):
            return ast.get_docstring(definition) or ""
    return ""
