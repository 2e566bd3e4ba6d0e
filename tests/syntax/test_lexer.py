"""Islands, tokens, and where sentences end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.in_turn import in_turn
from helpers.letters import PLAIN, sample_names, sample_text

from imrparse.data import regexes
from imrparse.fields.citations.citation_parser import citation_parser
from imrparse.fields.treatments.treatment import _parser as treatment_parser
from imrparse.parsing.hypotheses import _Parts, weight
from imrparse.syntax import field_parser, islands
from imrparse.syntax.field_parser import FieldParser
from imrparse.syntax.islands import IslandFinder, flexible
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.lexer import LetterLexer
from imrparse.syntax.line_scan import LineScan
from imrparse.syntax.sentence_ends import (
    concludes,
    ends_abbreviation,
    ends_sentence,
    is_fragment,
    is_open,
)
from imrparse.syntax.terminals import Kind
from imrparse.syntax.tokens import Token
from imrparse.text.decoration.page_breaks import telling_lines
from imrparse.text.decoration.view import FILLER
from imrparse.text.source import Source


@pytest.fixture(scope="module")
def lexer() -> LetterLexer:
    return letter_parser().lexer


@pytest.mark.parametrize("name", sample_names())
def test_tokens_cover_the_text(name: str, lexer: LetterLexer) -> None:
    """Only white space, marks and the request's colon are between two tokens."""
    source = Source(sample_text(name))
    spans = [token.span for token in lexer.tokens(source)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    between = [source.plain[: spans[0].start]]
    between += [source.plain[a.end : b.start] for a, b in pairwise(spans)]
    between += [source.plain[spans[-1].end :]]
    assert {gap.strip() for gap in between} <= {"", ":"}


def types(tokens: Iterable[Token]) -> list[str]:
    return [token.type for token in tokens]


def test_a_letter_has_some_forty_tokens(lexer: LetterLexer) -> None:
    tokens = lexer.tokens(Source(sample_text("2016-pdfium-lumbar-mri")))
    assert types(tokens) == [
        *("CASE_NUMBER_FIELD", "CASE_NUMBER_VALUE", "DATE_ASSIGNED_FIELD", "DATE_VALUE"),
        *("DATE_OF_INJURY_FIELD", "DATE_VALUE", "DECISION_DATE_FIELD", "DATE_VALUE"),
        *("UR_DENIAL_DATE_FIELD", "DATE_VALUE", "PRIORITY_FIELD", "PRIORITY_VALUE"),
        *("APPLICATION_RECEIVED_FIELD", "RECEIVED_FIELD", "DATE_VALUE"),
        *("HOW_HEADING", "OPENING_2015_SENTENCE", "CREDENTIALS_SENTENCE"),
        *("LICENSURE_LABEL", "PROSE", "SPECIALTY_LABEL", "PROSE"),
        *("SUMMARY_HEADING", "SUMMARY_SENTENCE", "PROSE"),
        *("ISSUES_HEADING", "ISSUES_SENTENCE", "REQUEST", "UPHELD_DECISION"),
        *("CLAIMS_ADMINISTRATOR_LABEL", "PROSE", "MAXIMUS_LABEL", "PROSE"),
        *("RATIONALE_LABEL", "PROSE"),
    ]


ISSUE = "\nClaims Administrator guideline: A.\nMAXIMUS guideline: B.\nDecision rationale: C."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("MRI: Upheld" + ISSUE, "UPHELD_DECISION"),
        ("MRI:  Overturned " + ISSUE, "OVERTURNED_DECISION"),
        ("MRI:\nUpheld" + ISSUE, "UPHELD_DECISION"),
        ("MRI: Uph eld" + ISSUE, "UPHELD_DECISION"),
        ("MRI: Upheld", "UPHELD_DECISION"),
        ("the denial was: Upheld\nin part by the court" + ISSUE, None),
        ("MRI Upheld" + ISSUE, None),
        ("MRI: Upheld, again" + ISSUE, None),
    ],
)
def test_decision(text: str, wanted: str | None, lexer: LetterLexer) -> None:
    found = [name for name in types(lexer.tokens(Source(text))) if name.endswith("_DECISION")]
    assert found == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\nMAXIMUS guideline: x", True),
        ("\n   MAXIMUS guideline: x", True),
        ("\nMAXIMUS  guide line :x", True),
        ("\nMAXIMUS\nguideline: x", True),
        ("\fMAXIMUS guideline: x", True),
        ("\nthe MAXIMUS guideline: x", False),
        ("\nMaximus guideline: x", False),
        ("\nMAXIMUS guideline x", False),
    ],
)
def test_label(text: str, found: bool, lexer: LetterLexer) -> None:
    assert ("MAXIMUS_LABEL" in types(lexer.tokens(Source("x" + text)))) is found


def test_cells_of_the_header_are_words_elsewhere(lexer: LetterLexer) -> None:
    text = "Priority: Standard\nCLINICAL CASE SUMMARY\nPriority: Standard 11/03/2016 Received:"
    assert types(lexer.tokens(Source(text))) == [
        *("PRIORITY_FIELD", "PRIORITY_VALUE", "SUMMARY_HEADING", "PROSE")
    ]


def test_flexible_allows_white_space_in_wording_only() -> None:
    assert flexible(r"a\ bc\.") == f"(?:a\\s*+bc\\.|a\\s*+b[ {FILLER}]*c[ {FILLER}]*\\.)"
    assert flexible(r"(?:ab|c)") == f"(?:ab|c|a[ {FILLER}]*b|c)"
    assert flexible(r"CM\d\d") == r"CM\d\d"


# Spaces inside of words, for which there is a pattern that few texts need


def finder(*, with_long_patterns: bool) -> IslandFinder:
    """A finder that uses only the patterns which let spaces stand, or these where it has to."""
    made = IslandFinder(letter_parser().terminals)
    for search in vars(made).values():
        if isinstance(search, islands._Search) and with_long_patterns:
            search._usual = search._long
    return made


ALWAYS = finder(with_long_patterns=True)
WORDINGS = sorted({w for t in letter_parser().terminals.values() for w in t.wordings})


@given(data=st.data())
def test_the_short_patterns_find_what_the_long_ones_do(data: st.DataObject) -> None:
    text = Source(sample_text(data.draw(st.sampled_from(sample_names())))).plain
    sometimes = finder(with_long_patterns=False)
    for _ in range(data.draw(st.integers(1, 6))):
        worded = data.draw(st.sampled_from(WORDINGS))
        cut = data.draw(st.integers(0, len(worded)))
        mark = data.draw(st.sampled_from(["", " ", "  ", FILLER, "\n", "x"]))
        place = text.find("\n", data.draw(st.integers(0, len(text)))) + 1
        known = text.find(worded)
        if known >= 0 and data.draw(st.booleans()):
            text = text[: known + cut] + mark + text[known + cut :]
        else:
            text = text[:place] + worded[:cut] + mark + worded[cut:] + "\n" + text[place:]
        assert sometimes.find(text) == ALWAYS.find(text)
    assert sometimes.lines(text) == ALWAYS.lines(text)


def test_a_sound_letter_needs_no_long_pattern() -> None:
    text = Source(sample_text("2016-pdfium-lumbar-mri")).plain
    used = finder(with_long_patterns=False)
    assert used.find(text) == ALWAYS.find(text)
    assert "_long" not in vars(used.line_search) | vars(used._cells) | vars(used._decisions)
    assert used.find(text.replace("CLINICAL", "CLINIC AL")) == ALWAYS.find(
        text.replace("CLINICAL", "CLINIC AL")
    )
    assert "_long" in vars(used.line_search)


@pytest.mark.parametrize(
    "name", ["CLINICAL", "CLINIC AL", "Claims Administrator.\nPage 2\nmore\nI"]
)
def test_one_pass_over_the_lines_finds_what_two_find(name: str) -> None:
    text = Source(sample_text("2016-pdfium-lumbar-mri").replace("CLINICAL", name)).plain
    found, lines, _ = LineScan(letter_parser().finder, {})(text)
    both = telling_lines(text)
    assert found == letter_parser().finder.lines(text)
    assert lines.marks == both.marks
    assert set(lines.all) <= set(both.all)
    for line in set(both.all) - set(lines.all):
        start = text.index(line)
        assert any(s < start + len(line) and start < e for _, s, e in found), line


# The islands of fields, whose patterns hold only the names that texts may hold, at first


@pytest.fixture
def no_stored_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has to compile its patterns."""
    monkeypatch.setattr(regexes, "are_stored", lambda: False)


@pytest.mark.usefixtures("no_stored_code")
@pytest.mark.parametrize("name", in_turn(["citation", "treatment"], 2))
@given(data=st.data())
def test_narrow_islands_are_those_of_all_names(name: str, data: st.DataObject) -> None:
    made, whole = parsers(name)
    narrow = made()
    names = sorted({n for listed in narrow._lists._lists.values() for n, _ in listed})
    words = st.sampled_from(
        [*names, "Decision based on MTUS", "and", "12", ", ", ":", "Section(s):"]
    )
    for _ in range(data.draw(st.integers(1, 4))):
        text = " ".join(data.draw(st.lists(words, max_size=8)))
        change = data.draw(st.sampled_from(CHANGES))
        assert narrow.tokens(change(text)) == whole.tokens(change(text))


def odd(text: str) -> str:
    """A text with the other letters that `re.IGNORECASE` takes for those of ASCII."""
    return text.replace("s", "\u017f").replace("K", "\u212a").replace("i", "\u0131")


CHANGES: list[Callable[[str], str]] = [str, str.upper, str.lower, str.title, odd]


@cache
def parsers(name: str) -> tuple[Callable[[], FieldParser], FieldParser]:
    """What makes a new parser of a field, and one that has seen texts enough for all names."""
    make = (citation_parser if name == "citation" else treatment_parser).__wrapped__
    whole = make()
    for number in range(field_parser._MOST_NARROW + 1):
        whole._narrow = frozenset(), None, number
        whole.tokens("any")
    return make, whole


@pytest.mark.usefixtures("no_stored_code")
def test_names_are_narrowed_for_the_first_fields_only() -> None:
    parser = parsers("citation")[0]()
    texts = ["Decision based on Non-MTUS Citation Official Disability Guidelines", "Medscape"]
    texts += ["ACOEM", "Cochrane", "UpToDate", "Lancet", "Spine", "JAMA", "Pain Physician"]
    lengths = [len(islands_of(parser, text)) for text in texts]
    assert lengths == sorted(lengths)
    assert lengths[0] * 4 < lengths[-1] == len(islands_of(parsers("citation")[1], "any"))


def test_names_are_not_narrowed_where_code_is_stored() -> None:
    parser = parsers("citation")[0]()
    assert islands_of(parser, "any") == islands_of(parsers("citation")[1], "any")


def islands_of(parser: FieldParser, text: str) -> str:
    """The pattern of islands that a text is read by."""
    return parser._islands_of(text).pattern.pattern


# What the islands show of a letter.


def test_the_parts_of_a_letter_that_islands_show() -> None:
    islands = letter_parser().finder.find(PLAIN)
    parts = _Parts(islands)
    for (before, _, end), (part, start, following) in pairwise(islands):
        is_wording = part.kind is not Kind.VALUE
        assert parts.are_in(start, start + 1) is is_wording
        assert parts.are_in(following - 1, following) is is_wording
        assert not parts.are_in(end, start)
        is_part = before.endswith(("_HEADING", "_LABEL", "_SENTENCE"))
        assert (parts.part_before(start) == before) is is_part, part
    kinds = [str(part or "") for part in map(parts.part_before, range(0, len(PLAIN), 50))]
    assert not kinds[0]
    assert kinds[-1] == "RATIONALE_LABEL"
    assert {kind.rpartition("_")[2] for kind in kinds} == {"", "HEADING", "LABEL", "SENTENCE"}


def test_how_much_of_a_letter_a_view_shows() -> None:
    """Three headings, two decisions, and the labels of two issues and of the credentials."""

    def shown(text: str) -> tuple[int, bool, bool]:
        view = Source(text).peeled()
        return weight(view, letter_parser().finder.find(view.plain))

    assert shown(PLAIN) == (13, False, False)
    assert shown(PLAIN.partition("Tramadol 50mg")[0]) == (9, False, False)
    paged = PLAIN.replace("CLINICAL", "Page 1 of 2\f\nCLINICAL") + "Page 2 of 2\n"
    assert shown(paged) == (13, False, True)


# The end of a sentence

NECESSARY = "The request is not medically necessary."


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        *(("It is.", True), ("It is?", True), ('It is."', True), ("It is.)", True)),
        *(("It is!\u2019]", True), ("It is", False), ("It is;", False), ("It. is)", False)),
    ],
)
def test_the_end_of_a_sentence(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


@pytest.mark.parametrize("text", ["by Dr.", "vs.", "e.g.", "by J.", "J.", "at 3 p.m.", "(approx."])
def test_the_end_of_an_abbreviation(text: str) -> None:
    assert ends_abbreviation(text)


@pytest.mark.parametrize("text", ["so.", "at 3.", "by Dr", "x.J.", ""])
def test_the_end_of_a_word(text: str) -> None:
    assert not ends_abbreviation(text)


@pytest.mark.parametrize(
    ("before", "after", "open_"),
    [
        *(("a (b", "c) d", True), ("a (b", ")", True), ("(a) (b", "c)", True)),
        *(
            ("a (b", "c) (d)", True),
            ("a (b", "(c) d)", False),
            ("a (b", "c (d)", False),
            ("a (b) c", "d)", False),
        ),
        *(("a (b", "c", False), ("a", "b)", False)),
    ],
)
def test_an_open_bracket(before: str, after: str, open_: bool) -> None:
    assert is_open(before, after) is open_


@pytest.mark.parametrize(
    ("text", "does"),
    [
        *((NECESSARY, True), (f"It hurts. {NECESSARY}", True), (NECESSARY[:-1], True)),
        *(("It hurts.", False), (f"{NECESSARY} It hurts.", False)),
    ],
)
def test_a_sentence_that_concludes(text: str, does: bool) -> None:
    assert concludes(text) is does


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *(("Norco 10mg.", True), ("He had pain. Norco.", True), ("Was it? Norco", True)),
        *(("It is so.", False), ("IS IT", False), ("Norco (is)", False)),
    ],
)
def test_a_fragment_has_no_verb(text: str, is_one: bool) -> None:
    assert is_fragment(text) is is_one
