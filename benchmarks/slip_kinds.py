"""The kinds of slips that `slips.py` makes: edits, each of which makes one rule's problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from imrparse import Decision, Determination, Issue, Rationale
from imrparse.data import names
from imrparse.data import table as data
from imrparse.fields.drug_names import meant_drug


class Edit(NamedTuple):
    """A stretch of a letter's text, and what replaces it."""

    start: int
    end: int
    new: str


Slips = Callable[[str, Determination], Iterator[Sequence[Edit]]]
Kind = tuple[str, str, Slips]


def _decisions(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    for issue in letter.issues:
        span = issue.span_of("decision")
        if span and issue.decision:
            (other,) = set(Decision) - {issue.decision}
            yield [Edit(*span, other.value)]


def _conclusions(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    """Rationales without all sentences that conclude."""
    for issue in letter.issues:
        sentences = re.split(r"(?<=[.?!]) (?=[A-Z(\"\u201c])", issue.rationale.text)
        while (said := Rationale(" ".join(sentences)).conclusion.text) and sentences:
            last = max((n for n, one in enumerate(sentences) if said in one), default=None)
            if last is None:
                break
            del sentences[last]
        if issue.rationale.conclusion.text and not said and len(sentences) > 1:
            yield [_in_rationale(issue, " ".join(sentences))]


def _in_rationale(issue: Issue, new: str) -> Edit:
    span = issue.rationale.span
    assert span
    return Edit(*span, new)


def _exchanged(text: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    """The first two rationales in each other's place."""
    if len(letter.issues) > 1:
        one, other = (issue.rationale for issue in letter.issues[:2])
        if one.text != other.text and one.span and other.span:
            yield [
                Edit(*one.span, text[slice(*other.span)]),
                Edit(*other.span, text[slice(*one.span)]),
            ]


_SIDES = {"left": "right", "right": "left"}
_PARTS = {
    "knee": "shoulder", "shoulder": "knee", "lumbar": "cervical", "cervical": "lumbar",
    "low back": "neck", "neck": "low back", "wrist": "elbow", "elbow": "wrist",
    "ankle": "hip", "hip": "ankle", "hand": "foot", "foot": "hand",
}  # fmt: skip


def _swapped(words: Mapping[str, str]) -> Slips:
    """Rationales with words exchanged that the request has too, all of one kind."""
    pattern = re.compile(rf"\b(?:{'|'.join(words)})\b(?!-| to\b)", re.IGNORECASE)

    def swap(found: re.Match[str]) -> str:
        new = words[found[0].lower()]
        return new.capitalize() if found[0][0].isupper() else new

    def slips(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
        for issue in letter.issues:
            asked = {word.lower() for word in pattern.findall(issue.request.text)}
            said = {word.lower() for word in pattern.findall(issue.rationale.text)}
            if len(asked) == 1 and asked <= said:
                yield [_in_rationale(issue, pattern.sub(swap, issue.rationale.text))]

    return slips


_NUMBER = r"(?<![\w./-]){}(?![\w./%-])"


def _amounts(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    """Conclusions with another number where the request has one."""
    for issue in letter.issues:
        said, treatment = issue.rationale.conclusion.text, issue.request.treatment
        quantity, often, long = treatment.quantity, treatment.frequency, treatment.duration
        numbers = [one.most for one in (quantity, often, long) if one is not None]
        for sentence in re.split(r"(?<=\.) ", issue.rationale.text) if said else ():
            for most in numbers:
                number = re.compile(_NUMBER.format(f"{most:g}"))
                if said in sentence and number.search(sentence):
                    new = number.sub(f"{most + 4:g}", sentence)
                    yield [_in_rationale(issue, issue.rationale.text.replace(sentence, new))]
                    break


def _chapters(text: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    """Another chapter of the same year that the reviewer cites."""
    own = data("citation")["own"]["parts"]
    chapters = [(c["name"], c["year"]) for c in data("mtus")["chapter"] if c["name"] in own]
    for number, issue in enumerate(letter.issues):
        for citation in issue.maximus_guideline.citations:
            span, year = citation.span_of("chapter"), citation.year
            others = [name for name, of in chapters if of == year and name != citation.chapter]
            if (citation.chapter, year) in chapters and span and others:
                yield [Edit(*span, others[(len(text) + number) % len(others)])]
                break


def _shifted(field: str) -> Slips:
    """A date of the header, a day later, that the summary gives too."""

    def slips(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
        header = letter.header
        value, span = (getattr(header, field), header.span_of(field)) if header else (None, None)
        stated = {one.value for one in letter.dates if one.field == "summary"}
        if isinstance(value, date) and span and value in stated:
            yield [Edit(*span, f"{value + timedelta(days=1):%m/%d/%Y}")]

    return slips


def _first(pattern: str, new: Callable[[re.Match[str]], str | None]) -> Slips:
    """An edit of the first match in each summary and rationale for which there is one."""
    compiled = re.compile(pattern)

    def slips(text: str, letter: Determination) -> Iterator[Sequence[Edit]]:
        for part in (letter.summary, *(issue.rationale for issue in letter.issues)):
            for found in compiled.finditer(text, *part.span) if part.span else ():
                if (word := new(found)) is not None:
                    yield [Edit(*found.span(), word)]
                    break

    return slips


def _without_a_letter(found: re.Match[str]) -> str | None:
    word = found[0]
    short = word[: len(word) // 2] + word[len(word) // 2 + 1 :]
    return short if meant_drug(short.lower()) == word.lower() else None


def _sections(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    """Sections of the chronic pain guidelines, each with one on another drug in its place."""
    for issue in letter.issues:
        for citation in issue.maximus_guideline.citations:
            span = citation.span_of("sections[0]") if citation.sections else None
            if span and citation.chapter == "Chronic Pain Medical Treatment":
                yield [Edit(*span, _OTHER_SECTION)]


_OTHER_SECTION = "Cannabinoids"


def _parts(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    """Partial authorizations of another treatment."""
    for issue in letter.issues:
        partial = issue.request.partial_authorization
        if partial and partial.authorized.span:
            yield [Edit(*partial.authorized.span, "Home health aide for 3 days")]


def _denials(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    """Rationales of partly authorized requests that say that all was denied."""
    for issue in letter.issues:
        span = issue.rationale.span
        if issue.request.partial_authorization and span:
            denied = "Utilization review denied the request in its entirety. "
            yield [Edit(span.start, span.start, denied)]


def _case_years(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    """Case numbers with the figures of their year exchanged."""
    span = letter.header.span_of("case_number") if letter.header else None
    if letter.header and letter.header.case_number and span:
        year = letter.header.case_number[2:4]
        yield [Edit(span.start + 2, span.start + 4, year[::-1])]


def _odg_chapters(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    """Chapters of the ODG that the reviewer cites, with that on the other end of the body."""
    for issue in letter.issues:
        for citation in issue.maximus_guideline.citations:
            span = citation.span_of("chapter")
            other = _FAR_CHAPTERS.get(citation.chapter or "")
            if citation.source == "ODG" and span and other and issue.request.treatment.body_parts:
                yield [Edit(*span, other)]
                break


_FAR_CHAPTERS = {
    "Shoulder": "Ankle & Foot", "Neck & Upper Back": "Knee & Leg", "Elbow": "Knee & Leg",
    "Forearm, Wrist, & Hand": "Ankle & Foot", "Low Back - Lumbar & Thoracic": "Elbow",
    "Knee & Leg": "Shoulder", "Ankle & Foot": "Neck & Upper Back",
}  # fmt: skip


def _rulings(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    """Rationales that begin with a ruling against the decision."""
    for issue in letter.issues:
        negation = "" if issue.decision is Decision.UPHELD else "not "
        said = f"Given the above, the request is {negation}medically necessary. "
        span = issue.rationale.span
        if span and issue.decision:
            yield [Edit(span.start, span.start, said)]


def _in_summary(sentence: str) -> Slips:
    """A sentence put at the beginning of the summary."""

    def slips(_: str, letter: Determination) -> Iterator[Sequence[Edit]]:
        span = letter.summary.span
        if span:
            yield [Edit(span.start, span.start, f"{sentence} ")]

    return slips


def _without_final_stop(text: str, letter: Determination) -> Iterator[Sequence[Edit]]:
    for part in (letter.summary, *(issue.rationale for issue in letter.issues)):
        if part.span and text[part.span.end - 1] == ".":
            yield [Edit(part.span.end - 1, part.span.end, "")]


_SENTENCE = r"(?<=[a-z]{{3}})\. (?={})"


def _then(found: re.Match[str]) -> str:
    return found[0].replace("than", "then")


def _their(found: re.Match[str]) -> str:
    return found[0].replace("here", "heir")


def _with_figure(found: re.Match[str]) -> str:
    return found[0].replace("i", "1", 1).replace("o", "0", 1)


_MONTHS = "|".join(name for name in names("months") if len(name) > 3)
KINDS: tuple[Kind, ...] = (
    ("IMR106", "the header's date of injury a day later", _shifted("date_of_injury")),
    ("IMR107", "the header's UR denial date a day later", _shifted("ur_denial_date")),
    ("IMR111", "the figures of the case number's year exchanged", _case_years),
    (
        "IMR112",
        "an injury said to be nineteen years old",
        _in_summary("The injury is now more than 19 years old."),
    ),
    (
        "IMR204",
        "a word of the passage on opioids left out",
        _first(r"(?<=long-term )opioids ", lambda _: ""),
    ),
    ("IMR401", "the other decision", _decisions),
    ("IMR401", "a ruling against the decision before the reasons", _rulings),
    ("IMR402", "all sentences that conclude deleted", _conclusions),
    ("IMR405", "the first two rationales exchanged", _exchanged),
    ("IMR407", "another number in the sentence that concludes", _amounts),
    ("IMR408", "the other side in the rationale", _swapped(_SIDES)),
    ("IMR408", "another body part in the rationale", _swapped(_PARTS)),
    (
        "IMR413",
        "a review that certified what it denied",
        _first(r"(?<=[ -])(?:non-? ?certified|denied)(?= (?:the|a) )", lambda _: "certified"),
    ),
    (
        "IMR414",
        "another generic name beside a brand",
        _first(
            r"\b(?:Norco|Flexeril|Motrin|Voltaren|Lidoderm|Naprosyn|Ultram|Prilosec)\b(?! \()",
            lambda m: f"{m[0]} (amitriptyline)",
        ),
    ),
    ("IMR415", "another treatment authorized", _parts),
    ("IMR416", "a partly authorized request denied in its entirety", _denials),
    ("IMR506", "another ACOEM chapter", _chapters),
    ("IMR506", "another ODG chapter", _odg_chapters),
    ("IMR513", "a section on another treatment", _sections),
    ("IMR602", "a telephone number", _first(r"(?<=[a-z])\. ", lambda _: ", 555-214-0199. ")),
    ("IMR603", "a social security number", _first(r"(?<=[a-z])\. ", lambda _: ", 219-09-9999. ")),
    (
        "IMR609",
        "the employer's name",
        _first(r"(?<=[a-z]{3})\. (?=[A-Z])", lambda _: ". He works for Brightwater Cannery, Inc. "),
    ),
    ("IMR703", "a word repeated", _first(r"\b[a-z]{4,}\b", lambda m: f"{m[0]} {m[0]}")),
    ("IMR705", "a year of five figures", _first(rf"(?:{_MONTHS}) \d\d?, 20", lambda m: m[0] + "1")),
    ("IMR709", "a wrong article", _first(r"\ban (?=MRI|EMG)", lambda _: "a ")),
    ("IMR710", "two full stops", _first(r"(?<=[a-z]{3})\.(?= [A-Z])", lambda _: "..")),
    (
        "IMR711",
        "no space after a full stop",
        _first(r"(?<=[a-z]{3})\. (?=[A-Z][a-z]+ )", lambda _: "."),
    ),
    (
        "IMR715",
        "a letter of a drug's name left out",
        _first(r"\b[A-Za-z]{8,}\b", _without_a_letter),
    ),
    (
        "IMR717",
        "a date left to be filled in",
        _first(r"(?<= on )\d{1,2}-\d{1,2}-\d{4}\b", lambda _: "XX-XX-2016"),
    ),
    ("IMR722", "an impossible score", _in_summary("The pain was rated 14 out of 10.")),
    ("IMR722", "an impossible age", _first(r"\b\d\d(?=[ -]year[ -]old)", lambda m: f"4{m[0]}")),
    ("IMR723", "then for than", _first(r"\b(?:more|less|greater) than (?=[\w$])", _then)),
    ("IMR723", "their for there", _first(r"\b[Tt]here (?=is |are |was |were )", _their)),
    (
        "IMR724",
        "a full stop left out before a sentence",
        _first(_SENTENCE.format("(?:The|However|There|This|In|It) [a-z]+ "), lambda _: " "),
    ),
    (
        "IMR724",
        "a comma for a full stop",
        _first(_SENTENCE.format("(?:The|However|There|This|It|He|She) [a-z]+ "), lambda _: ", "),
    ),
    ("IMR724", "the last full stop left out", _without_final_stop),
    (
        "IMR725",
        "a figure in a word",
        _first(r"\b(?:pain|symptoms|medical|with|physical|this)\b", _with_figure),
    ),
    (
        "IMR726",
        "the verb before a negation left out",
        _first(r"\b(?:[Tt]he request|There) is (?=no |not medically)", lambda m: m[0][:-3]),
    ),
)
