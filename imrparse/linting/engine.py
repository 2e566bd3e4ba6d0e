"""Running the rules over a letter."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import PurePath
from typing import NamedTuple

from attrs import evolve

from imrparse.data import table
from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.diagnostics.fault_pages import PAGES
from imrparse.files import Loaded
from imrparse.linting.acceptance import NONE, Acceptances, acceptances
from imrparse.linting.config import Config
from imrparse.linting.draft import Draft, TextBeside
from imrparse.linting.memory import Memory
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules import rule_classes
from imrparse.linting.selection import Selection
from imrparse.parsing.reader import reader
from imrparse.text.source import Source, Span
from imrparse.tree.letter import Determination

_ALWAYS = frozenset({"privacy"})
"""The groups whose findings are reported in quotations too, whatever the settings."""


_LAST = "acceptance"
"""The group of the rules that look at what the others found."""

_TITLE = "Dr."
"""Before what is known to be a name, so that it is recognised as one."""


def _is_no_person(text: str) -> bool:
    """Whether the value of a property for a name is that of a program or an organization."""
    words = text.lower().split()
    return len(words) < _FEWEST_WORDS or not set(words).isdisjoint(table("privacy")["no_person"])


_FEWEST_WORDS = 2  # of a person's name


class LintResult(NamedTuple):
    """What was found in a letter."""

    diagnostics: tuple[Diagnostic, ...]
    """All syntax faults and findings, in text order."""
    skipped: tuple[str, ...]
    """The codes of the rules that were not run, because a syntax error damaged what they need."""
    letter: Determination
    """The letter as if its faults were fixed."""


class Linter:
    """Lints letters with one configuration. A linter can be used for any number of letters."""

    def __init__(self, config: Config) -> None:
        """Raises ConfigError for a configuration that names an unknown rule, group or option."""
        self.config = config
        faults = {page.code: page.name for page in PAGES}
        self._selection = Selection(config, rule_classes(), faults)

    def lint(self, text: str | Loaded, path: PurePath | None = None) -> tuple[Diagnostic, ...]:
        """All syntax faults and findings in a text, in text order: those of `examine`."""
        return self.examine(text, path).diagnostics

    def examine(
        self, text: str | Loaded, path: PurePath | None = None, memory: Memory | None = None
    ) -> LintResult:
        """Lint a text, and report which rules had to be skipped.

        `path` is the file the text came from; the configuration may ignore rules by path. `memory`
        is that of the text's last version, from which is taken what did not change.
        """
        reading = reader().read(text.source() if isinstance(text, Loaded) else Source(text))
        draft, faults = Draft(reading, self.config.date), reading.diagnostics
        draft.acceptances = self._acceptances(draft, text)
        source = draft.source
        if memory:
            memory.begin(self, draft)
        found = [self._with_severity(fault) for fault in faults if self._is_reported(fault, path)]
        rules, last = self._rules_in(path)
        skipped = [rule.code for rule in rules if not rule.needs.isdisjoint(draft.damaged)]
        for rule in rules:
            if rule.code not in skipped:
                found += self._found_by(rule, draft, memory)
        if isinstance(text, Loaded):
            found += self._beside(text, source, path)
        if draft.acceptances.all:
            found = [one for one in found if not draft.acceptances.accept(one)]
            self._try_others(draft, path)
            for rule in last:
                found += self._found_by(rule, draft)
        found.sort(key=lambda one: (one.span, one.code))
        return LintResult(tuple(found), tuple(skipped), draft.letter)

    def _found_by(self, rule: Rule, draft: Draft, memory: Memory | None = None) -> list[Diagnostic]:
        try:
            found = memory.found_by(rule, draft) if memory and rule.by_text else rule.check(draft)
            return [
                self._diagnostic(rule, finding, draft.source)
                for finding in found
                if self._is_wanted(rule, finding, draft)
            ]
        except Exception as error:
            error.add_note(f"in the rule {rule.code}")
            raise

    # What was accepted

    def _rules_in(self, path: PurePath | None) -> tuple[list[Rule], list[Rule]]:
        """The rules for a file, and those on acceptances, which run after all others."""
        rules = self._selection.rules_in(path)
        own = [rule for rule in rules if rule.group != _LAST]
        return own, [rule for rule in rules if rule.group == _LAST]

    def _acceptances(self, draft: Draft, text: str | Loaded) -> Acceptances:
        header = draft.letter.header
        comments = text.comments if isinstance(text, Loaded) else ()
        case_number = header.case_number if header else None
        found = acceptances(draft.source, self.config.accept, case_number, comments)
        return Acceptances(found, self._known) if found else NONE

    @cached_property
    def _known(self) -> Mapping[str, str]:
        """The code of each code or name that can be accepted."""
        last = {rule.code for rule in rule_classes() if rule.group == _LAST}
        known = self._selection.code_of.items()
        return {name: code for name, code in known if code not in last}

    def _try_others(self, draft: Draft, path: PurePath | None) -> None:
        """Note what was accepted of the faults and rules that are not reported.

        An acceptance is not needless because a rule is switched off for once, or was skipped.
        """
        accepted = draft.acceptances
        for fault in draft.faults:
            if not self._is_reported(fault, path):
                accepted.accept(fault)
        ran = {rule.code for rule in self._rules_in(path)[0]}
        for rule in self._selection.rules_with(accepted.codes):
            if not rule.needs.isdisjoint(draft.damaged):
                accepted.unknowable.add(rule.code)
            elif rule.code not in ran:
                for finding in self._found_by(rule, draft):
                    accepted.accept(finding)

    def _beside(
        self, loaded: Loaded, source: Source, path: PurePath | None
    ) -> Iterator[Diagnostic]:
        """What identifies a person in texts beside the letter, at the start of the letter."""
        rules = [rule for rule in self._selection.rules_in(path) if rule.group in _ALWAYS]
        for part in loaded.beside:
            text = f"{_TITLE} {part.text}" if part.is_name else part.text
            if part.is_name and _is_no_person(part.text):
                continue
            draft = TextBeside(reader().read(Source(text)), self.config.date)
            for rule in rules:
                if rule.severity is not Severity.WARNING:
                    continue
                for one in rule.check(draft):
                    message = f"{one.message} in the {part.name}"
                    yield self._diagnostic(
                        rule, Finding(Span(0, 0), message, hint=one.hint), source
                    )

    def _is_wanted(self, rule: Rule, finding: Finding, draft: Draft) -> bool:
        """Whether the settings leave in a finding, which may be in a quotation."""
        if self.config.quotations or rule.group in _ALWAYS:
            return True
        return not draft.is_quoted(finding.span)

    def _is_reported(self, fault: Diagnostic, path: PurePath | None) -> bool:
        """Whether to report a syntax fault; errors are always reported."""
        if fault.severity is Severity.ERROR:
            return True
        wanted = self._selection.wants(fault.code)
        return wanted and self._selection.wants_in(fault.code, path)

    def _with_severity(self, fault: Diagnostic) -> Diagnostic:
        """A syntax fault with its configured severity; an error stays an error."""
        if fault.severity is Severity.ERROR:
            return fault
        return evolve(fault, severity=self._selection.severity(fault.code, fault.severity))

    def _diagnostic(self, rule: Rule, finding: Finding, source: Source) -> Diagnostic:
        return Diagnostic(
            rule.code,
            self._selection.severity(rule.code, finding.severity or rule.severity),
            finding.message,
            finding.span,
            source=source,
            hint=finding.hint,
            related=finding.related,
            fixes=finding.fixes,
        )


@cache
def default_linter() -> Linter:
    """The linter that runs every rule that is on by default."""
    return Linter(Config())


def linter(config: Config | None = None) -> Linter:
    """A linter for a configuration, cached for later letters with the same one.

    Without a configuration, every rule runs that is on by default.
    """
    if config is None:
        return default_linter()
    for kept in _linters:
        if kept.config == config:
            return kept
    if len(_linters) == _KEPT:
        _linters.pop()
    _linters.appendleft(Linter(config))
    return _linters[0]


_KEPT = 8  # linters; a run over folders with settings of their own needs several
_linters: deque[Linter] = deque()
