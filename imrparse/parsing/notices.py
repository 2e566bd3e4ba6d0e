"""Builds the tree of a letter of 2013: a notice that lists its decisions twice.

The module is imported when the first such letter is parsed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from attrs import frozen

from imrparse.data.regexes import regex
from imrparse.diagnostics import codes
from imrparse.diagnostics.diagnostic import Diagnostic, Related
from imrparse.parsing.builder import decision_of, of_source, reviewer_of
from imrparse.parsing.header_table import DATE
from imrparse.parsing.plan import credentials
from imrparse.parsing.recovery.diagnose import diagnose
from imrparse.parsing.recovery.findings import (
    BadValue,
    CutOff,
    EndsAfterLabel,
    Finding,
    NotReadOn,
    Stray,
)
from imrparse.parsing.recovery.misspelt_names import MisspeltNames
from imrparse.parsing.recovery.notice_tokens import Tokens, notice_parser
from imrparse.syntax.generations import Template
from imrparse.syntax.islands import Island
from imrparse.syntax.older_generations import notice_terminals
from imrparse.syntax.parse_tree import Tree
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.syntax.tokens import PROSE, Token
from imrparse.text.folding import Folded, fold
from imrparse.text.node import NOWHERE, parsed, set_field, value_fields
from imrparse.text.source import Source, Span
from imrparse.tree.letter import (
    Decision,
    Determination,
    Guideline,
    Header,
    Issue,
    Prose,
    Rationale,
    Request,
    Reviewer,
    Summary,
)

_FARTHEST = 100_000  # code points that are parsed; letters have some 3,000
_LONGEST_DATE = 40  # code points to report where a date is expected
_LATEST_YEAR = 2049
_QUOTE_AND_LINE_END = regex(r'"[^\S\n]*+(?:\n|\Z)')
_OPENING_QUOTE = regex('["\u201c]')
_CURLY_QUOTE = regex("[\u201c\u201d]")


class Notice(NamedTuple):
    """A letter of 2013, parsed as if its faults were fixed."""

    letter: Determination
    diagnostics: Sequence[Diagnostic]
    source: Source
    """The source, cut where parsing stopped."""
    islands: Sequence[Island]


def read_notice(source: Source) -> Notice | None:
    """Parse a text with the wording of 2013; None if too little of such a letter is present."""
    if source.plain.isupper():
        return None  # in capitals, states and headings look like any other words
    source = notice_parser().with_repeated_lines(source)
    found: list[Finding] = []
    if len(source.plain) > _FARTHEST:
        source = source.cut(_FARTHEST)
        found.append(NotReadOn(_FARTHEST))
    tokens = notice_parser().tokens(source.plain)
    if tokens is None:
        return None
    builder = _NoticeBuilder(source, tokens)
    letter = builder.letter()
    found += [*tokens.findings, *builder.findings, *MisspeltNames().find(source.plain, letter)]
    said = [*diagnose(found, source, notice_terminals()), *builder.diagnostics]
    said.sort(key=lambda one: (one.span.start, one.code))
    return Notice(letter, said, source, tokens.islands)


@frozen
class _Entry:
    """An entry in one of the two lists of decisions."""

    request: Span
    decision: Decision | None
    decision_span: Span
    span: Span


class _NoticeBuilder:
    """Builds the letter from one source."""

    def __init__(self, source: Source, tokens: Tokens) -> None:
        self.findings: list[Finding] = []
        self.diagnostics: list[Diagnostic] = []
        self._source = source
        self._plain = source.plain
        self._tokens = tokens.tokens
        self._preamble = tokens.preamble
        self._breaks_off = any(isinstance(f, CutOff | EndsAfterLabel) for f in tokens.findings)
        self._parts = [part for part in tokens.shape.children if isinstance(part, Tree)]

    def letter(self) -> Determination:
        """Build the letter."""
        dated, first, application, second, qualified, case = self._parts
        decided, decided_span, rest = self._date(dated.children[-1])
        parties = self._prose(rest)
        summary, remainder = self._summary(case.children[-1])
        header = self._header(decided, decided_span, [*dated.children, *application.children])
        values = of_source(self._source)
        if self._preamble:
            values["preamble"] = self._plain[slice(*self._preamble)]
        letter = Determination(
            header=header,
            reviewer=self._reviewer(qualified.children),
            summary=summary,
            issues=tuple(self._issues([*self._entries(first)], [*self._entries(second)])),
            template=Template.G0,
            parties=parties,
            remainder=remainder,
            **values,
        )
        set_field(letter, "is_as_parsed", True)
        return letter

    def _reviewer(self, numbers: Sequence[int]) -> Reviewer:
        tokens = self._tokens
        kinds = [token.type for token in tokens]
        found = credentials(numbers, kinds)
        lists = [(field, kinds[before], tokens[text].span) for field, before, text in found]
        return reviewer_of(self._plain, _extent([tokens[n] for n in numbers]), lists)

    def _prose(self, stretch: Span) -> Prose | None:
        """The text in a stretch as prose; None if it contains no words."""
        if not any(map(str.isalnum, self._plain[slice(*stretch)])):
            return None
        span = self._span(*stretch)
        return parsed(Prose, span=span, places=NOWHERE, plain=self._plain)

    def _span(self, start: int, end: int) -> Span:
        """The span of a stretch without the white space around it."""
        text = self._plain[start:end]
        start += len(text) - len(text.lstrip())
        return Span(start, start + len(text.strip()))

    # The dates

    def _header(self, decided: object, decided_span: Span | None, tokens: Sequence[int]) -> Header:
        values: dict[str, object] = dict.fromkeys(value_fields(Header))
        values["decision_date"] = decided
        places = {"decision_date": decided_span} if decided_span else {}
        after = {
            "APPLIED_SENTENCE": "application_received",
            "DENIED_PHRASE": "ur_denial_date",
            "ASSIGNED_SENTENCE": "date_assigned",
        }
        for number in tokens:
            if name := after.get(self._tokens[number].type):
                values[name], span, rest = self._date(number + 1)
                if span:
                    places[name] = span
                    is_last = not self._tokens[number + 2].value  # the next part is missing
                    if not is_last and any(map(str.isalnum, self._plain[slice(*rest)])):
                        self.findings.append(Stray(rest))
        extent = Span(self._tokens[tokens[0]].start_pos, self._tokens[tokens[-1]].end_pos)
        return parsed(Header, **values, span=extent, places=places)

    def _date(self, number: int) -> tuple[object, Span | None, Span]:
        """The date at the start of a text token, its span, and the span of the remaining text.

        If the text does not begin with a date, the date is None; that is a finding unless the
        words before the date are missing too.
        """
        name, token = self._tokens[number - 1 : number + 1]
        if not token.value or self._is_cut(token):
            return None, None, token.span
        # Imported only when there is a date to parse.
        from imrparse.fields.dates import printed_dates

        folded = Folded(fold(token.value), token.value, token.start_pos)
        printed = next(iter(printed_dates(folded.text)), None)
        span = folded.span(printed.start, printed.end) if printed else None
        if not printed or not span or printed.start:
            if name.value:
                line = token.value.partition("\n")[0][:_LONGEST_DATE].rstrip()
                self._bad_date(Span(token.start_pos, token.start_pos + len(line)))
            return None, None, token.span
        value = printed.value(_LATEST_YEAR)
        if value is None:
            self._bad_date(span)
        rest = Span(span.end, token.end_pos)
        text = self._plain[slice(*rest)].lstrip().removeprefix(".").lstrip()
        return value, span if value else None, Span(rest.end - len(text), rest.end)

    def _is_cut(self, token: Token) -> bool:
        """Whether the text may break off in the middle of a date."""
        is_last = token.end_pos == len(self._plain.rstrip())
        return self._breaks_off and is_last and len(token.value) < _LONGEST_DATE

    def _bad_date(self, span: Span) -> None:
        self.findings.append(BadValue(Terminal(DATE, Kind.VALUE), span))

    # The decisions

    def _entries(self, decisions: Tree) -> Iterator[_Entry]:
        for decision in decisions.children:
            tokens = [self._tokens[number] for number in decision.children]
            request = next(token for token in tokens if token.type == PROSE)
            last = tokens[-1]
            if any(token.value for token in tokens):
                yield _Entry(
                    request.span,
                    decision_of(last.type) if last.value else None,
                    last.span,
                    _extent(tokens),
                )

    def _issues(self, first: Sequence[_Entry], second: Sequence[_Entry]) -> Iterator[Issue]:
        """The issues; each should be in both lists, and a difference is reported."""
        both = bool(first and second) and not self._breaks_off
        one_list, other_list = (list(map(self._key, entries)) for entries in (first, second))
        compared = SequenceMatcher(None, one_list, other_list, autojunk=False)
        for _, a, b, c, d in compared.get_opcodes():
            paired = min(b - a, d - c)
            for one, other in zip(first[a:b], second[c:d], strict=False):
                entry = one if one.decision and not other.decision else other
                yield self._issue(entry, self._decided(one, other))
            for entry in (*first[a + paired : b], *second[c + paired : d]):
                if both:
                    self._differs("this decision is in only one of the two lists", entry.span)
                yield self._issue(entry, entry.decision)

    def _key(self, entry: _Entry) -> str:
        return "".join(self._plain[slice(*entry.request)].split())

    def _decided(self, one: _Entry, other: _Entry) -> Decision | None:
        """The decision on a request; None if the two lists disagree.

        A decision missing from one list was reported earlier.
        """
        if not one.decision or not other.decision:
            return one.decision or other.decision
        if self._key(one) != self._key(other):
            self._differs(
                "the two lists of decisions word this request differently",
                other.request,
                Related("the first list has it so", one.request),
            )
        if one.decision is not other.decision:
            self._differs(
                "the two lists decide differently on this request",
                other.decision_span,
                Related("the first list decides here", one.decision_span),
            )
            return None
        return other.decision

    def _differs(self, message: str, span: Span, *related: Related) -> None:
        fault = codes.fault(codes.NO_DECISION, message, span, self._source, related=related)
        self.diagnostics.append(fault)

    def _issue(self, entry: _Entry, decision: Decision | None) -> Issue:
        empty = {"text": "", "span": None, "places": NOWHERE, "plain": None}
        request = parsed(Request, span=entry.request, places=NOWHERE, plain=self._plain)
        return parsed(
            Issue,
            request=request,
            decision=decision,
            claims_administrator_guideline=parsed(Guideline, **empty),
            maximus_guideline=parsed(Guideline, **empty),
            rationale=parsed(Rationale, **empty),
            span=entry.span,
            places={"decision": entry.decision_span} if decision else NOWHERE,
        )

    # The summary

    def _summary(self, number: int) -> tuple[Summary, Prose | None]:
        """The text in quotation marks, and what follows it."""
        token = self._tokens[number]
        ends_here = token.end_pos == len(self._plain.rstrip()) and len(token.value) < _LONGEST_DATE
        if not token.value or (ends_here and not _OPENING_QUOTE.search(token.value)):
            end = token.end_pos
            if token.value:
                message, place = "the letter ends here, without the summary", Span(end, end)
                fault = codes.fault(codes.CUT_OFF, message, place, self._source)
                self.diagnostics.append(fault)
            return parsed(Summary, span=Span(end, end), places=NOWHERE, plain=self._plain), None
        dated, _, rest = self._date(number)
        start, end, after = self._quoted(rest, is_dated=dated is not None)
        span = self._span(start, end)
        summary = parsed(Summary, span=span, places=NOWHERE, plain=self._plain)
        return summary, self._prose(Span(after, rest.end))

    def _quoted(self, rest: Span, *, is_dated: bool) -> tuple[int, int, int]:
        """The start and end of the quoted text, and the start of the text after it."""
        plain = self._plain
        found = _OPENING_QUOTE.search(plain, rest.start, min(rest.end, rest.start + _LONGEST_DATE))
        if found is None:
            self._unquoted(rest.start)
            return rest.start, rest.end, rest.end
        if is_dated and found.start() > rest.start:
            self.findings.append(Stray(self._span(rest.start, found.start())))
        end = _closing_quote(plain, Span(found.end(), rest.end), found[0])
        if end is None:
            self._unquoted(rest.end)
            return found.end(), rest.end, rest.end
        return found.end(), end, end + 1

    def _unquoted(self, place: int) -> None:
        message = "the quotation mark of the summary is missing here"
        span = Span(place, place)
        self.diagnostics.append(codes.fault(codes.MISSING, message, span, self._source))


def _closing_quote(plain: str, rest: Span, opening: str) -> int | None:
    """The offset of the closing quotation mark; the text may contain quotations itself."""
    if opening == '"':
        at_line_end = _QUOTE_AND_LINE_END.search(plain, *rest)
        last = plain.rfind(opening, *rest)
        return at_line_end.start() if at_line_end else last if last >= 0 else None
    depth = 1
    for mark in _CURLY_QUOTE.finditer(plain, *rest):
        depth += 1 if mark[0] == opening else -1
        if not depth:
            return mark.start()
    return None


def _extent(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].start_pos, tokens[-1].end_pos)
