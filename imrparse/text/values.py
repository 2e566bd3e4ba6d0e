"""Validating and converting the values of nodes when they are made.

A field accepts a value of its type, or its plain form as in `imrparse.to_dict`: "Overturned" for
`Decision.OVERTURNED`, "2017-01-06" for a date, a list for a tuple. Everything else is refused
immediately, rather than failing later or being misinterpreted.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import Attribute

from imrparse.text.errors import WrongTypeError, WrongValueError

_Fit = Callable[[Any], Any]
"""Converts a value for a field. Raises _UnfitError, or ValueError for an invalid text."""

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LONGEST = 40  # code points of a text shown in a message
_MOST_ITEMS = 10  # of a list shown in a message
_HUGE = 10**_LONGEST  # the least number that is not shown


def checked(node: type[Any], fields: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """The fields of a node, each with a converter that validates: a `field_transformer` for attrs.

    The converters raise WrongTypeError, a TypeError, for a value of the wrong type, and
    WrongValueError, a ValueError, for a text that is not the plain form of any value.
    """
    return [
        field.evolve(converter=_check(node.__module__, node.__name__, field)) if field.eq else field
        for field in fields
    ]


def _check(module: str, node: str, field: Attribute[Any]) -> _Fit:
    """Converts the given value of a field to the value that it holds."""
    known: set[type] = set()
    known_items: set[type] | None = None
    """The types that are accepted unchanged: of values, and of the items in a tuple."""
    fit: _Fit | None = None
    name = field.name

    def check(value: Any) -> Any:
        nonlocal known_items, fit
        kind = value.__class__
        if kind in known:
            return value
        if kind is tuple and known_items is not None and known_items.issuperset(map(type, value)):
            return value
        # Types are resolved with the first value: a node may refer to types defined after it.
        fit = fit or _fit_of(_hints(module, node)[name])
        try:
            fitted = fit(value)
        except _UnfitError as error:
            raise WrongTypeError(f"{node}.{name}{error}") from None
        except ValueError as error:
            raise WrongValueError(f"{node}.{name}: {error}") from None
        if kind is tuple:
            same = {item.__class__ for item, new in zip(value, fitted, strict=True) if item is new}
            known_items = same | (known_items or set())
        elif fitted is value:
            known.add(kind)
        return fitted

    check.__annotations__ = {"value": field.type}  # which attrs takes over for `__init__`
    return check


@cache
def _hints(module: str, node: str) -> dict[str, Any]:
    return get_type_hints(getattr(sys.modules[module], node))


class _UnfitError(Exception):
    """A value of the wrong type."""

    def __init__(self, value: object, wanted: str, place: str = "") -> None:
        self.value, self.wanted, self.place = value, wanted, place

    def __str__(self) -> str:
        return f"{self.place} takes {self.wanted}, not {described(self.value)}"


def described(value: object) -> str:
    """The description of a refused value: its type, and the value itself if short."""
    if value is None:
        return "None"
    kind = f"{_article(type(value).__name__)} {type(value).__name__}"
    if isinstance(value, datetime):
        return f"{kind}, which has a time; call its date()"
    if isinstance(value, str | bytes):
        cut = "…" if len(value) > _LONGEST else ""
        return f"{kind} ({value[:_LONGEST]!r}{cut})"
    if isinstance(value, Enum):
        return f"{kind} ({type(value).__name__}.{value.name})"
    if isinstance(value, float) or (isinstance(value, int) and abs(value) < _HUGE):
        return f"{kind} ({value!r})"
    return kind


def quoted(value: object) -> str:
    """A value in a message: a text in quotes, a number, lists and tables of these. Any other object
    is described: its `repr` would say where it is in memory."""
    if isinstance(value, str):
        return repr(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")
    if isinstance(value, list | tuple):
        items: Sequence[object] = value
        shown = ", ".join(map(_quoted_item, items[:_MOST_ITEMS]))
        return f"[{shown}{', …' if len(items) > _MOST_ITEMS else ''}]"
    if isinstance(value, dict):
        keys: Iterable[object] = value
        return f"a table with {quoted(list(keys))}" if value else "an empty table"
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, float) or (isinstance(value, int) and abs(value) < _HUGE):
        return str(value)
    return described(value)


def _quoted_item(value: object) -> str:
    return described(value) if isinstance(value, list | tuple | dict) else quoted(value)


def _article(word: str) -> str:
    return "an" if word[0] in "AEIOUaeio" else "a"


# Converting a value to a type


@cache
def _fit_of(kind: Any) -> _Fit:
    """Converts values to a type."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _any_of(get_args(kind))
    if origin is tuple:
        return _tuple_of(get_args(kind)[0])
    if issubclass(origin or kind, Enum):
        return _member_of(kind)
    if getattr(kind, "_is_protocol", False):
        return lambda value: value
    simple: dict[Any, _Fit] = {str: _string, date: _date, int: _integer, float: _number}
    return simple.get(kind) or _instance_of(origin or kind)


def _any_of(kinds: tuple[Any, ...]) -> _Fit:
    wanted = " or ".join(map(_named, kinds))
    (kind,) = (kind for kind in kinds if kind is not NoneType)
    fit_one = _fit_of(kind)

    def fit(value: Any) -> Any:
        if value is None:
            return None
        try:
            return fit_one(value)
        except _UnfitError:
            raise _UnfitError(value, wanted) from None

    return fit


def _tuple_of(kind: Any) -> _Fit:
    fit_item = _fit_of(kind)
    wanted = _named(tuple[kind, ...])

    def fit(value: Any) -> Any:
        if not isinstance(value, tuple | list):
            raise _UnfitError(value, wanted)
        items: Sequence[object] = value
        try:
            return tuple([fit_item(item) for item in items])
        except _UnfitError as error:
            number = next(n for n, item in enumerate(items) if item is error.value)
            raise _UnfitError(error.value, error.wanted, f"[{number}]") from None

    return fit


def _member_of(kind: type[Enum]) -> _Fit:
    def fit(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        if isinstance(value, str) and not isinstance(value, Enum):
            return from_plain(kind, value)
        raise _UnfitError(value, _named(kind))

    return fit


def _instance_of(kind: type[Any]) -> _Fit:
    def fit(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        raise _UnfitError(value, _named(kind))

    return fit


def _string(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return value if type(value) is str else str.__str__(value)  # a plain one
    raise _UnfitError(value, _named(str))


def _date(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and not isinstance(value, Enum):
        return from_plain(date, value)
    raise _UnfitError(value, _named(date))


def _integer(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _UnfitError(value, _named(int))


def _number(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise _UnfitError(value, "a number")


def from_plain(kind: type[Any], text: str) -> Any:
    """The date or enum member whose plain form is a text.

    Raises ValueError, naming the expected form, for a text that is not the plain form of any.
    """
    try:
        if not issubclass(kind, date):
            return kind(text)
        if _ISO_DATE.fullmatch(text):
            return kind.fromisoformat(text)
    except ValueError:
        pass
    if issubclass(kind, Enum):
        choices = " or ".join(repr(member.value) for member in kind)
        raise ValueError(f"{text!r} is not {choices}")
    raise ValueError(f"{text!r} is no date (YYYY-MM-DD)")


def _named(kind: Any) -> str:
    """A type in words: "a date", "a tuple of Issue", "None"."""
    if kind is NoneType:
        return "None"
    if get_origin(kind) is tuple:
        return f"a tuple of {get_args(kind)[0].__name__}"
    name = (Mapping if get_origin(kind) else kind).__name__
    return f"{_article(name)} {name}"


def in_words(value: str | date | Enum | tuple[str, ...] | None, missing: str = "") -> str:
    """A value as a person would write it, or `missing` if there is none."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if value is None:
        return missing
    return str(value.value if isinstance(value, Enum) else value)
