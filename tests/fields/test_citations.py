"""Citations: every form of the guideline fields, and what must hold of any field."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from checks import sample_content, sample_names
from hypothesis import given
from hypothesis import strategies as st

from imrparse import Citation, CitationKind, Guideline, Source, Span, Template
from imrparse.fields.citation_data import load
from imrparse.fields.guideline import read_guideline, read_text
from imrparse.fields.guideline_format import Speaker, compose_mtus, format_guideline
from imrparse.inner import GuidelineContent
from imrparse.node import value_fields

MTUS = "Decision based on MTUS "
NON_MTUS = "Decision based on Non-MTUS Citation "
ODG = "Official Disability Guidelines (ODG)"
OUTSIDE = (
    "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines. "
)


def stated(citation: Citation) -> dict[str, Any]:
    """The values of a citation that say anything, without its text."""
    values = {name: getattr(citation, name) for name in value_fields(Citation)}
    del values["text"], values["kind"]
    return {name: value for name, value in values.items() if value not in (None, (), True)}


def mtus(chapter: str, year: int | None = None, *sections: str, **more: Any) -> dict[str, Any]:
    """What is stated of a citation of the MTUS."""
    values = {"source": "MTUS", "chapter": chapter, "year": year, "sections": sections, **more}
    return {name: value for name, value in values.items() if value not in (None, ())}


def odg(chapter: str | None = None, topic: str | None = None, **more: Any) -> dict[str, Any]:
    """What is stated of a citation of the ODG."""
    values = {"source": "ODG", "chapter": chapter, "topic": topic, **more}
    return {name: value for name, value in values.items() if value is not None}


# After the words "Decision based on MTUS", of letters of 2016-2017.
SECTIONS: dict[str, list[dict[str, Any]]] = {
    "Elbow Complaints 2007": [mtus("Elbow Complaints", 2007)],
    "Elbow Complaints 2007, Section(s): Summary": [mtus("Elbow Complaints", 2007, "Summary")],
    # The chapter's name holds what joins chapters.
    "Forearm, Wrist, and Hand Complaints 2004, Section(s): Initial Care, and Eye 2004": [
        mtus("Forearm, Wrist, and Hand Complaints", 2004, "Initial Care"),
        mtus("Eye", 2004),
    ],
    "Knee Complaints 2004, and Forearm, Wrist, and Hand Complaints 2004": [
        mtus("Knee Complaints", 2004),
        mtus("Forearm, Wrist, and Hand Complaints", 2004),
    ],
    # Names of sections hold what parts sections.
    "Chronic Pain Medical Treatment 2009, Section(s): NSAIDs, hypertension and renal function, "
    "Topical analgesics, Topical analgesics, compounded, Work conditioning, work hardening": [
        mtus(
            "Chronic Pain Medical Treatment",
            2009,
            "NSAIDs, hypertension and renal function",
            "Topical analgesics",
            "Topical analgesics, compounded",
            "Work conditioning, work hardening",
        )
    ],
    "Postsurgical Treatment 2009, Section(s): Shoulder, Forearm, Wrist, & Hand, Knee": [
        mtus("Postsurgical Treatment", 2009, "Shoulder", "Forearm, Wrist, & Hand", "Knee")
    ],
    "Chronic Pain Medical Treatment 2016, Section(s): Naproxen (Naprosyn, EC-Naprosyn, EC-Naprosyn,"
    " Anaprox, Anaprox DS [otc], Naprelan), Tricyclics": [
        mtus(
            "Chronic Pain Medical Treatment",
            2016,
            "Naproxen (Naprosyn, EC-Naprosyn, EC-Naprosyn, Anaprox, Anaprox DS [otc], Naprelan)",
            "Tricyclics",
        )
    ],
    # Sections that the data does not know are parted at commas, but not inside parentheses.
    "Low Back Complaints 2004, Section(s): Wobble boards (soft, hard (new, old)), Rest": [
        mtus("Low Back Complaints", 2004, "Wobble boards (soft, hard (new, old))", "Rest")
    ],
    "Low Back Complaints 2004, Section(s): Mud baths, warm, Salts, and Rest": [
        mtus("Low Back Complaints", 2004, "Mud baths, warm", "Salts", "Rest")
    ],
    "Low Back Complaints 2004, Section(s): Inital Care, Diagnositc Criteria": [
        mtus("Low Back Complaints", 2004, "Inital Care", "Diagnositc Criteria")
    ],
    "Chronic Pain Medical Treatment 2016, Section(s): Electro- diagnostic testing (EMG/NCS)": [
        mtus("Chronic Pain Medical Treatment", 2016, "Electro- diagnostic testing (EMG/NCS)")
    ],
    "Low Back Complaints 2004, Section(s): 326": [mtus("Low Back Complaints", 2004, "326")],
    "Chronic Pain Medical Treatment 2016 Guidelines, Section(s): Drug testing, Biofeedback": [
        mtus("Chronic Pain Medical Treatment", 2016, "Drug testing", "Biofeedback")
    ],
    # Sections of the opioid guidelines are numbered paths.
    "Opioid Treatment 2016, Section(s): 2.1 Opioids for Subacute Pain: Evaluation, History, "
    "4.4 Tools: Urine Drug Testing, Frequency, 3.3.1.2 Screening: Misuse/Abuse, "
    "and Shoulder Complaints 2004, Section(s): Summary": [
        mtus(
            "Opioid Treatment",
            2016,
            "2.1 Opioids for Subacute Pain: Evaluation, History",
            "4.4 Tools: Urine Drug Testing, Frequency",
            "3.3.1.2 Screening: Misuse/Abuse",
        ),
        mtus("Shoulder Complaints", 2004, "Summary"),
    ],
    # Chapters and years that the MTUS does not have.
    "Shin, Calf, and Toe Complaints 2005, Section(s): Rest, and Nose Complaints 2011": [
        mtus("Shin, Calf, and Toe Complaints", 2005, "Rest", known=False),
        mtus("Nose Complaints", 2011, known=False),
    ],
    "Knee Complaints 2031": [mtus("Knee Complaints", 2031)],
    "Balneology": [mtus("Balneology", known=False)],
}

# The same of letters of 2014-2015.
PAGES: dict[str, list[dict[str, Any]]] = {
    "Chronic Pain Treatment Guidelines Trigger point injections Page(s): 122": [
        mtus("Chronic Pain Treatment Guidelines", topic="Trigger point injections", pages=("122",))
    ],
    "Chronic Pain Treatment Guidelines Page(s): 22 of 127": [
        mtus("Chronic Pain Treatment Guidelines", pages=("22",), page_count=127)
    ],
    "Chronic Pain Treatment Guidelines Aquatic therapy, Exercise Page(s): 22, 46-47": [
        mtus(
            "Chronic Pain Treatment Guidelines",
            topic="Aquatic therapy, Exercise",
            pages=("22", "46-47"),
        )
    ],
    "Chronic Pain Treatment Guidelines Trigger point injections, p122 Page(s): 122": [
        mtus("Chronic Pain Treatment Guidelines", topic="Trigger point injections", pages=("122",))
    ],
    "Chronic Pain Treatment Guidelines Chronic pain": [
        mtus("Chronic Pain Treatment Guidelines", topic="Chronic pain")
    ],
    "Chronic Pain Treatment Guidelines Chapter on Baths. Aquatic therapy Page(s): 22": [
        mtus(
            "Chronic Pain Treatment Guidelines",
            topic="Chapter on Baths. Aquatic therapy",
            pages=("22",),
        )
    ],
    "Acupuncture Treatment Guidelines": [mtus("Acupuncture Treatment Guidelines")],
    "ACOEM Chapter 12 Low Back Complaints Page(s): 301": [
        mtus("Low Back Complaints", pages=("301",))
    ],
    "General Approaches Page(s): 48, and Postsurgical Treatment Guidelines": [
        mtus("General Approaches", pages=("48",)),
        mtus("Postsurgical Treatment Guidelines"),
    ],
}

LOW_BACK = "Low Back - Lumbar & Thoracic"

# After the words "Decision based on Non-MTUS Citation".
CITED: dict[str, list[dict[str, Any]]] = {
    ODG: [odg()],
    f"{ODG} Hernia": [odg("Hernia")],
    f"{ODG}, Hernia Chapter, Trusses": [odg("Hernia", "Trusses")],
    "ODG: Carpal Tunnel Syndrome section, Splinting": [odg("Carpal Tunnel Syndrome", "Splinting")],
    "Official Disability Guidelines - Infectious Diseases chapter - Sepsis: acute": [
        odg("Infectious Diseases", "Sepsis: acute")
    ],
    f"{ODG} Pain Section/Salves (warm) Topic": [odg("Pain (Chronic)", "Salves (warm)")],
    f"{ODG} Elbow/ Straps": [odg("Elbow", "Straps")],
    f"{ODG} Taping/Preface": [odg("Preface", "Taping")],
    f"{ODG} taping, elbow chapter": [odg("Elbow", "taping")],
    f"{ODG} Salts, elbow chapter, Baths": [odg("Elbow", "Salts, Baths")],
    f"{ODG} Hip & Pelvis (Heat packs (moist))": [odg("Hip & Pelvis", "Heat packs (moist)")],
    f"{ODG} Neck and Upper Back (Acute & Chronic) Collars": [odg("Neck & Upper Back", "Collars")],
    f"{ODG}, Low back, Lumbar & Thoracic (Acute & Chronic) - Belts": [odg(LOW_BACK, "Belts")],
    f"{ODG} Low Back -Lumbar & Thoracic (Acute & Chronic), A, B": [odg(LOW_BACK, "A, B")],
    f"{ODG} Low Back (Thoracic and Lumbar, Acute and Chronic) Chapter, Belts": [
        odg(LOW_BACK, "Belts")
    ],
    f"{ODG} Forearm, Wrist and Hand (updated 11/23/16), Mitts": [
        odg("Forearm, Wrist, & Hand", "Mitts")
    ],
    f"{ODG}, Knee & Leg (updated 11/22/16) Chapter: Canes: Criteria for use": [
        odg("Knee & Leg", "Canes: Criteria for use")
    ],
    f"{ODG}, Pain (online version): Salves": [odg("Pain (Chronic)", "Salves")],
    "ODG Guidelines, 14th Edition, 2016, Knee Chapter": [odg("Knee & Leg", year=2016)],
    f"{ODG} 2016 Shoulder Chapter: Slings": [odg("Shoulder", "Slings", year=2016)],
    "ODG, Treatment in Workers' Compensation (TWC), Head, Lamps": [odg("Head", "Lamps")],
    # What is no chapter, since it goes on, is the topic.
    f"{ODG} Shoulder straps": [odg(topic="Shoulder straps")],
    f"{ODG} Taping shoulder": [odg(topic="Taping shoulder")],
    f"{ODG}, Lumbar Taping Guidelines": [odg(topic="Lumbar Taping Guidelines")],
    # Several citations; a further chapter has the source of the one before it.
    f"{ODG} Low back, Belts; Neck and Upper back, Collars": [
        odg(LOW_BACK, "Belts"),
        odg("Neck & Upper Back", "Collars"),
    ],
    f"{ODG} Knee/Canes, Low Back Lumbar and Thoracic/Beds": [
        odg("Knee & Leg", "Canes"),
        odg(LOW_BACK, "Beds"),
    ],
    f"{ODG} Head Chapter, Lamps; dark glasses": [odg("Head", "Lamps; dark glasses")],
    f"{ODG} Head, Lamps and ODG Taping Guidelines": [
        odg("Head", "Lamps"),
        odg(topic="Taping Guidelines"),
    ],
    f"{ODG} Head, Lamps ODG Taping Guidelines": [
        odg("Head", "Lamps"),
        odg(topic="Taping Guidelines"),
    ],
    f"{ODG} Head, Lamps. {ODG} Taping": [odg("Head", "Lamps"), odg(topic="Taping")],
    "ACOEM guidelines and the Official Disability Guidelines": [{"source": "ACOEM"}, odg()],
    # Other sources.
    "ACOEM Occupational Medicine Practice Guidelines, 3rd ed., Elbow Disorders, pg. 12": [
        {"source": "ACOEM", "chapter": "Elbow Disorders", "pages": ("12",)}
    ],
    f"{ODG} Hernia - Belts Harris J. Occupational medicine practice guidelines, 2nd edition "
    "(2004) p 30": [
        odg("Hernia", "Belts"),
        {"source": "ACOEM", "year": 2004, "pages": ("30",)},
    ],
    "Medicare Physicians Fee Schedule (MPFS); Chapter 3-Barbers; 4.1- Razors": [
        {"source": "CMS", "topic": "Chapter 3-Barbers; 4.1- Razors"}
    ],
    "UpToDate: Treatment of gout": [{"source": "UpToDate", "topic": "Treatment of gout"}],
    "https://www.cms.gov/Rules-and- Advice/R1.pdf": [
        {"source": "CMS", "url": "https://www.cms.gov/Rules-and-Advice/R1.pdf"}
    ],
    f"{ODG}, Head, Lamps; www.drugs.com/gout": [
        odg("Head", "Lamps"),
        {"source": "Drugs.com", "url": "www.drugs.com/gout"},
    ],
    "www.example.org/a": [{"url": "www.example.org/a", "known": False}],
    "Doe J, et al. Gout. J Occup Med. 2010;12(3):4-9": [
        {"source": "J Occup Environ Med", "year": 2010}
    ],
    "Doe J. Gout. Journal of Gout. 2010;12(3):4-9": [{"known": False}],
    "AAOS guideline on gout of the toe": [{"source": "AAOS", "topic": "gout of the toe"}],
    # Chapters side by side, and chapters of no source.
    f"{ODG} Head, Neck and Upper Back, Lamps": [odg("Head"), odg("Neck & Upper Back", "Lamps")],
    f"{ODG} Neck & Upper Back, Cervical Spine, Lamps": [odg("Neck & Upper Back", "Lamps")],
    "Hernia (Trusses)": [{"chapter": "Hernia", "topic": "Trusses", "known": False}],
    "Hip Chapter, Lamps": [{"chapter": "Hip & Pelvis", "topic": "Lamps", "known": False}],
    "Hernia. 2010;12(3):4-9": [{"known": False}],
}


def kinds_and_values(text: str) -> list[tuple[CitationKind, dict[str, Any]]]:
    return [(citation.kind, stated(citation)) for citation in Guideline(text).citations]


@pytest.mark.parametrize("cited", SECTIONS | PAGES)
def test_the_mtus(cited: str) -> None:
    expected = (SECTIONS | PAGES)[cited]
    found = kinds_and_values(f"{MTUS}{cited}.")
    assert found == [(CitationKind.MTUS, values) for values in expected]


@pytest.mark.parametrize("cited", CITED)
def test_outside_the_mtus(cited: str) -> None:
    guideline = Guideline(f"{OUTSIDE}{NON_MTUS}{cited}.")
    assert guideline.outside_mtus
    assert [stated(citation) for citation in guideline.citations] == CITED[cited]
    assert {citation.kind for citation in guideline.citations} == {CitationKind.NON_MTUS}


@pytest.mark.parametrize("cited", SECTIONS | PAGES | CITED)
def test_a_field_prints_as_it_was(cited: str) -> None:
    for text in (f"{OUTSIDE}{NON_MTUS}{cited}.", f"{MTUS}{cited}."):
        read = read_text(text)
        assert format_guideline(read, by=Speaker.EXPERT_REVIEWER) == text
        unended = text.removesuffix(".")
        assert read_text(unended).citations == read.citations
        assert format_guideline(read_text(unended), by=Speaker.EXPERT_REVIEWER) == unended


def test_other_guidelines_follow_any_citation() -> None:
    other = " and Other Medical Treatment Guidelines www.mdguidelines.com."
    expected = CitationKind.OTHER, {"source": "MDGuidelines", "url": "www.mdguidelines.com"}
    for before in (f"{MTUS}Eye 2004, Section(s): Summary", f"{NON_MTUS}{ODG} Head, Lamps"):
        assert kinds_and_values(before + other)[1:] == [expected]
        assert format_guideline(read_text(before + other), by=Speaker.EXPERT_REVIEWER) == (
            before + other
        )


def test_mtus_then_others_with_a_line_end_inside_the_words() -> None:
    text = f"{MTUS}Eye 2004. Decision based on Non- MTUS Citation {ODG} Head, Lamps."
    assert kinds_and_values(text) == [
        (CitationKind.MTUS, mtus("Eye", 2004)),
        (CitationKind.NON_MTUS, odg("Head", "Lamps")),
    ]


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


@pytest.mark.parametrize("template", list(Template))
@pytest.mark.parametrize("by", list(Speaker))
def test_sentences_print_in_the_words_of_their_generation(template: Template, by: Speaker) -> None:
    for none, outside in ((True, False), (False, True), (True, True)):
        content = GuidelineContent(none, outside, ())
        text = format_guideline(content, by=by, template=template)
        assert read_text(text) == content
        assert ("outside of" in text) == (outside and template is Template.G2C)
        assert ("Reviewer" in text) == (by is Speaker.EXPERT_REVIEWER)


@pytest.mark.parametrize("text", ["", "See the rationale", f"{ODG} Head, Lamps.", MTUS, NON_MTUS])
def test_text_outside_of_the_forms(text: str) -> None:
    read = read_text(text)
    assert not read.no_evidence_cited
    assert " ".join(citation.text for citation in read.citations) in text


def test_an_edited_citation_prints_by_its_values() -> None:
    text = f"{MTUS}Chronic Pain Medical Treatment 2009 Guidelines, Section(s): Inital Care."
    (citation,) = read_text(text).citations
    edited = evolve(citation, year=2016, sections=("Initial Care",))
    printed = format_guideline(
        GuidelineContent(False, False, (edited,)), by=Speaker.CLAIMS_ADMINISTRATOR
    )
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
                    for template in Template
                }
                assert unspaced(text) in printed


def test_the_data_is_of_one_piece() -> None:
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


# Properties.

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
    """A citation of the ODG, worded in one of the usual ways."""
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


@given(contents, st.sampled_from(Speaker), st.sampled_from(Template))
def test_what_is_printed_reads_as_it_was(
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
def test_any_text_is_read_and_its_parts_stand_where_they_say(text: str, gap: str) -> None:
    raw = gap.join(text.split())
    folded = " ".join(raw.split())
    plain = f"before {raw} after"
    span = Span(7, 7 + len(raw))
    guideline = Guideline(folded, span=span, raw=raw, as_read=folded)
    citations = read_guideline(guideline).citations
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
    """What stands at the place of each value reads as the value."""
    assert citation.span
    assert unspaced(Source(plain).plain[slice(*citation.span)]) == unspaced(citation.text)
    for name, place in citation.places.items():
        assert citation.span.start <= place.start < place.end <= citation.span.end
        value = getattr(citation, name.partition("[")[0])
        if isinstance(value, tuple):
            value = value[int(name.partition("[")[2].rstrip("]"))]
        if citation.kind is CitationKind.MTUS or name not in ("source", "chapter"):
            assert unspaced(plain[slice(*place)]) in (unspaced(str(value)), f"of{value}")


def unspaced(text: str) -> str:
    return "".join(text.split())
