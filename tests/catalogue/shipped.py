"""The shipped catalogue as plain JSON: its files put together."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "catalogue/data/models"


@cache
def shipped_catalogue() -> dict[str, Any]:
    """Sources, categories, makers and the models of all files."""
    parts = [json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    head = next(part for part in parts if "categories" in part)
    return head | {"models": [model for part in parts for model in part.get("models", [])]}
