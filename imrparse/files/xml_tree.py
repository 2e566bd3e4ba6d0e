"""Reading XML into a tree, without document types and entities, and without deep nesting."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

from imrparse.files.errors import UnreadableError

_DEEPEST = 250  # elements inside elements
_SEPARATOR = "}"


def read_tree(data: bytes, title: str) -> Element:
    """The root of an XML file, whose names are written as ``{namespace}name``.

    `title` is what the file should be: "an OpenDocument text". Raises UnreadableError.
    """
    builder = TreeBuilder()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise UnreadableError(f"{title} whose elements are nested too deeply")
        builder.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_named(name))

    def refuse(*_: object) -> None:
        raise UnreadableError(f"{title} with a document type declaration, which it never has")

    parser = ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except (ExpatError, AssertionError):
        raise UnreadableError(
            f"{title} that can't be opened: a part of it is missing or damaged"
        ) from None


def _named(name: str) -> str:
    return "{" + name if _SEPARATOR in name else name
