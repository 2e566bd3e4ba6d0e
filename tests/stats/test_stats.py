"""The statistics, and how they are shown."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import Counter
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from xml.etree import ElementTree

import pytest

from helpers.extract_command import (
    FORMATS,
    as_json,
    extract,
    issues,
    letters,
    output,
    samples,
    stats,
    tables_of_samples,
)
from helpers.in_turn import in_turn

import imrparse
from imrparse import Decision
from imrparse.stats import html_page
from imrparse.stats.statistic import DECIDED, Heading, Kind, Statistic, quantile

NAMES = (
    "quarters",
    "years",
    "decisions_per_letter",
    "days_to_decision",
    "days_to_application",
    "days_from_assignment",
    "specialties",
    "licensure",
    "years_of_injury",
    "categories",
    "subcategories",
    "drug_classes",
    "drugs",
    "pharmacologic_classes",
    "routes",
    "ingredients",
    "body_regions",
    "services",
    "retrospective",
    "partial_authorizations",
    "claims_administrator_families",
    "reviewer_families",
    "mtus",
    "families",
    "guidelines",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tables_of_samples(tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize("form", in_turn(FORMATS, 2))
def test_formats_give_the_same(form: str, made: Path) -> None:
    found = as_json(output(made, form))
    assert found == as_json(output(made, "parquet"))
    assert tuple(sorted(found)) == tuple(sorted(NAMES))


def test_quarters(made: Path) -> None:
    dates = [letter.header and letter.header.decision_date for letter in samples()]
    wanted = Counter(
        f"{day.year} Q{(day.month - 1) // 3 + 1}" if day else "not stated" for day in dates
    )
    rows = as_json(output(made, "csv"))["quarters"]["rows"]
    assert {row["quarter"]: row["letters"] for row in rows} == wanted
    assert [row["quarter"] for row in rows] == sorted(wanted)


def test_decisions_per_letter(made: Path) -> None:
    wanted = Counter(min(len(letter.issues), 11) for letter in samples())
    rows = as_json(output(made, "csv"))["decisions_per_letter"]["rows"]
    assert {int(row["decisions"].split()[0]): row["letters"] for row in rows} == wanted
    assert sum(row["share"] for row in rows) == pytest.approx(1)


def test_days(made: Path) -> None:
    headers = [letter.header for letter in samples() if letter.header]
    days = sorted(
        (one.decision_date - one.application_received).days
        for one in headers
        if one.decision_date and one.application_received
    )
    row = as_json(output(made, "csv"))["days_to_decision"]["rows"][0]
    assert (row["letters"], row["count"]) == ("all", len(days))
    assert (row["least"], row["most"]) == (days[0], days[-1])
    assert row["median"] == days[(len(days) - 1) // 2]


def test_decisions_by_group(made: Path) -> None:
    wanted: dict[str, dict[str, list[Decision | None]]] = {"categories": {}, "specialties": {}}
    for letter in samples():
        for issue in letter.issues:
            category = issue.request.category
            name = category.category if category else "no category"
            wanted["categories"].setdefault(name, []).append(issue.decision)
            for specialty in letter.reviewer.specialties:
                wanted["specialties"].setdefault(specialty, []).append(issue.decision)
    found = as_json(output(made, "csv"))
    for statistic, groups in wanted.items():
        counts = {name: (len(d), d.count(Decision.UPHELD)) for name, d in groups.items()}
        assert issues(found, statistic) == counts


def test_a_guideline_that_is_cited_twice_for_an_issue_counts_once(made: Path) -> None:
    wanted: Counter[str] = Counter()
    for letter in samples():
        for issue in letter.issues:
            cited = issue.maximus_guideline.citations
            wanted.update({(c.source, c.chapter, c.year) and _is_listed(c) for c in cited})
    found = issues(as_json(output(made, "csv")), "guidelines")
    assert {name: count for name, (count, _) in found.items()} == wanted


def _is_listed(citation: imrparse.Citation) -> str:
    parts = (citation.source, citation.chapter, citation.year)
    return " ".join(str(part) for part in parts if part) or "another source"


def test_csv_is_one_long_table(made: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(stats(output(made, "csv"), "--format", "csv").stdout)))
    assert {row["statistic"] for row in rows} == set(NAMES)
    total = sum(
        int(r["value"]) for r in rows if r["statistic"] == "quarters" and r["measure"] == "letters"
    )
    assert total == len(samples())


def test_bars(made: Path) -> None:
    done = stats(output(made, "csv"), "--top", "3", COLUMNS="90")
    assert done.exit_code == 0
    assert max(map(len, done.stdout.splitlines())) <= 90
    assert "█" in done.stdout
    assert "groups are left out (--top)" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\x1b[" in stats(output(made, "csv"), "--color", "always").stdout


@pytest.mark.parametrize(
    "options", [("--by", "category"), pytest.param((), marks=pytest.mark.slow)], ids=" ".join
)
def test_html_is_one_page_that_loads_nothing(
    options: tuple[str, ...], made: Path, tmp_path: Path
) -> None:
    text = page(output(made, "sqlite"), tmp_path, *options)
    assert not re.search(r"(?:src|href)=[\"'](?!#)|url\(|@import|https?:|<script", text)
    document = ElementTree.fromstring(
        re.sub(r"<(meta|!doctype)[^>]*>|(?:scope|class)=\w+", "", text)
    )
    sections = document.findall(".//section")
    assert [one.get("id") for one in sections] == [*as_json(output(made, "csv"), *options)]
    ids = {one.get("id") for one in document.iter()}
    for section in sections:
        assert section.find(".//table") is not None
        images = section.findall("div/figure/svg")
        assert [one.get("data-size") for one in images] == ["wide", "narrow"]
        for one in images:
            assert (one.get("role"), one.get("aria-labelledby") in ids) == ("img", True)


def page(tables: Path, folder: Path, *options: str) -> str:
    done = stats(tables, "--html", folder / "page.html", *options)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    return (folder / "page.html").read_text("utf-8")


def test_a_chart_shows_the_numbers(made: Path, tmp_path: Path) -> None:
    """The numbers at the bars, the lengths of their parts, and the same in words."""
    by_category = ("--by", "category")
    text = page(output(made, "csv"), tmp_path, *by_category)
    rows = as_json(output(made, "csv"), *by_category)["by_category"]["rows"]
    wide = text[text.index("<svg") : text.index("</svg>")]
    shown = re.findall(r">([^<>]+)</text>", wide)
    for row in rows:
        mark = "*" if row["issues"] < 30 else ""
        assert {row["category"], str(row["issues"]), f"{row['uphold rate']:.1%}{mark}"} <= {*shown}
    lengths = {
        name: [float(one) for one in re.findall(rf'd="M[\d.]+,[\d.]+h([\d.]+)v[^>]*--{name}', wide)]
        for name in ("upheld", "overturned")
    }
    largest = max(rows, key=lambda row: row["issues"])
    assert max(lengths["upheld"]) / sum(lengths["upheld"]) == pytest.approx(
        max(row["upheld"] for row in rows) / sum(row["upheld"] for row in rows), rel=1e-3
    )
    assert f"Largest: {largest['category']}, {largest['issues']} issues, uphold rate" in text


def test_names_of_groups_are_escaped() -> None:
    row = ("<b>&\x1b", 1, 1, 0, 1.0, 0.2, 1.0)
    text = html_page.page(
        [Statistic("x", "x", (Heading("x", Kind.GROUP), *DECIDED), (row,), "")], "x"
    )
    assert "<b>" not in text
    assert "\x1b" not in text


def test_the_extra_for_charts(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    done = stats(output(made, "csv"), "--html", tmp_path / "page.html")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--html needs vl_convert, which is not installed" in done.stderr
    assert "imrparse[charts]" in done.stderr
    assert not (tmp_path / "page.html").exists()


def test_each_share_has_an_interval(made: Path) -> None:
    """The ends are the shares from which the one that was found is 1.96 deviations away."""
    z = NormalDist().inv_cdf(0.975)
    for statistic in as_json(output(made, "csv")).values():
        for row in statistic["rows"]:
            if (rate := row.get("uphold rate")) is not None:
                for end in (row["low"], row["high"]):
                    off = z * sqrt(end * (1 - end) / row["issues"])
                    assert abs(rate - end) == pytest.approx(off, abs=1e-9)
                assert row["low"] <= rate <= row["high"]
    shown = stats(output(made, "csv"), "--by", "category").stdout
    assert re.search(r"100\.0%\*\s+\d+-100%", shown)
    assert "* of fewer than 30." in shown


def test_changes_against_the_year_before(made: Path) -> None:
    rows = {row["year"]: row for row in as_json(output(made, "csv"))["years"]["rows"]}
    first, second = rows["2014"], rows["2015"]
    assert second["change of issues"] == pytest.approx(second["issues"] / first["issues"] - 1)
    assert second["change of rate"] == pytest.approx(second["uphold rate"] - first["uphold rate"])
    assert rows["2013"]["change of rate"] is None


def test_no_letters(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert extract(tmp_path / "in", "-o", tmp_path / "out").exit_code == 0
    for options in ((), ("--by", "year"), ("--html", tmp_path / "a.html"), ("--format", "csv")):
        done = stats(tmp_path / "out", *options)
        assert (done.exit_code, done.stderr) == (0, "imrparse: the tables have no letters\n")
    assert "There are none." in (tmp_path / "a.html").read_text("utf-8")


def test_no_letters_for_which_the_filters_hold(made: Path) -> None:
    done = stats(output(made, "csv"), "--where", "category=Surgry")
    message = "imrparse: the tables have no letters for which the filters hold\n"
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", message)


def test_a_statistic_without_groups(made: Path) -> None:
    done = stats(output(made, "csv"), "--where", "category=Rehabilitation")
    assert "Decisions by drug\nThere are none.\nIssues for which it is known;" in done.stdout


def test_not_tables(tmp_path: Path) -> None:
    letters(tmp_path / "in")
    for path, message in (
        (tmp_path, "no tables in this folder"),
        (tmp_path / "in" / "none.txt", "neither an SQLite nor a DuckDB file"),
        (tmp_path / "nothing", "No such file or directory"),
    ):
        done = stats(path)
        assert (done.exit_code, message in done.stderr) == (2, True)


def test_quantile() -> None:
    counts = Counter({1: 1, 2: 1, 3: 1, 40: 17})
    assert [quantile(counts, share) for share in (0.05, 0.15, 0.16, 1.0)] == [1, 3, 40, 40]
    assert quantile(Counter(), 0.5) is None
