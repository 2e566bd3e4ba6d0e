"""The diagnostics of findings: the one place where recovery's messages are worded."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatchmethod

from imrparse.diagnostics import codes, safe_fixes
from imrparse.diagnostics.diagnostic import Diagnostic, Edit, Related, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.parsing.header_table import CASE_NUMBER, DATE, PRIORITY
from imrparse.parsing.recovery import findings
from imrparse.parsing.recovery.diagnostic_words import (
    IN_ORDER,
    NAMED,
    Words,
    either,
    grouped,
    not_shown,
    own_name,
    spacing,
)
from imrparse.parsing.recovery.findings import Finding
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Kind, Terminal, Terminals
from imrparse.text.source import Source

_BAD_VALUES = {
    CASE_NUMBER: (
        codes.BAD_CASE_NUMBER,
        "is not a case number (CM, the year, a hyphen, seven digits)",
    ),
    DATE: (codes.BAD_DATE, "is not a calendar date (MM/DD/YYYY)"),
    PRIORITY: (codes.BAD_PRIORITY, "is not a priority"),
}


def diagnose(found: Iterable[Finding], source: Source, terminals: Terminals) -> list[Diagnostic]:
    """The diagnostics of what was found in a source, in the order of their places."""
    words = _Findings(source, terminals)
    worded = [(finding, words.diagnostic(finding)) for finding in found]
    said = [*grouped(worded, source), *not_shown(source)]
    return sorted(said, key=lambda d: (d.span.start, d.code))


class _Findings(Words):
    """Words the findings of one source."""

    @singledispatchmethod
    def diagnostic(self, found: Finding) -> Diagnostic:
        """The diagnostic of a finding."""
        raise NotImplementedError(type(found))

    # Parts of a letter.

    @diagnostic.register
    def _(self, found: findings.Missing) -> Diagnostic:
        first = found.parts[0]
        if first.kind is Kind.FIELD:
            expected = " ".join(part.wording for part in found.parts)
            name = NAMED[Kind.FIELD].format(expected)
        else:
            expected = name = " and ".join(map(self._name, found.parts))
        related = None
        if found.after:
            what = "request" if first.kind is Kind.DECISION else "part"
            related = Related(f"it should follow this {what}", found.after)
        is_plural = first.kind is Kind.PHRASE or (len(found.parts) > 1 and first.kind is Kind.LABEL)
        are = "are" if is_plural else "is"
        message, fix = f"{name} {are} missing here", self._fixes.inserted(found)
        span = found.span
        return self._error(codes.MISSING, message, span, related, expected=(expected,), fix=fix)

    @diagnostic.register
    def _(self, found: findings.Empty) -> Diagnostic:
        is_field = found.name.kind is Kind.FIELD
        shown = f"the header's '{self._shown(found.name_span)}'"
        name, what = (shown, "name") if is_field else (self._name(found.name), "label")
        related = Related(f"it should follow this {what}", found.name_span)
        message = f"{name} has nothing after it"
        if found.others:
            name = " and ".join([name, *(self._name(other.name) for other in found.others)])
            message = f"{name} have nothing after them"
        return self._error(codes.EMPTY, message, found.span, related)

    @diagnostic.register
    def _(self, found: findings.EmptyIssue) -> Diagnostic:
        message = "an issue that was not filled in: its labels have nothing after them"
        related = tuple(Related("this label has nothing after it", span) for span in found.labels)
        return codes.fault(codes.EMPTY, message, found.span, self._source, related=related)

    @diagnostic.register
    def _(self, found: findings.Doubled) -> Diagnostic:
        is_field = found.part.kind is Kind.FIELD
        name = f"'{self._shown(found.span)}'" if is_field else self._name(found.part)
        related = Related("the first one is here", found.first)
        appears = "appear" if found.part.kind is Kind.PHRASE else "appears"
        message, fix = f"{name} {appears} here a second time", self._fixes.without_second(found)
        return self._error(codes.DOUBLED, message, found.span, related, fix=fix)

    @diagnostic.register
    def _(self, found: findings.WrongLabel) -> Diagnostic:
        wording = found.meant.wording
        message = f"'{self._shown(found.span)}' stands here in the place of '{wording}'"
        related = Related("it has its own place here", found.first)
        edit = Edit(found.span, wording)
        fix = safe_fixes.part_fix(f"replace it by '{wording}'", self._source.text, (edit,))
        return self._error(codes.DOUBLED, message, found.span, related, fix=fix)

    @diagnostic.register
    def _(self, found: findings.Misplaced) -> Diagnostic:
        name = own_name(found.part)
        if found.before is None:
            return self._error(codes.MISPLACED, f"{name} does not belong here", found.span)
        related = Related("it belongs before this", found.before)
        message, fix = f"{name} is out of order", self._fixes.moved(found)
        hint = None if fix else IN_ORDER
        return self._error(codes.MISPLACED, message, found.span, related, hint=hint, fix=fix)

    @diagnostic.register
    def _(self, found: findings.Stray) -> Diagnostic:
        if found.is_field:
            message = f"'{self._shown(found.span)}' is a field that was not filled in"
            return self._error(codes.EMPTY, message, found.span)
        if found.is_doubtful:
            message = f"'{self._shown(found.span)}' may be no part of the letter"
            return self._fault(codes.STRAY, Severity.WARNING, message, found.span)
        message = "text that belongs to no part of the letter"
        return self._error(codes.STRAY, message, found.span)

    @diagnostic.register
    def _(self, found: findings.RequestNamed) -> Diagnostic:
        message = f"'{self._shown(found.span)}' before a request is no part of it"
        text, edits = self._source.text, (Edit(found.span, ""),)
        fix = safe_fixes.fix(f"remove '{self._shown(found.span)}'", text, edits, TextKind.WORDING)
        return self._fault(codes.STRAY, Severity.WARNING, message, found.span, fix=fix)

    @diagnostic.register
    def _(self, found: findings.SecondLetter) -> Diagnostic:
        related = Related("the first one begins here", found.first)
        return self._error(codes.SECOND_LETTER, "a second letter begins here", found.span, related)

    # The end of the text.

    @diagnostic.register
    def _(self, found: findings.CutOff) -> Diagnostic:
        return self._ends(codes.CUT_OFF, self._name(found.missing[0]), found)

    @diagnostic.register
    def _(self, found: findings.EndsAfterLabel) -> Diagnostic:
        return self._ends(codes.EMPTY, f"the text of {self._name(found.label)}", found)

    def _ends(
        self, code: str, missing: str, found: findings.CutOff | findings.EndsAfterLabel
    ) -> Diagnostic:
        expected = tuple(map(own_name, found.missing))
        message = f"the letter ends here, without {missing}"
        return self._error(code, message, found.span, expected=expected)

    @diagnostic.register
    def _(self, found: findings.EndsInSentence) -> Diagnostic:
        if found.span.start < found.span.end:
            message = "a line that ends no sentence, which may be no part of the text above it"
            return self._fault(codes.STRAY, Severity.WARNING, message, found.span)
        message = "the text ends in the middle of a sentence"
        return self._fault(codes.CUT_OFF, Severity.WARNING, message, found.span)

    @diagnostic.register
    def _(self, found: findings.BeginsInSentence) -> Diagnostic:
        message = f"the text begins in the middle of a sentence: '{self._shown(found.span)}'"
        return self._fault(codes.CUT_OFF, Severity.WARNING, message, found.span)

    @diagnostic.register
    def _(self, found: findings.OthersText) -> Diagnostic:
        whose = f"that of {self._name(found.owner)}" if found.owner else "a guideline field"
        message = f"this text is worded as {whose}"
        return self._fault(codes.MISPLACED, Severity.WARNING, message, found.span)

    @diagnostic.register
    def _(self, found: findings.NotReadOn) -> Diagnostic:
        message = "the text was not read from here on, so far behind its first fault"
        hint = "fix the faults before this place, and read it again"
        return self._error(codes.STRAY, message, found.span, hint=hint)

    # Wording.

    @diagnostic.register
    def _(self, found: findings.Misspelt) -> Diagnostic:
        message = f"'{self._shown(found.span)}' is misspelt"
        hint = codes.did_you_mean([found.wording])
        fix = self._fix(found.wording, found.edit)
        return self._error(codes.MISSPELT, message, found.span, hint=hint, fix=fix)

    @diagnostic.register
    def _(self, found: findings.OtherName) -> Diagnostic:
        message = f"'{self._shown(found.span)}' is not a name of the header"
        hint = codes.did_you_mean([found.wording])
        fix = self._fix(found.wording, Edit(found.span, found.wording))
        return self._error(codes.MISSPELT, message, found.span, hint=hint, fix=fix)

    @diagnostic.register
    def _(self, found: findings.OtherWording) -> Diagnostic:
        what = "heading" if found.part.kind is Kind.HEADING else "label"
        message = f"'{self._shown(found.span)}' is not a {what} of the letter"
        wording = found.part.wording
        hint = codes.did_you_mean([wording])
        fix = self._fix(wording, Edit(found.span, wording))
        return self._error(codes.MISSPELT, message, found.span, hint=hint, fix=fix)

    @diagnostic.register
    def _(self, found: findings.NoColon) -> Diagnostic:
        message = f"the decision '{found.wording}' has no colon before it"
        wording = f": {found.wording}"
        hint = codes.did_you_mean([wording])
        fix = self._fix(wording, found.edit) if found.edit else None
        return self._error(codes.MISSPELT, message, found.span, hint=hint, fix=fix)

    @diagnostic.register
    def _(self, found: findings.InsideLine) -> Diagnostic:
        parts = (found, *found.others)
        name = " and ".join(self._name(one.part) for one in parts)
        shares = "share a line" if found.others else "shares its line"
        message = f"{name} {shares} with other text"
        edits = tuple(one.edit for one in parts)
        fix = safe_fixes.fix("begin a new line", self._source.text, edits, TextKind.WORDING)
        return self._fault(codes.MISSPELT, Severity.WARNING, message, found.span, fix=fix)

    @diagnostic.register
    def _(self, found: findings.RepeatedLabel) -> Diagnostic:
        message = f"'{self._shown(found.span)}' follows another label, and was read as text"
        return self._fault(codes.DOUBLED, Severity.WARNING, message, found.span)

    @diagnostic.register
    def _(self, found: findings.DoubtfulStart) -> Diagnostic:
        message = f"the request may begin here: '{self._shown(found.span)}'"
        hint = "it was taken to begin at an earlier line, although that may be over"
        if found.is_before:
            hint = "it was taken to begin at a later line, behind the end of a paragraph"
        return self._fault(codes.MISSPELT, Severity.WARNING, message, found.span, hint=hint)

    @diagnostic.register
    def _(self, found: findings.Misspaced) -> Diagnostic:
        message = f"in '{found.wording}' {', '.join(map(spacing, found.gaps))}"
        hint = codes.did_you_mean([found.wording])
        fix = self._fix(found.wording, Edit(found.span, found.wording))
        severity = Severity.WARNING
        return self._fault(codes.MISSPELT, severity, message, found.span, hint=hint, fix=fix)

    @diagnostic.register
    def _(self, found: findings.MisspeltState) -> Diagnostic:
        return self._misspelt_name(codes.MISSPELT_STATE, "the state", found)

    @diagnostic.register
    def _(self, found: findings.MisspeltMonth) -> Diagnostic:
        return self._misspelt_name(codes.MISSPELT_MONTH, "the month", found)

    def _misspelt_name(
        self, code: str, what: str, found: findings.MisspeltState | findings.MisspeltMonth
    ) -> Diagnostic:
        message = f"{what} '{self._shown(found.span)}' is misspelt"
        fix = None
        if len(found.choices) == 1:
            name = found.choices[0]
            fix = self._fix(name, Edit(found.span, name), TextKind.NAME)
        hint = codes.did_you_mean(found.choices)
        return self._fault(code, Severity.WARNING, message, found.span, hint=hint, fix=fix)

    # Decisions.

    @diagnostic.register
    def _(self, found: findings.NoDecision) -> Diagnostic:
        message = f"'{self._shown(found.span)}' is not a decision"
        hint = f"a decision is {self._decisions}"
        return self._error(codes.NO_DECISION, message, found.span, hint=hint)

    @diagnostic.register
    def _(self, found: findings.SeveralDecisions) -> Diagnostic:
        message = f"two decisions stand here: '{self._shown(found.span)}'"
        hint = "keep the one that was made"
        return self._error(codes.NO_DECISION, message, found.span, hint=hint)

    @diagnostic.register
    def _(self, found: findings.DecisionInRequest) -> Diagnostic:
        where = "belongs to no request" if found.is_below else "is inside a request"
        message = f"the decision '{self._shown(found.span)}' {where}"
        if found.is_beside:
            message = f"'{self._shown(found.span)}' at a request's end may belong to its decision"
            return self._fault(codes.NO_DECISION, Severity.WARNING, message, found.span)
        hint = "if it is the decision of an issue, the labels after it are missing"
        return self._fault(codes.NO_DECISION, Severity.WARNING, message, found.span, hint=hint)

    # Values of the header.

    @diagnostic.register
    def _(self, found: findings.BadValue) -> Diagnostic:
        code, what = _BAD_VALUES.get(found.kind) or _bad_value(found.kind)
        if found.meant and found.kind == DATE:
            what = "is not written as MM/DD/YYYY"
        message = f"'{self._source.plain[slice(*found.span)]}' {what}"
        hint, fix = None, None
        if found.meant:
            hint = codes.did_you_mean([found.meant])
            fix = self._fix(found.meant, Edit(found.span, found.meant), TextKind.NAME)
        elif found.choices:
            hint = f"a priority is {' or '.join(sorted(found.choices, reverse=True))}"
        return self._error(code, message, found.span, hint=hint, fix=fix)

    @diagnostic.register
    def _(self, found: findings.NamelessValue) -> Diagnostic:
        message = f"'{self._shown(found.span)}' has no name in the header"
        return self._error(codes.STRAY, message, found.span)

    @diagnostic.register
    def _(self, found: findings.UnsureValue) -> Diagnostic:
        shown = [f"'{self._shown(name)}'" for name in found.names]
        message = f"a value of {either(shown)} is missing, and nothing tells which"
        if len(shown) == 1:
            message = f"nothing tells which value is that of {shown[0]}"
        related = tuple(Related("it may belong to this name", name) for name in found.names)
        return codes.fault(codes.EMPTY, message, found.span, self._source, related=related)

    @diagnostic.register
    def _(self, found: findings.DistantValue) -> Diagnostic:
        name = self._shown(found.name)
        message = f"'{self._shown(found.span)}' was taken for '{name}', which is not beside it"
        related = (Related("the name is here", found.name),)
        severity = Severity.WARNING
        source = self._source
        return codes.fault(
            codes.MISPLACED, message, found.span, source, severity=severity, related=related
        )

    @diagnostic.register
    def _(self, found: findings.Marks) -> Diagnostic:
        message = f"'{self._shown(found.span)}' belongs to no cell of the header"
        related = tuple(Related("another mark is here", span) for span in found.others)
        severity = Severity.WARNING
        source = self._source
        return codes.fault(
            codes.STRAY, message, found.span, source, severity=severity, related=related
        )

    # The text as a whole.

    @diagnostic.register
    def _(self, found: findings.LetterCase) -> Diagnostic:
        message = "headings, labels and decisions are not in their usual letter case"
        text = self._source.text
        fix = safe_fixes.fix("write them as usual", text, found.edits, TextKind.WORDING)
        return codes.fault(
            codes.MISSPELT,
            message,
            found.span,
            self._source,
            severity=Severity.WARNING,
            hint=None if found.others else codes.did_you_mean([found.edits[0].text]),
            related=tuple(Related("here too", span) for span in found.others),
            fixes=(fix,),
        )

    @diagnostic.register
    def _(self, found: findings.Surrounding) -> Diagnostic:
        where = "before" if found.is_before else "after"
        related: tuple[Related, ...] = ()
        if found.behind:
            where = "before and after"
            related = (Related("the text after the letter begins here", found.behind),)
        message = f"text {where} the letter, which is not part of it"
        severity = Severity.WARNING
        source = self._source
        return codes.fault(
            codes.STRAY, message, found.span, source, severity=severity, related=related
        )

    @diagnostic.register
    def _(self, found: findings.NoLetter) -> Diagnostic:
        if found.span.start == found.span.end:
            return self._error(codes.NO_LETTER, "the text is empty", found.span)
        where = "at the beginning of the text" if self._source.is_cut else "in the text"
        message = f"this is not a determination letter: no heading or label of one is {where}"
        return self._error(codes.NO_LETTER, message, found.span)


def _bad_value(kind: Terminal) -> tuple[str, str]:
    """What is said of a bad value of a kind that has no code of its own."""
    names = [f"'{cell.wording}'" for cell in structure().cells if cell.kind == kind]
    return codes.STRAY, f"is not a value of the header's {either(names)}"
