"""Partial authorizations whose parts are of different treatments, or are denied by the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from imrparse.diagnostics.diagnostic import Related, Severity
from imrparse.fields.category import read_category
from imrparse.fields.details import Treatment
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.decision.named_drugs import ingredients_in
from imrparse.linting.rules.decision.word_lists import item_words, phrases, words
from imrparse.text.folding import Folded
from imrparse.tree.letter import Issue, Prose


class OtherPart(Rule):
    """The authorized or the remaining part of a request is another treatment than the original.

    ## Why

    What was authorized is a part of what was requested, and what remains is the rest: only that is
    in dispute (8 CCR 9792.10.6(d)). A part that has no word of the original and is of another
    category was left from another request.

    ## Example

    ```text wrong
    Acupuncture, 8 sessions was authorized
    ```

    ```text right
    Physical therapy for
    the lumbar spine, 8 sessions was authorized
    ```
    """

    code: ClassVar[str] = "IMR415"
    name: ClassVar[str] = "other-part"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for issue in draft.issues:
            partial = issue.request.partial_authorization
            if partial is None:
                continue
            original = partial.original
            for part in (partial.authorized, partial.remaining):
                if part.span and original.span and _is_another(part, original):
                    yield Finding(
                        part.span,
                        f"{part.text!r} is no part of {original.text!r}",
                        related=(Related("the original request", original.span),),
                    )


def _is_another(part: Treatment, original: Treatment) -> bool:
    drugs = ingredients_in(part.text), ingredients_in(original.text)
    if all(drugs):
        return drugs[0].isdisjoint(drugs[1])
    named, asked = item_words(part.text), words(original.text.lower())
    if not named or not asked or not named.isdisjoint(asked):
        return False
    one, other = (read_category(Folded(text, None, 0)) for text in (part.text, original.text))
    return bool(one and other) and one != other


class WhollyDenied(Rule):
    """The text says that utilization review denied the whole request, part of which it authorized.

    ## Why

    According to the request, a part was authorized, and only the rest is in dispute. "Utilization
    review denied the request in full" contradicts that, so the reader can't tell what is decided on
    (8 CCR 9792.10.6(d)). The summary is compared only if a part of every request was authorized.

    ## Example

    ```text wrong
    Utilization review denied the therapy in full. Eight sessions for the lumbar spine were
    authorized.
    ```

    ```text right
    Eight sessions for the lumbar spine were authorized.
    ```
    """

    code: ClassVar[str] = "IMR416"
    name: ClassVar[str] = "wholly-denied"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        partial = [issue for issue in draft.issues if issue.request.partial_authorization]
        if not partial:
            return
        if len(partial) == len(draft.issues):
            yield from _denials(draft.letter.summary, partial[0])
        for issue in partial:
            yield from _denials(issue.rationale, issue)


def _denials(text: Prose, issue: Issue) -> Iterator[Finding]:
    lower, authorized = text.text.lower(), issue.request.partial_authorization
    if not phrases().may_match("WHOLLY_DENIED", lower):
        return
    for found in phrases()["WHOLLY_DENIED"].finditer(lower):
        span = text.folded.span(*found.span("wholly"))
        place = authorized.authorized.span if authorized else None
        if span and place:
            yield Finding(
                span,
                "the text says that all of it was denied, but a part was authorized",
                related=(Related("what was authorized", place),),
            )
