"""Dates in free text: every way to print one, and what only looks like one."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from helpers.letters import PLAIN, sample_names, sample_text

import imrparse
from imrparse import DateMention, Determination, Precision, Source, Summary
from imrparse.fields.dates import printed_dates
from imrparse.text.folding import fold

HEADER, HOW, REST = PLAIN.partition("HOW THE IMR")
BEFORE, OPENING, _ = REST.partition("The injured worker is")
AFTER = REST[REST.index("IMR ISSUES") :]


def letter(summary: str, *, decided: str | None = "06/10/2016") -> Determination:
    """A letter with a summary, and a header with a decision date or none."""
    header = HEADER.replace("06/10/2016", decided) if decided else ""
    return imrparse.parse(f"{header}{HOW}{BEFORE}{summary}\n\n{AFTER}")


def in_summary(summary: str, *, decided: str | None = "06/10/2016") -> list[DateMention]:
    mentions = letter(summary, decided=decided).dates
    return [mention for mention in mentions if mention.field == "summary"]


@pytest.mark.parametrize(
    "printed",
    [
        "10-3-14",
        "10-03-14",
        "10-03-2014",
        "10/3/14",
        "10/03/2014",
        "10.03.2014",
        "2014-10-03",
        "10-03- 2014",
        "10- 3-14",
        "10/ 3/14",
        "10/03/ 2014",
        "October 3, 2014",
        "October 03 2014",
        "October 3rd, 2014",
        "October 3,2014",
        "OCTOBER 3, 2014",
        "Oct. 3, 2014",
        "Oct 3 2014",
        "October, 3, 2014",
        "3 October 2014",
        "3rd of October, 2014",
        "3 Oct. 2014",
        "3-Oct-14",
        "03-Oct-2014",
        "Oct-03-2014",
        "2014 Oct. 3",
        "2014, October 3",
        "10\u201303\u201314",
        "10\u201103\u20112014",
    ],
)
@pytest.mark.parametrize("around", ["On {}, she fell.", "({})", "seen:{};", "since {}.On", "{}"])
def test_every_form(printed: str, around: str) -> None:
    text = around.format(printed)
    (found,) = printed_dates(text)
    assert text[found.start : found.end] == printed
    assert found.value(2016) == date(2014, 10, 3)


@pytest.mark.parametrize(
    "text",
    [
        "L3-4-5 and L3-4-15",
        "levels 3-4-5",
        "hydrocodone 10/325 mg, 2-3 times a day",
        "sets of 5-10-15 reps",
        "5-10-15 minutes and 2/4/10 mg",
        "5-10-15-20",
        "a pressure of 120/80/75",
        "555-123-4567, 1-800-555-1212",
        "123-45-6789",
        "Sections 3.3.9 and 3.3.10.12",
        "a score of 5/10/7",
        "10-13-165",
        "CM16-0213037",
        "in October 2016",
        "page 3 of October",
        "it may 10 2016 be",
        "13-45-16 and 0/0/16",
        "10-32-16 and 10-0-16",
        "13-5-16 and 0-5-16",
        "1/2",
        "October 13",
    ],
)
def test_not_a_date(text: str) -> None:
    assert printed_dates(text) == []


@pytest.mark.parametrize(
    "printed",
    [
        "2/30/2015",
        "13/45/2016",
        "December 9, 3026",
        "June 31, 2015",
        "0-0-2016",
        "2/30/15",
        "11-31-14",
    ],
)
def test_an_impossible_date_has_no_value(printed: str) -> None:
    (mention,) = in_summary(f"She was seen on {printed} for pain.")
    assert mention == DateMention("summary", printed, None)


@pytest.mark.parametrize("printed", ["October 2014", "Oct., 2014", "10/2014", "October of 2014"])
def test_a_month_is_a_date_of_less_precision(printed: str) -> None:
    (mention,) = in_summary(f"She fell in {printed}, and was seen.")
    assert mention == DateMention("summary", printed, date(2014, 10, 1), Precision.MONTH)
    assert (
        letter(f"The worker is a man injured in {printed}.").injured_worker.date_of_injury is None
    )


@pytest.mark.parametrize(
    "text", ["13/2014", "in May 3000", "1/2000 mg", "10/2014/3", "May 2014-15"]
)
def test_no_month(text: str) -> None:
    assert in_summary(f"She saw {text} of them.") == []


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("seen 10/3/14-11/4/14", ["10/3/14", "11/4/14"]),
        ("seen 10-3-14 - 11-4-14", ["10-3-14", "11-4-14"]),
        ("seen 10-3-14/11-4-14", ["10-3-14", "11-4-14"]),
        ("seen 10/3/14, 11/4/14 and 12/5/14", ["10/3/14", "11/4/14", "12/5/14"]),
        ("MRI 10-3-14 of L4-5, L5-S1", ["10-3-14"]),
    ],
)
def test_stretches_and_lists(printed: str, wanted: list[str]) -> None:
    assert [printed[found.start : found.end] for found in printed_dates(printed)] == wanted


@pytest.mark.parametrize(
    ("text", "decided", "year"),
    [
        ("4/8/16", "06/10/2016", 2016),
        ("4/8/17", "06/10/2016", 2017),  # a future appointment
        ("4/8/18", "06/10/2016", 1918),
        ("4/8/18", "06/10/2024", 2018),
        ("4/8/85", "06/10/2016", 1985),
        # A date with a full year shows the year of a letter without a header.
        ("4/8/14 and March 21, 2016", None, 2014),
        ("4/8/18 and March 21, 2016", None, 1918),
        ("4/8/18 and December 9, 3026", None, 2018),
        ("4/8/14 and June 16, 1999", None, 2014),
        ("4/8/14", None, 2014),
        ("4/8/85", None, 1985),
        ("4/8/49", None, 2049),
        ("4/8/50", None, 1950),
        # but not if that is before the first letters
        ("4/8/15 and June 16, 2013", None, 1915),
        ("4/8/14 and June 16, 2013", None, 2014),
        ("4/8/14 and June 16, 2012", None, 2014),
        ("4/8/15 and June 16, 2012", None, 2015),
    ],
)
def test_years_of_two_digits(text: str, decided: str | None, year: int) -> None:
    (first, *_) = in_summary(f"She was seen on {text}.", decided=decided)
    assert first.value == date(year, 4, 8)


@pytest.mark.parametrize(
    ("year", "is_read"), [(1899, False), (1900, True), (2099, True), (2100, False)]
)
def test_years_of_four_digits(year: int, is_read: bool) -> None:
    (mention,) = in_summary(f"She was seen on April 8, {year}.")
    assert mention.value == (date(year, 4, 8) if is_read else None)


def test_fields_in_the_order_of_the_letter() -> None:
    text = PLAIN.replace("6 sessions: Over", "DOS 2/29/16: Over")
    text = text.replace("Decision rationale: ", "Decision rationale: On 3-1-16 she asked. ", 1)
    found = imrparse.parse(text).dates
    assert [(mention.field, mention.text) for mention in found] == [
        ("summary", "February 3, 2015"),
        ("summary", "March 21, 2016"),
        ("summary", "April 8, 2016"),
        ("issues[0].request", "2/29/16"),
        ("issues[0].rationale", "3-1-16"),
    ]


@st.composite
def printed_date(draw: st.DrawFn) -> tuple[str, date]:
    """A date as somebody prints it."""
    day = draw(st.dates(date(1930, 1, 1), date(2016, 6, 10)))
    short = day.year >= 2000 or day.year % 100 > 17
    year = draw(st.sampled_from([f"{day:%Y}", f"{day:%y}"] if short else [f"{day:%Y}"]))
    month, number = [
        draw(st.sampled_from([str(part), f"{part:02}"])) for part in (day.month, day.day)
    ]
    gap = draw(st.sampled_from(["", " ", "\n"]))
    sign = draw(st.sampled_from("-/"))
    name = draw(st.sampled_from([f"{day:%B}", f"{day:%b}.", calendar.month_abbr[day.month]]))
    space = draw(st.sampled_from([" ", "\n", "  "]))
    forms = [
        f"{month}{sign}{gap}{number}{sign}{year}",
        f"{month}{sign}{number}{sign}{gap}{year}",
        f"{name}{space}{number},{space}{day:%Y}",
        f"{name} {number}{space}{day:%Y}",
        f"{number}{space}{name} {day:%Y}",
    ]
    return draw(st.sampled_from(forms)), day


@given(st.lists(printed_date(), min_size=1, max_size=4), st.sampled_from([" and ", "\n", ", "]))
def test_dates_are_parsed_back_from_any_form(dates: list[tuple[str, date]], between: str) -> None:
    summary = "Seen on " + f"{between}on ".join(printed for printed, _ in dates) + " for pain."
    found = letter(summary)
    plain = Source(found.source or "").plain
    mentions = [mention for mention in found.dates if mention.field == "summary"]
    assert [(mention.text, mention.value) for mention in mentions] == [
        (fold(printed), day) for printed, day in dates
    ]
    for mention, (printed, _) in zip(mentions, dates, strict=True):
        assert mention.span is not None
        assert plain[slice(*mention.span)] == printed


@given(st.text(alphabet="0123456789-/. ,OctMayber") | st.text())
def test_any_text_is_parsed(text: str) -> None:
    folded = fold(text)
    end = 0
    for found in printed_dates(folded):
        assert end <= found.start < found.end <= len(folded)
        assert found.value(2016) is None or found.day == getattr(found.value(2016), "day", None)
        end = found.end


def test_a_letter_without_a_source_has_dates_without_spans() -> None:
    made = evolve(letter("Seen in May."), summary=Summary("Seen on 10-3-14."))
    assert made.dates[0] == DateMention("summary", "10-3-14", date(2014, 10, 3))
    assert made.dates[0].span is None


@pytest.mark.parametrize("name", sample_names())
def test_samples_have_valid_dates(name: str) -> None:
    read = imrparse.parse(sample_text(name))
    plain = Source(read.source or "").plain
    for mention in read.dates:
        assert mention.span is not None
        assert fold(plain[slice(*mention.span)]) == mention.text
