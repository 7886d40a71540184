"""What stands in the sidebar."""

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Template context: the entries of the sidebar."""
    return {"navigation": []}
