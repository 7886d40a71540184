"""A day, asked with the browser's own calendar."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar; its value is always written 2026-11-23."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
