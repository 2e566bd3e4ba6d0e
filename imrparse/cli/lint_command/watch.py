"""Doing something again whenever files change."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path

import click

from imrparse.cli.inputs import Letter
from imrparse.linting.config_files import absolute, candidates

_PAUSE = 0.3  # seconds between two looks at the files

Stamp = Hashable
"""What is another one when a file has changed."""


def watch_files(
    letters: Callable[[], Sequence[Letter]],
    use: Callable[[Sequence[Letter]], None],
    settings: Path | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Use all letters, and then again those that changed or were added, until interrupted.

    Those whose settings changed are used again too: the named settings file, or those around.
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
        """What the settings of a folder's files are: those in it, and around it."""
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
        return None  # it is gone, or can't be looked at, which reading it will tell
    return status and (status.st_mtime_ns, status.st_size, status.st_ino)
