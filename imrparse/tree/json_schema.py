"""The JSON Schema of the result of `to_dict`."""

from __future__ import annotations

import json
from typing import Any


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the result of `imrparse.to_dict`."""
    # Imported here because it is rarely needed, and takes a tenth of the time of `import imrparse`.
    from importlib.resources import files

    text = (files("imrparse.tree") / "determination.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
