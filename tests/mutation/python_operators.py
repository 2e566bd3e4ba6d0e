"""Mutation operators for Python: each imitates a common mistake."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any, NamedTuple

from statements import Statement


class Mutation(NamedTuple):
    """A change of a text."""

    start: int
    end: int
    text: str
    operator: str


_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_Variants = Iterator[tuple[str, ast.expr]]
_Replaced = Iterator[tuple[str, str]]
"""The name of an operator, and its replacements for a node."""

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_TWINS = (
    ("min", "max"),
    ("any", "all"),
    ("lstrip", "rstrip"),
    ("startswith", "endswith"),
    ("find", "rfind"),
    ("index", "rindex"),
    ("partition", "rpartition"),
    ("removeprefix", "removesuffix"),
    ("lower", "upper"),
    ("islower", "isupper"),
    ("fullmatch", "match"),
    ("match", "search"),
    ("append", "extend"),
)
_TWIN = dict(_TWINS) | {other: one for one, other in _TWINS if other != "match"}
_OPTIONAL_ARGUMENTS = ("key", "reverse", "default", "strict")


def mutations(statement: Statement, source: str) -> Iterator[Mutation]:
    """The mutations of a statement, without those of the statements in its block."""
    places = _Places(source)
    for operator, text in _of_statement(statement):
        yield Mutation(*places.span(statement.node), text, operator)
    for part in statement.parts:
        for node in _inside(part):
            for operator, other in _of_expression(node):
                yield Mutation(*places.span(node), _text(other), operator)
    if isinstance(statement.node, ast.If | ast.While):
        test = statement.node.test
        for operator, text in _of_test(statement.node):
            yield Mutation(*places.span(test), text, operator)


class _Places:
    """The positions of nodes in a text: the compiler counts the bytes of a line."""

    _latest: tuple[str, list[int], list[str]] = ("", [], [])

    def __init__(self, source: str) -> None:
        if _Places._latest[0] is not source:
            lines = source.splitlines(keepends=True)
            starts = [0]
            for line in lines:
                starts.append(starts[-1] + len(line))
            _Places._latest = (source, starts, lines)
        _, self._starts, self._lines = _Places._latest

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        end_line, end_column = node.end_lineno, node.end_col_offset
        assert end_line is not None
        assert end_column is not None
        return self._offset(node.lineno, node.col_offset), self._offset(end_line, end_column)

    def _offset(self, line: int, column: int) -> int:
        before = self._lines[line - 1].encode()[:column]
        return self._starts[line - 1] + len(before.decode())


def _inside(part: ast.expr) -> Iterator[ast.expr]:
    """The expressions in an expression, including itself; excluding f-strings and types."""
    yield part
    if isinstance(part, ast.JoinedStr):
        return
    is_cast = isinstance(part, ast.Call) and ast.unparse(part.func) == "cast"
    children = list(ast.iter_child_nodes(part))
    for child in children[2:] if is_cast else children:
        if isinstance(child, ast.comprehension):
            for inner in (child.iter, *child.ifs):
                yield from _inside(inner)
        elif isinstance(child, ast.keyword):
            yield from _inside(child.value)
        elif isinstance(child, ast.expr):
            yield from _inside(child)


# Statements.


def _of_statement(statement: Statement) -> _Replaced:
    node = statement.node
    if _is_droppable(node):
        yield "drop a statement", "pass"
    elif isinstance(node, ast.Continue):
        yield "continue or break", "break"
    elif isinstance(node, ast.Break):
        yield "continue or break", "continue"
    elif isinstance(node, ast.Return) and node.value and statement.function:
        for value in _other_results(node.value, statement.function):
            yield "another result", f"return {value}"
    if isinstance(node, ast.AugAssign) and type(node.op) in _ARITHMETIC:
        other = copy(node)
        other.op = _ARITHMETIC[type(node.op)]()
        yield "arithmetic", ast.unparse(other)


def _is_droppable(node: ast.stmt) -> bool:
    """Whether the following code can run without a statement that assigns no variable for the first
    time."""
    if isinstance(node, ast.Assign):
        return not isinstance(node.targets[0], ast.Name | ast.Tuple)
    return isinstance(node, ast.Expr | ast.AugAssign | ast.Raise | ast.Delete)


def _other_results(value: ast.expr, function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Alternative return values for a function of a type."""
    returns = ast.unparse(function.returns) if function.returns else ""
    empty = {"str": '""', "list": "[]", "tuple": "()", "dict": "{}", "set": "set()", "int": "0"}
    if returns == "bool":
        others = ["True", "False"]
    else:
        others = [empty.get(returns.partition("[")[0], "None")]
    return [other for other in others if other != ast.unparse(value)]


def _of_test(node: ast.If | ast.While) -> _Replaced:
    yield "negate a condition", f"not ({ast.unparse(node.test)})"
    yield "drop a condition", "False"
    if isinstance(node, ast.If):
        yield "drop a condition", "True"


# Expressions.


def _of_expression(node: ast.expr) -> _Variants:
    for kind, variants in _OPERATORS:
        if isinstance(node, kind):
            yield from variants(node)


def _comparison(node: ast.Compare) -> _Variants:
    for number, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            ops = [other() if n == number else op for n, op in enumerate(node.ops)]
            yield "comparison", ast.Compare(node.left, ops, node.comparators)


def _logic(node: ast.BoolOp) -> _Variants:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield "and or or", ast.BoolOp(other, node.values)
    for value in node.values:
        rest = [each for each in node.values if each is not value]
        yield "drop a condition", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _sign(node: ast.UnaryOp) -> _Variants:
    if isinstance(node.op, ast.Not | ast.USub):
        yield "drop a sign", node.operand


def _arithmetic(node: ast.BinOp) -> _Variants:
    operands = (node.left, node.right)
    if type(node.op) in _ARITHMETIC and not any(map(_is_text, operands)):
        yield "arithmetic", ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)


def _constant(node: ast.Constant) -> _Variants:
    value = node.value
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif isinstance(value, int):
        yield "constant", ast.Constant(value + 1)
        yield "constant", ast.Constant(value - 1)
    elif isinstance(value, float):
        yield "constant", ast.Constant(value * 2)
        yield "constant", ast.Constant(value / 2)
    elif isinstance(value, str):
        yield "text", ast.Constant("" if value else "XX")


def _formatted(_: ast.JoinedStr) -> _Variants:
    yield "text", ast.Constant("")


def _choice(node: ast.IfExp) -> _Variants:
    yield "negate a condition", ast.IfExp(node.test, node.orelse, node.body)


def _slice(node: ast.Slice) -> _Variants:
    for name in ("lower", "upper", "step"):
        bound = getattr(node, name)
        if bound is not None:
            yield "slice", _with(node, name, None)
            if name != "step" and not isinstance(bound, ast.Constant):
                yield "slice", _with(node, name, ast.BinOp(bound, ast.Add(), ast.Constant(1)))


def _with(node: ast.Slice, name: str, value: ast.expr | None) -> ast.Slice:
    other = copy(node)
    setattr(other, name, value)
    return other


def _collection(node: ast.List | ast.Set | ast.Tuple) -> _Variants:
    is_fixed = isinstance(node, ast.Tuple) and not all(map(_is_entry, node.elts))
    if len(node.elts) < 2 or is_fixed or isinstance(getattr(node, "ctx", None), ast.Store):
        return
    for element in node.elts:
        other = copy(node)
        other.elts = [each for each in node.elts if each is not element]
        yield "drop an entry", other


def _dictionary(node: ast.Dict) -> _Variants:
    for number in range(len(node.keys)):
        kept = [n for n in range(len(node.keys)) if n != number]
        keys, values = [node.keys[n] for n in kept], [node.values[n] for n in kept]
        yield "drop an entry", ast.Dict(keys, values)


def _comprehension(node: _Comprehension) -> _Variants:
    for number, part in enumerate(node.generators):
        for test in part.ifs:
            other, changed = copy(node), copy(part)
            changed.ifs = [each for each in part.ifs if each is not test]
            other.generators = [*node.generators[:number], changed, *node.generators[number + 1 :]]
            yield "drop a condition", other


def _call(node: ast.Call) -> _Variants:
    if isinstance(node.func, ast.Name) and node.func.id in _TWIN:
        yield "twin", ast.Call(ast.Name(_TWIN[node.func.id]), node.args, node.keywords)
    if isinstance(node.func, ast.Attribute) and node.func.attr in _TWIN:
        function = ast.Attribute(node.func.value, _TWIN[node.func.attr])
        yield "twin", ast.Call(function, node.args, node.keywords)
    for keyword in node.keywords:
        if keyword.arg in _OPTIONAL_ARGUMENTS:
            rest = [each for each in node.keywords if each is not keyword]
            yield "drop an argument", ast.Call(node.func, node.args, rest)


_OPERATORS: tuple[tuple[Any, Callable[..., _Variants]], ...] = (
    (ast.Compare, _comparison),
    (ast.BoolOp, _logic),
    (ast.UnaryOp, _sign),
    (ast.BinOp, _arithmetic),
    (ast.Constant, _constant),
    (ast.JoinedStr, _formatted),
    (ast.IfExp, _choice),
    (ast.Slice, _slice),
    (ast.List | ast.Set | ast.Tuple, _collection),
    (ast.Dict, _dictionary),
    (_Comprehension, _comprehension),
    (ast.Call, _call),
)


def _is_text(node: ast.expr) -> bool:
    is_string = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_string or isinstance(node, ast.JoinedStr)


def _is_entry(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant | ast.Starred)


def _text(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if isinstance(node, ast.Constant | ast.Slice) else f"({text})"
