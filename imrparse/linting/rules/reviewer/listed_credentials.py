"""The lists of states and specialties: one is empty, or an item is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, pairwise
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.codes import MISSPELT_STATE
from imrparse.diagnostics.diagnostic import Edit, Related, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.fields.citations.source_names import key
from imrparse.fields.credentials import credentials
from imrparse.linting.damage import Part
from imrparse.linting.draft import Draft
from imrparse.linting.near_names import advice, nearest_name
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.reviewer.reviewer_named import contains_reviewer_name
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.source import Span

_PARTING_SIGN = regex(r"[;/&|]")
_NUMBER = regex(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4}")  # four digits or more, but no year


class MissingLicence(Rule):
    """The letter names no state in which the reviewer is licensed.

    ## Why

    The reviewer holds a licence to practice, and every letter states where. A dash or "N/A" after
    the label does not. A label that is missing or has no text after it is a syntax error instead.

    ## Example

    ```text wrong
    State(s) of Licensure: N/A
    ```

    ```text right
    State(s) of Licensure: California, Nevada
    ```
    """

    code: ClassVar[str] = "IMR301"
    name: ClassVar[str] = "missing-licence"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        if span := _empty_list(draft, "licensure"):
            yield Finding(
                span,
                "the states in which the reviewer is licensed are missing",
                hint="name the states in full, with commas between them",
            )


class MissingSpecialty(Rule):
    """The letter names no specialty of the reviewer.

    ## Why

    The reviewer is chosen for expertise in the same or similar specialties that treat the medical
    condition, as the opening paragraph says, so the letter states which. A dash or "N/A" after the
    label does not. A label that is missing or has no text after it is a syntax error instead.

    ## Example

    ```text wrong
    Certification(s)/Specialty: Not stated
    ```

    ```text right
    Certification(s)/Specialty: Orthopedic Surgery, Sports Medicine
    ```
    """

    code: ClassVar[str] = "IMR302"
    name: ClassVar[str] = "missing-specialty"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        if span := _empty_list(draft, "specialties"):
            yield Finding(
                span,
                "the reviewer's specialties are missing",
                hint="name the specialties in full, with commas between them",
            )


class UnknownState(Rule):
    """An item listed under licensure is not the full name of a state.

    ## Why

    Letters name the states of licensure in full, separated by commas, and tables made from letters
    are counted by these names. A misspelt state is reported as a syntax diagnostic instead
    (IMR015).

    ## Example

    ```text wrong
    State(s) of Licensure: CA, Nevada
    ```

    ```text right
    State(s) of Licensure: California, Nevada
    ```
    """

    code: ClassVar[str] = "IMR303"
    name: ClassVar[str] = "unknown-state"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        known = credentials()
        misspelt = {fault.span for fault in draft.faults if fault.code == MISSPELT_STATE}
        for item, span in _unknown_items(draft, "licensure", known.knows_state):
            if span not in misspelt:
                yield _state_finding(draft, item, span, ", ".join(known.states_of(item)))
        yield from _without_commas(draft, "licensure")


def _without_commas(draft: Draft, field: str) -> Iterator[Finding]:
    """The names of a list that another sign than a comma parts, such as "California; Nevada"."""
    reviewer = draft.letter.reviewer
    spans = [reviewer.span_of(f"{field}[{n}]") for n in range(len(getattr(reviewer, field)))]
    for (before, after), names in zip(
        pairwise(spans), pairwise(getattr(reviewer, field)), strict=True
    ):
        if before and after and _PARTING_SIGN.search(draft.plain, before.end, after.start):
            span = Span(before.start, after.end)
            yield _state_finding(draft, draft.plain[slice(*span)], span, ", ".join(names))


def _state_finding(draft: Draft, item: str, span: Span, states: str) -> Finding:
    if not states:
        return Finding(
            span,
            f"'{item}' is not a state",
            hint="name the states in full, with commas between them",
        )
    # Not safe: "MD" may be a degree, and one item of the list may become two.
    edits = (Edit(span, states),)
    fix = safe_fixes.fix(f"write '{states}'", draft.source.text, edits, TextKind.NAME, sure=False)
    message = f"'{item}' is not the full name of a state"
    return Finding(span, message, hint=f"did you mean '{states}'?", fixes=(fix,))


class UnknownSpecialty(Rule):
    """An item listed as a specialty is not a known specialty.

    ## Why

    The DWC's decision search identifies reviewers' specialties by name, and tables made from
    letters are counted by name, so a misspelt or abbreviated specialty, or one in small letters, is
    lost to both. The names used by the medical specialty boards are known too. An item that
    resembles no known name is only a note, unless it has a number, such as that of a licence, which
    identifies the reviewer.

    ## Example

    ```text wrong
    Certification(s)/Specialty: Orthopedic Sugery, Sports Medicine
    ```

    ```text right
    Certification(s)/Specialty: Orthopedic Surgery, Sports Medicine
    ```
    """

    code: ClassVar[str] = "IMR304"
    name: ClassVar[str] = "unknown-specialty"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        known = credentials()
        is_any_case = any(kind is DecorationKind.LETTER_CASE for _, kind in draft.source.decoration)

        def is_known(item: str) -> bool:
            return known.knows_specialty(item) and (is_any_case or not item[:1].islower())

        for item, span in chain(
            _unknown_items(draft, "specialties", is_known),
            _unknown_items(draft, "subspecialties", is_known),
        ):
            sure = known.short_specialty(item) or known.specialties.get(key(item))
            near = nearest_name(item, tuple(known.specialties.values()))
            yield _specialty_finding(draft, item, span, (sure,) if sure else near)


def _specialty_finding(draft: Draft, item: str, span: Span, meant: tuple[str, ...]) -> Finding:
    message = f"'{item}' is not a known specialty"
    if _NUMBER.search(item):
        return Finding(
            span,
            f"'{item}' is a number, and may identify the reviewer",
            hint="leave out the number of the licence; the states are enough",
        )
    if not meant:
        hint = "name the specialties in full, with commas between them"
        return Finding(span, message, hint=hint, severity=Severity.NOTE)
    return Finding(span, message, *advice(draft, span, meant))


class RepeatedCredential(Rule):
    """A state or a specialty is listed twice.

    ## Why

    The second one was probably meant to be another one, and tables made from letters count it
    twice.

    ## Example

    ```text wrong
    State(s) of Licensure: California, Nevada, Nevada
    ```

    ```text right
    State(s) of Licensure: California, Nevada
    ```
    """

    code: ClassVar[str] = "IMR306"
    name: ClassVar[str] = "repeated-credential"
    severity: ClassVar[Severity] = Severity.WARNING
    needs: ClassVar[frozenset[Part]] = frozenset()
    """A missing label beside a list adds nothing to it that may stand there twice."""

    def check(self, draft: Draft) -> Iterator[Finding]:
        for field in ("licensure", "specialties"):
            items: tuple[str, ...] = getattr(draft.letter.reviewer, field)
            firsts: dict[str, int] = {}
            for number, item in enumerate(items):
                first = firsts.setdefault(key(item), number)
                span = draft.letter.reviewer.span_of(f"{field}[{number}]")
                place = draft.letter.reviewer.span_of(f"{field}[{first}]")
                if first != number and span and place:
                    related = (Related("the first one", place),)
                    yield Finding(span, f"'{item}' is listed twice", related=related)


def _empty_list(draft: Draft, field: str) -> Span | None:
    """The span of a list that has only placeholders; None if it names something or is missing."""
    items: tuple[str, ...] = getattr(draft.letter.reviewer, field)
    if all(map(credentials().is_nothing, items)):
        return draft.letter.reviewer.span_of(field)
    return None


def _unknown_items(
    draft: Draft, field: str, known: Callable[[str], bool]
) -> Iterator[tuple[str, Span]]:
    """The unknown items of a list, and their spans.

    Items that contain a person's name are skipped, as ReviewerNamed reports them.
    """
    items: tuple[str, ...] = getattr(draft.letter.reviewer, field)
    unknown = [(number, item) for number, item in enumerate(items) if not known(item)]
    if not unknown or _empty_list(draft, field):
        return
    for number, item in unknown:
        span = draft.letter.reviewer.span_of(f"{field}[{number}]")
        if span and not contains_reviewer_name(draft, span):
            yield item, span
