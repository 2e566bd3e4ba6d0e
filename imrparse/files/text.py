"""Text files, and the detection of their encoding."""

from __future__ import annotations

import codecs

from imrparse.diagnostics.codes import UNREADABLE, fault
from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.files import limits
from imrparse.files.errors import UndecodableError, UnreadableError
from imrparse.files.loaded import Loaded
from imrparse.text.source import Source, Span

_MARKS = (  # the longer ones first: the mark of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 4_000  # bytes examined to recognise UTF-16 without a mark
_WESTERN = "windows-1252"
_NO_ENCODINGS = {"idna", "punycode", "undefined"}
_ESCAPES = {"raw-unicode-escape", "unicode-escape"}
_MOST_BYTES = 4  # of a character


def read(data: bytes, encoding: str | None) -> Loaded:
    """Read a text file. A byte order mark and the line ends stay in the text.

    Raises UndecodableError at the first byte that is invalid in the encoding, and UnreadableError
    for a file that is not a text, or is far too long.
    """
    if len(data) > _MOST_BYTES * limits.LARGEST_TEXT:
        raise limits.too_long()
    name = encoding or detected(data)
    if name == _WESTERN and not encoding and b"\0" in data:
        raise UnreadableError("neither a text nor a PDF, Word or HTML file")
    try:
        return Loaded(data.decode(name), "text", encoding=name)
    except UnicodeDecodeError as error:
        raise UndecodableError(_undecodable(data, name, error)) from None
    except UnicodeError:  # without a position, e.g. for an odd byte at the end of UTF-16
        raise UnreadableError(f"a text that is not {name}") from None


def text_encoding(name: str, *, escapes: bool = False) -> str | None:
    """Python's name for a text encoding; None for an unknown one and for other codecs, such as
    base64 and IDNA.

    Escape codecs for program sources are not encodings that a file may declare. `escapes` allows
    them, since a caller may want them.
    """
    try:
        codec = codecs.lookup(name)
        "".encode(name)  # refuses most of the others
    except (LookupError, ValueError):
        return None
    if escapes and codec.name in _ESCAPES:
        return codec.name
    return None if codec.name in _NO_ENCODINGS | _ESCAPES else codec.name


def detected(data: bytes) -> str:
    """The encoding of a text: by its mark, as UTF-16 by its zeros, as UTF-8 or Windows-1252."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if wide := _wide(data[:_LOOKED_AT]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _WESTERN
    return "utf-8"


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, if every other byte of a text of Latin letters is mostly zero."""
    if len(data) < 2 or len(data) % 2:
        return None
    units = len(data) // 2
    zeros_first, zeros_second = data[::2].count(0), data[1::2].count(0)
    if zeros_second > units * 0.7 and zeros_first < units * 0.1:
        return "utf-16-le"
    if zeros_first > units * 0.7 and zeros_second < units * 0.1:
        return "utf-16-be"
    return None


def _undecodable(data: bytes, encoding: str, error: UnicodeDecodeError) -> Diagnostic:
    """The first invalid byte, as a fault in the text around it."""
    readable = data[: error.start].decode(encoding, errors="replace")
    return fault(
        UNREADABLE,
        f"byte 0x{data[error.start]:02x} is not {encoding} ({error.reason})",
        Span(len(readable), len(readable) + 1),
        Source(data.decode(encoding, errors="replace")),
        hint="if the text is in another encoding, give it with --encoding",
    )
