"""Hypothesis strategies for the content of letters."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

# Misleading words: they occur in prose as they do in labels and decisions. (Whole labels are left
# out: at the start of a line, one is always a label.)
_TEMPTING = """
    Upheld Overturned overturned: upheld. Decision rationale MAXIMUS guideline Claims
    Administrator request: Dr. (e.g. vs. 10/325mg 10-13-16 11/03/2016 CM16-0900001 Standard
    Application Received: Priority: 12 “MRI” 98.6° x-ray non-steroidal IMR ISSUES CLINICAL
""".split()  # noqa: SIM905

_words = st.one_of(
    st.sampled_from(_TEMPTING),
    st.from_regex(r"[a-z]{1,12}[,;]?", fullmatch=True),
    st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True),
)
_STATES = ["California", "Texas", "New York", "West Virginia", "Rhode Island"]
_SPECIALTIES = [
    "Family Practice",
    "Physical Medicine & Rehabilitation",
    "Occupational Medicine",
    "Public Health & General Preventive Medicine",
    "Physical Medicine and Rehabilitation",
]


def prose(most_words: int = 120) -> st.SearchStrategy[str]:
    """Text that ends with a sentence, like fields of letters."""
    return st.lists(_words, min_size=1, max_size=most_words).map(_sentence)


def _sentence(words: list[str]) -> str:
    """A sentence that ends with no abbreviation, and leaves no bracket open."""
    text = "The " + " ".join(words).rstrip(".?!,;:\u201d")
    return f"{text} there)." if text.rfind("(") > text.rfind(")") else f"{text} there."


# Between paragraphs that no blank line separates, only the end of a sentence shows where a request
# begins, so a request contains none (except in the fixed forms).
_request_words = _words.filter(
    lambda word: not word.endswith((".", "\u201d")) and word not in ("upheld.", "IMR", "CLINICAL")
)
# Before a decision these are a fault: "X; Upheld: Overturned", "X Decision: Upheld", "X Upheld: Y".
_DECIDED = re.compile(
    r"(?:[,;:] (?:Upheld|Overturned)|Decision|MAXIMUS)(?: (?:Upheld|Overturned))*\Z"
    r"|\b(?:Upheld|Overturned)[.,;:]",
    re.IGNORECASE,
)
_items = (
    st.lists(_request_words, min_size=1, max_size=25)
    .map(lambda words: ("MRI " + " ".join(words)).rstrip(",;:"))
    .filter(lambda item: not _DECIDED.search(item))
)
_form_a = st.builds(
    "{} was the original request. {} was authorized by the Claims Administrator. The remaining "
    "IMR eligible portion of the original request, {}{}".format,
    _items,
    _items,
    _items,
    st.sampled_from([" is", ""]),
)
_form_b = st.builds(
    "{0} was the original request. The Claims Administrator authorized {1}, leaving the original "
    "request IMR eligible. The original request, {0} is".format,
    _items,
    _items,
)
requests = st.one_of(_items, _items, _form_a, _form_b)

issues = st.fixed_dictionaries(
    {
        "request": requests,
        "decision": st.sampled_from(["Upheld", "Overturned"]),
        "claims_administrator_guideline": prose(30),
        "maximus_guideline": prose(30),
        "rationale": prose(),
    }
)


@st.composite
def headers(draw: st.DrawFn) -> dict[str, str]:
    """A header table, its dates in order."""
    days = sorted(draw(st.lists(st.integers(0, 9000), min_size=5, max_size=5)))
    dates = [(date(1995, 1, 1) + timedelta(days)).isoformat() for days in days]
    number = f"CM{draw(st.integers(14, 17))}-{draw(st.integers(0, 9_999_999)):07}"
    return {
        "case_number": number,
        "date_assigned": dates[3],
        "date_of_injury": dates[0],
        "decision_date": dates[4],
        "ur_denial_date": dates[1],
        "priority": draw(st.sampled_from(["Standard", "Expedited"])),
        "application_received": dates[2],
    }


def contents(template: str) -> st.SearchStrategy[dict[str, Any]]:
    """The content of a letter of a template generation."""
    most = 1 if template == "2014" else 3
    subspecialties = st.lists(st.just("Interventional Spine"), max_size=int(template == "2014"))
    reviewer = st.fixed_dictionaries(
        {
            "licensure": st.lists(st.sampled_from(_STATES), min_size=1, max_size=3, unique=True),
            "specialties": st.lists(
                st.sampled_from(_SPECIALTIES), min_size=1, max_size=most, unique=True
            ),
            "subspecialties": subspecialties,
        }
    )
    return st.fixed_dictionaries(
        {
            "header": st.none() | headers(),
            "reviewer": reviewer,
            "summary": prose(200),
            "issues": st.lists(issues, min_size=1, max_size=4),
        }
    )
