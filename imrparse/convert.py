"""Letters as plain values, ready for JSON, and back."""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from imrparse.tree import Determination, Node, value_fields

_DERIVED = "outcome"

_Of = TypeVar("_Of", bound=Node)


def to_dict(letter: Determination) -> dict[str, Any]:
    """A letter as dicts, lists, strings and None.

    Keys are the names of the tree's fields, and `outcome`, which is derived from the decisions.
    Dates are in ISO form. `imrparse.json_schema()` describes the result.
    """
    return {**_plain_node(letter), _DERIVED: letter.outcome.value}


def from_dict(data: Mapping[str, Any]) -> Determination:
    """The letter that `to_dict` gave: `from_dict(to_dict(letter)) == letter`.

    Raises ValueError, which names the place, for data that is no letter.
    """
    if not isinstance(data, Mapping):
        raise ValueError(f"the letter: {_kind(data)}, but an object is wanted")
    fields = {key: value for key, value in data.items() if key != _DERIVED}
    letter = _read_node(Determination, fields, "the letter")
    if data.get(_DERIVED, letter.outcome.value) != letter.outcome.value:
        raise ValueError(
            f"{_DERIVED}: {data[_DERIVED]!r}, but the decisions come to {letter.outcome.value!r}"
        )
    return letter


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        return _plain_node(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _plain_node(node: Node) -> dict[str, Any]:
    return {name: _plain(getattr(node, name)) for name in value_fields(type(node))}


def _read(wanted: Any, value: Any, place: str) -> Any:
    if get_origin(wanted) in (Union, types.UnionType):
        (inner,) = (part for part in get_args(wanted) if part is not types.NoneType)
        return None if value is None else _read(inner, value, place)
    if get_origin(wanted) is tuple:
        if not isinstance(value, list | tuple):
            raise ValueError(f"{place}: {_kind(value)}, but a list is wanted")
        item = get_args(wanted)[0]
        return tuple(_read(item, part, f"{place}[{n}]") for n, part in enumerate(value))
    if issubclass(wanted, Node):
        if not isinstance(value, Mapping):
            raise ValueError(f"{place}: {_kind(value)}, but an object is wanted")
        return _read_node(wanted, value, place)
    return _read_scalar(wanted, value, place)


def _read_scalar(wanted: type[Any], value: Any, place: str) -> Any:
    if not isinstance(value, str):
        raise ValueError(f"{place}: {_kind(value)}, but a string is wanted")
    reader: Callable[[str], Any] = date.fromisoformat if wanted is date else wanted
    try:
        return reader(value)
    except ValueError:
        if issubclass(wanted, Enum):
            choices = " or ".join(repr(member.value) for member in wanted)
            raise ValueError(f"{place}: {value!r} is not {choices}") from None
        raise ValueError(f"{place}: {value!r} is no date (YYYY-MM-DD)") from None


def _read_node(node: type[_Of], data: Mapping[str, Any], place: str) -> _Of:
    hints = _hints(cast(Hashable, node))
    prefix = "" if node is Determination else f"{place}."
    for key in data:
        if key not in hints:
            raise ValueError(f"{place}: no part of a letter is named {key!r}")
    for name in hints:
        if name not in data:
            raise ValueError(f"{place}: {name!r} is missing")
    values = {name: _read(hint, data[name], prefix + name) for name, hint in hints.items()}
    return node(**values)


@cache
def _hints(node: Any) -> dict[str, Any]:
    hints = get_type_hints(node)
    return {name: hints[name] for name in value_fields(node)}


def _kind(value: Any) -> str:
    kinds = {type(None): "null", bool: "a boolean", str: "a string", list: "a list"}
    return kinds.get(type(value), "an object" if isinstance(value, Mapping) else "a number")
