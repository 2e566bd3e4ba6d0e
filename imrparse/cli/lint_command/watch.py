"""Watching files, to repeat an action when they change."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path

import click

from imrparse.cli.inputs import Letter
from imrparse.linting.config_files import absolute, candidates

_PAUSE = 0.3  # seconds between two checks of the files

Stamp = Hashable
"""A value that differs after a file has changed."""


def watch_files(
    letters: Callable[[], Sequence[Letter]],
    use: Callable[[Sequence[Letter]], None],
    settings: Path | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Call `use` with all letters, and then again with those changed or added, until interrupted.

    A letter also counts as changed if its settings did: in the given settings file, or in those of
    its folder and above.
    """
    seen: Mapping[Letter, Stamp] = {}
    first = True
    while True:
        now = _stamps(letters(), settings)
        changed = [letter for letter in now if now[letter] != seen.get(letter)]
        if changed or first:
            if not first:
                click.echo(f"-- {time.strftime('%H:%M:%S')}", err=True)
            use(changed)
            first = False
        seen = now
        pause(_PAUSE)


def _stamps(letters: Sequence[Letter], settings: Path | None) -> dict[Letter, Stamp]:
    folders: dict[Path, Stamp] = {}

    def around(folder: Path) -> Stamp:
        """The stamps of the settings files that apply to a folder: those in it and above."""
        if folder not in folders:
            above = around(folder.parent) if folder.parent != folder else ()
            folders[folder] = (above, *map(_stamp, candidates(folder)))
        return folders[folder]

    if settings:
        named = _stamp(settings)
        return {letter: (_stamp(letter.path), named) for letter in letters}
    return {
        letter: (_stamp(letter.path), around(absolute(letter.path or Path("stdin")).parent))
        for letter in letters
    }


def _stamp(path: Path | None) -> Stamp:
    try:
        status = path.stat() if path else None
    except OSError:
        return None  # gone or inaccessible, which is reported when it is read
    return status and (status.st_mtime_ns, status.st_size, status.st_ino)
