"""Citations: every form of the guideline fields, and what must hold of any field."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from helpers.cited_guidelines import CITED, MTUS, NON_MTUS, ODG, OUTSIDE, PAGES, SECTIONS, mtus, odg
from helpers.letters import read_prose, sample_content, sample_names

from imrparse import Citation, CitationKind, Guideline, Template
from imrparse.data import table
from imrparse.fields.citations.guideline import (
    Speaker,
    compose_mtus,
    format_guideline,
    read_guideline,
    read_text,
)
from imrparse.fields.citations.source_names import load, usual_chapter
from imrparse.fields.details import GuidelineContent
from imrparse.text.node import value_fields


def stated(citation: Citation) -> dict[str, Any]:
    """The values of a citation that are not empty, without its text."""
    values = {name: getattr(citation, name) for name in value_fields(Citation)}
    del values["text"], values["kind"]
    return {name: value for name, value in values.items() if value not in (None, (), True)}


def kinds_and_values(text: str) -> list[tuple[CitationKind, dict[str, Any]]]:
    return [(citation.kind, stated(citation)) for citation in Guideline(text).citations]


@pytest.mark.parametrize("cited", SECTIONS | PAGES)
def test_the_mtus(cited: str) -> None:
    expected = (SECTIONS | PAGES)[cited]
    found = kinds_and_values(f"{MTUS}{cited}.")
    assert found == [(CitationKind.MTUS, values) for values in expected]


@pytest.mark.parametrize(
    "before", ["Elbow Complaints 2007, Section(s): Lamps", "Elbow Complaints 2007", "Lamps"]
)
def test_outside_the_mtus_in_the_same_sentence(before: str) -> None:
    *_, (kind, found) = kinds_and_values(f"{MTUS}{before}, and Non-MTUS Citation ODG, Lamps.")
    assert kind is CitationKind.NON_MTUS
    assert found == {"source": "ODG", "topic": "Lamps"}


def test_outside_the_mtus_without_the_hyphen_at_the_end_of_a_line() -> None:
    _, found = kinds_and_values(f"{MTUS}Lamps 2007. {NON_MTUS.replace('-', '')}ODG, Lamps.")
    assert found == (CitationKind.NON_MTUS, {"source": "ODG", "topic": "Lamps"})


@pytest.mark.parametrize("cited", CITED)
def test_outside_the_mtus(cited: str) -> None:
    guideline = Guideline(f"{OUTSIDE}{NON_MTUS}{cited}.")
    assert guideline.outside_mtus
    assert [stated(citation) for citation in guideline.citations] == CITED[cited]
    assert {citation.kind for citation in guideline.citations} == {CitationKind.NON_MTUS}


@pytest.mark.parametrize("cited", SECTIONS | PAGES | CITED)
def test_a_field_is_printed_unchanged(cited: str) -> None:
    for text in (f"{OUTSIDE}{NON_MTUS}{cited}.", f"{MTUS}{cited}."):
        read = read_text(text)
        assert printed_by_reviewer(read) == text
        unended = text.removesuffix(".")
        assert read_text(unended).citations == read.citations
        assert printed_by_reviewer(read_text(unended)) == unended


WITH_REASONS = [template for template in Template if template.has_reasons]
printed_by_reviewer = partial(format_guideline, by=Speaker.EXPERT_REVIEWER, template=Template.G2C)


def test_other_guidelines_follow_any_citation() -> None:
    other = " and Other Medical Treatment Guidelines www.mdguidelines.com."
    expected = CitationKind.OTHER, {"source": "MDGuidelines", "url": "www.mdguidelines.com"}
    for before in (f"{MTUS}Eye 2004, Section(s): Summary", f"{NON_MTUS}{ODG} Head, Lamps"):
        assert kinds_and_values(before + other)[1:] == [expected]
        assert printed_by_reviewer(read_text(before + other)) == before + other


def test_mtus_then_others_with_a_line_end_inside_the_words() -> None:
    text = f"{MTUS}Eye 2004. Decision based on Non- MTUS Citation {ODG} Head, Lamps."
    assert kinds_and_values(text) == [
        (CitationKind.MTUS, mtus("Eye", 2004)),
        (CitationKind.NON_MTUS, odg("Head", "Lamps")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{OUTSIDE}{NON_MTUS}{ODG} Head, Lamps.".replace("(s)", spaced).replace("Non-", before)
        for spaced in ("(s)", " (s)", "( s )", " (s )")
        for before in ("Non-", "Non -", "Non - ", "Non- ")
    ],
)
def test_punctuation_in_fixed_words_may_have_spaces(text: str) -> None:
    read = read_text(text)
    assert read.outside_mtus
    assert kinds_and_values(text) == [(CitationKind.NON_MTUS, odg("Head", "Lamps"))]


@pytest.mark.parametrize("whose", ["", "California ", "CA "])
def test_the_mtus_of_the_state(whose: str) -> None:
    text = f"Decision based on {whose}MTUS Eye 2004, Section (s): Summary."
    assert kinds_and_values(text) == [(CitationKind.MTUS, mtus("Eye", 2004, "Summary"))]


@pytest.mark.parametrize("before", ["the", "The", "per", "See the"])
def test_any_source_may_follow_an_introduction(before: str) -> None:
    for name in load().names["SOURCE"]:
        for text in (f"{before} {name}", f"Lamps and {before} {name}, Lamps"):
            *others, citation = read_text(text).citations
            assert name in f"{citation.text}."
            assert citation.known
            assert [other.text for other in others] == ["Lamps"][: text.startswith("Lamps")]


@pytest.mark.parametrize("speaker", ["Claims Administrator", "Expert Reviewer"])
def test_sentences(speaker: str) -> None:
    none = Guideline(f"The {speaker} did not cite any medical evidence for its decision.")
    assert (none.no_evidence_cited, none.outside_mtus, none.citations) == (True, False, ())
    for words in (
        "did not base their decision on the MTUS.",
        "based their decision on recommendation(s) outside of the MTUS Guidelines.",
    ):
        outside = Guideline(f"The {speaker} {words} {NON_MTUS}{ODG}.")
        assert (outside.no_evidence_cited, outside.outside_mtus) == (False, True)
        assert [stated(citation) for citation in outside.citations] == [odg()]


@pytest.mark.parametrize("template", WITH_REASONS)
@pytest.mark.parametrize("by", list(Speaker))
def test_sentences_print_in_the_words_of_their_generation(template: Template, by: Speaker) -> None:
    for none, outside in ((True, False), (False, True), (True, True)):
        content = GuidelineContent(none, outside, ())
        text = format_guideline(content, by=by, template=template)
        assert read_text(text) == content
        assert ("outside of" in text) == (outside and template is Template.G2C)
        assert ("Reviewer" in text) == (by is Speaker.EXPERT_REVIEWER)


def test_the_outside_mtus_statement_depends_on_the_generation() -> None:
    speaker = Speaker.EXPERT_REVIEWER
    silent = GuidelineContent(no_evidence_cited=True, outside_mtus=False, citations=())
    outside = GuidelineContent(no_evidence_cited=False, outside_mtus=True, citations=())
    assert read_text(format_guideline(silent, by=speaker, template=None)) == silent
    with pytest.raises(ValueError, match="name the generation"):
        format_guideline(outside, by=speaker, template=None)


@pytest.mark.parametrize("text", ["", "See the rationale", f"{ODG} Head, Lamps.", MTUS, NON_MTUS])
def test_text_in_no_known_form(text: str) -> None:
    read = read_text(text)
    assert not read.no_evidence_cited
    assert " ".join(citation.text for citation in read.citations) in text


def test_an_edited_citation_prints_by_its_values() -> None:
    text = f"{MTUS}Chronic Pain Medical Treatment 2009 Guidelines, Section(s): Inital Care."
    (citation,) = read_text(text).citations
    edited = evolve(citation, year=2016, sections=("Initial Care",))
    printed = printed_by_reviewer(GuidelineContent(False, False, (edited,)))
    assert printed == f"{MTUS}Chronic Pain Medical Treatment 2016, Section(s): Initial Care."


def test_guidelines_of_the_samples_print_as_they_are() -> None:
    for name in sample_names():
        for issue in sample_content(name)["issues"]:
            for field, by in (
                ("claims_administrator_guideline", Speaker.CLAIMS_ADMINISTRATOR),
                ("maximus_guideline", Speaker.EXPERT_REVIEWER),
            ):
                text = issue[field]["text"] if isinstance(issue[field], dict) else issue[field]
                printed = {
                    unspaced(format_guideline(read_text(text), by=by, template=template))
                    for template in WITH_REASONS
                }
                assert unspaced(text) in printed


def test_the_data_is_consistent() -> None:
    import tomllib
    from importlib.resources import files

    data = tomllib.loads((files("imrparse") / "data" / "mtus.toml").read_text("utf-8"))
    chapters = {(chapter["name"], chapter["year"]): chapter for chapter in data["chapter"]}
    assert len(chapters) == len(data["chapter"])
    for chapter in data["chapter"]:
        if "superseded_by" in chapter:
            later = chapters[chapter["superseded_by"]["name"], chapter["superseded_by"]["year"]]
            assert chapter["superseded_from"] >= later["in_force_from"] > chapter["in_force_from"]
    for names in data["sections"].values():
        assert list(names) == sorted(set(names), key=str.lower)


# Properties

NAMES = load().names
WORDS = ["Mud", "warm baths", "LED lamps", "hand-held canes (2)", "gout"]


def composed(citation: Citation) -> Citation:
    return evolve(citation, text=compose_mtus(citation))


numbered = st.builds(
    "{}.{} {}: {}, {}".format,
    st.integers(1, 9),
    st.integers(1, 9),
    *(st.sampled_from(["Opioids for Acute Pain", "Tools", "Mud and Baths"]) for _ in range(3)),
)
listed = st.sampled_from(
    [*NAMES["SECTION"], "Initial Care", "Inital Care", "326", "Mud (a, b)", "Mud, warm"]
)
dated = st.builds(
    lambda chapter, year, sections: composed(
        Citation("", CitationKind.MTUS, "MTUS", chapter, year, tuple(sections))
    ),
    st.sampled_from(NAMES["MTUS"]),
    st.integers(2004, 2017),
    st.lists(listed, max_size=4) | st.lists(numbered, max_size=13),
)
undated = st.builds(
    lambda chapter, topic, pages, count: composed(
        Citation(
            "",
            CitationKind.MTUS,
            "MTUS",
            chapter,
            topic=topic,
            pages=tuple(pages),
            page_count=count if pages else None,
        )
    ),
    st.sampled_from(NAMES["UNDATED"]),
    st.none() | st.sampled_from(WORDS),
    st.lists(st.sampled_from(["60", "98-99", "7"]), max_size=3, unique=True),
    st.none() | st.just(127),
)


@st.composite
def odg_citations(draw: st.DrawFn) -> Citation:
    """A citation of the ODG, in one of its usual wordings."""
    head = draw(st.sampled_from([ODG, "ODG", "Official Disability Guidelines"]))
    usual = draw(st.sampled_from(sorted({c for s, c in load().chapters.items() if s[0] == "ODG"})))
    label = draw(st.sampled_from([" Chapter", " section", " (Acute & Chronic)", ""]))
    topic = draw(st.none() | st.sampled_from(WORDS))
    text = head + draw(st.sampled_from([", ", ": ", " ", " - "])) + usual + label
    text += draw(st.sampled_from([", ", "/", ": ", " - "])) + topic if topic else ""
    return Citation(text, CitationKind.NON_MTUS, "ODG", usual, topic=topic)


contents = st.builds(
    GuidelineContent,
    st.booleans(),
    st.booleans(),
    st.tuples(
        st.lists(dated, max_size=3) | st.lists(undated, max_size=2),
        st.lists(odg_citations(), max_size=3),
    ).map(lambda both: (*both[0], *both[1])),
)


@given(contents, st.sampled_from(Speaker), st.sampled_from(WITH_REASONS))
def test_printed_citations_are_parsed_back(
    content: GuidelineContent, by: Speaker, template: Template
) -> None:
    assert read_text(format_guideline(content, by=by, template=template)) == content


fragments = st.sampled_from(
    [
        MTUS,
        NON_MTUS,
        OUTSIDE,
        "and Other Medical Treatment Guidelines ",
        ", and ",
        ", Section(s): ",
        "Page(s): ",
        "(",
        ")",
        "; ",
        ". ",
        "2004",
        "60 of 127",
        "www.x.org/y ",
        "3rd ed.",
        "1.4 ",
        "(updated 1/2/16)",
        "The ",
        "per the ",
        " and the 2016 ",
        "2016 ODG",
        "(ODG)",
        "FDA.gov",
        "chapter on ",
        " and http://x.org/y",
        *NAMES["MTUS"][:6],
        *NAMES["SECTION"][:6],
        *NAMES["CHAPTER"][:12],
        *NAMES["SOURCE"][:40],
        *NAMES["JOURNAL"][:6],
        *NAMES["QUALIFIER"],
    ]
)
invented = st.from_regex(r"Qu\d{1,4}", fullmatch=True)
any_text = st.text() | st.lists(
    fragments | invented | st.sampled_from([" ", ", ", "/"]), max_size=25
).map("".join)


@given(any_text, st.sampled_from([" ", "\n", " \r\n ", "\n\n\x0c"]))
def test_any_text_is_parsed_with_correct_spans(text: str, gap: str) -> None:
    raw = gap.join(text.split())
    folded = " ".join(raw.split())
    plain = f"before {raw} after"
    guideline = read_prose(Guideline, raw, 7)
    citations = read_guideline(guideline.folded).citations
    assert citations == read_text(folded).citations
    spans = [citation.span for citation in citations if citation.span]
    assert len(spans) == len(citations)
    assert all(7 <= span.start < span.end <= 7 + len(raw) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for citation in citations:
        check_places(citation, plain)


@given(st.lists(fragments | invented | st.sampled_from([" ", ", "]), max_size=25).map("".join))
def test_no_word_is_lost(text: str) -> None:
    cited = " ".join(citation.text for citation in read_text(" ".join(text.split())).citations)
    assert re.findall(r"Qu\d+", text) == re.findall(r"Qu\d+", cited)


def check_places(citation: Citation, plain: str) -> None:
    """The text at the span of each value equals the value."""
    assert citation.span
    assert unspaced(plain[slice(*citation.span)]) == unspaced(citation.text)
    for name, place in citation.places.items():
        assert citation.span.start <= place.start < place.end <= citation.span.end
        value = getattr(citation, name.partition("[")[0])
        if isinstance(value, tuple):
            value = value[int(name.partition("[")[2].rstrip("]"))]
        if citation.kind is CitationKind.MTUS or name not in ("source", "chapter"):
            assert unspaced(plain[slice(*place)]) in (unspaced(str(value)), f"of{value}")


def unspaced(text: str) -> str:
    return "".join(text.split())


def test_each_name_of_a_chapter_stands_for_it() -> None:
    for chapter in table("mtus")["chapter"]:
        for name in (chapter["name"], *chapter.get("undated", ()), *chapter.get("also", ())):
            assert usual_chapter(name) == chapter["name"]
