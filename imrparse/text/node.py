"""The base of all nodes: frozen values, with their places kept beside them, and a short `repr`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import ClassVar, ParamSpec, TypeVar, cast

from attrs import NOTHING, AttrsInstance, field, fields, fields_dict, frozen

from imrparse.text.source import Span
from imrparse.text.values import checked

Places = Mapping[str, Span]
"""The spans of the values of a node's fields. List items are named ``licensure[0]``."""

NOWHERE: Places = {}

_Of = TypeVar("_Of")
_Values = ParamSpec("_Values")
set_field: Callable[[object, str, object], None] = object.__setattr__
"""Sets a field of a frozen node that a parser makes."""


@frozen(kw_only=True, repr=False, field_transformer=checked)
class Node:
    """A part of a letter."""

    DERIVED: ClassVar[tuple[str, ...]] = ()
    """The names of the derived values. They are computed from the fields on demand and take no part
    in equality."""

    BESIDE: ClassVar[tuple[str, ...]] = ()
    """The names of the fields for what stands beside the content. They take no part in equality,
    but are plain values like the others."""

    RARE: ClassVar[tuple[str, ...]] = ()
    """The names of the fields for parts that few letters have. Plain values have them only where
    they are not None."""

    span: Span | None = field(default=None, eq=False, repr=False)
    """The span of the part in the text it was parsed from; None for a node made by a program."""
    places: Places = field(default=NOWHERE, eq=False, repr=False)
    """The spans of the values of its fields."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._short_repr()}>"

    def _short_repr(self) -> str:
        """The values in the node's `repr`: those that are not empty or the default."""
        shown = [field for field in fields_dict(type(self)).values() if field.eq]
        values = [(field, getattr(self, field.name)) for field in shown]
        parts = [
            f"{field.name}={short(value)}"
            for field, value in values
            if value not in (None, (), field.default)
        ]
        return " ".join(parts) or "without values"

    def span_of(self, name: str) -> Span | None:
        """The span of the value of the field `name`; None if it was not parsed from a text.

        Raises AttributeError for an unknown field.
        """
        value = getattr(self, name.partition("[")[0])
        return value.span if isinstance(value, Node) else self.places.get(name)


def parsed(node: type[_Of], **values: object) -> _Of:
    """A node made by the parser. Its values are not checked, as the parser reads only valid ones.

    `values` are all fields of the node except those that are computed on demand.
    """
    made = object.__new__(node)
    for name, value in values.items():
        set_field(made, name, value)
    return made


def maker(node: type[_Of], *names: str) -> Callable[..., _Of]:
    """Makes nodes as `parsed` does, of the values of these fields in their order.

    Its code is written out for the fields, as attrs does it for `__init__`: a loop over them would
    take twice the time.
    """
    return _written(node, {name: name for name in names}, {})


def unchecked(node: Callable[_Values, _Of]) -> Callable[_Values, _Of]:
    """Makes nodes as their class does, of values that are not checked: those that a parser read."""
    kind = cast("type[_Of]", node)
    parameters: dict[str, str] = {}
    defaults: dict[str, object] = {}
    by_name: list[str] = []
    for attribute in sorted(fields(cast("type[AttrsInstance]", node)), key=lambda one: one.kw_only):
        parameter = attribute.alias or attribute.name
        if attribute.kw_only:
            by_name.append(parameter)
        if attribute.default is not NOTHING:
            defaults[parameter] = attribute.default
        parameters[attribute.name] = parameter
    return _written(kind, parameters, defaults, by_name)


def _written(
    node: type[_Of],
    parameters: Mapping[str, str],
    defaults: Mapping[str, object],
    by_name: Sequence[str] = (),
) -> Callable[..., _Of]:
    """A function of parameters, by field, that makes a node."""
    signature = [f"{p}=defaults[{p!r}]" if p in defaults else p for p in parameters.values()]
    if by_name:
        signature.insert(len(signature) - len(by_name), "*")
    lines = [f"def make({', '.join(signature)}):", "    made = new(node)"]
    lines += [f"    set_{name}(made, {parameter})" for name, parameter in parameters.items()]
    setters = {f"set_{name}": setter(node, name) for name in parameters}
    scope: dict[str, object] = {
        "node": node,
        "new": object.__new__,
        "defaults": defaults,
        **setters,
    }
    exec("\n".join([*lines, "    return made"]), scope)
    return cast("Callable[..., _Of]", scope["make"])


def setter(node: type, field: str) -> Callable[[object, object], None]:
    """Sets a field of frozen nodes that a parser makes."""
    set_value: Callable[[object, object], None] = getattr(node, field).__set__
    return set_value


def value_fields(node: type[Node]) -> tuple[str, ...]:
    """The names of the fields that hold a node's values, in order."""
    names = _value_fields.get(node)
    if names is None:
        found = fields_dict(node).items()
        names = _value_fields[node] = tuple(name for name, attribute in found if attribute.eq)
    return names


_value_fields: dict[type, tuple[str, ...]] = {}


def each_item(value: object) -> tuple[object, ...]:
    """The items of a tuple; any other value alone."""
    items: tuple[object, ...] = value if isinstance(value, tuple) else (value,)
    return items


LONGEST = 50
"""Code points of a text that are shown."""
_MOST_ITEMS = 3  # items of a list that are shown


def short(value: object) -> str:
    """A short form of a value: part of a text or list, the name of an enum member."""
    if isinstance(value, str):
        return repr(value if len(value) <= LONGEST else value[: LONGEST - 1] + "…")
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        items = each_item(value)
        shown = ", ".join(map(short, items[:_MOST_ITEMS]))
        return f"[{shown}, … {len(items)} in all]" if len(items) > _MOST_ITEMS else f"[{shown}]"
    return repr(value)
