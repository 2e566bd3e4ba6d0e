"""Resolving a configuration: which rules run, with which severities and options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fnmatch import fnmatch
from pathlib import PurePath
from string import digits
from typing import Any, get_origin, get_type_hints

from attrs import fields

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.config import ALL, Config, ConfigError, unknown_name
from imrparse.linting.rule import Rule
from imrparse.text.values import quoted

SYNTAX = "syntax"
"""The group of syntax faults."""

_NAMED = 100  # how specific a name or a full code is; a prefix is as specific as it is long


class Selection:
    """A configuration applied to the available rules."""

    def __init__(
        self, config: Config, rules: Iterable[type[Rule]], faults: Mapping[str, str]
    ) -> None:
        """`faults` maps the codes of syntax faults to names; those that are not errors can be
        ignored.

        Raises ConfigError, naming the key, for an unknown name, prefix or option.
        """
        self._config = config
        self._rules = {rule.code: rule for rule in rules}
        self._by_request = {rule.code for rule in self._rules.values() if not rule.default}
        self._by_name = {rule.name: rule for rule in self._rules.values()}
        self._codes = {rule.name: rule.code for rule in self._rules.values()}
        self._codes |= {name: code for code, name in faults.items()}
        self._groups = {rule.group: _prefix(rule.code) for rule in self._rules.values()}
        self._groups[SYNTAX] = f"{ALL}0"
        self._check("select", config.select)
        self._check("ignore", config.ignore)
        self._check("severity", config.severity)
        self.code_of: dict[str, str] = {
            **{code: code for code in self._codes.values()},
            **self._codes,
        }
        """The code that each code or name stands for."""
        for entry in config.accept:
            for name in entry.codes:
                if name not in self.code_of:
                    message = unknown_name("rule or code", name, self.code_of)
                    raise ConfigError(f"accept: {entry.case}: {message}")
        for pattern, ignored in config.per_file_ignores.items():
            self._check(f"per-file-ignores: {pattern!r}", ignored)
        for name in config.options:
            if name not in self._by_name:
                named = {rule.code: rule.name for rule in self._rules.values()}.get(name)
                hint = f"unknown rule {name!r}; its name is {named!r}"
                message = hint if named else unknown_name("rule", name, self._by_name)
                raise ConfigError(f"options: {message}")
        self._enabled = [
            rule(self._options(rule)) for rule in self._rules.values() if self.wants(rule.code)
        ]

    def rules_in(self, path: PurePath | None) -> Sequence[Rule]:
        """The rules to run on a file."""
        if path is None or not self._config.per_file_ignores:
            return self._enabled
        return [rule for rule in self._enabled if self.wants_in(rule.code, path)]

    def rules_with(self, codes: AbstractSet[str]) -> Sequence[Rule]:
        """The rules with these codes, whether they are selected or not."""
        return [rule(self._options(rule)) for code, rule in self._rules.items() if code in codes]

    def wants(self, code: str) -> bool:
        """Whether a rule is selected, and not ignored by a more specific name.

        A rule that does not run by default has to be selected by its code or name.
        """
        selected = self._specificity(self._config.select, code)
        if code in self._by_request and selected < _NAMED:
            return False
        return selected > self._specificity(self._config.ignore, code)

    def wants_in(self, code: str, path: PurePath | None) -> bool:
        """Whether a rule applies to a file."""
        return path is None or not any(
            self._specificity(ignored, code)
            for pattern, ignored in self._config.per_file_ignores.items()
            if fnmatch(path.as_posix(), pattern) or fnmatch(path.name, pattern)
        )

    def severity(self, code: str, own: Severity) -> Severity:
        """The severity of a rule's findings: the configured one, or else the rule's `own`."""
        fitting = {self._specificity([name], code): name for name in self._config.severity}
        most = max(fitting, default=0)
        return self._config.severity[fitting[most]] if most else own

    def _specificity(self, names: Iterable[str], code: str) -> int:
        """The specificity of the most specific name that matches a code; 0 if none does."""
        return max((self._fit(name, code) for name in names), default=0)

    def _fit(self, name: str, code: str) -> int:
        if name in self._codes:
            return _NAMED if self._codes[name] == code else 0
        if name == code:
            return _NAMED
        if name == ALL:
            return len(ALL)  # all rules, those of other packages too
        prefix = self._groups.get(name, name)
        return len(prefix) if code.startswith(prefix) else 0

    def _check(self, key: str, names: Iterable[str]) -> None:
        codes = self._codes.values()
        for name in names:
            is_prefix = any(
                code.startswith(name) and name.startswith(code.rstrip(digits)) for code in codes
            )
            if not is_prefix and name not in self._codes and name not in self._groups:
                known = [*codes, *self._codes, *self._groups]
                raise ConfigError(f"{key}: {unknown_name('rule, code or group', name, known)}")

    def _options(self, rule: type[Rule]) -> Any:
        """The rule's options: the configured values, and defaults for the rest."""
        place = f"options.{rule.name}"
        hints = get_type_hints(rule.Options)
        known = {field.name.replace("_", "-"): field.name for field in fields(rule.Options)}
        values = {}
        for key, value in self._config.options.get(rule.name, {}).items():
            if key not in known:
                raise ConfigError(f"{place}: {unknown_name('option of this rule', key, known)}")
            values[known[key]] = _value(hints[known[key]], value, f"{place}.{key}")
        try:
            return rule.Options(**values)
        except ValueError as error:  # raised by the options' own checks
            raise ConfigError(f"{place}: {error}") from None


def _prefix(code: str) -> str:
    """What the codes of a rule's group begin with."""
    letters = code.rstrip(digits)
    return code[: len(ALL) + 1] if letters == ALL else letters


def _value(wanted: Any, value: Any, place: str) -> Any:
    """A settings value, converted to the type of the option."""
    if get_origin(wanted) is tuple:
        if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ConfigError(f"{place}: expected a list of strings, not {quoted(value)}")
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        raise ConfigError(f"{place}: expected {_TYPES.get(wanted, wanted)}, not {quoted(value)}")
    return value


_TYPES = {int: "a whole number", float: "a number", bool: "true or false", str: "a string"}
