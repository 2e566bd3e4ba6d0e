"""Showing the linter settings that apply to files, in the form of a settings file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

from imrparse.linting.config_files import Settings
from imrparse.text.visible import escaped, visible


def settings_text(names: Sequence[str], settings: Settings) -> str:
    """The settings of some files as TOML, with the file they come from."""
    about = (f"# {visible(name)}" for name in names)
    return "\n".join([*about, *_lines(settings)]) + "\n"


def _lines(settings: Settings) -> Iterator[str]:
    yield f"# from {visible(str(settings.path)) if settings.path else 'the defaults'}"
    yield "[lint]"
    config = settings.config
    yield f"select = {_toml(config.select)}"
    yield f"ignore = {_toml(config.ignore)}"
    if config.date:
        yield f"date = {config.date.isoformat()}"
    tables: dict[str, Any] = {
        "severity": config.severity,
        "per-file-ignores": config.per_file_ignores,
    }
    tables |= {f"options.{rule}": options for rule, options in config.options.items()}
    for table, values in tables.items():
        if values:
            yield f"\n[lint.{table}]"
            yield from (f"{_toml(key)} = {_toml(value)}" for key, value in values.items())


def _toml(value: Any) -> str:
    """A settings value as TOML. That is the same as JSON except for one character, which is escaped
    along with other control characters."""
    plain = value.value if isinstance(value, Enum) else value
    return escaped(json.dumps(plain, ensure_ascii=False))
