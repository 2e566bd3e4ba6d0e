"""Compares parsed guideline fields and requests of real letters with the readings of a person.

python tests/fields/gold/score_gold.py FOLDER... [--show N]

The folders contain the content of letters, in files whose names end in gold.json. The gold beside
this file contains none of their text: its entries are found by the digest of the folded field, and
only the keys that they have are compared.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import imrparse
from imrparse import Decision, Verdict
from imrparse.text.folding import fold

HERE = Path(__file__).resolve().parent
_PARTS = ("original", "authorized", "remaining")
_SMALL_WORDS = {"for", "of", "with", "a", "the"}

Entry: TypeAlias = Mapping[str, Any]
Difference: TypeAlias = tuple[str, object, object]
"""The key, the expected value and the parsed value."""


@dataclass
class Score:
    """The results for the entries of one gold file."""

    entries: int = 0
    found: int = 0
    wrong: dict[str, list[Difference]] = field(default_factory=dict)
    """The texts that were parsed differently, with the differences."""

    @property
    def exact(self) -> int:
        """The number of found texts that were parsed as expected in every key."""
        return self.found - len(self.wrong)

    @property
    def share(self) -> float:
        """The share of found texts that were parsed as expected."""
        return self.exact / max(1, self.found)

    @property
    def keys(self) -> Counter[str]:
        """How often each key differs, in any part of the field."""
        return Counter(key.rpartition(".")[2] for each in self.wrong.values() for key, *_ in each)


@dataclass
class Conclusions:
    """The results for the conclusions of all rationales."""

    agreeing: int = 0
    not_stated: int = 0
    contrary: list[str] = field(default_factory=list)
    """The rationales whose parsed conclusion is the opposite of the decision."""


def digest(text: str) -> str:
    """The key by which an entry is found."""
    return sha256(fold(text).encode()).hexdigest()[:16]


def issues(folders: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The issues of all letters in the folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*gold.json")):
            content = json.loads(path.read_text("utf-8"))
            if isinstance(content, dict):
                yield from content.get("issues", ())


def score_citations(folders: Iterable[Path]) -> Score:
    """The results for the guideline fields of the gold."""
    sides = ("claims_administrator_guideline", "maximus_guideline")
    texts = (issue[side] for issue in issues(folders) for side in sides)
    return _score(HERE / "citations.json", texts, compare_guideline)


def score_requests(folders: Iterable[Path]) -> Score:
    """The results for the requests of the gold."""
    texts = (issue["request"] for issue in issues(folders))
    return _score(HERE / "requests.json", texts, compare_request)


def score_conclusions(folders: Iterable[Path]) -> Conclusions:
    """Compare the conclusions of the rationales with the decisions."""
    result = Conclusions()
    for issue in issues(folders):
        rationale = imrparse.Rationale(fold(issue["rationale"]))
        verdict = rationale.conclusion.verdict
        if verdict is Verdict.NOT_STATED:
            result.not_stated += 1
        elif (verdict is Verdict.NECESSARY) == (issue["decision"] == Decision.OVERTURNED.value):
            result.agreeing += 1
        else:
            result.contrary.append(rationale.text)
    return result


def _score(
    gold: Path, texts: Iterable[str], compare: Callable[[str, Entry], Iterable[Difference]]
) -> Score:
    entries: dict[str, Entry] = json.loads(gold.read_text("utf-8"))
    found = {digest(text): fold(text) for text in texts}
    score = Score(entries=len(entries))
    for key, entry in entries.items():
        if key in found:
            score.found += 1
            if differences := list(compare(found[key], entry)):
                score.wrong[found[key]] = differences
    return score


def compare_guideline(text: str, entry: Entry) -> Iterator[Difference]:
    """The differences in a guideline field."""
    guideline = imrparse.Guideline(text)
    keys = [key for key in entry if key not in ("comment", "citations")]
    yield from _compare(guideline, entry, keys)
    if "citations" in entry:
        yield from _compare_lists("citations", entry["citations"], guideline.citations)


def compare_request(text: str, entry: Entry) -> Iterator[Difference]:
    """The differences in a request."""
    request = imrparse.Request(text)
    parts, read = entry["partial_authorization"], request.partial_authorization
    if parts is not None and read is not None:
        for part in _PARTS:
            yield from _compare_treatment(part, parts[part], getattr(read, part))
        if request.treatment != read.remaining:
            yield "treatment", read.remaining, request.treatment
    else:
        if parts is not None or read is not None:
            yield "partial_authorization", parts and "one", read
        treatment = entry["treatment"] if parts is None else parts["remaining"]
        yield from _compare_treatment("treatment", treatment, request.treatment)
    if "category" in entry:
        yield from _compare_node("category", entry["category"], request.category)


def _compare_treatment(name: str, expected: Entry, read: object) -> Iterator[Difference]:
    nodes = {"quantity", "frequency", "duration"}
    yield from _compare(read, expected, expected.keys() - nodes - {"body_parts"}, name)
    for key in sorted(nodes & expected.keys()):
        yield from _compare_node(f"{name}.{key}", expected[key], getattr(read, key))
    if "body_parts" in expected:
        parts = read.body_parts if isinstance(read, imrparse.Treatment) else ()
        yield from _compare_lists(f"{name}.body_parts", expected["body_parts"], parts)


def _compare_lists(
    name: str, expected: Sequence[Entry], read: Sequence[object]
) -> Iterator[Difference]:
    if len(expected) != len(read):
        yield name, expected, [_values(node, expected[:1]) for node in read]
        return
    for number, (entry, node) in enumerate(zip(expected, read, strict=True)):
        yield from _compare(node, entry, entry, f"{name}[{number}]")


def _compare_node(name: str, expected: Entry | None, read: object) -> Iterator[Difference]:
    """One difference for the whole of a small node, under its own name."""
    if expected is None or read is None:
        if expected is not None or read is not None:
            yield name, expected, read
    elif list(_compare(read, expected, expected)):
        yield name, expected, _values(read, [expected])


def _compare(
    node: object, expected: Entry, keys: Iterable[str], name: str = ""
) -> Iterator[Difference]:
    for key in keys:
        value = _plain(getattr(node, key))
        if not _same(key, expected[key], value):
            yield f"{name}.{key}" if name else key, expected[key], value


def _values(node: object, like: Iterable[Entry]) -> dict[str, object]:
    return {key: _plain(getattr(node, key)) for entry in like for key in entry}


def _same(key: str, expected: object, value: object) -> bool:
    """Equality as defined for the key; a list of alternatives accepts any of them."""
    if isinstance(expected, list) and not isinstance(value, list):
        return any(_same(key, each, value) for each in expected)
    measure = _MEASURES.get(key)
    return measure(expected) == measure(value) if measure else expected == value


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _words(value: object) -> object:
    """Without case and punctuation."""
    return isinstance(value, str) and re.findall(r"\w+", value.casefold())


def _item(value: object) -> object:
    """As words, without function words."""
    words = _words(value)
    return isinstance(words, list) and [word for word in words if word not in _SMALL_WORDS]


def _body_part(value: object) -> object:
    """As words in the singular."""
    words = _words(value)
    return isinstance(words, list) and [word.removesuffix("s") for word in words]


def _unbroken(value: object) -> object:
    """Without white space and hyphens, in which extractors differ."""
    if isinstance(value, list):
        return [_unbroken(each) for each in value]
    return isinstance(value, str) and re.sub(r"[\s-]+", "", value)


def _strength(value: object) -> object:
    return isinstance(value, str) and re.sub(r"\s+", "", value).casefold()


_MEASURES: Mapping[str, Callable[[object], object]] = {
    "topic": _words,
    "item": _item,
    "name": _body_part,
    "chapter": _unbroken,
    "sections": _unbroken,
    "url": _unbroken,
    "strength": _strength,
}


def table(scores: Mapping[str, Score]) -> str:
    """The scores, one per line, and below them how often each key differs."""
    columns = ("entries", "found", "not found", "exact", "share")
    lines = [f"{'':12}" + "".join(f"{column:>11}" for column in columns)]
    for name, score in scores.items():
        numbers = (score.entries, score.found, score.entries - score.found, score.exact)
        cells = "".join(f"{number:11}" for number in numbers)
        lines.append(f"{name:12}{cells}{100 * score.share:9.1f} %")
    for name, score in scores.items():
        keys = ", ".join(f"{key} {count}" for key, count in score.keys.most_common())
        lines.append(f"{name} that differ: {keys or 'none'}")
    return "\n".join(lines)


def differences(score: Score) -> Iterator[str]:
    """The texts that were parsed differently, each with its differences."""
    for text, each in score.wrong.items():
        lines = [f"    {key}: {expected!r}, read {read!r}" for key, expected, read in each]
        yield "\n".join([text, *lines])


def conclusions_line(conclusions: Conclusions) -> str:
    """The counts of the conclusions."""
    return (
        f"conclusions: {conclusions.agreeing} agree with the decision, "
        f"{len(conclusions.contrary)} are contrary, {conclusions.not_stated} are not stated"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and the first differences if requested."""
    parser = argparse.ArgumentParser(description="Scores the readers on real fields.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="differences of each")
    options = parser.parse_args(arguments)
    scores = {
        "citations": score_citations(options.folders),
        "requests": score_requests(options.folders),
    }
    conclusions = score_conclusions(options.folders)
    write = sys.stdout.write
    write(f"{table(scores)}\n{conclusions_line(conclusions)}\n")
    for score in scores.values():
        for shown in list(differences(score))[: options.show]:
            write(f"\n{shown}\n")
    for text in conclusions.contrary[: options.show]:
        write(f"\ncontrary: {text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
