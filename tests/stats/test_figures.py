"""Every figure of the statistics, computed again in plain Python: from the rows of tables, and from
what people transcribed of the published letters, as far as it goes."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any, TypeAlias

import pytest

from helpers.extract_command import as_json, extract
from helpers.letters import ROOT, SAMPLES

from imrparse.tables.columns.rows import TABLES
from imrparse.tables.formats.read import read_rows

Row: TypeAlias = Mapping[str, Any]
Figures: TypeAlias = dict[str, dict[str, Any]]
"""The measures of each group."""

PUBLISHED = ROOT.parent / "shared" / "letters"
Z = NormalDist().inv_cdf(0.975)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tables_of(f"{SAMPLES}/*.txt", tmp_path_factory.mktemp("invented"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not PUBLISHED.is_dir():
        pytest.skip("the published letters are not here")
    return tables_of(f"{PUBLISHED}/*/pdftotext.txt", tmp_path_factory.mktemp("published"))


def tables_of(letters: str, folder: Path) -> Path:
    assert extract(letters, "-o", folder / "tables").exit_code == 0
    return folder / "tables"


def test_figures_of_invented_letters(invented: Path) -> None:
    found = figures_of(invented)
    compare(found, figures_of_rows(invented))


def test_figures_of_published_letters(published: Path) -> None:
    found = figures_of(published)
    compare(found, figures_of_rows(published))
    gold = [json.loads(path.read_bytes()) for path in sorted(PUBLISHED.glob("*/gold.json"))]
    issues = [issue for number, letter in enumerate(gold) for issue in issues_of(number, letter)]
    citations = [one for issue in issues for one in mtus_citations(issue)]
    wanted = figures([*map(transcribed, range(len(gold)), gold)], issues, citations, TRANSCRIBED)
    for name, known in (("guidelines", r"MTUS .*"), *((one, NAMED) for one in FAMILIES)):
        for one in (found, wanted):
            one[name] = {
                group: one[name][group] for group in one[name] if re.fullmatch(known, group)
            }
    compare({name: found[name] for name in wanted}, wanted)


def compare(found: dict[str, Figures], wanted: dict[str, Figures]) -> None:
    assert found.keys() == wanted.keys()
    for name, groups in wanted.items():
        assert found[name].keys() == groups.keys(), name
        for label, row in groups.items():
            assert found[name][label] == pytest.approx(row), (name, label)


def figures_of_rows(tables: Path) -> dict[str, Figures]:
    letters, issues, citations = (
        [dict(zip(one.names, row, strict=True)) for row in read_rows(tables, one)]
        for one in TABLES[:3]
    )
    return figures(letters, issues, citations, GROUPS)


def figures_of(tables: Path) -> dict[str, Figures]:
    """What the command shows."""
    found = {}
    for name, statistic in as_json(tables).items():
        group = next(iter(statistic["rows"][0])) if statistic["rows"] else ""
        found[name] = {row.pop(group): row for row in statistic["rows"]}
    return found


def transcribed(number: int, letter: Any) -> Row:
    """A letter as the row of a table."""
    header = letter["header"]
    dates = {name: date.fromisoformat(header[name]) for name in header if "date" in name}
    decisions = {issue["decision"] for issue in letter["issues"]}
    return {
        "letter_id": number,
        "priority": header["priority"],
        "application_received": date.fromisoformat(header["application_received"]),
        "issues": len(letter["issues"]),
        "outcome": "Partially overturned" if len(decisions) > 1 else decisions.pop(),
        **dates,
        **letter["reviewer"],
    }


def issues_of(number: int, letter: Any) -> Iterable[Row]:
    """The issues of a letter as rows of a table."""
    for place, issue in enumerate(letter["issues"]):
        request, cited = issue["request"], issue["maximus_guideline"]
        yield {
            "letter_id": number,
            "issue": place,
            "decision": issue["decision"],
            "prefixes": re.findall(r"^(Retrospective|Associated [Ss]urgical [Ss]ervice)", request),
            "original": "" if "was the original request" in request else None,
            "maximus_families": named(cited),
            "claims_administrator_families": named(issue["claims_administrator_guideline"]),
            "text": cited,
        }


def named(guideline: str) -> list[str]:
    """The bodies of guidelines that a field names, as far as they are easily told."""
    if "did not cite" in guideline:
        return []
    known = {"MTUS": "based on MTUS", "ODG": "Official Disability|ODG", "another": ""}
    return [name for name, words in known.items() if re.search(words, guideline)]


def mtus_citations(issue: Row) -> Iterable[Row]:
    """The chapters of the MTUS that the reviewer cites, as rows of a table."""
    chapters = r"(?:MTUS |, and )([A-Z][a-z]+(?:, [A-Z][a-z]+,)?[A-Za-z ]+) (20\d\d)"
    if issue["text"].startswith("Decision based on MTUS"):
        for chapter, year in re.findall(chapters, issue["text"]):
            about = {"source": "MTUS", "chapter": chapter, "year": int(year)}
            yield {**issue, **about, "side": "MAXIMUS"}


def figures(
    letters: Sequence[Row], issues: Sequence[Row], citations: Sequence[Row], names: Iterable[str]
) -> dict[str, Figures]:
    """The figures of each statistic of issues of these names, and of all others."""
    by_id = {letter["letter_id"]: letter for letter in letters}
    found = {
        name: decided(
            (one, issue["decision"])
            for issue in issues
            for one in dict.fromkeys(GROUPS[name](by_id[issue["letter_id"]], issue))
        )
        for name in names
    }
    cited = {
        (one["letter_id"], one["issue"], one["decision"], guideline(one))
        for one in citations
        if one["side"] == "MAXIMUS"
    }
    found["guidelines"] = decided((name, decision) for _, _, decision, name in cited)
    for year, row in found["years"].items():
        row |= changes(row, found["years"].get(str(int(year) - 1)) if year.isdecimal() else None)
    found["quarters"] = by_quarter(letters)
    found["decisions_per_letter"] = by_size(letters)
    for name, (first, last) in DAYS.items():
        found[name] = days(
            (letter["priority"], letter["decision_date"], letter[first], letter[last])
            for letter in letters
        )
    return found


def decided(issues: Iterable[tuple[str, str]]) -> Figures:
    """The figures of groups, from the group and the decision of each issue."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for group, decision in issues:
        counts[group][decision] += 1
    return {
        group: {"issues": one.total(), "upheld": one["Upheld"], "overturned": one["Overturned"]}
        | share("uphold rate", one["Upheld"], one.total())
        for group, one in counts.items()
    }


def share(name: str, count: int, total: int) -> dict[str, float]:
    """A share and its interval by Wilson."""
    part = count / total
    middle = (part + Z**2 / (2 * total)) / (1 + Z**2 / total)
    half = Z * sqrt(part * (1 - part) / total + (Z / (2 * total)) ** 2) / (1 + Z**2 / total)
    return {name: part, "low": max(0, middle - half), "high": min(1, middle + half)}


def changes(now: Row, before: Row | None) -> dict[str, float | None]:
    if before is None:
        return {"change of issues": None, "change of rate": None}
    return {
        "change of issues": (now["issues"] - before["issues"]) / before["issues"],
        "change of rate": now["uphold rate"] - before["uphold rate"],
    }


def by_size(letters: Sequence[Row]) -> Figures:
    sizes = Counter(
        "11 or more" if letter["issues"] > 10 else str(letter["issues"]) for letter in letters
    )
    return {
        size: {"letters": count, **share("share", count, len(letters))}
        for size, count in sizes.items()
    }


def by_quarter(letters: Iterable[Row]) -> Figures:
    outcomes: defaultdict[str, list[str]] = defaultdict(list)
    for letter in letters:
        day = letter["decision_date"]
        quarter = f"{day.year} Q{-(-day.month // 3)}" if day else "not stated"
        outcomes[quarter].append(letter["outcome"].lower())
    names = ("upheld", "overturned", "partially overturned")
    return {
        quarter: {"letters": len(each)}
        | {name: each.count(name) for name in names}
        | share("upheld share", each.count("upheld"), len(each))
        for quarter, each in outcomes.items()
    }


def days(
    letters: Iterable[tuple[str | None, date | None, date | None, date | None]],
) -> Figures:
    """The figures of the days between two dates, from priorities, decision dates and the dates."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for priority, decision, first, last in letters:
        if first and last:
            year = f"decided in {decision.year if decision else 'not stated'}"
            for group in ("all", priority or "not stated", year):
                found[group].append((last - first).days)
    return {
        group: {
            "count": len(each),
            "least": min(each),
            "median": sorted(each)[(len(each) - 1) // 2],
            "95 %": sorted(each)[-(-95 * len(each) // 100) - 1],
            "most": max(each),
        }
        for group, each in found.items()
    }


def guideline(citation: Row) -> str:
    parts = (citation["source"], citation["chapter"], citation["year"])
    return " ".join(str(part) for part in parts if part) or "another source"


def year(day: date | None) -> list[str]:
    return [str(day.year) if day else "not stated"]


def licensed(states: list[str]) -> list[str]:
    others = [state for state in states if state != "California"]
    if len(others) == len(states):
        return ["other states only" if states else "not stated"]
    return ["California and other states" if others else "California only"]


def common(issue: Row) -> list[str]:
    sides = [{*issue[f"{side}_families"]} for side in ("claims_administrator", "maximus")]
    if not all(sides):
        return ["a side cites none"]
    return ["in common" if sides[0] & sides[1] else "different"]


def mtus(families: list[str]) -> list[str]:
    others = ["other guidelines only"] if families else ["none cited"]
    return ["MTUS"] if "MTUS" in families else others


def yes(value: bool) -> list[str]:
    return ["yes" if value else "no"]


def service(prefixes: Iterable[str]) -> list[str]:
    is_associated = "associated surgical service" in map(str.lower, prefixes)
    return ["associated surgical service" if is_associated else "primary request"]


GROUPS: dict[str, Callable[[Row, Row], list[str]]] = {
    "years": lambda letter, _: year(letter["decision_date"]),
    "specialties": lambda letter, _: letter["specialties"] or ["not stated"],
    "licensure": lambda letter, _: licensed(letter["licensure"]),
    "years_of_injury": lambda letter, _: year(letter["date_of_injury"]),
    "categories": lambda _, issue: [issue["category"] or "no category"],
    "subcategories": lambda _, issue: [issue["subcategory"]] if issue["subcategory"] else [],
    "drug_classes": lambda _, issue: [issue["drug_class"]] if issue["drug_class"] else [],
    "drugs": lambda _, issue: issue["generic_names"],
    "pharmacologic_classes": lambda _, issue: issue["pharmacologic_classes"],
    "routes": lambda _, issue: issue["routes"],
    "ingredients": lambda _, issue: issue["ingredients"],
    "body_regions": lambda _, issue: issue["body_regions"],
    "services": lambda _, issue: service(issue["prefixes"]),
    "retrospective": lambda _, issue: yes("retrospective" in map(str.lower, issue["prefixes"])),
    "partial_authorizations": lambda _, issue: yes(issue["original"] is not None),
    "claims_administrator_families": lambda _, issue: (
        issue["claims_administrator_families"] or ["none cited"]
    ),
    "reviewer_families": lambda _, issue: issue["maximus_families"] or ["none cited"],
    "mtus": lambda _, issue: mtus(issue["maximus_families"]),
    "families": lambda _, issue: common(issue),
}
DAYS = {
    "days_to_decision": ("application_received", "decision_date"),
    "days_to_application": ("ur_denial_date", "application_received"),
    "days_from_assignment": ("date_assigned", "decision_date"),
}
FAMILIES = ("claims_administrator_families", "reviewer_families")
NAMED = "MTUS|ODG|none cited"
TRANSCRIBED = (
    "years",
    "specialties",
    "licensure",
    "years_of_injury",
    "services",
    "retrospective",
    "partial_authorizations",
    "mtus",
    *FAMILIES,
)
