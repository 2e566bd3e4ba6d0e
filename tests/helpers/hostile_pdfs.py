"""PDF files made to take much memory or time, to crash the reader, or to never end."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Sequence

from helpers.hostile_archives import deflated

_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources %s>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_RESOURCES = b"<</Font<</F1 5 0 R>>>>"
_HELLO = b"BT /F1 12 Tf 72 720 Td (Hello) Tj ET "


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF with these objects, the first of which is the catalog."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(data))
    )


def stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    """A stream object."""
    stated = len(data) if length is None else length
    return b"<</Length %d%s>>stream\n%s\nendstream" % (stated, entries, data)


def page(content: bytes, *more: bytes, resources: bytes = _RESOURCES) -> bytes:
    """A PDF of one page with a content stream, and more objects from number 6 on."""
    return pdf([*_TREE, _PAGE % resources, content, _FONT, *more])


_TREE = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")


def form(content: bytes, fields: Sequence[bytes], more: bytes = b"") -> bytes:
    """A PDF of one page with form fields, given by the entries of each."""
    numbers = b" ".join(b"%d 0 R" % number for number in range(6, 6 + len(fields)))
    tree = (b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]%s>>>>" % (numbers, more), _TREE[1])
    sheet = (_PAGE % _RESOURCES).removesuffix(b">>") + b"/Annots[%s]>>" % numbers
    widgets = (b"<</Type/Annot/Subtype/Widget/F 4%s>>" % field for field in fields)
    return pdf([*tree, sheet, stream(content), _FONT, *widgets])


def sound() -> bytes:
    return page(stream(_HELLO))


def flate(times: int, size: int, unit: bytes = b" ") -> bytes:
    """A stream that unpacks to this many bytes, compressed several times."""
    data = deflated(unit, size)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return page(stream(data, b"/Filter[%s]" % (b"/FlateDecode" * times)))


def run_lengths(size: int) -> bytes:
    runs = zlib.compress(b"\x81 " * (size // 128) + b"\x80", 9)
    return page(stream(runs, b"/Filter[/FlateDecode/RunLengthDecode]"))


def predictor() -> bytes:
    parameters = b"/DecodeParms<</Predictor 12/Columns 1073741823/Colors 32/BitsPerComponent 16>>"
    return page(stream(zlib.compress(_HELLO), b"/Filter/FlateDecode" + parameters))


def object_stream(size: int) -> bytes:
    objects = b"/Type/ObjStm/N 1000000/First 8000000"
    data = deflated(b"9 0 ", size)
    return page(stream(_HELLO), stream(data, objects + b"/Filter/FlateDecode"), b"6 0 R")


def many_times_one_page(count: int, content: bytes = b"") -> bytes:
    kids = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count)
    return pdf([_TREE[0], kids, _PAGE % _RESOURCES, stream(content), _FONT])


def stated_pages() -> bytes:
    return pdf([_TREE[0], b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", _PAGE % _RESOURCES])


def tree_in_a_loop() -> bytes:
    return pdf([_TREE[0], b"<</Type/Pages/Kids[2 0 R 2 0 R]/Parent 2 0 R/Count 1000>>"])


def deep_tree(depth: int) -> bytes:
    inner = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 3) for number in range(depth)]
    return pdf([_TREE[0], *inner, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


def tables_in_a_loop() -> bytes:
    data = sound()
    return data.replace(b"/Root", b"/Prev %d/Root" % data.index(b"xref"))


def forms(levels: int, each: int) -> bytes:
    """Each form draws the next one several times: `each ** levels` in all."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>/XObject"
    more = [
        stream(b"/X Do " * each, head + b"<</X %d 0 R>>>>" % (number + 7))
        for number in range(levels)
    ]
    last = stream(_HELLO, head + b"<<>>>>")
    return page(stream(b"/X Do"), *more, last, resources=b"<</XObject<</X 6 0 R>>>>")


def form_in_itself() -> bytes:
    resources = b"<</XObject<</X 6 0 R>>>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources" + resources
    return page(stream(b"/X Do"), stream(b"/X Do /X Do", form), resources=resources)


def nested(opening: bytes, depth: int) -> bytes:
    return pdf([b"<</Type/Catalog/Pages 2 0 R/X %s>>" % (opening * depth), *_TREE[1:]])


def content(piece: bytes, count: int) -> bytes:
    """A page whose content is repeated many times."""
    return page(stream(zlib.compress(piece * count), b"/Filter/FlateDecode"))


def many_contents(count: int) -> bytes:
    array = b"[%s]" % (b"4 0 R " * count)
    whole = (_PAGE % _RESOURCES).replace(b"/Contents 4 0 R", b"/Contents " + array)
    return pdf([*_TREE, whole, stream(_HELLO * 100), _FONT])


def to_unicode(ranges: int) -> bytes:
    """A font whose characters are mapped to very long texts."""
    lines = b"<0000> <FFFF> <0000>\n" * ranges
    table = b"begincmap %d beginbfrange\n%sendbfrange endcmap" % (ranges, lines)
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R>>"
    table = stream(zlib.compress(table), b"/Filter/FlateDecode")
    return pdf([*_TREE, _PAGE % _RESOURCES, stream(_HELLO), font, table])


def font_of_noise(size: int) -> bytes:
    noise = b"\x00\x01\x00\x00\x00\xff" + random.Random(7).randbytes(size)
    descriptor = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>"
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R>>"
    objects = [*_TREE, _PAGE % _RESOURCES, stream(_HELLO), font, descriptor, stream(noise)]
    return pdf(objects)


def length_of_a_terabyte() -> bytes:
    return page(stream(_HELLO, length=10**12))


def table_of_all_numbers() -> bytes:
    entries = b"/Type/XRef/Size 2147483647/W[8 8 8]/Index[0 2147483647]/Root 1 0 R"
    data = b"%PDF-1.7\n"
    return data + b"1 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (
        stream(deflated(b"\0", 200_000_000), entries + b"/Filter/FlateDecode"),
        len(data),
    )


def noise(size: int) -> bytes:
    chance = random.Random(11)
    data = bytearray(many_times_one_page(20, _HELLO))
    for _ in range(size):
        data[chance.randrange(9, len(data))] = chance.randrange(256)
    return bytes(data)


PDFS: dict[str, Callable[[], bytes]] = {
    "flate twice": lambda: flate(2, 1_800_000_000),
    "flate three times": lambda: flate(3, 1_800_000_000),
    "flate of text": lambda: flate(2, 1_000_000_000, _HELLO),
    "run lengths": lambda: run_lengths(4_000_000_000),
    "predictor": predictor,
    "object stream": lambda: object_stream(1_500_000_000),
    "a page a million times": lambda: many_times_one_page(1_000_000),
    "a page of text 100,000 times": lambda: many_times_one_page(100_000, _HELLO * 50),
    "two billion pages": stated_pages,
    "page tree in a loop": tree_in_a_loop,
    "page tree of 50,000 levels": lambda: deep_tree(50_000),
    "tables in a loop": tables_in_a_loop,
    "forms in forms": lambda: forms(10, 30),
    "a form in itself": form_in_itself,
    "arrays in arrays": lambda: nested(b"[", 2_000_000),
    "dictionaries in dictionaries": lambda: nested(b"<</X", 1_000_000),
    "graphics states": lambda: content(b"q ", 30_000_000),
    "arrays in content": lambda: content(b"[", 30_000_000),
    "characters": lambda: content(_HELLO.replace(b"Hello", b"Hello " * 50), 200_000),
    "a content 100,000 times": lambda: many_contents(100_000),
    "a map of characters": lambda: to_unicode(3_000),
    "a font of noise": lambda: font_of_noise(1_000_000),
    "length of a terabyte": length_of_a_terabyte,
    "table of all numbers": table_of_all_numbers,
    "noise": lambda: noise(300),
}
"""The functions that make each file, by its name."""
