"""The JSON Schema of what `to_dict` gives."""

from __future__ import annotations

import json
from typing import Any


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that `imrparse.to_dict` keeps to."""
    # Imported here since few need it, and it takes a tenth of the time of `import imrparse`.
    from importlib.resources import files

    text = (files("imrparse.tree") / "determination.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
