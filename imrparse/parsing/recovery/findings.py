"""What is wrong with a text, as recovery found it: facts, without words.

The menders return findings; `diagnose` makes diagnostics of them, at `span`, or `at` an offset.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from imrparse.diagnostics.diagnostic import Edit
from imrparse.parsing.recovery.mended_tokens import Extent
from imrparse.syntax.near_misses import Gap
from imrparse.syntax.terminals import Terminal
from imrparse.text.source import Span


@frozen
class _Point:
    """A finding at a place between two characters: an empty span."""

    at: int

    @property
    def span(self) -> Span:
        return Span(self.at, self.at)


@frozen
class Missing(_Point):
    """A part is missing."""

    parts: tuple[Terminal, ...]
    """Its terminals: more than one for a name of several words, and for a request."""
    after: Span | None = None
    """The part that it should follow."""
    has_text: bool = False  # of its own, there


@frozen
class Empty(_Point):
    """A label, or the name of a header cell, has nothing after it."""

    name: Terminal
    name_span: Span
    others: tuple[Empty, ...] = ()
    """The labels right below it that have nothing after them either."""


@frozen
class EmptyIssue:
    """An issue has nothing after any of its labels: it was not filled in."""

    span: Span
    """Its request, or its first label."""
    labels: tuple[Span, ...]


@frozen
class Doubled:
    """A part stands in the text a second time."""

    part: Terminal
    span: Span
    first: Span
    extent: Extent | None = None
    first_extent: Extent | None = None


@frozen
class WrongLabel:
    """A label stands a second time, in the place of another one."""

    span: Span
    meant: Terminal
    first: Span


@frozen
class Misplaced:
    """A part stands where it can't."""

    part: Terminal
    span: Span
    before: Span | None = None
    """What the part should precede; None if it belongs nowhere in this letter."""
    extent: Extent | None = None


@frozen
class Stray:
    """Text that belongs to no part, or is the name of a field that was not filled in."""

    span: Span
    is_field: bool = False
    is_doubtful: bool = False  # left in a part all the same


@frozen
class RequestNamed:
    """A request has a name or number before it, which is no part of it."""

    span: Span


@frozen
class SecondLetter:
    """Another letter begins in the text."""

    span: Span
    first: Span
    """Where the letter itself begins."""


# The end of the text.


@frozen
class CutOff(_Point):
    """The text ends before the letter is complete."""

    missing: tuple[Terminal, ...]
    """What the rest of the letter needs, in order."""


@frozen
class EndsAfterLabel(_Point):
    """The text ends behind a label, and lacks only the label's text."""

    missing: tuple[Terminal, ...]
    label: Terminal


@frozen
class EndsInSentence:
    """The last line of a text ends no sentence; an empty span at the end of the letter."""

    span: Span


@frozen
class BeginsInSentence:
    """A text begins in the middle of a sentence: its first words."""

    span: Span


@frozen
class OthersText:
    """A text is worded as that of another label, or of a guideline field."""

    span: Span
    owner: Terminal | None


@frozen
class NotReadOn(_Point):
    """The rest of a long text was not read."""


# Wording.


@frozen
class Misspelt:
    """A heading, label, header name or decision has wrong letters."""

    span: Span
    wording: str
    edit: Edit


@frozen
class InsideLine:
    """A heading or label shares its line with other text. It was accepted."""

    span: Span
    part: Terminal
    edit: Edit
    """The line end that is missing."""
    others: tuple[InsideLine, ...] = ()
    """Those behind it on its line."""


@frozen
class RepeatedLabel:
    """Another label stands at the start of a labelled text. It was taken for text."""

    span: Span


@frozen
class DoubtfulStart:
    """A request may begin at another line than it was taken to: a later one, or one before it."""

    span: Span
    is_before: bool = False


@frozen
class OtherName:
    """A header cell has another name than it should have."""

    span: Span
    wording: str
    """The name that it should have."""


@frozen
class OtherWording:
    """A heading or label is in other words than it should be."""

    span: Span
    part: Terminal


@frozen
class NoColon:
    """A decision has no colon before it."""

    span: Span
    wording: str
    edit: Edit | None


@frozen
class Misspaced:
    """Fixed wording has spaces too many or too few."""

    span: Span
    wording: str
    gaps: tuple[Gap, ...]


@frozen
class MisspeltState:
    """The name of a state is nearly right."""

    span: Span
    choices: tuple[str, ...]
    """The names that may be meant."""


@frozen
class MisspeltMonth:
    """The name of a month is nearly right."""

    span: Span
    choices: tuple[str, ...]


@frozen
class LetterCase:
    """Fixed wording is in another letter case, all over the text."""

    span: Span
    others: tuple[Span, ...]
    """Some more of the places."""
    edits: tuple[Edit, ...]
    """The right wording at each of them."""


# Decisions.


@frozen
class NoDecision:
    """Words that are no decision stand where one should."""

    span: Span


@frozen
class SeveralDecisions:
    """Different decisions stand in the place of one, and none was taken."""

    span: Span


@frozen
class DecisionInRequest:
    """A decision stands in a request, or below a text that has ended; or a word beside one does."""

    span: Span
    is_below: bool = False
    is_beside: bool = False


# Values of the header.


@frozen
class BadValue:
    """The value of a header cell is not of the cell's kind."""

    kind: Terminal
    span: Span
    meant: str | None = None
    """The only value that it can stand for."""
    choices: tuple[str, ...] = ()
    """All values of the kind, if these are few."""


@frozen
class NamelessValue:
    """A value of the header that belongs to no name."""

    span: Span


@frozen
class UnsureValue(_Point):
    """A value of the header is missing, and nothing tells of which name."""

    names: tuple[Span, ...]
    """The names that it may be missing from."""


@frozen
class DistantValue:
    """A value that stands apart from its name, and was taken because no other is left."""

    span: Span
    name: Span


@frozen
class Marks:
    """Marks in the header that are no part of a name or value."""

    span: Span
    others: tuple[Span, ...]


@frozen
class Surrounding:
    """Text before or after the letter that is no part of it: its first line."""

    span: Span
    is_before: bool
    behind: Span | None = None
    """The first line of such text after the letter, if this stands before it."""


@frozen
class NoLetter:
    """Nothing of a determination letter is in the text."""

    span: Span
    """The first line; empty for an empty text."""


Finding: TypeAlias = (
    Missing
    | Empty
    | EmptyIssue
    | Doubled
    | WrongLabel
    | Misplaced
    | Stray
    | RequestNamed
    | SecondLetter
    | CutOff
    | EndsAfterLabel
    | EndsInSentence
    | BeginsInSentence
    | OthersText
    | NotReadOn
    | Misspelt
    | DoubtfulStart
    | RepeatedLabel
    | OtherName
    | OtherWording
    | NoColon
    | Misspaced
    | MisspeltState
    | MisspeltMonth
    | NoDecision
    | SeveralDecisions
    | DecisionInRequest
    | BadValue
    | NamelessValue
    | UnsureValue
    | DistantValue
    | Marks
    | InsideLine
    | LetterCase
    | Surrounding
    | NoLetter
)
