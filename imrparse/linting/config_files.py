"""Linter settings read from files: ``imrparse.toml``, or a table of ``pyproject.toml``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from glob import escape
from pathlib import Path
from typing import Any

from attrs import frozen

from imrparse.files import UnreadableError
from imrparse.files.opening import open_file
from imrparse.linting.config import Config, ConfigError, unknown_name
from imrparse.linting.engine import linter
from imrparse.text.values import quoted

OWN = "imrparse.toml"
SHARED = "pyproject.toml"

_KEYS = (
    *("select", "ignore", "per-file-ignores", "severity", "options"),
    *("accept", "date", "quotations"),
)


@frozen
class Settings:
    """A configuration, and the file it was read from."""

    config: Config
    path: Path | None
    """None for the defaults."""


def absolute(path: Path) -> Path:
    """An absolute path without ``..``; symbolic links are not resolved."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps the dots


def settings_for(path: Path) -> Settings:
    """The settings for a file: those of the nearest settings file in its folder or above.

    If a folder has both files, ``imrparse.toml`` wins. Settings files are not merged, and are
    cached until `clear_cache`. Raises ConfigError for settings that can't be read.
    """
    return _nearest(absolute(path).parent)


@lru_cache(maxsize=4096)
def _nearest(folder: Path) -> Settings:
    for path in candidates(folder):
        table = _table(path)
        if table is not None:
            return Settings(read(table, path), path)
    if folder.parent != folder:
        return _nearest(folder.parent)
    return Settings(Config(), None)


def candidates(folder: Path) -> tuple[Path, ...]:
    """The possible settings files of a folder, by precedence."""
    return folder / OWN, folder / SHARED


def clear_cache() -> None:
    """Forget cached settings, so that settings files are read again."""
    _nearest.cache_clear()
    load.cache_clear()


@lru_cache(maxsize=1)
def load(path: Path) -> Settings:
    """The settings in a given file, cached until `clear_cache`.

    Raises ConfigError if the file has no settings or can't be read.
    """
    table = _table(path)
    if table is None:
        why = "there is no [tool.imrparse.lint] in it" if path.exists() else "no such file"
        raise ConfigError(f"{path}: {why}")
    return Settings(read(table, path), path)


def _data(path: Path) -> dict[str, Any]:
    """The content of a file. Raises OSError if there is no such file, otherwise ConfigError."""
    try:
        with open_file(path, pipes=True) as file:
            import tomllib  # where there are settings

            return tomllib.loads(file.read().decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        raise
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from None
    except (UnreadableError, ValueError) as error:  # invalid TOML or UTF-8 included
        raise ConfigError(f"{path}: {error}") from None


def _table(path: Path) -> Mapping[str, Any] | None:
    """The table of linter settings in a file, or None if there is no such file or table."""
    try:
        data = _data(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    place = f"{path}: "
    if path.name == SHARED:
        for name in ("tool", "imrparse"):
            if name not in data:
                return None
            place += f"{name}."
            data = _as_table(data[name], f"{place[:-1]}: ")
        if not data:
            return None
    for key in data:
        if key != "lint":
            raise ConfigError(f"{path}: {unknown_name('setting', key, ['lint'])}")
    return _as_table(data.get("lint", {}), f"{place}lint: ")


def _as_table(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"{place}expected a table, not {quoted(value)}")
    return value


def read(table: Mapping[str, Any], path: Path) -> Config:
    """A configuration from a table. Path patterns are relative to the file's folder.

    Raises ConfigError, naming the file and the key, for invalid settings.
    """
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise ConfigError(f"{path}: {unknown_name('setting', key, _KEYS)}")
        name = key.replace("-", "_")
        try:
            Config(**{name: value})
        except ConfigError as error:
            raise ConfigError(f"{path}: {key}: {error}") from None
        if key == "per-file-ignores":
            value = {_anchored(pattern, path): codes for pattern, codes in value.items()}
        values[name] = value
    config = Config(**values)
    try:
        linter(config)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None
    return config


def _anchored(pattern: str, path: Path) -> str:
    """The pattern made absolute if it has a slash; without one it matches file names anywhere."""
    if "/" not in pattern or Path(pattern).is_absolute():
        return pattern
    return f"{escape(absolute(path).parent.as_posix()).rstrip('/')}/{pattern.removeprefix('./')}"
