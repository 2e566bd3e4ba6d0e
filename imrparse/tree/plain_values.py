"""Converting letters to plain values, ready for JSON, and back; the JSON Schema of these values."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from imrparse.text.errors import WrongTypeError, WrongValueError
from imrparse.text.folding import fold
from imrparse.text.node import NOWHERE, Node, each_item, parsed, value_fields
from imrparse.text.source import Source, Span
from imrparse.text.values import described, from_plain, quoted
from imrparse.tree.letter import Determination, Prose, expect_letter

if TYPE_CHECKING:
    from imrparse.tree.plain_types import PlainDetermination, PlainPlace

_PLACES = ("place", "places")
"""Keys that hold the positions of values instead of values."""

_NodeT = TypeVar("_NodeT", bound=Node)


def to_dict(letter: Determination, *, places: bool = False) -> PlainDetermination:
    """The letter `letter` as dicts, lists, strings and None.

    The keys are the names of the tree's fields and of derived values (`outcome`, `citations`).
    Dates are in ISO form. `imrparse.json_schema()` describes the result.

    With `places`, each part that was parsed from a text also has a key `place`: its `span` in code
    points, and its `start` and `end` in the units of the file: `line` and `column`, in a PDF `page`
    and `line`, in Word `paragraph`. `places` has the same for its values. Raises TypeError for
    anything but a letter.
    """
    expect_letter(letter, "to_dict")
    source = Source(letter.source or "", letter.locator) if places else None
    return cast("PlainDetermination", _plain_node(letter, source))


def from_dict(data: Mapping[str, object]) -> Determination:
    """The letter that `to_dict` converted: `from_dict(to_dict(letter)) == letter`.

    In `data`, derived values and the text around the letter may be left out. Raises ValueError,
    naming the place, for data that is not a letter or has a derived value that does not match the
    others; and TypeError for objects that are not data, such as a letter or a file.
    """
    if not isinstance(data, Mapping | list | str | int | float | None):
        raise WrongTypeError(
            f"imrparse.from_dict takes a dict made by to_dict, not {described(data)}"
        )
    if not isinstance(data, Mapping):
        raise WrongValueError(f"the letter: expected an object, not {_kind(data)}")
    return _read_node(Determination, data, "the letter")


def _plain(value: object, source: Source | None = None) -> object:
    if isinstance(value, Node):
        return _plain_node(value, source)
    if isinstance(value, tuple):
        return [_plain(item, source) for item in each_item(value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _plain_node(node: Node, source: Source | None) -> dict[str, object]:
    names = _names(cast("Hashable", type(node)))
    plain = {name: _plain(getattr(node, name), source) for name in names}
    for name in node.RARE:
        if plain[name] is None:
            del plain[name]
    if source and node.span:
        plain["place"] = _plain_place(node.span, source)
    if source and node.places:
        plain["places"] = {
            name: _plain_place(span, source) for name, span in sorted(node.places.items())
        }
    return plain


def _plain_place(span: Span, source: Source) -> PlainPlace:
    start, end = map(source.place, span)
    return {"span": list(span), "start": dict(start), "end": dict(end)}


@cache
def _names(node: Any) -> tuple[str, ...]:
    names: tuple[str, ...] = value_fields(node) + node.BESIDE + node.DERIVED
    return names


def _read(wanted: type, value: object, place: str) -> object:
    if get_origin(wanted) in (Union, types.UnionType):
        (inner,) = (part for part in get_args(wanted) if part is not types.NoneType)
        return None if value is None else _read(inner, value, place)
    if get_origin(wanted) is tuple:
        if not isinstance(value, list | tuple):
            raise WrongValueError(f"{place}: expected a list, not {_kind(value)}")
        item = get_args(wanted)[0]
        parts: Sequence[object] = value
        return tuple(_read(item, part, f"{place}[{n}]") for n, part in enumerate(parts))
    if issubclass(wanted, Node):
        if not isinstance(value, Mapping):
            raise WrongValueError(f"{place}: expected an object, not {_kind(value)}")
        return _read_node(wanted, cast("Mapping[str, object]", value), place)
    return _read_scalar(wanted, value, place)


def _read_scalar(wanted: type, value: object, place: str) -> object:
    if not isinstance(value, str):
        raise WrongValueError(f"{place}: expected a string, not {_kind(value)}")
    try:
        return value if wanted is str else from_plain(wanted, value)
    except ValueError as error:
        raise WrongValueError(f"{place}: {error}") from None


def _read_node(node: type[_NodeT], data: Mapping[str, object], place: str) -> _NodeT:
    hints = _hints(cast("Hashable", node))
    prefix = "" if node is Determination else f"{place}."
    for key in data:
        if key not in hints and key not in node.DERIVED and key not in _PLACES:
            raise WrongValueError(f"{place}: a letter has no key {key!r} there")
    for name in hints:
        if name not in data and name not in node.BESIDE + node.RARE:
            raise WrongValueError(f"{place}: {name!r} is missing")
    given = {name: hint for name, hint in hints.items() if name in data}
    values = {name: _read(hint, data[name], prefix + name) for name, hint in given.items()}
    make = partial(_read_prose, node) if issubclass(node, Prose) else node
    read = cast("Callable[..., _NodeT]", make)(**values)
    for name in node.DERIVED:
        if name not in data:
            continue
        told, derived = _without_places(data[name]), _plain(getattr(read, name))
        if told != derived:
            raise WrongValueError(
                f"{prefix}{name}: expected {quoted(derived)} according to the other values, "
                f"not {quoted(told)}"
            )
    return read


def _read_prose(node: type[_NodeT], text: str) -> _NodeT:
    """A text from `to_dict`. It may contain headings and labels, as a parsed text may."""
    return parsed(node, text=fold(text), span=None, places=NOWHERE, plain=None)


def _without_places(value: object) -> object:
    if isinstance(value, Mapping):
        values: Mapping[object, object] = value
        return {key: _without_places(each) for key, each in values.items() if key not in _PLACES}
    if isinstance(value, list | tuple):
        items: Sequence[object] = value
        return [_without_places(item) for item in items]
    return value


@cache
def _hints(node: Any) -> dict[str, type]:
    hints = get_type_hints(node)
    return {name: hints[name] for name in value_fields(node) + node.BESIDE}


def _kind(value: object) -> str:
    kinds: dict[type, str] = {
        type(None): "null",
        bool: "a boolean",
        str: "a string",
        list: "a list",
    }
    return kinds.get(type(value), "an object" if isinstance(value, Mapping) else "a number")


def json_schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of the result of `imrparse.to_dict`."""
    # Imported here because it is rarely needed, and takes a tenth of the time of `import imrparse`.
    from importlib.resources import files

    text = (files("imrparse.tree") / "determination.schema.json").read_text("utf-8")
    schema: dict[str, object] = json.loads(text)
    return schema
