"""What every part of a tree is: frozen values, and beside them where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from attrs import field, fields_dict, frozen

from imrparse.text.short_forms import short
from imrparse.text.source import Span
from imrparse.text.values import checked

Places = Mapping[str, Span]
"""Where the values of a node's fields stand. Items of a list are named ``licensure[0]``."""

NOWHERE: Places = {}


@frozen(kw_only=True, repr=False, field_transformer=checked)
class Node:
    """A part of a letter."""

    DERIVED: ClassVar[tuple[str, ...]] = ()
    """The names of what can be read in the node's values. It is worked out when it is asked for,
    and takes no part in equality, since equal values read alike."""

    span: Span | None = field(default=None, eq=False, repr=False)
    """Where the part stands in the text it was read from; None for a node made by program."""
    places: Places = field(default=NOWHERE, eq=False, repr=False)
    """Where the values of its fields stand."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._in_short()}>"

    def _in_short(self) -> str:
        """What a `repr` says of the node: the values that are not those that one mostly has."""
        fields = [field for field in fields_dict(type(self)).values() if field.eq]
        values = [(field, getattr(self, field.name)) for field in fields]
        told = [
            f"{field.name}={short(value)}"
            for field, value in values
            if value not in (None, (), field.default)
        ]
        return " ".join(told) or "without values"

    def span_of(self, name: str) -> Span | None:
        """Where the value of a field stands, or None for one that was not read from a text.

        Raises AttributeError for a name that is no field.
        """
        value = getattr(self, name.partition("[")[0])
        return value.span if isinstance(value, Node) else self.places.get(name)


def value_fields(node: type[Node]) -> tuple[str, ...]:
    """The names of the fields that hold a node's values, in the order of the letter."""
    return tuple(name for name, attribute in fields_dict(node).items() if attribute.eq)
