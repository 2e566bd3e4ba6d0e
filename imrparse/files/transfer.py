"""Passing the text of a file from a limited process to its caller."""

from __future__ import annotations

from typing import Any

from imrparse.files import limited
from imrparse.files.formats import FORMATS
from imrparse.files.limits import check_length
from imrparse.files.loaded import Beside, Loaded, Marks, Pages
from imrparse.text.source import LeftOut, LeftOutKind, Span

_ENCODING = ("utf-8", "surrogatepass")


def prepare(kind: str) -> None:
    """Import the reader for a kind of file."""
    (form,) = (known for known in FORMATS if known.kind == kind)
    form.prepare()


def read(data: bytes, kind: str) -> tuple[dict[str, Any], bytes]:
    """Read a file of a kind. Returns JSON-compatible values for all but the text, and the text's
    bytes.

    Raises UnreadableError.
    """
    (form,) = (known for known in FORMATS if known.kind == kind)
    loaded = form.read(data, None)
    check_length(len(loaded.text))
    value = {"kind": loaded.kind, "left_out": _parts(loaded.left_out), **_plain(loaded)}
    value["beside"] = [(one.name, one.text, one.is_name) for one in loaded.beside]
    value["comments"] = [(*span, said) for span, said in loaded.comments]
    return value, loaded.text.encode(*_ENCODING)


def read_limited(data: bytes, kind: str) -> Loaded:
    """Read a file of a kind in a limited process.

    Raises UnreadableError, also if a limit on memory or time is exceeded.
    """
    return loaded(*limited.shared.call(read, data, kind=kind))


def _parts(left_out: tuple[LeftOut, ...]) -> list[tuple[int, str, str]]:
    return [(part.offset, part.kind.value, part.text) for part in left_out]


def _plain(loaded: Loaded) -> dict[str, Any]:
    if isinstance(loaded.locator, Pages):
        return {"pages": loaded.locator.pages, "lines": loaded.locator.lines}
    if isinstance(loaded.locator, Marks):
        return {"marks": loaded.locator.marks}
    return {}


def loaded(value: dict[str, Any], text: bytes) -> Loaded:
    """Rebuild the result of `read`."""
    locator: Pages | Marks | None = None
    if "pages" in value:
        locator = Pages(tuple(value["pages"]), tuple(value["lines"]))
    elif "marks" in value:
        locator = Marks(tuple((offset, _place(place)) for offset, place in value["marks"]))
    left_out = tuple(
        LeftOut(offset, LeftOutKind(kind), part) for offset, kind, part in value["left_out"]
    )
    beside = tuple(Beside(*one) for one in value["beside"])
    comments = tuple((Span(start, end), said) for start, end, said in value["comments"])
    return Loaded(
        text.decode(*_ENCODING),
        value["kind"],
        locator=locator,
        left_out=left_out,
        beside=beside,
        comments=comments,
    )


def _place(parts: list[list[Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((name, number) for name, number in parts)
