"""What a drafter or editor has accepted, each with a reason, so that it is not reported.

An acceptance names codes or names of rules. It is a comment in the text of a draft, a comment of a
Word file, or an entry of the settings. It covers warnings and notes; an error is never covered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define, field, frozen

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Severity
from imrparse.files.loaded import Comment
from imrparse.linting.config import Accepted
from imrparse.text.decoration.remarks import COMMENT, SIGN, lines_of
from imrparse.text.source import Source, Span

_SAID = regex(
    r"\s*+ignore\b[\s:]*+(?P<names>[A-Za-z][\w-]*+(?:\s*+,\s*+[A-Za-z][\w-]*+)*+)?+(?P<reason>.*)",
    re.DOTALL | re.IGNORECASE,
)
_IN_WORD_COMMENT = regex(r"\s*+imrparse:(?P<said>.*)", re.DOTALL | re.IGNORECASE)
_BEFORE_REASON = " \t\r\n:;,.-\u2013\u2014()[]"
_SIGN = regex(SIGN, re.IGNORECASE)
_BLANK_LINE = regex(r"\n[ \t\x1f]*\n")


@define(eq=False)
class Acceptance:
    """One acceptance, and what it was needed for."""

    span: Span
    """Where it is written, or where the letter begins if it stands in the settings."""
    names: tuple[str, ...]
    """The codes and names of rules, as they are written."""
    reason: str
    covers: Span | None = None
    """What it covers; None for the whole letter."""
    is_in_text: bool = False
    """Whether it is a comment in the text, which a fix can change."""
    removed: Span | None = None
    """What a fix removes with it: the line that it stands on."""
    needed: set[str] = field(factory=set)
    """The codes of the findings that it covered."""

    def is_on(self, span: Span) -> bool:
        """Whether it covers a place."""
        return self.covers is None or self.covers.start <= span.start <= self.covers.end


@frozen
class Acceptances:
    """All acceptances of one letter."""

    all: Sequence[Acceptance]
    code_of: Mapping[str, str]
    """The code that each known code or name of a rule stands for."""
    unknowable: set[str] = field(factory=set)
    """The codes of the rules that were not run, because an error damaged what they need."""

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes that are accepted anywhere."""
        named = (name for one in self.all for name in one.names)
        return frozenset(self.code_of[name] for name in named if name in self.code_of)

    def accept(self, finding: Diagnostic) -> bool:
        """Whether a finding is accepted; this is remembered."""
        if finding.code not in self.codes or finding.severity is Severity.ERROR:
            return False
        covering = [
            one
            for one in self.all
            if one.is_on(finding.span)
            and any(self.code_of.get(name) == finding.code for name in one.names)
        ]
        for one in covering:
            one.needed.add(finding.code)
        return bool(covering)

    def needless(self, one: Acceptance) -> Iterator[str]:
        """The names of an acceptance that no finding needed."""
        for name in one.names:
            code = self.code_of.get(name)
            if code and code not in one.needed and code not in self.unknowable:
                yield name


NONE = Acceptances((), {})


def acceptances(
    source: Source,
    settings: Iterable[Accepted],
    case_number: str | None,
    comments: Iterable[Comment] = (),
) -> list[Acceptance]:
    """The acceptances of a letter: in its text, in the comments of its file, in the settings."""
    start = Span(0, 0)
    entries = (one for one in settings if one.case == case_number)
    return [
        *_in_text(source),
        *_in_comments(comments),
        *(Acceptance(start, entry.codes, entry.reason) for entry in entries),
    ]


def _in_text(source: Source) -> Iterator[Acceptance]:
    if not _SIGN.search(source.text):
        return
    for found in COMMENT.finditer(source.text):
        names, reason = _read(found["said"])
        span, lines = Span(*found.span()), Span(*lines_of(source.text, found))
        covers = _covered(source.plain, span, lines)
        yield Acceptance(span, names, reason, covers, is_in_text=True, removed=lines)


def _in_comments(comments: Iterable[Comment]) -> Iterator[Acceptance]:
    for one in comments:
        if found := _IN_WORD_COMMENT.match(one.text):
            yield Acceptance(one.span, *_read(found["said"]), one.span)


def _read(said: str) -> tuple[tuple[str, ...], str]:
    """The names and the reason of what follows "imrparse:"."""
    found = _SAID.match(said)
    if not found:
        return (), ""
    names = tuple(name.strip() for name in (found["names"] or "").split(",") if name.strip())
    return names, " ".join(found["reason"].strip(_BEFORE_REASON).split())


def _covered(plain: str, span: Span, lines: Span) -> Span:
    """What a comment covers: the paragraph that it stands in, or, alone on its line, the text below
    it up to the end of the paragraph. Without blank lines in the letter it is the line."""
    end_of = _BLANK_LINE if _BLANK_LINE.search(plain) else re.compile(r"\n")
    if lines != span:
        rest = len(plain) - len(plain[lines.end :].lstrip())
        start = rest
    else:
        before = [found.end() for found in end_of.finditer(plain, 0, span.start)]
        start = before[-1] if before else 0
    after = end_of.search(plain, max(start, span.end))
    return Span(start, after.start() if after else len(plain))


def without(one: Acceptance, source: Source, names: Sequence[str]) -> Edit | None:
    """The edit that removes some names of a comment in the text, or all of it if none is left."""
    if not one.is_in_text or one.removed is None:
        return None
    left = [name for name in one.names if name not in names]
    if not left:
        start, end = one.removed
        is_inside = one.removed == one.span and start > 0
        return Edit(Span(start - (is_inside and source.text[start - 1] == " "), end), "")
    written = source.text[slice(*one.span)]
    first = written.index(one.names[0])
    last = written.index(one.names[-1], first) + len(one.names[-1])
    return Edit(Span(one.span.start + first, one.span.start + last), ", ".join(left))
