"""The JSON Schema of what `to_dict` gives."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that `imrparse.to_dict` keeps to."""
    text = (files("imrparse") / "determination.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
