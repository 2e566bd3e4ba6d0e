"""Body parts and spinal levels that differ from the request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.details import Side, Treatment
from imrparse.fields.treatments.amounts import Place
from imrparse.fields.treatments.body_parts import Part
from imrparse.fields.treatments.treatment import read_treatment
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.other_side import other_sides
from imrparse.linting.rules.decision.passages import Passage, treatment_passages, treatments
from imrparse.linting.rules.decision.word_lists import phrases, wording
from imrparse.text.source import Span
from imrparse.tree.letter import Issue


class BodyPartDiffers(Rule):
    """The rationale decides on another body part or side than was requested.

    ## Why

    The determination is about the treatment that was requested (8 CCR 9792.10.6(d)): a rationale
    about the left knee does not decide on the right knee. The rule compares the conclusion of the
    rationale, the parts of a partially authorized request, and the side of a part that only the
    request, or only the rationale, has. In findings and history it reports
    only what neither the request nor the summary mentions: "right knee pain" where both mention
    the left knee. If it is another body part rather than another side, the finding is a note.

    ## Example

    ```text wrong
    The request for right knee arthroscopy is not medically necessary.
    ```

    ```text right
    The request for left knee arthroscopy is not medically necessary.
    ```
    """

    code: ClassVar[str] = "IMR408"
    name: ClassVar[str] = "body-part-differs"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue, passages in treatment_passages(draft):
            asked = treatments(issue.request)
            yield from _in_request(asked)
            for passage in passages:
                found = list(_in_rationale(issue, passage, asked))
                yield from found
                if found:
                    break
            else:
                found = list(_unstated(draft, issue, asked))
                found = found or list(_other_level(draft, issue, asked))
                found = found or list(other_sides(draft, issue))
                if not found and not _is_copied(draft, issue):
                    found = list(_only_others(issue, asked))
                yield from found


def _in_request(asked: Sequence[Treatment]) -> Iterator[Finding]:
    """In a partial authorization: a body part that is not in the original request."""
    original, *others = asked
    for other in others:
        parts = _parts(other)
        wrong = _differing_part(parts, _parts(original))
        if wrong:
            words = other.text[slice(*_place_of(wrong))]
            span = other.body_parts[parts.index(wrong)].span
            yield from _finding(span, f"{words!r} is not in the original request", original)
            return


def _in_rationale(issue: Issue, passage: Passage, asked: Sequence[Treatment]) -> Iterator[Finding]:
    """In a rationale: a body part or spinal level that is not in the request."""
    wrong = _differing_part(passage.reading.parts, [part for one in asked for part in _parts(one)])
    place = _place_of(wrong) if wrong else _differing_level(passage.text, issue.request.text)
    if place:
        words = passage.text[slice(*place)]
        span = issue.rationale.folded.span(passage.start + place[0], passage.start + place[1])
        yield from _finding(span, f"the rationale decides on {words!r}, not the request", asked[-1])


def _unstated(draft: Draft, issue: Issue, asked: Sequence[Treatment]) -> Iterator[Finding]:
    """In a rationale: a side or part of the worker's body that neither the request nor the summary
    mentions."""
    wanted = [part for one in asked for part in _parts(one)]
    if not wanted:
        return
    sided = _sides(wanted)
    summary: list[Part] | None = None
    for start, sentence in _sentences_on_parts(issue.rationale.text):
        lower = sentence.lower()
        of_worker = phrases()["OF_WORKER"].search(lower) is not None
        is_plain = of_worker and not phrases()["IN_GENERAL"].search(lower)
        if not of_worker and not phrases().search("WARRANTING", lower):
            continue  # before its parts are read, which takes long
        for part in read_treatment(sentence).parts:
            is_asked = _is_among(part, wanted)
            if is_asked:
                is_other = (
                    len(sided) == 1 and part.side and part.side not in (*sided, Side.BILATERAL)
                )
                if not is_other or not sided.isdisjoint(_named_sides(lower)):
                    continue
            elif not is_plain or _radiates(part, wanted):
                continue
            if summary is None:
                summary = list(_all_parts(draft.letter.summary.text))
            alike = [one for one in summary if _is_among(part, [one])]
            if any(not is_asked or part.side in _sides([one]) for one in alike):
                continue
            first, last = _place_of(part)
            span = issue.rationale.folded.span(start + first, start + last)
            message = f"{sentence[first:last]!r} is in neither the request nor the summary"
            severity = None if is_asked else Severity.NOTE
            yield from _finding(span, message, asked[-1], severity)
            return


def _other_level(draft: Draft, issue: Issue, asked: Sequence[Treatment]) -> Iterator[Finding]:
    """In a rationale: a requested level of the spine on the other side, which neither the request
    nor the summary mentions."""
    _, levels, sides = _levels(issue.request.text)
    if len(sides) != 1:
        return
    for found in phrases()["LEVEL"].finditer(issue.rationale.text.lower()):
        level = f"{found['region']}{found['first']}"
        is_other = found["side"] and found["side"] not in sides and level in levels
        if is_other and found[0] not in draft.letter.summary.text.lower():
            span = issue.rationale.folded.span(*found.span())
            printed = issue.rationale.text[slice(*found.span())]
            message = f"{printed!r} is in neither the request nor the summary"
            yield from _finding(span, message, asked[-1])
            return


def _is_copied(draft: Draft, issue: Issue) -> bool:
    """Whether another issue has the same rationale; IMR405 reports those."""
    text = issue.rationale.text
    return any(one.rationale.text == text for one in draft.issues if one is not issue)


def _radiates(part: Part, wanted: Iterable[Part]) -> bool:
    """Whether a part is outside the spine but a spinal part is requested: its pain may radiate."""
    spine = wording().spine
    return part.region not in spine and any(one.region in spine for one in wanted)


def _only_others(issue: Issue, asked: Sequence[Treatment]) -> Iterator[Finding]:
    """A rationale that names body parts, but no requested one."""
    wanted = [part for one in asked for part in _parts(one)]
    if not wanted:
        return
    found: list[tuple[int, str, Part]] = []
    for start, sentence in _sentences_on_parts(issue.rationale.text):
        for part in read_treatment(sentence).parts:
            if _is_among(part, wanted):
                return
            found.append((start, sentence, part))
    others = [one for one in found if not _radiates(one[2], wanted)]
    others = [one for one in others if one[2].region not in wording().vague]
    if others:
        start, sentence, part = others[0]
        first, last = _place_of(part)
        span = issue.rationale.folded.span(start + first, start + last)
        message = f"the rationale mentions {sentence[first:last]!r}, but nothing that is requested"
        severity = None if len(others) > 1 else Severity.NOTE
        yield from _finding(span, message, asked[-1], severity)


def _sentences_on_parts(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, with their offsets."""
    start = 0
    for sentence in text.split(_SENTENCE_END):
        if len(sentence) <= _LONGEST_SENTENCE:
            yield start, sentence
        start += len(sentence) + len(_SENTENCE_END)


def _all_parts(text: str) -> Iterator[Part]:
    for _, sentence in _sentences_on_parts(text):
        yield from read_treatment(sentence).parts


def _named_sides(lower: str) -> frozenset[Side]:
    """The sides that a sentence names; a comparison names both."""
    return frozenset(side for side in _BOTH if side.value in lower.split())


def _finding(
    span: Span | None, message: str, asked: Treatment, severity: Severity | None = None
) -> Iterator[Finding]:
    if span:
        related = (Related("what was requested", asked.span),) if asked.span else ()
        yield Finding(span, message, related=related, severity=severity)


def _parts(treatment: Treatment) -> Sequence[Part]:
    return read_treatment(treatment.text).parts


_SENTENCE_END = ". "
_LONGEST_SENTENCE = 600  # code points
_BOTH = frozenset((Side.LEFT, Side.RIGHT))


def _differing_part(found: Sequence[Part], asked: Sequence[Part]) -> Part | None:
    """The first part in `found` that was not asked for, or is on another side; None if all fit."""
    if not found or not asked:
        return None
    sides = _sides(found), _sides(asked)
    if all(sides) and sides[0].isdisjoint(sides[1]):
        return next(part for part in found if part.side)
    for part in found:
        alike = [one for one in asked if one.region == part.region]
        if alike and all(one.side for one in alike) and not _sides([part]) <= _sides(alike):
            return part
    # A rationale may cover only some of the parts, or a part of one, but must not replace one
    # by another.
    others = [part for part in found if not _is_among(part, asked)]
    left_out = any(not _is_among(part, found) for part in asked)
    return others[0] if others and left_out else None


def _place_of(part: Part) -> Place:
    """The place of a part's name, including its side if that stands beside it."""
    side = part.side_place or part.place
    return min(*part.place, *side), max(*part.place, *side)


def _differing_level(found: str, asked: str) -> Place | None:
    """The place of spinal levels, or of their side, that differ from those asked for."""
    place, levels, sides = _levels(found)
    _, asked_levels, asked_sides = _levels(asked)
    for one, other in ((levels, asked_levels), (sides, asked_sides)):
        if one and other and one.isdisjoint(other):
            return place
    return None


def _sides(parts: Iterable[Part]) -> frozenset[Side]:
    sides = {part.side for part in parts if part.side}
    return _BOTH if Side.BILATERAL in sides else frozenset(sides)


def _is_among(part: Part, others: Iterable[Part]) -> bool:
    """Whether a part contains, is contained in, or equals one of the others."""
    contained = wording().contained
    return any(
        part.region == other.region
        or other.region in contained.get(part.region, ())
        or part.region in contained.get(other.region, ())
        for other in others
    )


def _levels(text: str) -> tuple[Place | None, set[str], set[str]]:
    """The place of the first spinal level in a text, all levels, and their sides."""
    place: Place | None = None
    levels: set[str] = set()
    sides: set[str] = set()
    for found in phrases()["LEVEL"].finditer(text.lower()):
        place = place or found.span()
        levels.update(_range(found["region"], int(found["first"]), found["other"], found["last"]))
        if found["side"]:
            sides.add(found["side"])
    return place, levels, sides


def _range(region: str, first: int, other: str | None, last: str | None) -> Iterable[str]:
    """The levels in a range: "L4-5" is L4 and L5, "L4-S1" is L4, L5 and S1."""
    named = [f"{region}{first}"]
    if last:
        named.append(f"{other or region}{last}")
    levels = wording().levels
    if all(level in levels for level in named):
        return levels[levels.index(named[0]) : levels.index(named[-1]) + 1] or named
    return named
