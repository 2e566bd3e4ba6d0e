"""The linter's configuration: which rules to run, their severities and their options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import TypeVar, cast

from attrs import field, frozen

from imrparse.diagnostics.diagnostic import Severity
from imrparse.text.errors import ImrparseError
from imrparse.text.values import quoted

_Value = TypeVar("_Value")
_New = TypeVar("_New")

ALL = "IMR"
"""The prefix of every code."""


class ConfigError(ImrparseError, ValueError):
    """Settings that name an unknown rule, group or option, or have a value of the wrong type."""


def unknown_name(kind: str, name: object, known: Iterable[str]) -> str:
    """The message for an unknown name, with the most similar known one."""
    names = {each.casefold(): each for each in known}
    near = get_close_matches(str(name).casefold(), names, n=1)
    meant = f"; did you mean {names[near[0]]!r}?" if near else ""
    return f"unknown {kind} {quoted(name)}{meant}"


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ConfigError(f"expected a list of strings, not {quoted(value)}")
    given: tuple[object, ...] = tuple(cast("Iterable[object]", value))
    names = tuple(name for name in given if isinstance(name, str))
    if len(names) != len(given):
        raise ConfigError(f"expected a list of strings, not {quoted(given)}")
    return names


def _table(value: Mapping[str, _Value]) -> dict[str, _Value]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"expected a table, not {quoted(value)}")
    return dict(value)


def _ignores(value: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {pattern: _named(pattern, _names, codes) for pattern, codes in _table(value).items()}


def _severities(value: Mapping[str, Severity | str]) -> dict[str, Severity]:
    return {name: _named(name, _severity, level) for name, level in _table(value).items()}


def _options(value: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    return {name: _named(name, _table, options) for name, options in _table(value).items()}


def _named(name: str, convert: Callable[[_Value], _New], value: _Value) -> _New:
    """Convert a value of a table. An error message names the key."""
    try:
        return convert(value)
    except ConfigError as error:
        raise ConfigError(f"{name!r}: {error}") from None


def _severity(value: Severity | str) -> Severity:
    try:
        return Severity(value)
    except ValueError:
        levels = " or ".join(repr(level.value) for level in Severity)
        raise ConfigError(f"{quoted(value)} is not {levels}") from None


@frozen
class Accepted:
    """An entry of the settings that accepts findings in one letter."""

    case: str
    """The case number of the letter."""
    codes: tuple[str, ...]
    """Codes or names of rules."""
    reason: str


_ACCEPTED = {"case", "code", "codes", "reason"}


def _accepted(value: Iterable[Accepted | Mapping[str, object]]) -> tuple[Accepted, ...]:
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise ConfigError(f"expected a list of tables, not {quoted(value)}")
    return tuple(one if isinstance(one, Accepted) else _accepted_entry(one) for one in value)


def _accepted_entry(value: Mapping[str, object]) -> Accepted:
    entry = _table(value)
    for key in entry:
        if key not in _ACCEPTED:
            raise ConfigError(unknown_name("key", key, _ACCEPTED))
    codes = _names([entry["code"]] if "code" in entry else entry.get("codes", ()))
    case, reason = entry.get("case"), entry.get("reason")
    if not codes or not isinstance(case, str):
        raise ConfigError("an entry needs the case number as 'case', and 'code' or 'codes'")
    if not isinstance(reason, str) or not reason.strip():
        raise ConfigError(f"the entry for {quoted(case)} gives no reason")
    return Accepted(case, codes, reason)


def _day(value: date | None) -> date | None:
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise ConfigError(f"expected a date (2017-01-31, without quotes), not {quoted(value)}")
    return value


def _flag(value: bool) -> bool:
    if not isinstance(value, bool):
        raise ConfigError(f"expected true or false, not {quoted(value)}")
    return value


@frozen(kw_only=True)
class Config:
    """Settings of the linter. By default every rule runs that is on by default.

    Rules are named by their codes ("IMR401"), prefixes of codes ("IMR4"), groups ("decision") or
    names ("contradicted-decision"). If a rule is both selected and ignored, the more specific name
    wins; at equal specificity, the rule is ignored. A rule that is off by default runs only if its
    code or name is selected. Raises ConfigError for values of the wrong type; unknown names raise
    it when a letter is linted.
    """

    select: tuple[str, ...] = field(default=(ALL,), converter=_names)
    """The rules that run."""
    ignore: tuple[str, ...] = field(default=(), converter=_names)
    """The rules that do not run, of those selected."""
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(factory=dict, converter=_ignores)
    """Path patterns, each with what to ignore in the files that match it."""
    severity: Mapping[str, Severity] = field(factory=dict, converter=_severities)
    """Severities by rule, where they differ from the rule's own. Syntax errors always stay
    errors."""
    options: Mapping[str, Mapping[str, object]] = field(factory=dict, converter=_options)
    """Options by the name of the rule."""
    accept: tuple[Accepted, ...] = field(default=(), converter=_accepted)
    """Findings that are accepted in single letters, each with a reason."""
    date: date | None = field(default=None, converter=_day)
    """The date to check a letter against, instead of its decision date."""
    quotations: bool = field(default=True, converter=_flag)
    """Whether to report findings inside quotation marks, which others wrote. Syntax faults and
    private information are always reported."""
