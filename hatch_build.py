"""Makes the tables of the grammars when the package is built or installed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface):  # type: ignore[misc]
    """Writes the file of the tables, which is not under version control, and puts it into the
    wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        sys.path.insert(0, self.root)
        from imrparse.syntax.compiling import renew

        path = renew().relative_to(Path(self.root).resolve())
        build_data["artifacts"].append(f"/{path.as_posix()}")
