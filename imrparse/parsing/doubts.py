"""What is doubtful in a letter that can be read: warnings.

Findings are imported where there are some, and what words them too: most letters give none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from imrparse.parsing.recovery.doubtful_decisions import doubtful_decisions, ends_with_decision
from imrparse.parsing.recovery.doubtful_edges import doubtful_edges, doubtful_starts
from imrparse.parsing.recovery.doubtful_wording import (
    before_nothing,
    beside_nothing,
    inside_lines,
    repeated_labels,
    unended_texts,
    unfilled,
)
from imrparse.parsing.recovery.misspelt_names import MisspeltNames
from imrparse.parsing.recovery.misspelt_wording import Misspellings
from imrparse.parsing.recovery.odd_texts import odd_texts
from imrparse.parsing.surroundings import letter_case, surrounding
from imrparse.syntax.islands import Island
from imrparse.syntax.letter_parser import LetterParser
from imrparse.syntax.sentence_ends import ends_sentence
from imrparse.text.decoration.interruptions import interruptions
from imrparse.text.decoration.view import DecorationKind
from imrparse.text.node import value_fields
from imrparse.text.source import Source, Span
from imrparse.text.spans import text_before
from imrparse.tree.letter import Determination, Issue
from imrparse.tree.prose import Prose

if TYPE_CHECKING:
    from imrparse.diagnostics.diagnostic import Diagnostic
    from imrparse.parsing.recovery.findings import Finding


_LONGEST_GAP = 400  # code points of white space


class Doubts:
    """Finds what is doubtful. One serves any number of letters."""

    def __init__(self, parser: LetterParser, misspellings: Misspellings) -> None:
        self._parser = parser
        self._misspellings = misspellings
        self._names = MisspeltNames()

    def warnings(
        self, source: Source, islands: Sequence[Island], letter: Determination
    ) -> Sequence[Diagnostic]:
        """What is doubtful in a letter that has no fault."""
        found: list[Finding] = [*self._misspellings.misspaced(source.plain, islands)]
        found += unfinished_sentence(source.plain, letter)
        found += self.of_letter(source, letter)
        found += [*letter_case(source), *surrounding(source)]
        found += self.lines(source, islands, letter, found)
        found = [*without_end(source.plain, letter, found)]
        if len(found) > 1:
            from imrparse.parsing.recovery.combined import combined

            found = combined(source.plain, found, letter)
        return self.diagnosed(found, source)

    def diagnosed(self, found: Sequence[Finding], source: Source) -> Sequence[Diagnostic]:
        """The diagnostics of findings, and of what was left out of a text."""
        if not found and not source.left_out:
            return []
        from imrparse.parsing.recovery.diagnose import diagnose

        return diagnose(found, source, self._parser.terminals)

    def lines(
        self,
        source: Source,
        islands: Sequence[Island],
        letter: Determination,
        found: Sequence[Finding],
    ) -> list[Finding]:
        """What was taken although its line holds something else, or begins elsewhere."""
        layout = cache(lambda: self._parser.lexer.layout(source, islands))
        inside = inside_lines(source, islands, letter)
        edges: list[Finding] = [*inside, *doubtful_edges(source.plain, letter, layout)]
        lines = beside_nothing(edges, found)
        if not _has_other_case(source):
            told = [*found, *lines]
            lines += beside_nothing(odd_texts(source.plain, letter, layout, told), told)
        told = [*found, *lines]
        lines += beside_nothing(_interruptions(source, letter), told)
        told = [*found, *lines]
        lines += beside_nothing(doubtful_starts(source.plain, letter, layout, told), told)
        told = [*found, *lines]
        unended = before_nothing(unended_texts(source.plain, letter), told)
        return [*lines, *beside_nothing(unended, told)]

    def of_letter(self, source: Source, letter: Determination) -> list[Finding]:
        """What is doubtful in a letter that can be read."""
        doubtful: list[Finding] = [
            *doubtful_decisions(source.plain, letter, self._parser.finder),
            *repeated_labels(source.plain, letter),
            *unfilled(source.plain, letter),
        ]
        if _has_other_case(source):
            return doubtful  # names are in the same letter case as the wording
        return [*doubtful, *self._names.find(source.plain, letter)]


def _has_other_case(source: Source) -> bool:
    """Whether the letter case of a text tells nothing."""
    return any(kind is DecorationKind.LETTER_CASE for _, kind in source.decoration)


def unfinished_sentence(plain: str, letter: Determination) -> list[Finding]:
    """A finding if the text ends in the middle of a rationale's sentence."""
    end = len(plain.rstrip())
    span = letter.issues[-1].rationale.span if letter.issues else None
    if span is None or span.end != end:
        return []
    if ends_sentence(plain[:end]) or ends_with_decision(plain, 0, end):
        return []
    from imrparse.parsing.recovery.findings import EndsInSentence

    return [EndsInSentence(Span(end, end))]


def without_end(plain: str, letter: Determination, found: Sequence[Finding]) -> Sequence[Finding]:
    """The findings, without that of an unfinished sentence if its text is told as none of the
    letter's."""
    span = letter.issues[-1].rationale.span if letter.issues else None
    if len(found) < 2 or span is None:
        return found
    from imrparse.parsing.recovery.findings import EndsInSentence, Stray

    strays = [f.span.start for f in found if isinstance(f, Stray) and f.span.start >= span.start]
    behind = any(
        start == span.start
        or ends_sentence(text_before(plain, start, _LONGEST_GAP, span.start).rstrip())
        for start in strays
    )
    end = len(plain.rstrip())
    return [
        f for f in found if not (behind and isinstance(f, EndsInSentence) and f.span.end == end)
    ]


def _interruptions(source: Source, letter: Determination) -> list[Finding]:
    """The lines in a letter's texts that seem to be none of its own, such as a stamp."""
    fields = (getattr(issue, name) for issue in letter.issues for name in value_fields(Issue))
    texts = [one.span for one in (letter.summary, *fields) if isinstance(one, Prose) and one.span]
    spans = interruptions(source.view, sorted(texts)) if texts else ()
    if not spans:
        return []
    from imrparse.parsing.recovery.findings import Stray

    return [Stray(span, is_doubtful=True) for span in spans]
