"""What diagnostics of findings are made of: the names of parts, and the text at a span."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence

from attrs import evolve

from imrparse.diagnostics import codes
from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.parsing.recovery import findings
from imrparse.parsing.recovery.findings import Finding
from imrparse.parsing.recovery.part_fixes import PartFixes
from imrparse.syntax.near_misses import Gap
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.syntax.tokens import END, PROSE, REQUEST
from imrparse.text.decoration.page_lines import shape
from imrparse.text.source import LeftOutKind, Source, Span

NAMED = {
    Kind.HEADING: "the heading {!r}",
    Kind.LABEL: "the label {!r}",
    Kind.DECISION: "{!r}",
    Kind.FIELD: "the header's {!r}",
    Kind.SENTENCE: "the sentence {!r}",
    Kind.PHRASE: "the words {!r}",
}
_MANY = 3  # findings that are the same fault
_SEVERAL = 2  # the same, if one habit of the drafter makes all of them
_NAMES = "names in capitals"
_SWAPPED = "values in each other's place"
_SPACES = ("spaces too many", "spaces too few")
_ONE_HABIT: Collection[Hashable] = (_NAMES, _SWAPPED, *_SPACES)
_MOST_RELATED = 20
_LONGEST = 60  # code points of a text that a message names
IN_ORDER = "`imrparse format --force` prints the parts in their order"
_NAMED_ALONE = {REQUEST: "the request", PROSE: "text", END: "the letter's end"}


class Words:
    """Makes diagnostics on one source."""

    def __init__(self, source: Source, terminals: Terminals) -> None:
        self._source = source
        self._terminals = terminals
        self._fixes = PartFixes(source)

    def _error(
        self,
        code: str,
        message: str,
        span: Span,
        related: Related | None = None,
        *,
        expected: tuple[str, ...] = (),
        hint: str | None = None,
        fix: Fix | None = None,
    ) -> Diagnostic:
        places = (related,) if related else ()
        fixes = (fix,) if fix else ()
        source = self._source
        return codes.fault(
            code, message, span, source, expected=expected, hint=hint, related=places, fixes=fixes
        )

    def _fault(
        self,
        code: str,
        severity: Severity,
        message: str,
        span: Span,
        *,
        hint: str | None = None,
        fix: Fix | None = None,
    ) -> Diagnostic:
        fixes = (fix,) if fix else ()
        source = self._source
        return codes.fault(code, message, span, source, severity=severity, hint=hint, fixes=fixes)

    def _fix(self, wording: str, edit: Edit, kind: TextKind = TextKind.WORDING) -> Fix:
        return codes.replacement_fix(wording, (edit,), self._source, kind)

    def _shown(self, span: Span) -> str:
        return " ".join(self._source.plain[slice(*span)].split())

    def _name(self, part: Terminal) -> str:
        """What readers of letters call a part. Where a decision is wanted, any of them will do."""
        return self._decisions if part.kind is Kind.DECISION else own_name(part)

    @property
    def _decisions(self) -> str:
        return " or ".join(sorted(map(own_name, self._terminals.decisions), reverse=True))


def own_name(part: Terminal) -> str:
    """What a part is called in a message."""
    if part in _NAMED_ALONE:
        return _NAMED_ALONE[part]
    if part.wordings and part.kind in NAMED:
        return NAMED[part.kind].format(part.wording)
    return "text"


def either(choices: Sequence[str]) -> str:
    """The choices, as a message lists them: "a, b or c"."""
    return " or ".join(filter(None, [", ".join(choices[:-1]), choices[-1]]))


def spacing(gap: Gap) -> str:
    """What is wrong with the white space at a place, in words, because it is hardly visible."""
    word = gap.before.split()[-1]
    if not gap.given:
        return f"the space after '{word}' is missing"
    if gap.wanted:
        return f"there are {gap.given} spaces after '{word}', not one"
    return f"a space splits the word after '{word}'"


def not_shown(source: Source) -> Iterator[Diagnostic]:
    """A warning for each kind of text that is in the file, but not shown as a part of it."""
    for kind in (LeftOutKind.HIDDEN, LeftOutKind.DELETED):
        parts = [part for part in source.left_out if part.kind is kind]
        if not parts:
            continue
        first, *others = [Span(part.offset, part.offset) for part in parts]
        yield codes.fault(
            codes.STRAY,
            f"{kind.value} of the file is left out: '{_shortened(parts[0].text)}'",
            first,
            source,
            severity=Severity.WARNING,
            related=tuple(Related("here too", span) for span in others[:_MOST_RELATED]),
        )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def grouped(worded: Iterable[tuple[Finding, Diagnostic]], source: Source) -> Iterator[Diagnostic]:
    """Diagnostics, with one for all that a carrier or a program did in the same way all over."""
    groups: dict[Hashable, list[Diagnostic]] = {}
    for number, (finding, diagnostic) in enumerate(worded):
        groups.setdefault(_sameness(finding, source) or number, []).append(diagnostic)
    for sameness, group in groups.items():
        if len(group) < (_SEVERAL if sameness in _ONE_HABIT else _MANY):
            yield from group
            continue
        first, *others = sorted(group, key=lambda diagnostic: diagnostic.span.start)
        fixes = [fix for one in (first, *others) for fix in one.fixes[:1]]
        yield evolve(
            first,
            message=f"{first.message}, and so in {_places(len(others))}",
            related=tuple(Related("here too", other.span) for other in others[:_MOST_RELATED]),
            fixes=_together(fixes),
        )


def _together(fixes: Sequence[Fix]) -> tuple[Fix, ...]:
    """One fix that makes the edits of all."""
    if not fixes:
        return ()
    edits = tuple(edit for fix in fixes for edit in fix.edits)
    safe = all(fix.safe for fix in fixes)
    return (evolve(fixes[0], message="correct all of them", edits=edits, safe=safe),)


def _letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(filter(str.isalnum, text))


def _places(count: int) -> str:
    return "another place" if count == 1 else f"{count} other places"


def _sameness(finding: Finding, source: Source) -> Hashable:
    """What a finding has in common with others that are the same fault; None if it stands alone."""
    match finding:
        case findings.Misspaced(gaps=gaps):
            return _SPACES[not all(gap.given for gap in gaps)]
        case findings.BadValue(kind=kind, meant=str()):
            return "notation", kind
        case findings.Misspelt(span=span, wording=wording):
            text = source.plain[slice(*span)].casefold()
            if text == wording.casefold():
                return "case"
            return "signs" if _letters(text) == _letters(wording.casefold()) else None
        case findings.MisspeltState(span=span, choices=[name]):
            small = source.plain[slice(*span)].casefold() == name.casefold()
            return _NAMES if small else None
        case findings.DistantValue():
            return _SWAPPED
        case findings.Stray(span=span, is_field=False):
            return "stray", shape(source.plain[slice(*span)])
    return None
