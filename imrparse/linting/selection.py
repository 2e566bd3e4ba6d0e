"""Which rules a configuration asks for, with which severities and options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import PurePath
from typing import Any, get_origin, get_type_hints

from attrs import fields

from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.config import ALL, Config, ConfigError, unknown
from imrparse.linting.rule import Rule

SYNTAX = "syntax"
"""The group of the faults of syntax."""

_NAMED = 100  # how particular a name or a code is; a prefix is as particular as it is long


class Selection:
    """A configuration held against the rules that there are."""

    def __init__(
        self, config: Config, rules: Iterable[type[Rule]], faults: Mapping[str, str]
    ) -> None:
        """`faults` are the faults of syntax by code, which can be ignored unless they are errors.

        Raises ConfigError, which names the key, for a name, a prefix or an option that there is
        not.
        """
        self._config = config
        self._rules = {rule.code: rule for rule in rules}
        self._by_name = {rule.name: rule for rule in self._rules.values()}
        self._codes = {rule.name: rule.code for rule in self._rules.values()}
        self._codes |= {name: code for code, name in faults.items()}
        self._groups = {rule.group: rule.code[: len(ALL) + 1] for rule in self._rules.values()}
        self._groups[SYNTAX] = f"{ALL}0"
        self._check("select", config.select)
        self._check("ignore", config.ignore)
        self._check("severity", config.severity)
        for pattern, ignored in config.per_file_ignores.items():
            self._check(f"per-file-ignores: {pattern!r}", ignored)
        for name in config.options:
            if name not in self._by_name:
                named = {rule.code: rule.name for rule in self._rules.values()}.get(name)
                hint = f"no rule is called {name!r}; its name is {named!r}"
                told = hint if named else unknown("rule", name, self._by_name)
                raise ConfigError(f"options: {told}")
        self._settled = [
            rule(self._options(rule)) for rule in self._rules.values() if self.wants(rule.code)
        ]

    def rules_in(self, path: PurePath | None) -> Sequence[Rule]:
        """The rules that are asked for in a file, ready to run."""
        if path is None or not self._config.per_file_ignores:
            return self._settled
        return [rule for rule in self._settled if self.wants_in(rule.code, path)]

    def wants(self, code: str) -> bool:
        """Whether a rule is selected, and not ignored more particularly."""
        selected = self._particular(self._config.select, code)
        return selected > self._particular(self._config.ignore, code)

    def wants_in(self, code: str, path: PurePath | None) -> bool:
        """Whether a rule is wanted in a file."""
        return path is None or not any(
            self._particular(ignored, code)
            for pattern, ignored in self._config.per_file_ignores.items()
            if fnmatch(path.as_posix(), pattern) or fnmatch(path.name, pattern)
        )

    def severity(self, code: str, own: Severity) -> Severity:
        """How much the findings of a rule matter, which would matter so by themselves."""
        fitting = {self._particular([name], code): name for name in self._config.severity}
        most = max(fitting, default=0)
        return self._config.severity[fitting[most]] if most else own

    def _particular(self, names: Iterable[str], code: str) -> int:
        """How particular the most particular name is that fits a code; 0 if none does."""
        return max((self._fit(name, code) for name in names), default=0)

    def _fit(self, name: str, code: str) -> int:
        if name in self._codes:
            return _NAMED if self._codes[name] == code else 0
        if name == code:
            return _NAMED
        prefix = self._groups.get(name, name)
        return len(prefix) if code.startswith(prefix) else 0

    def _check(self, key: str, names: Iterable[str]) -> None:
        codes = self._codes.values()
        for name in names:
            is_prefix = name.startswith(ALL) and any(code.startswith(name) for code in codes)
            if not is_prefix and name not in self._codes and name not in self._groups:
                known = [*codes, *self._codes, *self._groups]
                raise ConfigError(f"{key}: {unknown('rule, code or group', name, known)}")

    def _options(self, rule: type[Rule]) -> Any:
        """A rule's options, with the given ones in place of the defaults."""
        place = f"options.{rule.name}"
        hints = get_type_hints(rule.Options)
        known = {field.name.replace("_", "-"): field.name for field in fields(rule.Options)}
        values = {}
        for key, value in self._config.options.get(rule.name, {}).items():
            if key not in known:
                raise ConfigError(f"{place}: {unknown('option of this rule', key, known)}")
            values[known[key]] = _value(hints[known[key]], value, f"{place}.{key}")
        try:
            return rule.Options(**values)
        except ValueError as error:  # of the options' own checks
            raise ConfigError(f"{place}: {error}") from None


def _value(wanted: Any, value: Any, place: str) -> Any:
    """A value of a settings file as the type that an option has."""
    if get_origin(wanted) is tuple:
        if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ConfigError(f"{place}: a list of strings is wanted, not {value!r}")
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        raise ConfigError(f"{place}: {_TYPES.get(wanted, wanted)} is wanted, not {value!r}")
    return value


_TYPES = {int: "a whole number", float: "a number", bool: "true or false", str: "a string"}
