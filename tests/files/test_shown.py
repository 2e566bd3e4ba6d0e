"""Word and OpenDocument texts are read as they are shown.

Hidden and deleted text is left out, text is in capitals where it is formatted so, and symbol fonts
are read as the characters that they show.
"""

from __future__ import annotations

import pytest

from helpers import hostile_documents as documents
from helpers.made_files import open_document

import imrparse

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="Head"><w:rPr><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Head"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="paragraph" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Small"><w:rPr><w:smallCaps w:val="1"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Caps"><w:rPr><w:caps w:val="true"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Grid"><w:rPr><w:caps/></w:rPr></w:style>
"""


def run(text: str, properties: str = "", style: str = "") -> str:
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    about = f"<w:rPr>{named}{properties}</w:rPr>" if named or properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", mark: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    end = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{named}{end}</w:pPr>{''.join(runs)}</w:p>"


def word(*blocks: str) -> imrparse.Loaded:
    return imrparse.load(documents.word("".join(blocks), styles=STYLES))


def left_out(loaded: imrparse.Loaded) -> list[tuple[str, str]]:
    return [(part.kind.value, part.text) for part in loaded.left_out]


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (paragraph(run("Clinical Case Summary", "<w:caps/>")), "CLINICAL CASE SUMMARY"),
        (paragraph(run("Clinical", "<w:smallCaps/>"), run(" Case")), "CLINICAL Case"),
        (paragraph(run("caps"), style="Head"), "CAPS"),
        (paragraph(run("caps"), style="Sub"), "CAPS"),
        (paragraph(run("none", '<w:caps w:val="0"/>'), style="Sub"), "none"),
        (paragraph(run("small", style="Small"), run(" not")), "SMALL not"),
        (paragraph(run("twice is off", style="Caps"), style="Head"), "twice is off"),
        (paragraph(run("maße"), run("ﬁ"), style="Head"), "MAßEﬁ"),
        (paragraph(run("loop"), style="Loop"), "loop"),
        (paragraph(run("unknown"), style="Nowhere"), "unknown"),
        (
            '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr><w:tr><w:tc>'
            f"{paragraph(run('cell'))}</w:tc></w:tr></w:tbl>",
            "CELL",
        ),
    ],
)
def test_capitals(block: str, text: str) -> None:
    assert word(block).text == text


@pytest.mark.parametrize(
    ("blocks", "text", "hidden"),
    [
        ([paragraph(run("a"), run(" secret", "<w:vanish/>"), run(" b"))], "a b", "secret"),
        ([paragraph(run("a"), run(" secret", style="Gone"))], "a", "secret"),
        ([paragraph(run("a")), paragraph(run("secret"), style="Secret")], "a", "secret"),
        (
            [paragraph(run("a"), style="Secret", mark="<w:vanish/>"), paragraph(run("b"))],
            "b",
            "a",
        ),
        (
            [
                paragraph(run("a")),
                paragraph(run("one", "<w:vanish/>")),
                paragraph(run("two", "<w:vanish/>")),
                paragraph(run("b")),
            ],
            "a\n\n\n\nb",
            "one two",
        ),
        (
            [
                paragraph(run("a")),
                "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>"
                f"{paragraph(run('row'))}</w:tc></w:tr></w:tbl>",
                paragraph(run("b")),
            ],
            "a\n\nb",
            "row",
        ),
    ],
)
def test_hidden_text(blocks: list[str], text: str, hidden: str) -> None:
    loaded = word(*blocks)
    assert loaded.text == text
    assert left_out(loaded) == [("hidden text", hidden)]


def test_shown_again() -> None:
    loaded = word(paragraph(run("shown", '<w:vanish w:val="0"/>'), style="Secret"))
    assert (loaded.text, loaded.left_out) == ("shown", ())


def test_a_paragraph_whose_end_is_not_shown_goes_on() -> None:
    """As with a heading on the line of its text, and where the end of a paragraph was deleted."""
    separator = paragraph(run("Decision rationale:"), mark="<w:vanish/><w:specVanish/>")
    joined = (
        paragraph(run("was")),
        paragraph(run(" not"), mark="<w:del/>"),
        paragraph(run(" seen.")),
    )
    assert word(separator, paragraph(run(" It is."))).text == "Decision rationale: It is."
    assert word(*joined).text == "was\n\n not seen."


def test_deleted_text() -> None:
    deleted = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    loaded = word(paragraph(run("a "), deleted, f"<w:ins>{run('new')}</w:ins>"))
    assert loaded.text == "a new"
    assert left_out(loaded) == [("deleted text", "old")]


SYMBOL = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'


@pytest.mark.parametrize(
    ("symbol", "text"),
    [
        (SYMBOL.format("Symbol", "F0B0"), "°"),
        (SYMBOL.format("Symbol", "00B0"), "°"),
        (SYMBOL.format("Symbol", "F0A3"), "≤"),
        (SYMBOL.format("Wingdings", "F0FC"), "✓"),
        (SYMBOL.format("Wingdings 2", "F052"), "☑"),
        (SYMBOL.format("Arial", "2265"), "≥"),
        (SYMBOL.format("Old Font", "F0B7"), "\uf0b7"),
        (SYMBOL.format("Symbol", "no code"), ""),
        (SYMBOL.format("Symbol", "F" * 30), ""),
        (run("45\uf0b0", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "45°"),
        (run("45\uf0b0"), "45\uf0b0"),
    ],
)
def test_symbols(symbol: str, text: str) -> None:
    assert word(paragraph(run("a "), symbol, run(" b"))).text == f"a {text} b"


def test_what_is_left_out_is_told() -> None:
    secret = [run("secret", "<w:vanish/>"), run(" seen"), run(" twice", "<w:vanish/>")]
    loaded = word(paragraph(run("Dear Sir "), *secret), paragraph(run("x" * 99, "<w:vanish/>")))
    (told,) = (d for d in imrparse.analyze(loaded).diagnostics if "hidden" in d.message)
    assert told.message == "hidden text of the file is left out: 'secret'"
    assert (told.code, told.severity.value, told.place) == ("IMR014", "warning", {"paragraph": 1})
    assert [related.message for related in told.related] == ["here too"]
    assert told.message in {found.message for found in imrparse.lint(loaded)}


def test_findings_are_on_the_right_words() -> None:
    """Comments go to the words as the file has them."""
    from imrparse.files.docx import Content
    from imrparse.files.docx_package import open_document as opened

    blocks = paragraph(SYMBOL.format("Symbol", "F0B0"), run("hid", "<w:vanish/>"), run("den"))
    content = Content(opened(documents.word(blocks, styles=STYLES)))
    shown = [content.text[piece.start : piece.end] for piece in content.pieces]
    assert shown == ["°", "den"]


ODT_STYLES = """
<style:style style:name="Head" style:family="paragraph">
 <style:text-properties fo:text-transform="uppercase"/></style:style>
<style:style style:name="Sub" style:family="paragraph" style:parent-style-name="Head"/>
<style:style style:name="Small" style:family="text">
 <style:text-properties fo:font-variant="small-caps"/></style:style>
<style:style style:name="Gone" style:family="text">
 <style:text-properties text:display="none"/></style:style>
<style:style style:name="Signs" style:family="text">
 <style:text-properties style:font-name="S"/></style:style>
"""


@pytest.mark.parametrize(
    ("body", "text", "told"),
    [
        ('<text:h text:style-name="Sub">Clinical</text:h>', "CLINICAL", []),
        ('<text:p><text:span text:style-name="Small">Case</text:span> no</text:p>', "CASE no", []),
        (
            '<text:p>a <text:span text:style-name="Gone">secret </text:span>b</text:p>',
            "a b",
            [("hidden text", "secret")],
        ),
        (
            '<text:p>a</text:p><text:section text:display="none"><text:p>b</text:p></text:section>',
            "a",
            [("hidden text", "b")],
        ),
        (
            '<text:p>a <text:hidden-text text:is-hidden="true" text:string-value="b"/></text:p>',
            "a ",
            [("hidden text", "b")],
        ),
        ('<text:p>45<text:span text:style-name="Signs">\uf0b0</text:span></text:p>', "45°", []),
        (
            '<text:tracked-changes><text:changed-region xml:id="c1"><text:deletion><text:p>old'
            "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
            '<text:p>a <text:change text:change-id="c1"/>new</text:p>',
            "a new",
            [("deleted text", "old")],
        ),
    ],
)
def test_open_document(body: str, text: str, told: list[tuple[str, str]]) -> None:
    loaded = imrparse.load(open_document(body, ODT_STYLES))
    assert loaded.text == text
    assert left_out(loaded) == told
