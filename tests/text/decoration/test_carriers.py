"""Letters read the same whatever carried them."""

from __future__ import annotations

import json
import re
from functools import cache
from random import Random

import pytest

from helpers.carrier_texts import load_file, one_line
from helpers.carriers import CARRIERS, LINE_BY_LINE, MIXTURES
from helpers.faults.fault_kinds import faulty_letters
from helpers.letters import base_letter, sample_names, sample_text

import imrparse
from imrparse import DecorationKind, Determination, Severity

FEW = sample_names()[::4]
"""Samples of different extractors for what takes longer."""
EVERY = 3
"""Of the samples under each carrier, one in so many by default, each time others."""
each_sample = pytest.mark.parametrize("name", sample_names())


@cache
def bare(name: str) -> Determination:
    return imrparse.parse(sample_text(name))


@pytest.mark.parametrize(
    ("name", "carrier"),
    [
        pytest.param(name, carrier, marks=() if (one + other) % EVERY == 0 else pytest.mark.slow)
        for one, name in enumerate(sample_names())
        for other, carrier in enumerate(CARRIERS)
    ],
)
def test_a_letter_is_read_the_same(name: str, carrier: str) -> None:
    if "<b>" in sample_text(name) and carrier in ("a web page", "entities"):
        pytest.skip("HTML inside of HTML")
    text = CARRIERS[carrier](sample_text(name))
    letter = imrparse.parse(text)
    assert letter == bare(name)
    assert imrparse.unparse(letter) == text


@pytest.mark.parametrize(("inner", "outer"), MIXTURES)
@pytest.mark.parametrize("name", FEW)
def test_carriers_nest(name: str, inner: str, outer: str) -> None:
    text = CARRIERS[outer](CARRIERS[inner](sample_text(name)))
    letter = imrparse.parse(text)
    assert letter == bare(name)
    assert imrparse.unparse(letter) == text


@each_sample
def test_a_text_without_lines_has_the_same_parts(name: str) -> None:
    text = one_line(sample_text(name))
    letter = imrparse.parse(text)
    assert letter == bare(name)
    assert imrparse.unparse(letter) == text


def test_a_load_file_ends_lines_with_a_sign() -> None:
    usual = base_letter("plain").replace("request", "Soma\u00ae request")
    text = load_file(usual)
    letter = imrparse.parse(text)
    assert letter == imrparse.parse(usual)
    assert imrparse.unparse(letter) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("o", "o\0"),  # a byte that a program left between two letters
        ("the", "th\0e"),
        (" ", "\u00b7"),  # as editors show spaces
        ("\n", "<LF>\n"),
        ("\n\n", "\n\n^L"),
        ("\n\n", "\n\n<FF>"),
    ],
)
@pytest.mark.parametrize("name", FEW)
def test_signs_all_over_a_text_are_what_they_stand_for(name: str, old: str, new: str) -> None:
    text = sample_text(name).replace("\r\n", "\n").replace(old, new)
    letter = imrparse.parse(text)
    assert letter == bare(name)
    assert imrparse.unparse(letter) == text


def test_commands_of_latex_are_no_text() -> None:
    usual = base_letter("plain")
    text = CARRIERS["LaTeX"](usual)
    for old, new in (
        ("\n\n", "\n\n\\vspace{1em}\n\\hline\n"),
        ("\n\\end{document}", "\n\\par\n\\pagestyle{plain}\\end{document}"),
    ):
        text = text.replace(old, new)
    letter = imrparse.parse(text)
    assert letter == imrparse.parse(usual)
    assert imrparse.unparse(letter) == text


@pytest.mark.parametrize("case", [str.upper, str.lower])
@each_sample
def test_another_letter_case_is_told_once(name: str, case: type[str]) -> None:
    text = case(sample_text(name))
    analysis = imrparse.analyze(text)
    letter = analysis.determination
    told = [one for one in analysis.diagnostics if one.severity is not Severity.NOTE]
    assert [issue.decision for issue in letter.issues] == [i.decision for i in bare(name).issues]
    assert [issue.request.text.lower() for issue in letter.issues] == [
        issue.request.text.lower() for issue in bare(name).issues
    ]
    assert letter.header == bare(name).header
    assert len(told) == 1
    assert told[0].severity is Severity.WARNING


@pytest.mark.parametrize("carrier", LINE_BY_LINE)
def test_a_fault_under_decoration_stays_at_its_place(carrier: str) -> None:
    for text in faulty_letters(Random(carrier), 25):
        usual = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        plain = [(one.code, one.line) for one in imrparse.analyze(usual).diagnostics]
        decorated = imrparse.analyze(CARRIERS[carrier](usual))
        if plain[0][0] != "IMR001":  # few lines of a text that is no letter show no pattern
            assert [(one.code, one.line) for one in decorated.diagnostics] == plain


def test_what_is_masked_is_told() -> None:
    text = CARRIERS["quoted"](CARRIERS["page numbers"](base_letter("plain")))
    found = imrparse.analyze(text).decoration
    kinds = {kind for _, kind in found}
    assert kinds == {DecorationKind.QUOTATION, DecorationKind.PAGE_NUMBER}
    numbers = [
        text[slice(*span)].lstrip("> ")
        for span, kind in found
        if kind is DecorationKind.PAGE_NUMBER
    ]
    assert numbers == [f"Page {n}" for n in range(1, len(numbers) + 1)]
    assert imrparse.analyze(base_letter("plain")).decoration == ()


def test_what_stands_around_a_letter_is_kept() -> None:
    text = CARRIERS["a mail"](base_letter("plain"))
    analysis = imrparse.analyze(text)
    letter = analysis.determination
    assert letter == imrparse.parse(base_letter("plain"))
    assert letter.preamble is not None
    assert letter.preamble.startswith("From: J. Doe")
    assert letter.postscript == "-- \nJ. Doe\nOffice"
    assert [one.severity for one in analysis.diagnostics] == [Severity.WARNING]


TAILS = (
    "EOF",
    "ana@desk:~$ exit\nlogout",
    "(1 row)",
    "Back to top\nConditions of Use\nPrivacy Policy",
    "--------------------\nThis message came from the claims desk.",
    "2017-02-13 10:05 - System (Comments)\nAttachment added: letter.pdf",
)


@pytest.mark.parametrize("tail", TAILS)
def test_what_no_rationale_has_behind_its_conclusion_is_cut(tail: str) -> None:
    text = f"{base_letter('plain').rstrip()}\n\n{tail}\n"
    analysis = imrparse.analyze(text)
    assert analysis.determination == imrparse.parse(base_letter("plain"))
    assert analysis.determination.postscript == tail.lstrip("-\n")  # the rule is decoration
    assert [one.severity for one in analysis.diagnostics] == [Severity.WARNING]


def test_the_beginning_of_a_sentence_is_no_postscript() -> None:
    text = f"{base_letter('plain').rstrip()}\nThe provider asked for\n"
    analysis = imrparse.analyze(text)
    assert analysis.determination.postscript is None
    assert [one.code for one in analysis.diagnostics] == ["IMR004"]


def test_signs_that_only_look_like_figures_number_nothing() -> None:
    text = "\u00b2 \u2460 a\n" * 20
    assert imrparse.unparse(imrparse.analyze(text).determination) == text


def numbered(text: str, frame: str) -> str:
    """The lines of a text, each in a frame with its number and itself."""
    return "".join(f"{frame.format(n, line)}\n" for n, line in enumerate(text.split("\n"), 1))


def chunks(text: str) -> str:
    """Chunks of a text that have their last and first two lines in common."""
    lines = text.split("\n")
    parts = [lines[max(0, start - 2) : start + 30] for start in range(0, len(lines), 30)]
    return "\n\n-----\n\n".join("\n".join(part) for part in parts)


def doubled(text: str) -> str:
    """Each page of a text twice."""
    lines = text.split("\n")
    pages = ["\n".join(lines[n : n + 20]) for n in range(0, len(lines), 20)]
    return "\f".join(f"{page}\n{page}\n" for page in pages)


def words(line: str) -> str:
    strings = "".join(f'<String WC="0.9" CONTENT="{word}"/>' for word in line.split())
    return f'<TextLine ID="a">{strings}</TextLine>'


LINES = base_letter("plain")
FRAMED = {
    "an HL7 message": numbered(LINES, "OBX|{}|TX|IMR^Final||{}||||||F"),
    "OCR boxes": numbered(LINES, "[[[12.0, {0}.5]], ('{1}', 0.9{0})]"),
    "cited": numbered(LINES, "“{1}” (IMR, 2017, p. {0})"),
    "line ends shown": LINES.replace("\n", "$\n").replace("the guideline", "the guide\\\nline"),
    "chunks": chunks(LINES),
    "pages read twice": doubled(LINES),
    "a formula": "=" + "&CHAR(10)&".join(f'"{line}"' for line in LINES.split("\n")),
    "JSON in a mail": "See below.\n\nFrom: Ana\n\n"
    + json.dumps([{"line": n, "text": line} for n, line in enumerate(LINES.split("\n"))], indent=1),
    "a picture": f"<svg><g><text>{LINES.replace(chr(10), '</text><text>')}</text></g></svg>",
    "attributes": f'<alto x="">{"".join(map(words, LINES.split(chr(10))))}</alto>',
    "pod": "=pod\n\n=head1 " + LINES.replace("\n\n", "\n\n=item\n\n") + "\n\n=cut\n",
    "documents": "["
    + ", ".join(
        f"Document(metadata={{'source': 'a.pdf', 'page': {n}}}, page_content={page!r})"
        for n, page in enumerate((LINES[:900], LINES[900:]))
    )
    + "]",
    "blocks": json.dumps(
        [[72.0, 50.5, line + "\n", n] for n, line in enumerate(LINES.split("\n"))]
    ),
    "words that were searched": LINES.replace("request", "<em>request</em>"),
    "headings with a colon": re.sub(r"\n([A-Z ,]{10,})\n\n", r"\n\1: ", LINES),
    "labels in a column": LINES.replace(
        "Claims Administrator guideline: ", "Claims Administrator    "
    )
    .replace("Section(s):\nInitial", "\nguideline:    Section(s): Initial")
    .replace("2009,\nSection(s): Op", "2009,\nguideline:    Section(s): Op"),
    "header and labels in capitals": re.sub(
        r"Priority: .*\nApp.*: |(?m:^[A-Z][A-Za-z ]{5,40}:)",
        lambda found: found[0].upper().replace("\n", " "),
        LINES,
    ),
    "a signature behind a misspelt label": "From: Ana Ruiz <a@example.org>\nSubject: IMR\n\n"
    + "rationa1e:".join(LINES.rsplit("rationale:", 1)).rstrip()
    + "\n\nAna Ruiz\nLaw Offices of Ruiz & Park\n",
    "specks": LINES.replace("e", "é"),
}


@pytest.mark.parametrize("carrier", FRAMED)
def test_what_stands_around_each_line_is_left_out(carrier: str) -> None:
    text = FRAMED[carrier]
    letter = imrparse.analyze(text).determination
    assert letter == imrparse.parse(LINES)
    assert imrparse.unparse(letter) == text


MARKS = (
    "\\newpage",
    "[PAGE BREAK]",
    "--- PAGE BREAK ---",
    "<PageBreak/>",
    "<page>2</page>",
    '<div style="page-break-after: always;"></div>',
    "<!-- page 2 -->",
    "\n# Page 2\n",
    "\n**Page 2**\n",
    "[Page 2 of 2]",
    "![](page2.png)",
    "[image]",
    "Scanned with CamScanner",
    "~",
)


@pytest.mark.parametrize("mark", MARKS)
def test_one_mark_between_two_pages_is_left_out(mark: str) -> None:
    lines = LINES.split("\n")
    text = "\n".join((*lines[:30], mark, *lines[30:]))
    analysis = imrparse.analyze(text)
    assert analysis.determination == imrparse.parse(LINES)
    assert analysis.diagnostics == ()


def with_line(line: str, before: str) -> str:
    text = LINES.replace(f"\n{before}", f"\n{line}\n{before}", 1)
    assert text != LINES
    return text


@pytest.mark.parametrize("line", ["Form 12", "2", "LINDEN REVIEW, INC.", "continued on next page"])
def test_a_line_that_interrupts_a_sentence_is_told(line: str) -> None:
    analysis = imrparse.analyze(with_line(line, "improves function"))
    assert [one.code for one in analysis.diagnostics] == ["IMR014"]


@pytest.mark.parametrize("line", ["- 2 -", "CONFIDENTIAL", "MAXIMUS Federal Services"])
def test_furniture_between_two_sentences_is_told(line: str) -> None:
    text = LINES.replace(
        "April 8, 2016, Utilization Review non-certified", "April 8, 2016, it was."
    )
    text = text.replace("the requests below.", f"\n{line}\nUtilization Review denied all of it.")
    assert [one.code for one in imrparse.analyze(text).diagnostics] == ["IMR014"]


@pytest.mark.parametrize("before", ["improves function", "medically necessary.", "no agreement"])
def test_the_number_of_the_letter_alone_is_left_out(before: str) -> None:
    analysis = imrparse.analyze(with_line("CM16-0901188", before))
    assert (analysis.determination, analysis.diagnostics) == (imrparse.parse(LINES), ())


def test_a_single_misread_sign_is_read() -> None:
    usual = LINES.replace("request", "request's", 1)
    text = usual.replace("'", "\u2019").encode().decode("cp1252")
    assert imrparse.parse(text) == imrparse.parse(usual.replace("'", "\u2019"))


def test_a_request_does_not_begin_in_a_sentence_that_a_line_breaks_off() -> None:
    end = "It is the best way of weaning\nand ending opioids for her. Tramadol 50mg #60: Upheld"
    text = LINES.replace("Tramadol 50mg #60: Upheld", end).replace("\n\n", "\n")
    issues = imrparse.analyze(text).determination.issues
    assert [issue.request.text for issue in issues][1] == "Tramadol 50mg #60"
    assert issues[0].rationale.text.endswith("ending opioids for her.")
