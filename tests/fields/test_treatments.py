"""The treatments in requests, and what holds for any request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.letters import read_prose
from helpers.requested_treatments import (
    BODY_PARTS,
    LEFT_IN_THE_ITEM,
    MEDICATION,
    SERVED,
    SPINAL_LEVELS,
    THERAPY,
)

from imrparse import Request
from imrparse.fields.details import BodyPart, Duration, Frequency, Prefix, Quantity, Side, Treatment
from imrparse.fields.treatments.amount_words import data
from imrparse.fields.treatments.item import MARKS
from imrparse.fields.treatments.treatment import read_treatment
from imrparse.text.folding import fold
from imrparse.text.node import Node


def read(text: str) -> Treatment:
    """The treatment of a request without a source."""
    return Request(text).treatment


def located(raw: str, start: int = 0) -> Request:
    """A request that was parsed from a text, at an offset."""
    return read_prose(Request, raw, start)


def fields_text(treatment: Treatment) -> str:
    """The fields of a treatment that are not empty, in one line."""
    return ", ".join(_field_texts(treatment))


def _field_texts(treatment: Treatment) -> Iterator[str]:
    yield from (prefix.name for prefix in treatment.prefixes)
    quantity, frequency, duration = treatment.quantity, treatment.frequency, treatment.duration
    if quantity:
        yield f"{_range(quantity)} {quantity.unit}"
    if frequency:
        yield f"{_range(frequency)}/{frequency.per}"
    if duration:
        yield f"{_range(duration)} {duration.unit}"
    if treatment.strength:
        yield treatment.strength
    if treatment.refills is not None:
        yield f"refills {treatment.refills}"
    if treatment.date_of_service:
        yield treatment.date_of_service.isoformat()


def _range(amount: Quantity | Frequency | Duration) -> str:
    return "-".join(f"{number:g}" for number in sorted({amount.least, amount.most}))


@pytest.mark.parametrize(("text", "item", "fields"), THERAPY + MEDICATION + SERVED)
def test_parts(text: str, item: str, fields: str) -> None:
    treatment = read(text)
    assert (treatment.item, fields_text(treatment)) == (item, fields)
    assert treatment.text == text


@pytest.mark.parametrize("text", LEFT_IN_THE_ITEM)
def test_unknown_words_stay_in_the_item(text: str) -> None:
    treatment = read(text)
    assert (treatment.item, fields_text(treatment)) == (text, "")


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Traction, 2 times a week for 6 weeks (12 sessions), left hip", "Traction, left hip"),
        ("Traction, three times weekly, for the left hip", "Traction for the left hip"),
        ("Traction (12 sessions, left hip)", "Traction (left hip)"),
        ("Traction (left hip, 12 sessions)", "Traction (left hip)"),
        ("12 sessions, traction", "traction"),
        ("(12 sessions): traction, left hip", "traction, left hip"),
        ("Traction for two weeks of the left hip", "Traction of the left hip"),
        ("Purchase of a brace with 2 month supply of pads", "Purchase of a brace with pads"),
        ("Evaluation and 6 visits", "Evaluation"),
        ("Massage for a total of 9 sessions", "Massage"),
        ("9 sessions", ""),
    ],
)
def test_seams(text: str, item: str) -> None:
    assert read(text).item == item


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("Hip brace, 2 refills", "Hip brace"),
        ("(12 sessions) brace, hip", "brace, hip"),
        ("Brace (12 sessions) of the hip, 2 refills", "Brace (12 sessions) of the hip"),
        ("Hip, hip brace, 2 refills, hip", "Hip, hip brace, 2 refills, hip"),
        # Where the item's first word has taken over a mark, it is all of the request.
        ("Hip (12 sessions), brace", "Hip (12 sessions), brace"),
        ("2 refills, hip (12 sessions), brace", "2 refills, hip (12 sessions), brace"),
    ],
)
def test_the_place_of_an_item(raw: str, printed: str) -> None:
    """It goes from the first word of the item to the last."""
    place = located(raw).treatment.span_of("item")
    assert place
    assert raw[slice(*place)] == printed


def test_an_item_of_no_words_has_no_place() -> None:
    treatment = located("12 sessions").treatment
    assert treatment.item == ""
    assert treatment.span_of("item") is None


@pytest.mark.parametrize(("text", "parts"), BODY_PARTS)
def test_body_parts(text: str, parts: list[tuple[str, Side | None]]) -> None:
    treatment = read(text)
    assert treatment.body_parts == tuple(BodyPart(name, side) for name, side in parts)
    assert treatment.item == text


@pytest.mark.parametrize(("text", "parts"), SPINAL_LEVELS)
def test_spinal_levels(text: str, parts: list[BodyPart]) -> None:
    treatment = read(text)
    assert list(treatment.body_parts) == parts
    assert treatment.item == text


@pytest.mark.parametrize(
    ("name", "region"),
    [("neck", "cervical spine"), ("low back", "lumbar spine"), ("knee", "knee"), ("wing", "wing")],
)
def test_regions(name: str, region: str) -> None:
    assert BodyPart(name).region == region


FORM_A = (
    "Baclofen 20mg #45 was the original request. Baclofen 20mg #15 was authorized by the Claims "
    "Administrator. The remaining IMR eligible portion of the original request, Baclofen 20mg #30"
)
FORM_B = (
    "Traction, i.e. pulling, x 9 was the original request. The Claims Administrator authorized "
    "traction x 4, leaving the original request IMR eligible. The original request, Traction, "
    "i.e. pulling, x 9 is"
)


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        (f"{FORM_A} is", ["Baclofen 20mg #45", "Baclofen 20mg #15", "Baclofen 20mg #30"]),
        (FORM_A, ["Baclofen 20mg #45", "Baclofen 20mg #15", "Baclofen 20mg #30"]),
        (FORM_B, ["Traction, i.e. pulling, x 9", "traction x 4", "Traction, i.e. pulling, x 9"]),
        (
            FORM_A.replace("was authorized by", "wasauthorizedby").replace("IMR", "I MR"),
            ["Baclofen 20mg #45", "Baclofen 20mg #15", "Baclofen 20mg #30"],
        ),
        (
            FORM_A.replace("was ", "were "),
            ["Baclofen 20mg #45", "Baclofen 20mg #15", "Baclofen 20mg #30"],
        ),
        (
            FORM_B.replace(", leaving the original", ",leaving theoriginal"),
            ["Traction, i.e. pulling, x 9", "traction x 4", "Traction, i.e. pulling, x 9"],
        ),
        (
            FORM_B.replace(", leaving", " leaving"),
            ["Traction, i.e. pulling, x 9", "traction x 4", "Traction, i.e. pulling, x 9"],
        ),
    ],
)
def test_partial_authorization(text: str, texts: list[str]) -> None:
    request = Request(text)
    forms = request.partial_authorization
    assert forms
    assert [forms.original.text, forms.authorized.text, forms.remaining.text] == texts
    assert request.treatment == forms.remaining
    assert all(treatment.quantity for treatment in (forms.original, forms.authorized))


@pytest.mark.parametrize(
    "text", ["MRI", "", FORM_A.partition("The remaining")[0], FORM_B.replace("authorized ", "")]
)
def test_no_partial_authorization(text: str) -> None:
    request = Request(text)
    assert request.partial_authorization is None
    assert request.treatment.text == request.text


def test_places() -> None:
    raw = "Pre-op  left hip\nbrace 5mg (12\nsessions), 2 times\na week, DOS: 4/9/16, 2 refills"
    request = located(raw, 100)
    treatment = request.treatment
    assert treatment.quantity == Quantity(12, 12, "session")
    assert treatment.date_of_service == date(2016, 4, 9)

    def printed(node: Node, name: str = "") -> str:
        place = node.span_of(name) if name else node.span
        assert place
        return raw[place.start - 100 : place.end - 100]

    assert printed(treatment) == raw
    assert printed(treatment.quantity) == "12\nsessions"
    assert printed(treatment.quantity, "least") == "12"
    assert printed(treatment.quantity, "unit") == "sessions"
    assert treatment.frequency
    assert printed(treatment.frequency, "per") == "a week"
    assert printed(treatment, "prefixes[0]") == "Pre-op"
    assert printed(treatment, "strength") == "5mg"
    assert printed(treatment, "date_of_service") == "4/9/16"
    assert printed(treatment, "item") == "left hip\nbrace"
    assert printed(treatment.body_parts[0]) == "left hip"
    assert printed(treatment.body_parts[0], "side") == "left"


def test_a_request_without_a_source_has_no_places() -> None:
    treatment = read("Pre-op left hip brace, 12 sessions")
    assert treatment.span is None
    assert not treatment.places
    assert treatment.quantity
    assert treatment.quantity.span is None


# Any text.

_TEMPTING = (
    *"2 12 60 one six (6) (x16) 2x4 x 12-18 # #60 Qty: times twice a per week weeks".split(),  # noqa: SIM905
    *"sessions visit tablets grams hours mg 5% 10/325mg refills refill no DOS: 4/9/16".split(),  # noqa: SIM905
    *"left right bilateral hip knee spine ( ) [ ] , ; : . - / Pre-op Post-op is of".split(),  # noqa: SIM905
    *"99/99/99 day for with İ ß µ".split(),  # noqa: SIM905
    "up to",
    "30 day supply",
    "by mouth",
    "Associated surgical service:",
    "was the original request.",
    "was authorized by the Claims Administrator.",
    "The remaining IMR eligible portion of the original request,",
)
_texts = st.lists(st.sampled_from(_TEMPTING) | st.text(max_size=5), max_size=16).map(" ".join)
_SEPARATORS = {
    word
    for words in ("leads", "trailers", "joints", "dangling")
    for phrase in data()["seams"][words]
    for word in phrase.split()
} | set(MARKS + "()[]")
_WORD = re.compile(r"\w+|[^\w\s]")


@given(_texts, st.sampled_from(["", " ", "\n", " \n\n  "]))
def test_any_text_is_parsed_with_spans_inside_it(text: str, gap: str) -> None:
    request = located(gap + text.replace(" ", gap or " ", 3))
    assert request.span
    content = [request.treatment]
    if forms := request.partial_authorization:
        content = [forms.original, forms.authorized, forms.remaining]
    for treatment in content:
        if treatment.span is None:
            assert not treatment.text
            continue
        assert fold(request.raw[slice(*treatment.span)]) == treatment.text  # type: ignore[index]
        for node in (treatment, *_inner(treatment)):
            assert node.span
            for place in (node.span, *node.places.values()):
                assert request.span.start <= place.start < place.end <= request.span.end
                assert treatment.span.start <= place.start
                assert place.end <= treatment.span.end


def _inner(treatment: Treatment) -> list[Node]:
    amounts = (treatment.quantity, treatment.frequency, treatment.duration)
    return [node for node in (*amounts, *treatment.body_parts) if node]


@given(_texts)
def test_nothing_is_lost(text: str) -> None:
    """Every word is in the item, or part of an amount or a prefix, or is a separator."""
    text = fold(text)
    reading = read_treatment(text)
    kept = list(text)
    for cut in reading.cuts:
        kept[cut.start : cut.end] = " " * (cut.end - cut.start)
    words = iter(_WORD.findall("".join(kept)))
    for word in _WORD.findall(reading.item.text):
        for other in words:
            if other == word:
                break
            assert other.lower() in _SEPARATORS
        else:
            pytest.fail(f"{word} is not in the text, or not in its place")
    assert {word.lower() for word in words} <= _SEPARATORS


_numbers = st.integers(2, 99)
_periods = st.sampled_from(["day", "week", "month"])


@given(
    st.sampled_from(["Traction", "Deep massage", "Hinged brace", "Sleep study"]),
    _numbers,
    st.sampled_from(["session", "visit", "gram", "tablet", "box", "pair"]),
    st.integers(1, 7),
    _numbers,
    _periods,
    st.permutations(range(4)),
)
def test_generated_treatments_are_parsed_back(
    item: str, number: int, unit: str, times: int, length: int, period: str, order: list[int]
) -> None:
    plural = "boxes" if unit == "box" else f"{unit}s"
    amounts = [
        f"({number} {plural})",
        f", {times} times a week",
        f" for {length} {period}s",
        ", 3 refills",
    ]
    treatment = read(item + " " + "".join(amounts[place] for place in order))
    assert treatment.item == item
    assert treatment.quantity == Quantity(number, number, unit)
    assert treatment.frequency == Frequency(times, times, "week")
    assert treatment.duration == Duration(length, length, period)
    assert treatment.refills == 3
    assert treatment.prefixes == ()


def test_prefixes_are_named_as_the_grammar_names_them() -> None:
    texts = ["Retrospective X", "Associated surgical service: X", "Pre-op X", "Post-op X"]
    assert [read(text).prefixes for text in texts] == [(prefix,) for prefix in Prefix]


@pytest.mark.parametrize(
    ("text", "quantity"), [("120 Norco 10mg", 120), ("120 Norco for the left knee 10mg", None)]
)
def test_a_number_counts_what_has_a_strength_beside_it(text: str, quantity: int | None) -> None:
    found = Request(text).treatment.quantity
    assert (found and found.least) == quantity
