"""The statements of a Python file, each with the data that determines which tests can notice a
change."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Statement:
    """A statement, or the header of a compound one."""

    node: ast.stmt
    parts: tuple[ast.expr, ...]
    """The expressions that it evaluates itself; those in its block belong to other statements."""
    first: int
    last: int
    """Its lines, from 1."""
    scope: str
    """The dotted name of the class or function around it."""
    function: Function | None
    """The function around it. None if it runs on import."""
    defines: tuple[str, ...]
    """The names through which its effect is visible, if it runs on import."""


def statements(tree: ast.Module) -> Iterator[Statement]:
    """The statements of a module in order, without docstrings, imports and assertions."""
    return _of_block(tree.body, "", None, ())


def _of_block(
    block: Iterable[ast.stmt], scope: str, function: Function | None, owners: tuple[str, ...]
) -> Iterator[Statement]:
    for node in block:
        if _is_left_out(node):
            continue
        if isinstance(node, Function):
            defaults = (*node.args.defaults, *filter(None, node.args.kw_defaults))
            yield _statement(node, defaults, scope, function, (*owners, node.name))
            yield from _of_block(node.body, _dotted(scope, node.name), node, ())
        elif isinstance(node, ast.ClassDef):
            inner = (*owners, node.name)
            yield from _of_block(node.body, _dotted(scope, node.name), function, inner)
        else:
            defines = () if function else (*owners, *_targets(node))
            yield _statement(node, tuple(_own_parts(node)), scope, function, defines)
            for inner_block in _blocks(node):
                yield from _of_block(inner_block, scope, function, owners)


def _statement(
    node: ast.stmt,
    parts: tuple[ast.expr, ...],
    scope: str,
    function: Function | None,
    defines: tuple[str, ...],
) -> Statement:
    if any(True for _ in _blocks(node)) or isinstance(node, Function):
        last = max((part.end_lineno or 0 for part in parts), default=node.lineno)
    else:
        last = node.end_lineno or node.lineno
    return Statement(node, parts, node.lineno, last, scope, function, defines)


def _own_parts(node: ast.stmt) -> Iterator[ast.expr]:
    """The expressions of a statement, without types and those in its blocks."""
    skipped = {"annotation", "body", "orelse", "finalbody", "handlers", "cases"}
    for name, value in ast.iter_fields(node):
        if name not in skipped:
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, ast.withitem):
                    yield part.context_expr
                elif isinstance(part, ast.expr):
                    yield part


def _blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        if block := getattr(node, name, None):
            yield block
    for clause in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield clause.body


def _is_left_out(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Assert | ast.Pass | ast.Global):
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
        return True
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _targets(node: ast.stmt) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    for target in targets:
        for part in ast.walk(target) if target else ():
            if isinstance(part, ast.Name):
                yield part.id


def _dotted(scope: str, name: str) -> str:
    return f"{scope}.{name}" if scope else name
