"""Makes the stored files when the package is built or installed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface[Any]):
    """Writes the stored files, which are not under version control, and puts them into the
    wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        sys.path.insert(0, self.root)
        from imrparse.storing import renew

        root = Path(self.root).resolve()
        build_data["artifacts"] += [f"/{path.relative_to(root).as_posix()}" for path in renew()]
