"""Text files: their encodings, detected or given."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from helpers.made_files import SAMPLES, letter_of

import imrparse
from imrparse import UnreadableError
from imrparse.files import UndecodableError, limits, load

TEXT = (
    "45\N{DEGREE SIGN} \N{EN DASH} \N{RIGHT SINGLE QUOTATION MARK}s\r\nCase Number: CM16-0900123\n"
)
BOM = "\ufeff"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (TEXT.encode(), "utf-8", TEXT),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8", BOM + TEXT),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", BOM + TEXT),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", BOM + TEXT),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le", BOM + TEXT),
        (TEXT.encode("utf-16-le"), "utf-16-le", TEXT),
        (TEXT.encode("utf-16-be"), "utf-16-be", TEXT),
        (TEXT.encode("cp1252"), "windows-1252", TEXT),
        (b"plain", "utf-8", "plain"),
        (b"", "utf-8", ""),
    ],
)
def test_detected(data: bytes, encoding: str, text: str) -> None:
    loaded = load(data)
    assert (loaded.text, loaded.kind, loaded.encoding) == (text, "text", encoding)
    assert loaded.text.encode(encoding) == data


def test_named() -> None:
    assert load("\u20ac".encode("iso8859-15"), encoding="iso8859-15").text == "\u20ac"
    assert load(b"a\xff", encoding="utf-16-le").text == "\uff61"


@pytest.mark.parametrize(("data", "encoding"), [(b"ab\xb0", "utf-8"), (b"ab\x81", None)])
def test_a_byte_that_is_invalid_in_the_encoding(data: bytes, encoding: str | None) -> None:
    with pytest.raises(UndecodableError, match=r"byte 0x[b8][01] is not (utf-8|windows-1252)") as e:
        load(data, encoding=encoding)
    found = e.value.diagnostic
    assert (found.code, found.line, found.column, found.severity.value) == ("IMR000", 1, 3, "error")


def test_files_that_are_not_text() -> None:
    with pytest.raises(UnreadableError, match="neither a text nor a PDF"):
        load(bytes(range(256)))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples(sample: Path) -> None:
    letter = imrparse.read(sample)
    assert letter == letter_of(sample) == imrparse.read(sample.read_bytes())
    assert letter.locator is None


def test_missing_files(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(UnreadableError, match=r"No such file|directory|Permission") as e:
            imrparse.load(path)
        assert isinstance(e.value.__cause__, OSError)


def test_a_letter_with_faults_and_a_wrong_argument() -> None:
    with pytest.raises(imrparse.ParseError):
        imrparse.read(b"Dear Sir")
    with pytest.raises(TypeError):
        imrparse.parse(b"Dear Sir")  # type: ignore[arg-type]


def test_files_that_are_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # takes no space on the disk
    with monkeypatch.context() as patch:
        patch.delattr(limits, "read_stream")  # it is reported without being read
        with pytest.raises(UnreadableError, match="more than 100 MB"):
            load(path)
    with path.open("rb") as file, pytest.raises(UnreadableError, match="more than 100 MB"):
        limits.read_stream(file)
    monkeypatch.setattr(limits, "LARGEST_TEXT", 10)
    assert load(b"x" * 10).text
    with pytest.raises(UnreadableError, match="more than 10 characters"):
        load(b"x" * 11)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONVERT = r", which is not read; save it as \.docx, with Word or LibreOffice$"
OLDER_WORD = r"^a Word file of the older format \(\.doc\)" + CONVERT
RICH_TEXT = r"^a Rich Text file \(\.rtf\)" + CONVERT


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.pdf", "the file is empty"),
        (b"", "a.docx", "the file is empty"),
        (b"Dear Sir", "A.PDF", "not a PDF, although its name says"),
        (b"Dear Sir", "a.docx", "not a Word file, although its name says"),
        (OLE, "a.docx", "an older Office file"),
        (OLE, "a.doc", OLDER_WORD),
        (OLE + "WordDocument".encode("utf-16-le"), "a.txt", OLDER_WORD),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "an Office file with a password"),
        (OLE + "__substg1.0_0037001F".encode("utf-16-le"), None, "an Outlook message"),
        (b"\0\1\2", "a.DOC", OLDER_WORD),
        (b"", "a.doc", "the file is empty"),
        (b"{\\rtf1 Dear Sir}", "a.txt", RICH_TEXT),
        (b"\r\n{\\rtf1 Dear Sir}", "a.doc", RICH_TEXT),
        (b"{\\rtf1 Dear Sir}", "a.docx", RICH_TEXT),
        (b"\0\1\2", "a.rtf", RICH_TEXT),
        (b"\xffWPC\x10", None, "a WordPerfect file"),
        (
            b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?><a/>",
            "a.xml",
            "as one",
        ),
        (b"\x89PNG\r\n\x1a\n", "a.png", "a picture; it needs text recognition"),
    ],
)
def test_known_unsupported_formats(data: bytes, name: str | None, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        load(data, name=name)


def test_a_text_under_another_name() -> None:
    assert (
        load(b"Dear Sir", name="a.doc").text == load(b"Dear Sir", name="a.rtf").text == "Dear Sir"
    )
