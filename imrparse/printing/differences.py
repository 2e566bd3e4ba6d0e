"""The differences between two trees."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from imrparse.text.node import Node, value_fields


@frozen
class Difference:
    """A value that differs between two trees."""

    place: str
    """The path to it: ``issues[0].request.text``."""
    ours: object
    theirs: object

    def __str__(self) -> str:
        return f"{self.place}: {_shown(self.ours)} is read back as {_shown(self.theirs)}"


def differences(ours: object, theirs: object, place: str = "") -> Iterator[Difference]:
    """The values that differ, in the letter's order."""
    if ours == theirs:
        return
    if isinstance(ours, Node) and type(ours) is type(theirs):
        for name in value_fields(type(ours)):
            inner = f"{place}.{name}".lstrip(".")
            yield from differences(getattr(ours, name), getattr(theirs, name), inner)
    elif isinstance(ours, tuple) and isinstance(theirs, tuple) and len(ours) == len(theirs):
        for number, (our, their) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(our, their, f"{place}[{number}]")
    else:
        yield Difference(place or "the letter", ours, theirs)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return f"{len(value)} of them" if value and isinstance(value[0], Node) else repr(value)
    text = repr(getattr(value, "value", value))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


_LONGEST = 80  # code points shown of a value
